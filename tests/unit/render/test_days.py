"""Days are said the same way everywhere, and never by the locale of the machine."""

import locale
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render.days import as_day, is_date, long_day, month_name, short_day, week, window

DAYS = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        ("2026-07-10", "10 July 2026", "Fri 10 Jul"),
        ("2026-08-01", "1 August 2026", "Sat 1 Aug"),
        ("2026-07-06T10:05:00+08:00", "6 July 2026", "Mon 6 Jul"),
        ("2026-07-06T23:59:59Z", "6 July 2026", "Mon 6 Jul"),
        ("2026-07", "July 2026", "Jul 2026"),
        ("2026-12", "December 2026", "Dec 2026"),
        ("2026-Q1", "the first quarter of 2026", "Q1 2026"),
        ("2026-Q4", "the fourth quarter of 2026", "Q4 2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(value: str, long: str, short: str) -> None:
    assert long_day(value) == long
    assert short_day(value) == short


@pytest.mark.parametrize(
    "value",
    ["", "soon", "2026-02-30", "2026-13", "2026-Q5", "2026-7-1", "20260710", "2026-07-10 09:00", "10 July 2026"],
)
def test_what_is_no_date_is_printed_as_it_is(value: str) -> None:
    assert long_day(value) == value
    assert short_day(value) == value
    assert as_day(value) is None
    assert not is_date(value)


@pytest.mark.parametrize("value", ["2026-07-10", "2026-07-06T10:05:00+08:00", "2026-07", "2026-Q3", "2026"])
def test_days_and_longer_spans_are_dates(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-07-06", "2026-07-12", "Monday 6 to Sunday 12 July 2026"),
        ("2026-06-29", "2026-07-05", "Monday 29 June to Sunday 5 July 2026"),
        ("2025-12-29", "2026-01-04", "Monday 29 December 2025 to Sunday 4 January 2026"),
        ("2026-07-06", "later", "2026-07-06 to later"),
    ],
)
def test_a_window_names_month_and_year_only_where_they_differ(first: str, last: str, said: str) -> None:
    assert window(first, last) == said


@pytest.mark.parametrize(("value", "month"), [("2026-07", "Jul"), ("2026-07-10", "Jul"), ("2026-Q3", ""), ("2026", "")])
def test_a_month_has_three_letters(value: str, month: str) -> None:
    assert month_name(value) == month


@pytest.mark.parametrize(
    ("edition_id", "said"),
    [
        ("2026-W28", "Week 28 of 2026"),
        ("2027-W01", "Week 1 of 2027"),
        ("special", "special"),
        ("2026-W280", "2026-W280"),
    ],
)
def test_an_edition_is_called_by_its_week(edition_id: str, said: str) -> None:
    assert week(edition_id) == said


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_every_day_can_be_said_and_told_apart(day: date) -> None:
    said = long_day(day.isoformat())
    assert said.split()[0] == str(day.day)
    assert said.split()[2] == str(day.year)
    assert said != long_day((day + timedelta(days=1)).isoformat() if day < date.max else "2026-01-01")
    assert as_day(day.isoformat()) == day


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20))
def test_no_text_breaks_the_filters(text: str) -> None:
    for said in (long_day(text), short_day(text), week(text), window(text, text), month_name(text)):
        assert isinstance(said, str)


def test_the_locale_changes_nothing() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, "")
        assert short_day("2026-03-02") == "Mon 2 Mar"
    finally:
        locale.setlocale(locale.LC_TIME, before)
