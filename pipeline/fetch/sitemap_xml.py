"""The bytes of a sitemap to its lines: XML of the sitemap protocol, packed or not, or one address a line.

Elements are told by their local names, because maps use any prefix for a namespace, or a wrong namespace.
"""

import io
import re
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.fetch.body import decoded
from pipeline.fetch.challenge import wall
from pipeline.fetch.charset import feed_text
from pipeline.fetch.failures import BodyError, FeedError

MAX_BYTES = 16_000_000
"""Most bytes of a packed map, unpacked: 50,000 pages, the most that sitemaps.org allows, with 300 bytes for each."""

_GZIP = b"\x1f\x8b"
_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ROOT = re.compile(
    r"(?>\s+|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!doctype[^<>]*+>)*+<(?:[\w.-]+:)?([\w.-]+)[^<>]*",
    re.DOTALL | re.IGNORECASE,
)
_SUBSET = re.compile(r"<!DOCTYPE[^<>]*\[", re.IGNORECASE)  # where entities and default attributes are declared
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A raw ampersand, and a name that only HTML knows, as text: a parser that recovers would take them out of an address.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[(?:(?!\]\]>).)*+(?:\]\]>)?|&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|apos|gt|lt|quot);)",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_ITEMS = {"urlset": "url", "sitemapindex": "sitemap"}
_OWN = ("loc", "lastmod")
_NEWS = {"title": "title", "publication_date": "published", "language": "language", "name": "publisher"}


class Place(NamedTuple):
    """One line of a sitemap, as it stands there. ``news`` tells whether it carries an element of a news sitemap."""

    loc: str = ""
    lastmod: str = ""
    title: str = ""
    published: str = ""
    language: str = ""
    publisher: str = ""
    news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap holds: pages, or further maps if it is an index.

    Attributes:
        skipped: whether lines were left out because they hold no address.
        cut_off: whether it breaks off; its complete lines are here.
    """

    is_index: bool
    places: tuple[Place, ...]
    skipped: bool
    cut_off: bool


def parse_sitemap(body: bytes, *, base_url: str, content_type: str) -> Sitemap:
    """Read the lines of a sitemap.

    Args:
        body: its bytes, content codings undone; they may still be packed, as in a ``.xml.gz``.
        base_url: its address, for messages.
        content_type: value of the Content-Type header; only its charset is used.

    Raises:
        FeedError: "empty", "not-a-feed", "broken", "too-complex", "too-large", "bad-encoding", or the kind of wall.
    """
    plain, whole = unpacked(body, base_url)
    text = feed_text(plain, content_type)
    if not text.strip():
        raise FeedError("empty", f"{base_url} sent an empty body.")
    if not text.lstrip().startswith("<"):
        return _from_lines(text, base_url, whole=whole)
    if _SUBSET.search(text):
        raise FeedError("too-complex", f"{base_url} sent a sitemap that declares entities of its own.")
    root = root_name(text)
    if root not in _ITEMS:
        raise FeedError(wall(plain) or "not-a-feed", f"{base_url} sent something that is no sitemap.")
    return _from_xml(text, root, base_url)


def unpacked(body: bytes, base_url: str) -> tuple[bytes, bool]:
    """The bytes of a map that may be packed with gzip, and whether they are complete.

    Raises:
        FeedError: "too-large" or "bad-encoding".
    """
    if not body.startswith(_GZIP):
        return body, True
    pieces: list[bytes] = []
    try:
        pieces.extend(decoded(iter((body,)), coding="gzip", content_type="", max_bytes=MAX_BYTES))
    except BodyError as error:
        if error.reason != "truncated":
            raise FeedError(error.reason, f"{base_url} {error.predicate}.") from None
        return b"".join(pieces), False
    return b"".join(pieces), True


def root_name(text: str) -> str:
    """Local name of the first element of an XML or HTML text, in lower case; empty if there is none."""
    match = _ROOT.match(text)
    return match[1].lower() if match else ""


def _from_lines(text: str, base_url: str, *, whole: bool) -> Sitemap:
    """A sitemap of plain text: one address a line."""
    lines = [line.strip() for line in text.splitlines()]
    if not whole:
        lines.pop()  # it may be half an address
    places = tuple(Place(loc=line) for line in lines if _ADDRESS.fullmatch(line))
    filled = sum(bool(line) for line in lines)
    if len(places) * 2 <= filled:
        raise FeedError("not-a-feed", f"{base_url} sent something that is no sitemap.")
    return Sitemap(is_index=False, places=places, skipped=len(places) < filled, cut_off=not whole)


def _from_xml(text: str, root: str, base_url: str) -> Sitemap:
    kept, ends_well = _complete(text, root)
    mended = _AMPERSAND.sub(_mend, _NOT_XML.sub("", _PROLOG.sub("", kept)))
    places: list[Place] = []
    try:
        ends_well = _collect(mended.encode(), root, places) and ends_well
    except etree.XMLSyntaxError:
        ends_well = False
    found = tuple(place for place in places if place.loc)
    if not found and (places or not ends_well):
        raise FeedError("broken", f"{base_url} sent a sitemap that is too broken to be read.")
    return Sitemap(
        is_index=root == "sitemapindex", places=found, skipped=len(found) < len(places), cut_off=not ends_well
    )


def _complete(text: str, root: str) -> tuple[str, bool]:
    """The text up to its last complete line, and whether that is all of it."""
    opened = _ROOT.match(text)
    assert opened is not None
    if opened[0].endswith("/") or re.search(rf"</(?:[\w.-]+:)?{root}\s*>", text[-4096:]):
        return text, True
    last = deque(re.finditer(rf"</(?:[\w.-]+:)?{_ITEMS[root]}\s*>", text), maxlen=1)
    return (text[: last[0].end()] if last else ""), False


def _mend(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else match[0]


def _collect(xml: bytes, root: str, places: list[Place]) -> bool:
    """Add the lines of a map, and say whether its end was reached: a parser that recovers stops without a word.

    Lines are taken out of the tree one after the other, so that it never grows.
    """
    parser = etree.iterparse(
        io.BytesIO(xml),
        events=("end",),
        tag=("{*}" + _ITEMS[root], "{*}" + root),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    names: dict[str, str] = {}
    for _, element in parser:
        parent = element.getparent()
        if parent is None:
            return True
        places.append(_place(element, names))
        element.clear()
        while element.getprevious() is not None:
            del parent[0]
    return False


def _place(element: etree._Element, names: dict[str, str]) -> Place:
    """What one line says. ``names`` keeps the local names of elements, which are few and come again and again."""
    fields: dict[str, str] = {}
    news = False
    for child in element:
        name = names.get(child.tag) or names.setdefault(child.tag, _local(child.tag))
        if name in _OWN:
            fields.setdefault(name, (child.text or "").strip())
        elif name == "news":
            news = True
            for part in child.iter():
                field = _NEWS.get(_local(part.tag))
                if field:
                    fields.setdefault(field, (part.text or "").strip())
    return Place(**fields, news=news)


def _local(tag: str) -> str:
    """Name of an element without its namespace, or without a prefix that stands for none."""
    return tag.rpartition("}")[2].rpartition(":")[2]
