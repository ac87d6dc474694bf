"""Dates of publication are read with certainty or not at all."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.source import Published
from pipeline.text.dates import from_path, iso_time, published

DAY = Published(text="2026-07-06", published_on=date(2026, 7, 6))


def at(hour: int, minute: int = 0, second: int = 0, day: int = 6) -> datetime:
    return datetime(2026, 7, day, hour, minute, second, tzinfo=UTC)


def test_a_day_is_a_day() -> None:
    assert published("2026-07-06") == DAY


@pytest.mark.parametrize(
    "raw",
    [
        "  2026-07-06 \n",
        "2026-07-06\u200b",
        "2026-07-06T09:00:00",
        "2026-07-06 09:00",
        "2026-07-06T09:00:00.123",
        "Mon, 06 Jul 2026 09:00:00",
        "Mon, 06 Jul 2026 09:00:00 CEST",
        "Mon, 06 Jul 2026 09:00:00 AEST",
        "Mon, 06 Jul 2026 09:00:00 BST",
        "Mon, 06 Jul 2026 9:00 PM GMT",
        "Mon, 06 Jul 2026 09:00:00 GMT+08:00",
        "6 July 2026 09:00 A",
    ],
)
def test_a_time_without_a_known_zone_is_only_sure_as_a_day(raw: str) -> None:
    assert published(raw) == DAY


@pytest.mark.parametrize(
    ("raw", "text", "moment"),
    [
        ("2026-07-06T09:00:00Z", "2026-07-06T09:00:00+00:00", at(9)),
        ("2026-07-06t09:00:00z", "2026-07-06T09:00:00+00:00", at(9)),
        ("2026-07-06 09:00 UTC", "2026-07-06T09:00:00+00:00", at(9)),
        ("2026-07-06 09:00:05 gmt", "2026-07-06T09:00:05+00:00", at(9, 0, 5)),
        ("2026-07-06T09:00:00.999Z", "2026-07-06T09:00:00+00:00", at(9)),
        ("2026-07-06T09:00:00,5+00:00", "2026-07-06T09:00:00+00:00", at(9)),
        ("2026-07-06T09:00:00+08:00", "2026-07-06T09:00:00+08:00", at(1)),
        ("2026-07-06T09:00:00+0800", "2026-07-06T09:00:00+08:00", at(1)),
        ("2026-07-06 09:00 +05:30", "2026-07-06T09:00:00+05:30", at(3, 30)),
        ("2026-07-06T03:00:00+08:00", "2026-07-06T03:00:00+08:00", at(19, day=5)),
        ("2026-07-06T22:00:00-07:00", "2026-07-06T22:00:00-07:00", at(5, day=7)),
    ],
)
def test_an_iso_time_keeps_its_zone_and_its_day(raw: str, text: str, moment: datetime) -> None:
    assert published(raw) == Published(text=text, published_on=date(2026, 7, 6), published_at=moment)


@pytest.mark.parametrize(
    ("raw", "text", "moment"),
    [
        ("Mon, 06 Jul 2026 09:00:00 GMT", "2026-07-06T09:00:00+00:00", at(9)),
        ("Mon, 06 Jul 2026 09:00:00 UT", "2026-07-06T09:00:00+00:00", at(9)),
        ("Mon, 06 Jul 2026 09:00:00 Z", "2026-07-06T09:00:00+00:00", at(9)),
        ("Mon, 06 Jul 2026 09:00:00 -0000", "2026-07-06T09:00:00+00:00", at(9)),
        ("Mon, 06 Jul 2026 09:00:00 +0000", "2026-07-06T09:00:00+00:00", at(9)),
        ("06 Jul 2026 09:00 +0200", "2026-07-06T09:00:00+02:00", at(7)),
        ("Mon, 6 Jul 26 09:00:00 +0200", "2026-07-06T09:00:00+02:00", at(7)),
        ("Monday, 06-Jul-26 09:00:00 GMT", "2026-07-06T09:00:00+00:00", at(9)),
        ("Mon, 06 Jul 2026 09:00:00 EST", "2026-07-06T09:00:00-05:00", at(14)),
        ("Mon, 06 Jul 2026 09:00:00 EDT", "2026-07-06T09:00:00-04:00", at(13)),
        ("Mon, 06 Jul 2026 09:00:00 CST", "2026-07-06T09:00:00-06:00", at(15)),
        ("Mon, 06 Jul 2026 09:00:00 MDT", "2026-07-06T09:00:00-06:00", at(15)),
        ("Mon, 06 Jul 2026 09:00:00 PDT", "2026-07-06T09:00:00-07:00", at(16)),
        ("Mon, 06 Jul 2026 17:00:00 +0800 (CST)", "2026-07-06T17:00:00+08:00", at(9)),
        ("Mon, 06 Jul 2026 17:00:00 GMT+0800", "2026-07-06T17:00:00+08:00", at(9)),
        ("Mon, 06 Jul 2026 17:00:00 UTC +0800", "2026-07-06T17:00:00+08:00", at(9)),
        ("Mon Jul 06 2026 17:00:00 GMT+0800 (China Standard Time)", "2026-07-06T17:00:00+08:00", at(9)),
        ("Mon Jul 06 2026 22:00:00 GMT-0700 (Pacific Daylight Time)", "2026-07-06T22:00:00-07:00", at(5, day=7)),
    ],
)
def test_a_mail_time_keeps_its_zone_and_its_day(raw: str, text: str, moment: datetime) -> None:
    assert published(raw) == Published(text=text, published_on=date(2026, 7, 6), published_at=moment)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "   ",
        "yesterday",
        "July 6, 2026",
        "06/07/2026",
        "06.07.2026 09:00",
        "2026",
        "2026-07",
        "20260706",
        "2026-7-6",
        "2026-W28-1",
        "1783328400",
        "٢٠٢٦-٠٧-٠٦",
        "GMT",
        "+0800",
        "09:00 GMT",
        "2026-07-06T",
        "2026-07-06T09",
        "Updated 2026-07-06",
        "2026-07-06 and more",
        "Mo., 06 Juli 2026 09:00:00 +0200",
    ],
)
def test_what_is_no_date_is_unknown(raw: str | None) -> None:
    assert published(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        "2026-02-29",
        "2026-02-30T09:00:00Z",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-07-00",
        "2026-02-30 09:00",
        "2026-07-06T24:00:00Z",
        "2026-07-06T25:00:00Z",
        "2026-07-06T09:60:00Z",
        "2026-07-06T09:00:61Z",
        "2026-07-06T09:00:00+24:00",
        "2026-07-06T09:00:00+99:99",
        "Mon, 31 Feb 2026 09:00:00 GMT",
        "Mon, 06 Jul 2026 25:00:00 GMT",
        "Mon, 06 Jul 2026 09:00:00 +9900",
    ],
)
def test_days_and_times_that_do_not_exist_are_unknown(raw: str) -> None:
    assert published(raw) is None


def test_a_leap_day_exists_in_a_leap_year() -> None:
    assert published("2028-02-29") == Published(text="2028-02-29", published_on=date(2028, 2, 29))


@pytest.mark.parametrize(
    "raw",
    [
        "0000-00-00",
        "0000-01-01",
        "0001-01-01T00:00:00+14:00",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1992-12-31",
        "Mon, 6 Jul 126 09:00:00 GMT",
        "2100-01-01",
        "9999-12-31T23:59:59-12:00",
        "Mon, 06 Jul 99999999999999999999 09:00:00 GMT",
        "Mon, 06 Jul 2026 09:00:00 +99999999999999999999",
    ],
)
def test_what_lies_before_the_web_or_beyond_all_counting_is_unknown(raw: str) -> None:
    assert published(raw) is None


@pytest.mark.parametrize("raw", ["1993-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_are_known(raw: str) -> None:
    assert published(raw) == Published(text=raw, published_on=date.fromisoformat(raw))


@pytest.mark.parametrize(
    ("raw", "believed"),
    [
        ("2026-07-06", True),
        ("2026-07-07", True),
        ("2026-07-08", False),
        ("2027-01-01", False),
        ("2026-07-07T23:59:00+00:00", True),
        ("2026-07-08T06:00:00+14:00", False),
        ("Wed, 08 Jul 2026 00:00:00 GMT", False),
    ],
)
def test_a_date_more_than_a_day_behind_the_fetching_is_not_believed(raw: str, *, believed: bool) -> None:
    assert (published(raw, not_after=at(12)) is not None) is believed


def test_without_a_time_of_fetching_the_future_is_believed() -> None:
    assert published("2027-01-01") is not None


MOMENTS = st.datetimes(
    min_value=datetime(1993, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2099, 12, 30),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
).map(lambda moment: moment.replace(microsecond=0))


@given(MOMENTS)
@settings(max_examples=60, deadline=None)
def test_every_time_is_read_back_from_both_ways_of_writing_it(moment: datetime) -> None:
    expected = Published(text=moment.isoformat(), published_on=moment.date(), published_at=moment.astimezone(UTC))
    assert published(moment.isoformat()) == expected
    mail = f"{moment.day:02} {moment:%b} {moment.year} {moment:%H:%M:%S %z}"
    read = published(mail)
    assert read is not None
    assert (read.published_on, read.published_at) == (expected.published_on, expected.published_at)


@given(st.text(max_size=60) | st.text(alphabet="0123456789-:+TZ ,.GMTJulMon()", max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_reading(raw: str) -> None:
    found = published(raw)
    assert found is None or 1993 <= found.published_on.year <= 2099
    assert found is None or published(found.text) == found


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2026/07/06/title", date(2026, 7, 6)),
        ("https://news.example/blog/2026/7/6/title.html", date(2026, 7, 6)),
        ("https://news.example/2026/07/06/", date(2026, 7, 6)),
        ("https://news.example/2026/07/06", date(2026, 7, 6)),
        ("https://news.example/2026/07/06?page=2", date(2026, 7, 6)),
        ("https://news.example/2026/07/06#top", date(2026, 7, 6)),
    ],
)
def test_a_day_in_a_path_is_found(url: str, day: date) -> None:
    assert from_path(url) == Published(text=day.isoformat(), published_on=day)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/title",
        "https://news.example/2026/07/title",
        "https://news.example/2026/02/30/title",
        "https://news.example/2026/13/01/title",
        "https://news.example/2026/07/0645",
        "https://news.example/1926/07/06/title",
        "https://news.example/12026/07/06/title",
        "https://news.example/title?seen=/2026/07/06/",
        "https://news.example/title#/2026/07/06/",
        "",
    ],
)
def test_no_day_is_found_where_the_path_names_none(url: str) -> None:
    assert from_path(url) is None


def test_a_time_is_written_in_utc_to_the_second() -> None:
    east = timezone(timedelta(hours=8))
    assert iso_time(datetime(2026, 7, 6, 9, 0, 5, 999999, tzinfo=east)) == "2026-07-06T01:00:05Z"
