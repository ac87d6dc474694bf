"""What an editor may decide about a row that a draft tells: acts for overrides.yaml, to be pasted and mended."""

from collections.abc import Iterator

from pipeline.model.override import Override, SetField, SetValue
from pipeline.model.restriction import Affected, Claim, Restriction
from pipeline.text.words import clean, shorten

REJECTED = "Rejected by an editor before the brief went out."
CORRECTED = "Corrected by an editor before the brief went out."
_LINE = 300  # characters of a line of overrides.yaml
_DAYS: tuple[SetField, ...] = ("effective", "ends", "announced")


def acts_for(row: Restriction) -> tuple[Override, ...]:
    """One act that rejects the row, and one for each claim that an editor is most likely to correct.

    Each is whole but for its author. The claims are its day and whom it binds, as they stand: where sources disagree
    the first of their values, and where nothing is known ``unknown``.
    """
    article = row.evidence[0].url if row.evidence else ""
    reject = Override(act="reject", row=row.restriction_id, article=article, reason=REJECTED, author="")
    return (reject, *_corrections(row, article))


def _corrections(row: Restriction, article: str) -> Iterator[Override]:
    day = next((field for field in _DAYS if getattr(row.claims, field).status in ("known", "disputed")), _DAYS[0])
    fields: tuple[SetField, ...] = (day, "affected")
    for field in fields:
        yield Override(
            act="set",
            row=row.restriction_id,
            article=article,
            field=field,
            value=_value(getattr(row.claims, field)),
            reason=CORRECTED,
            author="",
        )


def _value(claim: Claim) -> SetValue | None:
    """The value that stands, or the first of those on which sources disagree."""
    value = claim.alternatives[0].value if claim.status == "disputed" else claim.value
    if isinstance(value, Affected):
        who = shorten(clean(value.who), _LINE)
        return Affected(who=who, regions=value.regions) if who else None
    return value if isinstance(value, str) else None
