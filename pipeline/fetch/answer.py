"""What came back for an address: an answer to be read, or the failure that its status means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.fetch.failures import FetchError, failed_at
from pipeline.fetch.reserved import reserved_by_headers
from pipeline.fetch.retry_after import retry_at

Fields = Mapping[str, Sequence[str]]
"""Headers of an answer: their values in order, by their names in lower case."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
READ = frozenset({200, 203})
"""Answers whose body is what was asked for."""

_REASONS = {
    401: "forbidden",
    403: "forbidden",
    404: "not-found",
    408: "server-error",
    410: "gone",
    425: "server-error",
    429: "throttled",
    451: "forbidden",
}
_RESERVING = ("x-robots-tag", "tdm-reservation")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back for one address.

    Attributes:
        status: 200, 203, or 304 with an empty body.
        body: content codings undone.
        etag, last_modified: to be echoed in a conditional request to ``final_url``; empty where none was given.
        moved_to: where the address has moved for good: the final address if every redirect was permanent, else empty.
        reserved: what its headers reserve: "noarchive", "noindex", "tdm", sorted.
    """

    status: int
    final_url: str
    content_type: str
    body: bytes
    etag: str
    last_modified: str
    moved_to: str
    fetched_at: datetime
    reserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one exchange gave; the body is empty unless it is what was asked for."""

    status: int
    fields: Fields
    body: bytes = b""

    def first(self, name: str) -> str:
        """The value of a header, the first if there are several; empty if there is none."""
        return self.fields[name][0] if name in self.fields else ""

    def answer(self, url: str, *, moved: bool, fetched_at: datetime) -> Answer:
        """The answer for an address."""
        reserving = {name: ", ".join(self.fields[name]) for name in _RESERVING if name in self.fields}
        return Answer(
            status=self.status,
            final_url=url,
            content_type=printable(self.first("content-type")),
            body=self.body,
            etag=verbatim(self.first("etag")),
            last_modified=verbatim(self.first("last-modified")),
            moved_to=url if moved else "",
            fetched_at=fetched_at,
            reserved=reserved_by_headers(reserving) if reserving else (),
        )

    def refusal(self, url: str, now: datetime) -> FetchError:
        """What it means that this came, and nothing to read.

        A 503 that says until when is the server's wish to be left alone, one that does not is trouble.
        """
        until = retry_at(self.first("retry-after"), now) if "retry-after" in self.fields else None
        reason = _REASONS.get(self.status, "server-error" if self.status >= 500 else "unexpected-status")
        if self.status == 503 and until is not None:
            reason = "throttled"
        return failed_at(url, reason, f"status {self.status}", until)


def fields(raw: Iterable[tuple[bytes, bytes]]) -> Fields:
    """Headers as they came on the wire, as text: in UTF-8 or, where they are not, in Latin-1."""
    found: dict[str, list[str]] = {}
    for name, value in raw:
        found.setdefault(name.decode("ascii", "replace").lower(), []).append(_text(value))
    return found


def verbatim(value: str) -> str:
    """The value if it can be sent back as it came, else nothing."""
    return value if printable(value) == value else ""


def printable(value: str) -> str:
    """The value without what has no place in a header."""
    return _UNPRINTABLE.sub("", value)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
