"""The closed set of sentences. Each is made from claims alone; where no pattern fits, the slot stays empty.

docs/reference/phrases.md lists all of them; a test holds the list against this file.
"""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.model.edition import Quote
from pipeline.model.restriction import Affected, Claim, Party, Restriction, Target, Tombstone
from pipeline.model.rights import WITHHELD
from pipeline.model.vocabulary import Mechanism, Reason, RestrictionStatus
from pipeline.text.days import day_words, when_words
from pipeline.text.words import join_words, shorten

STATE_WORDS: dict[RestrictionStatus, str] = {
    "rumoured": "rumoured",
    "reported": "reported",
    "proposed": "proposed",
    "announced": "announced",
    "scheduled": "scheduled",
    "in-force": "in force",
    "suspended": "suspended",
    "lifted": "lifted",
    "denied": "denied",
    "superseded": "superseded",
}
REASON_WORDS: dict[Reason, str] = {
    "capacity": "capacity",
    "competition": "competition",
    "compliance": "compliance",
    "cost": "cost",
    "data_leak": "data leaks",
    "distillation": "distillation",
    "geopolitics": "geopolitics",
    "ip": "intellectual property",
    "not_stated": "not stated",
    "other": "other reasons",
    "privacy": "privacy",
    "propaganda": "propaganda",
    "quality": "quality",
    "safety": "safety",
    "security": "security",
    "surveillance_use": "use for surveillance",
}
_FIELDS = {
    "announced": "the day of the announcement",
    "effective": "the day it takes effect",
    "ends": "the day it ends",
    "replacement": "the replacement",
    "action": "what was decided",
    "affected": "whom it binds",
}
_WHOM_LIMIT = 80
_DATELINE = re.compile(r"^[A-Z][A-Z .'-]+(?:, [\w .]{3,15})?(?: \([A-Za-z ]+\))? [-–—] ")
"""The dateline of a wire text ("LONDON, July 3 - "): of the agency, and no part of the sentence."""
_CLAUSE = re.compile(r"[,;:–—]\s|\s(?:and|but|because|which|after|when|while)\s")


def shorter_titles(row: Restriction) -> tuple[str, ...]:
    """The title without whom it binds, then without the day too."""
    affected = row.claims.affected.value
    whom = f" for {affected.who}" if isinstance(affected, Affected) else ""
    days = [claim.value for claim in (row.claims.effective, row.claims.ends) if isinstance(claim.value, str)]
    without = row.title.replace(whom, "", 1) if whom else row.title
    day = next((f" from {day_words(value)}" for value in days if without.endswith(f" from {day_words(value)}")), "")
    return tuple(dict.fromkeys((without, without.removesuffix(day))))


def mechanism_words(mechanism: Mechanism) -> str:
    """A mechanism as it is printed: "employer ban"."""
    return mechanism.replace("-", " ")


def tone(status: RestrictionStatus) -> str:
    """The colour of a state: "mark" for what binds, "ok" for what is over, "wait" for what may come."""
    if status in ("lifted", "denied", "superseded"):
        return "ok"
    return "wait" if status in ("proposed", "rumoured", "announced", "suspended") else "mark"


def what(row: Restriction) -> str:
    """What is known beside the headline: replacement, exemption, reasons; nothing of what is lifted."""
    if row.status == "lifted":
        return ""
    parts = []
    replacement, exempt, reasons = row.claims.replacement, row.claims.exempt, row.claims.reasons
    if replacement.status == "known" and isinstance(replacement.value, str):
        parts.append(f"Replacement: {replacement.value}.")
    if exempt.status == "known" and isinstance(exempt.value, str) and len(exempt.value.split()) <= 8:
        parts.append(f"Exempt: {exempt.value}.")
    if reasons.status == "known" and isinstance(reasons.value, tuple):
        told = [REASON_WORDS[reason] for reason in reasons.value if isinstance(reason, str)]
        parts.append(f"Reasons given: {join_words(told)}.")
    return " ".join(parts)


def so_what(row: Restriction, others: Sequence[Restriction], last_on: date) -> str:
    """What it adds to what is known: the other side's restriction, or the number of recent ones on the same tool."""
    for other in others:
        if row.status not in ("lifted", "denied") and _excludes_back(row, other):
            return f"{_actor(other)} for its part shuts out {_whom(other)} ({other.restriction_id})."
    if not _is_recent(row, last_on) or row.status in ("lifted", "denied"):
        return ""
    recent = [other for other in others if _is_recent(other, last_on)]
    counts = {name: sum(name in _tools(other) for other in recent) for name in _tools(row)}
    name = min(counts, key=lambda tool: (-counts[tool], tool), default="")
    return f"The {_ordinal(counts[name] + 1)} restriction of {name} in 90 days." if counts.get(name) else ""


def following(row: Restriction) -> str:
    """What comes next, or what would confirm it."""
    if row.status == "scheduled" and isinstance(row.claims.effective.value, str):
        return f"It takes effect {when_words(row.claims.effective.value)}."
    if row.status == "proposed":
        return "It binds nobody yet."
    if row.status in ("lifted", "denied"):
        return ""
    if row.claims.ends.status == "known" and isinstance(row.claims.ends.value, str):
        return f"It ends {when_words(row.claims.ends.value)}."
    if not row.provenance.confirmed_by_actor:
        return f"Word from {_actor(row)} itself would confirm it."
    return ""


def disagreements(row: Restriction) -> tuple[str, ...]:
    """One sentence for each claim on which sources disagree, with the number of reports behind each value."""
    reports = {proof.evidence_id: proof.article_id for proof in row.evidence}
    told = []
    for field, label in _FIELDS.items():
        claim: Claim = getattr(row.claims, field)
        if claim.status != "disputed":
            continue
        values = []
        for alternative in claim.alternatives:
            count = len({reports[evidence_id] for evidence_id in alternative.evidence})
            value = alternative.value if isinstance(alternative.value, str) else getattr(alternative.value, "who", "")
            values.append(f"{_printed(field, value)} ({count} report{'' if count == 1 else 's'})")
        told.append(f"Sources disagree on {label}: {join_words(values, 'or')}.")
    return tuple(told)


def corrections(row: Restriction) -> tuple[str, ...]:
    """One sentence for each reason for which a person has corrected the row."""
    return tuple(f"Corrected by hand: {reason}" for reason in dict.fromkeys(act.reason for act in row.by_hand))


def removal(stone: Tombstone) -> str:
    """What became of a row that was removed."""
    by_hand = ", by hand" if stone.author else ""
    told = {
        "merged": f"it is one with {stone.merged_into}",
        "not_an_event": "it is no restriction",
        "out_of_scope": "it is out of scope",
        "retracted": "what it rested on was retracted",
    }[stone.reason]
    return f"{told}{by_hand}: {stone.note}" if stone.note else f"{told}{by_hand}"


def _printed(field: str, value: str) -> str:
    if field in ("announced", "effective", "ends"):
        return day_words(value)
    return value.replace("_", " ") if field == "action" else value


def quote(row: Restriction, limit: int) -> Quote | None:
    """The best verbatim words for what is so: from the best source, at most ``limit`` words, cut only at clauses."""
    proofs = {proof.evidence_id: proof for proof in row.evidence}
    cited = _words_of_the_lift(row) if row.status == "lifted" else ()
    ranked = sorted(
        (proof for i in cited or _words_of_the_action(row) if (proof := proofs[i]).quote != WITHHELD),
        key=lambda proof: (proof.role != "primary", proof.source_grade, proof.published or "9", proof.url),
    )
    tools = _needles(row)
    actor = [_actor(row).split(" (")[0]] if tools else []  # where the text says "its API"
    for proof, needles in [(proof, needles) for needles in (tools, actor) for proof in ranked]:
        text = clip(proof.quote, limit, needles)
        if text:
            return Quote(text=text, outlet=proof.publisher, published=proof.published, url=proof.url)
    return None


def _words_of_the_action(row: Restriction) -> tuple[str, ...]:
    action = row.claims.action
    return action.evidence or tuple(e for alternative in action.alternatives for e in alternative.evidence)


def _words_of_the_lift(row: Restriction) -> tuple[str, ...]:
    """What names the actor, and does not tell of what was imposed."""
    imposed = set(_words_of_the_action(row))
    return tuple(evidence_id for evidence_id in row.claims.actor.evidence if evidence_id not in imposed)


def clip(text: str, limit: int, needles: Sequence[str]) -> str:
    """The longest run of whole clauses with a needle in it and 5 to ``limit`` words, without a dateline; or empty.

    One that begins the sentence goes before one that begins in its middle.
    """
    text = _DATELINE.sub("", text)
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    fitting = []
    for start in cuts:
        for end in cuts:
            piece = text[start:end].strip(" ,;:–—")
            piece = re.sub(r"\s(?:and|but|because|which|after|when|while)$", "", piece)
            if 5 <= len(piece.split()) <= limit and any(needle in piece for needle in needles):
                fitting.append((start == 0, len(piece), piece))
    return max(fitting, default=(True, 0, ""))[2]


def _needles(row: Restriction) -> list[str]:
    value = row.claims.targets.value
    names = [item.tool for item in value if isinstance(item, Target)] if isinstance(value, tuple) else []
    return [name.split(" (")[0] for name in names]


def _actor(row: Restriction) -> str:
    return row.claims.actor.value.name if isinstance(row.claims.actor.value, Party) else "the actor"


def _whom(row: Restriction) -> str:
    """Whom a restriction covers, in the words of the reports."""
    affected = row.claims.affected.value
    return shorten(affected.who, _WHOM_LIMIT) if isinstance(affected, Affected) else ""


def _tools(row: Restriction) -> set[str]:
    value = row.claims.targets.value
    return {item.tool for item in value if isinstance(item, Target)} if isinstance(value, tuple) else set()


def _vendors(row: Restriction) -> set[str]:
    value = row.claims.targets.value
    return {item.vendor or "" for item in value if isinstance(item, Target)} if isinstance(value, tuple) else set()


def _excludes_back(row: Restriction, other: Restriction) -> bool:
    """Whether the vendor of the restricted tool itself shuts out the actor's country or owners."""
    actor, back = row.claims.actor.value, other.claims.actor.value
    if not isinstance(actor, Party) or not isinstance(back, Party) or not actor.country:
        return False
    if back.name not in _vendors(row) or other.mechanism not in ("vendor-region", "vendor-ownership"):
        return False
    affected = other.claims.affected.value
    return other.status not in ("lifted", "denied") and actor.country in getattr(affected, "regions", ())


def _is_recent(row: Restriction, last_on: date) -> bool:
    if not row.first_reported:
        return False
    return 0 <= (last_on - date.fromisoformat(row.first_reported[:10])).days <= 90


def _ordinal(count: int) -> str:
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if count <= len(names):
        return names[count - 1]
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"
