"""The headline of a restriction, from a closed set of patterns over its claims. At most 140 characters."""

from pipeline.model.restriction import Affected, Claim, Claims, Party, Provenance, Target
from pipeline.model.vocabulary import ACTION_CLASS, ACTION_NOUNS, PUBLIC_BODIES, Action, Mechanism, RestrictionStatus
from pipeline.text.days import day_words, when_words
from pipeline.text.names import capital, for_whom, product, with_article
from pipeline.text.words import join_words, shorten

_VERBS: dict[Action, str] = {
    "ban": "bans",
    "block": "blocks",
    "cut_off": "cuts off",
    "deny": "denies barring",
    "investigate": "investigates",
    "lift": "lifts a restriction on",
    "limit": "limits",
    "propose": "proposes to restrict",
    "restrict": "restricts",
    "suspend": "suspends",
}
_LIMIT = 140
_WHOM_LIMIT = 50


def headline(
    claims: Claims,
    status: RestrictionStatus,
    provenance: Provenance,
    mechanism: Mechanism | None = None,
    *,
    own_lift: bool = True,
) -> str:
    """Say who restricts what, for whom and from when, as far as it is known.

    What is said of a firm without its own word is "reportedly" so.

    Args:
        claims: what the reports say together.
        status: how it stands.
        provenance: what it rests on.
        mechanism: by which it binds; a product that is retired is not cut off for anybody in particular.
        own_lift: of a row that is lifted, whether its actor lifted it; else it ended by its day, or by another.
    """
    actor, targets = _actor(claims), _targets(claims)
    hedge = " reportedly" if _needs_hedge(claims, provenance) else ""
    action = _action(claims)
    if status == "lifted" and ACTION_CLASS[action] == "imposed":
        noun = "retirement of" if mechanism == "product-retirement" else ACTION_NOUNS[action]
        if own_lift:
            told = f"{actor}{hedge} lifts its {noun} {targets}{_on(claims.ends)}"
        else:
            told = f"The {noun} {targets} by {actor}{hedge} ended{_on(claims.ends)}"
    elif status == "lifted":
        told = f"{actor}{hedge} {_VERBS['lift']} {targets}{_on(claims.ends)}"
    elif status == "suspended" and ACTION_CLASS[action] == "imposed":
        told = f"The {ACTION_NOUNS[action]} {targets} by {actor} is{hedge} suspended"
    elif status == "denied":
        told = f"{actor} denies restricting {targets}"
    elif status == "proposed":
        verb = _VERBS["investigate" if action == "investigate" else "propose"]
        told = f"{actor}{hedge} {verb} {targets}"
    else:
        verb = "retires" if mechanism == "product-retirement" and action == "cut_off" else _VERBS[action]
        told = f"{actor}{hedge} {verb} {targets}{_whom(claims)}{_from(claims.effective)}"
    return shorten(capital(told), _LIMIT)


def _needs_hedge(claims: Claims, provenance: Provenance) -> bool:
    actor = claims.actor.value
    public = isinstance(actor, Party) and actor.type in PUBLIC_BODIES
    return not (provenance.confirmed_by_actor or (public and provenance.independent >= 2))


def _actor(claims: Claims) -> str:
    party = claims.actor.value
    if not isinstance(party, Party):
        return "Somebody"
    return with_article(party.name) if party.type in PUBLIC_BODIES else party.name


def _action(claims: Claims) -> Action:
    value = claims.action.value or claims.action.alternatives[0].value
    return value if isinstance(value, str) and value in _VERBS else "restrict"


def _targets(claims: Claims) -> str:
    value = claims.targets.value
    names = [product(target.tool) for target in value if isinstance(target, Target)] if isinstance(value, tuple) else []
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return join_words(names)


def _whom(claims: Claims) -> str:
    value = claims.affected.value
    if not isinstance(value, Affected) or not value.who or len(value.who) > _WHOM_LIMIT:
        return ""
    return for_whom(value.who, place=bool(value.regions))


def _from(claim: Claim) -> str:
    return f" from {day_words(claim.value)}" if claim.status == "known" and isinstance(claim.value, str) else ""


def _on(claim: Claim) -> str:
    return f" {when_words(claim.value)}" if claim.status == "known" and isinstance(claim.value, str) else ""
