"""When a server wants to be asked again: the Retry-After header of an answer. Pure."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=7)
"""Nobody is kept away for longer by a header, which may be a slip: a source is tried once a week whatever happens."""

_SECONDS = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")
_DATE_LENGTH = 64  # the longest form has 33 characters


def retry_at(value: str, now: datetime) -> datetime | None:
    """Read a Retry-After header (RFC 9110, section 10.2.3).

    Args:
        value: a number of seconds, also with a fraction; or a date in one of the three forms of HTTP, and in UTC where
            it names no zone.
        now: aware, in UTC.

    Returns:
        An aware time in UTC, from now to LONGEST after now; None where the value says nothing.
    """
    text = value.strip()
    if _SECONDS.fullmatch(text):
        seconds = min(max(0.0, float(text)), LONGEST.total_seconds())
        return now + timedelta(seconds=seconds)
    try:
        moment = parsedate_to_datetime(text[:_DATE_LENGTH])
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # "Sun Nov  6 08:49:37 1994" names no zone
        moment = moment.replace(tzinfo=UTC)
    return min(max(now, moment), now + LONGEST).astimezone(UTC)
