"""What a page reserves for itself: that it is not kept, not indexed, not mined. Pure.

Robots meta tags and X-Robots-Tag are read as search engines document them, and the reservation of text and data mining
as the TDM Reservation Protocol has it (a tag or a header ``tdm-reservation`` with the value 1).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import lxml.etree

from pipeline.fetch.robots import AGENT

_HEAD_BYTES = 64 * 1024
_TDM = "tdm-reservation"
_MEANING = {"noarchive": "noarchive", "noindex": "noindex", "none": "noindex"}  # "none" is "noindex, nofollow"
_SPACE_OR_COMMA = re.compile(r"[\s,]+")
# What stands before a colon: the name of a robot, unless it is a directive with a value of its own, or part of a time.
_ROBOT = re.compile(r"(?!unavailable_after$|max-)(?:\*|[a-z][a-z0-9_.-]*)")


def reserved_by_markup(body: bytes) -> tuple[str, ...]:
    """What the meta tags of an HTML page reserve for every robot, or for us.

    Args:
        body: in any encoding in which tags are ASCII, or in UTF-16; only its first 64 KB are looked at.

    Returns:
        Any of "noarchive", "noindex" and "tdm", sorted.
    """
    meta = _Meta()
    parser = lxml.etree.HTMLParser(target=meta)  # type: ignore[arg-type]  # the stubs expect another kind of target
    # Without its NULs UTF-16 is near enough to ASCII, and nothing but ASCII is looked for.
    parser.feed(body[:_HEAD_BYTES].replace(b"\0", b"").decode("latin-1"))
    parser.close()
    return tuple(sorted({word for name, content in meta.named for word in _reserved(name, content)}))


def reserved_by_headers(headers: Mapping[str, str]) -> tuple[str, ...]:
    """What the headers of an answer reserve for every robot, or for us.

    Args:
        headers: names in any case; several headers of one name are one, joined by commas. What follows the name of a
            robot is for it alone, up to the name of another.

    Returns:
        Any of "noarchive", "noindex" and "tdm", sorted.
    """
    found = set[str]()
    for name, value in headers.items():
        if name.lower() == "x-robots-tag":
            found.update(_words(_for_us(value)))
        elif name.lower() == _TDM:
            found.update(_reserved(_TDM, value))
    return tuple(sorted(found))


def _reserved(name: str, content: str) -> Iterator[str]:
    name = name.strip().lower()
    if name == _TDM and "1" in _SPACE_OR_COMMA.split(content):
        yield "tdm"
    elif name in ("robots", AGENT):
        yield from _words(_SPACE_OR_COMMA.split(content))


def _words(directives: Iterable[str]) -> Iterator[str]:
    for directive in directives:
        meaning = _MEANING.get(directive.strip().lower())
        if meaning:
            yield meaning


def _for_us(value: str) -> Iterator[str]:
    """The directives of an X-Robots-Tag that are for every robot or for us."""
    ours = True
    for part in value.split(","):
        robot, colon, directive = part.partition(":")
        robot = robot.strip().lower()
        if colon and _ROBOT.fullmatch(robot):
            ours, part = robot in ("*", AGENT), directive
        if ours:
            yield part


class _Meta:
    """Collects the names and contents of meta tags; the methods are those that lxml calls."""

    def __init__(self) -> None:
        self.named: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            self.named.append((attributes.get("name", ""), attributes.get("content", "")))

    def end(self, tag: str) -> None:
        """A meta tag has no end."""

    def close(self) -> None:
        """Nothing is left to do at the end."""
