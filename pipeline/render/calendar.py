"""The days of the register as a calendar (RFC 5545). An event keeps its UID for ever; a change raises its SEQUENCE."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from pipeline.model.edition import DateAhead, Edition
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
_WHOLE_DAYS = ("day", "immediate")


def calendar_ics(register: Register, site: SiteOptions) -> bytes:
    """All effective and last days that are known to the day, as all-day events, in the order of the register.

    A restriction that was lifted keeps its effective day, cancelled; the day on which it ended is confirmed.
    """
    rows = (row for row in register.restrictions if not row.imported_from)
    return _calendar((event for row in rows for event in _events(row, site)), site)


def ahead_ics(edition: Edition, site: SiteOptions, *, stamped: datetime) -> bytes:
    """The days ahead of an edition that are known to the day, with the UIDs that they have in the whole calendar.

    Args:
        edition: whose days.
        site: name of the calendar, and where its events lead.
        stamped: time of the edition, UTC.

    Returns:
        Nothing if no day is known.
    """
    known = [(as_day(ahead.when), ahead) for ahead in edition.dates if ahead.kind and ahead.precision in _WHOLE_DAYS]
    events = [_ahead(ahead, day, stamped, site) for day, ahead in known if day]
    return _calendar(events, site) if events else b""


def _calendar(events: Iterable[Event], site: SiteOptions) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Offlimits//Register of restrictions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(site.title))
    for event in events:
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
    event = _all_day(row.restriction_id, kind, row.revision, day, site)
    event.add("dtstamp", datetime.fromisoformat(row.history[-1].at))
    ahead = kind == "ends" and row.status != "lifted"
    event.add("summary", clean(f"Ends: {row.title}" if ahead else row.title))
    event.add("description", clean(f"{row.restriction_id}, {spoken(row.status)}: {row.provenance.phrase}"))
    event.add("status", status)
    return event


def _ahead(ahead: DateAhead, day: date, stamped: datetime, site: SiteOptions) -> Event:
    event = _all_day(ahead.restriction_id, ahead.kind, ahead.revision, day, site)
    event.add("dtstamp", stamped)
    event.add("summary", clean(ahead.text))
    event.add("description", clean(", ".join(filter(None, (ahead.restriction_id, spoken(ahead.status or ""))))))
    event.add("status", _STATUS[ahead.status] if ahead.status else "TENTATIVE")
    return event


def _all_day(restriction_id: str, kind: str, revision: int, day: date, site: SiteOptions) -> Event:
    """What an event is known by, and when it is; it blocks nobody's day."""
    event = Event()
    event.add("uid", f"{clean(restriction_id)}-{kind}@offlimits")
    event.add("sequence", revision)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    address = on_web(site.base_url, restriction_path(restriction_id))
    if address:
        event.add("url", address)
    return event


def _day(claim: Claim) -> date | None:
    """The day of a claim that is known to the day; what is disputed or longer than a day is no day."""
    return as_day(claim.value) if claim.status == "known" and isinstance(claim.value, str) else None
