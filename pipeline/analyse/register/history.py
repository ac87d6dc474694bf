"""What a revision changed, field by field, in the words that are printed."""

from dataclasses import fields

from pipeline.model.restriction import Affected, Change, Claim, Claims, ClaimValue, Party, Restriction, Target


def first_changes(row: Restriction) -> tuple[Change, ...]:
    """The changes of a row's first revision: everything that is known of it."""
    told = [Change(field="status", before=None, after=row.status)]
    if row.related:
        told.append(Change(field="related", before=None, after=_links(row)))
    for name in _claim_names():
        printed = claim_words(getattr(row.claims, name))
        if printed is not None:
            told.append(Change(field=name, before=None, after=printed))
    return tuple(told)


def changes_between(before: Restriction, after: Restriction) -> tuple[Change, ...]:
    """The fields whose printed value differs; further evidence for the same value is no change."""
    changed = []
    for name, old, new in (
        ("status", before.status, after.status),
        ("mechanism", before.mechanism, after.mechanism),
        ("provenance", before.provenance.phrase, after.provenance.phrase),
        ("related", _links(before), _links(after)),
    ):
        if old != new:
            changed.append(Change(field=name, before=old, after=new))
    for name in _claim_names():
        was, became = claim_words(getattr(before.claims, name)), claim_words(getattr(after.claims, name))
        if was != became:
            changed.append(Change(field=name, before=was, after=became))
    return tuple(changed)


def claim_words(claim: Claim) -> str | None:
    """A claim in one line; None if nothing is known."""
    if claim.status == "disputed":
        return "disputed: " + " or ".join(value_words(alternative.value) for alternative in claim.alternatives)
    return None if claim.value is None else value_words(claim.value)


def value_words(value: ClaimValue) -> str:
    """A value as it is printed."""
    if isinstance(value, Party):
        return value.name
    if isinstance(value, Affected):
        return value.who
    if isinstance(value, tuple):
        return ", ".join(item.tool if isinstance(item, Target) else item for item in value)
    return value


def _links(row: Restriction) -> str | None:
    return ", ".join(f"{link.relation} {link.restriction_id}" for link in row.related) or None


def _claim_names() -> tuple[str, ...]:
    return tuple(item.name for item in fields(Claims))
