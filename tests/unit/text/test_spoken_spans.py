"""Months, quarters and years in running English, with their edges, and what holds for every text."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.spoken_dates import Tense, find_dates, find_places
from tests.unit.text.test_spoken_dates import WEDNESDAY, found


@pytest.mark.parametrize(
    ("text", "words", "value", "precision"),
    [
        ("in July 2026", "July 2026", "2026-07", "month"),
        ("in July of 2026", "July of 2026", "2026-07", "month"),
        ("since May 2025", "May 2025", "2025-05", "month"),
        ("in march 2027", None, None, None),
        ("by March, 2027", "March, 2027", "2027-03", "month"),
        ("in Q4 2026", "Q4 2026", "2026-Q4", "quarter"),
        ("in Q1 of 2027", "Q1 of 2027", "2027-Q1", "quarter"),
        ("in the third quarter of 2026", "third quarter of 2026", "2026-Q3", "quarter"),
        ("in the first quarter 2027", "first quarter 2027", "2027-Q1", "quarter"),
        ("in 2027", "in 2027", "2027", "year"),
        ("by the end of 2026", "the end of 2026", "2026", "year"),
        ("by end of 2026", "end of 2026", "2026", "year"),
        ("the year 2026", None, None, None),
        ("until 2027", None, None, None),
        ("in 20277 places", None, None, None),
    ],
)
@pytest.mark.parametrize("published_on", [WEDNESDAY, None])
def test_a_span_with_its_year_is_known_whenever_it_was_published(
    text: str, words: str | None, value: str | None, precision: str | None, published_on: date | None
) -> None:
    expected = [(words, value, precision)] if words else []
    assert found(text, published_on) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("this month", "2026-07"),
        ("later this month", "2026-07"),
        ("earlier this month", "2026-07"),
        ("last month", "2026-06"),
        ("next month", "2026-08"),
        ("this quarter", "2026-Q3"),
        ("last quarter", "2026-Q2"),
        ("Next Quarter", "2026-Q4"),
        ("this year", "2026"),
        ("later this year", "2026"),
        ("last year", "2025"),
        ("next year", "2027"),
    ],
)
@pytest.mark.parametrize("tense", ["past", "future", "open"])
def test_spans_count_from_the_day_of_publication(text: str, value: str, tense: Tense) -> None:
    assert [(words, date_) for words, date_, _ in found(f"It holds {text}.", tense=tense)] == [(text, value)]


@pytest.mark.parametrize(
    ("text", "published_on", "value"),
    [
        ("last month", date(2027, 1, 5), "2026-12"),
        ("next month", date(2026, 12, 31), "2027-01"),
        ("last quarter", date(2027, 2, 1), "2026-Q4"),
        ("next quarter", date(2026, 10, 1), "2027-Q1"),
        ("last year", date(2027, 1, 1), "2026"),
        ("the end of next quarter", date(2026, 12, 31), "2027-Q1"),
        ("the first day of next quarter", date(2026, 12, 31), "2027-01-01"),
        ("the first day of the next month", date(2026, 12, 31), "2027-01-01"),
    ],
)
def test_spans_cross_the_end_of_a_year(text: str, published_on: date, value: str) -> None:
    assert [date_ for _, date_, _ in found(text, published_on)] == [value]


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("the end of the year", "2026", "year"),
        ("the start of the year", "2026", "year"),
        ("the end of this year", "2026", "year"),
        ("the beginning of next year", "2027", "year"),
        ("the end of this month", "2026-07", "month"),
        ("the end of next month", "2026-08", "month"),
        ("the start of the next month", "2026-08", "month"),
        ("the end of this quarter", "2026-Q3", "quarter"),
        ("the first day of next month", "2026-08-01", "day"),
        ("The First Day of next month", "2026-08-01", "day"),
        ("the first day of the next quarter", "2026-10-01", "day"),
        ("the first day of next year", "2027-01-01", "day"),
        ("the first day of this quarter", "2026-07-01", "day"),
    ],
)
def test_an_edge_is_no_more_than_its_span_but_for_a_first_day(text: str, value: str, precision: str) -> None:
    assert found(f"by {text}") == [(text, value, precision)]


@pytest.mark.parametrize(
    "text",
    ["the end of the month", "the start of the quarter", "the first day of the month", "the first day of the year"],
)
def test_an_edge_that_may_be_this_one_or_the_next_is_left_open(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "tense", "value"),
    [
        ("in July", "past", "2026-07"),
        ("in July", "future", "2026-07"),
        ("in July", "open", "2026-07"),
        ("in June", "past", "2026-06"),
        ("in June", "future", "2027-06"),
        ("in June", "open", "2026-06"),
        ("in August", "past", "2025-08"),
        ("in August", "future", "2026-08"),
        ("in August", "open", "2026-08"),
        ("in January", "open", None),
        ("in January", "past", "2026-01"),
        ("in January", "future", "2027-01"),
        ("in December", "past", "2025-12"),
        ("in December", "future", "2026-12"),
        ("last June", "open", "2026-06"),
        ("last July", "open", "2025-07"),
        ("last July", "future", "2025-07"),
        ("last August", "open", "2025-08"),
        ("next June", "open", "2027-06"),
        ("next July", "past", "2027-07"),
        ("next August", "open", "2026-08"),
        ("this June", "open", "2026-06"),
        ("this June", "future", "2026-06"),
        ("this July", "future", "2026-07"),
        ("this July", "past", "2026-07"),
        ("this August", "past", "2026-08"),
        ("mid-September", "open", "2026-09"),
        ("early April", "open", "2026-04"),
    ],
)
def test_a_month_without_a_year_is_told_by_the_tense_or_by_nearness(text: str, tense: Tense, value: str | None) -> None:
    assert [date_ for _, date_, _ in found(text, tense=tense)] == ([value] if value else [])


@pytest.mark.parametrize(
    ("text", "published_on", "tense", "value"),
    [
        ("in January", date(2026, 12, 20), "open", "2027-01"),
        ("in December", date(2027, 1, 5), "open", "2026-12"),
        ("this January", date(2026, 12, 20), "open", "2027-01"),
        ("this January", date(2026, 12, 20), "future", "2027-01"),
        ("this December", date(2026, 1, 5), "future", "2026-12"),
        ("last December", date(2027, 1, 5), "open", "2026-12"),
        ("next January", date(2026, 12, 20), "open", "2027-01"),
    ],
)
def test_months_cross_the_end_of_a_year(text: str, published_on: date, tense: Tense, value: str) -> None:
    assert [date_ for _, date_, _ in found(text, published_on, tense)] == [value]


@pytest.mark.parametrize(
    ("text", "published_on", "value"),
    [
        ("Q3", WEDNESDAY, "2026-Q3"),
        ("Q4", WEDNESDAY, "2026-Q4"),
        ("Q2", WEDNESDAY, None),
        ("Q1", date(2026, 1, 1), "2026-Q1"),
        ("Q4", date(2026, 12, 31), "2026-Q4"),
        ("Q1", date(2026, 12, 31), None),
        ("Q5", WEDNESDAY, None),
        ("the third quarter", WEDNESDAY, None),
    ],
)
def test_a_quarter_without_a_year_is_this_year_s_unless_it_is_over(
    text: str, published_on: date, value: str | None
) -> None:
    assert [date_ for _, date_, _ in found(f"It comes in {text}.", published_on)] == ([value] if value else [])


@pytest.mark.parametrize(
    "text",
    [
        "Staff may use it.",
        "May be it ends.",
        "Theresa May said so.",
        "they march on",
        "an august body",
        "it may 10 times",
        "on 12 may be",
        "the 10 march past",
    ],
)
def test_a_month_is_not_found_in_a_word_that_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in May", "2026-05"),
        ("In May it ended.", "2026-05"),
        ("since May", "2026-05"),
        ("late May", "2026-05"),
        ("mid-May", "2026-05"),
        ("last May", "2026-05"),
        ("on May 5", "2026-05-05"),
        ("on 5 May", "2026-05-05"),
        ("May 2026", "2026-05"),
        ("in March", "2026-03"),
        ("in August", "2026-08"),
        ("on Mar. 3", "2026-03-03"),
    ],
)
def test_a_month_that_is_also_a_word_is_known_by_its_capital_and_its_place(text: str, value: str) -> None:
    assert [date_ for _, date_, _ in found(text)] == [value]


PIECES = st.lists(
    st.sampled_from(
        [
            "July",
            "may",
            "May",
            "Sept.",
            "10",
            "10th",
            "2026",
            "2026-07-10",
            "09/07/2026",
            "31",
            "February",
            "Friday",
            "next",
            "last",
            "this",
            "coming",
            "past",
            "today",
            "two",
            "days",
            "ago",
            "from now",
            "Q3",
            "quarter",
            "third",
            "the",
            "end",
            "of",
            "year",
            "month",
            "first day",
            "in",
            "later",
            ",",
            "9999",
            "000",
            "ſunday",
            "-",
            ".",
        ]
    ),
    max_size=10,
).map(" ".join)
TENSES = st.sampled_from(["past", "future", "open"])
DAYS = st.dates(min_value=date(1993, 1, 1), max_value=date(2099, 12, 31))


@given(PIECES | st.text(max_size=60), DAYS | st.none(), TENSES)
@settings(max_examples=60, deadline=None)
def test_every_found_date_stands_in_the_text_in_order_and_apart(
    text: str, published_on: date | None, tense: Tense
) -> None:
    dates = find_dates(text, published_on, tense)
    behind = 0
    for item in dates:
        assert behind <= item.start < item.end
        assert text[item.start : item.end] == item.text
        behind = item.end
    assert find_dates(text, published_on, tense) == dates


@given(PIECES | st.text(max_size=60), TENSES)
@settings(max_examples=60, deadline=None)
def test_no_date_without_a_year_is_found_where_no_day_of_publication_is_known(text: str, tense: Tense) -> None:
    for item in find_dates(text, None, tense):
        assert item.has_year
        assert item.date.value[:4] in item.text


@given(PIECES, DAYS, TENSES)
@settings(max_examples=60, deadline=None)
def test_every_value_is_a_date_of_its_precision(text: str, published_on: date, tense: Tense) -> None:
    for item in find_dates(text, published_on, tense):
        length = {"day": 10, "month": 7, "quarter": 7, "year": 4}[item.date.precision]
        assert len(item.date.value) == length
        if item.date.precision == "day":
            date.fromisoformat(item.date.value)


@given(DAYS, TENSES, st.integers(-150, 150))
@settings(max_examples=60, deadline=None)
def test_a_day_that_is_near_is_found_again_without_its_year(published_on: date, tense: Tense, distance: int) -> None:
    day = published_on + timedelta(days=distance)
    values = [item.date.value for item in find_dates(f"on {day.day} {day:%B}", published_on, tense)]
    assert values == [day.isoformat()]


@given(PIECES | st.text(max_size=60), DAYS | st.none(), TENSES)
@settings(max_examples=60, deadline=None)
def test_places_read_one_by_one_are_the_dates(text: str, published_on: date | None, tense: Tense) -> None:
    places = find_places(text)
    assert all(text[place.start : place.end] == place.text for place in places)
    read = [place.read(published_on, tense) for place in places]
    assert [known for known in read if known is not None] == find_dates(text, published_on, tense)


def test_a_place_is_found_before_it_is_known_what_day_it_is() -> None:
    (place,) = find_places("It starts on Friday.")
    assert (place.start, place.end, place.text, place.form) == (13, 19, "Friday", "weekday")
    assert place.read(None) is None
    assert place.read(WEDNESDAY) is None
    found_past, found_future = place.read(WEDNESDAY, "past"), place.read(WEDNESDAY, "future")
    assert found_past is not None
    assert found_future is not None
    assert (found_past.date.value, found_future.date.value) == ("2026-07-03", "2026-07-10")
