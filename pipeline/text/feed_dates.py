"""Dates as feeds write them, in the standards' ways and in everybody else's.

A date is read as a whole or not at all. Where a form has two readings ("10/07/2026") it has none here, a time without a
zone, or in one that several parts of the world call by the same name, is no moment, and a year always has its century
unless it stands behind the name of a month, as RFC 822 writes it.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pipeline.model.source import Published
from pipeline.text.words import clean

_FIRST_PAGE = date(1993, 1, 1)  # no page of the web is older
_EARLIEST = 725_846_400  # the same day as a number of seconds
_LONGEST = 100  # characters of a date

# Names of the months in Danish, Dutch, English, French, German, Italian, Norwegian, Portuguese, Russian, Spanish and
# Swedish, without accents (й is и with one). No name means two months.
_MONTHS = (
    "january jan januar janner janvier janv januari enero ene gennaio gen janeiro января январь янв",
    "february feb februar fevrier fevr fev febrero febbraio fevereiro februari февраля февраль февр фев",
    "march mar marz mrz mars marzo marco maart mrt marts марта март мар",
    "april apr avril avr abril abr aprile апреля апрель апр",
    "may mai mayo maggio mag maio mei maj мая маи",
    "june jun juni juin junio giugno giu junho июня июнь июн",
    "july jul juli juillet juil julio luglio lug julho июля июль июл",
    "august aug aout agosto ago augustus augusti августа август авг",
    "september sep sept septembre septiembre setiembre settembre sett set setembro сентября сентябрь сент сен",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт",
    "november nov novembre noviembre novembro ноября ноябрь нояб ноя",
    "december dec dezember dez decembre diciembre dic dicembre dezembro desember des декабря декабрь дек",
)
# Names of the days of the week in the same languages: what stands in front of a date and says nothing new.
_WEEKDAYS = (
    "di dienstag dim dimanche dinsdag do dom domenica domingo don donderdag donnerstag fr fre fredag freitag fri friday"
    " gio giovedi jeu jeudi jue jueves lor lordag lun lundi lunedi lunes ma maandag man mandag mar mardi martedi martes"
    " mer mercoledi mercredi mi mie miercoles mittwoch mo mon monday montag ons onsdag qua quarta qui quinta sa sab"
    " sabado sabato sam samedi samstag sat saturday seg segunda sex sexta so son sondag sonntag sun sunday ter terca"
    " thu thur thurs thursday tir tirsdag tis tisdag tor torsdag tue tues tuesday ven vendredi venerdi vie viernes vr"
    " vrijdag wed wednesday wo woensdag za zaterdag zo zondag вс воскресенье вторник вт понедельник пн пт пятница"
    " сб ср среда суббота четверг чт"
)
# Zones that mean one thing, as minutes from UTC, or as the place whose rules they follow. RFC 822 fixes the American
# ones; CST, which it fixes too, is left out because feeds from China mean theirs, and so are AST, IST and the like.
_ZONES: dict[str, int | str] = {
    "acdt": 630,
    "acst": 570,
    "aedt": 660,
    "aest": 600,
    "akdt": -480,
    "akst": -540,
    "awst": 480,
    "bst": 60,
    "cdt": -300,
    "cest": 120,
    "cet": 60,
    "ct": "America/Chicago",
    "edt": -240,
    "eest": 180,
    "eet": 120,
    "est": -300,
    "et": "America/New_York",
    "gmt": 0,
    "hkt": 480,
    "hst": -600,
    "jst": 540,
    "kst": 540,
    "mdt": -360,
    "mest": 120,
    "met": 60,
    "msk": 180,
    "mst": -420,
    "mt": "America/Denver",
    "nzdt": 780,
    "nzst": 720,
    "pdt": -420,
    "pst": -480,
    "pt": "America/Los_Angeles",
    "sgt": 480,
    "ut": 0,
    "utc": 0,
    "west": 60,
    "wet": 0,
    "wib": 420,
    "z": 0,
}
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_WEEKDAY_NAMES = frozenset(_WEEKDAYS.split())

_NAME = r"(?P<name>[^\W\d_]{2,12})"
_LATE = r"p\.?\s?m\.?|오후|下午|午後|晚上"
_HALF = rf"a\.?\s?m\.?|오전|上午|午前|凌晨|早上|{_LATE}"
_CLOCK = (
    rf"(?i:(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})"
    r"(?:\s?(?:[:.h]|[時时點点시])\s?(?P<minute>\d{2})(?:\s?[:.分분]\s?(?:(?P<second>\d{2})(?:[.,]\d{1,9})?)?[秒초]?)?)?"
    rf"\s*(?P<after>(?:{_HALF})(?!\w))?(?:\s?(?:uhr|hrs|h|ч|[时時點点시])(?!\w)\.?)?)"
)
_ZONE = (
    r"(?P<zone>(?:(?:GMT|UTC|UT)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)(?:\s[A-Z]{3,5})?)|[A-Z][A-Za-z_]+(?:/[\w+-]+){1,2}"
    r"|[A-Z]{1,5}|gmt|utc|z)?(?:\s*\([^()]*\))?"
)
_BETWEEN = (
    r"(?:\s*[Tt,|·]\s*|\s+[-–]\s+|\s+)?"
    r"(?:(?i:kl\.|klo\.|(?:at|um|om|à|a las|às|as|alle(?: ore)?|ore|kl)(?=\s))\s*)?"
)
_REST = re.compile(rf"(?:{_BETWEEN}{_CLOCK})?\s*{_ZONE}", re.ASCII)
_COMPACT_REST = re.compile(
    rf"(?:[Tt]?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?)?(?P<before>)(?P<after>)\s*{_ZONE}", re.ASCII
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_DAYS = (
    re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d)\.?", re.ASCII),
    re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]", re.ASCII),
    re.compile(r"(?P<one>\d{1,2})(?P<mark>[-/.])\s?(?P<two>\d{1,2})(?P=mark)\s?(?P<year>\d{4})(?!\d)", re.ASCII),
    re.compile(
        r"(?:(?:le|el|il|den)\s+)?(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|er|[oa](?=\s)|°|\.|:[ea])?[\s-]*"
        rf"(?:(?:de|of)\s+|d['’])?{_NAME}\.?,?[\s-]*(?:(?:de|del|do)\s+)?(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])(?:\s?г\.?)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_NAME}\.?[\s-]+(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(?P<year>[0-9]{{4}})(?![0-9])",
        re.IGNORECASE,
    ),
)
_SECONDS = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{13})", re.ASCII)
_OFFSET = re.compile(r"(?:GMT|UTC?)?([+-])(\d{1,2}):?(\d{2})?[A-Z]*", re.ASCII)
_DAY_ZONE = re.compile(r"[+-]\d{2}:\d{2}", re.ASCII)  # XML Schema gives a day its zone
_YEAR_LAST = re.compile(rf"({_NAME}\s+\d{{1,2}}),?\s+(\d{{1,2}}:\d{{2}}\S*.*?)\s+(\d{{4}})", re.ASCII | re.IGNORECASE)
_WEEKDAY = re.compile(r"([^\W\d_]{2,13})(?:-feira)?[.,\s]+")
_CJK_WEEKDAY = re.compile(
    r"\s*(?:\([月火水木金土日月화수목금토일월一二三四五六]\)|[月火水木金土日]曜日?|[월화수목금토일]요일|(?:星期|周|週)[一二三四五六日天])"
)


class FeedDate(NamedTuple):
    """A date as far as it is believed, and the flag of an Entry that says why it is not; empty where nothing is odd."""

    published: Published | None
    flag: str


class _Clock(NamedTuple):
    hour: int
    minute: int
    second: int


def feed_date(raw: str, *, now: datetime) -> FeedDate:
    """Read a date of a feed.

    Args:
        raw: as the feed gives it; empty where it gives none.
        now: the time of the run; a date more than a day later is not believed.

    Returns:
        The date with its zone where one is given and known, as a bare time (``2026-07-06T09:00:00``, without
        ``published_at``) where none is, as a day where no time is given; or None with "future-date", "old-date" (before
        the web) or "unread-date".
    """
    text = unicodedata.normalize("NFKC", clean(raw[: 4 * _LONGEST]))
    if not text:
        return FeedDate(None, "")
    found = _read(text) if len(text) <= _LONGEST else None
    if found is None:
        return FeedDate(None, "unread-date")
    if found.published_on < _FIRST_PAGE:
        return FeedDate(None, "old-date")
    latest = now + timedelta(days=1)
    if found.published_on > latest.date() if found.published_at is None else found.published_at > latest:
        return FeedDate(None, "future-date")
    return FeedDate(found, "")


def _read(text: str) -> Published | None:
    number = _SECONDS.fullmatch(text)
    if number:
        seconds = int(number[1] or number[2][:-3])
        return _at(datetime.fromtimestamp(seconds, UTC)) if seconds >= _EARLIEST else None
    for candidate in _candidates(_CJK_WEEKDAY.sub(" ", text)):
        found = _read_from(candidate)
        if found is not None:
            return found
    return None


def _candidates(text: str) -> Iterator[str]:
    """The text without a weekday's name in front, and as it is: "mar." may be a Tuesday in Madrid, or a month."""
    match = _WEEKDAY.match(text)
    if match and _folded(match[1]) in _WEEKDAY_NAMES:
        yield _YEAR_LAST.sub(r"\1 \4 \3", text[match.end() :])
    yield _YEAR_LAST.sub(r"\1 \4 \3", text)


def _read_from(text: str) -> Published | None:
    """A date that begins the text, if nothing but a time and a zone follows."""
    for pattern in (*_DAYS, _COMPACT):
        match = pattern.match(text)
        if match:
            rest = (_COMPACT_REST if pattern is _COMPACT else _REST).fullmatch(text, match.end())
            day = _day(match.groupdict())
            return _timed(day, rest.groupdict()) if rest and day else None
    return None


def _day(parts: dict[str, str | None]) -> date | None:
    month, day = parts.get("month"), parts.get("day")
    if parts.get("one"):
        numbers = _ordered(int(parts["one"] or ""), int(parts["two"] or ""), parts["mark"] or "")
        if numbers is None:
            return None
        day_number, month_number = numbers
    else:
        day_number = int(day or "")
        month_number = int(month) if month else _month(parts["name"] or "")
    try:
        return date(_year(parts["year"] or ""), month_number, day_number)
    except ValueError:
        return None


def _ordered(one: int, two: int, mark: str) -> tuple[int, int] | None:
    """Day and month of two numbers; with full stops the day stands first, otherwise a number above 12 tells it."""
    if mark == "." or one > 12 or one == two:
        return one, two
    return (two, one) if two > 12 else None


def _month(name: str) -> int:
    """The number of a month, 0 for what is none."""
    return _MONTH_NUMBERS.get(_folded(name), 0)


def _folded(name: str) -> str:
    """In lower case and without accents."""
    if name.isascii():
        return name.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))


def _year(digits: str) -> int:
    """RFC 5322, section 4.3: two digits up to 49 are years of this century."""
    number = int(digits)
    return number + (0 if len(digits) == 4 else 2000 if number < 50 else 1900)


def _timed(day: date, parts: dict[str, str | None]) -> Published | None:
    named = re.sub(r"\s", "", parts["zone"] or "")
    if not parts["hour"]:
        beside = not named or _DAY_ZONE.fullmatch(named) or named.lower() in _ZONES
        return Published(text=day.isoformat(), published_on=day) if beside else None
    clock = _clock(parts)
    if clock is None:
        return None
    hour, minute, second = clock
    try:  # the end of a day (ISO 8601) is the beginning of the next, and a leap second is told as the one before it
        local = datetime.combine(day, time(hour % 24, minute, min(second, 59))) + timedelta(days=hour // 24)
    except (ValueError, OverflowError):
        return None
    numbers = _OFFSET.fullmatch(named)
    if numbers:
        minutes = int(numbers[2]) * 60 + int(numbers[3] or 0)
        if minutes > 14 * 60 or int(numbers[3] or 0) > 59:
            return None
        return _at(local.replace(tzinfo=timezone(timedelta(minutes=-minutes if numbers[1] == "-" else minutes))))
    zone = _zone(named)
    if zone is None or local.replace(tzinfo=zone).utcoffset() != local.replace(tzinfo=zone, fold=1).utcoffset():
        return Published(text=local.isoformat(), published_on=local.date())
    return _at(local.replace(tzinfo=zone))


def _clock(parts: dict[str, str | None]) -> _Clock | None:
    """The time of a day on 24 hours, 24:00:00 included; None for one that no clock shows."""
    half = (parts["before"] or parts["after"] or "").lower()
    if not half and parts["minute"] is None and not parts["zone"]:
        return None  # a lone number is no time
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if re.fullmatch(_LATE, half) else 0)
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and minute + second > 0):
        return None
    return _Clock(hour, minute, second)


def _zone(name: str) -> tzinfo | None:
    """A zone by its name, None for one that is unknown or means several."""
    known = _ZONES.get(name.lower(), name)
    if isinstance(known, int):
        return timezone(timedelta(minutes=known)) if known else UTC
    if "/" not in known:
        return None
    try:
        return ZoneInfo(known)
    except (LookupError, OSError, ValueError):
        return None


def _at(moment: datetime) -> Published | None:
    try:
        in_utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return Published(text=moment.isoformat(timespec="seconds"), published_on=moment.date(), published_at=in_utc)
