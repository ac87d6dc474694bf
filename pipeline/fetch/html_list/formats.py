"""Days as people write them in lists: by the forms that a source names, else by the usual ones.

``time.strptime`` is not used: it would read the names of months by the locale of the machine, and a text around the
day would stop it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime

from pipeline.text.days import MONTHS, WEEKDAYS
from pipeline.text.feed_dates import FeedDate, feed_date
from pipeline.text.spoken_dates import find_dates

_MONTH_NAMES = "|".join((*(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS), "Sept"))
_DAY_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in WEEKDAYS)
_NUMBER = {"%d": r"(?P<day>\d{1,2})", "%m": r"(?P<month>\d{1,2})", "%Y": r"(?P<year>\d{4})", "%y": r"(?P<short>\d\d)"}
_OTHER = {
    "%%": "%",
    "%A": rf"(?:{_DAY_NAMES})\.?",
    "%B": rf"(?P<name>{_MONTH_NAMES})\.?",
    "%H": r"\d{1,2}",
    "%I": r"\d{1,2}",
    "%M": r"\d{1,2}",
    "%S": r"\d{1,2}",
    "%Z": r"[A-Za-z]{1,5}",
    "%f": r"\d{1,6}",
    "%p": r"[AaPp]\.?[Mm]\.?",
    "%z": r"(?:Z|[+-]\d\d:?\d\d)",
}
_DIRECTIVES = {**_NUMBER, **_OTHER, "%a": _OTHER["%A"], "%b": _OTHER["%B"], "%e": _NUMBER["%d"], "%h": _OTHER["%B"]}
_WHOLE_DAYS = (["day", "month", "year"], ["day", "month", "short"], ["day", "name", "year"], ["day", "name", "short"])
_GROUP = re.compile(r"\(\?P<(\w+)>")
_PIECE = re.compile(r"%-?.|\s+|[^%\s]+", re.DOTALL)


def day_in(text: str, formats: Sequence[str], now: datetime) -> FeedDate:
    """The day that a short text names, alone or among other words.

    Args:
        text: such as "Published 9 July 2026".
        formats: forms as strptime has them, with English names of months whatever the locale; a form that leaves
            year, month or day open, or has a directive that is rare, reads nothing.
        now: the time of the run; a later day is not believed.

    Returns:
        As ``feed_date`` gives it; "unread-date" also where the text names several days.
    """
    for form in formats:
        day = _by_format(text, form)
        if day is not None:
            return feed_date(day.isoformat(), now=now)
    whole = feed_date(text, now=now)
    if whole.flag != "unread-date":
        return whole
    days = {found.date.value for found in find_dates(text, None) if found.date.precision == "day" and found.has_year}
    return feed_date(days.pop(), now=now) if len(days) == 1 else whole


def _by_format(text: str, form: str) -> date | None:
    pattern = _pattern(form)
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    if match is None:
        return None
    parts = match.groupdict()
    year = int(parts.get("year") or f"20{parts['short']}")
    name = (parts.get("name") or "")[:3].capitalize()
    month = next((number for number, known in enumerate(MONTHS, 1) if known[:3] == name), 0)
    try:
        return date(year, month or int(parts.get("month") or 0), int(parts["day"]))
    except ValueError:
        return None


def _pattern(form: str) -> str:
    """A form as a regular expression; empty where it does not say a whole day, or says a part of it twice."""
    pieces = [piece.replace("-", "") if piece.startswith("%") else piece for piece in _PIECE.findall(form)]
    if any(piece.startswith("%") and piece not in _DIRECTIVES for piece in pieces):
        return ""
    made = "".join(_DIRECTIVES.get(piece) or (r"\s+" if piece.isspace() else re.escape(piece)) for piece in pieces)
    return rf"(?<!\w){made}(?!\w)" if sorted(_GROUP.findall(made)) in _WHOLE_DAYS else ""
