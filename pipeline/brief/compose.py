"""One week's edition, composed from the register and from what was read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline.brief.bottom_line import Counts, Headlines, bottom_line, public_bottom_line, subject
from pipeline.brief.changes import register_changes
from pipeline.brief.dates import dates_ahead, next_day
from pipeline.brief.exposure import find_exposures, is_ahead, with_next
from pipeline.brief.leads import COMING, LIVE, item, rank_leads
from pipeline.brief.months import by_month
from pipeline.brief.peers import Neighbours
from pipeline.brief.steps import make_steps
from pipeline.brief.watching import watched
from pipeline.brief.window import Window, revisions_in
from pipeline.brief.wording import shorter_titles
from pipeline.model.edition import Coverage, Edition, Exposure, Item, RegisterChange, Watched
from pipeline.model.options import BriefOptions, Inventory
from pipeline.model.restriction import Register, Restriction

__all__ = ["Window", "compose"]


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
    rows, past = register.restrictions, _past(window, options)
    leads, near = rank_leads(rows, window), Neighbours(rows)
    items = tuple(item(row, revisions_in(row, window), near.of(row), window, options, past) for row in leads)
    dates = tuple(dates_ahead(rows, past, options.days_ahead))
    changes, watching = register_changes(register, window), watched(register)
    counts = _counts(register, watching, changes)
    headlines = _headlines(window, register, items, counts, options, coverage)
    touched = _touched(rows, leads, window, inventory, options) if inventory else None
    steps = make_steps(touched, rows, inventory, past) if inventory and touched else ()
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
        changes=changes,
        watching=watching,
        coverage=coverage,
        in_force=counts.in_force,
        in_force_by_month=by_month(rows, last_on),
        stamp=options.stamp,
        since_at=window.since,
        until_at=window.until,
    )


def _headlines(
    window: Window,
    register: Register,
    items: tuple[Item, ...],
    counts: Counts,
    options: BriefOptions,
    coverage: Coverage,
) -> Headlines:
    rows = register.restrictions
    return Headlines(
        items=items,
        next_day=next_day(rows, _past(window, options), options.days_ahead),
        coverage=coverage,
        week=window.week,
        baseline=window.baseline,
        counts=counts,
        days_ahead=options.days_ahead,
        missed=(window.week.first_on - window.first_on).days // 7,
        shorter={row.restriction_id: shorter_titles(row) for row in rows},
    )


def _counts(register: Register, watching: Sequence[Watched], changes: Sequence[RegisterChange]) -> Counts:
    return Counts(
        in_force=sum(row.status in LIVE for row in register.restrictions),
        coming=sum(row.status in COMING for row in register.restrictions),
        watched=len(watching),
        changes=len(changes),
    )


def _touched(
    rows: Sequence[Restriction],
    leads: Sequence[Restriction],
    window: Window,
    inventory: Inventory,
    options: BriefOptions,
) -> tuple[Exposure, ...]:
    """What touches us and is told in this edition: what is a lead of it, or has its day to come."""
    last_on, past = window.week.last_on, _past(window, options)
    told = {row.restriction_id for row in leads} | {row.restriction_id for row in rows if is_ahead(row, past)}
    found = find_exposures(rows, inventory, last_on, today=max(last_on, _composed_on(window, options)))
    return tuple(e for e in found if window.baseline or e.restriction_id in told)


def _past(window: Window, options: BriefOptions) -> date:
    """The last day that is past for who reads the edition; a run that comes late tells no day as next that was."""
    return max(window.week.last_on, _composed_on(window, options) - timedelta(days=1))


def _composed_on(window: Window, options: BriefOptions) -> date:
    """The day of the cut-off where the readers are: from it they count the days that are left."""
    return datetime.fromisoformat(window.until).astimezone(ZoneInfo(options.timezone)).date()
