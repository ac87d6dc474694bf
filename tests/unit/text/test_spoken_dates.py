"""Dates in running English: each form, what it means on a day of publication, and what is left open."""

from datetime import date

import pytest

from pipeline.text.spoken_dates import Tense, find_dates

WEDNESDAY = date(2026, 7, 8)


def found(text: str, published_on: date | None = WEDNESDAY, tense: Tense = "open") -> list[tuple[str, str, str]]:
    return [(item.text, item.date.value, item.date.precision) for item in find_dates(text, published_on, tense)]


def one(text: str, published_on: date | None = WEDNESDAY, tense: Tense = "open") -> str | None:
    """The only date of a text, or None; more than one is a mistake of the test."""
    values = [value for _, value, _ in found(text, published_on, tense)]
    assert len(values) <= 1, values
    return values[0] if values else None


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("It starts on 2026-07-10.", "2026-07-10", "2026-07-10"),
        ("It starts on July 10, 2026.", "July 10, 2026", "2026-07-10"),
        ("It starts on July 10 2026.", "July 10 2026", "2026-07-10"),
        ("It starts on JULY 10, 2026.", "JULY 10, 2026", "2026-07-10"),
        ("It starts on Jul. 10, 2026.", "Jul. 10, 2026", "2026-07-10"),
        ("It starts on Sept 5, 2026.", "Sept 5, 2026", "2026-09-05"),
        ("It starts on August 1st, 2026.", "August 1st, 2026", "2026-08-01"),
        ("It starts on August 2nd, 2026.", "August 2nd, 2026", "2026-08-02"),
        ("It starts on August 3rd, 2026.", "August 3rd, 2026", "2026-08-03"),
        ("It starts on 10 July 2026.", "10 July 2026", "2026-07-10"),
        ("It starts on 10 Jul 2026.", "10 Jul 2026", "2026-07-10"),
        ("It starts on 10 July, 2026.", "10 July, 2026", "2026-07-10"),
        ("It starts on 1 January 2027.", "1 January 2027", "2027-01-01"),
        ("It starts on the 10th of July 2026.", "the 10th of July 2026", "2026-07-10"),
        ("It starts on Friday, July 10, 2026.", "Friday, July 10, 2026", "2026-07-10"),
        ("It starts on Friday 10 July 2026.", "Friday 10 July 2026", "2026-07-10"),
        ("It starts on Friday morning, July 10, 2026.", "Friday morning, July 10, 2026", "2026-07-10"),
        ("It began on May 5, 1999.", "May 5, 1999", "1999-05-05"),
        ("It starts on 13/07/2026.", "13/07/2026", "2026-07-13"),
        ("It starts on 07/13/2026.", "07/13/2026", "2026-07-13"),
        ("It starts on 7/7/2026.", "7/7/2026", "2026-07-07"),
        ("It starts on Feb. 29, 2028.", "Feb. 29, 2028", "2028-02-29"),
    ],
)
@pytest.mark.parametrize("published_on", [WEDNESDAY, None])
def test_a_full_date_is_known_whenever_it_was_published(
    text: str, words: str, day: str, published_on: date | None
) -> None:
    assert found(text, published_on) == [(words, day, "day")]


@pytest.mark.parametrize(
    "text",
    [
        "on 09/07/2026",
        "on 1/12/2026",
        "on 31/31/2026",
        "on 30/02/2026",
        "on 7/10/26",
        "on 2026/07/10",
        "on 2026-02-30",
        "on Feb. 29, 2026",
        "on June 31, 2026",
        "on July 0, 2026",
        "from version 1/2/2026/3",
    ],
)
def test_a_date_with_two_readings_or_none_is_left_open(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on July 10", "2026-07-10"),
        ("on July 4th", "2026-07-04"),
        ("on 10 July", "2026-07-10"),
        ("on Friday, July 10", "2026-07-10"),
        ("by Sept. 30", "2026-09-30"),
        ("on Nov. 30", "2026-11-30"),
        ("on April 1", "2026-04-01"),
        ("on Feb. 15", "2026-02-15"),
        ("from 1 to 5 August", "2026-08-05"),
    ],
)
@pytest.mark.parametrize("tense", ["past", "future", "open"])
def test_a_near_day_without_a_year_is_the_nearest_one_whatever_the_tense(text: str, day: str, tense: Tense) -> None:
    assert one(text, tense=tense) == day


@pytest.mark.parametrize(
    ("text", "published_on", "tense", "day"),
    [
        ("on January 5", date(2026, 12, 20), "open", "2027-01-05"),
        ("on January 5", date(2026, 12, 20), "future", "2027-01-05"),
        ("on December 20", date(2027, 1, 5), "open", "2026-12-20"),
        ("on December 20", date(2027, 1, 5), "past", "2026-12-20"),
        ("on December 31", date(2026, 12, 31), "open", "2026-12-31"),
        ("on January 1", date(2026, 12, 31), "open", "2027-01-01"),
        ("on January 5", WEDNESDAY, "past", "2026-01-05"),
        ("on January 5", WEDNESDAY, "future", "2027-01-05"),
        ("on January 5", WEDNESDAY, "open", None),
        ("on December 20", WEDNESDAY, "future", "2026-12-20"),
        ("on December 20", WEDNESDAY, "past", None),
        ("on December 20", WEDNESDAY, "open", None),
    ],
)
def test_half_a_year_away_the_tense_decides_or_nothing_does(
    text: str, published_on: date, tense: Tense, day: str | None
) -> None:
    assert one(text, published_on, tense) == day


@pytest.mark.parametrize(
    ("published_on", "day"),
    [
        (date(2028, 2, 20), "2028-02-29"),
        (date(2028, 3, 5), "2028-02-29"),
        (date(2026, 2, 20), None),
        (date(2027, 12, 20), "2028-02-29"),
    ],
)
def test_a_leap_day_without_a_year_needs_a_leap_year(published_on: date, day: str | None) -> None:
    assert one("on February 29", published_on) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-07-08"),
        ("Tonight", "2026-07-08"),
        ("yesterday", "2026-07-07"),
        ("TOMORROW", "2026-07-09"),
        ("a day ago", "2026-07-07"),
        ("two days ago", "2026-07-06"),
        ("10 days ago", "2026-06-28"),
        ("100 days ago", "2026-03-30"),
        ("three days from now", "2026-07-11"),
        ("3 Days From Now", "2026-07-11"),
        ("Ten DAYS AGO", "2026-06-28"),
        ("30 days from now", "2026-08-07"),
    ],
)
def test_days_are_counted_from_the_day_of_publication(text: str, day: str) -> None:
    assert found(f"It was said {text}.") == [(text, day, "day")]


@pytest.mark.parametrize(
    "text",
    [
        "two weeks ago",
        "Two Weeks ago",
        "a week from now",
        "seven months ago",
        "1000 days ago",
        "2,500 days ago",
        "1.5 days ago",
        "10000000000 days ago",
        "twenty-one days ago",
        "some days ago",
    ],
)
def test_no_day_is_made_of_a_count_that_names_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "tense", "day"),
    [
        ("on Friday", "past", "2026-07-03"),
        ("on Friday", "future", "2026-07-10"),
        ("on Friday", "open", None),
        ("on Wednesday", "past", "2026-07-08"),
        ("on Wednesday", "future", "2026-07-08"),
        ("on Wednesday", "open", "2026-07-08"),
        ("on Thursday", "past", "2026-07-02"),
        ("on Thursday", "future", "2026-07-09"),
        ("on TUESDAY", "past", "2026-07-07"),
        ("this Friday", "future", "2026-07-10"),
        ("this Friday", "past", "2026-07-03"),
        ("this Friday", "open", None),
        ("this coming Friday", "open", "2026-07-10"),
        ("this past Friday", "open", "2026-07-03"),
        ("this past Wednesday", "open", "2026-07-01"),
        ("last Friday", "open", "2026-07-03"),
        ("last Friday", "future", "2026-07-03"),
        ("last Wednesday", "open", "2026-07-01"),
        ("last Tuesday", "past", "2026-07-07"),
    ],
)
def test_the_tense_tells_which_weekday_is_meant(text: str, tense: Tense, day: str | None) -> None:
    assert one(text, tense=tense) == day


@pytest.mark.parametrize(
    ("published_on", "day"),
    [
        (date(2026, 7, 6), None),  # said on a Monday it may be this week's or next week's
        (date(2026, 7, 8), None),
        (date(2026, 7, 9), None),
        (date(2026, 7, 10), "2026-07-17"),
        (date(2026, 7, 11), "2026-07-17"),
        (date(2026, 7, 12), "2026-07-17"),
        (date(2026, 12, 26), "2027-01-01"),
    ],
)
@pytest.mark.parametrize("tense", ["past", "future", "open"])
def test_next_friday_is_known_only_when_this_week_has_none_left(
    published_on: date, day: str | None, tense: Tense
) -> None:
    assert one("next Friday", published_on, tense) == day


@pytest.mark.parametrize(
    ("weekday", "day"),
    [
        ("Monday", "2026-07-06"),
        ("Tuesday", "2026-07-07"),
        ("Wednesday", "2026-07-08"),
        ("Thursday", "2026-07-02"),
        ("Friday", "2026-07-03"),
        ("Saturday", "2026-07-04"),
        ("Sunday", "2026-07-05"),
    ],
)
def test_every_weekday_has_a_name(weekday: str, day: str) -> None:
    assert one(f"It said so on {weekday}.", tense="past") == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ban of July 10 and the lift of August 1", ["July 10", "August 1"]),
        ("First today, then tomorrow", ["today", "tomorrow"]),
        ("July 10-12", ["July 10"]),
        ("on Friday, July 10, in Q4", ["Friday, July 10", "Q4"]),
        ("5 March 2025 and 6 April 2026", ["5 March 2025", "6 April 2026"]),
        ("BEIJING, July 6 (Harbour Post)", ["July 6"]),  # whether this is a dateline is not asked here
    ],
)
def test_all_dates_are_found_in_their_order_and_none_inside_another(text: str, words: list[str]) -> None:
    assert [item for item, _, _ in found(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date at all",
        "July 10 per cent",
        "July 10%",
        "July 10.5 points",
        "July 10:30",
        "version 5.6",
        "Mondays",
        "on ſunday",
        "on frıday",
        "on ٣/٠٧/2026",
        "the following day",
    ],
)
def test_what_names_no_day_is_not_taken_for_one(text: str) -> None:
    assert found(text, tense="past") == []


@pytest.mark.parametrize(
    "text",
    [
        "July 10",
        "10 July",
        "today",
        "yesterday",
        "two days ago",
        "on Friday",
        "last Friday",
        "in July",
        "this July",
        "Q3",
        "this month",
        "next year",
        "the end of the year",
        "the first day of next month",
        "later this quarter",
    ],
)
@pytest.mark.parametrize("tense", ["past", "future", "open"])
def test_without_a_day_of_publication_nothing_relative_is_known(text: str, tense: Tense) -> None:
    assert found(text, None, tense) == []


def test_only_a_date_with_its_year_says_so() -> None:
    dates = find_dates("On July 10, on August 1, 2026, in 2027, in Q4 and tomorrow", WEDNESDAY)
    assert [(item.text, item.has_year) for item in dates] == [
        ("July 10", False),
        ("August 1, 2026", True),
        ("in 2027", True),
        ("Q4", False),
        ("tomorrow", False),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("as of Monday week", "2026-07-20"),
        ("from Friday week", "2026-07-17"),
        ("from Wednesday week", "2026-07-22"),
        ("next Monday week", None),
    ],
)
def test_a_weekday_and_week_is_the_one_after_the_coming_one(text: str, day: str | None) -> None:
    assert one(text) == day
    assert one(text, None) is None


@pytest.mark.parametrize("text", ["in early 2024", "in late 2024", "in mid-2024", "the spring of 2024", "winter 2024"])
@pytest.mark.parametrize("published_on", [WEDNESDAY, None])
def test_a_part_of_a_year_is_known_as_the_year(text: str, published_on: date | None) -> None:
    assert [(value, precision) for _, value, precision in found(text, published_on)] == [("2024", "year")]
