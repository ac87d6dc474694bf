"""The days of the register as a calendar (RFC 5545). An event keeps its UID for ever; a change raises its SEQUENCE."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Claim, Register, Restriction
from pipeline.model.vocabulary import RestrictionStatus
from pipeline.render.days import as_day
from pipeline.render.links import on_web, restriction_path
from pipeline.render.spoken import spoken
from pipeline.text.words import clean

_STATUS: dict[RestrictionStatus, str] = {
    "rumoured": "TENTATIVE",
    "reported": "TENTATIVE",
    "proposed": "TENTATIVE",
    "announced": "CONFIRMED",
    "scheduled": "CONFIRMED",
    "in-force": "CONFIRMED",
    "suspended": "TENTATIVE",
    "lifted": "CANCELLED",
    "denied": "CANCELLED",
    "superseded": "CANCELLED",
}


def calendar_ics(register: Register, site: SiteOptions) -> bytes:
    """All effective and last days that are known to the day, as all-day events, in the order of the register.

    A restriction that was lifted keeps its effective day, cancelled; the day on which it ended is confirmed.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Offlimits//Register of restrictions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(site.title))
    for row in (row for row in register.restrictions if not row.imported_from):
        for event in _events(row, site):
            calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _events(row: Restriction, site: SiteOptions) -> Iterator[Event]:
    starts = _day(row.claims.effective)
    if starts:
        yield _event(row, "effective", starts, _STATUS[row.status], site)
    ends = _day(row.claims.ends)
    if ends:
        yield _event(row, "ends", ends, "TENTATIVE" if row.status == "rumoured" else "CONFIRMED", site)


def _event(row: Restriction, kind: str, day: date, status: str, site: SiteOptions) -> Event:
    event = Event()
    event.add("uid", f"{clean(row.restriction_id)}-{kind}@offlimits")
    event.add("sequence", row.revision)
    event.add("dtstamp", datetime.fromisoformat(row.history[-1].at))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    ahead = kind == "ends" and row.status != "lifted"
    event.add("summary", clean(f"Ends: {row.title}" if ahead else row.title))
    event.add("description", clean(f"{row.restriction_id}, {spoken(row.status)}: {row.provenance.phrase}"))
    event.add("status", status)
    event.add("transp", "TRANSPARENT")
    address = on_web(site.base_url, restriction_path(row.restriction_id))
    if address:
        event.add("url", address)
    return event


def _day(claim: Claim) -> date | None:
    """The day of a claim that is known to the day; what is disputed or longer than a day is no day."""
    return as_day(claim.value) if claim.status == "known" and isinstance(claim.value, str) else None
