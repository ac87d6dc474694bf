"""Claims that a person has set, and rows that one vouches for. What the sources say stays beside it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.history import claim_words
from pipeline.model.override import Override
from pipeline.model.restriction import (
    UNKNOWN,
    Affected,
    ByHand,
    Change,
    Claim,
    Claims,
    ClaimValue,
    Party,
    Provenance,
    Target,
)
from pipeline.model.vocabulary import ACTION_CLASS, RestrictionStatus
from pipeline.text.words import slug

CONFIRMED = "confirmed by hand"
"""The phrase of provenance of a row that a person vouches for."""
_FULL = len("2026-07-10")
_UNSURE = ("proposed", "denied")


def correct(claims: Claims, acts: Sequence[Override], lexicon: Lexicon) -> Claims:
    """The claims as a person has set them.

    A claim that was set rests on what the sources say of it; where they say nothing, on what they say of the action:
    that is why there is a row at all. It is marked as set by an override, whatever it rests on.
    """
    for act in acts:
        if act.act == "set" and act.field:
            told: Claim = getattr(claims, act.field)
            claims = replace(claims, **{act.field: _set(act, told, claims, lexicon)})
    return claims


def _set(act: Override, told: Claim, claims: Claims, lexicon: Lexicon) -> Claim:
    value = _value(act, told, lexicon)
    if value is None:
        return replace(UNKNOWN, set_by="override")
    evidence = _evidence(told) or _evidence(claims.action)
    return Claim(status="known", value=value, precision=act.precision, evidence=evidence, set_by="override")


def _evidence(claim: Claim) -> tuple[str, ...]:
    every = (*claim.evidence, *(e for alternative in claim.alternatives for e in alternative.evidence))
    return tuple(dict.fromkeys(every))


def _value(act: Override, told: Claim, lexicon: Lexicon) -> ClaimValue | None:
    value = act.value
    if act.field == "actor" and isinstance(value, str):
        return _party(value, told, lexicon)
    if act.field == "affected" and isinstance(value, str):
        return Affected(who=value, regions=lexicon.regions_in(value))
    if act.field == "targets" and isinstance(value, tuple):
        items = told.value if isinstance(told.value, tuple) else ()
        held = {target.tool: target for target in items if isinstance(target, Target)}
        return tuple(held.get(name) or Target(tool=name, vendor=lexicon.vendor_of(name)) for name in value)
    return value  # type: ignore[return-value]  # what configuration has checked is of the claim's type


def _party(name: str, told: Claim, lexicon: Lexicon) -> Party:
    vendor, actor = lexicon.vendors.get(name), lexicon.actors.get(name)
    sources = told.value if isinstance(told.value, Party) else None
    kind = "vendor" if vendor else actor.type if actor else sources.type if sources else "other"
    known = vendor or actor
    return Party(party_id=slug(name), name=name, type=kind, country=known.country if known else None)


def vouched(provenance: Provenance, acts: Sequence[Override]) -> bool:
    """Whether status and title count the row as confirmed, by the actor or by a person."""
    return provenance.confirmed_by_actor or any(act.act == "confirm" for act in acts)


def with_word(provenance: Provenance, acts: Sequence[Override]) -> Provenance:
    """Provenance in words: a person who vouches is named as such, and is no report and no actor."""
    return replace(provenance, phrase=CONFIRMED) if any(act.act == "confirm" for act in acts) else provenance


def stated(status: RestrictionStatus, claims: Claims, acts: Sequence[Override], today: date) -> RestrictionStatus:
    """The status that follows from an action that was set; the one that the sources give where none was."""
    if not any(act.act == "set" and act.field == "action" for act in acts):
        return status
    kind = ACTION_CLASS[claims.action.value]  # type: ignore[index]  # a claim that was set is known
    if kind != "imposed":
        return kind
    if status not in _UNSURE:
        return status
    start, end = claims.effective.value, claims.ends.value
    if isinstance(start, str) and _first_day(start) > today.isoformat():
        return "scheduled" if len(start) == _FULL else "announced"
    if isinstance(end, str) and len(end) == _FULL and end <= today.isoformat():
        return "lifted"
    return "in-force" if any(act.act == "confirm" for act in acts) else "reported"


def _first_day(value: str) -> str:
    """The first day of a day, a month, a quarter or a year."""
    if "-Q" in value:
        return f"{value[:4]}-{3 * int(value[-1]) - 2:02}-01"
    return value + "-01-01"[len(value) - 4 :] if len(value) < _FULL else value


def notes_of(acts: Sequence[Override], sources: Claims, claims: Claims) -> tuple[ByHand, ...]:
    """What is kept of the acts with the row.

    Args:
        acts: in force on it.
        sources: the claims as the sources tell them.
        claims: as they stand.
    """
    return tuple(
        ByHand(
            act=act.act,
            reason=act.reason,
            author=act.author,
            field=act.field or "",
            value=(claim_words(getattr(claims, act.field)) or "unknown") if act.field else "",
            sources=claim_words(getattr(sources, act.field)) if act.field else None,
        )
        for act in acts
    )


def same_acts(one: Sequence[ByHand], other: Sequence[ByHand]) -> bool:
    """Whether two rows are under the same overrides, whatever their sources have said since."""
    return [replace(act, sources=None) for act in one] == [replace(act, sources=None) for act in other]


def reasons(before: Sequence[ByHand], after: Sequence[ByHand]) -> str:
    """Why a row was changed by hand: the reasons of what is new, else of what counts no longer."""
    plain_before = [replace(act, sources=None) for act in before]
    plain_after = [replace(act, sources=None) for act in after]
    new = [act.reason for act in plain_after if act not in plain_before]
    if new:
        return " ".join(dict.fromkeys(new))
    gone = [act.reason for act in plain_before if act not in plain_after]
    return "No longer set by hand: " + " ".join(dict.fromkeys(gone))


def acts_changed(before: Sequence[ByHand], after: Sequence[ByHand]) -> Change:
    """The one change of a revision that alters nothing that is printed: which acts are in force."""
    return Change(field="by_hand", before=_acts(before), after=_acts(after))


def _acts(acts: Sequence[ByHand]) -> str | None:
    return ", ".join(dict.fromkeys(f"{act.act} {act.field}".strip() for act in acts)) or None
