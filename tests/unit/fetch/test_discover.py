"""What an address may offer: the feeds of a page, the maps of a robots.txt, the kind of a source."""

import gzip
import json

import pytest

from pipeline.fetch.discover import discover, guess_kind, sitemaps
from pipeline.model.vocabulary import SourceKind
from tests.unit.fetch.feeds import atom, rss
from tests.unit.fetch.lists import FR_URL, GDELT_URL, HN_URL, NEWS_SPACE, SITE, a_map, index, line, news, page, urlset

RSS = "application/rss+xml"


def declared(href: str, media: str = RSS, more: str = "") -> str:
    return f'<link rel="alternate" type="{media}" href="{href}" {more}>'


def found(*inner: str, head: str = "") -> list[str]:
    feeds = discover(page(*inner, head=head).encode(), f"{SITE}/news")
    return [url.removeprefix(SITE) for url in feeds]


def test_feeds_that_a_page_declares_are_found_in_its_order() -> None:
    head = (
        declared("/b.xml")
        + declared("a", "application/atom+xml; charset=utf-8")
        + declared("/j", "application/feed+json")
    )
    assert found(head=head) == ["/b.xml", "/a", "/j"]


def test_they_count_from_the_base_of_the_page_and_lead_anywhere() -> None:
    head = '<base href="/archive/">' + declared("feed") + declared("https://feeds.example.net/x")
    assert found(head=head) == ["/archive/feed", "https://feeds.example.net/x"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" href="/feed.css">',
        declared("/wp-json/posts/1", "application/json"),
        declared("/oembed", "application/json+oembed"),
        declared("/amp", "text/html"),
        declared("mailto:a@b.example"),
        declared(""),
        f'<link type="{RSS}" href="/x">',
        f'<link rel="alternate" type="{RSS}">',
    ],
)
def test_other_links_of_the_head_are_no_feeds(link: str) -> None:
    assert found(head=link) == []


@pytest.mark.parametrize(
    "path",
    [
        "/feed",
        "/feed/",
        "/blog/feeds/",
        "/rss",
        "/news.rss",
        "/atom.xml",
        "/index.xml",
        "/x/rss.xml",
        "/feed.json",
        "/a.atom",
    ],
)
def test_links_that_look_like_feeds_are_found(path: str) -> None:
    assert found(f'<a href="{path}?lang=en">Feed</a>') == [f"{path}?lang=en"]


@pytest.mark.parametrize(
    "href", ["/feedback", "/press", "/sitemap.xml", "/rss-explained", "https://other.example/feed", "feed:x"]
)
def test_other_links_are_no_feeds(href: str) -> None:
    assert found(f'<a href="{href}">x</a>') == []


def test_declared_feeds_come_first_and_those_of_comments_last() -> None:
    head = declared("/comments/feed/") + declared("/feed/")
    assert found('<a href="/news.rss">x</a><a href="/feed/">y</a>', head=head) == [
        "/feed/",
        "/news.rss",
        "/comments/feed/",
    ]


def test_each_feed_is_named_once_and_never_the_page_itself() -> None:
    assert found(head=declared("/feed") + declared("/feed#x") + declared("/news")) == ["/feed"]


def test_a_page_names_a_few_feeds_at_most() -> None:
    assert len(found(head="".join(declared(f"/feed/{number}") for number in range(100)))) == 20


@pytest.mark.parametrize("body", [b"", b"words", b"{}", rss().encode(), b"\xff\xfe", b"<p>" * 150_001])
def test_what_is_no_page_names_no_feeds(body: bytes) -> None:
    assert discover(body, SITE) == ()


def test_maps_of_a_robots_txt_are_found_those_of_news_first() -> None:
    robots = (
        "\ufeffUser-agent: *\r\nDisallow: /\r\nSitemap: https://news.example/a.xml\r\n"
        "  SITEMAP :https://news.example/news-map.xml # new\r\nSitemap: /relative.xml\n"
        "# Sitemap: https://news.example/old.xml\nSitemap: https://news.example/a.xml\nsitemap: ftp://x/y\n"
    )
    assert sitemaps(robots.encode()) == ("https://news.example/news-map.xml", "https://news.example/a.xml")
    assert sitemaps(b"\xff\xfe<html>") == ()
    many = "".join(f"Sitemap: {SITE}/{number}.xml\n" for number in range(100))
    assert len(sitemaps(many.encode())) == 20


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss(), "rss"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "rss"),
        (atom(), "atom"),
        ("\ufeff\n<!-- x -->" + atom(), "atom"),
        (json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": []}), "json-feed"),
        (json.dumps({"items": [{"version": "x"}], "version": "http://jsonfeed.org/version/1"}), "json-feed"),
        (json.dumps({"version": 1}), None),
        (json.dumps({"items": []}), None),
        ("{", None),
        ('{"a":' + "[" * 100_000, None),
        (urlset(news()), "news-sitemap"),
        (urlset(), "news-sitemap"),
        (urlset(line()), "sitemap"),
        (urlset(line()).replace(NEWS_SPACE, ""), "sitemap"),
        (urlset().replace(NEWS_SPACE, ""), "sitemap"),
        (index(a_map("/map-1.xml")), "sitemap"),
        (index(a_map("/map-1.xml"), a_map("/news-map.xml")), "news-sitemap"),
        ("https://news.example/1\nhttps://news.example/2\n", "sitemap"),
        (page(), None),
        ("", None),
        ("words", None),
        ("[]", None),
        ("<opml/>", None),
    ],
)
def test_the_kind_is_told_by_what_came(body: str, kind: SourceKind | None) -> None:
    assert guess_kind(body.encode(), "", "https://site.example/x") == kind


def test_an_index_of_news_is_told_by_its_own_name() -> None:
    assert guess_kind(index(a_map("/1.xml")).encode(), "", f"{SITE}/news-sitemap-index.xml") == "news-sitemap"
    assert guess_kind(index(a_map("/1.xml")).encode(), "", f"{SITE}/sitemap.xml") == "sitemap"


def test_the_kind_of_what_is_packed_is_told() -> None:
    assert guess_kind(gzip.compress(urlset(news()).encode()), "application/gzip", "") == "news-sitemap"
    assert guess_kind(b"\x1f\x8bbroken", "", "") is None


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (HN_URL + "?query=x", "api:hn-algolia"),
        (GDELT_URL, "api:gdelt"),
        (FR_URL, "api:federal-register"),
        ("https://www.federalregister.gov/documents/1", None),
        ("https://hn.algolia.com/?q=x", None),
        ("https://api.gdeltproject.org.example/api/", None),
    ],
)
def test_the_kind_of_an_interface_is_told_by_its_address(url: str, kind: SourceKind | None) -> None:
    assert guess_kind(b"{}", "application/json", url) == kind
