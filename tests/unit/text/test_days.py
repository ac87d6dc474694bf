"""Weeks close once each, whatever the zone and however long the pause; days are printed as people write them."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.days import MONTHS, WEEKDAYS, Week, closed_weeks, day_words, week_named, week_of, when_words

ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago")
ANY_DAY = st.dates(min_value=date(1995, 1, 1), max_value=date(2098, 12, 31))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-07-10", "10 July 2026"),
        ("2026-01-01", "1 January 2026"),
        ("2026-12-31", "31 December 2026"),
        ("2026-07", "July 2026"),
        ("2026-Q1", "the first quarter of 2026"),
        ("2026-Q2", "the second quarter of 2026"),
        ("2026-Q3", "the third quarter of 2026"),
        ("2026-Q4", "the fourth quarter of 2026"),
        ("2026", "2026"),
    ],
)
def test_a_date_is_printed_as_far_as_it_is_known(value: str, words: str) -> None:
    assert day_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-07-10", "on 10 July 2026"),
        ("2026-07", "in July 2026"),
        ("2026-Q4", "in the fourth quarter of 2026"),
        ("2026", "in 2026"),
    ],
)
def test_a_date_takes_the_preposition_of_its_precision(value: str, words: str) -> None:
    assert when_words(value) == words


def test_names_follow_no_locale() -> None:
    assert MONTHS[0] == "January"
    assert len(MONTHS) == 12
    assert WEEKDAYS[0] == "Monday"
    assert len(WEEKDAYS) == 7


@pytest.mark.parametrize(
    ("day", "week_id", "first_on", "last_on"),
    [
        (date(2026, 7, 6), "2026-W28", date(2026, 7, 6), date(2026, 7, 12)),
        (date(2026, 7, 12), "2026-W28", date(2026, 7, 6), date(2026, 7, 12)),
        (date(2026, 1, 1), "2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        (date(2025, 12, 29), "2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        (date(2026, 12, 31), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 3), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 4), "2027-W01", date(2027, 1, 4), date(2027, 1, 10)),
        (date(2024, 2, 29), "2024-W09", date(2024, 2, 26), date(2024, 3, 3)),
    ],
)
def test_a_day_lies_in_its_iso_week(day: date, week_id: str, first_on: date, last_on: date) -> None:
    week = Week(week_id=week_id, first_on=first_on, last_on=last_on)
    assert week_of(day) == week
    assert week_named(week_id) == week


@given(ANY_DAY)
@settings(max_examples=60, deadline=None)
def test_a_week_is_seven_days_from_monday_and_is_found_by_its_name(day: date) -> None:
    week = week_of(day)
    assert week.first_on <= day <= week.last_on
    assert week.first_on.weekday() == 0
    assert week.last_on - week.first_on == timedelta(days=6)
    assert week_named(week.week_id) == week


@pytest.mark.parametrize(
    "week_id",
    [
        "",
        "2026",
        "2026-28",
        "2026-W",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "2026-W8",
        "2026-W28-1",
        "2026-w28",
        " 2026-W28",
        "2026-W28\n",
        "9999-W52",
        "0000-W01",
        "99999999999999999999-W01",
        "2026-W٢٨",
    ],
)
def test_a_week_that_does_not_exist_has_no_name(week_id: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        week_named(week_id)


def ids(now: datetime, zone: str = "UTC", after: str | None = None) -> list[str]:
    return [week.week_id for week in closed_weeks(now, ZoneInfo(zone), after=after)]


def test_at_first_only_the_last_week_that_ended_is_closed() -> None:
    assert ids(datetime(2026, 7, 13, 5, tzinfo=UTC)) == ["2026-W28"]
    assert ids(datetime(2026, 7, 12, 23, 59, tzinfo=UTC)) == ["2026-W27"]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", []),
        ("Europe/Berlin", ["2026-W28"]),
        ("Pacific/Kiritimati", ["2026-W28"]),
        ("America/Los_Angeles", []),
    ],
)
def test_a_week_ends_at_midnight_of_its_zone(zone: str, expected: list[str]) -> None:
    assert ids(datetime(2026, 7, 12, 22, 30, tzinfo=UTC), zone, "2026-W27") == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-W28", []),
        ("2026-W27", ["2026-W28"]),
        ("2026-W24", ["2026-W25", "2026-W26", "2026-W27", "2026-W28"]),
        ("2026-W29", []),
        ("2026-W40", []),
    ],
)
def test_after_a_gap_every_week_that_has_closed_is_due_oldest_first(after: str, expected: list[str]) -> None:
    assert ids(datetime(2026, 7, 15, tzinfo=UTC), after=after) == expected


@pytest.mark.parametrize(
    ("now", "after", "expected"),
    [
        (datetime(2027, 1, 11, 12, tzinfo=UTC), "2026-W51", ["2026-W52", "2026-W53", "2027-W01"]),
        (datetime(2026, 1, 12, 12, tzinfo=UTC), "2025-W51", ["2025-W52", "2026-W01", "2026-W02"]),
    ],
)
def test_a_gap_may_cross_the_end_of_a_year(now: datetime, after: str, expected: list[str]) -> None:
    assert ids(now, after=after) == expected


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("every", [timedelta(hours=24), timedelta(hours=17), timedelta(days=10)])
def test_over_sixty_weeks_every_week_closes_once_and_in_order(zone: str, every: timedelta) -> None:
    now = datetime(2026, 9, 28, 5, 15, tzinfo=UTC)  # over two changes to and from daylight saving time, and a week 53
    last: str | None = None
    seen: list[Week] = []
    while len(seen) < 60:
        due = closed_weeks(now, ZoneInfo(zone), after=last)
        for week in due:
            ended = datetime.combine(week.last_on + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(zone))
            assert ended.astimezone(UTC) <= now
        seen.extend(due)
        last = seen[-1].week_id if seen else None
        now += every
    assert len({week.week_id for week in seen}) == len(seen)
    assert all(one.last_on + timedelta(days=1) == other.first_on for one, other in itertools.pairwise(seen))
    assert "2026-W53" in {week.week_id for week in seen}


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(ZONES),
    st.integers(0, 80),
)
@settings(max_examples=60, deadline=None)
def test_dealing_with_weeks_late_or_in_time_comes_to_the_same(now: datetime, zone: str, weeks: int) -> None:
    start = week_of((now - timedelta(weeks=weeks)).date()).week_id
    at_once = ids(now, zone, start)
    step = start
    one_by_one: list[str] = []
    for back in range(weeks, -1, -1):
        due = ids(now - timedelta(weeks=back), zone, step)
        one_by_one.extend(due)
        step = due[-1] if due else step
    assert one_by_one == at_once
