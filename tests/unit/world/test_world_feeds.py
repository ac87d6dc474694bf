"""Feeds of the sample world: they list what is published at a moment, each in the manner of its outlet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.urls import canonical
from pipeline.world.content import load
from pipeline.world.pages import FEED_ITEMS, feed
from pipeline.world.records import Piece, World, WorldArticle
from pipeline.world.sources import NIGHTS

SHIPPED = load()
READABLE = sorted({article.outlet_id for article in SHIPPED.articles})
LAST = NIGHTS[-1]


@pytest.fixture(scope="module")
def world() -> World:
    return SHIPPED


def parsed(world: World, outlet_id: str, now: datetime = LAST) -> feedparser.FeedParserDict:
    return feedparser.parse(feed(world, world.outlet(outlet_id), now))


def pages_of(world: World, outlet_id: str, now: datetime = LAST) -> list[str]:
    base = world.outlet(outlet_id).feed_url
    return [canonical(entry.link, base) or "" for entry in parsed(world, outlet_id, now).entries]


@pytest.mark.parametrize("outlet_id", READABLE)
@pytest.mark.parametrize("now", NIGHTS, ids=["22 June", "29 June", "6 July", "13 July"])
def test_a_feed_lists_what_is_published_newest_first(world: World, outlet_id: str, now: datetime) -> None:
    published = [one for one in world.articles_of(world.outlet(outlet_id)) if one.released_at <= now]
    assert pages_of(world, outlet_id, now) == [world.url(article) for article in reversed(published)]


@pytest.mark.parametrize("outlet_id", READABLE)
def test_a_feed_is_well_formed_and_of_its_kind(world: World, outlet_id: str) -> None:
    found = parsed(world, outlet_id)
    assert not found.bozo
    assert found.version == ("atom10" if world.outlet(outlet_id).feed.kind == "atom" else "rss20")


@pytest.mark.parametrize("outlet_id", READABLE)
def test_entries_have_title_and_summary_as_text(world: World, outlet_id: str) -> None:
    articles = reversed(world.articles_of(world.outlet(outlet_id)))
    for article, entry in zip(articles, parsed(world, outlet_id).entries, strict=True):
        assert entry.title == article.title
        assert entry.summary


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(READABLE), st.datetimes(datetime(2022, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001 - made aware below
def test_nothing_is_listed_before_it_is_published(outlet_id: str, moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    released = {SHIPPED.url(article): article.released_at for article in SHIPPED.articles}
    assert all(released[page] <= now for page in pages_of(SHIPPED, outlet_id, now))


@pytest.mark.parametrize("outlet_id", READABLE)
def test_a_feed_may_be_empty(world: World, outlet_id: str) -> None:
    found = parsed(world, outlet_id, datetime(2022, 1, 1, tzinfo=UTC))
    assert found.entries == []
    assert not found.bozo


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
    assert parsed(world, "noticegazette").entries[0].updated == "2026-06-24"
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


@pytest.mark.parametrize(("outlet_id", "end"), [("perimeterweekly", "[…]"), ("publicmainframe", "…")])
def test_some_summaries_are_only_the_beginning_of_the_lead(world: World, outlet_id: str, end: str) -> None:
    articles = reversed(world.articles_of(world.outlet(outlet_id)))
    for article, entry in zip(articles, parsed(world, outlet_id).entries, strict=True):
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
    odd = replace(first, title="R&D <b>bans</b> ]]> it", pieces=(Piece("paragraph", "A & B < C."),))
    found = parsed(replace(world, articles=(odd,)), outlet_id)
    assert not found.bozo
    assert "bans" in found.entries[0].title


def test_the_same_moment_gives_the_same_bytes(world: World) -> None:
    for outlet_id in READABLE:
        assert feed(world, world.outlet(outlet_id), LAST) == feed(world, world.outlet(outlet_id), LAST)


def test_a_feed_changes_when_something_is_published(world: World) -> None:
    outlet = world.outlet("meridianwire")
    newest = world.articles_of(outlet)[-1]
    before = feed(world, outlet, newest.released_at - timedelta(seconds=1))
    assert before != feed(world, outlet, newest.released_at)
