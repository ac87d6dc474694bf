"""Hosts are asked with pauses, and no request takes longer than its deadline. No test waits for anything."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from pipeline.fetch.failures import FetchError
from pipeline.model.options import FetchOptions
from tests.unit.fetch.clocks import NOW, FakeClock
from tests.unit.fetch.webs import FEED, ROBOTS, TEXT, Chunks, Page, Web, chain, client, robots


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
    assert waits == [19.0, 19.0, 13.0]  # robots.txt has a deadline of its own


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


# Second attempts


def tried(page: Page, **limits: float) -> tuple[FakeClock, Web, FetchError]:
    """What a page that fails for ever costs."""
    clock, web = FakeClock(), Web({FEED: page})
    options = FetchOptions(
        delay_seconds=0,
        retries=int(limits.get("retries", 2)),
        deadline_seconds=limits.get("deadline_seconds", 60.0),
        run_seconds=limits.get("run_seconds", 3_600.0),
    )
    with client(web, clock, options) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    return clock, web, caught.value


SOON = [
    Page(status=500),
    Page(status=408),
    Page(refuses=httpx.ReadError("reset")),
    Page(refuses=httpx.ConnectTimeout("silence")),
    Page(TEXT, breaks=httpx.RemoteProtocolError("short")),
]


@pytest.mark.parametrize("page", SOON)
def test_what_may_pass_is_asked_for_again_after_pauses_that_grow(page: Page) -> None:
    clock, web, _ = tried(page)
    assert web.asked == [FEED] * 3
    first, second = clock.slept
    assert 1 <= first < 2 <= second < 4


def test_no_pause_is_longer_than_eight_seconds() -> None:
    clock, _, _ = tried(Page(status=500), retries=7, deadline_seconds=200)
    assert len(clock.slept) == 7
    assert max(clock.slept) <= 8


NEVER_IN_THIS_RUN = [
    Page(status=404),
    Page(status=403),
    Page(status=410),
    Page(status=429),
    Page(status=429, headers={"Retry-After": "1"}),
    Page(status=503, headers={"Retry-After": "1"}),
    Page(status=500, headers={"Retry-After": "1"}),
    Page(status=302, headers={"Location": "ftp://news.example/"}),
    Page(TEXT, headers={"Content-Encoding": "exi"}),
    Page(refuses=httpx.LocalProtocolError("no")),
]


@pytest.mark.parametrize("page", NEVER_IN_THIS_RUN)
def test_what_will_not_pass_or_has_its_time_is_asked_for_once(page: Page) -> None:
    clock, web, _ = tried(page)
    assert web.asked == [FEED]
    assert clock.slept == []


def test_the_second_attempt_may_bring_the_answer() -> None:
    clock, web = FakeClock(), Web({FEED: [Page(status=500), Page(TEXT)]})
    with client(web, clock, FetchOptions(delay_seconds=0)) as asking:
        assert asking.get(FEED).body == TEXT
    assert len(clock.slept) == 1


def test_there_is_no_second_attempt_beyond_the_deadline_of_the_request() -> None:
    clock, web, error = tried(Page(status=500), deadline_seconds=2.5)
    assert (web.asked, error.reason) == ([FEED] * 2, "server-error")
    assert sum(clock.slept) < 2.5


def test_there_is_no_second_attempt_beyond_the_end_of_the_run() -> None:
    clock, web, error = tried(Page(status=500), run_seconds=0.9)
    assert (web.asked, error.reason, clock.slept) == ([FEED], "server-error", [])


def test_pauses_differ_between_addresses_and_are_the_same_in_every_run() -> None:
    def slept(url: str) -> list[float]:
        clock = FakeClock()
        options = FetchOptions(delay_seconds=0)
        with client(Web({url: Page(status=500)}), clock, options) as asking, pytest.raises(FetchError):
            asking.get(url)
        return clock.slept

    urls = [f"https://news.example/{n}" for n in range(20)]
    assert [slept(url) for url in urls] == [slept(url) for url in urls]
    assert len({slept(url)[0] for url in urls}) == 20


# The time of the run


def test_nothing_is_asked_for_when_the_time_of_the_run_is_used_up() -> None:
    clock, web = FakeClock(), Web({FEED: Page(TEXT)})
    with client(web, clock, FetchOptions(delay_seconds=0, run_seconds=100)) as asking:
        asking.get(FEED)
        up = [asking.time_is_up]
        clock.at += 100
        up.append(asking.time_is_up)
        with pytest.raises(FetchError) as caught:
            asking.get(FEED)
    assert up == [False, True]
    assert (caught.value.reason, caught.value.transient) == ("deadline", True)
    assert caught.value.detail == f"{FEED} has to wait: the run's time is used up."
    assert len(web.asked) == 1


def test_nobody_waits_for_a_turn_that_would_come_after_the_run() -> None:
    clock, web = FakeClock(), Web({FEED: Page(TEXT)})
    with client(web, clock, FetchOptions(delay_seconds=25, run_seconds=40)) as asking:
        asking.get(FEED)
        with pytest.raises(FetchError, match="the run's time is used up"):
            asking.get(FEED)
    assert clock.slept == [25.0]


def test_a_body_that_drips_is_cut_off_at_the_end_of_the_run() -> None:
    clock = FakeClock(step=1.0)
    web = Web({FEED: Page(chunks=(b"x",) * 10_000)})
    options = FetchOptions(delay_seconds=0, deadline_seconds=1_000, run_seconds=40)
    with client(web, clock, options) as asking, pytest.raises(FetchError, match="the run's time is used up"):
        asking.get(FEED)
    assert clock.at < 150


# Hosts side by side


class Busy(httpx.BaseTransport):
    """Counts how many requests to a host are under way at the same time; each takes a moment."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now: dict[str, int] = {}
        self.most: dict[str, int] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        with self.lock:
            self.now[host] = self.now.get(host, 0) + 1
            self.most[host] = max(self.most.get(host, 0), self.now[host])
        time.sleep(0.005)
        with self.lock:
            self.now[host] -= 1
        return httpx.Response(200, stream=Chunks(TEXT))


@pytest.mark.parametrize("per_host", [1, 2])
def test_hp15_no_more_requests_to_a_host_are_under_way_than_it_may_get(per_host: int) -> None:
    busy = Busy()
    urls = [f"https://h{n % 2}.example/{n}" for n in range(32)]
    options = FetchOptions(delay_seconds=0, per_host=per_host)
    with client(busy, options=options) as asking, ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(asking.get, urls))
    assert [answer.final_url for answer in answers] == urls
    assert set(busy.most) == {"h0.example", "h1.example"}
    assert max(busy.most.values()) == per_host


def test_a_host_that_a_redirect_names_cannot_gain_time_with_its_robots() -> None:
    clock = FakeClock()

    class Slow(Web):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            clock.at += 8.0 if request.url.path == "/robots.txt" else 0.0
            return super().handle_request(request)

    there = "https://other.example/feed"
    web = Slow({FEED: Page(status=302, headers={"Location": there}), there: Page(TEXT)})
    with client(web, clock, FetchOptions(delay_seconds=0, retries=0, deadline_seconds=10)) as asking:
        assert asking.get(FEED).body == TEXT
    late = "https://third.example/feed"
    web = Slow({FEED: Page(status=302, headers={"Location": late}), late: Page(TEXT)})
    options = FetchOptions(delay_seconds=0, retries=0, deadline_seconds=8)
    with client(web, clock, options) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert caught.value.reason == "deadline"
    assert web.asked == [FEED]


@pytest.mark.parametrize(
    ("said", "seconds"), [({"Retry-After": "120"}, 120), ({}, 900)], ids=["HP10-seconds", "HP10-unsaid"]
)
def test_a_host_that_wants_a_pause_is_left_alone_and_no_other(said: dict[str, str], seconds: int) -> None:
    clock, other = FakeClock(), "https://other.example/"
    web = Web({FEED: Page(status=429, headers=said), "https://news.example/1": Page(TEXT), other: Page(TEXT)})
    with client(web, clock) as asking:
        for place in (FEED, "https://news.example/1"):
            with pytest.raises(FetchError) as caught:
                asking.get(place)
            assert caught.value.reason == "throttled"
            assert place in caught.value.detail
        assert web.asked == [FEED]
        assert asking.get(other).body == TEXT
        clock.at += seconds
        assert asking.get("https://news.example/1").body == TEXT


def test_a_pause_that_was_wanted_in_an_earlier_run_is_kept() -> None:
    clock, web = FakeClock(), Web({FEED: Page(TEXT)})
    with client(web, clock) as asking:
        asking.leave("news.example", NOW + timedelta(minutes=30))
        with pytest.raises(FetchError) as caught:
            asking.get(FEED)
        assert (caught.value.reason, caught.value.retry_at) == ("throttled", NOW + timedelta(minutes=30))
        assert web.requests == []
        clock.at += 1800
        assert asking.get(FEED).body == TEXT
