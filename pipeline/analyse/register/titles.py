"""The headline of a restriction, from a closed set of patterns over its claims. At most 140 characters."""

from pipeline.model.restriction import Affected, Claim, Claims, Party, Provenance, Target
from pipeline.model.vocabulary import Action, RestrictionStatus
from pipeline.text.days import day_words
from pipeline.text.words import join_words, shorten

_VERBS: dict[Action, str] = {
    "ban": "bans",
    "block": "blocks",
    "cut_off": "cuts off",
    "deny": "denies barring",
    "investigate": "investigates",
    "lift": "lifts a restriction of",
    "limit": "limits",
    "propose": "proposes to restrict",
    "restrict": "restricts",
    "suspend": "suspends",
}
_NOUNS: dict[Action, str] = {
    "ban": "ban",
    "block": "block",
    "cut_off": "cut-off",
    "limit": "limit",
    "restrict": "restriction",
    "suspend": "suspension",
}
_LIMIT = 140


def headline(claims: Claims, status: RestrictionStatus, provenance: Provenance) -> str:
    """Say who restricts what, for whom and from when, as far as it is known.

    What is said of a firm without its own word is "reportedly" so.
    """
    actor, action, targets = _actor(claims), _action(claims), _targets(claims)
    hedge = " reportedly" if _needs_hedge(claims, provenance) else ""
    if status == "lifted" and action in _NOUNS:
        return shorten(f"The {_NOUNS[action]} of {targets} by {actor} is{hedge} lifted{_from(claims.ends)}", _LIMIT)
    if status == "lifted":
        verb, rest = _VERBS["lift"], _from(claims.ends)
    elif status == "denied":
        verb, rest, hedge = "denies restricting", "", ""
    elif status == "proposed":
        verb, rest = ("investigates" if action == "investigate" else "proposes to restrict"), ""
    else:
        verb, rest = _VERBS[action], _whom(claims) + _from(claims.effective)
    return shorten(f"{actor}{hedge} {verb} {targets}{rest}", _LIMIT)


def _needs_hedge(claims: Claims, provenance: Provenance) -> bool:
    actor = claims.actor.value
    public = isinstance(actor, Party) and actor.type in ("government-body", "regulator", "court")
    return not (provenance.confirmed_by_actor or (public and provenance.independent >= 2))


def _actor(claims: Claims) -> str:
    return claims.actor.value.name if isinstance(claims.actor.value, Party) else "Somebody"


def _action(claims: Claims) -> Action:
    value = claims.action.value or claims.action.alternatives[0].value
    return value if isinstance(value, str) and value in _VERBS else "restrict"


def _targets(claims: Claims) -> str:
    value = claims.targets.value
    names = [target.tool for target in value if isinstance(target, Target)] if isinstance(value, tuple) else []
    return join_words(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _whom(claims: Claims) -> str:
    value = claims.affected.value
    return f" for {value.who}" if isinstance(value, Affected) and value.who and len(value.who) <= 50 else ""


def _from(claim: Claim) -> str:
    return f" from {day_words(claim.value)}" if claim.status == "known" and isinstance(claim.value, str) else ""
