"""A server's wish to be left alone is kept, within a week, in whatever form it is written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.retry_after import LONGEST, retry_at

NOW = datetime(2026, 7, 6, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        pytest.param("120", timedelta(seconds=120), id="HP10-seconds"),
        pytest.param("  120\t", timedelta(seconds=120), id="HP10-blanks"),
        pytest.param("+120", timedelta(seconds=120), id="HP10-sign"),
        pytest.param("0.5", timedelta(milliseconds=500), id="HP10-fraction"),
        pytest.param("7.", timedelta(seconds=7), id="HP10-point"),
        pytest.param("0", timedelta(0), id="HP10-at-once"),
        pytest.param("-5", timedelta(0), id="HP10-negative"),
        pytest.param("1000000000", LONGEST, id="HP10-absurd"),
        pytest.param("9" * 6_000, LONGEST, id="HP10-endless-digits"),
        pytest.param("-" + "9" * 6_000, timedelta(0), id="HP10-endless-negative"),
        pytest.param("Mon, 06 Jul 2026 04:00:00 GMT", HOUR, id="HP10-date"),
        pytest.param("Monday, 06-Jul-26 04:00:00 GMT", HOUR, id="HP10-date-rfc-850"),
        pytest.param("Mon Jul  6 04:00:00 2026", HOUR, id="HP10-date-asctime"),
        pytest.param("Mon, 06 Jul 2026 06:00:00 +0200", HOUR, id="HP10-date-zone"),
        pytest.param("Mon, 06 Jul 2026 02:59:59 GMT", timedelta(0), id="HP10-past"),
        pytest.param("Thu, 01 Jan 1970 00:00:00 GMT", timedelta(0), id="HP10-epoch"),
        pytest.param("Thu, 31 Dec 2099 23:59:59 GMT", LONGEST, id="HP10-far"),
        pytest.param("Fri, 31 Dec 9999 23:59:59 -1200", LONGEST, id="HP10-last-year"),
        pytest.param("Mon, 01 Jan 0001 00:00:00 +1200", timedelta(0), id="HP10-first-year"),
    ],
)
def test_every_form_is_read(value: str, wait: timedelta) -> None:
    assert retry_at(value, NOW) == NOW + wait


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(value, id=f"HP10-garbage-{number}")
        for number, value in enumerate(
            [
                "",
                " ",
                "soon",
                "120 seconds",
                "12,5",
                "1e9",
                "0x10",
                "nan",
                "inf",
                "١٢٠",
                "--5",
                "Mon, 06 Jul 2026",
                "Mon, 31 Feb 2026 04:00:00 GMT",
                "Mon, 06 Jul 2026 04:00:00 +999999",
                "2026 Jul 99999999999 1.2.3 + 06-Jul-26",
                "a" * 100_000,
                "\0",
            ]
        )
    ],
)
def test_what_says_nothing_is_nothing(value: str) -> None:
    assert retry_at(value, NOW) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"\A[+-]?[0-9]{1,30}(\.[0-9]{0,9})?\Z"))
def test_the_wait_is_never_negative_and_never_longer_than_a_week(value: str) -> None:
    found = retry_at(value, NOW)
    assert found is None or NOW <= found <= NOW + LONGEST


@settings(max_examples=60, deadline=None)
@given(
    st.timedeltas(timedelta(0), LONGEST).map(lambda wait: timedelta(seconds=int(wait.total_seconds()))),
    st.integers(-12, 14),
)
def test_a_date_is_the_same_moment_in_every_zone_and_form(wait: timedelta, hours: int) -> None:
    moment = NOW + wait
    forms = [
        moment.strftime(form)
        for form in ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y")
    ]
    forms.append(moment.astimezone(timezone(timedelta(hours=hours))).strftime("%a, %d %b %Y %H:%M:%S %z"))
    assert {retry_at(form, NOW) for form in [*forms, str(int(wait.total_seconds()))]} == {moment}
