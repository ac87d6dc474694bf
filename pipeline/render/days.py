"""Days in words, of whatever a record holds: what is no date stays as it is."""

import re
from datetime import date

from pipeline.text.days import MONTHS, WEEKDAYS, day_words

_PARTIAL = re.compile(r"^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}(?=$|T)")
_EDITION = re.compile(r"^(\d{4})-W(\d{2})$")


def as_day(value: str) -> date | None:
    """The day of an ISO day or time, or None for anything else."""
    found = _DAY.match(value)
    if not found:
        return None
    try:
        return date.fromisoformat(found[0])
    except ValueError:
        return None


def is_date(value: str) -> bool:
    """Whether a text is a day, a month, a quarter or a year that exists."""
    return as_day(value) is not None or _PARTIAL.match(value) is not None


def long_day(value: str) -> str:
    """A date as far as it is known: "10 July 2026", "July 2026", "the fourth quarter of 2026", "2026".

    Anything that is no such date is given back as it is.
    """
    day = as_day(value)
    if day:
        return day_words(day.isoformat())
    return day_words(value) if _PARTIAL.match(value) else value


def short_day(value: str) -> str:
    """A date for a narrow column: "Fri 10 Jul", "Jul 2026", "Q4 2026", "2026"; anything else as it is."""
    day = as_day(value)
    if day:
        return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    found = _PARTIAL.match(value)
    if not found:
        return value
    year, quarter, month = found.groups()
    if quarter:
        return f"Q{quarter} {year}"
    return f"{MONTHS[int(month) - 1][:3]} {year}" if month else year


def month_name(value: str) -> str:
    """The month of a date in three letters, "Jul"; empty where only a longer span is known."""
    found = re.match(r"^\d{4}-(0[1-9]|1[0-2])", value)
    return MONTHS[int(found[1]) - 1][:3] if found else ""


def window(first_on: str, last_on: str) -> str:
    """A span of days: "Monday 6 to Sunday 12 July 2026", with months and years where they differ."""
    first, last = as_day(first_on), as_day(last_on)
    if first is None or last is None:
        return f"{first_on} to {last_on}"
    begin = f"{WEEKDAYS[first.weekday()]} {first.day}"
    if (first.year, first.month) != (last.year, last.month):
        begin += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        begin += f" {first.year}"
    return f"{begin} to {WEEKDAYS[last.weekday()]} {long_day(last_on)}"


def week(edition_id: str) -> str:
    """The name of an edition: "Week 28 of 2026"."""
    found = _EDITION.match(edition_id)
    return f"Week {int(found[2])} of {found[1]}" if found else edition_id
