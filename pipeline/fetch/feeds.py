"""The bytes of an RSS or Atom feed to entries.

feedparser does the reading, and what it does not do well is done around it: it is given mended UTF-8, the dates that it
works out are not used, and its sanitiser is off because nothing but plain text leaves this module.
"""

import hashlib
import io
import re
from collections.abc import Mapping
from datetime import datetime

import feedparser

from pipeline.fetch.challenge import wall
from pipeline.fetch.charset import feed_text
from pipeline.fetch.failures import FeedError
from pipeline.fetch.markup import plain_text
from pipeline.fetch.mending import mended, too_complex
from pipeline.model.source import Entry, Source
from pipeline.text.dates import published
from pipeline.text.urls import canonical

_Record = Mapping[str, object]

_PAGE = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# Reasons, what they say about an address, and whether it may pass.
_NO_FEED: dict[str, tuple[str, bool]] = {
    "broken": ("sent a feed that is too broken to be read", False),
    "challenge": ("sent a check for robots instead of a feed", True),
    "consent": ("asks for consent instead of sending a feed", True),
    "empty": ("sent an empty body", True),
    "html": ("sent a web page, which is no feed", False),
    "json": ("sent JSON, which is neither RSS nor Atom", False),
    "login": ("asks for a login instead of sending a feed", True),
    "not-a-feed": ("sent something that is neither RSS nor Atom", False),
    "too-complex": ("sent a feed that is built to take for ever", False),
}
# What feedparser lets through where markup is broken in the right place. Mutations of its own test files gave KeyError,
# OverflowError, TypeError, UnicodeEncodeError and ValueError; the others belong to the parsers beneath it.
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)

_ADDRESS = re.compile(r"(?:https?:/)?/", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\s@()<>]{1,64}@[^\s@()<>]{1,255}")
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_]|\s*$)")


def read_feed(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> list[Entry]:
    """Read the entries of a feed.

    Args:
        body: the bytes of the feed, content codings undone.
        source: the source that listed it; its language is that of entries that name none.
        base_url: address of the feed, from which relative links count.
        content_type: value of the Content-Type header; only its charset is used.
        now: the time of the run; a later date of publication is not believed.

    Returns:
        The entries in the order of the feed. One without a web address is left out, and of several with the same
        address all but the first. A feed may be empty.

    Raises:
        FeedError: the bytes are no feed.
    """
    text = feed_text(body, content_type)
    _refuse(body, text, base_url)
    try:
        feed, records = _parsed(text)
    except _BROKEN:
        raise _no_feed("broken", base_url) from None
    if feed is None:
        raise _no_feed(wall(body) or "not-a-feed", base_url)
    entries: dict[str, Entry] = {}
    for record in records:
        url = _link(record, base_url)
        if url is None or url in entries:
            continue
        entries[url] = Entry(
            entry_id=hashlib.sha256(f"{source.source_id}\0{url}".encode()).hexdigest()[:20],
            source_id=source.source_id,
            url=url,
            title=plain_text(_text(record, "title")),
            summary=plain_text(_text(record, "summary") or _content(record)),
            author=_author(record),
            language=_language(record, feed) or source.language,
            published=published(_text(record, "published") or _text(record, "updated"), not_after=now),
            first_seen_at=now,
        )
    return list(entries.values())


def _refuse(body: bytes, text: str, base_url: str) -> None:
    """Raise for what can be told to be no feed, or one that must not be read, before it is parsed."""
    start = text.lstrip()[:1]
    if not start:
        raise _no_feed("empty", base_url)
    if start in "{[":
        raise _no_feed("json", base_url)
    if _PAGE.match(text[:4096]):
        raise _no_feed(wall(body) or "html", base_url)
    if too_complex(text):
        raise _no_feed("too-complex", base_url)


def _no_feed(reason: str, base_url: str) -> FeedError:
    predicate, transient = _NO_FEED[reason]
    return FeedError(reason, f"{base_url} {predicate}.", transient=transient)


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


def _link(record: _Record, base_url: str) -> str | None:
    """The address of the entry's page: what stood behind a counting redirect, its link, or an id that is an address."""
    identity = _text(record, "id")
    found = [_text(record, "feedburner_origlink"), _text(record, "link")]
    found += [_text(link, "href") for link in _records(record, "links") if _text(link, "rel") == "alternate"]
    if record.get("guidislink") or record.get("link") == "":  # feedparser took the id for a link, whatever it is
        found = [link for link in found if link != identity]
        found += [identity] if _ADDRESS.match(identity) else []
    return next((url for url in (canonical(link, base_url) for link in found if link.strip()) if url), None)


def _author(record: _Record) -> str:
    """Names of the authors, without their mail addresses."""
    several = [_text(author, "name") for author in _records(record, "authors")]
    given = several if len(several) > 1 else [_text(record, "author")]
    names = (_MAILBOX.sub("", plain_text(name)).strip(" ,;<>()") for name in given)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _language(record: _Record, feed: _Record) -> str:
    """The first language that the entry or the feed names, as its tag of two or three letters; empty if none does."""
    titles = record.get("title_detail")
    title = _text(titles, "language") if isinstance(titles, Mapping) else ""
    for given in (_text(record, "language"), title, _text(feed, "language")):
        match = _LANGUAGE.match(given)
        if match:
            return match[1].lower()
    return ""


def _content(record: _Record) -> str:
    return next((_text(content, "value") for content in _records(record, "content")), "")


def _records(record: _Record, key: str) -> list[_Record]:
    values = record.get(key)
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []


def _text(record: _Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
