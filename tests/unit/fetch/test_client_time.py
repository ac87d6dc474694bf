"""Hosts are asked with pauses, and no request takes longer than its deadline. No test waits for anything."""

import threading

import pytest

from pipeline.fetch.failures import FetchError
from pipeline.model.options import FetchOptions
from tests.unit.fetch.clocks import FakeClock
from tests.unit.fetch.webs import FEED, ROBOTS, TEXT, Page, Web, chain, client, robots


def test_one_host_is_asked_with_pauses_and_another_without() -> None:
    clock = FakeClock()
    web = Web({FEED: Page(TEXT), "https://other.example/": Page(TEXT)})
    with client(web, clock, FetchOptions(delay_seconds=2.0)) as asking:
        asking.get(FEED)
        assert clock.slept == [2.0]  # between robots.txt and the feed
        asking.get("https://other.example/")
        assert clock.slept == [2.0, 2.0]
        asking.get(FEED)
        assert clock.slept == [2.0, 2.0]  # enough time has passed meanwhile
        asking.get(FEED)
        assert clock.slept == [2.0, 2.0, 2.0]


def test_a_redirect_keeps_the_pause_of_its_host() -> None:
    clock = FakeClock()
    with client(Web(chain(302, 302)), clock, FetchOptions(delay_seconds=1.0)) as asking:
        asking.get(FEED)
    assert clock.slept == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("asked", "kept"), [("0.2", 1.0), ("7", 7.0), ("86400", 30.0)])
def test_the_longer_of_our_pause_and_theirs_is_kept(asked: str, kept: float) -> None:
    clock = FakeClock()
    web = Web({ROBOTS: robots(f"User-agent: *\nCrawl-delay: {asked}\n"), FEED: Page(TEXT)})
    with client(web, clock, FetchOptions(delay_seconds=1.0)) as asking:
        asking.get(FEED)
        asking.get(FEED)
    assert clock.slept == [1.0, kept]


def test_pauses_do_not_count_for_the_deadline() -> None:
    clock = FakeClock()
    options = FetchOptions(delay_seconds=25.0, deadline_seconds=10.0)
    with client(Web(chain(302, 302, 302)), clock, options) as asking:
        assert asking.get(FEED).body == TEXT
    assert sum(clock.slept) == 100.0


def test_a_body_that_drips_is_cut_off() -> None:
    clock = FakeClock(step=1.0)
    web = Web({FEED: Page(chunks=(b"x",) * 10_000)})
    options = FetchOptions(delay_seconds=0, deadline_seconds=30.0)
    with client(web, clock, options) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert (caught.value.reason, caught.value.transient) == ("deadline", True)
    assert "30 seconds" in caught.value.detail
    assert clock.at < 200.0


def test_redirects_share_one_deadline() -> None:
    clock = FakeClock(step=2.0)
    with (
        client(
            Web(chain(302, 302, 302, 302, 302)), clock, FetchOptions(delay_seconds=0, deadline_seconds=15)
        ) as asking,
        pytest.raises(FetchError) as caught,
    ):
        asking.get(FEED)
    assert caught.value.reason == "deadline"


def test_no_wait_for_a_server_is_longer_than_what_is_left() -> None:
    web = Web(chain(302))
    clock = FakeClock(step=2.0)
    with client(web, clock, FetchOptions(delay_seconds=0, timeout_seconds=20, deadline_seconds=21)) as asking:
        asking.get(FEED)
    waits = [request.extensions["timeout"]["read"] for request in web.requests]
    assert waits == [19.0, 19.0, 15.0]  # robots.txt has a deadline of its own


def test_many_threads_read_robots_once() -> None:
    web = Web({FEED: Page(TEXT)})
    with client(web) as asking:
        threads = [threading.Thread(target=asking.get, args=(FEED,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(web.robots_asked) == 1
    assert len(web.asked) == 8
