"""What can go wrong outside: each failure with its own name, its own words and its own rule for trying again.

The words complete a sentence that begins with an address or a source: "https://news.example/feed asks for consent".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Retry = Literal["soon", "later", "stated", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One kind of failure.

    Attributes:
        words: what is wrong, without its subject.
        retry: "soon" in the next run; "later" after a pause that grows; "stated" when the server says, else "later";
            "never" for a page, and weekly for a source, because only its owner or the operator can mend it.
    """

    words: str
    retry: Retry


FAILURES: Mapping[str, Failure] = MappingProxyType(
    {
        "bad-answer": Failure(words="gave an answer that is not in its documented form", retry="later"),
        "bad-encoding": Failure(words="sent a body that cannot be unpacked", retry="later"),
        "bad-redirect": Failure(words="leads to something that cannot be asked for", retry="later"),
        "bad-response": Failure(words="sent something that is not HTTP, or hung up", retry="soon"),
        "bad-url": Failure(words="is no address that can be asked for", retry="never"),
        "broken": Failure(words="sent a feed that is too broken to be read", retry="later"),
        "certificate": Failure(words="has a certificate that cannot be verified", retry="later"),
        "challenge": Failure(words="shows a check for robots", retry="later"),
        "consent": Failure(words="asks for consent first", retry="later"),
        "deadline": Failure(words="took longer than a request may", retry="soon"),
        "dns": Failure(words="has a host name that could not be resolved just now", retry="soon"),
        "dns-unknown": Failure(words="has a host name that does not exist", retry="later"),
        "downgrade": Failure(words="leads from https to http", retry="later"),
        "empty": Failure(words="sent nothing", retry="soon"),
        "forbidden": Failure(words="refuses us", retry="later"),
        "gone": Failure(words="is gone for good, as its server says", retry="never"),
        "login": Failure(words="asks for a login", retry="later"),
        "no-matches": Failure(words="shows nothing where its entries should be", retry="later"),
        "not-a-feed": Failure(words="sent something that is not what this kind of source sends", retry="later"),
        "not-found": Failure(words="is not there", retry="later"),
        "not-html": Failure(words="is no page of text", retry="never"),
        "other-page": Failure(words="has become another page", retry="later"),
        "private-address": Failure(words="leads into a private network", retry="never"),
        "refused": Failure(words="refused the connection", retry="soon"),
        "reset": Failure(words="broke the connection off", retry="soon"),
        "robots": Failure(words="is closed to us by robots.txt", retry="never"),
        "robots-unavailable": Failure(words="has a site that cannot give its robots.txt", retry="soon"),
        "server-error": Failure(words="has a server in trouble", retry="stated"),
        "throttled": Failure(words="asks us to come back later", retry="stated"),
        "timeout": Failure(words="stayed silent for too long", retry="soon"),
        "tls": Failure(words="did not complete the TLS handshake", retry="soon"),
        "too-complex": Failure(words="sent something built so that reading it would take for ever", retry="later"),
        "too-large": Failure(words="sent more than a body may have", retry="later"),
        "too-many-redirects": Failure(words="leads on and on", retry="later"),
        "truncated": Failure(words="sent a body that breaks off", retry="soon"),
        "unexpected-status": Failure(words="answered with a status that means nothing here", retry="later"),
        "unreachable": Failure(words="could not be reached", retry="soon"),
    }
)
"""All failures by their names."""


def is_transient(reason: str) -> bool:
    """Whether trying again may help.

    Raises:
        KeyError: no failure has this name.
    """
    return FAILURES[reason].retry != "never"
