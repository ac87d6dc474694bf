"""What an address of which nobody knows more may offer: which kind of source it is, which feeds and maps it names."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.fetch.charset import feed_text
from pipeline.fetch.failures import FeedError
from pipeline.fetch.html_list.items import attribute
from pipeline.fetch.html_list.page import Page, grow
from pipeline.fetch.markup import declared_feeds
from pipeline.fetch.sitemap_xml import root_name, unpacked
from pipeline.model.vocabulary import SourceKind
from pipeline.text.urls import canonical, host, split_web

_MOST = 20  # addresses that are named
_FEED_PATH = re.compile(
    r"/(?:feeds?|rss|atom)/?$|\.(?:rss|atom|rdf)$|/(?:atom|feeds?|index|rss)\.xml$|/feed\.json$", re.IGNORECASE
)
_COMMENTS = re.compile(r"comment", re.IGNORECASE)
_MAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_NEWS_WORD = re.compile(r"(?<![a-z])news(?![a-z])", re.IGNORECASE)

_INTERFACES: tuple[tuple[str, SourceKind], ...] = (
    ("api.gdeltproject.org", "api:gdelt"),
    ("federalregister.gov", "api:federal-register"),
    ("hn.algolia.com", "api:hn-algolia"),
)
_ROOTS: dict[str, SourceKind] = {"feed": "atom", "rdf": "rss", "rss": "rss"}
_NEWS = re.compile(r"<(?:[\w.-]+:)?news[\s>]", re.IGNORECASE)
_NEWS_SPACE = re.compile(r"/sitemap-news/", re.IGNORECASE)
_LINE = re.compile(r"<(?:[\w.-]+:)?url[\s>]", re.IGNORECASE)
_LOC = re.compile(r"<(?:[\w.-]+:)?loc>\s*([^<\s]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+\s*(?:\n|$)", re.IGNORECASE)
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")


def discover(body: bytes, base_url: str) -> tuple[str, ...]:
    """The feeds that a page names, the best first: those it declares, then links that look like feeds of its host.

    Args:
        body: the bytes of a page; anything else names no feed.
        base_url: its address.

    Returns:
        Absolute addresses, each once, feeds of comments last; at most 20.
    """
    try:
        page = grow(body, content_type="", base_url=base_url)
    except FeedError:
        return ()
    named = [*declared_feeds(feed_text(body, ""), base_url), *_linked(page)]
    named.sort(key=lambda url: bool(_COMMENTS.search(urlsplit(url).path)))
    return tuple(dict.fromkeys(url for url in named if url != canonical(base_url)))[:_MOST]


def sitemaps(robots: bytes) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, absolute, each once, those of news first; at most 20."""
    text = robots.decode("utf-8", "replace").lstrip("\ufeff")
    found = [url for match in _MAP_LINE.finditer(text) if (url := canonical(match[1]))]
    found.sort(key=lambda url: not _NEWS_WORD.search(urlsplit(url).path))
    return tuple(dict.fromkeys(found))[:_MOST]


def guess_kind(body: bytes, content_type: str, url: str) -> SourceKind | None:
    """The kind of source that gives such an answer.

    Args:
        body: the bytes of the answer; a map may still be packed.
        content_type: value of the Content-Type header; only its charset is used.
        url: where it came from; possibly empty.

    Returns:
        None for a page, and for what no kind of source gives: a page needs rules that only a person can write.
    """
    parts = split_web(url)
    for name, kind in _INTERFACES:
        if parts and host(url) == name and parts.path.startswith("/api/"):
            return kind
    try:
        text = feed_text(unpacked(body, url)[0], content_type).lstrip()
    except FeedError:
        return None
    if text.startswith("<"):
        return _of_markup(text, url)
    if text.startswith("{"):
        return "json-feed" if _is_json_feed(text) else None
    return "sitemap" if _ADDRESS.match(text) else None


def _linked(page: Page) -> Iterator[str]:
    for link in page.tree.find_all("a", href=True):
        url = canonical(attribute(link, "href"), page.base)
        if url and host(url) == host(page.url) and _FEED_PATH.search(urlsplit(url).path):
            yield url


def _of_markup(text: str, url: str) -> SourceKind | None:
    root = root_name(text)
    if root == "urlset":
        news = _NEWS.search(text) or (_NEWS_SPACE.search(text) and not _LINE.search(text))
        return "news-sitemap" if news else "sitemap"
    if root == "sitemapindex":
        maps = [url, *_LOC.findall(text)]
        return "news-sitemap" if any(_NEWS_WORD.search(urlsplit(found).path) for found in maps) else "sitemap"
    return _ROOTS.get(root)


def _is_json_feed(text: str) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    version = found.get("version") if isinstance(found, dict) else None
    return isinstance(version, str) and bool(_JSON_FEED.match(version))
