"""How long a difference has to last before it is believed.

A unit that came or went is believed when a second reading, at least 6 hours later, shows the same. It takes three more
readings over at least 3 days for what has come and gone before: an A/B test, a banner, a section that does not always
load. Each further turn doubles that time, up to 28 days, so that a flap is never told and a return to an old text is,
if it lasts. A number that changes in a line of a few words, and nothing with it, counts as having turned once before,
because it may be a counter; one that goes on changing is told less and less often.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline.fetch.watch.diff import Moved, alike
from pipeline.fetch.watch.noise import digest, is_bare, keyed, skeleton
from pipeline.model.watch import Turn, Waiting

APART = timedelta(hours=6)
"""Readings closer together than this are one."""
SLOW = timedelta(days=3)
"""How long what has turned once before has to last; doubled for each further turn."""
SLOWEST = timedelta(days=28)
CONFIRMATIONS = 3
"""Readings, beside the first, that believe what has turned before, or what came with too much else at once."""

_TURNS = 500  # remembered for each page
_IN_FLUX = 50  # units that are still moving at one place: more than one sentence has another version there
_FORGOTTEN = timedelta(days=90)  # a unit that has not turned for so long is as good as new


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A difference that is waited for.

    Attributes:
        times: how often it has turned before.
        counts: it is a number that changes.
    """

    moved: Moved
    waiting: Waiting
    times: int
    counts: bool

    def is_ripe(self, now: datetime, *, held: bool) -> bool:
        """Whether it has lasted long enough; ``held`` if more than it came or went at once than is likely."""
        span = min(SLOW * 2 ** min(self.times - 1, 10), SLOWEST) if self.times else APART
        needed = CONFIRMATIONS if held or self.times else 1
        return self.waiting.confirmations >= needed and now - self.waiting.first_at >= span


def watch(
    moved: Sequence[Moved], waiting: Sequence[Waiting], turns: Sequence[Turn], now: datetime
) -> tuple[Watch, ...]:
    """What is waited for after a reading, in the order of the difference.

    Args:
        moved: what differs from the believed text now.
        waiting: what differed at the last reading.
        turns: what has come and gone.
        now: time of the reading.
    """
    before = {(keyed(item.unit).key, item.added): item for item in waiting}
    known = {turn.digest: turn.times for turn in _recent(turns, now)}
    counters = _counters(moved)
    waited = [_waited(item, before.get((item.unit.key, item.added)), now) for item in moved]
    bones_of = [skeleton(item.unit.key) for item in moved]
    in_company = {w.first_at for w, bones in zip(waited, bones_of, strict=True) if bones not in counters}
    found = []
    for item, wait, bones in zip(moved, waited, bones_of, strict=True):
        times = known.get(digest(item.unit.key), 0)
        if bones in counters and wait.first_at not in in_company:
            times = max(times, known.get(_counter(bones), 0) + is_bare(bones))
        found.append(Watch(moved=item, waiting=wait, times=times, counts=bones in counters))
    return tuple(found)


def believed(watched: Sequence[Watch], now: datetime, *, held: bool) -> tuple[Watch, ...]:
    """What may be told: all that is ripe, but for one half of a replacement whose other half is not."""
    ripe = [item for item in watched if item.is_ripe(now, held=held)]
    green: dict[tuple[str, bool], list[str]] = {}
    for item in watched:
        if not item.is_ripe(now, held=held):
            green.setdefault((item.moved.anchor, item.moved.added), []).append(item.moved.unit.key)
    return tuple(
        item for item in ripe if not _is_half(item.moved.unit.key, green.get((item.moved.anchor, not item.moved.added)))
    )


def turned(
    turns: Sequence[Turn], *, lost: Iterable[Waiting], told: Iterable[Watch], moved: Sequence[Moved], now: datetime
) -> tuple[Turn, ...]:
    """The turns with those of one more reading.

    Args:
        turns: so far.
        lost: what was waited for and is no difference any more.
        told: what is believed now.
        moved: what differs now.
        now: time of the reading.
    """
    known = {turn.digest: turn for turn in _recent(turns, now)}
    counters = _counters(moved)
    names = []
    for item in lost:
        key = keyed(item.unit).key
        bones = skeleton(key)
        names.append(digest(key))
        if item.added and bones in counters and is_bare(bones):
            names.append(_counter(bones))
    for watched in told:
        key, added = watched.moved.unit.key, watched.moved.added
        if not added or digest(key) in known:
            names.append(digest(key))
        if added and watched.counts:
            names.append(_counter(skeleton(key)))
    return _with(known, names, now)


def _with(known: Mapping[str, Turn], names: Iterable[str], now: datetime) -> tuple[Turn, ...]:
    """Turns with one more of each of these names, the latest last; the oldest are forgotten."""
    made = dict(known)
    for name in dict.fromkeys(names):
        before = made.pop(name, None)
        made[name] = Turn(digest=name, times=before.times + 1 if before else 1, last_at=now)
    return tuple(made.values())[-_TURNS:]


def _waited(item: Moved, known: Waiting | None, now: datetime) -> Waiting:
    if known is None:
        return Waiting(unit=item.unit.text, added=item.added, first_at=now, counted_at=now)
    if now - known.counted_at < APART:
        return known
    return replace(known, counted_at=now, confirmations=known.confirmations + 1)


def _recent(turns: Iterable[Turn], now: datetime) -> list[Turn]:
    return [turn for turn in turns if now - turn.last_at <= _FORGOTTEN]


def _counters(moved: Iterable[Moved]) -> frozenset[str]:
    """Skeletons of the sentences that differ in their numbers alone."""
    gone, come = ({skeleton(item.unit.key) for item in moved if item.added == added} for added in (False, True))
    return frozenset((gone & come) - {""})


def _counter(bones: str) -> str:
    return digest(f"# {bones}")


def _is_half(key: str, others: Sequence[str] | None) -> bool:
    """Whether one of the units that moved the other way at the same place may be the other version of a sentence."""
    if not others:
        return False
    return len(others) > _IN_FLUX or any(alike(key, other) for other in others)
