"""Addresses: which may become a link, and where each thing stands on the site."""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from pipeline.text.urls import split_web
from pipeline.text.words import clean, slug

_SEGMENT = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,78}[A-Za-z0-9])?$")
_UNSAFE = re.compile(r"[ \"<>\\^`{|}]")  # not allowed in an address (RFC 3986), and able to end one in a text
RESTRICTION_IDS = re.compile(r"\bAIR-\d{4}-\d{4,}\b")
"""Ids of restrictions, as sentences name them."""
_MAILTO = re.compile(r"^mailto:[^\s@]+@[^\s@]+$", re.IGNORECASE)


def href(url: str) -> str:
    """The address if it may be linked, which takes http, https or mailto; else an empty text."""
    address = _UNSAFE.sub(lambda mark: quote(mark[0]), clean(url))
    return address if split_web(address) or _MAILTO.match(address) else ""


def on_web(base_url: str, path: str) -> str:
    """The address of a path of the site on the web; empty if it is not known where the site will stand."""
    base = href(base_url)
    return f"{base.rstrip('/')}/{path}" if split_web(base) else ""


def restriction_path(restriction_id: str) -> str:
    """Folder of a restriction's page."""
    return f"restrictions/{segment(restriction_id)}/"


def edition_path(edition_id: str) -> str:
    """Folder of an edition's page."""
    return f"briefs/{segment(edition_id)}/"


def story_path(story_id: str) -> str:
    """Folder of a story's page."""
    return f"stories/{segment(story_id)}/"


def feed_path(page: str) -> str:
    """Where the feeds of a page stand, without their endings, by the folder of the page."""
    return f"feeds/{page.rstrip('/')}"


def segment(name: str) -> str:
    """One step of a path that stays where it is: the name itself if it is safe, else a slug with a hash of the name."""
    return name if _SEGMENT.match(name) else f"{slug(name)}-{_hash(name)}"


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A step of a path for each name.

    The first of several names that come to the same gets the plain one; a later one, and one of which nothing is left,
    gets a hash of itself. Names in the order in which they became known therefore keep their addresses.
    """
    taken: set[str] = set()
    made: dict[str, str] = {}
    for name in names:
        if name in made:
            continue
        plain = slug(name, fallback="")
        chosen = plain if plain and plain not in taken else f"{plain or 'name'}-{_hash(name)}"
        taken.add(chosen)
        made[name] = chosen
    return made


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
