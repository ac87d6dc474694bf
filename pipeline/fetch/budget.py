"""Which of the waiting pages are opened tonight: those of primary and well-graded sources first, none too many."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pipeline.model.options import FetchOptions
from pipeline.model.source import Entry, Source


class Waiting(Protocol):
    """A page that waits, with the source that listed it."""

    @property
    def source_id(self) -> str:
        """The source that listed it first."""
        ...


WaitingT = TypeVar("WaitingT", bound=Waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight(Generic[WaitingT]):
    """What is opened, in order of rank, and how many pages go on waiting."""

    pages: tuple[WaitingT, ...]
    left: int


def choose(waiting: Iterable[WaitingT], *, sources: Mapping[str, Source], options: FetchOptions) -> Tonight[WaitingT]:
    """Choose the pages of one night.

    Args:
        waiting: in the order of preference within one source, the newest first.
        sources: the configured ones by id; pages of one that was taken out come last.
        options: how many in all, of one source, and of all that discovery found.

    Returns:
        Pages by rank: primary sources, then grades A to F; within a rank in the order given.
    """
    ranked = sorted(waiting, key=lambda page: _rank(sources.get(page.source_id)))  # stable
    chosen: list[WaitingT] = []
    of_source: Counter[str] = Counter()
    discovered = 0
    for page in ranked:
        source = sources.get(page.source_id)
        found = source is not None and source.discovery
        if len(chosen) >= options.pages_per_night:
            break
        if of_source[page.source_id] >= options.pages_per_source or (found and discovered >= options.pages_discovery):
            continue
        chosen.append(page)
        of_source[page.source_id] += 1
        discovered += found
    return Tonight(pages=tuple(chosen), left=len(ranked) - len(chosen))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by their days, the newest first; those without any keep the order of the source, behind the others."""
    return sorted(entries, key=_day, reverse=True)


def _day(entry: Entry) -> str:
    said = entry.published or entry.updated
    return said.published_on.isoformat() if said else ""


def _rank(source: Source | None) -> tuple[int, str]:
    if source is None:
        return (3, "")
    return (2 if source.discovery else 0 if source.speaks_for else 1, source.grade)
