"""Dates ahead: the days of the register in the weeks to come, and longer spans of which the day is not given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.brief.exposure import to_come
from pipeline.brief.wording import sentence, short
from pipeline.model.calendar_day import moved
from pipeline.model.edition import DateAhead
from pipeline.model.restriction import Claim, Restriction
from pipeline.model.vocabulary import Precision
from pipeline.text.days import MONTHS, WEEKDAYS, first_day, last_day
from pipeline.text.words import join_words

_OVER = frozenset({"lifted", "denied", "superseded"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDay:
    """The next full day of the register.

    Attributes:
        label: the day, or the days that sources name for it ("Sat 1 Aug or Sat 15 Aug").
        subject: what it is the day of, as a noun.
        verb: what happens then.
        certain: whether no source names a day for it that is past already.
    """

    label: str
    subject: str
    verb: str
    restriction_id: str
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    start: str
    value: str
    precision: Precision


def dates_ahead(rows: Sequence[Restriction], last_on: date, days: int) -> list[DateAhead]:
    """Days, and longer spans of which the day is not given, in the next so many days.

    A row on whose day sources disagree has one line, at the earliest of the days to come.

    Args:
        rows: of the register.
        last_on: the last day that is past for who reads it.
        days: how far it is looked ahead.
    """
    found = [line for row in rows for line, _ in _ahead(row, last_on, days)]
    return sorted(found, key=lambda d: (d.when, d.label, d.restriction_id))


def next_day(rows: Sequence[Restriction], last_on: date, days: int) -> NextDay | None:
    """The first full day of these; None if there is none."""
    ahead = [pair for row in rows for pair in _ahead(row, last_on, days)]
    found = [pair for pair in ahead if pair[0].precision in ("day", "immediate") and pair[1].certain]
    return min(found, key=lambda pair: (pair[0].when, pair[0].label, pair[0].restriction_id))[1] if found else None


def _ahead(row: Restriction, last_on: date, days: int) -> Iterator[tuple[DateAhead, NextDay]]:
    if row.status in _OVER:
        return
    horizon = (last_on + timedelta(days=days)).isoformat()
    verbs = ("would take effect", "would end") if row.status == "proposed" else ("takes effect", "ends")
    for claim, verb in zip((row.claims.effective, row.claims.ends), verbs, strict=True):
        told = () if row.status == "suspended" and claim is row.claims.effective else _days(claim)
        started = claim is row.claims.effective
        ahead = [
            day for day in told if (to_come(row, day.value, last_on) if started else last_on < last_day(day.value))
        ]
        coming = [day for day in ahead if day.start <= horizon]
        if not coming:
            continue
        first = coming[0]
        others = [_label(day.value, last_on) for day in ahead if day != first]
        past = [_label(day.value, last_on) for day in told if day not in ahead]
        label, subject = _label(first.value, last_on), short(row)
        text = (
            f"or {join_words(others, 'or')}, as sources disagree: {subject} {verb}"
            if others
            else sentence(f"{subject} {verb}")
        )
        if past:
            text = f"{text}; other sources name {join_words(past, 'and')}"
        elif not others and claim.status == "disputed":
            text = f"{text}; sources disagree on the day"
        if len(first.value) < 10:
            text = f"{text}; day not given"
        kind = "effective" if claim is row.claims.effective else "ends"
        yield (
            DateAhead(
                when=max(first.start, last_on.isoformat()),
                label=label,
                text=text,
                restriction_id=row.restriction_id,
                precision=first.precision,
                kind="" if claim.status == "disputed" else kind,
                revision=row.revision,
                status=row.status,
                moved=moved(row, kind),
            ),
            NextDay(
                label=join_words([label, *others], "or"),
                subject=subject,
                verb=verb,
                restriction_id=row.restriction_id,
                certain=not past,
            ),
        )


def _days(claim: Claim) -> list[_Day]:
    known = [(claim.value, claim.precision)] if claim.status == "known" else []
    told = known or [(other.value, other.precision) for other in claim.alternatives]
    days = {
        value: _Day(start=first_day(value).isoformat(), value=value, precision=precision or "day")
        for value, precision in told
        if isinstance(value, str)
    }
    return sorted(days.values(), key=lambda day: (day.start, day.value))


def _label(value: str, last_on: date) -> str:
    """At most eleven characters, which fit the column: "Sat 15 Aug", "15 Aug 2027", "Sep 2026", "Q4 2026", "2027"."""
    if "-Q" in value:
        return f"{value[-2:]} {value[:4]}"
    if len(value) < 10:
        return f"{MONTHS[int(value[5:7]) - 1][:3]} {value[:4]}" if len(value) == 7 else value
    day = date.fromisoformat(value)
    told = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{WEEKDAYS[day.weekday()][:3]} {told}" if day.year == last_on.year else f"{told} {day.year}"
