"""The names of the vocabularies as people say them."""

import re
from typing import Literal

from pipeline.model.restriction import Change
from pipeline.model.vocabulary import ClaimStatus, Relation, RestrictionStatus, Role, Trigger
from pipeline.render.days import long_day

Tone = Literal["mark", "ok", "wait"]

TONES: dict[RestrictionStatus, Tone] = {
    "rumoured": "wait",
    "reported": "mark",
    "proposed": "wait",
    "announced": "mark",
    "scheduled": "mark",
    "in-force": "mark",
    "suspended": "wait",
    "lifted": "ok",
    "denied": "ok",
    "superseded": "ok",
}
"""What binds is marked, what may come waits, what is over is well."""

CLAIM_STATUS: dict[ClaimStatus, str] = {
    "known": "known",
    "unknown": "unknown",
    "disputed": "disputed",
    "not_applicable": "does not apply",
}

TRIGGERS: dict[Trigger, str] = {
    "new_source": "a new report",
    "policy_page_change": "a change of a page with the rules",
    "effective_day": "the effective day was reached",
    "end_day": "the last day was reached",
    "review_day": "a day of review was reached",
    "override": "a decision by those who run this register",
    "correction": "a correction",
    "retraction": "a source took its report back",
    "import": "an import",
}

BY_HAND: dict[str, str] = {
    "confirm": "A person vouches for it",
    "merge": "Rows were merged into one",
    "promote": "A person took it into the register",
    "reject": "A person took it out of the register",
    "set": "A claim was set",
    "split": "Reports were parted",
}
"""What an override did to a row."""

RELATIONS: dict[Relation, tuple[str, str]] = {
    "retaliates": ("answers", "is answered by"),
    "supersedes": ("replaces", "is replaced by"),
    "extends": ("extends", "is extended by"),
    "lifts": ("lifts", "is lifted by"),
    "same_policy": ("belongs to the same policy as", "belongs to the same policy as"),
}
"""How one restriction stands to another, and the other to it."""

ROLES: dict[Role, str] = {
    "primary": "first hand",
    "independent": "independent",
    "derivative": "repeats another report",
}

_NAMED_FIELDS = ("status", "mechanism", "action", "reasons")
_DATE = re.compile(r"\b\d{4}-(?:\d{2}(?:-\d{2})?|Q[1-4])\b")


def spoken(name: str) -> str:
    """A name of a vocabulary: "in force", "employer ban", "data leak"."""
    return name.replace("-", " ").replace("_", " ")


def changed(change: Change) -> str:
    """What a revision changed: "scheduled → in force", or only the new value where there was none before."""
    after = _value(change.field, change.after) if change.after else "nothing"
    return f"{_value(change.field, change.before)} → {after}" if change.before else after


def printed(value: str, field: str) -> str:
    """A value of a claim in words, as it is printed."""
    return _value(field, value)


def _value(field: str, value: str) -> str:
    if field in _NAMED_FIELDS:
        return spoken(value)
    return _DATE.sub(lambda found: long_day(found[0]), value)
