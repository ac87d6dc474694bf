"""Feeds for tests, in the least of words."""

from pipeline.fetch.feeds import read_feed
from pipeline.fetch.listed import Listed
from pipeline.model.source import Entry, Source
from tests.unit.fetch.clocks import NOW

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
SPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


def source(source_id: str = "trade-press", url: str = "https://news.example/feed", language: str = "en") -> Source:
    return Source(source_id=source_id, name="Trade Press", kind="rss", url=url, language=language)


def item(link: str = "https://news.example/1", title: str = "Fabrikam bans Nimbus", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def rss(*items: str, channel: str = "") -> str:
    return f'{HEAD}<rss version="2.0" {SPACES}><channel><title>News</title>{channel}{"".join(items)}</channel></rss>'


def atom(*entries: str, attributes: str = "") -> str:
    return f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>News</title>{"".join(entries)}</feed>'


def entry(inner: str, link: str = '<link href="https://news.example/1"/>') -> str:
    return f"<entry><id>urn:1</id><title>Fabrikam bans Nimbus</title>{link}{inner}</entry>"


BASE = "https://news.example/feed"


def listing(feed: str | bytes, content_type: str = "application/xml", language: str = "en") -> Listed:
    body = feed if isinstance(feed, bytes) else feed.encode()
    return read_feed(body, source=source(language=language), base_url=BASE, content_type=content_type, now=NOW)


def read(feed: str | bytes, content_type: str = "application/xml", language: str = "en") -> list[Entry]:
    return list(listing(feed, content_type, language).entries)


def only(feed: str | bytes, content_type: str = "application/xml", language: str = "en") -> Entry:
    entries = read(feed, content_type, language)
    assert len(entries) == 1
    return entries[0]
