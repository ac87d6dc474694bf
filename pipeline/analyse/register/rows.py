"""The register: which rows a night changed.

Decisions are pure: the rows that may be meant and the new reports go in, changed rows come out. The events of an actor
are cut into restrictions anew each time (``grouping``), so that the same events give the same rows in whatever order
they came; a row keeps its id through the first of its events.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.entry import Desk, build, first_published, propose, ties_of
from pipeline.analyse.register.founding import is_founded
from pipeline.analyse.register.imported import is_same
from pipeline.analyse.register.links import Ties, ties
from pipeline.analyse.register.plan import Place, Plan, Row, plan_of
from pipeline.analyse.register.status import next_day
from pipeline.analyse.register.support import Support
from pipeline.model.event import Report
from pipeline.model.restriction import Candidate, Related, Restriction

__all__ = ["VERSION", "Ledgered", "Row", "merge", "next_day", "reach_days"]

VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledgered:
    """What a merge changed.

    Attributes:
        rows: restrictions that are new or changed, with their events.
        candidates: candidates that are new or changed, with their events.
        promoted: ids of candidates that became restrictions, or went into other rows.
        merged: pairs of ids: a row that turned out to be the same decision as another, and that other.
        emptied: ids of rows and candidates that no report tells any more, now that it was read anew.
    """

    rows: tuple[tuple[Restriction, tuple[Support, ...]], ...] = ()
    candidates: tuple[tuple[Candidate, tuple[Support, ...]], ...] = ()
    promoted: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    emptied: tuple[str, ...] = ()


def merge(
    reports: Iterable[Report],
    rows: Sequence[Row],
    *,
    serials: Mapping[int, int],
    now: datetime,
    lexicon: Lexicon,
    given: Mapping[str, str] | None = None,
) -> Ledgered:
    """Take new reports into the register.

    Args:
        reports: articles analysed since the last merge.
        rows: restrictions and candidates that may be meant: those of the same actors, and those that may be linked.
        serials: highest serial given so far, by year.
        now: time of the run in the configured zone; its day decides which days have been reached.
        lexicon: for vendors and countries.
        given: ids for life that candidates have already, because somebody promoted them once.
    """
    told = [Support(report=report, event=event) for report in reports for event in report.events]
    plan = plan_of([*(support for row in rows for support in row.supports), *told], rows)
    desk = Desk(now=now, today=now.date(), lexicon=lexicon)
    foreign = [row.held for row in rows if row.held and row.held.imported_from and not row.supports]
    return _Settled(dict(serials), desk, given or {}, foreign).all(plan)


def reach_days(rows: Sequence[Row], *, today: date, now: datetime, lexicon: Lexicon) -> tuple[Restriction, ...]:
    """Rows of which a day has been reached: scheduled ones that are now in force, ended ones that are lifted.

    Args:
        rows: with all their events.
        today: day of the run in the configured zone.
        now: time of the run.
        lexicon: for vendors and countries.
    """
    desk = Desk(now=now, today=today, lexicon=lexicon)
    changed = []
    for row in rows:
        if row.held is not None and row.supports:
            rebuilt = build(row.row_id, row.held, sorted(row.supports, key=lambda s: s.order), desk)
            if rebuilt is not row.held:
                changed.append(rebuilt)
    return tuple(changed)


class _Settled:
    """Builds the rows of a plan."""

    def __init__(
        self, serials: dict[int, int], desk: Desk, given: Mapping[str, str], foreign: Sequence[Restriction] = ()
    ) -> None:
        self._serials = serials
        self._foreign = {row.restriction_id: row for row in foreign}
        self._upgraded: dict[str, Restriction] = {}
        self._desk = desk
        self._given = given

    def all(self, plan: Plan) -> Ledgered:
        """Build what changed: founded groups as restrictions, once one for life, the rest as candidates."""
        waiting = [place for place in plan.places if not self._is_restriction(place)]
        founded = [(self._id_of(place), place) for place in plan.places if self._is_restriction(place)]
        found = ties({row_id: place.supports for row_id, place in founded}, self._desk.lexicon)
        rows = []
        for row_id, place in founded:
            tied = _with_others(found[row_id], place.held, found)
            if place.changed or place.held is None or tied != ties_of(place.held):
                held = place.held or self._upgraded.get(row_id)
                rows.append((build(row_id, held, place.supports, self._desk, tied), tuple(place.supports)))
        return Ledgered(
            rows=tuple(rows),
            candidates=tuple(
                (propose(place.row_id or None, place.supports, self._desk), tuple(place.supports))
                for place in waiting
                if place.changed
            ),
            promoted=tuple(plan.dropped + [p.row_id for _, p in founded if p.row_id and p.held is None]),
            merged=tuple(plan.merged),
            emptied=tuple(plan.emptied),
        )

    def _is_restriction(self, place: Place) -> bool:
        return place.held is not None or is_founded(place.supports, self._desk.lexicon)

    def _id_of(self, place: Place) -> str:
        if place.held is not None:
            return place.row_id
        if place.row_id in self._given:
            return self._given[place.row_id]
        same = next((row_id for row_id, row in self._foreign.items() if is_same(place.supports, row)), None)
        if same is not None:
            self._upgraded[same] = self._foreign.pop(same)
            return same
        first = first_published(place.supports)
        year = int(first[:4]) if first else self._desk.today.year
        self._serials[year] = self._serials.get(year, 0) + 1
        return f"AIR-{year}-{self._serials[year]:04}"


def _with_others(found: Ties, held: Restriction | None, known: Mapping[str, Ties]) -> Ties:
    """The ties of a row to the rows at hand, and those that it has to others."""
    before = ties_of(held)
    kept = [link for link in before.related if link.restriction_id not in known]
    ending = found.ending
    if ending is None and before.ending is not None and before.ending.restriction_id not in known:
        ending = before.ending
    return Ties(related=tuple(sorted((*found.related, *kept), key=_by_id)), ending=ending)


def _by_id(link: Related) -> tuple[str, str]:
    return link.restriction_id, link.relation
