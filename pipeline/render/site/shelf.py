"""Everything that pages link to: restrictions by id, tools, vendors and actors by name, stories by restriction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model.restriction import Affected, Party, Register, Restriction, Target
from pipeline.model.site import CountryList, SiteContent
from pipeline.render.languages import place
from pipeline.render.links import feed_path, slugs
from pipeline.render.phrases import number
from pipeline.render.spoken import spoken
from pipeline.text.words import join_words

Kind = Literal["tools", "vendors", "actors", "regions"]
_NAMED = 4
"""Tools by which a vendor is known in a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A tool, a vendor, an actor or a region, with the restrictions that name it.

    Attributes:
        note: whose tool it is, which tools a vendor has, what kind of actor, or the code of a region.
        path: folder of its page.
        lists: of a tool, what its vendor's own lists say of countries.
    """

    name: str
    note: str
    path: str
    rows: tuple[Restriction, ...]
    lists: tuple[CountryList, ...] = ()

    @property
    def in_force(self) -> int:
        """How many of its restrictions are in force."""
        return sum(row.status == "in-force" for row in self.rows)

    @property
    def feed(self) -> str:
        """Where its feeds stand, without their endings; empty for an actor and a region, which have none."""
        return "" if self.path.startswith(("actors/", "regions/")) else feed_path(self.path)

    @property
    def caption(self) -> str:
        """What the table on its page shows."""
        return f"Restrictions that name {self.name}, newest first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The content of a build, and where each part of it has its page.

    Attributes:
        ids: restrictions that have a page, removed ones included.
        pages_of: how many pages quote an article, by its id: those of restrictions, and that of what is watched, which
            counts twice for a changed page that a candidate rests on.
    """

    content: SiteContent
    rows: Mapping[str, Restriction]
    ids: frozenset[str]
    names: Mapping[Kind, Mapping[str, Name]]
    article_of: Mapping[str, str]
    pages_of: Mapping[str, int]

    def named(self, kind: Kind, name: str) -> str:
        """Folder of the page of a tool, vendor or actor; empty if it has none."""
        found = self.names[kind].get(name)
        return found.path if found else ""

    def paths_of(self, row: Restriction) -> tuple[str, ...]:
        """Where all the pages are to which the tools, vendors and actors of a restriction lead."""
        targets = targets_of(row)
        return (
            *(self.named("tools", target.tool) for target in targets),
            *(self.named("vendors", target.vendor) for target in targets if target.vendor),
            *(self.named("actors", party.name) for party in parties_of(row)),
            *(self.named("regions", code) for code in (*regions_of(row), *countries_of(row))),
        )

    def articles(self, evidence: Iterable[str]) -> int:
        """How many articles some evidence comes from."""
        return len({self.article_of[evidence_id] for evidence_id in evidence if evidence_id in self.article_of})


def shelve(content: SiteContent) -> Shelf:
    """Look everything up once."""
    register = content.register
    removed = {stone.restriction_id for stone in register.tombstones}
    rows = {row.restriction_id: row for row in register.restrictions}
    return Shelf(
        content=content,
        rows=rows,
        ids=frozenset(rows) | removed,
        names={
            "tools": _tools(register, content.country_lists),
            "vendors": _vendors(register),
            "actors": _actors(register),
            "regions": _regions(content),
        },
        article_of={proof.evidence_id: proof.article_id for row in register.restrictions for proof in row.evidence},
        pages_of=_pages_of(content),
    )


def _pages_of(content: SiteContent) -> Counter[str]:
    register, changed = content.register, [change.article_id for change in content.page_changes]
    watched = {proof.article_id for row in register.candidates for proof in row.evidence}
    return Counter(
        [*changed, *watched, *(a for row in register.restrictions for a in {p.article_id for p in row.evidence})]
    )


def newest_first(rows: Iterable[Restriction]) -> tuple[Restriction, ...]:
    """Rows by the day on which they were added, then by id, newest first."""
    return tuple(sorted(rows, key=lambda row: (row.added_on, row.restriction_id), reverse=True))


def targets_of(row: Restriction) -> list[Target]:
    """The tools that a restriction is about, all of them if sources disagree."""
    claim = row.claims.targets
    values = [claim.value, *(other.value for other in claim.alternatives)]
    return [target for value in values if isinstance(value, tuple) for target in value if isinstance(target, Target)]


def _tools(register: Register, lists: Sequence[CountryList]) -> dict[str, Name]:
    """Tools of the register, then those of which nothing but a list is known."""
    found = [
        (target.tool, f"by {target.vendor}" if target.vendor else "", row)
        for row in register.restrictions
        for target in targets_of(row)
    ]
    named = _named("tools", found, [one.tool for one in lists])
    return {name: replace(each, lists=tuple(one for one in lists if one.tool == name)) for name, each in named.items()}


def _vendors(register: Register) -> dict[str, Name]:
    found = [(target.vendor, "", row) for row in register.restrictions for target in targets_of(row) if target.vendor]
    tools: dict[str, dict[str, None]] = {}
    for target in (target for row in register.restrictions for target in targets_of(row) if target.vendor):
        tools.setdefault(target.vendor or "", {})[target.tool] = None
    named = _named("vendors", found)
    return {name: replace(each, note=_few(sorted(tools[name], key=str.casefold))) for name, each in named.items()}


def _few(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    left = len(names) - _NAMED
    return join_words(names) if left <= 1 else f"{', '.join(names[:_NAMED])} and {number(left)} more"


def _actors(register: Register) -> dict[str, Name]:
    found = []
    for row in register.restrictions:
        for party in parties_of(row):
            note = spoken(party.type) + (f", {place(party.country)}" if party.country else "")
            found.append((party.name, note, row))
    return _named("actors", found)


def _regions(content: SiteContent) -> dict[str, Name]:
    """Countries and the EU by their codes: what a restriction names, where an actor is from, what a list names."""
    bound: dict[str, dict[str, Restriction]] = {}
    for row in content.register.restrictions:
        for code in regions_of(row):
            bound.setdefault(code, {})[row.restriction_id] = row
        for code in countries_of(row):
            bound.setdefault(code, {})
    for fact in content.availability:
        bound.setdefault(fact.country, {})
    steps = slugs(bound)
    return {
        code: Name(name=place(code), note=code, path=f"regions/{steps[code]}/", rows=newest_first(rows.values()))
        for code, rows in bound.items()
    }


def regions_of(row: Restriction) -> list[str]:
    """Codes of the regions that a restriction names, all of them if sources disagree."""
    claim = row.claims.affected
    values = [claim.value, *(other.value for other in claim.alternatives)]
    return [code for value in values if isinstance(value, Affected) for code in value.regions]


def countries_of(row: Restriction) -> list[str]:
    """Codes of the countries of who decided."""
    return [party.country for party in parties_of(row) if party.country]


def parties_of(row: Restriction) -> list[Party]:
    """Who decided, all of them if sources disagree."""
    claim = row.claims.actor
    values = [claim.value, *(other.value for other in claim.alternatives)]
    return [value for value in values if isinstance(value, Party)]


def _named(kind: Kind, found: list[tuple[str, str, Restriction]], others: Iterable[str] = ()) -> dict[str, Name]:
    """Pages of names, in the order of the register, so that an address never changes when a name is added."""
    notes: dict[str, str] = {}
    rows: dict[str, dict[str, Restriction]] = {}
    for name, note, row in found:
        notes[name] = notes.get(name) or note
        rows.setdefault(name, {})[row.restriction_id] = row
    return {
        name: Name(
            name=name,
            note=notes.get(name, ""),
            path=f"{kind}/{step}/",
            rows=newest_first(rows.get(name, {}).values()),
        )
        for name, step in slugs([*(name for name, _, _ in found), *others]).items()
    }
