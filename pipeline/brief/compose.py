"""One week's edition, composed from the register and from what was read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.brief import phrase
from pipeline.brief.bottom_line import Headlines, bottom_line, public_bottom_line, subject
from pipeline.brief.changes import register_changes, withdrawn
from pipeline.brief.dates import dates_ahead, first_day
from pipeline.brief.exposure import find_exposures, is_ahead, with_next
from pipeline.brief.leads import LIVE, item, rank_leads
from pipeline.brief.steps import make_steps
from pipeline.brief.window import Window, revisions_in
from pipeline.model.edition import Coverage, DateAhead, Edition, Exposure, Item, Watched
from pipeline.model.options import BriefOptions, Inventory
from pipeline.model.restriction import Register, Restriction

__all__ = ["Window", "compose"]

_PENDING = frozenset({"proposed", "rumoured", "announced"})


def compose(
    window: Window, register: Register, coverage: Coverage, *, inventory: Inventory | None, options: BriefOptions
) -> Edition:
    """Compose an edition.

    Args:
        window: week and cut-offs.
        register: the register as it stands at the cut-off.
        coverage: what was read and what was not.
        inventory: None if the operator gives none; then nothing is said about "us".
        options: limits and the stamp.
    """
    last_on = window.week.last_on
    register = replace(register, restrictions=tuple(row for row in register.restrictions if not row.imported_from))
    rows = register.restrictions
    leads = rank_leads(rows, window)
    items = tuple(item(row, revisions_in(row, window), rows, window, options) for row in leads)
    dates = tuple(dates_ahead(rows, last_on, options.days_ahead))
    headlines = _headlines(window, register, coverage, items, dates, options.days_ahead)
    touched = _touched(rows, leads, window, inventory) if inventory else None
    steps = make_steps(touched, rows, inventory, last_on) if inventory and touched else ()
    return Edition(
        edition_id=window.week.week_id,
        first_on=window.first_on.isoformat(),
        last_on=last_on.isoformat(),
        timezone=options.timezone,
        next_on=(last_on + timedelta(days=8)).isoformat(),
        baseline=window.baseline,
        subject=subject(headlines, touched or ()),
        bottom_line=bottom_line(headlines, touched),
        public_subject=subject(headlines, ()),
        public_bottom_line=public_bottom_line(headlines),
        items=items,
        exposures=with_next(touched, steps) if touched else touched,
        steps=steps,
        dates=dates,
        changes=(*register_changes(rows, window), *withdrawn(register, window)),
        watching=tuple(_watching(register)),
        coverage=coverage,
        in_force=headlines.in_force,
        in_force_by_month=tuple(_by_month(rows, last_on)),
        stamp=options.stamp,
    )


def _headlines(
    window: Window,
    register: Register,
    coverage: Coverage,
    items: tuple[Item, ...],
    dates: tuple[DateAhead, ...],
    days_ahead: int,
) -> Headlines:
    rows = register.restrictions
    return Headlines(
        items=items,
        dates=dates,
        coverage=coverage,
        week=window.week,
        baseline=window.baseline,
        in_force=sum(row.status in LIVE for row in rows),
        pending=sum(row.status in _PENDING for row in rows) + len(register.candidates),
        days_ahead=days_ahead,
        missed=(window.week.first_on - window.first_on).days // 7,
        shorter={row.restriction_id: phrase.shorter_titles(row) for row in rows},
    )


def _touched(
    rows: Sequence[Restriction], leads: Sequence[Restriction], window: Window, inventory: Inventory
) -> tuple[Exposure, ...]:
    """What touches us and is told in this edition: what is a lead of it, or has its day to come."""
    last_on = window.week.last_on
    told = {row.restriction_id for row in leads} | {row.restriction_id for row in rows if is_ahead(row, last_on)}
    found = find_exposures(rows, inventory, last_on)
    return tuple(e for e in found if window.baseline or e.restriction_id in told)


def _watching(register: Register) -> list[Watched]:
    found = [
        Watched(text=candidate.title, needs=candidate.needs, drop_by=candidate.lapses_on)
        for candidate in register.candidates
    ]
    found += [
        Watched(
            text=row.title,
            needs="a decision",
            drop_by=None,
            restriction_id=row.restriction_id,
        )
        for row in register.restrictions
        if row.status == "proposed"
    ]
    return found


def _by_month(rows: Sequence[Restriction], last_on: date) -> list[tuple[str, int]]:
    """How many restrictions were in force at the end of each of the last seven months."""
    months = []
    year, month = last_on.year, last_on.month
    for _ in range(7):
        months.append(f"{year}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return [
        (name, sum(_held(row, min(f"{name}-31", last_on.isoformat())) for row in rows)) for name in reversed(months)
    ]


def _held(row: Restriction, day: str) -> bool:
    """Whether a row was in force on a day, as far as its days are known."""
    if row.status in ("proposed", "denied", "rumoured", "announced", "suspended", "superseded"):
        return False
    start = row.claims.effective.value if row.claims.effective.status == "known" else row.first_reported
    if not isinstance(start, str) or first_day(start[:10]) > day:
        return False
    end = row.claims.ends.value if row.claims.ends.status == "known" else None
    if isinstance(end, str):
        return first_day(end) > day
    return row.status != "lifted"
