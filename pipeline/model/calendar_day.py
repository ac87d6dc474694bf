"""Which full days a restriction tells, or has told, so that a calendar can say what became of each."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pipeline.model.restriction import CalendarDay, Claim, Restriction


def calendar_days(row: Restriction) -> Iterator[CalendarDay]:
    """The effective and the last day of a restriction, each if it is known to the day, or has ever been."""
    for kind, claim in (("effective", row.claims.effective), ("ends", row.claims.ends)):
        changes = [change for revision in row.history for change in revision.changes if change.field == kind]
        now = _full(claim.value) if claim.status == "known" else None
        before = [day for change in changes for day in (_full(change.before), _full(change.after)) if day]
        if now or before:
            yield CalendarDay(
                kind="effective" if kind == "effective" else "ends",
                day=now or before[-1],
                moved=max(0, len(changes) - 1),
                told="known" if now else _fate(claim),
            )


def moved(row: Restriction, kind: str) -> int:
    """How often a day of a restriction has moved, by the claim that names it."""
    return next((day.moved for day in calendar_days(row) if day.kind == kind), 0)


def days_left(row: Restriction, reason: str) -> tuple[CalendarDay, ...]:
    """The days that a removed restriction leaves in calendars.

    Args:
        row: as it was.
        reason: why it was removed; nothing stays of what was retracted.
    """
    if reason == "retracted" or row.imported_from:
        return ()
    return tuple(calendar_days(row))


def _fate(claim: Claim) -> Literal["disputed", "gone"]:
    return "disputed" if claim.status == "disputed" else "gone"


def _full(value: object) -> str | None:
    """The ISO day of a value; None if it is none, or a longer span."""
    if not isinstance(value, str) or len(value) < 10 or value[10:11] not in ("", "T"):
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None
