"""The days of the register as a calendar (RFC 5545).

An event keeps its UID for ever, whether its day moves or other rows come and go. Its SEQUENCE goes up when its day
moves, and only then; its STATUS says how firm the day is, and an event that is off is cancelled and not left out.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from pipeline.model.calendar_day import calendar_days
from pipeline.model.edition import DateAhead, Edition
from pipeline.model.options import SiteOptions
from pipeline.model.restriction import CalendarDay, Register, Restriction, Tombstone
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
_DOUBTS = {
    "disputed": "; sources disagree on this day",
    "gone": "; nothing tells this day any more",
}
_WHOLE_DAYS = ("day", "immediate")


def calendar_ics(register: Register, site: SiteOptions) -> bytes:
    """All effective and last days that are known to the day, as all-day events, in the order of the register.

    A day that was told once stays: tentative where sources disagree by now, cancelled where nothing tells it any more,
    where its restriction was lifted or denied, or where it was removed. The day on which a restriction ended is firm.
    """
    rows = [row for row in register.restrictions if not row.imported_from]
    days = [(row.restriction_id, _event(row, day, site)) for row in rows for day in calendar_days(row)]
    days += [(stone.restriction_id, _lost(stone, day, site)) for stone in register.tombstones for day in stone.days]
    return _calendar((event for _, event in sorted(days, key=lambda pair: pair[0])), site)


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


def _event(row: Restriction, day: CalendarDay, site: SiteOptions) -> Event:
    event = _all_day(row.restriction_id, day.kind, day.moved, date.fromisoformat(day.day), site)
    event.add("dtstamp", datetime.fromisoformat(row.history[-1].at))
    ahead = day.kind == "ends" and row.status != "lifted"
    event.add("summary", clean(f"Ends: {row.title}" if ahead else row.title))
    told = f"{row.restriction_id}, {spoken(row.status)}: {row.provenance.phrase}"
    event.add("description", clean(told + _DOUBTS.get(day.told, "")))
    event.add("status", _firm(row.status, day))
    return event


def _firm(status: RestrictionStatus, day: CalendarDay) -> str:
    """How firm a day is."""
    if day.told == "gone":
        return "CANCELLED"
    if day.kind == "ends" and status == "lifted":
        return "CONFIRMED" if day.told == "known" else "TENTATIVE"
    firm = _STATUS[status]
    return "TENTATIVE" if day.told == "disputed" and firm == "CONFIRMED" else firm


def _lost(stone: Tombstone, day: CalendarDay, site: SiteOptions) -> Event:
    """A day of a restriction that was removed; of the restriction itself nothing is told."""
    event = _all_day(stone.restriction_id, day.kind, day.moved, date.fromisoformat(day.day), site)
    event.add("dtstamp", datetime.fromisoformat(stone.removed_at or f"{stone.removed_on}T00:00:00Z"))
    event.add("summary", clean(f"{stone.restriction_id} was removed"))
    event.add("description", clean(f"Removed from the register: {spoken(stone.reason)}"))
    event.add("status", "CANCELLED")
    return event


def _ahead(ahead: DateAhead, day: date, stamped: datetime, site: SiteOptions) -> Event:
    event = _all_day(ahead.restriction_id, ahead.kind, ahead.moved, day, site)
    event.add("dtstamp", stamped)
    event.add("summary", clean(ahead.text))
    event.add("description", clean(", ".join(filter(None, (ahead.restriction_id, spoken(ahead.status or ""))))))
    event.add("status", _STATUS[ahead.status] if ahead.status else "TENTATIVE")
    return event


def _all_day(restriction_id: str, kind: str, moved: int, day: date, site: SiteOptions) -> Event:
    """What an event is known by, and when it is; it blocks nobody's day."""
    event = Event()
    event.add("uid", f"{clean(restriction_id)}-{kind}@offlimits")
    event.add("sequence", moved)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    address = on_web(site.base_url, restriction_path(restriction_id))
    if address:
        event.add("url", address)
    return event
