"""robots.txt is kept to as RFC 9309 says, and no host is asked faster than it or we like."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.polite import ROBOTS_BYTES, Pace, Rules, robots_rules

OPEN = "https://news.example/open/a"
CLOSED = "https://news.example/closed/a"
CLOSING = b"User-agent: *\nDisallow: /closed/\n"


def allowed(body: bytes, url: str = CLOSED, status: int = 200) -> bool:
    return robots_rules(status, body).allow(url)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451, 301])
def test_without_a_robots_file_everything_is_open(status: int) -> None:
    rules = robots_rules(status, b"User-agent: *\nDisallow: /")
    assert rules == Rules()
    assert rules.allow(CLOSED)


@pytest.mark.parametrize("status", [500, 502, 503, 599])
def test_a_server_in_trouble_closes_everything_for_now(status: int) -> None:
    rules = robots_rules(status, b"")
    assert rules.unavailable
    assert not rules.allow(OPEN)


def test_what_is_disallowed_for_everybody_is_closed_to_us() -> None:
    assert not allowed(CLOSING)
    assert allowed(CLOSING, OPEN)


@pytest.mark.parametrize(
    "agent",
    ["offlimits", "Offlimits", "OFFLIMITS", "offlimits/2.0", "offlimits bot", "offlimits # that is us"],
)
def test_a_group_of_our_own_wins_over_that_of_everybody(agent: str) -> None:
    body = CLOSING + f"\nUser-agent: {agent}\nDisallow: /open/\n".encode()
    assert allowed(body)
    assert not allowed(body, OPEN)


@pytest.mark.parametrize("agent", ["offlimits-checker", "notofflimits", "bot", "off", "Mozilla/5.0 offlimits", ""])
def test_a_group_for_somebody_else_is_not_ours(agent: str) -> None:
    assert allowed(f"User-agent: {agent}\nDisallow: /\n".encode())


def test_one_group_may_name_several_agents() -> None:
    body = b"User-agent: crawler\nUser-agent: offlimits\nUser-agent: other\nDisallow: /closed/\n"
    assert not allowed(body)
    assert allowed(body, OPEN)


def test_the_longer_rule_wins() -> None:
    body = b"User-agent: *\nDisallow: /closed/\nAllow: /closed/a\n"
    assert allowed(body)
    assert not allowed(body, "https://news.example/closed/b")


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + CLOSING,
        CLOSING.replace(b"\n", b"\r\n"),
        CLOSING.replace(b"\n", b"\r"),
        CLOSING.replace(b"User-agent", b"user agent"),
        CLOSING.replace(b"User-agent:", b"useragent :"),
        b"# caf\xe9 \xff\n" + CLOSING,
    ],
)
def test_common_slips_in_writing_are_forgiven(body: bytes) -> None:
    assert not allowed(body)


def test_a_web_page_in_the_place_of_the_file_closes_nothing() -> None:
    assert allowed(b"<!doctype html><title>Home</title><p>User-agent: welcome</p>")


def test_only_the_first_500_kib_count() -> None:
    filling = b"#" + b"x" * (ROBOTS_BYTES - len(CLOSING) - 2) + b"\n"
    assert not allowed(filling + CLOSING)
    assert allowed(b"#" * len(CLOSING) + filling + CLOSING)


def test_a_file_made_of_agents_and_rules_does_not_multiply() -> None:
    body = b"".join(b"user-agent: a%d\n" % n for n in range(15_000)) + b"disallow: /closed/\n" * 10_000
    assert allowed(body)


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        (b"Crawl-delay: 5", 5.0),
        (b"Crawl-delay: 0.5", 0.5),
        (b"Crawl-delay: 3600", 30.0),
        (b"Crawl-delay: 1e300", 30.0),
        (b"Crawl-delay: inf", 0.0),
        (b"Crawl-delay: -3", 0.0),
        (b"Crawl-delay: nan", 0.0),
        (b"Crawl-delay: soon", 0.0),
        (b"", 0.0),
    ],
)
def test_a_crawl_delay_is_kept_up_to_half_a_minute(line: bytes, delay: float) -> None:
    assert robots_rules(200, b"User-agent: *\n" + line + b"\nDisallow: /closed/\n").delay_seconds == delay


def test_the_first_request_to_a_host_waits_for_nothing() -> None:
    assert Pace().ask("news.example", 50.0, 2.0) == 0.0


def test_requests_to_one_host_keep_their_distance() -> None:
    pace = Pace()
    assert [pace.ask("news.example", 50.0, 2.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    assert pace.ask("news.example", 57.0, 2.0) == 0.0


def test_hosts_do_not_wait_for_each_other() -> None:
    pace = Pace()
    pace.ask("news.example", 50.0, 2.0)
    assert pace.ask("other.example", 50.0, 2.0) == 0.0


def test_the_pause_begins_when_the_answer_is_there() -> None:
    pace = Pace()
    pace.ask("slow.example", 50.0, 2.0)
    pace.answered("slow.example", 59.0, 2.0)
    assert pace.ask("slow.example", 60.0, 2.0) == 1.0


def test_an_answer_takes_no_turn_away_that_was_given_already() -> None:
    pace = Pace()
    pace.ask("news.example", 50.0, 2.0)
    pace.ask("news.example", 50.0, 2.0)
    pace.answered("news.example", 50.5, 2.0)
    assert pace.ask("news.example", 50.5, 2.0) == 3.5


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 599), st.binary(max_size=300), st.text(max_size=40))
def test_any_answer_gives_rules_that_can_be_asked(status: int, body: bytes, path: str) -> None:
    rules = robots_rules(status, body)
    assert isinstance(rules.allow(f"https://news.example/{path}"), bool)
    assert 0.0 <= rules.delay_seconds <= 30.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 3)), max_size=12))
def test_no_two_turns_of_a_host_are_closer_than_the_pause(steps: list[tuple[float, float]]) -> None:
    pace, at, turns = Pace(), 0.0, list[tuple[float, float]]()
    for passed, delay in steps:
        at += passed
        wait = pace.ask("news.example", at, delay)
        assert wait >= 0.0
        turns.append((at + wait, delay))
    for (earlier, delay), (later, _) in itertools.pairwise(turns):
        assert later - earlier >= delay - 1e-9
