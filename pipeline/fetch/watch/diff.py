"""Two readings of a page compared: which sentences came, which went. What only moved did neither."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pipeline.fetch.watch.noise import Unit, is_banner, skeleton
from pipeline.model.watch import Change

_ALIKE = 0.5  # share of common words from which one sentence may be another version of the other
_MOST_REGROUPED = 1_000  # units; a text in which more differ has been written anew


class Moved(NamedTuple):
    """A unit that came or went.

    Attributes:
        anchor: key of the last unit before it that both readings have; empty at the beginning.
    """

    unit: Unit
    added: bool
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two readings.

    Attributes:
        moved: units that went, in their old order, then units that came, in their new order; no key twice.
        banner: a cookie banner came or went, and was left out.
    """

    moved: tuple[Moved, ...]
    banner: bool = False


def difference(before: Sequence[Unit], after: Sequence[Unit]) -> Difference:
    """Compare two readings.

    A unit that another reading has cut at other places, as whole units joined or parted, has not changed.
    """
    before, after = ([unit for unit in units if unit.key] for units in (before, after))
    common = {unit.key for unit in before} & {unit.key for unit in after}
    joined, parted = _regrouped(after, before, common), _regrouped(before, after, common)
    gone = [moved for moved in _lone(before, common, added=False) if moved.unit.key not in joined[1] | parted[0]]
    come = [moved for moved in _lone(after, common, added=True) if moved.unit.key not in joined[0] | parted[1]]
    kept: list[Moved] = []
    banner = False
    for _, neighbours in groupby([*gone, *come], key=lambda moved: (moved.added, moved.anchor)):
        group = list(neighbours)
        if is_banner([moved.unit.text for moved in group]):
            banner = True
        else:
            kept += group
    return Difference(moved=tuple(kept), banner=banner)


def alike(one: str, other: str) -> bool:
    """Whether two keys may be versions of one sentence: but for numbers the same, or half of their words in common."""
    if skeleton(one) and skeleton(one) == skeleton(other):
        return True
    left, right = set(one.split()), set(other.split())
    return 2 * len(left & right) >= _ALIKE * (len(left) + len(right))


def replaced(
    before: Sequence[Unit], after: Sequence[Unit], gone: AbstractSet[str], come: AbstractSet[str]
) -> tuple[str, ...]:
    """The believed text with some units taken out and some put in, each behind the unit that it follows now.

    Args:
        before: the text that was believed.
        after: the reading that the new units are in.
        gone: keys of the units to take out.
        come: keys of the units to put in.
    """
    known = {unit.key for unit in before if unit.key}
    follow: dict[str, list[str]] = {}
    anchor, open_keys = "", set(come) - known
    for unit in after:
        if unit.key in open_keys:
            open_keys.discard(unit.key)
            follow.setdefault(anchor, []).append(unit.text)
        elif unit.key in known:
            anchor = unit.key
    made = follow.pop("", [])
    for unit in before:
        if unit.key not in gone or not unit.key:
            made.append(unit.text)
        made += follow.pop(unit.key, []) if unit.key else []
    return tuple(made)


def diff_text(change: Change) -> str:
    """A change as a person reads it: the page's title, then a line for each sentence, "− …" went and "+ …" came."""
    lines = [change.title] if change.title else []
    lines += [f"− {unit}" for unit in change.removed]
    lines += [f"+ {unit}" for unit in change.added]
    return "\n".join(lines)


class _Run:
    """A reading as one run of words, in which a run of whole units can be found."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._text = "".join(f"{unit.key} " for unit in units)
        self._starts: dict[int, int] = {}
        at = 0
        for place, unit in enumerate(units):
            self._starts.setdefault(at, place)
            at += len(unit.key) + 1
        self._starts[at] = len(units)

    def find(self, key: str) -> range:
        """Places of the whole units that are this key when they are joined; none if there are none."""
        run = f"{key} "
        at = self._text.find(run)
        while at >= 0:
            if at in self._starts and at + len(run) in self._starts:
                return range(self._starts[at], self._starts[at + len(run)])
            at = self._text.find(run, at + 1)
        return range(0)


def _regrouped(one: Sequence[Unit], other: Sequence[Unit], common: AbstractSet[str]) -> tuple[set[str], set[str]]:
    """Keys of units of one reading that are several units of the other, joined, and the keys of these."""
    run = _Run(other)
    whole: set[str] = set()
    parts: set[str] = set()
    lone = {unit.key for unit in one} - common
    for key in lone if len(lone) <= _MOST_REGROUPED else ():
        found = run.find(key)
        if found:
            whole.add(key)
            parts.update(other[place].key for place in found)
    return whole, parts


def _lone(units: Sequence[Unit], common: AbstractSet[str], *, added: bool) -> list[Moved]:
    """Units that the other reading does not have, each key once."""
    found: dict[str, Moved] = {}
    anchor = ""
    for unit in units:
        if unit.key in common:
            anchor = unit.key
        elif unit.key not in found:
            found[unit.key] = Moved(unit, added, anchor)
    return list(found.values())
