"""No host is asked faster than it or we like, however many requests to it are under way."""

import heapq
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch import polite, robots
from pipeline.fetch.polite import Pace

HOST = "news.example"


def test_the_first_request_to_a_host_waits_for_nothing() -> None:
    assert Pace().ask(HOST, 50.0, 2.0) == 0.0


def test_requests_to_one_host_keep_their_distance() -> None:
    pace = Pace()
    assert [pace.ask(HOST, 50.0, 2.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    assert pace.ask(HOST, 57.0, 2.0) == 0.0


def test_hosts_do_not_wait_for_each_other() -> None:
    pace = Pace()
    pace.ask(HOST, 50.0, 2.0)
    assert pace.ask("other.example", 50.0, 2.0) == 0.0


def test_the_pause_begins_when_the_answer_is_there() -> None:
    pace = Pace()
    pace.ask("slow.example", 50.0, 2.0)
    pace.answered("slow.example", 59.0, 2.0)
    assert pace.ask("slow.example", 60.0, 2.0) == 1.0


def test_an_answer_takes_no_turn_away_that_was_given_already() -> None:
    pace = Pace()
    pace.ask(HOST, 50.0, 2.0)
    pace.ask(HOST, 50.0, 2.0)
    pace.answered(HOST, 50.5, 2.0)
    assert pace.ask(HOST, 50.5, 2.0) == 3.5


def test_an_answer_of_a_host_that_was_never_asked_begins_a_pause() -> None:
    pace = Pace()
    pace.answered(HOST, 50.0, 2.0)
    assert pace.ask(HOST, 51.0, 2.0) == 1.0


def test_without_a_pause_nobody_waits() -> None:
    pace = Pace()
    assert [pace.ask(HOST, 50.0, 0.0) for _ in range(3)] == [0.0, 0.0, 0.0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 3)), max_size=12))
def test_no_two_turns_of_a_host_are_closer_than_the_pause(steps: list[tuple[float, float]]) -> None:
    pace, at, turns = Pace(), 0.0, list[tuple[float, float]]()
    for passed, delay in steps:
        at += passed
        wait = pace.ask(HOST, at, delay)
        assert wait >= 0.0
        turns.append((at + wait, delay))
    for (earlier, delay), (later, _) in itertools.pairwise(turns):
        assert later - earlier >= delay - 1e-9


def played(durations: list[float], per_host: int, delay: float) -> list[tuple[float, float]]:
    """Begin and end of requests to one host, of which so many may be under way at the same time."""
    pace, free, spans = Pace(), [0.0] * per_host, list[tuple[float, float]]()
    ended = list[float]()
    for duration in durations:
        at = heapq.heappop(free)
        for end in [end for end in ended if end <= at]:
            pace.answered(HOST, end, delay)
            ended.remove(end)
        begin = at + pace.ask(HOST, at, delay)
        spans.append((begin, begin + duration))
        ended.append(begin + duration)
        heapq.heappush(free, begin + duration)
    return spans


@pytest.mark.parametrize("per_host", [1, 2, 4])
@settings(max_examples=40, deadline=None)
@given(durations=st.lists(st.floats(0, 20), min_size=1, max_size=12), delay=st.floats(0, 5))
def test_side_by_side_or_not_requests_begin_a_pause_apart(per_host: int, durations: list[float], delay: float) -> None:
    spans = played(durations, per_host, delay)
    begins = sorted(begin for begin, _ in spans)
    assert all(later - earlier >= delay - 1e-9 for earlier, later in itertools.pairwise(begins))
    if per_host == 1:
        assert all(later - end >= delay - 1e-9 for (_, end), (later, _) in itertools.pairwise(spans))


def test_two_at_a_time_are_faster_than_one_where_a_host_is_slow() -> None:
    one, two = (max(end for _, end in played([10.0] * 6, per_host, 1.0)) for per_host in (1, 2))
    assert (one, two) == (65.0, 33.0)


def test_the_words_of_robots_are_at_hand_here_too() -> None:
    assert polite.robots_rules is robots.robots_rules
    assert (polite.AGENT, polite.ROBOTS_BYTES, polite.Rules) == (robots.AGENT, robots.ROBOTS_BYTES, robots.Rules)
