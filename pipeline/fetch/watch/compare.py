"""What became of a watched page: a reading compared with what is remembered, by a pure function.

::

    reading ──▶ another page?  ──▶ what differs  ──▶ has it lasted?  ──▶ Change
                 failure            noise left out    pending, held, flap
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.fetch.watch.diff import Difference, alike, difference, replaced
from pipeline.fetch.watch.noise import Unit, is_error, keyed, units_of
from pipeline.fetch.watch.patience import APART, Watch, believed, turned, watch
from pipeline.model.watch import Change, Verdict, Waiting, Watched, WatchMemory

SHRUNK = 0.6
"""Below this share of its words a page has probably not been extracted whole."""
GROWN = 2.0
"""Above this share something has probably been extracted that is not its text."""

_OTHER = 0.2  # share of its units below which a page is another one, unless headings or title say that it is not
_OTHER_LANGUAGE = 0.5
_TOLD = 20  # days of changes that are remembered


def compare(
    memory: WatchMemory | None, watched: Watched, *, now: datetime, snapshot_sha256: str
) -> tuple[WatchMemory, Verdict]:
    """Take one reading in.

    Args:
        memory: what was remembered; None before the first reading.
        watched: the reading.
        now: time of the reading, aware.
        snapshot_sha256: hash of the bytes that were read.

    Returns:
        What is to be remembered now, and what became of the reading.
    """
    digest = hashlib.sha256("\n".join(watched.lines).encode()).hexdigest()
    if memory and memory.rules == watched.rules and memory.digest == digest and not memory.waiting:
        moved = watched.as_set and now - memory.read_at >= APART and sorted(memory.units) == sorted(watched.lines)
        units = watched.lines if moved else memory.units  # a line below another heading, for the second time
        return replace(memory, units=units, read_at=now, sha256=snapshot_sha256), Verdict(kind="same")
    after = units_of(watched.lines, as_set=watched.as_set)
    if memory is None or memory.rules != watched.rules:
        return _baseline(watched, after, digest, now, snapshot_sha256), Verdict(kind="baseline")
    before = [keyed(unit) for unit in memory.units]
    other = _other_page(memory, watched, before, after)
    if other:
        return memory, Verdict(kind="other-page", why=other, waiting=len(memory.waiting))
    found = difference(before, after)
    held = _is_broken(watched, before, after, found)
    waited = watch(found.moved, memory.waiting, memory.turns, now)
    told = believed(waited, now, held=held)
    believed_now = frozenset(told)
    change = _change(memory, watched, told, now, snapshot_sha256)
    verdict = _verdict(memory, after, found, waited, change, held=held)
    made = replace(
        memory,
        digest=digest,
        units=_units(before, after, told),
        waiting=tuple(item.waiting for item in waited if item not in believed_now),
        turns=turned(memory.turns, lost=_lost(memory, waited), told=told, moved=found.moved, now=now),
    )
    if not held:
        made = replace(made, title=watched.title, language=watched.language, headings=watched.headings)
    if change is not None:
        made = replace(made, told_days=(*memory.told_days, _day(change.seen_at))[-_TOLD:])
    if not made.waiting:
        made = replace(made, read_at=now, sha256=snapshot_sha256)
    return made, verdict


def _is_broken(watched: Watched, before: Sequence[Unit], after: Sequence[Unit], found: Difference) -> bool:
    """Whether a reading has probably not been extracted as the page was before, or holds the notice of an error.

    A list is measured by its lines, any other page by its words.
    """
    was, now = (sum(bool(u.key) for u in units) if watched.as_set else _size(units) for units in (before, after))
    if not SHRUNK * was <= now <= GROWN * was:
        return True
    return any(moved.added and is_error(moved.unit.text) for moved in found.moved)


def _baseline(watched: Watched, after: Sequence[Unit], digest: str, now: datetime, sha256: str) -> WatchMemory:
    return WatchMemory(
        rules=watched.rules,
        title=watched.title,
        language=watched.language,
        headings=watched.headings,
        units=tuple(unit.text for unit in after),
        read_at=now,
        sha256=sha256,
        digest=digest,
        as_set=watched.as_set,
    )


def _other_page(memory: WatchMemory, watched: Watched, before: Sequence[Unit], after: Sequence[Unit]) -> str:
    """Why a reading is not of the page that is remembered; empty if it is.

    A page that keeps a fifth of its text is the same, whatever its title; a page in another language has to keep half.
    One that keeps less must be as long as it was, and a heading or the title must have stayed: a notice of maintenance
    stands below the same heading.
    """
    here, there = ({unit.key for unit in units if unit.key} for units in (before, after))
    share = len(here & there) / len(here) if here else 1.0
    if memory.language and watched.language and memory.language != watched.language and share < _OTHER_LANGUAGE:
        return "language"
    whole = _size(after) >= SHRUNK * _size(before)
    if share >= _OTHER or (whole and (_same_headings(memory, watched) or _same_title(memory, watched))):
        return ""
    return "text"


def _same_headings(memory: WatchMemory, watched: Watched) -> bool:
    return bool({keyed(line).key for line in memory.headings} & {keyed(line).key for line in watched.headings} - {""})


def _same_title(memory: WatchMemory, watched: Watched) -> bool:
    one, other = keyed(memory.title).key, keyed(watched.title).key
    return bool(one and other) and alike(one, other)


def _change(memory: WatchMemory, watched: Watched, told: Sequence[Watch], now: datetime, sha256: str) -> Change | None:
    if not told:
        return None
    seen_at = min(item.waiting.first_at for item in told)
    return Change(
        title=watched.title,
        seen_at=seen_at,
        confirmed_at=now,
        sha256=sha256,
        added=tuple(item.moved.unit.text for item in told if item.moved.added),
        removed=tuple(item.moved.unit.text for item in told if not item.moved.added),
        as_set=watched.as_set,
        serial=1 + memory.told_days.count(_day(seen_at)),
    )


def _units(before: Sequence[Unit], after: Sequence[Unit], told: Sequence[Watch]) -> tuple[str, ...]:
    """The believed text: changed by what is told now, and by nothing else."""
    gone = {item.moved.unit.key for item in told if not item.moved.added}
    come = {item.moved.unit.key for item in told if item.moved.added}
    return replaced(before, after, gone, come) if told else tuple(unit.text for unit in before)


def _lost(memory: WatchMemory, waited: Sequence[Watch]) -> list[Waiting]:
    still = {(item.moved.unit.key, item.moved.added) for item in waited}
    return [item for item in memory.waiting if (keyed(item.unit).key, item.added) not in still]


def _verdict(
    memory: WatchMemory,
    after: Sequence[Unit],
    found: Difference,
    waited: Sequence[Watch],
    change: Change | None,
    *,
    held: bool,
) -> Verdict:
    if change is not None:
        return Verdict(kind="confirmed", change=change, waiting=len(waited) - len(change.added) - len(change.removed))
    if not waited:
        return _quiet(memory, after, found)
    if held:
        return Verdict(kind="held", waiting=len(waited))
    if all(item.times for item in waited):
        why = "numbers" if all(item.counts for item in waited) else "flap"
        return Verdict(kind="noise", why=why, waiting=len(waited))
    return Verdict(kind="pending", waiting=len(waited))


def _quiet(memory: WatchMemory, after: Sequence[Unit], found: Difference) -> Verdict:
    """Nothing that tells something differs: either nothing at all does, or the rest is noise, by its name."""
    if memory.waiting:
        return Verdict(kind="noise", why="reverted")
    if found.banner:
        return Verdict(kind="noise", why="banner")
    here, there = memory.units, tuple(unit.text for unit in after)
    if here == there:
        return Verdict(kind="same")
    if set(here) == set(there):
        return Verdict(kind="noise", why="order")
    odd = set(here) ^ set(there)
    numbers = any(char.isdigit() for text in odd for char in text)
    return Verdict(kind="noise", why="numbers" if numbers else "layout")


def _size(units: Sequence[Unit]) -> int:
    return sum(len(unit.key.split()) for unit in units)


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
