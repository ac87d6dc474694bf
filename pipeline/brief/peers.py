"""So what: what a restriction adds to what is known, from its links, the other side's acts, and counts of the register.

Each pattern rests on rows of the register, which it names by id, or on a count of them; none judges.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.brief.wording import actor, actor_name, cited, hedge, short, tool_names, vendors, whom
from pipeline.model.restriction import Party, Restriction
from pipeline.model.vocabulary import Mechanism, Relation
from pipeline.text.names import capital, product
from pipeline.text.words import counted, join_words

_DAYS = 90
_OVER = frozenset({"lifted", "denied", "superseded"})
_NO_ACT = frozenset({"denied", "proposed"})
_BINDING = frozenset({"in-force", "reported", "scheduled", "announced"})
_RELATIONS: dict[Relation, str] = {
    "extends": "goes further than",
    "lifts": "ends",
    "retaliates": "answers",
    "same_policy": "belongs to the same policy as",
    "supersedes": "takes the place of",
}
_KINDS: dict[Mechanism, str] = {
    "agency-ban": "public body",
    "court-order": "court",
    "employer-ban": "employer",
    "employer-limit": "employer",
    "regulator-order": "regulator",
    "state-block": "government",
}


class Neighbours:
    """The rows of a register that can say anything about one another; found without looking at all of them.

    Args:
        rows: of the register.
    """

    def __init__(self, rows: Sequence[Restriction]) -> None:
        self._ids = {row.restriction_id: row for row in rows}
        self._by_name: dict[tuple[str, str], list[Restriction]] = {}
        for row in rows:
            names = [("tool", name) for name in tool_names(row)]
            for name in dict.fromkeys([*names, ("actor", actor_name(row))]):
                self._by_name.setdefault(name, []).append(row)

    def of(self, row: Restriction) -> list[Restriction]:
        """Rows about the same tools, acts of their vendors, and what it is linked to; by their ids."""
        linked = [link.restriction_id for link in row.related] + ([row.ending.restriction_id] if row.ending else [])
        names = [("tool", name) for name in tool_names(row)] + [("actor", vendor) for vendor in vendors(row)]
        found = {one for name in names for other in self._by_name.get(name, ()) for one in [other.restriction_id]}
        near = (found | {one for one in linked if one in self._ids}) - {row.restriction_id}
        return [self._ids[one] for one in sorted(near)]


def so_what(row: Restriction, others: Sequence[Restriction], last_on: date) -> str:
    """What it adds to what is known: the first pattern that fits.

    Args:
        row: the restriction.
        others: the rest of the register.
        last_on: last day of the window.
    """
    return (
        _linked(row, others)
        or _ended(row, others)
        or _left(row, others)
        or _other_side(row, others)
        or _peers(row, others, last_on)
        or _counted(row, others, last_on)
    )


def _linked(row: Restriction, others: Sequence[Restriction]) -> str:
    """Behind it stands a link, made where the reports say so."""
    known = {other.restriction_id: other for other in others}
    for link in row.related:
        other = known.get(link.restriction_id)
        if other is not None and row.status != "denied":
            done = "suspends" if link.relation == "lifts" and other.status == "suspended" else _RELATIONS[link.relation]
            return f"It {hedge(row)}{done} the {short(other)} ({other.restriction_id})."
    return ""


def _ended(row: Restriction, others: Sequence[Restriction]) -> str:
    """Behind it stands the link of the row that did it."""
    ending = row.ending
    if ending is None or row.status not in ("lifted", "suspended", "superseded"):
        return ""
    other = next((one for one in others if one.restriction_id == ending.restriction_id), None)
    if other is None:
        return ""
    if ending.relation == "supersedes":
        return f"A later decision takes its place: the {short(other)} ({other.restriction_id})."
    done = "suspended" if row.status == "suspended" else "lifted"
    return f"{capital(actor(other))} {hedge(other)}{done} it ({other.restriction_id})."


def _left(row: Restriction, others: Sequence[Restriction]) -> str:
    """Of what is lifted: which other rows still restrict the tool, by their status."""
    names = tool_names(row)
    if row.status != "lifted" or not names:
        return ""
    ranked = sorted(others, key=_order)
    bound = {name: [o for o in ranked if o.status in _BINDING and name in tool_names(o)] for name in names}
    name = max(names, key=lambda one: len(bound[one]))
    rest = bound[name]
    if not rest:
        return (
            f"No other restriction on {join_words([product(one) for one in names], 'or')} is in the register."
            if len(names) <= 3
            else ""
        )
    told = join_words([cited(other) for other in rest]) if len(rest) <= 2 else f"the last by {cited(rest[-1])}"
    stay = "stays" if len(rest) == 1 else "stay"
    by = "by " if len(rest) <= 2 else ""
    return f"{counted(len(rest), 'other restriction')} on {product(name)} {stay} in the register, {by}{told}."


def _other_side(row: Restriction, others: Sequence[Restriction]) -> str:
    """The vendor of the tool shuts out the actor's country or owners."""
    if row.status in _OVER:
        return ""
    for other in others:
        if _excludes_back(row, other):
            return (
                f"{capital(actor(other))} for its part {hedge(other)}shuts out {whom(other)} ({other.restriction_id})."
            )
    return ""


def _peers(row: Restriction, others: Sequence[Restriction], last_on: date) -> str:
    """How many actors of its kind were reported to restrict the same tool within the 90 days, it the last."""
    kind = _KINDS.get(row.mechanism)
    if kind is None or row.status in (_OVER | _NO_ACT):
        return ""
    mine = _decider(row)
    earlier = [other for other in _earlier(row, others, last_on) if _KINDS.get(other.mechanism) == kind]
    found: dict[str, dict[str, Restriction]] = {name: {} for name in tool_names(row)}
    for name, peers in found.items():
        peers.update({_decider(o): o for o in earlier if name in tool_names(o) and _decider(o) != mine})
    name = _most(found)
    if not name:
        return ""
    last = list(found[name].values())[-2:]
    told = join_words([cited(other) for other in last])
    behind = f", after {told}" if len(found[name]) <= 2 else f", the last before it {cited(last[-1])}"
    return f"The {ordinal(len(found[name]) + 1)} {kind} in {_DAYS} days reported to restrict {product(name)}{behind}."


def _decider(row: Restriction) -> str:
    """Who counts as one: of bodies of one government, its country."""
    value = row.claims.actor.value
    country = value.country if isinstance(value, Party) and row.mechanism == "state-block" else None
    return country or actor(row)


def _counted(row: Restriction, others: Sequence[Restriction], last_on: date) -> str:
    """How many restrictions on the same tool were reported within the 90 days, it the last."""
    if row.status in (_OVER | _NO_ACT):
        return ""
    earlier = _earlier(row, others, last_on)
    found = {name: {o.restriction_id: o for o in earlier if name in tool_names(o)} for name in tool_names(row)}
    name = _most(found)
    if not name:
        return ""
    last = list(found[name].values())[-1]
    nth = ordinal(len(found[name]) + 1)
    return f"The {nth} restriction on {product(name)} reported in {_DAYS} days; the one before it was by {cited(last)}."


def _most(found: Mapping[str, Mapping[str, Restriction]]) -> str:
    name = min(found, key=lambda tool: (-len(found[tool]), tool), default="")
    return name if name and found[name] else ""


def _earlier(row: Restriction, others: Sequence[Restriction], last_on: date) -> list[Restriction]:
    """Rows that were first reported within the 90 days and before this one, which was too; in that order."""
    if not _is_recent(row, last_on):
        return []
    mine = _order(row)
    recent = [o for o in others if _is_recent(o, last_on) and o.status not in _NO_ACT and _order(o) < mine]
    return sorted(recent, key=_order)


def _order(row: Restriction) -> tuple[str, str]:
    return (row.first_reported or "")[:10], row.restriction_id


def _excludes_back(row: Restriction, other: Restriction) -> bool:
    """Whether the vendor of the restricted tool itself shuts out the actor's country or owners."""
    mine, back = row.claims.actor.value, other.claims.actor.value
    if not isinstance(mine, Party) or not isinstance(back, Party) or not mine.country:
        return False
    if back.name not in vendors(row) or other.mechanism not in ("vendor-region", "vendor-ownership"):
        return False
    affected = other.claims.affected.value
    return other.status not in (_OVER | {"proposed"}) and mine.country in getattr(affected, "regions", ())


def _is_recent(row: Restriction, last_on: date) -> bool:
    if not row.first_reported:
        return False
    return 0 <= (last_on - date.fromisoformat(row.first_reported[:10])).days <= _DAYS


def ordinal(count: int) -> str:
    """The place in a row, in words up to ten: "third", "11th"."""
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if count <= len(names):
        return names[count - 1]
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"
