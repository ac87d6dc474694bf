"""The pages of the register: all restrictions, each one, what is watched, what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from pipeline.model.edition import Edition
from pipeline.model.restriction import Claims, Restriction, Revision, Tombstone
from pipeline.model.site import StoryPage
from pipeline.render.links import restriction_path
from pipeline.render.site.chain import chain_of
from pipeline.render.site.orders import tables
from pipeline.render.site.page import Page
from pipeline.render.site.quotes import cite, cited_by
from pipeline.render.site.shelf import Shelf
from pipeline.render.site.timeline import timeline
from pipeline.render.site.watched import watch
from pipeline.render.spoken import RELATIONS

CHANGES = 200
"""Revisions on the page "Changes"; older ones are on the pages of their restrictions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the page "Changes": a revision of a row, or a removal, which has the number 0."""

    on: str
    restriction_id: str
    number: int = 0
    row: Restriction | None = None
    revision: Revision | None = None
    stone: Tombstone | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """A related restriction; its title is empty if it was removed."""

    id: str
    title: str


def register_pages(shelf: Shelf) -> Iterator[Page]:
    """All pages of the register."""
    register = shelf.content.register
    yield from tables(register)
    stories: dict[str, list[StoryPage]] = {}
    for story in shelf.content.stories:
        for restriction_id in story.restriction_ids:
            stories.setdefault(restriction_id, []).append(story)
    inverse, errata = _inverse(register.restrictions), _errata(shelf.content.editions)
    for row in register.restrictions:
        name = row.restriction_id
        yield _restriction(row, shelf, stories.get(name, []), inverse.get(name, []), errata.get(name, []))
    for stone in register.tombstones:
        yield _removed(stone)
    yield watch(shelf)
    yield _changes(shelf)


def _restriction(
    row: Restriction,
    shelf: Shelf,
    stories: Sequence[StoryPage],
    inverse: Sequence[tuple[str, str]],
    errata: Sequence[tuple[str, str]],
) -> Page:
    links = [(RELATIONS[link.relation][0], link.restriction_id) for link in row.related] + list(inverse)
    return Page(
        path=f"{restriction_path(row.restriction_id)}index.html",
        template="restriction",
        closed=True,
        title=row.title,
        description=f"{row.restriction_id}: {row.title}",
        values={
            "row": row,
            "claims": [(item.name, getattr(row.claims, item.name)) for item in fields(Claims)],
            "cited": cite(row.evidence, cited_by(row.claims), shelf.pages_of),
            "related": [(said, Other(other, _title(other, shelf))) for said, other in dict.fromkeys(links)],
            "stories": stories,
            "timeline": timeline(row),
            "chain": chain_of(row.evidence, stories),
            "lifted_by": _lifted_by(row),
            "errata": errata,
        },
    )


def _lifted_by(row: Restriction) -> tuple[str, ...]:
    """Evidence that it was lifted: what names who decided, and does not tell of what was imposed."""
    if row.status not in ("lifted", "suspended"):
        return ()
    imposed = set(row.claims.action.evidence)
    return tuple(one for one in row.claims.actor.evidence if one not in imposed)


def _errata(editions: Sequence[Edition]) -> dict[str, list[tuple[str, str]]]:
    """For each restriction, the corrections of briefs: the brief that made it, and its words; newest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for edition in reversed(editions):
        for erratum in edition.errata:
            found.setdefault(erratum.restriction_id, []).append((edition.edition_id, erratum.text))
    return found


def _title(restriction_id: str, shelf: Shelf) -> str:
    row = shelf.rows.get(restriction_id)
    return row.title if row else ""


def _inverse(rows: Sequence[Restriction]) -> dict[str, list[tuple[str, str]]]:
    """For each restriction, those that name it: what they say of it, the other way round."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for link in row.related:
            found.setdefault(link.restriction_id, []).append((RELATIONS[link.relation][1], row.restriction_id))
    return found


def _removed(stone: Tombstone) -> Page:
    return Page(
        path=f"{restriction_path(stone.restriction_id)}index.html",
        template="removed",
        closed=True,
        title=f"{stone.restriction_id} was removed",
        description=f"{stone.restriction_id} is no longer in the register.",
        values={"stone": stone},
    )


def _changes(shelf: Shelf) -> Page:
    register = shelf.content.register
    entries = [
        Entry(
            on=revision.at[:10], restriction_id=row.restriction_id, number=revision.number, row=row, revision=revision
        )
        for row in register.restrictions
        for revision in row.history
    ]
    entries += [Entry(on=s.removed_on, restriction_id=s.restriction_id, stone=s) for s in register.tombstones]
    entries.sort(key=lambda entry: (entry.on, entry.restriction_id, entry.number), reverse=True)
    days: dict[str, list[Entry]] = {}
    for entry in entries[:CHANGES]:
        days.setdefault(entry.on, []).append(entry)
    return Page(
        path="changes/index.html",
        template="changes",
        title="Changes",
        description="What changed in the register, newest first.",
        values={"days": list(days.items()), "left_out": max(0, len(entries) - CHANGES)},
    )
