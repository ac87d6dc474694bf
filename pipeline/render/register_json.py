"""The register as JSON, in the shape of ``schema/register.schema.json``, and a check of such a document.

Records carry the names of our code, the document those of the schema: this is the one place that knows both.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import resources
from typing import Any, Literal

from jsonschema_rs import Draft202012Validator, ValidationError

from pipeline.model.restriction import (
    Affected,
    Alternative,
    Candidate,
    Claim,
    Claims,
    ClaimValue,
    Party,
    Proof,
    Provenance,
    Register,
    Restriction,
    Revision,
    Target,
    Tombstone,
)
from pipeline.render.links import segment
from pipeline.text.words import clean

SCHEMA_VERSION = "1.0"
QUOTE_CHARACTERS = 400
"""Longest quote that the schema allows."""
EPOCH = "1970-01-01T00:00:00Z"
"""Stands for the time of the last change while the register is empty."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The rows of a register as they are written, cleaned, so that they need to be made only once."""

    restrictions: Sequence[Json]
    tombstones: Sequence[Json]


def register_documents(register: Register) -> Documents:
    """Every row and every tombstone as an object of the schema, in their order."""
    return Documents(
        restrictions=[_object(_restriction(row)) for row in register.restrictions],
        tombstones=[_object(_tombstone(stone)) for stone in register.tombstones],
    )


def register_json(register: Register, documents: Documents | None = None) -> bytes:
    """The whole register as a document; the same register gives the same bytes.

    Args:
        register: all rows.
        documents: the same rows, if they have been made already.
    """
    made = documents or register_documents(register)
    head = {
        "schema_version": SCHEMA_VERSION,
        "register_version": register.version,
        "generated_at": register.changed_at or EPOCH,
        "content_hash": documents_hash(made),
        "count": len(made.restrictions),
    }
    parts = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    parts += [f'"restrictions": {_lines(made.restrictions)}', f'"tombstones": {_lines(made.tombstones)}']
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _lines(rows: Sequence[Json]) -> str:
    """A list with one row a line, as few programs, but all comparisons of files, care for."""
    return "[" + ",".join(f"\n{json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n]" if rows else "[]"


def row_json(kind: Literal["restriction", "tombstone"], document: Json) -> bytes:
    """One row or one tombstone as a document of its own.

    Args:
        kind: under which name it stands.
        document: of ``Documents``.
    """
    return _bytes({"schema_version": SCHEMA_VERSION, "content_hash": row_hash(document), kind: document})


def rows_json(register: Register, documents: Documents) -> bytes:
    """What documents of single rows there are, with the hash by which one sees whether it changed."""
    rows = [
        {key: document[key] for key in ("id", "revision", "status", "modified_on")}
        | {"content_hash": row_hash(document), "file": row_file(document["id"])}
        for document in documents.restrictions
    ]
    stones = [
        {key: document[key] for key in ("id", "removed_on", "reason", "merged_into") if key in document}
        | {"content_hash": row_hash(document), "file": row_file(document["id"])}
        for document in documents.tombstones
    ]
    return _bytes(
        {
            "schema_version": SCHEMA_VERSION,
            "generated_at": register.changed_at or EPOCH,
            "content_hash": documents_hash(documents),
            "count": len(rows),
            "restrictions": rows,
            "tombstones": stones,
        }
    )


def row_file(restriction_id: str) -> str:
    """Name of the document of one row."""
    return f"{segment(restriction_id)}.json"


def documents_hash(documents: Documents) -> str:
    """The content hash that the document of a register carries."""
    return _hash({"restrictions": documents.restrictions, "tombstones": documents.tombstones})


def row_hash(document: Json) -> str:
    """Hash of one row or tombstone, made as that of the whole."""
    return _hash(document)


def candidates_json(register: Register) -> bytes:
    """What is watched, in the same shapes, but without a schema of its own: candidates come and go."""
    return json_bytes(
        {
            "schema_version": SCHEMA_VERSION,
            "generated_at": register.changed_at or EPOCH,
            "count": len(register.candidates),
            "candidates": [_candidate(candidate) for candidate in register.candidates],
            "lapsed": [_lapsed(candidate) for candidate in register.lapsed],
        }
    )


def schema_json() -> bytes:
    """The schema as it ships with the package."""
    return resources.files("pipeline.render").joinpath("schema", "register.schema.json").read_bytes()


def json_bytes(document: object) -> bytes:
    """A document as UTF-8, readable, with what cannot be seen taken out of every text."""
    return _bytes(_cleaned(document))


def content_hash(restrictions: Sequence[Json], tombstones: Sequence[Json]) -> str:
    """Hash of what the register says, without when it was last changed: ``sha256:`` and 64 hexadecimal digits."""
    return _hash(_cleaned({"restrictions": restrictions, "tombstones": tombstones}))


def check(document: Json) -> list[str]:
    """What is wrong with a register's document, one line each, with its place; nothing if it is right.

    Beyond the schema: ids are unique, the count and the hash are right, all evidence that a claim names exists, the
    rows that are named as related or merged do too, and revisions are numbered without a gap.
    """
    errors = Draft202012Validator(json.loads(schema_json())).iter_errors(document)
    wrong = sorted(f"{_place(error)}: {error.message[:300]}" for error in errors)
    return wrong or list(_contradictions(document))


def _place(error: ValidationError) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)


def _restriction(row: Restriction) -> Json:
    return {
        "id": row.restriction_id,
        "revision": row.revision,
        "title": row.title,
        "mechanism": row.mechanism,
        "status": row.status,
        "claims": _claims(row.claims),
        "provenance": _provenance(row.provenance),
        "first_reported": row.first_reported,
        "added_on": row.added_on,
        "modified_on": row.modified_on,
        "related": [{"id": link.restriction_id, "relation": link.relation} for link in row.related],
        "evidence": [_evidence(proof) for proof in row.evidence],
        "history": [_revision(revision) for revision in row.history],
    } | _filled(imported_from=row.imported_from)


def _candidate(row: Candidate) -> Json:
    return {
        "id": row.candidate_id,
        "title": row.title,
        "mechanism": row.mechanism,
        "claims": _claims(row.claims),
        "provenance": _provenance(row.provenance),
        "first_reported": row.first_reported,
        "needs": row.needs,
        "lapses_on": row.lapses_on,
        "evidence": [_evidence(proof) for proof in row.evidence],
    }


def _lapsed(row: Candidate) -> Json:
    return {
        "id": row.candidate_id,
        "title": row.title,
        "first_reported": row.first_reported,
        "lapsed_on": row.lapsed_on or row.lapses_on,
        "needed": row.needs,
    }


def _claims(claims: Claims) -> Json:
    return {item.name: _claim(getattr(claims, item.name)) for item in fields(Claims)}


def _claim(claim: Claim) -> Json:
    return {"status": claim.status} | _filled(
        value=None if claim.value is None else _value(claim.value),
        precision=claim.precision,
        evidence=list(claim.evidence),
        alternatives=[_alternative(alternative) for alternative in claim.alternatives],
        set_by="" if claim.set_by == "sources" else claim.set_by,
    )


def _alternative(alternative: Alternative) -> Json:
    made = {"value": _value(alternative.value), "evidence": list(alternative.evidence)}
    return made | _filled(precision=alternative.precision)


def _value(value: ClaimValue) -> object:
    if isinstance(value, Party):
        made = {"id": value.party_id, "name": value.name, "type": value.type}
        return made | _filled(unit=value.unit, country=value.country)
    if isinstance(value, Affected):
        return {"who": value.who} | _filled(regions=list(value.regions))
    if isinstance(value, tuple):
        return [_target(item) if isinstance(item, Target) else item for item in value]
    return value


def _target(target: Target) -> Json:
    return {"tool": target.tool} | _filled(vendor=target.vendor, surfaces=list(target.surfaces))


def _provenance(provenance: Provenance) -> Json:
    return {item.name: getattr(provenance, item.name) for item in fields(Provenance)}


def _evidence(proof: Proof) -> Json:
    quote = proof.quote
    if len(quote) > QUOTE_CHARACTERS:
        quote = quote[: QUOTE_CHARACTERS + 1].rpartition(" ")[0] or quote[:QUOTE_CHARACTERS]
    return {
        "id": proof.evidence_id,
        "article_id": proof.article_id,
        "block": proof.block,
        "start": proof.start,
        "end": proof.end - (len(proof.quote) - len(quote)),
        "quote": quote,
        "url": proof.url,
        "publisher": proof.publisher,
        "published": proof.published,
        "retrieved_at": proof.retrieved_at,
        "role": proof.role,
        "source_grade": proof.source_grade,
        "sha256": proof.sha256,
    } | _filled(title=proof.title, language=proof.language, relays=proof.relays)


def _revision(revision: Revision) -> Json:
    return {
        "revision": revision.number,
        "at": revision.at,
        "trigger": revision.trigger,
        "changes": [{"field": change.field, "from": change.before, "to": change.after} for change in revision.changes],
    } | _filled(note=revision.note)


def _tombstone(stone: Tombstone) -> Json:
    made = {"id": stone.restriction_id, "removed_on": stone.removed_on, "reason": stone.reason}
    return made | _filled(merged_into=stone.merged_into, note=stone.note)


def _filled(**values: object) -> Json:
    """The values that are there: the schema leaves out what is empty."""
    return {name: value for name, value in values.items() if value}


def _bytes(cleaned: object) -> bytes:
    return (json.dumps(cleaned, ensure_ascii=False, indent=1) + "\n").encode()


def _hash(cleaned: object) -> str:
    canonical = json.dumps(cleaned, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _object(document: Json) -> Json:
    return {name: _cleaned(value) for name, value in document.items()}


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(held) for name, held in value.items()}
    return [_cleaned(held) for held in value] if isinstance(value, list | tuple) else value


def _contradictions(document: Json) -> Iterator[str]:
    rows, stones = document["restrictions"], document["tombstones"]
    yield from _repeated([row["id"] for row in (*rows, *stones)], "the id")
    if document["count"] != len(rows):
        yield f"$.count: says {document['count']}, but there are {len(rows)}"
    if document["content_hash"] != content_hash(rows, stones):
        yield "$.content_hash: is not the hash of restrictions and tombstones"
    ids = {row["id"] for row in (*rows, *stones)}
    for stone in stones:
        if stone.get("merged_into", stone["id"]) not in ids:
            yield f"{stone['id']}: was merged into {stone['merged_into']}, which is not there"
    for row in rows:
        yield from _at_odds(row, ids)


def _at_odds(row: Json, ids: Collection[str]) -> Iterator[str]:
    """Where one row contradicts itself, or names another that is not there."""
    known = [proof["id"] for proof in row["evidence"]]
    yield from _repeated(known, f"{row['id']}: the evidence id")
    for name, claim in row["claims"].items():
        cited = [*claim.get("evidence", ()), *(i for a in claim.get("alternatives", ()) for i in a["evidence"])]
        for evidence_id in sorted(set(cited) - set(known)):
            yield f"{row['id']}: {name}: names evidence {evidence_id!r}, which is not there"
    numbers = [revision["revision"] for revision in row["history"]]
    if numbers != list(range(1, len(numbers) + 1)) or numbers[-1] != row["revision"]:
        yield f"{row['id']}: revision {row['revision']} does not follow from its history"
    for link in row["related"]:
        if link["id"] == row["id"] or link["id"] not in ids:
            yield f"{row['id']}: is related to {link['id']}, which is {'itself' if link['id'] in ids else 'not there'}"


def _repeated(ids: Iterable[str], what: str) -> Iterator[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield f"{what} {one!r} is there more than once"
        seen.add(one)
