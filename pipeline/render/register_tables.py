"""The rows of ``register.sqlite``: the register as tables, for those who ask by SQL."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from pipeline.model.availability import Availability
from pipeline.model.options import SiteOptions
from pipeline.model.restriction import (
    Candidate,
    Claim,
    Claims,
    ClaimValue,
    Party,
    Proof,
    Register,
    Restriction,
)
from pipeline.model.table import Cell, Tables
from pipeline.render.availability_json import since_day
from pipeline.render.days import is_date
from pipeline.render.links import on_web, restriction_path
from pipeline.render.register_csv import regions_of, said, targets_in, value_text, vendors_of
from pipeline.render.register_shapes import SHAPES, VIEWS
from pipeline.text.days import first_day, last_day
from pipeline.text.words import clean

_DATES = ("announced", "effective", "ends")

_Row = tuple[Cell, ...]


def register_tables(
    register: Register, facts: Sequence[Availability], site: SiteOptions, attribution: Sequence[str] = ()
) -> Tables:
    """All tables and views.

    Args:
        register: with the words that may be printed.
        facts: what vendors' own lists say, likewise.
        site: its title, address and licence.
        attribution: whom to name for data of others.
    """
    rows = register.restrictions
    made = {
        "about": _about(register, site, attribution),
        "restrictions": (_restriction(row, site.base_url) for row in rows),
        "evidence": (_quoted(row.restriction_id, proof) for row in rows for proof in row.evidence),
        "claims": (made for row in rows for made in _claims(row)),
        "claim_evidence": (made for row in rows for made in _claim_evidence(row)),
        "targets": (made for row in rows for made in _targets(row)),
        "regions": (made for row in rows for made in _regions(row)),
        "related": ((row.restriction_id, link.relation, link.restriction_id) for row in rows for link in row.related),
        "history": ((row.restriction_id, r.number, r.at, r.trigger, r.note) for row in rows for r in row.history),
        "changes": (made for row in rows for made in _changes(row)),
        "candidates": (
            *(_candidate(row) for row in register.candidates),
            *(_lapsed(row) for row in register.lapsed),
        ),
        "candidate_evidence": (
            _quoted(row.candidate_id, proof) for row in register.candidates for proof in row.evidence
        ),
        "tombstones": ((s.restriction_id, s.removed_on, s.reason, s.merged_into, s.note) for s in register.tombstones),
        "availability": (_fact(fact) for fact in facts),
    }
    return Tables(
        tables=tuple(replace(shape, rows=tuple(_cleaned(row) for row in made[name])) for name, shape in SHAPES.items()),
        views=VIEWS,
    )


def _about(register: Register, site: SiteOptions, attribution: Sequence[str]) -> Iterator[_Row]:
    told = [
        ("title", site.title),
        ("licence", site.licence),
        ("source", site.base_url),
        ("version", register.version),
        ("changed_at", register.changed_at or ""),
        *(("attribution", line) for line in attribution),
    ]
    yield from ((subject, text) for subject, text in told if text)


def _cleaned(row: _Row) -> _Row:
    """Without what cannot be seen; what is not known is NULL, and never an empty text."""
    return tuple((clean(cell) or None) if isinstance(cell, str) else cell for cell in row)


def _restriction(row: Restriction, base_url: str) -> _Row:
    claims, provenance = row.claims, row.provenance
    actor = claims.actor.value if isinstance(claims.actor.value, Party) else None
    path = restriction_path(row.restriction_id)
    return (
        row.restriction_id,
        row.title,
        row.status,
        row.mechanism,
        said(claims.actor),
        actor.type if actor else None,
        actor.country if actor else None,
        said(claims.action),
        said(claims.targets),
        ", ".join(vendors_of(claims)),
        *(
            said(getattr(claims, name))
            for name in ("affected", "exempt", *_DATES, "replacement", "reasons", "response")
        ),
        provenance.phrase,
        provenance.reports,
        provenance.independent,
        provenance.information_grade,
        int(provenance.confirmed_by_actor),
        row.first_reported,
        row.added_on,
        row.modified_on,
        row.revision,
        row.imported_from,
        on_web(base_url, path) or path,
    )


def _quoted(row_id: str, proof: Proof) -> _Row:
    return (
        row_id,
        proof.evidence_id,
        proof.article_id,
        proof.block,
        proof.start,
        proof.end,
        proof.quote,
        proof.url,
        proof.publisher,
        proof.title,
        proof.published,
        proof.retrieved_at,
        proof.language,
        proof.role,
        proof.source_grade,
        proof.sha256,
        proof.relays,
    )


def _values(claim: Claim) -> list[tuple[ClaimValue | None, str | None, tuple[str, ...]]]:
    """Value, precision and evidence of a claim, or of each of its alternatives."""
    if claim.alternatives:
        return [(other.value, other.precision, other.evidence) for other in claim.alternatives]
    return [(claim.value, claim.precision, claim.evidence)]


def _claims(row: Restriction) -> Iterator[_Row]:
    for name in (item.name for item in fields(Claims)):
        claim: Claim = getattr(row.claims, name)
        for number, (value, precision, _) in enumerate(_values(claim), start=1):
            text = None if value is None else value_text(value)
            span = _span(text) if name in _DATES else (None, None)
            yield (row.restriction_id, name, number, claim.status, text, precision, *span, claim.set_by)


def _span(text: str | None) -> tuple[str | None, str | None]:
    if text is None or not is_date(text):
        return None, None
    return first_day(text[:10]).isoformat(), last_day(text[:10]).isoformat()


def _claim_evidence(row: Restriction) -> Iterator[_Row]:
    known = {proof.evidence_id for proof in row.evidence}
    for name in (item.name for item in fields(Claims)):
        for number, (_, _, evidence) in enumerate(_values(getattr(row.claims, name)), start=1):
            for evidence_id in dict.fromkeys(evidence):
                if evidence_id in known:
                    yield (row.restriction_id, name, number, evidence_id)


def _targets(row: Restriction) -> Iterator[_Row]:
    """Each tool and vendor once, though sources may disagree on the rest."""
    found: dict[tuple[str, str], set[str]] = {}
    for target in targets_in(row.claims):
        found.setdefault((clean(target.tool), clean(target.vendor or "")), set()).update(target.surfaces)
    for (tool, vendor), surfaces in found.items():
        yield (row.restriction_id, tool, vendor, ", ".join(sorted(surfaces)))


def _regions(row: Restriction) -> Iterator[_Row]:
    yield from ((row.restriction_id, code) for code in regions_of(row.claims))


def _changes(row: Restriction) -> Iterator[_Row]:
    for revision in row.history:
        for number, change in enumerate(revision.changes, start=1):
            yield (row.restriction_id, revision.number, number, change.field, change.before, change.after)


def _candidate(row: Candidate) -> _Row:
    claims = row.claims
    return (
        row.candidate_id,
        "watched",
        row.title,
        row.mechanism,
        said(claims.actor),
        said(claims.action),
        said(claims.targets),
        ", ".join(vendors_of(claims)),
        said(claims.affected),
        said(claims.effective),
        row.provenance.phrase,
        row.provenance.reports,
        row.provenance.independent,
        row.first_reported,
        row.needs,
        row.lapses_on,
    )


def _lapsed(row: Candidate) -> _Row:
    """Of what nothing confirmed in time, only that it was there."""
    unsaid = (None,) * 10
    return (
        row.candidate_id,
        "lapsed",
        row.title,
        *unsaid,
        row.first_reported,
        row.needs,
        row.lapsed_on or row.lapses_on,
    )


def _fact(fact: Availability) -> _Row:
    return (fact.tool, fact.country, int(fact.listed), since_day(fact), fact.source_id, fact.url, fact.quote)
