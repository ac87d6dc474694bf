"""No address is asked for that its site closes to us, wherever the way there began."""

import httpx
import pytest

from pipeline.fetch.failures import FetchError
from tests.unit.fetch.webs import FEED, ROBOTS, TEXT, Page, Web, client, got, refusal, robots

CLOSED = "User-agent: *\nDisallow: /closed\n"


def test_robots_is_asked_once_for_each_host() -> None:
    web = Web(
        {
            FEED: Page(TEXT),
            f"{FEED}2": Page(TEXT),
            "http://other.example/": Page(TEXT),
            "https://news.example:444/": Page(TEXT),
        }
    )
    with client(web) as asking:
        for url in (FEED, f"{FEED}2", "http://other.example/", FEED, "https://news.example:444/"):
            asking.get(url)
    assert web.robots_asked == [ROBOTS, "http://other.example/robots.txt", "https://news.example:444/robots.txt"]


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


def test_a_site_that_cannot_give_its_robots_is_left_alone_for_now() -> None:
    error = refusal({ROBOTS: Page(status=503), FEED: Page(TEXT)})
    assert (error.reason, error.transient) == ("robots-unavailable", True)


def test_a_host_that_cannot_be_reached_is_tried_once() -> None:
    web = Web({ROBOTS: Page(refuses=httpx.ConnectTimeout("silence"))})
    with client(web) as asking:
        for url in (FEED, f"{FEED}2", f"{FEED}3"):
            with pytest.raises(FetchError) as caught:
                asking.get(url)
            assert (caught.value.reason, caught.value.transient) == ("timeout", True)
            assert ROBOTS in caught.value.detail
    assert len(web.requests) == 1


def test_robots_may_be_found_behind_redirects_and_closes_the_host_that_was_asked() -> None:
    moved = "https://other.example/r.txt"
    pages = {ROBOTS: Page(status=301, headers={"Location": moved}), moved: robots(CLOSED)}
    assert refusal(pages, "https://news.example/closed").reason == "robots"


@pytest.mark.parametrize("location", [ROBOTS, "ftp://news.example/robots.txt"])
def test_a_robots_file_that_leads_nowhere_is_none(location: str) -> None:
    assert got({ROBOTS: Page(status=302, headers={"Location": location}), FEED: Page(TEXT)}).body == TEXT


def test_a_long_robots_file_is_read_as_far_as_it_counts() -> None:
    long = CLOSED.encode() + b"# filling\n" * 100_000
    assert refusal({ROBOTS: Page(long)}, "https://news.example/closed").reason == "robots"


def test_a_robots_file_that_cannot_be_read_closes_the_host() -> None:
    error = refusal({ROBOTS: Page(b"no gzip", headers={"Content-Encoding": "gzip"}), FEED: Page(TEXT)})
    assert error.reason == "bad-encoding"


def test_a_challenge_in_the_place_of_robots_closes_nothing() -> None:
    page = Page(status=403, headers={"cf-mitigated": "challenge"})
    assert got({ROBOTS: page, FEED: Page(TEXT)}).body == TEXT
