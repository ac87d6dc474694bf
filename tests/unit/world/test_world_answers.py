"""What requests to the sample world get, faults included."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.robots import robots_rules
from pipeline.world.answers import Answer, answer
from pipeline.world.content import load
from pipeline.world.pages import NOTICE, article_page, feed
from pipeline.world.policies import policy_page
from pipeline.world.records import World
from pipeline.world.sources import NIGHTS

SHIPPED = load()
LAST = NIGHTS[-1]
HOSTS = [outlet.host for outlet in SHIPPED.outlets]


@pytest.fixture(scope="module")
def world() -> World:
    return SHIPPED


def got(world: World, host: str, path: str, now: datetime = LAST) -> Answer:
    found = answer(world, host, path, now)
    assert found is not None
    return found


def test_a_feed_is_served_at_its_path(world: World) -> None:
    outlet = world.outlet("meridianwire")
    found = got(world, outlet.host, outlet.feed.path)
    assert found.status == 200
    assert found.content_type == "application/rss+xml; charset=utf-8"
    assert found.body == feed(world, outlet, LAST)


@pytest.mark.parametrize(
    ("host", "path", "kind"),
    [
        ("brightstack", "/blog/feed.json", "application/feed+json; charset=utf-8"),
        ("mergequeue", "/atom.xml", "application/atom+xml; charset=utf-8"),
        ("noticegazette", "/", "text/html; charset=iso-8859-1"),
        ("publicmainframe", "/sitemap-news.xml", "application/xml; charset=utf-8"),
    ],
)
def test_each_other_kind_of_feed_has_its_own_type(world: World, host: str, path: str, kind: str) -> None:
    found = got(world, f"{host}.example", path)
    assert (found.status, found.content_type) == (200, kind)
    assert found.body == feed(world, world.outlet(host), LAST)


def test_a_policy_page_is_served_at_its_address_and_nowhere_else(world: World) -> None:
    (policy,) = world.policies
    found = got(world, "quillhaven.example", policy.path)
    assert (found.status, found.content_type) == (200, "text/html; charset=utf-8")
    assert found.body.decode() == policy_page(world, policy, LAST)
    assert found.last_modified is None
    assert got(world, "brightstack.example", policy.path).status == 404


def test_every_article_is_served_at_its_address_once_it_is_out(world: World) -> None:
    for article in world.articles:
        host = world.outlet(article.outlet_id).host
        found = got(world, host, world.path(article), article.released_at)
        assert found.status == 200
        assert found.last_modified == article.released_at
        early = got(world, host, world.path(article), article.released_at - timedelta(seconds=1))
        assert early.status == 404


def test_pages_are_encoded_as_they_say(world: World) -> None:
    for article in world.articles:
        outlet = world.outlet(article.outlet_id)
        found = got(world, outlet.host, world.path(article))
        assert found.content_type == f"text/html; charset={outlet.encoding}"
        assert found.body.decode(outlet.encoding) == article_page(world, article)
        assert f"charset={outlet.encoding}".encode() in found.body.lower().replace(b'"', b"")


def test_the_gazette_is_not_in_utf_8(world: World) -> None:
    assert world.outlet("noticegazette").encoding == "iso-8859-1"


def test_the_host_is_told_apart_without_regard_to_case(world: World) -> None:
    assert got(world, "MeridianWire.EXAMPLE", "/feeds/latest.xml").status == 200


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("nobody.example", "/feeds/latest.xml"),
        ("", "/robots.txt"),
        ("meridianwire.example", "/"),
        ("meridianwire.example", "/atom.xml"),
        ("meridianwire.example", "/feeds/latest.xml/"),
    ],
)
def test_what_is_not_there_is_not_found(world: World, host: str, path: str) -> None:
    assert got(world, host, path).status == 404


def test_the_page_of_one_outlet_is_not_found_at_another(world: World) -> None:
    article = world.articles_of(world.outlet("meridianwire"))[0]
    assert got(world, "harbourpost.example", world.path(article)).status == 404


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*HOSTS, "nobody.example"]), st.text(max_size=30))
def test_any_path_gets_an_answer_and_never_an_error(host: str, path: str) -> None:
    found = answer(SHIPPED, host, "/" + path, LAST)
    assert (found is None) == (host == "valleycourier.example")
    assert found is None or found.status in (200, 403, 404)


def test_every_host_has_rules_for_robots(world: World) -> None:
    for outlet in world.outlets:
        if outlet.fault != "down":
            found = got(world, outlet.host, "/robots.txt")
            assert robots_rules(200, found.body).allow(outlet.feed_url)


def test_one_outlet_keeps_robots_out_of_a_path_with_an_article(world: World) -> None:
    closed = []
    for article in world.articles:
        outlet = world.outlet(article.outlet_id)
        rules = robots_rules(200, got(world, outlet.host, "/robots.txt").body)
        if not rules.allow(world.url(article)):
            closed.append((article.outlet_id, article.section))
    assert closed == [("ledgerdaily", "columns")]


@pytest.mark.parametrize("path", ["/feed.xml", "/robots.txt", "/"])
def test_the_down_source_hangs_up(world: World, path: str) -> None:
    assert all(answer(world, "valleycourier.example", path, night) is None for night in NIGHTS)


@pytest.mark.parametrize("path", ["/feed", "/2026/07/some-case/"])
def test_the_challenge_source_asks_for_a_browser_on_all_nights(world: World, path: str) -> None:
    for night in NIGHTS:
        found = got(world, "barristerbeat.example", path, night)
        assert found.status == 403
        assert found.content_type.startswith("text/html")
        assert NOTICE.encode() in found.body


def test_the_broken_feed_breaks_off_in_its_first_item(world: World) -> None:
    outlet = world.outlet("gadgetlantern")
    found = got(world, outlet.host, outlet.feed.path, NIGHTS[1])
    assert found.status == 200
    assert found.body.count(b"<item>") == 1
    assert b"</item>" not in found.body
    assert feedparser.parse(found.body).bozo


@pytest.mark.parametrize("night", [0, 2, 3])
def test_the_broken_feed_is_whole_on_other_nights(world: World, night: int) -> None:
    outlet = world.outlet("gadgetlantern")
    found = got(world, outlet.host, outlet.feed.path, NIGHTS[night])
    assert found.body == feed(world, outlet, NIGHTS[night])


def test_what_the_broken_feed_withheld_is_still_listed_a_week_later(world: World) -> None:
    outlet = world.outlet("gadgetlantern")
    withheld = {
        world.path(article) for article in world.articles_of(outlet) if NIGHTS[0] < article.released_at <= NIGHTS[1]
    }
    later = got(world, outlet.host, outlet.feed.path, NIGHTS[2]).body.decode()
    assert withheld
    assert all(f"<link>{path}</link>" in later for path in withheld)


def test_a_fault_without_days_shows_at_any_time(world: World) -> None:
    outlet = world.outlet("valleycourier")
    assert outlet.fault_at(datetime(2020, 1, 1, tzinfo=UTC)) == "down"


def test_a_feed_is_as_new_as_its_newest_article(world: World) -> None:
    outlet = world.outlet("noticegazette")
    found = got(world, outlet.host, outlet.feed.path, NIGHTS[1])
    assert found.last_modified == datetime(2026, 6, 24, 12, tzinfo=UTC)
    assert got(world, outlet.host, outlet.feed.path, datetime(2020, 1, 1, tzinfo=UTC)).last_modified is None


def test_the_etag_changes_with_the_content_alone(world: World) -> None:
    outlet = world.outlet("meridianwire")
    tags = [got(world, outlet.host, outlet.feed.path, night).etag for night in NIGHTS]
    assert len(set(tags)) == 4
    again = got(world, outlet.host, outlet.feed.path, NIGHTS[0] + timedelta(minutes=1))
    assert again.etag == tags[0]


def test_an_outlet_with_nothing_new_keeps_its_etag(world: World) -> None:
    outlet = world.outlet("noticegazette")
    assert len({got(world, outlet.host, outlet.feed.path, night).etag for night in NIGHTS[1:]}) == 1
