"""How a source is doing follows from its readings; none is asked too often, and none is ever given up."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.health import after_success, due, state_of
from pipeline.model.failure import FAILURES
from pipeline.model.health import SourceReading, SourceRecord
from pipeline.model.source import Validators
from tests.unit.fetch.histories import (
    HOUR,
    NEWS,
    NIGHT,
    SAME,
    START,
    TAGGED,
    UNREAD,
    URL,
    failed_nights,
    failing,
    is_due,
    night,
    pause,
    read_nights,
)

# What is remembered of a reading that went well


def test_a_first_reading_is_remembered_with_all_it_gave() -> None:
    record = after_success(UNREAD, replace(NEWS, new_entries=9), now=START)
    assert record == replace(
        UNREAD,
        first_read_at=START,
        last_try_at=START,
        last_success_at=START,
        last_new_at=START,
        entries=9,
        validators=TAGGED,
        body_sha256="one",
    )


def test_later_readings_add_to_it() -> None:
    record = read_nights([(0, NEWS), (1, replace(NEWS, new_entries=0, body_sha256="two")), (2, NEWS)])
    assert (record.first_read_at, record.last_success_at, record.last_new_at) == (START, night(2), night(2))
    assert record.entries == 2


def test_not_modified_keeps_what_is_known_of_the_body() -> None:
    record = read_nights([(0, NEWS), (1, SAME), (2, SAME)])
    assert (record.validators, record.body_sha256, record.unchanged) == (TAGGED, "one", 2)
    assert record.last_new_at == START


def test_a_reading_that_goes_well_ends_all_that_was_wrong() -> None:
    record = read_nights([(99, NEWS)], failed_nights("gone", range(20)))
    assert (record.failures, record.failing_since, record.reason, record.detail) == (0, None, "", "")
    assert (record.retry_at, record.parked) == (None, False)
    assert state_of(record, now=night(99)) == "ok"


# Moving


def test_a_source_that_moved_is_asked_at_its_new_address_and_remembers_the_old_one() -> None:
    new, newer = "https://other.example/feed", "https://third.example/feed"
    record = read_nights([(0, NEWS), (1, replace(NEWS, moved_to=new)), (2, replace(NEWS, moved_to=newer))])
    assert (record.url, record.moved_from, record.moved_at) == (newer, URL, night(2))


def test_a_source_that_moved_back_has_not_moved() -> None:
    away = replace(NEWS, moved_to="https://other.example/feed")
    record = read_nights([(0, away), (1, replace(NEWS, moved_to=URL))])
    assert (record.url, record.moved_from, record.moved_at) == (URL, "", None)


def test_an_address_that_leads_to_itself_has_not_moved() -> None:
    assert read_nights([(0, replace(NEWS, moved_to=URL))]).moved_at is None


def test_a_move_is_told_for_a_month_unless_something_is_wrong() -> None:
    record = read_nights([(0, replace(NEWS, moved_to="https://other.example/feed")), (29, NEWS)])
    assert state_of(record, now=night(29)) == "moved"
    assert state_of(record, now=night(31)) == "ok"
    assert state_of(failing(record, "timeout", night(29.5)), now=night(29.5)) == "failing"


# The usual gap


def test_the_gap_is_known_from_the_second_reading_that_brings_something() -> None:
    assert read_nights([(0, NEWS)]).gap_days is None
    assert read_nights([(0, NEWS), (1, SAME), (2, SAME)]).gap_days is None
    assert read_nights([(0, NEWS), (1, SAME), (3, NEWS)]).gap_days == 3.0


def test_a_first_reading_without_entries_begins_no_gap() -> None:
    record = read_nights([(0, replace(NEWS, new_entries=0)), (5, NEWS)])
    assert record.gap_days is None
    assert read_nights([(7, NEWS)], record).gap_days == 2.0


def test_new_gaps_weigh_three_tenths_and_an_odd_one_is_cut() -> None:
    record = read_nights([(0, NEWS), (2, NEWS)])
    assert read_nights([(6, NEWS)], record).gap_days == pytest.approx(0.7 * 2 + 0.3 * 4)
    assert read_nights([(300, NEWS)], record).gap_days == pytest.approx(0.7 * 2 + 0.3 * 6)


def test_a_gap_is_at_least_half_a_day() -> None:
    assert read_nights([(0, NEWS), (0.01, NEWS)]).gap_days == 0.5
    assert read_nights([(0, NEWS), (-9, NEWS)]).gap_days == 0.5  # a clock that was set back


# Back-off


@pytest.mark.parametrize("reason", sorted(FAILURES))
def test_every_failure_has_its_pause(reason: str) -> None:
    record = failing(UNREAD, reason, START)
    nights = {"soon": 0.0, "later": 0.75, "stated": 0.75, "never": 6.75}[FAILURES[reason].retry]
    assert pause(record) == nights
    assert (record.failures, record.failing_since, record.reason) == (1, START, reason)
    assert record.last_success_at is None
    assert state_of(record, now=START) == ("gone" if reason == "gone" else "failing")


def test_the_pause_of_what_may_pass_grows_to_three_nights() -> None:
    record, now, pauses = UNREAD, START, list[float]()
    for _ in range(7):
        record = failing(record, "not-found", now)
        pauses.append(pause(record) + 0.25)
        now += round(pause(record) + 0.25) * NIGHT
        assert not is_due(record, now - 7 * HOUR)
        assert is_due(record, now - 5 * HOUR)  # tonight's run begins a little earlier than that of the last night
    assert pauses == [1, 1, 1, 2, 2, 3, 3]


def test_what_fails_for_a_moment_is_tried_in_the_next_run_until_it_is_parked() -> None:
    record = failed_nights("timeout", range(13))
    assert (record.parked, record.retry_at) == (False, None)
    assert is_due(record, night(12) + HOUR)
    parked = failing(record, "timeout", night(13))
    assert (parked.parked, pause(parked)) == (True, 6.75)
    assert state_of(parked, now=night(13)) == "parked"
    assert not is_due(parked, night(19))
    assert is_due(parked, night(20))


def test_what_is_gone_is_looked_for_after_a_week_and_then_every_month() -> None:
    once = failing(failed_nights("timeout", [0, 1]), "gone", night(2))
    assert (pause(once), state_of(once, now=night(2))) == (6.75, "gone")
    assert pause(failing(once, "gone", night(9))) == 29.75
    assert pause(failed_nights("gone", range(0, 600, 30))) == 29.75


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param(2.0, 2.0, id="HP10-hours"),
        pytest.param(100.0, 100.0, id="HP10-days"),
        pytest.param(-3.0, -3.0, id="HP10-past"),
        pytest.param(24.0 * 400, 24.0 * 30, id="HP10-absurd"),
    ],
)
def test_what_a_server_says_is_remembered_until_the_next_runs(hours: float, expected: float) -> None:
    record = failing(UNREAD, "throttled", START, START + hours * HOUR)
    assert record.retry_at == START + expected * HOUR
    assert not is_due(record, START + (expected - 0.1) * HOUR) or expected < 0
    assert is_due(record, START + max(expected, 0.0) * HOUR)


def test_a_server_can_make_a_pause_longer_but_not_shorter_than_what_is_parked() -> None:
    parked = failed_nights("throttled", range(20))
    assert pause(failing(parked, "throttled", night(20), night(20.1))) == 6.75
    assert pause(failing(parked, "throttled", night(20), night(29))) == 9
    assert pause(failing(UNREAD, "timeout", START, night(3))) == 3


def test_a_second_failure_on_one_day_is_not_counted() -> None:
    first = failing(UNREAD, "not-found", START)
    second = failing(first, "not-found", START + 9 * HOUR)
    assert second == replace(first, last_try_at=START + 9 * HOUR)
    other = failing(first, "timeout", START + 9 * HOUR)
    assert (other.failures, other.reason, other.retry_at) == (1, "timeout", None)
    assert failing(other, "timeout", night(1)).failures == 2


def test_a_failure_after_a_success_of_the_same_day_is_counted() -> None:
    assert failing(read_nights([(0, NEWS)]), "timeout", START + HOUR).failures == 1


def test_a_server_that_says_something_else_on_the_same_day_is_heard() -> None:
    first = failing(UNREAD, "throttled", START, START + HOUR)
    assert failing(first, "throttled", START + 2 * HOUR, START + 5 * HOUR).retry_at == START + 5 * HOUR
    assert failing(first, "throttled", START + 2 * HOUR).retry_at == START + 2 * HOUR + 0.75 * NIGHT


def test_a_failure_without_a_name_is_a_bug() -> None:
    with pytest.raises(KeyError):
        failing(UNREAD, "bad-luck", START)


# When it is read


def test_a_source_that_was_never_tried_is_due() -> None:
    assert is_due(UNREAD, START)
    assert state_of(UNREAD, now=START) == "unread"


def test_a_source_is_not_read_twice_within_the_interval() -> None:
    record = read_nights([(0, NEWS)])
    assert due(record, now=START + 3 * HOUR, min_interval_minutes=240) == (False, "just-read")
    assert is_due(record, START + 4 * HOUR)
    assert due(record, now=START, min_interval_minutes=0) == (True, "")


def test_a_source_that_fails_is_not_kept_waiting_by_the_interval() -> None:
    assert is_due(failing(read_nights([(0, NEWS)]), "timeout", START + HOUR), START + 2 * HOUR)
    waiting = failing(UNREAD, "not-found", START)
    assert due(waiting, now=START + HOUR, min_interval_minutes=0) == (False, "pausing")


def test_a_source_that_seldom_brings_something_is_read_every_second_night() -> None:
    record = read_nights([(0, NEWS), (30, NEWS)])
    assert due(record, now=night(31), min_interval_minutes=240) == (False, "seldom")
    assert is_due(record, night(32) - 2 * HOUR)
    assert is_due(record, night(31), every_night=True)
    assert is_due(failing(record, "timeout", night(31)), night(32))
    assert is_due(read_nights([(0, NEWS), (20, NEWS)]), night(21))


def test_a_clock_that_was_wrong_keeps_no_source_waiting() -> None:
    assert is_due(read_nights([(9_000, NEWS)]), START)
    assert is_due(replace(UNREAD, retry_at=night(9_000), failures=1), START)


# States


@pytest.mark.parametrize(
    ("gap", "silent", "state"),
    [
        (1, 2.5, "ok"),
        (1, 4.5, "quiet"),
        (1, 13.9, "quiet"),
        (1, 14.1, "stale"),
        (5, 9.9, "ok"),
        (5, 10.1, "quiet"),
        (5, 20.1, "stale"),
        (30, 61, "quiet"),
        (30, 119, "quiet"),
        (30, 121, "stale"),
    ],
)
def test_silence_is_measured_by_the_habit_of_the_source(gap: float, silent: float, state: str) -> None:
    record = read_nights([(-gap, NEWS), (0, NEWS), (silent, SAME)])
    assert state_of(record, now=night(silent)) == state
    assert state_of(record, now=night(silent), every_night=True) == "ok"


@pytest.mark.parametrize("first", [NEWS, replace(NEWS, new_entries=0)])
@pytest.mark.parametrize(("silent", "state"), [(13, "ok"), (15, "quiet"), (29, "quiet"), (31, "stale")])
def test_without_a_habit_a_month_of_silence_is_stale(first: SourceReading, silent: float, state: str) -> None:
    assert state_of(read_nights([(0, first), (silent, SAME)]), now=night(silent)) == state


# What holds for every history

REASONS = st.sampled_from(sorted(FAILURES))
READINGS = st.builds(
    SourceReading,
    new_entries=st.integers(0, 3),
    moved_to=st.sampled_from(["", URL, "https://other.example/feed"]),
    validators=st.sampled_from([None, TAGGED, Validators(url=URL, etag='"b"'), Validators(url=URL)]),
    body_sha256=st.sampled_from(["one", "two"]),
    not_modified=st.booleans(),
)
STATED = st.none() | st.integers(-100, 10_000)
STEPS = st.lists(st.tuples(st.floats(0, 40), READINGS | st.tuples(REASONS, STATED)), max_size=25)


def lived(steps: list[tuple[float, SourceReading | tuple[str, int | None]]]) -> tuple[SourceRecord, datetime]:
    """A record after a history, and the time of its last step."""
    record, now = UNREAD, START
    for nights, step in steps:
        now += nights * NIGHT
        if isinstance(step, SourceReading):
            record = after_success(record, step, now=now)
        else:
            reason, hours = step
            record = failing(record, reason, now, None if hours is None else now + hours * HOUR)
    return record, now


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_nothing_is_ever_dropped_for_good(steps: list[tuple[float, SourceReading | tuple[str, int | None]]]) -> None:
    record, now = lived(steps)
    assert is_due(record, now + timedelta(days=31))
    assert is_due(record, now - timedelta(days=31)) or record.retry_at is not None
    assert record.failures >= 0
    assert (record.failures > 0) == (record.failing_since is not None) == bool(record.reason)
    assert state_of(record, now=now) != "unread" or not steps
    assert (record.moved_from == "") == (record.moved_at is None) == (record.url == URL)
    assert record.gap_days is None or record.gap_days >= 0.5


@settings(max_examples=60, deadline=None)
@given(STEPS, REASONS, STATED)
def test_the_same_failure_told_twice_is_told_once(
    steps: list[tuple[float, SourceReading | tuple[str, int | None]]], reason: str, hours: int | None
) -> None:
    record, now = lived(steps)
    stated = None if hours is None else now + hours * HOUR
    once = failing(record, reason, now, stated)
    assert failing(once, reason, now, stated) == once
    assert once.failures <= record.failures + 1


@settings(max_examples=60, deadline=None)
@given(REASONS, st.lists(st.floats(1, 40), min_size=1, max_size=30))
def test_the_longer_it_fails_the_longer_is_the_pause(reason: str, nights: list[float]) -> None:
    record, at, pauses = UNREAD, 0.0, list[float]()
    for passed in nights:
        at += passed
        record = failing(record, reason, night(at))
        pauses.append(round(pause(record), 6))
    assert pauses == sorted(pauses)
    assert record.failures == len(nights)
