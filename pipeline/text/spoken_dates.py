"""Dates as people write them in running English: "July 10", "on Friday", "this month", "the end of 2026".

Relative days count from the day of publication, never from the clock. A date that the text leaves open is not found:
"July 10" has no year without a day of publication, "09/07" is two dates, a bare "Friday" without tense may be either.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pipeline.model.event import PartialDate
from pipeline.model.vocabulary import Precision

Tense = Literal["past", "future", "open"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_MONTH_WORD = r"(?P<month>" + "|".join(m for m in _MONTHS if len(m) > 4 or m in ("may", "june", "july")) + r")"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>" + "|".join(_DAYS) + r")"
_NAMED_DAY = r"(?:(?:" + "|".join(_DAYS) + r")(?:\s+(?:morning|evening|night|afternoon))?,?\s+)?"
_COUNT = r"(?<![\d.,-])(?P<count>\d{1,3}|a|one|two|three|four|five|six|ten)"
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_ORDINAL = r"(?P<ordinal>" + "|".join(_ORDINALS) + r")"
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_WORDS = frozenset({"august", "mar", "march", "may"})  # other words, unless they are written as names
_NEAR_DAYS = 184  # a date without a year is the nearest one; further away nobody leaves the year out
_SURE_DAYS = 150  # beyond this the nearest one is a guess unless the tense agrees

# Each form with words of which one stands in it: "0" is any digit, "may" any month.
_FORMS = (
    ("iso", "0", r"\b(?P<year>20\d{2})-(?P<mm>\d{2})-(?P<dd>\d{2})\b"),
    ("slashed", "0", r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>20\d{2})(?![\d/])"),
    ("day", "may", rf"\b{_NAMED_DAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b"),
    ("day", "may", rf"\b{_NAMED_DAY}{_MONTH}\s+{_DAY}\b(?![.:]\d|\s*(?:per cent|percent|%))(?:,?\s+{_YEAR})?"),
    ("ordinal", "may", rf"\bthe\s+{_ORDINAL}\s+(?:day\s+)?of\s+{_MONTH}(?:,?\s+{_YEAR})?\b"),
    ("day_of_month", "month", rf"\bthe\s+{_DAY}\s+of\s+(?P<which>this|last|next)\s+month\b"),
    ("day_of_week", "week", rf"\b{_WEEKDAY}\s+of\s+(?P<which>this|last|next)\s+week\b"),
    ("today", "day tomorrow tonight", r"\b(?P<word>today|yesterday|tomorrow|tonight)\b"),
    ("ago", "day week", rf"\b{_COUNT}\s+(?P<unit>day|week)s?\s+(?P<way>ago|from now)\b"),
    ("weekday", "day", rf"\b(?:(?P<which>last|this|next|this coming|this past)\s+)?{_WEEKDAY}\b(?P<week>\s+week\b)?"),
    (
        "quarter_edge",
        "month quarter year",
        (
            r"\bthe\s+(?P<edge>first day|first|start|beginning|end)\s+of\s+"
            r"(?P<which>the next|next|this|the)\s+(?P<unit>quarter|month|year)\b"
        ),
    ),
    ("year_edge", "0", rf"\b(?:the\s+)?end\s+of\s+{_YEAR}\b"),
    (
        "quarter",
        "0 quarter",
        rf"\b(?:Q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth)\s+quarter)(?:\s+(?:of\s+)?{_YEAR})?\b",
    ),
    ("month", "may", rf"\b(?:(?P<which>last|this|next)\s+)?{_MONTH_WORD}(?:,?\s+(?:of\s+)?{_YEAR})?\b(?!\s+\d)"),
    (
        "span",
        "month quarter year",
        r"\b(?:(?P<later>later|earlier)\s+)?(?P<which>this|last|next)\s+(?P<unit>month|quarter|year)\b",
    ),
    ("year", "0", rf"\b(?:early|late|mid|spring|summer|autumn|fall|winter)[ -](?:of\s+|in\s+)?{_YEAR}\b"),
    ("year", "0", rf"\bin\s+{_YEAR}\b"),
)
# ASCII: else "ſ" would match "s" and "٣" a digit, and no table below knows them
_PATTERNS = tuple(
    (name, frozenset(needed.split()), re.compile(pattern, re.IGNORECASE | re.ASCII)) for name, needed, pattern in _FORMS
)


# a sentence that holds none of these holds no date
_ANY = re.compile(r"\d|day|tomorrow|tonight|week|month|quarter|year|" + "|".join(_MONTHS))  # in small letters


class SpokenDate(NamedTuple):
    """A date found in a text: ``text[start:end]`` says it."""

    start: int
    end: int
    text: str
    date: PartialDate
    has_year: bool


class DatePlace(NamedTuple):
    """A place that may be a date: ``text[start:end]`` has the form of one. What day it is, is for ``read``."""

    start: int
    end: int
    text: str
    form: str
    parts: "_Parts"

    def read(self, published_on: date | None, tense: Tense = "open") -> SpokenDate | None:
        """The date, or None where it cannot be known; arguments as for ``find_dates``."""
        known = _READERS[self.form](self.parts, published_on, tense)
        if known is None:
            return None
        return SpokenDate(self.start, self.end, self.text, known, self.parts.get("year") is not None)


def find_dates(text: str, published_on: date | None, tense: Tense = "open") -> list[SpokenDate]:
    """All dates in a sentence that can be known, in order, none inside another.

    Args:
        text: a sentence or a part of one.
        published_on: day of publication in the page's own zone, 1993 to 2099 as ``dates.published`` gives it;
            without it only dates with a year are found.
        tense: of the verb that the dates belong to; decides which Friday is meant.
    """
    return [known for place in find_places(text) if (known := place.read(published_on, tense)) is not None]


def find_places(text: str) -> list[DatePlace]:
    """All places in a sentence that may be dates, in order, none inside another.

    For a reader who has to ask several times, because each date has to be read with the tense of its own verb.
    """
    found: list[DatePlace] = []
    for name, match in _matches(text):
        if all(match.end() <= other.start or other.end <= match.start() for other in found):
            found.append(DatePlace(match.start(), match.end(), match.group(), name, match.groupdict()))
    return sorted(found, key=lambda place: place.start)


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    hints = {_hint(word) for word in _ANY.findall(text.lower())}
    for name, needed, pattern in _PATTERNS:
        if needed.isdisjoint(hints):
            continue
        for match in pattern.finditer(text):
            if name in ("month", "day") and match["month"] in _WORDS:
                continue
            if name == "month" and match["month"].lower() == "may" and not _is_may(text, match):
                continue
            yield name, match


def _hint(word: str) -> str:
    """What a word that ``_ANY`` finds is among those that a form needs."""
    return "0" if word.isdigit() else "may" if word in _MONTHS else word


def _is_may(text: str, match: re.Match[str]) -> bool:
    """Whether "May" is the month: with a year, or behind a word that stands before months."""
    if match["year"] or match["which"]:
        return True
    return bool(
        re.search(
            r"\b(?:in|since|until|of|by|late|early|mid|from|during|last|through)[ -]$",
            text[: match.start()],
            re.IGNORECASE,
        )
    )


def _known(value: date | str | None, precision: Precision = "day") -> PartialDate | None:
    if value is None:
        return None
    return PartialDate(value=value.isoformat() if isinstance(value, date) else value, precision=precision)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_Parts = dict[str, str | None]


def _iso(parts: _Parts, _published: date | None, _tense: Tense) -> PartialDate | None:
    return _known(_make(int(parts["year"] or 0), int(parts["mm"] or 0), int(parts["dd"] or 0)))


def _slashed(parts: _Parts, _published: date | None, _tense: Tense) -> PartialDate | None:
    first, second, year = int(parts["a"] or 0), int(parts["b"] or 0), int(parts["year"] or 0)
    readings = {_make(year, second, first), _make(year, first, second)} - {None}
    return _known(readings.pop()) if len(readings) == 1 else None


def _day_of_month(parts: _Parts, published: date | None, tense: Tense) -> PartialDate | None:
    month, day = _MONTHS[(parts["month"] or "").lower()], int(parts["day"] or 0)
    if parts["year"]:
        return _known(_make(int(parts["year"]), month, day))
    return _known(_nearest(lambda year: _make(year, month, day), published, tense))


def _ordinal(parts: _Parts, published: date | None, tense: Tense) -> PartialDate | None:
    day = _ORDINALS.index((parts["ordinal"] or "").lower()) + 1
    return _day_of_month({**parts, "day": str(day)}, published, tense)


def _day_of_this_month(parts: _Parts, published: date | None, _tense: Tense) -> PartialDate | None:
    if published is None:
        return None
    first = _first_of(published, "month", _SHIFTS[(parts["which"] or "").lower()])
    return _known(_make(first.year, first.month, int(parts["day"] or 0)))


def _day_of_week(parts: _Parts, published: date | None, _tense: Tense) -> PartialDate | None:
    if published is None:
        return None
    monday = published - timedelta(days=published.weekday())
    weeks = _SHIFTS[(parts["which"] or "").lower()]
    return _known(monday + timedelta(days=7 * weeks + _DAYS[(parts["weekday"] or "").lower()]))


def _nearest(in_year: Callable[[int], date | None], published: date | None, tense: Tense) -> date | None:
    """The date without a year that the writer means: the nearest one; tense decides only half a year away."""
    if published is None:
        return None
    days = [day for year in (published.year - 1, published.year, published.year + 1) if (day := in_year(year))]
    near = sorted(
        (day for day in days if abs((day - published).days) <= _NEAR_DAYS), key=lambda d: abs((d - published).days)
    )
    if not near or (len(near) == 1 and abs((near[0] - published).days) <= _SURE_DAYS):
        return near[0] if near else None
    sided = [day for day in near if (day > published) == (tense == "future")]
    return sided[0] if tense != "open" and sided else None


def _today(parts: _Parts, published: date | None, _tense: Tense) -> PartialDate | None:
    if published is None:
        return None
    shift = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[(parts["word"] or "").lower()]
    return _known(published + timedelta(days=shift))


def _ago(parts: _Parts, published: date | None, _tense: Tense) -> PartialDate | None:
    if published is None or (parts["unit"] or "").lower() == "week":  # "two weeks ago" names no day
        return None
    word = (parts["count"] or "").lower()
    count = _NUMBERS.get(word) or int(word)
    return _known(published + timedelta(days=-count if (parts["way"] or "").lower() == "ago" else count))


def _weekday(parts: _Parts, published: date | None, tense: Tense) -> PartialDate | None:
    if published is None:
        return None
    wanted = _DAYS[(parts["weekday"] or "").lower()]
    which = (parts["which"] or "").lower()
    behind = (published.weekday() - wanted) % 7
    ahead = (wanted - published.weekday()) % 7
    if parts["week"]:  # "Monday week": a week after the coming Monday
        return _known(published + timedelta(days=(ahead or 7) + 7)) if not which else None
    if which in ("last", "this past"):
        return _known(published - timedelta(days=behind or 7))
    if which == "next":
        return _next_weekday(published, ahead)
    if tense == "past":
        return _known(published - timedelta(days=behind))
    if tense == "future" or which == "this coming":
        return _known(published + timedelta(days=ahead))
    return _known(published) if behind == 0 else None


def _next_weekday(published: date, ahead: int) -> PartialDate | None:
    """Said on a Monday, "next Friday" is this week's to some and next week's to others; then it is unknown."""
    coming = published + timedelta(days=ahead or 7)
    same_week = coming.isocalendar()[:2] == published.isocalendar()[:2]
    return None if same_week else _known(coming)


def _edge(parts: _Parts, published: date | None, _tense: Tense) -> PartialDate | None:
    """Only "the first day" is a day; the end or the start of a span is no more than the span."""
    if published is None:
        return None
    which, unit = (parts["which"] or "").lower(), (parts["unit"] or "").lower()
    is_day = (parts["edge"] or "").lower() in ("first day", "first")
    if which == "the" and (is_day or unit != "year"):
        return None
    first = _first_of(published, unit, 1 if "next" in which else 0)
    return _known(first) if is_day else _whole(first, unit)


def _whole(first: date, unit: str) -> PartialDate | None:
    if unit == "month":
        return _known(f"{first:%Y-%m}", "month")
    if unit == "quarter":
        return _known(f"{first.year}-Q{(first.month + 2) // 3}", "quarter")
    return _known(f"{first.year}", "year")


def _first_of(published: date, unit: str, shift: int) -> date:
    """First day of this (0), the next (1) or the last (-1) month, quarter or year."""
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = (published.year * 12 + published.month - 1) // months * months + shift * months
    return date(index // 12, index % 12 + 1, 1)


def _year_edge(parts: _Parts, _published: date | None, _tense: Tense) -> PartialDate | None:
    return _known(parts["year"], "year")


def _quarter(parts: _Parts, published: date | None, _tense: Tense) -> PartialDate | None:
    nth = ("first", "second", "third", "fourth").index((parts["nth"] or "").lower()) + 1 if parts["nth"] else 0
    number = int(parts["quarter"] or nth)
    if parts["year"]:
        return _known(f"{parts['year']}-Q{number}", "quarter")
    if published is None or parts["nth"]:
        return None
    return _known(f"{published.year}-Q{number}", "quarter") if number >= (published.month + 2) // 3 else None


def _month(parts: _Parts, published: date | None, tense: Tense) -> PartialDate | None:
    number = _MONTHS[(parts["month"] or "").lower()]
    if parts["year"]:
        return _known(f"{parts['year']}-{number:02}", "month")
    if published is None:
        return None
    which = (parts["which"] or "").lower()
    if abs(number - published.month) <= (6 if which == "this" else 0) and which in ("", "this"):
        return _known(f"{published.year}-{number:02}", "month")
    if which not in ("last", "next") and tense == "open":
        day = _nearest(lambda year: date(year, number, 15), published, tense)
        return _known(f"{day:%Y-%m}", "month") if day else None
    if which == "last" or (which != "next" and tense == "past"):
        return _known(f"{published.year - (number >= published.month)}-{number:02}", "month")
    return _known(f"{published.year + (number <= published.month)}-{number:02}", "month")


def _this_span(parts: _Parts, published: date | None, _tense: Tense) -> PartialDate | None:
    if published is None:
        return None
    unit = (parts["unit"] or "").lower()
    return _whole(_first_of(published, unit, _SHIFTS[(parts["which"] or "").lower()]), unit)


def _year(parts: _Parts, _published: date | None, _tense: Tense) -> PartialDate | None:
    return _known(parts["year"], "year")


_READERS: dict[str, Callable[[_Parts, date | None, Tense], PartialDate | None]] = {
    "ago": _ago,
    "day": _day_of_month,
    "day_of_month": _day_of_this_month,
    "day_of_week": _day_of_week,
    "iso": _iso,
    "month": _month,
    "ordinal": _ordinal,
    "quarter": _quarter,
    "quarter_edge": _edge,
    "slashed": _slashed,
    "span": _this_span,
    "today": _today,
    "weekday": _weekday,
    "year": _year,
    "year_edge": _year_edge,
}
