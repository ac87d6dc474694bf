"""The calendar: stable ids, only days that are known, and a change instead of a deletion."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pipeline.brief.dates import dates_ahead
from pipeline.model.options import SiteOptions
from pipeline.model.restriction import (
    UNKNOWN,
    Alternative,
    CalendarDay,
    Change,
    Claim,
    Claims,
    Register,
    Restriction,
    Revision,
    Tombstone,
)
from pipeline.model.vocabulary import RestrictionStatus
from pipeline.render.calendar import ahead_ics, calendar_ics
from tests.examples import DISPUTED, EMPTY, KNOWN, LIFTED, REGISTER, RICH, SCHEDULED, SITE

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
        "AIR-2026-0003-effective@offlimits",
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


def revised(
    row: Restriction, *changes: Change, claims: Claims | None = None, status: RestrictionStatus | None = None
) -> Restriction:
    """The row after another revision."""
    number = row.revision + 1
    made = Revision(number=number, at=f"2026-07-{10 + number}T01:00:00Z", trigger="new_source", changes=changes)
    return replace(row, history=(*row.history, made), claims=claims or row.claims, status=status or row.status)


def moved(row: Restriction, to: str) -> Restriction:
    effective = Claim(status="known", value=to, precision="day", evidence=("x",))
    change = Change(field="effective", before="2026-07-10", after=to)
    return revised(row, change, claims=replace(row.claims, effective=effective))


def disputed(row: Restriction) -> Restriction:
    either = (Alternative(value="2026-07-10", evidence=("x",)), Alternative(value="2026-07-12", evidence=("y",)))
    change = Change(field="effective", before="2026-07-10", after="disputed: 2026-07-10 or 2026-07-12")
    return revised(row, change, claims=replace(row.claims, effective=Claim(status="disputed", alternatives=either)))


def forgotten(row: Restriction) -> Restriction:
    change = Change(field="effective", before="2026-07-10", after=None)
    return revised(row, change, claims=replace(row.claims, effective=UNKNOWN))


def only(found: list[dict[str, object]]) -> tuple[object, ...]:
    (event,) = found
    return (event["UID"], event["DTSTART"], event["SEQUENCE"], event["STATUS"])


UID = "AIR-2026-0002-effective@offlimits"


def test_the_stamp_is_that_of_the_last_revision() -> None:
    (event,) = events(KNOWN)
    assert event["DTSTAMP"] == datetime(2026, 7, 10, 1, tzinfo=UTC)


def test_the_sequence_goes_up_when_the_day_moves_and_only_then() -> None:
    change = Change(field="status", before="scheduled", after="in-force")
    assert only(events(KNOWN)) == (UID, date(2026, 7, 10), 0, "CONFIRMED")  # though it has two revisions
    assert only(events(revised(KNOWN, change))) == (UID, date(2026, 7, 10), 0, "CONFIRMED")
    later = moved(KNOWN, "2026-07-17")
    assert only(events(later)) == (UID, date(2026, 7, 17), 1, "CONFIRMED")
    assert only(events(revised(later, change, status="lifted"))) == (UID, date(2026, 7, 17), 1, "CANCELLED")
    assert only(events(moved(later, "2026-07-10"))) == (UID, date(2026, 7, 10), 2, "CONFIRMED")


def test_a_day_that_is_disputed_by_now_stays_and_is_tentative() -> None:
    assert only(events(disputed(KNOWN))) == (UID, date(2026, 7, 10), 1, "TENTATIVE")
    assert "sources disagree on this day" in str(events(DISPUTED)[0]["DESCRIPTION"])
    settled = moved(disputed(KNOWN), "2026-07-12")
    assert only(events(settled)) == (UID, date(2026, 7, 12), 2, "CONFIRMED")


def test_a_day_that_nothing_tells_any_more_stays_and_is_cancelled() -> None:
    assert only(events(forgotten(KNOWN))) == (UID, date(2026, 7, 10), 1, "CANCELLED")


def test_what_was_retracted_leaves_no_day() -> None:
    first, *rest = KNOWN.history
    blank = replace(first, changes=(Change(field="effective", before=None, after="withdrawn"),))
    row = replace(KNOWN, history=(blank, *rest), claims=replace(KNOWN.claims, effective=UNKNOWN))
    assert events(row) == []


def test_days_of_a_removed_restriction_stay_and_are_cancelled() -> None:
    stone = Tombstone(
        restriction_id="AIR-2026-0002",
        removed_on="2026-07-14",
        removed_at="2026-07-14T05:00:00Z",
        reason="merged",
        merged_into="AIR-2026-0004",
        days=(CalendarDay(kind="effective", day="2026-07-10", moved=3, told="known"),),
    )
    source = calendar_ics(Register(restrictions=(LIFTED, SCHEDULED), tombstones=(stone,)), SITE)
    found = [{str(name): event.decoded(name) for name in event} for event in Calendar.from_ical(source).walk(EVENT)]
    assert [event["UID"] for event in found] == [
        "AIR-2026-0001-ends@offlimits",
        UID,
        "AIR-2026-0004-effective@offlimits",
    ]
    gone = found[1]
    assert only([gone]) == (UID, date(2026, 7, 10), 3, "CANCELLED")
    assert (gone["SUMMARY"], gone["DTSTAMP"]) == ("AIR-2026-0002 was removed", datetime(2026, 7, 14, 5, tzinfo=UTC))
    assert gone["URL"] == "https://offlimits.example/ai/restrictions/AIR-2026-0002/"


def test_every_event_survives_a_rebuild_and_a_change_of_other_rows() -> None:
    before = {event["UID"]: event for event in events(KNOWN, SCHEDULED, LIFTED)}
    more = replace(SCHEDULED, restriction_id="AIR-2025-0099")
    after = {event["UID"]: event for event in events(more, KNOWN, moved(SCHEDULED, "2026-09-01"), LIFTED)}
    assert len(before) == 3
    assert before.keys() < after.keys()
    assert before[UID] == after[UID]
    assert before["AIR-2026-0001-ends@offlimits"] == after["AIR-2026-0001-ends@offlimits"]
    assert {event["UID"]: event for event in events(KNOWN, SCHEDULED, LIFTED)} == before


def test_the_mail_and_the_calendar_know_an_event_by_the_same_uid_and_sequence() -> None:
    row = moved(SCHEDULED, "2026-08-20")
    (ahead,) = dates_ahead([row], date(2026, 7, 12), 90)
    edition = replace(RICH, dates=(ahead,))
    mailed = Calendar.from_ical(ahead_ics(edition, SITE, stamped=datetime(2026, 7, 13, 5, tzinfo=UTC))).walk(EVENT)
    assert only([{str(name): event.decoded(name) for name in event} for event in mailed]) == only(events(row))


CHANGES: dict[str, Callable[[Restriction], Restriction]] = {
    "moved": lambda row: moved(row, f"2026-08-{10 + row.revision:02}"),
    "disputed": disputed,
    "forgotten": forgotten,
    "lifted": lambda row: revised(row, Change(field="status", before=None, after="lifted"), status="lifted"),
    "in force": lambda row: revised(row, Change(field="status", before=None, after="in-force"), status="in-force"),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(CHANGES)), max_size=8))
def test_whatever_happens_an_event_stays_and_its_sequence_never_goes_down(happened: list[str]) -> None:
    row, last = KNOWN, 0
    for name in happened:
        before = events(row)[0]
        row = CHANGES[name](row)
        (event,) = events(row)
        assert event["UID"] == UID
        assert int(str(event["SEQUENCE"])) >= last
        if event["DTSTART"] != before["DTSTART"]:
            assert int(str(event["SEQUENCE"])) > last
        if name in ("lifted", "in force"):
            assert event["SEQUENCE"] == before["SEQUENCE"]
        last = int(str(event["SEQUENCE"]))


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


@pytest.mark.parametrize(
    ("status", "said"),
    [("lifted", "CONFIRMED"), ("denied", "CANCELLED"), ("rumoured", "TENTATIVE"), ("in-force", "CONFIRMED")],
)
def test_the_day_on_which_it_ends_is_as_firm_as_the_restriction(status: RestrictionStatus, said: str) -> None:
    (event,) = events(replace(LIFTED, status=status))
    assert (event["UID"], event["STATUS"]) == ("AIR-2026-0001-ends@offlimits", said)


@pytest.mark.parametrize("value", ["2026-07", "2026-Q3", "2026", "2026-02-30"])
def test_a_longer_span_is_no_event(value: str) -> None:
    effective = Claim(status="known", value=value, evidence=("x",))
    assert events(replace(SCHEDULED, claims=replace(SCHEDULED.claims, effective=effective))) == []


def test_what_was_disputed_or_unknown_from_the_first_is_no_event() -> None:
    never = replace(DISPUTED, history=DISPUTED.history[:1])
    never = replace(never, history=(replace(never.history[0], changes=()),))
    assert events(never) == []
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
