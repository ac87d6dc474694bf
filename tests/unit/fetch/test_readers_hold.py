"""Whatever comes, a reader lists something or says why not; and what it lists is plain and complete."""

import json
import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.api.federal_register import read_federal_register
from pipeline.fetch.api.gdelt import read_gdelt
from pipeline.fetch.api.hacker_news import read_hacker_news
from pipeline.fetch.discover import discover, guess_kind, sitemaps
from pipeline.fetch.failures import FeedError
from pipeline.fetch.html_list.read import read_html_list
from pipeline.fetch.listed import Listed
from pipeline.fetch.sitemap import read_news_sitemap, read_sitemap
from pipeline.model.failure import FAILURES
from pipeline.model.source import ListRules, Source
from pipeline.text.urls import split_web
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.lists import LIST_URL, Reader, a_map, index, line, news, page, source, urlset

RULES = ListRules(link="a", title="h2, p", date="time, .date", date_formats=("%d.%m.%Y",))
READERS: tuple[Reader, ...] = (
    read_federal_register,
    read_gdelt,
    read_hacker_news,
    read_html_list,
    read_news_sitemap,
    read_sitemap,
)
FLAGS = {"bad-records", "cut-off", "empty", "other-site"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        *("abstract", "agencies", "articles", "count", "created_at", "document_number", "domain", "hits", "html_url"),
        *(
            "language",
            "name",
            "nbHits",
            "next_page_url",
            "objectID",
            "publication_date",
            "results",
            "seendate",
            "title",
        ),
        *("story_text", "url"),
    ]
)
RECORDS = st.dictionaries(NAMES, JSON | st.just("https://news.example/1"), max_size=6)
ANSWERS = st.dictionaries(NAMES, JSON | st.lists(RECORDS | JSON, max_size=4), max_size=4)
PIECES = st.sampled_from(
    [
        *(
            '<a href="/1">',
            "</a>",
            "<a href=x>",
            "<h2>",
            "</h2>",
            "<time>",
            "</time>",
            "9 July 2026",
            "<p>",
            "Read more",
        ),
        *(
            "<div class=date>",
            "</div>",
            "<main>",
            "<nav>",
            "</nav>",
            "<base href='//['>",
            "<script>",
            "</script>",
            "<!--",
        ),
        *("&amp;", "&#0;", "\x00", "<svg>", "<br>", "<time datetime='2026-07-09'>", "<img alt=x>", "<?xml ?>", "]]>"),
    ]
)
MAP_PIECES = st.sampled_from(
    [
        *(
            "<urlset>",
            "</urlset>",
            "<sitemapindex>",
            "</sitemapindex>",
            "<url>",
            "</url>",
            "<loc>",
            "</loc>",
            "<sitemap>",
        ),
        *(
            "https://news.example/1",
            "<news:news>",
            "</news:news>",
            "<lastmod>2026-07-09",
            "</lastmod>",
            "<![CDATA[",
            "]]>",
        ),
        *("&x;", "&", "\x00", "<!DOCTYPE a>", "<!--", "-->", "<?x?>", "</sitemap>", line(), news(), a_map()),
    ]
)


def listed_or_not(reader: Reader, body: bytes, of: Source, content_type: str) -> Listed | FeedError:
    try:
        return reader(body, source=of, base_url=LIST_URL, content_type=content_type, now=NOW)
    except FeedError as error:
        return error


def held(reader: Reader, body: bytes, content_type: str = "") -> Listed | None:
    """What a reader lists, checked; or None where it says why it lists nothing."""
    of = replace(source(url=LIST_URL), listing=RULES)
    found = listed_or_not(reader, body, of, content_type)
    if isinstance(found, FeedError):
        assert found.reason in FAILURES
        assert found.detail.startswith(LIST_URL)
        return None
    assert pickle.loads(pickle.dumps(found)) == found
    assert set(found.flags) <= FLAGS
    assert list(found.flags) == sorted(found.flags)
    assert len({entry.entry_id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert split_web(entry.url)
        assert "\x00" not in entry.title + entry.summary + entry.author + entry.publisher
        assert entry.first_seen_at == NOW
    assert all(split_web(url) for url in found.more)
    return found


@pytest.mark.parametrize("reader", READERS)
@given(body=st.binary(max_size=300), content_type=st.text(max_size=20))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_held(reader: Reader, body: bytes, content_type: str) -> None:
    held(reader, body, content_type)
    assert guess_kind(body, content_type, LIST_URL) in (None, "sitemap")
    assert discover(body, LIST_URL) == ()
    sitemaps(body)


@pytest.mark.parametrize("reader", [read_federal_register, read_gdelt, read_hacker_news])
@given(answer=JSON | ANSWERS)
@settings(max_examples=60, deadline=None)
def test_any_json_is_held(reader: Reader, answer: Any) -> None:  # noqa: ANN401 - that is the point
    held(reader, json.dumps(answer).encode())


@given(pieces=st.lists(PIECES | st.text(max_size=5), max_size=25))
@settings(max_examples=60, deadline=None)
def test_any_page_is_held(pieces: list[str]) -> None:
    body = page(*pieces).encode("utf-8", "surrogatepass")
    held(read_html_list, body)
    discover(body, LIST_URL)


@pytest.mark.parametrize("reader", [read_news_sitemap, read_sitemap])
@given(pieces=st.lists(MAP_PIECES | st.text(max_size=5), max_size=25))
@settings(max_examples=60, deadline=None)
def test_any_map_is_held(reader: Reader, pieces: list[str]) -> None:
    inner = "".join(pieces)
    for body in (inner, urlset(inner), index(inner)):
        held(reader, body.encode("utf-8", "surrogatepass"))


@given(count=st.integers(0, 20), end=st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_of_a_map_cut_anywhere_only_whole_lines_are_read(count: int, end: int) -> None:
    whole = urlset(*(line(f"/{number:03}") for number in range(count)))
    found = held(read_sitemap, whole[: len(whole) - end].encode())
    if found is not None:
        assert all(len(entry.url) == len("https://news.example/000") for entry in found.entries)
        assert len(found.entries) == count or "cut-off" in found.flags
