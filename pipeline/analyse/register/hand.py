"""The human hand: which reports are one row, which rows are none, replayed on what the sources give, each run anew.

The register that the sources give stays as it is beneath. What a person decided is laid over it, so that the same
reports and the same overrides give the same rows in whatever order they came, and an override that is taken away or
expires leaves nothing behind but its mention in the history.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from pipeline.analyse.register.entry import Desk, build, first_published, ties_of
from pipeline.analyse.register.links import Ties
from pipeline.analyse.register.naming import Fault, named, phase
from pipeline.analyse.register.plan import Row
from pipeline.analyse.register.support import Support
from pipeline.model.override import Laid, Override
from pipeline.model.restriction import ByHand, Claims, Restriction, Tombstone
from pipeline.text.dates import iso_time
from pipeline.text.urls import page_key

_NO_REPORT = "rests on no report of ours, only on another register's word; it can be rejected, and no more"
UNDONE = "It is no restriction of its own any more: what a person decided about it counts no longer."
"""The note on the tombstone of a row that was made by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What overrides make of the register.

    Attributes:
        laid: everything that lies over the sources' register now, by id.
        given: ids that rows made by hand have, by what made them.
        idle: overrides that change nothing, with the reason; and merges of rows of two actors, which count.
        told: row ids that each override is about, in the order of the overrides.
    """

    laid: Mapping[str, Laid]
    given: Mapping[str, str]
    idle: tuple[tuple[Override, str], ...] = ()
    told: tuple[tuple[Override, str], ...] = ()


@dataclass(slots=True)
class Standing:
    """A row while overrides are replayed on it.

    Attributes:
        into: id of the row that it was merged into; empty if it stands for itself.
        removed: the override that took it out.
        made: it has been made by hand, so that the sources' register does not know it.
    """

    row_id: str
    held: Restriction | None
    supports: list[Support]
    founded: bool
    acts: list[Override] = field(default_factory=list)
    into: str = ""
    removed: Override | None = None
    made: bool = False


class Table:
    """All rows that overrides may mean, while they are replayed.

    Args:
        rows: of the sources' register, restrictions and candidates.
        given: ids that rows made by hand have, by what made them.
        serials: highest serial given so far, by year; changed as ids are given.
        desk: time and names.
    """

    def __init__(self, rows: Iterable[Row], given: Mapping[str, str], serials: Mapping[int, int], desk: Desk) -> None:
        self.rows = {
            row.row_id: Standing(
                row_id=row.row_id, held=row.held, supports=list(row.supports), founded=row.held is not None
            )
            for row in rows
        }
        self.given = dict(given)
        self.used: dict[str, str] = {}
        self._serials = dict(serials)
        self._desk = desk

    def find(self, name: str, article: str = "") -> Standing:
        """The row that a name means: of one that was merged the row that it is in now.

        Raises:
            Fault: there is none, or there are several.
        """
        found = self.rows[named(name, article, self._reports(), self.given)]
        while found.into:
            found = self.rows[found.into]
        return found

    def is_in(self, row_id: str, row: Standing) -> bool:
        """Whether the row of an id is a row, or part of it."""
        found = self.rows.get(row_id)
        while found is not None and found.into:
            found = self.rows[found.into]
        return found is row

    def _reports(self) -> dict[str, set[str]]:
        return {row.row_id: {page_key(support.report.url) for support in row.supports} for row in self.rows.values()}

    def apply(self, act: Override) -> Standing:
        """Apply one override; returns the row that it is about.

        Raises:
            Fault: it changes nothing.
        """
        row = self.find(act.row, act.article)
        if act.act == "promote":
            return self._promote(row, act)
        if act.act == "reject":
            row.removed = act
            return row
        if act.act == "merge":
            return self._merge(row, act)
        if not row.founded:
            raise Fault("is a candidate; promote it first")
        if row.removed:
            raise Fault(f"was rejected by {row.removed.place}")
        if not row.supports:
            raise Fault(_NO_REPORT)
        if act.act == "split":
            return self._split(row, act)
        earlier = next((one for one in row.acts if one.act == act.act == "set" and one.field == act.field), None)
        if earlier:  # named in two ways, so that the file alone did not show it
            raise Fault(f"sets {act.field!r}, which {earlier.place} sets already; remove one of the two")
        row.acts.append(act)
        return row

    def _promote(self, row: Standing, act: Override) -> Standing:
        if row.founded:
            if row.row_id not in self.given.values():
                raise Fault("is a restriction already")
            row.acts.append(act)
            return row
        made = self._made(f"promote:{row.row_id}", row.supports, act)
        row.into = made.row_id
        row.supports = []
        return made

    def _split(self, row: Standing, act: Override) -> Standing:
        wanted = {page_key(url) for url in act.articles}
        apart = [s for s in row.supports if page_key(s.report.url) in wanted]
        if not apart:
            raise Fault("rests on none of these articles")
        if len(apart) == len(row.supports):
            raise Fault("rests on these articles alone, so that nothing would be left of it")
        row.supports = [s for s in row.supports if s not in apart]
        row.acts.append(act)
        return self._made(f"split:{row.row_id}:{' '.join(sorted(wanted))}", apart, act)

    def _merge(self, row: Standing, act: Override) -> Standing:
        into = self.find(act.into)
        if into is row:
            raise Fault("is in that row already")
        if not into.founded:
            raise Fault(f"cannot go into {into.row_id}, which is a candidate; promote that first")
        if not into.supports:
            raise Fault(f"cannot go into {into.row_id}, which {_NO_REPORT}")
        into.supports = sorted([*into.supports, *row.supports], key=lambda s: s.order)
        into.acts.append(act)
        row.supports, row.into = [], into.row_id
        row.removed = act
        return into

    def _made(self, key: str, supports: Sequence[Support], act: Override) -> Standing:
        row_id = self.given.get(key) or self._new_id(supports)
        self.given[key] = row_id
        made = Standing(
            row_id=row_id, held=None, supports=sorted(supports, key=lambda s: s.order), founded=True, made=True
        )
        made.acts.append(act)
        self.rows[row_id] = made
        return made

    def _new_id(self, supports: Sequence[Support]) -> str:
        first = first_published(supports)
        year = int(first[:4]) if first else self._desk.today.year
        self._serials[year] = self._serials.get(year, 0) + 1
        return f"AIR-{year}-{self._serials[year]:04}"


def replay(table: Table, acts: Sequence[Override], laid: Mapping[str, Laid], desk: Desk) -> Replayed:
    """Replay overrides on the register that the sources give.

    Args:
        table: the rows that they may mean, and those over which something lies already.
        acts: in force; their order does not matter.
        laid: what lies over the register since the last run.
        desk: time and names.
    """
    idle, told = [], []
    for act in sorted(acts, key=lambda act: (phase(act), act.row, act.into, act.articles, act.field or "", act.place)):
        try:
            told.append((act, table.apply(act).row_id))
        except Fault as fault:
            idle.append((act, str(fault)))
    idle += [(act, words) for act, row_id in told if (words := _doubted(act, table.rows[row_id]))]
    over = {}
    for row in table.rows.values():
        shown = _laid(row, laid.get(row.row_id), table, desk)
        if shown is not None:
            over[row.row_id] = shown
    for row_id in sorted(set(table.given.values()) - set(table.rows)):
        over[row_id] = _undone(row_id, laid.get(row_id), desk)
    place = {id(act): number for number, act in enumerate(acts)}
    return Replayed(
        laid=over,
        given=table.given,
        idle=tuple(sorted(idle, key=lambda pair: place[id(pair[0])])),
        told=tuple(sorted(told, key=lambda pair: place[id(pair[0])])),
    )


def _doubted(act: Override, row: Standing) -> str:
    """What is said of a merge that counts, but puts rows of different actors together where nobody set who acts."""
    actors = sorted({support.event.actor for support in row.supports})
    said = any(one.act == "set" and one.field == "actor" for one in row.acts)
    if act.act != "merge" or said or len(actors) < 2:
        return ""
    return f"counts, but puts rows of different actors together ({', '.join(actors)}); set 'actor' to say who acts"


def _laid(row: Standing, before: Laid | None, table: Table, desk: Desk) -> Laid | None:
    """What lies over a row; nothing where it is as its sources give it and always was."""
    last = before.record if before else None
    if row.removed:
        if not row.founded:
            return Laid(row_id=row.row_id)
        return _buried(row, row.removed, before, table, desk)
    if row.into:  # a candidate that was promoted
        return Laid(row_id=row.row_id)
    if not row.founded or not row.supports or not (row.acts or last):
        return None
    supports = sorted(row.supports, key=lambda s: s.order)
    tied = _tied(row, table)
    held = _with_imports(last, row.held) if last and row.held else last or row.held
    return Laid(row_id=row.row_id, record=build(row.row_id, held, supports, desk, tied, row.acts))


def _with_imports(last: Restriction, held: Restriction) -> Restriction:
    """A row as it was shown last, with what another register said of claims that a person had set."""
    theirs = {item.name: getattr(held.claims, item.name) for item in fields(Claims)}
    back = {
        name: claim
        for name, claim in theirs.items()
        if claim.set_by == "import" and getattr(last.claims, name).set_by == "override"
    }
    if not back:
        return last
    known = {proof.evidence_id for proof in last.evidence}
    more = tuple(proof for proof in held.evidence if proof.evidence_id not in known)
    return replace(last, claims=replace(last.claims, **back), evidence=(*last.evidence, *more))


def _tied(row: Standing, table: Table) -> Ties:
    """The ties of a row as its sources give them, but for those to rows that are part of it now."""
    tied = ties_of(row.held)
    others = tuple(link for link in tied.related if not table.is_in(link.restriction_id, row))
    ending = tied.ending if tied.ending and not table.is_in(tied.ending.restriction_id, row) else None
    return Ties(related=others, ending=ending)


def _buried(row: Standing, act: Override, before: Laid | None, table: Table, desk: Desk) -> Laid:
    """A tombstone; the row as it was shown last is kept, so that it can come back."""
    into = table.find(row.into).row_id if row.into else None
    stone = Tombstone(
        restriction_id=row.row_id,
        removed_on=desk.today.isoformat(),
        reason="merged" if into else act.removal,
        merged_into=into,
        note=act.reason,
        removed_at=iso_time(desk.now),
        author=act.author,
    )
    held = before.stone if before else None
    if held and replace(stone, removed_on=held.removed_on, removed_at=held.removed_at) == held:
        stone = held
    last = (before.record if before else None) or row.held
    record = replace(last, by_hand=(ByHand(act=act.act, reason=act.reason, author=act.author),)) if last else None
    return Laid(row_id=row.row_id, record=record, stone=stone)


def _undone(row_id: str, before: Laid | None, desk: Desk) -> Laid:
    """The tombstone of a row that was made by hand, and is no more."""
    if before and before.stone:
        return before
    record = before.record if before else None
    return Laid(
        row_id=row_id,
        record=record,
        stone=Tombstone(
            restriction_id=row_id,
            removed_on=desk.today.isoformat(),
            reason="not_an_event",
            note=UNDONE,
            removed_at=iso_time(desk.now),
        ),
    )
