"""The calendar: stable ids, only days that are known, and a change instead of a deletion."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import UNKNOWN, Claim, Register, Restriction
from pipeline.model.vocabulary import RestrictionStatus
from pipeline.render.calendar import calendar_ics
from tests.examples import DISPUTED, EMPTY, KNOWN, LIFTED, REGISTER, SCHEDULED, SITE

EVENT = "VEVENT"


def events(*rows: Restriction, site: SiteOptions = SITE) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(calendar_ics(Register(restrictions=rows), site))
    return [{str(name): event.decoded(name) for name in event} for event in calendar.walk(EVENT)]


def test_the_whole_register_is_a_calendar() -> None:
    calendar = Calendar.from_ical(calendar_ics(REGISTER, SITE))
    assert calendar["VERSION"] == "2.0"
    assert [str(event["UID"]) for event in calendar.walk(EVENT)] == [
        "AIR-2026-0001-ends@offlimits",
        "AIR-2026-0002-effective@offlimits",
        "AIR-2026-0004-effective@offlimits",
    ]


def test_an_empty_register_is_an_empty_calendar() -> None:
    assert Calendar.from_ical(calendar_ics(EMPTY.register, SITE)).walk(EVENT) == []


def test_an_event_takes_the_whole_day_and_blocks_nobody() -> None:
    (event,) = events(SCHEDULED)
    assert event["DTSTART"] == date(2026, 8, 15)
    assert event["DTEND"] == date(2026, 8, 16)
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["URL"] == "https://offlimits.example/ai/restrictions/AIR-2026-0004/"


def test_the_stamp_is_that_of_the_last_revision_and_the_sequence_its_number() -> None:
    (event,) = events(KNOWN)
    assert event["DTSTAMP"] == datetime(2026, 7, 10, 1, tzinfo=UTC)
    assert event["SEQUENCE"] == 2


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("rumoured", "TENTATIVE"),
        ("reported", "TENTATIVE"),
        ("proposed", "TENTATIVE"),
        ("announced", "CONFIRMED"),
        ("scheduled", "CONFIRMED"),
        ("in-force", "CONFIRMED"),
        ("suspended", "TENTATIVE"),
        ("lifted", "CANCELLED"),
        ("denied", "CANCELLED"),
        ("superseded", "CANCELLED"),
    ],
)
def test_the_status_says_how_firm_a_day_is(status: RestrictionStatus, said: str) -> None:
    (event,) = events(replace(SCHEDULED, status=status))
    assert event["STATUS"] == said


def test_a_lifted_restriction_keeps_its_day_cancelled_and_its_end_is_firm() -> None:
    effective = Claim(status="known", value="2026-02-01", precision="day", evidence=("x",))
    row = replace(LIFTED, claims=replace(LIFTED.claims, effective=effective))
    begins, ends = events(row)
    assert begins["STATUS"] == "CANCELLED"
    assert ends["STATUS"] == "CONFIRMED"
    assert ends["SUMMARY"] == row.title


def test_an_end_that_is_still_ahead_says_that_it_is_one() -> None:
    ends = Claim(status="known", value="2026-12-31", precision="day", evidence=("x",))
    found = events(replace(SCHEDULED, claims=replace(SCHEDULED.claims, ends=ends)))
    assert [event["SUMMARY"] for event in found] == [
        SCHEDULED.title,
        f"Ends: {SCHEDULED.title}",
    ]


@pytest.mark.parametrize("value", ["2026-07", "2026-Q3", "2026", "2026-02-30"])
def test_a_longer_span_is_no_event(value: str) -> None:
    effective = Claim(status="known", value=value, evidence=("x",))
    assert events(replace(SCHEDULED, claims=replace(SCHEDULED.claims, effective=effective))) == []


def test_what_is_disputed_or_unknown_is_no_event() -> None:
    assert events(DISPUTED) == []
    assert events(replace(SCHEDULED, claims=replace(SCHEDULED.claims, effective=UNKNOWN))) == []


def test_rendering_twice_changes_nothing_and_a_new_row_changes_no_other() -> None:
    assert calendar_ics(REGISTER, SITE) == calendar_ics(REGISTER, SITE)
    before = {event["UID"]: event for event in events(KNOWN)}
    after = {event["UID"]: event for event in events(KNOWN, SCHEDULED)}
    assert before.items() <= after.items()


def test_without_an_address_events_have_no_link() -> None:
    (event,) = events(SCHEDULED, site=SiteOptions())
    assert "URL" not in event


@pytest.mark.parametrize(
    "hostile",
    [
        "a\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM",
        "a\r\nATTENDEE:mailto:x@example.net",
        "a;b,c\\d:e",
        "禁" * 60,
        "a\u0000b",
        "a\u0085b",
        "a\ud800b",
    ],
)
def test_no_title_becomes_a_property(hostile: str) -> None:
    source = calendar_ics(Register(restrictions=(replace(SCHEDULED, title=hostile),)), SITE)
    (event,) = events(replace(SCHEDULED, title=hostile))
    plain = events(SCHEDULED)[0]
    assert set(event) == set(plain)
    assert b"\nBEGIN:VALARM" not in source
    assert all(len(line) <= 75 for line in source.split(b"\r\n"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_title_comes_back_clean(title: str) -> None:
    (event,) = events(replace(SCHEDULED, title=f"x{title}"))
    assert set(event) == set(events(SCHEDULED)[0])
