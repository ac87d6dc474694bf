"""The closed set of sentences. Each is made from claims alone; where no pattern fits, the slot stays empty.

docs/reference/phrases.md lists all of them; a test holds the list against this file.
"""

from collections.abc import Collection
from datetime import date

from pipeline.brief.wording import action, actor, actor_name, hedge, is_hedged, noun, thing, tool_names, vendors, whom
from pipeline.model.restriction import Affected, Claim, Restriction, Tombstone
from pipeline.model.vocabulary import ACTION_CLASS, Mechanism, Reason, RestrictionStatus
from pipeline.text.days import day_words, first_day, when_words
from pipeline.text.names import capital, for_whom
from pipeline.text.words import join_words

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
FIELDS = {
    "announced": "the day of the announcement",
    "effective": "the day it takes effect",
    "ends": "the day it ends",
    "replacement": "the replacement",
    "action": "what was decided",
    "affected": "whom it binds",
}
TOLD_BY_ACTOR = "told by the actor itself"
_EXEMPT_WORDS = 8
_CHANGE = "#changed-"
"""In the address of a change of a watched page, before its day."""
_RECENT_DAYS = 90


def mechanism_words(mechanism: Mechanism) -> str:
    """A mechanism as it is printed: "employer ban"."""
    return mechanism.replace("-", " ")


def tone(status: RestrictionStatus) -> str:
    """The colour of a state: "mark" for what binds, "ok" for what is over, "wait" for what may come."""
    if status in ("lifted", "denied", "superseded"):
        return "ok"
    return "wait" if status in ("proposed", "rumoured", "announced", "suspended") else "mark"


def what(row: Restriction, told: Collection[str] = ()) -> str:
    """What is known beside the headline; each sentence rests on one claim, and the first on the day of a report.

    What is lifted is told as it was.

    Args:
        row: the restriction.
        told: claims that are told as new already.
    """
    if row.status == "lifted":
        return " ".join(filter(None, [_when(row), _covered(row)]))
    said = {
        "action": _denied(row),
        "announced": _when(row),
        "affected": _whom_beside(row),
        "targets": _tools_beside(row),
        "replacement": _replacement(row),
        "exempt": _exempt(row),
        "reasons": _reasons(row),
        "response": _answer(row),
    }
    return " ".join(sentence for claim, sentence in said.items() if sentence and claim not in told)


def _when(row: Restriction) -> str:
    """When it was announced, or first told: a claim, or the day of an article that is in the evidence."""
    subject, was = (f"The {noun(row)} was ", True) if row.status == "lifted" else ("", False)
    announced = row.claims.announced
    if row.status == "denied":  # what was never so was not announced
        return f"First reported {when_words(row.first_reported[:10])}." if row.first_reported else ""
    if announced.status == "known" and isinstance(announced.value, str):
        return f"{subject}{'announced' if was else 'Announced'} {when_words(announced.value)}."
    if row.claims.announced.status != "unknown" or not row.first_reported:
        return ""
    day = when_words(row.first_reported[:10])
    if not was and _is_own_word(row) and not _is_set(row):
        if _is_page_change(row):  # the day on which the page was read, and not one on which anybody spoke
            return f"Seen on a page of {actor(row)} {day}."
        return f"{capital(actor(row))} itself said so {day}."
    return f"{subject}{'first reported' if was else 'First reported'} {day}."


def _is_set(row: Restriction) -> bool:
    """Whether a person set something of it: the headline may then say what no report does."""
    return any(act.field for act in row.by_hand)


def _is_own_word(row: Restriction) -> bool:
    """Whether the first report is the actor's own, and cannot be that of the vendor whose tool it restricts."""
    first = (row.first_reported or "")[:10]
    own = any(proof.role == "primary" and (proof.published or "")[:10] == first for proof in row.evidence)
    return own and row.provenance.phrase == TOLD_BY_ACTOR and vendors(row) == {actor_name(row)}


def _is_page_change(row: Restriction) -> bool:
    """Whether the first report is a change of a page that is watched."""
    first = (row.first_reported or "")[:10]
    told = [proof for proof in row.evidence if proof.role == "primary" and (proof.published or "")[:10] == first]
    return all(_CHANGE in proof.url for proof in told)


def _covered(row: Restriction) -> str:
    """Of what is lifted: whom it covered, and whom it did not."""
    who, exempt = whom(row), _exempt_words(row)
    if not who:
        return f"Not covered: {exempt}." if exempt else ""
    return f"It {hedge(row)}covered {who}{f', but not {exempt}' if exempt else ''}."


def _denied(row: Restriction) -> str:
    """Of what is denied: what was reported, as a report and as nothing else."""
    if row.status != "denied" or ACTION_CLASS[action(row)] != "imposed":
        return ""
    value = row.claims.affected.value
    who = for_whom(whom(row), place=bool(value.regions)) if isinstance(value, Affected) and whom(row) else ""
    return f"What was reported: a {thing(row)}{who}."


def _whom_beside(row: Restriction) -> str:
    who = whom(row)
    if not who or row.status == "denied" or who in row.title:
        return ""
    if row.status == "proposed":
        return f"It would cover {who}."
    return f"It {hedge(row)}{'covered' if row.status in ('suspended', 'superseded') else 'covers'} {who}."


def _tools_beside(row: Restriction) -> str:
    names = tool_names(row)
    return f"The tools: {join_words(names)}." if 3 < len(names) <= 6 else ""


def _replacement(row: Restriction) -> str:
    claim = row.claims.replacement
    named = claim.status == "known" and isinstance(claim.value, str)
    return f"{claim.value} is named as the replacement." if named else ""


def _exempt(row: Restriction) -> str:
    exempt = _exempt_words(row)
    return f"Not covered: {exempt}." if exempt else ""


def _exempt_words(row: Restriction) -> str:
    claim = row.claims.exempt
    short_enough = isinstance(claim.value, str) and len(claim.value.split()) <= _EXEMPT_WORDS
    return str(claim.value) if claim.status == "known" and short_enough else ""


def _reasons(row: Restriction) -> str:
    claim = row.claims.reasons
    if claim.status != "known" or not isinstance(claim.value, tuple):
        return ""
    told = [REASON_WORDS[reason] for reason in claim.value if isinstance(reason, str) and reason != "not_stated"]
    if not told:
        return "No reason is given."
    return f"{'Reason' if len(told) == 1 else 'Reasons'} given: {join_words(told)}."


def _answer(row: Restriction) -> str:
    claim = row.claims.response
    known = claim.status == "known" and isinstance(claim.value, str)
    return f"Answer of the other side: {str(claim.value).rstrip('.')}." if known else ""


def following(row: Restriction, last_on: date) -> str:
    """Which day comes next, or what would confirm it where it rests on one voice; the first pattern that fits.

    Args:
        row: the restriction.
        last_on: the last day that is past for who reads it.
    """
    if row.status in ("lifted", "denied", "suspended", "superseded"):
        return ""
    if row.status == "proposed":
        return "It binds nobody yet."
    for claim, does in ((row.claims.effective, "takes effect"), (row.claims.ends, "ends")):
        by = "By the reports, it" if is_hedged(row) and claim.set_by != "override" else "It"
        days = [claim.value] if claim.status == "known" else [other.value for other in claim.alternatives]
        ahead = sorted(day for day in days if isinstance(day, str) and first_day(day) > last_on)
        if ahead and claim.status == "known":
            return f"{by} {does} {when_words(ahead[0])}."
        if ahead and len(ahead) < len(days):
            return f"Of the days named on which it {does}, {day_words(ahead[0])} is to come."
        if ahead:
            return f"The earliest day named on which it {does} is {day_words(ahead[0])}."
    return _confirming(row, last_on)


def _confirming(row: Restriction, last_on: date) -> str:
    """What is missing where everything rests on a paper, or on one voice, and is not old."""
    if not is_hedged(row) or not row.first_reported:
        return ""
    if (last_on - date.fromisoformat(row.first_reported[:10])).days > _RECENT_DAYS:
        return ""
    if row.provenance.phrase.startswith("notice seen"):
        return f"Word from {actor(row)} itself would confirm it."
    if row.provenance.independent == 1:
        return f"A second source, or word from {actor(row)} itself, would confirm it."
    return ""


def disagreements(row: Restriction) -> tuple[str, ...]:
    """One sentence for each claim on which sources disagree, with the number of reports behind each value."""
    reports = {proof.evidence_id: proof.article_id for proof in row.evidence}
    told = []
    for field, label in FIELDS.items():
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
