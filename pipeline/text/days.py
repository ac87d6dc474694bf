"""Days, months and weeks as they are printed and counted."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# Names of months and days are fixed here: they must not follow the machine's locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ISO week: ``2026-W28`` from Monday ``first_on`` to Sunday ``last_on``."""

    week_id: str
    first_on: date
    last_on: date


def day_words(value: str) -> str:
    """A date as it is printed: "10 July 2026", "July 2026", "the third quarter of 2026", "2026"."""
    if "-Q" in value:
        return f"the {_QUARTERS[int(value[-1]) - 1]} quarter of {value[:4]}"
    if len(value) == 10:
        day = date.fromisoformat(value)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{MONTHS[int(value[5:7]) - 1]} {value[:4]}" if len(value) == 7 else value


def when_words(value: str) -> str:
    """A date with its preposition: "on 10 July 2026", "in July 2026", "in the third quarter of 2026", "in 2026"."""
    return f"{'on' if len(value) == 10 else 'in'} {day_words(value)}"


def first_day(value: str) -> date:
    """The first day of a date as far as it is known: of "2026-07", 1 July; of "2026-Q3" as well."""
    if "-Q" in value:
        return date(int(value[:4]), 3 * int(value[-1]) - 2, 1)
    return date.fromisoformat(value if len(value) >= 10 else value + "-01-01"[len(value) - 4 :])


def last_day(value: str) -> date:
    """The last day of a date as far as it is known: of "2026-07", 31 July; of "2026-Q3", 30 September."""
    if len(value) >= 10:
        return date.fromisoformat(value)
    year = int(value[:4])
    month = 3 * int(value[-1]) if "-Q" in value else int(value[5:7]) if len(value) == 7 else 12
    return date(year, month, calendar.monthrange(year, month)[1])


def week_of(day: date) -> Week:
    """The ISO week of a day."""
    year, number, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Week(week_id=f"{year}-W{number:02}", first_on=first, last_on=first + timedelta(days=6))


def week_named(week_id: str) -> Week:
    """The week of ``2026-W28``.

    Raises:
        ValueError: no such week.
    """
    match = re.fullmatch(r"([12][0-9]{3})-W([0-9]{2})", week_id)
    if not match:
        raise ValueError(f"{week_id!r} names no week; write one as 2026-W28")
    return week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1))


def closed_weeks(now: datetime, zone: ZoneInfo, *, after: str | None) -> list[Week]:
    """Weeks that have ended at a time, oldest first: all behind a week, or only the last one if none is given.

    Args:
        now: aware time.
        zone: in which weeks end.
        after: id of the last week that has been dealt with.
    """
    last = week_of(now.astimezone(zone).date() - timedelta(days=7))
    if after is None:
        return [last]
    week = week_of(week_named(after).last_on + timedelta(days=1))
    found = []
    while week.first_on <= last.first_on:
        found.append(week)
        week = week_of(week.last_on + timedelta(days=1))
    return found
