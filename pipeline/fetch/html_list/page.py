"""The bytes of a page to a tree of bounded size."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector

from pipeline.fetch.challenge import wall
from pipeline.fetch.charset import feed_text
from pipeline.fetch.failures import FeedError
from pipeline.fetch.sitemap_xml import root_name
from pipeline.text.urls import canonical

# Far above what lists have, and low enough that the slowest page that passes takes seconds.
_MOST_TAGS = 150_000

_TAG = re.compile(r"<[a-zA-Z/!]")
_INSTRUCTION = re.compile(r"<\?[^>]*>")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_FEED_ROOTS = ("feed", "rdf", "rss", "sitemapindex", "urlset")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, its own address, and the one that its relative links count from."""

    tree: BeautifulSoup
    url: str
    base: str


def grow(body: bytes, *, content_type: str, base_url: str) -> Page:
    """Parse a page.

    Args:
        body: its bytes, content codings undone.
        content_type: value of the Content-Type header; only its charset is used.
        base_url: its address.

    Raises:
        FeedError: "empty", "not-a-feed" for what is no page, "too-complex", or the kind of wall.
    """
    text = _NOT_TEXT.sub("", feed_text(body, f"{content_type}; charset={_declared(body)}"))
    start = text.lstrip()[:1]
    if not start:
        raise FeedError("empty", f"{base_url} sent an empty body.")
    if start != "<" and (start in "{[" or not _TAG.search(text)):
        raise FeedError("not-a-feed", f"{base_url} sent something that is no page.")
    if root_name(text) in _FEED_ROOTS:
        raise FeedError("not-a-feed", f"{base_url} sent a feed or a sitemap, and no page.")
    obstacle = wall(body)
    if obstacle is not None:
        raise FeedError(obstacle, f"{base_url} shows a {obstacle} page instead of its list.")
    if len(_TAG.findall(text)) > _MOST_TAGS:
        raise FeedError("too-complex", f"{base_url} sent a page of more than {_MOST_TAGS} tags.")
    tree = BeautifulSoup(_INSTRUCTION.sub("", text), "lxml")
    base = tree.find("base", href=True)
    named = canonical(str(base["href"]), base_url) if base else None
    return Page(tree=tree, url=base_url, base=named or base_url)


def _declared(body: bytes) -> str:
    """The encoding that the head of a page names; empty if none."""
    return EncodingDetector.find_declared_encoding(body, is_html=True) or ""
