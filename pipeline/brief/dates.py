"""Dates ahead: the days of the register in the weeks to come, and longer spans of which the day is not given."""

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.model.edition import DateAhead
from pipeline.model.restriction import Restriction
from pipeline.text.days import MONTHS, WEEKDAYS, day_words

_TAKES_EFFECT, _ENDS, _DOUBT = "", "; it ends then", "; sources disagree on the day"


def dates_ahead(rows: Sequence[Restriction], last_on: date, days: int) -> list[DateAhead]:
    """Days, and longer spans of which the day is not given, in the next so many days."""
    horizon = (last_on + timedelta(days=days)).isoformat()
    found = []
    for row in rows:
        if row.status in ("lifted", "denied", "superseded"):
            continue
        for claim, what in ((row.claims.effective, _TAKES_EFFECT), (row.claims.ends, _ENDS)):
            known = [(claim.value, claim.precision)] if claim.status == "known" else []
            for value, precision in known or [(other.value, other.precision) for other in claim.alternatives]:
                if not isinstance(value, str):
                    continue
                start = first_day(value)
                if not last_on.isoformat() < _last_day(value) or start > horizon:
                    continue
                doubt = _DOUBT if claim.status == "disputed" else ""
                found.append(
                    DateAhead(
                        when=max(start, last_on.isoformat()),
                        label=_day_label(value, last_on),
                        text=f"{row.title}{what}{doubt}",
                        restriction_id=row.restriction_id,
                        precision=precision or "day",
                    )
                )
    return sorted(found, key=lambda d: (d.when, d.label, d.restriction_id))


def first_day(value: str) -> str:
    """The first day of a date as far as it is known, ISO."""
    if "-Q" in value:
        return f"{value[:4]}-{3 * int(value[-1]) - 2:02}-01"
    return value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value


def _last_day(value: str) -> str:
    if len(value) == 10:
        return value
    if "-Q" in value:
        return f"{value[:4]}-{3 * int(value[-1]):02}-31"
    return value + ("-31" if len(value) == 7 else "-12-31")


def _day_label(value: str, last_on: date) -> str:
    if len(value) < 10:
        return f"{day_words(value)}, day not given"
    day = date.fromisoformat(value)
    year = f" {day.year}" if day.year != last_on.year else ""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"
