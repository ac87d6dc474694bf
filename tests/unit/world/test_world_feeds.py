"""Feeds of the sample world: they list what is published at a moment, each in the manner of its outlet."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, cast
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.failures import FeedError
from pipeline.fetch.listed import Listed
from pipeline.fetch.listing import READERS
from pipeline.model.source import ListRules, Source
from pipeline.world.content import load
from pipeline.world.pages import FEED_ITEMS, NOTICE, feed, feed_type
from pipeline.world.records import Piece, World, WorldArticle
from pipeline.world.sources import NIGHTS

SHIPPED = load()
READABLE = sorted({article.outlet_id for article in SHIPPED.articles})
KINDS = {outlet_id: SHIPPED.outlet(outlet_id).feed.kind for outlet_id in READABLE}
SYNDICATED = [outlet_id for outlet_id in READABLE if KINDS[outlet_id] in ("atom", "rss")]
LAST = NIGHTS[-1]


@pytest.fixture(scope="module")
def world() -> World:
    return SHIPPED


def parsed(world: World, outlet_id: str, now: datetime = LAST) -> feedparser.FeedParserDict:
    return feedparser.parse(feed(world, world.outlet(outlet_id), now))


def read(world: World, outlet_id: str, now: datetime = LAST) -> Listed:
    """What a night reads from a feed."""
    outlet = world.outlet(outlet_id)
    source = Source(
        source_id=outlet.id,
        name=outlet.name,
        kind=outlet.feed.kind,
        url=outlet.feed_url,
        listing=ListRules(**cast("dict[str, Any]", outlet.feed.list)) if outlet.feed.list else None,
    )
    body = feed(world, outlet, now)
    return READERS[outlet.feed.kind](
        body, source=source, base_url=outlet.feed_url, content_type=feed_type(outlet), now=LAST
    )


def pages_of(world: World, outlet_id: str, now: datetime = LAST) -> list[str]:
    return [entry.url for entry in read(world, outlet_id, now).entries]


def test_the_world_shows_five_kinds_of_sources() -> None:
    assert {kind: list(KINDS.values()).count(kind) for kind in sorted(set(KINDS.values()))} == {
        "atom": 1,
        "html-list": 1,
        "json-feed": 1,
        "news-sitemap": 1,
        "rss": 7,
    }


@pytest.mark.parametrize("outlet_id", READABLE)
@pytest.mark.parametrize("now", NIGHTS, ids=["22 June", "29 June", "6 July", "13 July"])
def test_a_feed_lists_what_is_published_newest_first(world: World, outlet_id: str, now: datetime) -> None:
    published = [one for one in world.articles_of(world.outlet(outlet_id)) if one.released_at <= now]
    assert pages_of(world, outlet_id, now) == [world.url(article) for article in reversed(published)]


@pytest.mark.parametrize("outlet_id", READABLE)
def test_a_feed_is_read_without_a_doubt(world: World, outlet_id: str) -> None:
    found = read(world, outlet_id)
    assert found.flags == ()
    assert {flag for entry in found.entries for flag in entry.flags} == set()


@pytest.mark.parametrize("outlet_id", SYNDICATED)
def test_a_feed_is_well_formed_and_of_its_kind(world: World, outlet_id: str) -> None:
    found = parsed(world, outlet_id)
    assert not found.bozo
    assert found.version == ("atom10" if KINDS[outlet_id] == "atom" else "rss20")


@pytest.mark.parametrize("outlet_id", READABLE)
def test_entries_have_title_and_where_there_is_room_a_summary_as_text(world: World, outlet_id: str) -> None:
    articles = reversed(world.articles_of(world.outlet(outlet_id)))
    for article, entry in zip(articles, read(world, outlet_id).entries, strict=True):
        assert entry.title == article.title
        assert bool(entry.summary) == (KINDS[outlet_id] not in ("html-list", "news-sitemap"))


@pytest.mark.parametrize("outlet_id", [one for one in READABLE if one not in ("answerhive", "mergequeue")])
def test_entries_are_dated_as_their_articles(world: World, outlet_id: str) -> None:
    articles = reversed(world.articles_of(world.outlet(outlet_id)))
    for article, entry in zip(articles, read(world, outlet_id).entries, strict=True):
        assert entry.published is not None
        assert entry.published.published_on == article.published.published_on
        assert entry.published.published_at == article.published.published_at


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(READABLE), st.datetimes(datetime(2023, 4, 1), datetime(2027, 1, 1)))  # noqa: DTZ001 - made aware below
def test_nothing_is_listed_before_it_is_published(outlet_id: str, moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    released = {SHIPPED.url(article): article.released_at for article in SHIPPED.articles}
    assert all(released[page] <= now for page in pages_of(SHIPPED, outlet_id, now))


@pytest.mark.parametrize("outlet_id", [one for one in READABLE if KINDS[one] != "html-list"])
def test_a_feed_may_be_empty(world: World, outlet_id: str) -> None:
    assert read(world, outlet_id, datetime(2022, 1, 1, tzinfo=UTC)).entries == ()


def test_a_front_page_without_articles_is_a_failure(world: World) -> None:
    with pytest.raises(FeedError) as failed:
        read(world, "noticegazette", datetime(2022, 1, 1, tzinfo=UTC))
    assert failed.value.reason == "no-matches"


def test_the_json_feed_is_json_of_its_version(world: World) -> None:
    found = json.loads(feed(world, world.outlet("brightstack"), LAST))
    newest = world.articles_of(world.outlet("brightstack"))[-1]
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == world.outlet("brightstack").feed_url
    assert found["items"][0]["id"] == world.url(newest)
    assert found["items"][0]["authors"] == [{"name": newest.author}]


def test_the_news_sitemap_names_its_publication_for_each_page(world: World) -> None:
    found = ET.fromstring(feed(world, world.outlet("publicmainframe"), LAST))
    names = found.findall(".//{http://www.google.com/schemas/sitemap-news/0.9}name")
    assert [name.text for name in names] == ["Public Mainframe"] * 7


def test_the_front_page_is_a_page_of_its_outlet_with_a_notice(world: World) -> None:
    outlet = world.outlet("noticegazette")
    assert outlet.feed_url == outlet.home
    assert feed_type(outlet) == "text/html; charset=iso-8859-1"
    page = feed(world, outlet, LAST).decode("iso-8859-1")
    assert page.count(NOTICE) == 1
    assert "charset=iso-8859-1" in page


def test_a_front_page_is_in_the_encoding_of_its_outlet(world: World) -> None:
    first = world.articles_of(world.outlet("noticegazette"))[0]
    odd = replace(first, title="Café → closed")
    body = feed(replace(world, articles=(odd,)), world.outlet("noticegazette"), LAST)
    assert b"Caf\xe9 &#8594; closed" in body
    assert read(replace(world, articles=(odd,)), "noticegazette").entries[0].title == "Café → closed"


def test_times_are_given_in_the_zone_of_the_outlet(world: World) -> None:
    entry = parsed(world, "harbourpost").entries[0]
    assert entry.published == "Thu, 09 Jul 2026 11:25:00 +0800"


def test_times_in_feeds_are_those_of_the_articles(world: World) -> None:
    for outlet_id in ("meridianwire", "harbourpost", "perimeterweekly", "ledgerdaily", "gadgetlantern"):
        articles = reversed(world.articles_of(world.outlet(outlet_id)))
        for article, entry in zip(articles, parsed(world, outlet_id).entries, strict=True):
            assert parsedate_to_datetime(entry.published) == article.released_at


def test_the_atom_feed_gives_the_time_of_the_last_change_alone(world: World) -> None:
    for entry in parsed(world, "mergequeue").entries:
        assert "published" not in entry
        assert entry.updated.endswith(("-07:00", "-08:00"))


def test_the_gazette_gives_days_and_one_mill_no_dates_at_all(world: World) -> None:
    newest = read(world, "noticegazette").entries[0].published
    assert newest is not None
    assert newest.text == "2026-06-24"
    for entry in parsed(world, "answerhive").entries:
        assert "published" not in entry
        assert "updated" not in entry


def test_one_feed_carries_whole_articles(world: World) -> None:
    newest = world.articles_of(world.outlet("harbourpost"))[-1]
    content = parsed(world, "harbourpost").entries[0].content[0].value
    text = BeautifulSoup(content, "lxml").get_text(" ")
    assert all(piece.text in text for piece in newest.pieces)


def test_one_feed_has_links_that_count_from_its_address(world: World) -> None:
    raw = feed(world, world.outlet("gadgetlantern"), LAST).decode()
    newest = world.articles_of(world.outlet("gadgetlantern"))[-1]
    assert f"<link>{world.path(newest)}</link>" in raw
    assert urljoin(world.outlet("gadgetlantern").feed_url, world.path(newest)) == world.url(newest)


def test_one_feed_has_tracking_parameters_on_its_links(world: World) -> None:
    for entry in parsed(world, "ledgerdaily").entries:
        assert "utm_source=rss&utm_medium=feed" in entry.link


@pytest.mark.parametrize(("outlet_id", "end"), [("perimeterweekly", "[…]"), ("brightstack", "...")])
def test_some_summaries_are_only_the_beginning_of_the_lead(world: World, outlet_id: str, end: str) -> None:
    articles = reversed(world.articles_of(world.outlet(outlet_id)))
    for article, entry in zip(articles, read(world, outlet_id).entries, strict=True):
        assert entry.summary.endswith(end)
        assert article.lead.startswith(entry.summary.removesuffix(end).strip())


def test_a_feed_has_at_most_forty_items(world: World) -> None:
    outlet = world.outlet("meridianwire")
    first = world.articles_of(outlet)[0]
    many = tuple(replace(first, slug=f"story-{number:02}") for number in range(FEED_ITEMS + 5))
    links = [entry.link for entry in feedparser.parse(feed(replace(world, articles=many), outlet, LAST)).entries]
    assert len(links) == FEED_ITEMS
    assert links[0].endswith("story-44")
    assert links[-1].endswith("story-05")


@pytest.mark.parametrize("outlet_id", READABLE)
def test_markup_in_a_title_stays_text(world: World, outlet_id: str) -> None:
    first: WorldArticle = world.articles_of(world.outlet(outlet_id))[0]
    odd = replace(first, title='R&D <b>bans</b> ]]> "it" \\ here', pieces=(Piece("paragraph", 'A & B < "C".'),))
    found = read(replace(world, articles=(odd,)), outlet_id)
    assert found.flags == ()
    (entry,) = found.entries
    assert entry.title.startswith("R&D ")
    assert entry.title.endswith(' "it" \\ here')


def test_the_same_moment_gives_the_same_bytes(world: World) -> None:
    for outlet_id in READABLE:
        assert feed(world, world.outlet(outlet_id), LAST) == feed(world, world.outlet(outlet_id), LAST)


def test_a_feed_changes_when_something_is_published(world: World) -> None:
    outlet = world.outlet("meridianwire")
    newest = world.articles_of(outlet)[-1]
    before = feed(world, outlet, newest.released_at - timedelta(seconds=1))
    assert before != feed(world, outlet, newest.released_at)
