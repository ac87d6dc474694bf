"""The bytes of a feed to entries, whichever of its formats it is in.

feedparser does the reading of RSS, RDF and Atom, and what it does not do well is done around it: it is given whole
items in mended UTF-8, the dates that it works out are not used, and its sanitiser is off because nothing but plain text
leaves this room. A feed that has become a JSON Feed is read as one.
"""

import io
import re
from collections.abc import Mapping
from datetime import datetime

import feedparser

from pipeline.fetch.challenge import wall
from pipeline.fetch.charset import feed_text
from pipeline.fetch.items import Feed, Item, language, listed, names, refused
from pipeline.fetch.json_feed import read_json_text
from pipeline.fetch.listed import Listed
from pipeline.fetch.markup import declared_feeds
from pipeline.fetch.mending import FEED_ROOT, cut, mended, too_complex
from pipeline.fetch.sitemap_xml import unpacked
from pipeline.model.source import Source

_Record = Mapping[str, object]

_PAGE = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# What feedparser lets through where markup is broken in the right place. Mutations of its own test files gave KeyError,
# OverflowError, TypeError, UnicodeEncodeError and ValueError; the others belong to the parsers beneath it.
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)

_ADDRESS = re.compile(r"(?:https?:/)?/", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml", "html", "xhtml")


def read_feed(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the entries of a feed.

    Args:
        body: the bytes of the feed, content codings undone; one that is packed all the same is unpacked.
        source: the source that listed it; its language is that of entries that name none.
        base_url: address of the feed, from which relative links count.
        content_type: value of the Content-Type header; only its charset is used.
        now: the time of the run; a later date of publication is not believed.

    Returns:
        The entries in the order of the feed; see ``listed``. A feed may be empty, and of one that breaks off the whole
        items are kept.

    Raises:
        FeedError: "empty", "broken", "too-complex", "truncated" before the first item is whole, "not-a-feed" (with the
            feeds that a web page names), or the kind of wall that stands before the feed.
    """
    plain, _ = unpacked(body, base_url)
    text = feed_text(plain, content_type)
    if text.lstrip()[:1] in ("{", "["):
        return read_json_text(text, source=source, base_url=base_url, now=now)
    _refuse(plain, text, base_url)
    whole = cut(text)
    try:
        feed, records = _parsed(whole.text)
    except _BROKEN:
        raise refused(base_url, "broken") from None
    if feed is None:
        raise refused(base_url, wall(plain) or "not-a-feed", "" if wall(plain) else "sent what is no feed")
    if whole.cut_off and not records:
        raise refused(base_url, "truncated")
    told = Feed(
        items=[_item(record, feed) for record in records],
        title=_text(feed, "title"),
        home=_text(feed, "link"),
        flags=("cut-off",) * whole.cut_off + ("capped",) * whole.capped,
    )
    return listed(told, source=source, base_url=base_url, now=now)


def _refuse(body: bytes, text: str, base_url: str) -> None:
    """Raise for what can be told to be no feed, or one that must not be read, before it is parsed."""
    if not text.strip():
        raise refused(base_url, "empty")
    head = text[:4096]
    if _PAGE.match(head) and not FEED_ROOT.search(head):  # some feeds carry the document type of a page
        obstacle = wall(body)
        if obstacle is not None:
            raise refused(base_url, obstacle)
        found = declared_feeds(text, base_url)
        raise refused(base_url, "not-a-feed", "sent a web page, which is no feed", found)
    if too_complex(text):
        raise refused(base_url, "too-complex")


def _parsed(text: str) -> tuple[_Record | None, list[_Record]]:
    """What feedparser makes of a feed: the feed, or None if it sees none, and its entries."""
    result = feedparser.parse(
        io.BytesIO(mended(text).encode()),  # a file, because it would open what a string names
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    records: list[_Record] = [dict(record) for record in result.entries]  # its own dicts give one key for another
    feed: _Record | None = dict(result.feed) if result.version or records else None
    return feed, records


def _item(record: _Record, feed: _Record) -> Item:
    origin = record.get("source")
    titles = record.get("title_detail")
    content = next((_text(content, "value") for content in _records(record, "content")), "")
    return Item(
        links=_links(record),
        guid=_text(record, "id"),
        title=_text(record, "title"),
        summary=_text(record, "summary"),
        content=content,
        author=_author(record),
        language=language(
            _text(record, "language"),
            _text(titles, "language") if isinstance(titles, Mapping) else "",
            _text(feed, "language"),
        ),
        published=_text(record, "published") or _text(record, "created"),
        updated=_text(record, "updated"),
        publisher=_text(origin, "title") if isinstance(origin, Mapping) else _text(record, "news_source"),
    )


def _links(record: _Record) -> tuple[str, ...]:
    """Where the entry's page may be: behind a counting redirect, at its links, at an id that is an address."""
    identity = _text(record, "id")
    related = [link for link in _records(record, "links") if _text(link, "rel") == "alternate"]
    pages = [_text(link, "href") for link in related if _text(link, "type") in _PAGES]
    others = [_text(link, "href") for link in related if _text(link, "type") not in _PAGES]
    attached = [
        _text(link, "href")
        for link in _records(record, "links")
        if _text(link, "rel") == "enclosure" and _text(link, "type") in _PAGES
    ]
    found = [_text(record, "feedburner_origlink"), *pages, _text(record, "link"), *others, *attached]
    if record.get("guidislink") or record.get("link") == "":  # feedparser took the id for a link, whatever it is
        found = [link for link in found if link != identity]
        found += [identity] if _ADDRESS.match(identity) else []
    return tuple(link for link in found if link.strip())


def _author(record: _Record) -> str:
    several = [_text(author, "name") for author in _records(record, "authors")]
    return names(several if len(several) > 1 else [_text(record, "author")])


def _records(record: _Record, key: str) -> list[_Record]:
    values = record.get(key)
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []


def _text(record: _Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
