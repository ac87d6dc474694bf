"""Which group of events has which id: a row keeps its id through the first of its events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.analyse.register.grouping import Group, grouped
from pipeline.analyse.register.support import Support
from pipeline.model.event import Event
from pipeline.model.restriction import Restriction


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A restriction or a candidate with the events that it is built from.

    Attributes:
        row_id: id of the restriction, or of the candidate.
        held: the restriction as it stands; None for a candidate.
        supports: its events with their reports, but for those of articles that are being read anew.
        stale: some events were left out for that reason, so that the row must be built anew.
    """

    row_id: str
    held: Restriction | None
    supports: tuple[Support, ...]
    stale: bool = False


@dataclass(slots=True, kw_only=True)
class Place:
    """One restriction or candidate to be, with the row that it goes on.

    Attributes:
        row_id: id of that row; empty for a new one.
        held: the restriction as it stands; None for a candidate, or a new one.
        changed: it must be built anew.
    """

    row_id: str = ""
    held: Restriction | None = None
    supports: Group = field(default_factory=list)
    changed: bool = True


@dataclass(slots=True, kw_only=True)
class Plan:
    """What becomes of rows and new events.

    Attributes:
        dropped: ids of candidates that went into another row.
        merged: pairs of ids: a restriction that went into another, and that other.
        emptied: ids of rows of which nothing is left.
    """

    places: list[Place] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)


def plan_of(supports: Iterable[Support], rows: Sequence[Row]) -> Plan:
    """Cut events into restrictions, and say which goes on which row.

    Args:
        supports: all events, of the rows and new.
        rows: as they stand.

    Returns:
        A plan, its places in the order of their first events.
    """
    plan = Plan()
    groups = grouped(supports)
    where = {key: number for number, group in enumerate(groups) for key in _ordered_keys(group)}
    homes: dict[int, list[Row]] = {}
    for row in rows:
        home = next((where[key] for key in _ordered_keys(row.supports) if key in where), None)
        if home is not None:
            homes.setdefault(home, []).append(row)
        elif row.stale:
            plan.emptied.append(row.row_id)
    plan.places = [_place(group, homes.get(number, []), plan) for number, group in enumerate(groups)]
    return plan


def _place(group: Group, rows: Sequence[Row], plan: Plan) -> Place:
    """A group with the row that it goes on: of several the one with the lowest id, restrictions before candidates."""
    if not rows:
        return Place(supports=group)
    first, *others = sorted(rows, key=lambda row: (row.held is None, row.row_id))
    for row in others:
        if row.held is not None:
            plan.merged.append((row.row_id, first.row_id))
        else:
            plan.dropped.append(row.row_id)
    same = not others and not first.stale and _keys(group) == _keys(first.supports)
    return Place(row_id=first.row_id, held=first.held, supports=group, changed=not same)


def _ordered_keys(supports: Iterable[Support]) -> list[tuple[str, Event]]:
    return [(s.report.article_id, s.event) for s in sorted(supports, key=lambda s: s.order)]


def _keys(supports: Iterable[Support]) -> set[tuple[str, Event]]:
    return {(support.report.article_id, support.event) for support in supports}
