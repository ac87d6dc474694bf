"""What does not go together among the acts of overrides.yaml: one line each, which names both lines of the file."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.config.lines import Lined
from pipeline.config.override_shapes import ActShape, OverridesShape
from pipeline.text.urls import page_key

_Act = tuple[int, ActShape]
_ONE = "remove one of the two"


def override_clashes(shape: OverridesShape, lined: Lined) -> Iterator[str]:
    """What two acts say against each other, at the later of the two.

    Acts about rows that are named otherwise (by an id here, by the address of an article there) are not compared: which
    row an address means is known only to the register.

    Args:
        shape: overrides.yaml, each act of it right by itself.
        lined: the same, for the lines.
    """
    acts = tuple(enumerate(shape.overrides))
    found = [*_sets(acts, lined), *_merged_twice(acts, lined), *_rejected(acts, lined), *_cycles(acts, lined)]
    yield from (words for _, words in sorted(found))


def _named(row: str) -> str:
    """One spelling of a row's name."""
    return page_key(row) or row


def _row(act: ActShape) -> tuple[str, str]:
    """What an act is about; the same id with another article may be another row."""
    return _named(act.row), page_key(act.article) if act.article else ""


def _at(lined: Lined, number: int) -> str:
    return lined.where(("overrides", number)).split(": ")[0]


def _sets(acts: tuple[_Act, ...], lined: Lined) -> Iterator[tuple[int, str]]:
    """Two values for one claim of one row."""
    first: dict[object, int] = {}
    for number, act in acts:
        if act.act != "set":
            continue
        key = (_row(act), act.claim)
        if key in first:
            where = lined.where(("overrides", number, "claim"))
            yield number, f"{where}: {act.claim!r} of {act.row} is set in {_at(lined, first[key])} too; {_ONE}"
        first.setdefault(key, number)


def _merged_twice(acts: tuple[_Act, ...], lined: Lined) -> Iterator[tuple[int, str]]:
    """One row that is to become part of two."""
    first: dict[object, _Act] = {}
    for number, act in acts:
        if act.act != "merge":
            continue
        key = _row(act)
        if key in first and _named(first[key][1].into or "") != _named(act.into or ""):
            where = lined.where(("overrides", number, "into"))
            before, there = first[key]
            yield number, f"{where}: {act.row} is merged into {there.into} in {_at(lined, before)}; {_ONE}"
        first.setdefault(key, (number, act))


def _rejected(acts: tuple[_Act, ...], lined: Lined) -> Iterator[tuple[int, str]]:
    """A row that is rejected, and merged or made one beside that."""
    first: dict[object, _Act] = {}
    for number, act in acts:
        if act.act not in ("merge", "reject"):
            continue
        key = _row(act)
        if key in first and first[key][1].act != act.act:
            where = lined.where(("overrides", number, "act"))
            before, there = first[key]
            told = f"{act.row} has a {there.act!r} in {_at(lined, before)} too"
            yield number, f"{where}: {told}; remove one of the two: its reports are part of another row, or of none"
        first.setdefault(key, (number, act))


def _cycles(acts: tuple[_Act, ...], lined: Lined) -> Iterator[tuple[int, str]]:
    """Rows that would become part of each other, and so of nothing."""
    leads: dict[str, list[_Act]] = defaultdict(list)
    for number, act in acts:
        if act.act != "merge" or not act.into:
            continue
        ring = _way(_named(act.into), _named(act.row), leads)
        if ring:
            where = lined.where(("overrides", number, "into"))
            places = " and ".join(dict.fromkeys(_at(lined, place) for place in ring))
            yield number, f"{where}: leads back to {act.row} by {places}; remove one of them, so that one row stays"
            continue
        leads[_named(act.row)].append((number, act))


def _way(begin: str, end: str, leads: dict[str, list[_Act]]) -> tuple[int, ...]:
    """The merges that lead from one row to another; none if they do not."""
    waiting: list[tuple[str, tuple[int, ...]]] = [(begin, ())]
    seen: set[str] = set()
    while waiting:
        row, way = waiting.pop()
        if row == end and way:
            return way
        if row in seen:
            continue
        seen.add(row)
        waiting += [(_named(act.into or ""), (*way, number)) for number, act in leads[row]]
    return ()
