"""What changed rules, names or overrides would make of what is stored, tried on a copy that is thrown away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.analyse.register.history import changes_between
from pipeline.model.restriction import Change, Register, Restriction
from pipeline.model.source import Entry
from pipeline.nightly.house import House
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from pipeline.store.store import Store
from pipeline.text.urls import host, slug_words

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the register, or one article, that would be otherwise.

    Attributes:
        name: id of the row, or address of the article.
        changes: field by field; empty for what appears or vanishes.
        why: of what vanishes, what its tombstone would say.
    """

    name: str
    title: str
    changes: tuple[Change, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be otherwise after the next run, as far as it is stored already.

    Attributes:
        articles: how many would be read anew.
        appear, vanish, change: restrictions.
        watched, unwatched: candidates that would appear and vanish.
        relevant, irrelevant: articles that would be about the subject, and would be so no longer.
        opened: entries that were passed over, and whose pages would be opened.
    """

    articles: int
    appear: tuple[Line, ...]
    vanish: tuple[Line, ...]
    change: tuple[Line, ...]
    watched: tuple[Line, ...]
    unwatched: tuple[Line, ...]
    relevant: tuple[Line, ...]
    irrelevant: tuple[Line, ...]
    opened: tuple[Line, ...]


def preview(house: House, scratch: Path) -> Preview:
    """Read every stored article anew in a copy, and compare the register with the one that there is.

    Args:
        house: under the settings that are to be tried; nothing of its store is changed.
        scratch: an empty directory, which the caller removes.

    Raises:
        StoreError: the copy cannot be written.
    """
    house.store.copy_to(scratch)
    before = house.store.registry.register(today=house.today.isoformat())
    with Store(scratch) as copy:
        there = replace(house, store=copy, data_dir=scratch)
        ids = copy.articles.waiting("preview", 1)  # all of them: no such stage has seen any
        told = copy.articles.relevant(ids)
        with copy.transaction():
            copy.articles.undo(("analyse", "register"), ids)
        parse(there)
        analyse(there)
        take_in(there)
        after = copy.registry.register(today=house.today.isoformat())
        now = copy.articles.relevant(copy.articles.waiting("preview", 1))
        gained, lost = (tuple(_articles(copy, sorted(found))) for found in (now - told, told - now))
    return replace(
        compare(before, after), articles=len(ids), relevant=gained, irrelevant=lost, opened=tuple(_opened(house))
    )


def compare(before: Register, after: Register) -> Preview:
    """What differs between two states of a register."""
    old = {row.restriction_id: row for row in before.restrictions}
    new = {row.restriction_id: row for row in after.restrictions}
    stones = {stone.restriction_id: stone for stone in after.tombstones}
    watched = {row.candidate_id: row.title for row in before.candidates}
    to_watch = {row.candidate_id: row.title for row in after.candidates}
    return Preview(
        articles=0,
        appear=tuple(Line(name=name, title=row.title) for name, row in new.items() if name not in old),
        vanish=tuple(
            Line(name=name, title=row.title, why=_why(stones[name].reason, stones[name].merged_into, stones[name].note))
            if name in stones
            else Line(name=name, title=row.title)
            for name, row in old.items()
            if name not in new
        ),
        change=tuple(
            Line(name=name, title=row.title, changes=changes)
            for name, row in new.items()
            if name in old and (changes := _changes(old[name], row))
        ),
        watched=tuple(Line(name=name, title=title) for name, title in to_watch.items() if name not in watched),
        unwatched=tuple(Line(name=name, title=title) for name, title in watched.items() if name not in to_watch),
        relevant=(),
        irrelevant=(),
        opened=(),
    )


def _changes(before: Restriction, after: Restriction) -> tuple[Change, ...]:
    changes = changes_between(before, after)
    if before.title != after.title:
        changes = (Change(field="title", before=before.title, after=after.title), *changes)
    return changes


def _why(reason: str, into: str | None, note: str | None) -> str:
    words = reason.replace("_", " ") + (f" into {into}" if into else "")
    return f"{words}: {note}" if note else words


def _articles(store: Store, ids: Sequence[str]) -> Iterator[Line]:
    for article in store.articles.articles(ids):
        yield Line(name=article.url, title=article.title)


def _opened(house: House) -> Iterator[Line]:
    """Entries that another version of the filter passed over, and that it lets pass now."""
    listed = {host(source.url) for source in house.settings.sources if not source.discovery}
    for entry in house.store.entries.filtered(other_than=house.prefilter.version, since=_BEGINNING):
        if _passes(house, entry, listed):
            yield Line(name=entry.url, title=entry.title)


def _passes(house: House, entry: Entry, listed: set[str]) -> bool:
    source = house.source(entry.source_id)
    if source is None:
        return False
    strict = source.discovery and host(entry.url) not in listed
    title = entry.title or slug_words(entry.url)
    return source.whole or house.prefilter.judge(title, entry.summary, strict=strict).open
