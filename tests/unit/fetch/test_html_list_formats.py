"""Days in short texts, by the forms that a source names and by the usual ones, in no locale but English."""

import locale
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.html_list.formats import day_in
from pipeline.text.days import MONTHS, WEEKDAYS

NOW = datetime(2099, 1, 1, tzinfo=UTC)
DAY = date(2026, 7, 9)


def read(text: str, *formats: str) -> date | None:
    found = day_in(text, formats, NOW)
    return found.published.published_on if found.published else None


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%b %d, %Y", "Jul 9, 2026"),
        ("%b %d, %Y", "July 9, 2026"),
        ("%B %d, %Y", "JUL. 09, 2026"),
        ("%d %B %Y", "Published on 9 July 2026 in London"),
        ("%d.%m.%Y", "09.07.2026"),
        ("%d/%m/%Y", "9/7/2026"),
        ("%m/%d/%Y", "7/9/2026"),
        ("%m/%d/%y", "07/09/26"),
        ("%Y%m%d", "20260709"),
        ("%-d. %b %Y", "9. Jul 2026"),
        ("%e %h %Y", "9 Jul 2026"),
        ("%A, %d %B %Y", "Thursday, 9 July 2026"),
        ("%a %d %b %Y", "thu 9 jul 2026"),
        ("%Y-%m-%dT%H:%M:%S%z", "2026-07-09T10:00:00+0200"),
        ("%d %b %Y %I:%M %p %Z", "9 Jul 2026 10:00 a.m. CEST"),
        ("%d  %b\t%Y", "9 Jul 2026"),
        ("100%% %d %b %Y", "100% 9 Jul 2026"),
        ("%Y年%m月%d日", "2026年7月9日"),
    ],
)
def test_a_day_is_read_by_its_form(form: str, text: str) -> None:
    assert read(text, form) == DAY


@pytest.mark.parametrize(
    "form", ["%b %d", "%B %Y", "%Y", "%j %Y", "%G-W%V-%u", "%d %m %y %Y", "%d %d %m %Y", "x", "", "%"]
)
def test_a_form_that_leaves_a_part_open_reads_nothing(form: str) -> None:
    assert read("9 9 7 26 2026 x", form) is None


@pytest.mark.parametrize("text", ["Sept 9, 2025", "Sept. 9, 2025", "Sep 9, 2025", "September 9, 2025"])
def test_a_month_may_be_shortened_as_people_do(text: str) -> None:
    assert read(text, "%b %d, %Y") == date(2025, 9, 9)


@pytest.mark.parametrize("text", ["31/02/2026", "0/0/2026", "19/7/20266", "x9/7/2026"])
def test_what_is_no_day_is_not_read_by_a_form(text: str) -> None:
    assert read(text, "%d/%m/%Y") is None


def test_the_first_form_that_reads_counts() -> None:
    assert read("07/09/2026", "%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y") == DAY


@pytest.mark.parametrize(
    "text", ["9 July 2026", "Jul 9, 2026", "Posted Jul 9, 2026 by Ann", "2026-07-09", "9 juillet 2026"]
)
def test_usual_forms_need_no_format(text: str) -> None:
    assert read(text) == DAY


@pytest.mark.parametrize(
    "text", ["9 July", "July 2026", "7/9/2026", "9 July 2026 and 3 July 2026", "Monday", "12345", ""]
)
def test_what_leaves_the_day_open_is_unknown(text: str) -> None:
    assert read(text) is None


def test_the_reason_is_told() -> None:
    now = datetime(2026, 7, 10, tzinfo=UTC)
    assert day_in("9 July 2027", (), now).flag == "future-date"
    assert day_in("next 9/7/2027", ("%d/%m/%Y",), now).flag == "future-date"
    assert day_in("some words", (), now).flag == "unread-date"
    assert day_in("", (), now).flag == ""


def test_the_locale_of_the_machine_does_not_matter() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert read("9 July 2026", "%d %B %Y") == DAY
    finally:
        locale.setlocale(locale.LC_TIME, before)


@given(day=st.dates(min_value=date(1993, 1, 1), max_value=date(2098, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_what_was_written_by_a_form_is_read_by_it(day: date) -> None:
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    assert read(f"{weekday} {day.day} {month} {day.year}", "%A %d %B %Y") == day
    assert read(f"({month[:3]}. {day.day:02}, {day.year})", "%b %d, %Y") == day


@given(form=st.text(alphabet="%dmYybB-. /x\\(["), text=st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_form_and_no_text_breaks_it(form: str, text: str) -> None:
    found = day_in(text, (form,), NOW)
    assert found.published is None or not found.flag
