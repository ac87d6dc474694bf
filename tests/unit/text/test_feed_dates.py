"""Dates as feeds write them are read as a whole and with certainty, or not at all."""

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.feed_dates import _MONTHS, _WEEKDAYS, FeedDate, feed_date

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def text_of(raw: str) -> str | None:
    found = feed_date(raw, now=NOW).published
    return found.text if found else None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Fri, 10 Jul 2026 09:00:00 GMT", "2026-07-10T09:00:00+00:00"),
        ("\n Fri, 10 Jul 2026 09:00:00 GMT \n", "2026-07-10T09:00:00+00:00"),
        ("Fri,10 Jul 2026 09:00:00 -0000", "2026-07-10T09:00:00+00:00"),
        ("Mon, 10 Jul 2026 09:00:00 GMT", "2026-07-10T09:00:00+00:00"),
        ("10 Jul 26 09:00 UT", "2026-07-10T09:00:00+00:00"),
        ("Friday, 10-Jul-26 09:00:00 GMT", "2026-07-10T09:00:00+00:00"),
        ("Fri, 10 Jul 2026 09:00:00 +0000 (UTC)", "2026-07-10T09:00:00+00:00"),
        ("Fri, 10 Jul 2026 24:00:00 GMT", "2026-07-11T00:00:00+00:00"),
        ("Fri, 10 Jul 2026 23:59:60 GMT", "2026-07-10T23:59:59+00:00"),
        ("Fri Jul 10 17:00:00 CEST 2026", "2026-07-10T17:00:00+02:00"),
        ("Fri Jul 10 01:16:00 +0000 2026", "2026-07-10T01:16:00+00:00"),
        ("Fri Jul 10 2026 17:00:00 GMT+0800 (China Standard Time)", "2026-07-10T17:00:00+08:00"),
        ("Fri, 10 Jul 2026 17:00:00 GMT+8", "2026-07-10T17:00:00+08:00"),
        ("Fri, 10 Jul 2026 17:00:00 UTC -05:30", "2026-07-10T17:00:00-05:30"),
        ("Mon, 13 Feb, 2012 06:28:00 UTC", "2012-02-13T06:28:00+00:00"),
    ],
)
def test_dates_of_mails_are_read_with_their_slips(raw: str, text: str) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2026-07-10T09:00:00Z", "2026-07-10T09:00:00+00:00"),
        ("2026-07-10t09:00z", "2026-07-10T09:00:00+00:00"),
        ("2026-07-10T09Z", "2026-07-10T09:00:00+00:00"),
        ("2026-07-10T09:00:00.123Z", "2026-07-10T09:00:00+00:00"),
        ("2026-07-10T09:00:00,5+00:00", "2026-07-10T09:00:00+00:00"),
        ("2026-07-10T17:00:00+0800", "2026-07-10T17:00:00+08:00"),
        ("2026-07-10T17:00:00+08", "2026-07-10T17:00:00+08:00"),
        ("2026-07-08 23:56:58 -00:20", "2026-07-08T23:56:58-00:20"),
        ("2026-07-10 17:00:00 +0800 CST", "2026-07-10T17:00:00+08:00"),
        ("20260710T170000+08", "2026-07-10T17:00:00+08:00"),
        ("20260710T1700Z", "2026-07-10T17:00:00+00:00"),
        ("20260710", "2026-07-10"),
        ("2026-07-10", "2026-07-10"),
        ("2026-7-1", "2026-07-01"),
        ("2026/07/10", "2026-07-10"),
        ("2026.07.10", "2026-07-10"),
        ("2026-07-10Z", "2026-07-10"),
        ("2026-07-10+02:00", "2026-07-10"),
    ],
)
def test_iso_dates_are_read_in_all_spellings(raw: str, text: str) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2026年7月10日", "2026-07-10"),
        ("2026年7月10日（金）９：００", "2026-07-10T09:00:00"),
        ("2026年7月10日 星期五 下午3点30分", "2026-07-10T15:30:00"),
        ("2026年07月10日金曜日 9時05分", "2026-07-10T09:05:00"),
        ("2026. 7. 10. 오전 9:00", "2026-07-10T09:00:00"),
        ("2026. 7. 10. 오후 12:30", "2026-07-10T12:30:00"),
        ("2026년 7월 10일 금요일 오후 9시", "2026-07-10T21:00:00"),
        ("2026-07-10 오후 11:23:17", "2026-07-10T23:23:17"),
        ("10. Juli 2026, 09:00 Uhr", "2026-07-10T09:00:00"),
        ("So, 10 Mai 2026 09:00:00 +0200", "2026-05-10T09:00:00+02:00"),
        ("3. März 2026", "2026-03-03"),
        ("ven., 10 juil. 2026 09:00:00 +0000", "2026-07-10T09:00:00+00:00"),
        ("10 juillet 2026 à 9h05", "2026-07-10T09:05:00"),
        ("le 1er août 2026", "2026-08-01"),
        ("mar., 10 mar. 2026", "2026-03-10"),
        ("vie, 10 jul 2026 09:00:00 -0300", "2026-07-10T09:00:00-03:00"),
        ("10 de julio de 2026 a las 09:00", "2026-07-10T09:00:00"),
        ("10 luglio 2026 alle ore 09:00", "2026-07-10T09:00:00"),
        ("sex, 10 de jul de 2026 09h00", "2026-07-10T09:00:00"),
        ("segunda-feira, 13 de julho de 2026 às 09h00", "2026-07-13T09:00:00"),
        ("vr 10 juli 2026 om 09:00", "2026-07-10T09:00:00"),
        ("den 10. juli 2026 kl. 09.00", "2026-07-10T09:00:00"),
        ("Пт, 10 июл 2026 09:00:00 +0300", "2026-07-10T09:00:00+03:00"),
        ("10 июля 2026 г., 09:00", "2026-07-10T09:00:00"),
    ],
)
def test_dates_are_read_in_the_languages_of_the_sources(raw: str, text: str) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("July 10, 2026 9:00 am", "2026-07-10T09:00:00"),
        ("July 10, 2026 9:00 PM", "2026-07-10T21:00:00"),
        ("Jul 10, 2026, 12:05 a.m.", "2026-07-10T00:05:00"),
        ("July 10, 2026 at 9am ET", "2026-07-10T09:00:00-04:00"),
        ("Jan 10, 2026 at 9 PM ET", "2026-01-10T21:00:00-05:00"),
        ("Fri, 10 Jul 2026 13:00 PM GMT", "2026-07-10T13:00:00+00:00"),
        ("Sept. 4, 2026", "2026-09-04"),
        ("Mar 10, 2026", "2026-03-10"),
        ("4th of July 2026", "2026-07-04"),
        ("10.07.2026 09:00", "2026-07-10T09:00:00"),
        ("10.07.2026", "2026-07-10"),
        ("25/07/2026", "2026-07-25"),
        ("07/25/2026", "2026-07-25"),
        ("07/07/2026", "2026-07-07"),
        ("25-07-2026", "2026-07-25"),
        ("1783674000", "2026-07-10T09:00:00+00:00"),
        ("1783674000.5", "2026-07-10T09:00:00+00:00"),
        ("1783674000000", "2026-07-10T09:00:00+00:00"),
    ],
)
def test_dates_are_read_as_people_and_machines_write_them(raw: str, text: str) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Fri, 10 Jul 2026 09:00 EST", "2026-07-10T09:00:00-05:00"),
        ("Fri, 10 Jul 2026 09:00 JST", "2026-07-10T09:00:00+09:00"),
        ("Fri, 10 Jul 2026 09:00:00 America/Los_Angeles", "2026-07-10T09:00:00-07:00"),
        ("Fri, 09 Jan 2026 09:00:00 America/Los_Angeles", "2026-01-09T09:00:00-08:00"),
        ("Wed, 19 Aug 2026 18:28:00 Etc/GMT", "2026-08-19T18:28:00+00:00"),
        ("2026-03-29T01:30:00 Europe/Berlin", "2026-03-29T01:30:00+01:00"),
    ],
)
def test_zones_have_names(raw: str, text: str) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize(
    "raw",
    [
        "2026-10-25 02:30:00",
        "Sun, 25 Oct 2026 02:30:00 CST",
        "Sun, 25 Oct 2026 02:30:00 IST",
        "Sun, 25 Oct 2026 02:30:00 A",
        "Sun, 25 Oct 2026 02:30:00 Europe/Nowhere",
        "Sun, 25 Oct 2026 02:30:00 Europe/Berlin",
    ],
)
def test_a_time_in_no_zone_or_in_several_or_told_twice_is_no_moment(raw: str) -> None:
    found = feed_date(raw, now=NOW).published
    assert found is not None
    assert (found.text, found.published_on, found.published_at) == ("2026-10-25T02:30:00", date(2026, 10, 25), None)


@pytest.mark.parametrize(
    "raw",
    [
        "soon",
        "yesterday",
        "3 hours ago",
        "2026",
        "2026-07",
        "July 2026",
        "10 July",
        "9 am",
        "10/07/2026",
        "07/10/2026 09:00:00 AM",
        "10-07-2026",
        "10.07.26",
        "07.25.2026",
        "2026-13-01",
        "2026-02-30",
        "Fri, 30 Feb 2026 09:00:00 GMT",
        "Fri, 10 Foo 2026 09:00:00 GMT",
        "2026-07-10T25:00:00Z",
        "2026-07-10T24:00:01Z",
        "2026-07-10T09:60:00Z",
        "2026-07-10T09:00:61Z",
        "2026-07-10T09:00:00+14:01",
        "2026-07-10T09:00:00+08:60",
        "2026-07-10T09:00:00Zextra",
        "2026-07-10T09",
        "2026-07-10-01",
        "2026-07-10 Texas",
        "2026-07-10 NOON",
        "2026-07-10 09:00 pdt",
        "July 10, 2026 9",
        "Updated 2026-07-10",
        "2026-07-10 and more",
        "9999-12-31T24:00:00Z",
        "٢٠٢٦-٠٧-١٠",
        "-5",
        "0",
        "1e400",
        "99999999",
        "725846399",
        "2026-07-10" + " " * 50 + "x" * 100,
    ],
)
def test_what_is_no_date_or_two_of_them_is_not_read(raw: str) -> None:
    assert feed_date(raw, now=NOW) == FeedDate(None, "unread-date")


@pytest.mark.parametrize("raw", ["", "  \n", "\u200b"])
def test_where_nothing_is_said_nothing_is_odd(raw: str) -> None:
    assert feed_date(raw, now=NOW) == FeedDate(None, "")


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", "old-date"),
        ("0001-01-01", "old-date"),
        ("0001-01-01T00:00:00+14:00", "unread-date"),
        ("1992-12-31", "old-date"),
        ("1993-01-01", ""),
        ("2026-11-23", ""),
        ("2026-11-24", "future-date"),
        ("2026-11-23 23:00", ""),
        ("2026-11-23T12:00:00Z", ""),
        ("2026-11-23T12:00:01Z", "future-date"),
        ("2026-11-23T12:00:01+08:00", ""),
        ("2099-07-10", "future-date"),
        ("9999-12-31T23:59:59-12:00", "unread-date"),
    ],
)
def test_a_date_before_the_web_or_in_the_future_is_not_believed(raw: str, flag: str) -> None:
    found = feed_date(raw, now=NOW)
    assert (found.flag, found.published is None) == (flag, bool(flag))


def test_no_name_means_two_months_and_all_are_as_they_are_compared() -> None:
    names = [name for month in _MONTHS for name in month.split()]
    assert len(names) == len(set(names))
    for name in (*names, *_WEEKDAYS.split()):
        bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
        assert bare.casefold() == name


@pytest.mark.parametrize(
    "name", ["май", "мая", "декабрь", "ноября", "août", "AOÛT", "Février", "MÄRZ", "März", "décembre"]
)
def test_accents_and_capitals_do_not_hide_a_month(name: str) -> None:
    assert feed_date(f"10 {name} 2025", now=NOW).published is not None


MOMENTS = st.datetimes(
    min_value=datetime(1993, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2026, 11, 20),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
).map(lambda moment: moment.replace(microsecond=0))


@given(MOMENTS)
@settings(max_examples=60, deadline=None)
def test_every_time_is_read_back_from_every_way_of_writing_it(moment: datetime) -> None:
    ways = (
        moment.isoformat(),
        f"{moment:%a, %d %b %Y %H:%M:%S %z}",
        f"{moment:%A, %B %d, %Y %I:%M:%S %p %z}",
        f"{moment:%Y/%m/%d %H:%M:%S GMT%z}",
        f"{moment:%d.%m.%Y %H:%M:%S} UTC{moment:%z}",
        f"{moment:%a %b %d %H:%M:%S %z %Y}",
        f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S %z}",
        f"{moment:%Y%m%dT%H%M%S%z}",
    )
    for way in ways:
        found = feed_date(way, now=NOW).published
        assert found is not None, way
        assert (found.published_on, found.published_at) == (moment.date(), moment.astimezone(UTC)), way


PIECES = "2026~10~07~1~:~.~-~/~ ~Jul~mai~Fri,~T~Z~GMT~+08:00~am~年~月~日~오후~24~00~60~Europe/Berlin~(~)~de~,"


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split("~")), max_size=14).map("".join))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_reading(raw: str) -> None:
    found = feed_date(raw, now=NOW)
    assert found.flag in ("", "future-date", "old-date", "unread-date")
    if found.published:
        assert feed_date(found.published.text, now=NOW) == found
