"""The register: which events are one restriction, and which rows a night changed.

Decisions are pure: the rows that may be meant and the new reports go in, changed rows come out. The same events give
the same row in whatever order they came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pipeline.analyse.lexicon.countries import load_countries
from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.entry import Desk, build, first_published, propose
from pipeline.analyse.register.founding import is_founded
from pipeline.analyse.register.standing import ANEW_DAYS
from pipeline.analyse.register.status import next_day
from pipeline.analyse.register.support import Support, of_class
from pipeline.model.event import Event, Report
from pipeline.model.restriction import Candidate, Restriction
from pipeline.model.vocabulary import Mechanism

__all__ = ["VERSION", "Ledgered", "Row", "merge", "next_day", "reach_days"]

VERSION = 2


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledgered:
    """What a merge changed.

    Attributes:
        rows: restrictions that are new or changed, with their events.
        candidates: candidates that are new or changed, with their events.
        promoted: ids of candidates that became restrictions.
        emptied: ids of rows and candidates that no report tells any more, now that it was read anew.
    """

    rows: tuple[tuple[Restriction, tuple[Support, ...]], ...] = ()
    candidates: tuple[tuple[Candidate, tuple[Support, ...]], ...] = ()
    promoted: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A row while reports are taken in; ``row_id`` is empty for one that is new."""

    row_id: str = ""
    held: Restriction | None = None
    supports: list[Support] = field(default_factory=list)
    touched: bool = False

    def take(self, support: Support) -> None:
        self.supports = sorted([*self.supports, support], key=lambda s: s.order)
        self.touched = True


def merge(
    reports: Iterable[Report], rows: Sequence[Row], *, serials: Mapping[int, int], now: datetime, lexicon: Lexicon
) -> Ledgered:
    """Take new reports into the register.

    Args:
        reports: articles analysed since the last merge.
        rows: restrictions and candidates that may be meant: those of the same actors.
        serials: highest serial given so far, by year.
        now: time of the run in the configured zone; its day decides which days have been reached.
        lexicon: for vendors and countries.
    """
    opened = [_opened(row) for row in rows]
    told = (Support(report=report, event=event) for report in reports for event in report.events)
    for support in sorted((s for s in told if not s.event.background), key=lambda s: s.order):
        _take(support, opened)
    touched = [row for row in opened if row.touched]
    changed = sorted((row for row in touched if row.supports), key=lambda row: row.supports[0].order)
    settled = _Settled(dict(serials), Desk(now=now, today=now.date(), lexicon=lexicon))
    for row in changed:
        settled.add(row)
    return Ledgered(
        rows=tuple(settled.rows),
        candidates=tuple(settled.candidates),
        promoted=tuple(settled.promoted),
        emptied=tuple(row.row_id for row in touched if not row.supports),
    )


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
    """Collects what became of the rows that were touched."""

    def __init__(self, serials: dict[int, int], desk: Desk) -> None:
        self._serials = serials
        self._desk = desk
        self.rows: list[tuple[Restriction, tuple[Support, ...]]] = []
        self.candidates: list[tuple[Candidate, tuple[Support, ...]]] = []
        self.promoted: list[str] = []

    def add(self, row: _Open) -> None:
        """Build a row anew, as a restriction if it is founded, once one for life."""
        supports = tuple(row.supports)
        if row.held is None and not is_founded(supports, self._desk.lexicon):
            self.candidates.append((propose(row.row_id or None, supports, self._desk), supports))
            return
        row_id = row.row_id if row.held else self._new_id(supports)
        self.rows.append((build(row_id, row.held, supports, self._desk), supports))
        if row.row_id and row.held is None:
            self.promoted.append(row.row_id)

    def _new_id(self, supports: Sequence[Support]) -> str:
        first = first_published(supports)
        year = int(first[:4]) if first else self._desk.today.year
        self._serials[year] = self._serials.get(year, 0) + 1
        return f"AIR-{year}-{self._serials[year]:04}"


def _opened(row: Row) -> _Open:
    return _Open(
        row_id=row.row_id, held=row.held, supports=sorted(row.supports, key=lambda s: s.order), touched=row.stale
    )


def _take(support: Support, opened: list[_Open]) -> None:
    """Put an event into the row that it fits best, or into a new one; one that is there already changes nothing."""
    for row in opened:
        if any(s.report.article_id == support.report.article_id and s.event == support.event for s in row.supports):
            return
    fitting = [row for row in opened if _fits(support, row)]
    if fitting:
        min(reversed(fitting), key=lambda row: _distance(support, row)).take(support)
    else:
        row = _Open()
        row.take(support)
        opened.append(row)


def _distance(support: Support, row: _Open) -> int:
    """Days between a report and the nearest other report of a row; 0 where either is undated."""
    if not support.is_dated:
        return 0
    day = date.fromisoformat(support.told_on)
    return min((abs((date.fromisoformat(s.told_on) - day).days) for s in row.supports if s.is_dated), default=0)


def _fits(support: Support, row: _Open) -> bool:
    """Same actor, kindred mechanism, a tool in common, and not a new decision after the row was lifted."""
    return any(_same_decision(support.event, s.event) for s in row.supports) and not _decided_anew(support, row)


def _same_decision(one: Event, other: Event) -> bool:
    if one.actor != other.actor or _kind(one.mechanism) != _kind(other.mechanism):
        return False
    return bool(set(one.targets) & set(other.targets)) and not _elsewhere(one, other)


def _elsewhere(one: Event, other: Event) -> bool:
    """Whether a vendor opens or closes one country in one event, and another in the other."""
    if one.mechanism != "vendor-region" or other.mechanism != "vendor-region":
        return False
    here, there = (set(load_countries().named_in(event.affected or "")[0]) for event in (one, other))
    return bool(here and there) and here.isdisjoint(there)


def _decided_anew(support: Support, row: _Open) -> bool:
    """Whether a ban is told well after the row was lifted: that is a new decision."""
    lifts = [s.told_on for s in of_class(row.supports, "lifted") if s.is_dated]
    if not lifts or not support.is_dated or support.event.action_class == "lifted":
        return False
    return date.fromisoformat(support.told_on) > date.fromisoformat(max(lifts)) + timedelta(days=ANEW_DAYS)


def _kind(mechanism: Mechanism) -> str:
    """Mechanisms that outlets call by different names for one decision: an employer's ban or limit, a state's order."""
    if mechanism.startswith("employer"):
        return "employer"
    if mechanism in ("agency-ban", "state-block", "regulator-order", "export-control"):
        return "state"
    return "vendor" if mechanism.startswith(("vendor", "product")) else mechanism
