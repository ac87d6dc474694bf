"""Dates as machines write them: in feeds, metadata and addresses."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from pipeline.model.source import Published
from pipeline.text.words import clean

_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_TIME = re.compile(
    r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_NAMED_OFFSET = re.compile(r"\b(?:GMT|UTC)\s*(?=[+-]\d{4}\b)")  # "17:00 GMT+0800": the offset counts, not the name
_UTC = re.compile(r"\s-0000\b")  # RFC 5322, section 3.3: a time in UTC that says nothing of where it was written
_IN_PATH = re.compile(r"/(20\d{2})/(\d{1,2})/(\d{1,2})(?:/|$)")
_FIRST_PAGE = date(1993, 1, 1)  # no page of the web is older
_LAST_PAGE = date(2099, 12, 31)  # running text knows no later years; days after one stay countable


def published(raw: str | None, *, not_after: datetime | None = None) -> Published | None:
    """Read a date of publication; what cannot be read with certainty is unknown.

    Args:
        raw: ISO 8601 day or time, or an RFC 822 date as feeds and mails have it.
        not_after: the time of fetching; a date more than a day later is not believed.

    Returns:
        None where the text is no date, names a day that does not exist, lies before the web or in the future.
    """
    text = clean(raw or "")
    found = _iso_day(text) or _iso_time(text) or _mail_time(text)
    if found is None or not _FIRST_PAGE <= found.published_on <= _LAST_PAGE:
        return None
    if not_after is not None and found.published_on > (not_after + timedelta(days=1)).date():
        return None
    return found


def from_path(url: str) -> Published | None:
    """The day in an address such as ``/2026/07/06/title``, or None."""
    match = _IN_PATH.search(re.split(r"[?#]", url)[0])
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups())
    return published(f"{year:04}-{month:02}-{day:02}")


def iso_time(moment: datetime) -> str:
    """An aware time as ``2026-07-06T01:00:00Z``."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _iso_day(text: str) -> Published | None:
    if not _DAY.match(text):
        return None
    try:
        return Published(text=text, published_on=date.fromisoformat(text))
    except ValueError:
        return None


def _iso_time(text: str) -> Published | None:
    match = _TIME.match(text)
    if not match:
        return None
    day, minutes, seconds, zone = match.groups()
    if not zone:
        return _iso_day(day)  # a time without a zone is only sure as a day
    offset = "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else zone
    if ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    try:
        moment = datetime.fromisoformat(f"{day}T{minutes}{seconds or ':00'}{offset}")
    except ValueError:
        return None
    return _moment(moment)


def _mail_time(text: str) -> Published | None:
    try:
        moment = parsedate_to_datetime(_NAMED_OFFSET.sub("", text))
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None and not _UTC.search(text):  # no zone, or one that has no fixed meaning ("CEST", "PM")
        return _iso_day(moment.date().isoformat())
    return _moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _moment(moment: datetime) -> Published | None:
    try:
        in_utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return Published(text=moment.isoformat(timespec="seconds"), published_on=moment.date(), published_at=in_utc)
