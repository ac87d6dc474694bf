"""A register's document back as records: what ``register_json`` wrote, here or in another instance."""

from typing import Any

from pipeline.model.restriction import (
    Affected,
    Alternative,
    Change,
    Claim,
    Claims,
    ClaimValue,
    Party,
    Proof,
    Provenance,
    Related,
    Restriction,
    Revision,
    Target,
)
from pipeline.render.register_json import Json


def restrictions_of(document: Json) -> tuple[Restriction, ...]:
    """The rows of a document.

    Args:
        document: one of which ``check`` found nothing wrong.
    """
    return tuple(_restriction(row) for row in document["restrictions"])


def _restriction(row: Json) -> Restriction:
    return Restriction(
        restriction_id=row["id"],
        title=row["title"],
        mechanism=row["mechanism"],
        status=row["status"],
        claims=Claims(**{name: _claim(name, claim) for name, claim in row["claims"].items()}),
        provenance=Provenance(**row["provenance"]),
        first_reported=row["first_reported"],
        added_on=row["added_on"],
        modified_on=row["modified_on"],
        evidence=tuple(_proof(proof) for proof in row["evidence"]),
        history=tuple(_revision(revision) for revision in row["history"]),
        related=tuple(Related(restriction_id=link["id"], relation=link["relation"]) for link in row["related"]),
        imported_from=row.get("imported_from", ""),
    )


def _claim(name: str, claim: Json) -> Claim:
    return Claim(
        status=claim["status"],
        value=_value(name, claim["value"]) if "value" in claim else None,
        precision=claim.get("precision"),
        evidence=tuple(claim.get("evidence", ())),
        alternatives=tuple(
            Alternative(
                value=_value(name, other["value"]),
                evidence=tuple(other["evidence"]),
                precision=other.get("precision"),
            )
            for other in claim.get("alternatives", ())
        ),
        set_by=claim.get("set_by", "sources"),
    )


def _value(name: str, value: Any) -> ClaimValue:  # noqa: ANN401 - whatever the schema allows for the claim
    if name == "actor":
        rest = {key: value[key] for key in ("unit", "country") if key in value}
        return Party(party_id=value["id"], name=value["name"], type=value["type"], **rest)
    if name == "targets":
        return tuple(
            Target(tool=one["tool"], vendor=one.get("vendor"), surfaces=tuple(one.get("surfaces", ()))) for one in value
        )
    if name == "affected":
        return Affected(who=value["who"], regions=tuple(value.get("regions", ())))
    return tuple(value) if isinstance(value, list) else str(value)


def _proof(proof: Json) -> Proof:
    return Proof(
        evidence_id=proof["id"],
        article_id=proof["article_id"],
        block=proof["block"],
        start=proof["start"],
        end=proof["end"],
        quote=proof["quote"],
        url=proof["url"],
        publisher=proof["publisher"],
        title=proof.get("title") or proof["url"],
        published=proof["published"],
        retrieved_at=proof["retrieved_at"],
        language=proof.get("language", "en"),
        role=proof["role"],
        source_grade=proof["source_grade"],
        sha256=proof["sha256"],
        relays=proof.get("relays"),
    )


def _revision(revision: Json) -> Revision:
    return Revision(
        number=revision["revision"],
        at=revision["at"],
        trigger=revision["trigger"],
        changes=tuple(
            Change(field=change["field"], before=_printed(change["from"]), after=_printed(change["to"]))
            for change in revision["changes"]
        ),
        note=revision.get("note", ""),
    )


def _printed(value: object) -> str | None:
    return None if value is None else str(value)
