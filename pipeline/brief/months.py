"""How many restrictions were in force month by month, as far as their days are known."""

from collections.abc import Sequence
from datetime import date

from pipeline.model.restriction import Restriction
from pipeline.text.days import first_day


def by_month(rows: Sequence[Restriction], last_on: date) -> tuple[tuple[str, int], ...]:
    """How many restrictions were in force at the end of each of the last seven months."""
    months = []
    year, month = last_on.year, last_on.month
    for _ in range(7):
        months.append(f"{year}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return tuple(
        (name, sum(_held(row, min(f"{name}-31", last_on.isoformat())) for row in rows)) for name in reversed(months)
    )


def _held(row: Restriction, day: str) -> bool:
    """Whether a row was in force on a day, as far as its days are known."""
    if row.status in ("proposed", "denied", "rumoured", "announced", "suspended", "superseded"):
        return False
    start = row.claims.effective.value if row.claims.effective.status == "known" else row.first_reported
    if not isinstance(start, str) or first_day(start[:10]).isoformat() > day:
        return False
    end = row.claims.ends.value if row.claims.ends.status == "known" else None
    if isinstance(end, str):
        return first_day(end).isoformat() > day
    return row.status != "lifted"
