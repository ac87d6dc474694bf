"""No address is asked for that its site closes to us, wherever the way there began."""

import itertools

import httpx
import pytest

from pipeline.fetch.failures import FetchError
from pipeline.model.options import FetchOptions
from tests.unit.fetch.webs import FEED, ROBOTS, TEXT, Page, Web, client, got, refusal, robots

CLOSED = "User-agent: *\nDisallow: /closed\n"
SHUT = b"User-agent: *\nDisallow: /\n"


def test_robots_is_asked_once_for_each_host() -> None:
    web = Web(
        {
            FEED: Page(TEXT),
            f"{FEED}2": Page(TEXT),
            "http://other.example/": Page(TEXT),
            "https://news.example:8443/": Page(TEXT),
        }
    )
    with client(web) as asking:
        for url in (FEED, f"{FEED}2", "http://other.example/", FEED, "https://news.example:8443/"):
            asking.get(url)
    assert web.robots_asked == [ROBOTS, "http://other.example/robots.txt", "https://news.example:8443/robots.txt"]


def test_a_closed_address_is_not_asked_for() -> None:
    web = Web({ROBOTS: robots(CLOSED)})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get("https://news.example/closed/a")
    assert (caught.value.reason, caught.value.transient) == ("robots", False)
    assert web.asked == []


def test_a_redirect_does_not_lead_into_what_is_closed() -> None:
    other = "https://other.example/robots.txt"
    web = Web({FEED: Page(status=302, headers={"Location": "https://other.example/closed"}), other: robots(CLOSED)})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert caught.value.reason == "robots"
    assert web.asked == [FEED]


@pytest.mark.parametrize("status", [pytest.param(status, id=f"HP13-{status}") for status in (401, 403, 404, 410)])
def test_a_site_without_robots_is_open(status: int) -> None:
    assert got({ROBOTS: Page(SHUT, status=status), FEED: Page(TEXT)}).body == TEXT


@pytest.mark.parametrize("status", [pytest.param(status, id=f"HP13-{status}") for status in (429, 500, 503)])
def test_a_site_that_cannot_give_its_robots_is_left_alone_for_now(status: int) -> None:
    web = Web({ROBOTS: Page(status=status), FEED: Page(TEXT)})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert (caught.value.reason, caught.value.transient) == ("robots-unavailable", True)
    assert web.asked == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<!doctype html><title>Not found</title>", id="HP13-html"),
        pytest.param(b"\0" * 90, id="HP13-nul"),
        pytest.param(b"# filling\n" * 60_000 + SHUT, id="HP13-behind-500-kib"),
    ],
)
def test_what_comes_in_the_place_of_robots_closes_nothing(body: bytes) -> None:
    assert got({ROBOTS: Page(body), FEED: Page(TEXT)}).body == TEXT


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\xef\xbb\xbf" + SHUT, id="HP13-mark"),
        pytest.param(SHUT.replace(b"\n", b"\0\r\n"), id="HP13-nul-at-the-end"),
        pytest.param(SHUT + b"# filling\n" * 100_000, id="HP13-more-than-500-kib"),
    ],
)
def test_odd_bytes_do_not_open_what_is_closed(body: bytes) -> None:
    assert refusal({ROBOTS: Page(body), FEED: Page(TEXT)}).reason == "robots"


def test_a_host_that_cannot_be_reached_is_not_tried_for_each_address() -> None:
    web = Web({ROBOTS: Page(refuses=httpx.ConnectTimeout("silence"))})
    with client(web, options=FetchOptions(delay_seconds=0.0, retries=1)) as asking:
        for url in (FEED, f"{FEED}2", f"{FEED}3"):
            with pytest.raises(FetchError) as caught:
                asking.get(url)
            assert (caught.value.reason, caught.value.transient) == ("timeout", True)
            assert ROBOTS in caught.value.detail
    assert len(web.requests) == 2  # once, and once more after a pause


def test_robots_may_be_found_behind_redirects_and_closes_the_host_that_was_asked() -> None:
    moved = "https://other.example/r.txt"
    pages = {ROBOTS: Page(status=301, headers={"Location": moved}), moved: robots(CLOSED)}
    assert refusal(pages, "https://news.example/closed").reason == "robots"


def test_robots_may_be_found_under_http_although_nothing_else_is() -> None:
    plain = "http://news.example/robots.txt"
    pages = {ROBOTS: Page(status=301, headers={"Location": plain}), plain: robots(CLOSED)}
    assert refusal(pages, "https://news.example/closed").reason == "robots"


def test_a_failure_of_robots_is_not_tried_anew_for_each_address() -> None:
    web = Web({ROBOTS: Page(refuses=httpx.ConnectTimeout("silence"))})
    with client(web, options=FetchOptions(delay_seconds=0, retries=2)) as asking:
        for url in (FEED, f"{FEED}2"):
            with pytest.raises(FetchError):
                asking.get(url)
    assert len(web.requests) == 3


@pytest.mark.parametrize("location", [ROBOTS, "ftp://news.example/robots.txt"])
def test_a_robots_file_that_leads_nowhere_is_none(location: str) -> None:
    assert got({ROBOTS: Page(status=302, headers={"Location": location}), FEED: Page(TEXT)}).body == TEXT


@pytest.mark.parametrize("hops", [pytest.param(5, id="HP13-redirect-x5")])
def test_robots_is_followed_through_five_redirects(hops: int) -> None:
    stops = [ROBOTS, *(f"https://news.example/robots-{number}" for number in range(1, hops + 1))]
    pages = {stop: Page(status=302, headers={"Location": to}) for stop, to in itertools.pairwise(stops)}
    assert refusal({**pages, stops[-1]: Page(SHUT), FEED: Page(TEXT)}).reason == "robots"


def test_a_robots_file_that_cannot_be_read_closes_the_host() -> None:
    error = refusal({ROBOTS: Page(b"\x1f\x8bno gzip", headers={"Content-Encoding": "gzip"}), FEED: Page(TEXT)})
    assert error.reason == "bad-encoding"


def test_a_challenge_in_the_place_of_robots_closes_nothing() -> None:
    page = Page(status=403, headers={"cf-mitigated": "challenge"})
    assert got({ROBOTS: page, FEED: Page(TEXT)}).body == TEXT
