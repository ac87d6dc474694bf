"""Rows of another instance's register: context for ours, and never news.

Such a row keeps the words, the quotes and the grades of the other instance. Every claim is marked as set by an import,
and the row says whence it came. When reports of our own found the same restriction, the row goes on as ours, with its
id: what they tell takes the place of what was imported, and what they do not tell stays, marked as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from pipeline.analyse.register.grouping import (
    DECIDED_DAYS,
    announced_days,
    kind_of,
    regions_of,
    tools_of,
)
from pipeline.analyse.register.history import changes_between, first_changes
from pipeline.analyse.register.support import Support, countries
from pipeline.model.event import Event
from pipeline.model.restriction import (
    UNKNOWN,
    Affected,
    Claim,
    Claims,
    Party,
    Proof,
    Related,
    Restriction,
    Revision,
    Target,
)
from pipeline.model.vocabulary import Mechanism


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A row of another register, with its id there and here."""

    row: Restriction
    mark: str
    restriction_id: str


def adopt(taken: Taken, held: Restriction | None, *, today: date, at: str, ids: dict[str, str]) -> Restriction:
    """A row of another register as one of ours; the very same record as is held if nothing changed.

    Args:
        taken: the other row.
        held: what an earlier import made of it, or None.
        today: day of the import.
        at: time of the import, ISO in UTC.
        ids: our ids of the other register's rows; links to rows that are not ours are left out.
    """
    row = replace(
        taken.row,
        restriction_id=taken.restriction_id,
        claims=_marked(taken.row.claims),
        added_on=held.added_on if held else today.isoformat(),
        modified_on=today.isoformat(),
        history=held.history if held else (),
        related=tuple(
            Related(restriction_id=ids[link.restriction_id], relation=link.relation)
            for link in taken.row.related
            if link.restriction_id in ids
        ),
        imported_from=taken.mark,
    )
    note = f"Revision {taken.row.revision} of {taken.row.restriction_id} there."
    if held is None:
        first = Revision(number=1, at=at, trigger="import", changes=first_changes(row), note=note)
        return replace(row, history=(first,))
    changes = changes_between(held, row)
    if not changes:
        return held
    revision = Revision(number=held.revision + 1, at=at, trigger="import", changes=changes, note=note)
    return replace(row, history=(*held.history, revision))


def is_same(supports: Sequence[Support], row: Restriction) -> bool:
    """Whether reports of ours tell the decision of a row: its actor, kind and a tool, no other country or day."""
    event = supports[0].event
    days = announced_days(supports)
    return _agree(row, event.actor, event.mechanism, tools_of(supports)) and _near(row, regions_of(supports), days)


def is_told(row: Restriction, event: Event) -> bool:
    """Whether one event, told as history perhaps, is about a row."""
    return _agree(row, event.actor, event.mechanism, set(event.targets)) and _near(row, set(countries(event)), [])


def is_same_row(ours: Restriction, row: Restriction) -> bool:
    """Whether a row of another register is one that ours has by itself."""
    party = ours.claims.actor.value
    name = party.name if isinstance(party, Party) else ""
    day = _announced(ours)
    return _agree(row, name, ours.mechanism, row_tools(ours)) and _near(row, _regions(ours), [day] if day else [])


def _agree(row: Restriction, actor: str, mechanism: Mechanism, tools: set[str]) -> bool:
    party = row.claims.actor.value
    by_them = isinstance(party, Party) and party.name.casefold() == actor.casefold()
    return by_them and kind_of(row.mechanism) == kind_of(mechanism) and bool(row_tools(row) & tools)


def _near(row: Restriction, regions: set[str], days: Sequence[date]) -> bool:
    """Whether countries and days of announcement do not tell two decisions apart."""
    there, day = _regions(row), _announced(row)
    if row.mechanism == "vendor-region" and regions and there and regions.isdisjoint(there):
        return False
    return day is None or not days or min(abs((one - day).days) for one in days) <= DECIDED_DAYS


def with_imported(claims: Claims, proofs: Sequence[Proof], held: Restriction | None) -> tuple[Claims, list[Proof]]:
    """Claims and quotes of our reports, and for what they do not tell those that were imported."""
    found = list(proofs)
    if held is None:
        return claims, found
    kept = {}
    for name in (item.name for item in fields(Claims)):
        theirs: Claim = getattr(held.claims, name)
        if theirs.set_by == "import" and getattr(claims, name) == UNKNOWN:
            kept[name] = theirs
    known = {proof.evidence_id for proof in found}
    wanted = {evidence_id for claim in kept.values() for evidence_id in cited(claim)} - known
    return replace(claims, **kept), [*found, *(proof for proof in held.evidence if proof.evidence_id in wanted)]


def without(row: Restriction, gone: set[str]) -> Restriction | None:
    """A row without what was imported with some quotes; None for one that is nothing but an import.

    Args:
        row: one that holds such quotes, or not.
        gone: ids of the quotes.
    """
    if row.imported_from:
        return None
    told: dict[str, Claim] = {item.name: getattr(row.claims, item.name) for item in fields(Claims)}
    lost = {name: UNKNOWN for name, claim in told.items() if claim.set_by == "import" and gone & set(cited(claim))}
    claims = replace(row.claims, **lost)
    kept = {one for item in fields(Claims) for one in cited(getattr(claims, item.name))}
    return replace(row, claims=claims, evidence=tuple(proof for proof in row.evidence if proof.evidence_id in kept))


def cited(claim: Claim) -> Iterable[str]:
    """Ids of all evidence that a claim names."""
    return (*claim.evidence, *(one for other in claim.alternatives for one in other.evidence))


def row_tools(row: Restriction) -> set[str]:
    """The tools of a row."""
    value = row.claims.targets.value
    return {target.tool for target in value if isinstance(target, Target)} if isinstance(value, tuple) else set()


def _marked(claims: Claims) -> Claims:
    told = {item.name: getattr(claims, item.name) for item in fields(Claims)}
    marked = {
        name: replace(claim, set_by="import") for name, claim in told.items() if claim.status in ("known", "disputed")
    }
    return replace(claims, **marked)


def _regions(row: Restriction) -> set[str]:
    value = row.claims.affected.value
    return set(value.regions) if isinstance(value, Affected) else set()


def _announced(row: Restriction) -> date | None:
    claim = row.claims.announced
    if claim.status != "known" or not isinstance(claim.value, str) or len(claim.value) != len("2026-07-10"):
        return None
    return date.fromisoformat(claim.value)
