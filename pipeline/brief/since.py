"""What is new since the last brief: one sentence for each claim that changed, or day that was reached.

Behind each sentence stands a change in the row's history, within the window.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.brief.peers import ordinal
from pipeline.brief.phrase import REASON_WORDS
from pipeline.brief.wording import actor, hedge
from pipeline.model.restriction import Change, Restriction, Revision
from pipeline.text.days import day_words, when_words
from pipeline.text.names import capital
from pipeline.text.words import join_words

FIELD_WORDS: Mapping[str, str] = {
    "status": "its state",
    "effective": "the day it takes effect",
    "ends": "the day it ends",
    "targets": "the tools",
    "affected": "whom it covers",
    "exempt": "whom it does not cover",
    "action": "what was decided",
    "mechanism": "the kind of restriction",
    "replacement": "the replacement",
    "response": "the answer of the other side",
    "announced": "the day of the announcement",
    "actor": "who decided",
    "provenance": "what it rests on",
    "reasons": "the reasons given",
    "related": "its links to others",
}
"""Fields of a revision in words, in the order in which they are told."""
REACHED = ", the day it takes effect, was reached."
"""How the sentence ends that tells of a first day."""
_DISPUTED = "disputed: "
_TAKEN_BACK = "withdrawn"
"""In the place of a value that rested on a page that was retracted; it is no value."""
_COVERS = {"affected": "to cover", "exempt": "not to cover"}
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-Q\d)?")
_INDEPENDENT = re.compile(r"reported by (\w+) outlets independently")
_OWN_WORD = ("told by the actor itself", "confirmed by the actor")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_OVER = frozenset({"lifted", "denied", "suspended", "superseded"})


def since_last(row: Restriction, revisions: Sequence[Revision]) -> tuple[str, ...]:
    """One sentence for each field that differs now from what it was at the end of the last window.

    Args:
        row: as it stands.
        revisions: those in the window, oldest first.
    """
    changed = merged(revisions)
    told: list[str] = []
    for field in FIELD_WORDS:
        over = field == "ends" and row.status == "lifted" and "status" in changed  # that it was lifted says so
        if field in changed and not over:
            told += _told(row, changed[field], changed, revisions)
    return tuple(told)


def merged(revisions: Sequence[Revision]) -> dict[str, Change]:
    """The change of each field over several revisions; nothing of what was changed back."""
    found: dict[str, Change] = {}
    for change in (change for revision in revisions for change in revision.changes):
        first = found.get(change.field, change)
        found[change.field] = Change(field=change.field, before=first.before, after=change.after)
    return {name: change for name, change in found.items() if change.before != change.after}


def _told(
    row: Restriction, change: Change, changed: Mapping[str, Change], revisions: Sequence[Revision]
) -> tuple[str, ...]:
    if change.field == "status":
        return tuple(filter(None, [_state(row, change, changed, revisions)]))
    if change.field == "provenance":
        over = "status" in changed and row.status in _OVER  # then it says what the end rests on
        return () if over else tuple(filter(None, [_provenance(row, change)]))
    if change.field == "targets":
        return _tools(change)
    if change.field in _COVERS and change.after and not change.after.startswith(_DISPUTED):
        said = _printed(change.field, change.before)
        before = "" if not said or (change.before or "").startswith(_DISPUTED) else f"; before, {said}"
        return (f"It is now said {_COVERS[change.field]} {change.after}{before}.",)
    return () if change.field in ("related", "actor") else (_claim(change),)


def _state(row: Restriction, change: Change, changed: Mapping[str, Change], revisions: Sequence[Revision]) -> str:
    day = _reached(row, revisions)
    if day:
        return day
    if row.status == "denied":
        return f"{capital(actor(row))} denies it."
    if row.status == "superseded":
        return "A later decision has taken its place."
    if row.status in ("lifted", "suspended"):
        end = row.claims.ends
        if row.status == "lifted" and end.status == "known" and isinstance(end.value, str):
            return f"It was {hedge(row)}lifted {when_words(end.value)}."
        return f"It has {hedge(row)}been {row.status}."
    if row.status == "in-force" and change.before in ("reported", "rumoured") and "provenance" in changed:
        return ""  # the sentence about what it rests on says why
    return (
        f"Its state is now {(change.after or '').replace('-', ' ')}; it was {(change.before or '').replace('-', ' ')}."
    )


def _reached(row: Restriction, revisions: Sequence[Revision]) -> str:
    """A day of the row that has come, where nothing but the day, or reports beside it, changed its state."""
    triggers = {revision.trigger for revision in revisions}
    start, end = row.claims.effective, row.claims.ends
    came = any(c.field == "status" and c.before == "scheduled" for r in revisions for c in r.changes)
    if row.status in ("in-force", "reported") and came and start.status == "known" and _is_day(start.value):
        return f"{day_words(str(start.value))}{REACHED}"
    if row.status == "lifted" and "end_day" in triggers and end.status == "known" and _is_day(end.value):
        return f"{day_words(str(end.value))}, the day it ends, was reached."
    return ""


def _provenance(row: Restriction, change: Change) -> str:
    before, after = _outlets(change.before), _outlets(change.after)
    if after > before >= 1:
        if after == before + 1:
            return f"A {ordinal(after)} outlet reports it independently."
        return (
            f"{_NUMBERS[after].capitalize() if after < len(_NUMBERS) else after} outlets now report it independently."
        )
    if change.after in _OWN_WORD:
        if change.before in _OWN_WORD:
            return ""
        return f"{capital(actor(row))} itself now confirms it."
    return f"It now rests on: {change.after}; before, on: {change.before}." if change.before else ""


def _outlets(phrase: str | None) -> int:
    if phrase and phrase.startswith("one report"):
        return 1
    match = _INDEPENDENT.fullmatch(phrase or "")
    if not match:
        return 0
    return _NUMBERS.index(match[1]) if match[1] in _NUMBERS else int(match[1]) if match[1].isdigit() else 0


def _tools(change: Change) -> tuple[str, ...]:
    before, after = (
        [] if not text or text == _TAKEN_BACK else text.split(", ") for text in (change.before, change.after)
    )
    added = [name for name in after if name not in before]
    gone = [name for name in before if name not in after]
    told = []
    if added:
        told.append(f"{join_words(added)} {'is' if len(added) == 1 else 'are'} now among the tools that it covers.")
    if gone:
        told.append(f"{join_words(gone)} {'is' if len(gone) == 1 else 'are'} no longer among the tools that it covers.")
    return tuple(told)


def _claim(change: Change) -> str:
    label, verb, was = FIELD_WORDS[change.field], "is", "it was"
    if change.field == "reasons":
        verb, was = "are", "they were"
    label = label[0].upper() + label[1:]
    before, after = _printed(change.field, change.before), _printed(change.field, change.after)
    if (change.after or "").startswith(_DISPUTED):
        return f"Sources now disagree on {FIELD_WORDS[change.field]}: {after}."
    if not after:
        return f"{label} {verb} no longer known; {was} {before}." if before else f"{label} {verb} no longer known."
    if not before:
        return f"{label} {verb} now known: {after}."
    if (change.before or "").startswith(_DISPUTED):
        return f"{label} {verb} now {after}; sources disagreed on it."
    return f"{label} {verb} now {after}; {was} {before}."


def _printed(field: str, value: str | None) -> str:
    if not value or value == _TAKEN_BACK:
        return ""
    disputed = value.startswith(_DISPUTED)
    parts = value.removeprefix(_DISPUTED).split(" or ") if disputed else [value]
    printed = [_part(field, part) for part in parts]
    return join_words(printed, "or")


def _part(field: str, value: str) -> str:
    if field in ("effective", "ends", "announced") and _is_day_or_span(value):
        return day_words(value)
    if field == "reasons":
        known = {str(reason): words for reason, words in REASON_WORDS.items()}
        return join_words([known.get(reason, reason) for reason in value.split(", ")])
    return value.replace("_", " ").replace("-", " ") if field in ("action", "mechanism") else value


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == 10


def _is_day_or_span(value: str) -> bool:
    return _DAY.fullmatch(value) is not None
