"""Register changes: one line for each row that changed in the window, or left the register in it."""

from collections.abc import Iterator, Sequence

from pipeline.brief import phrase
from pipeline.brief.since import FIELD_WORDS, merged
from pipeline.brief.window import Window, in_window, is_new, revisions_in
from pipeline.model.edition import RegisterChange
from pipeline.model.restriction import Register, Restriction, Revision
from pipeline.text.days import when_words
from pipeline.text.words import join_words

_KINDS = ("new", "newly registered", "changed", "lifted", "corrected", "withdrawn")
"""In the order in which they are told and counted."""


def register_changes(register: Register, window: Window) -> tuple[RegisterChange, ...]:
    """One line for each row that changed in the window, ordered by kind, then by id.

    A baseline has none but what was retracted.
    """
    found = [] if window.baseline else [line for row in register.restrictions for line in _lines(row, window)]
    found += _withdrawn(register, window)
    return tuple(sorted(found, key=lambda change: _KINDS.index(change.kind)))


def _lines(row: Restriction, window: Window) -> Iterator[RegisterChange]:
    revisions = revisions_in(row, window)
    if not revisions:
        return
    if is_new(revisions):
        kind = "new" if in_window(row, window) else "newly registered"
        when = _told_first(row) if kind == "newly registered" else ""
        yield _line(kind, row, f"{row.title}{when}{_by_hand(revisions)}")
        return
    taken_back = _taken_back(revisions)
    if taken_back:
        yield _line("withdrawn", row, f"a report of it was {taken_back}")
    if all(revision.trigger == "retraction" for revision in revisions):
        return
    corrected, fields = _by_hand(revisions), merged(revisions)
    if corrected:
        yield _line("corrected", row, f"{row.title}{corrected}")
        return
    words = [FIELD_WORDS[name] for name in FIELD_WORDS if name in fields]
    if words:  # what was changed and changed back is no change
        lifted = row.status == "lifted" and "status" in fields
        yield _line("lifted" if lifted else "changed", row, f"{row.title} ({join_words(words)})")


def _line(kind: str, row: Restriction, text: str) -> RegisterChange:
    return RegisterChange(kind=kind, restriction_id=row.restriction_id, text=text)


def _told_first(row: Restriction) -> str:
    """When a row that is older than the window was announced, or else first reported."""
    announced = row.claims.announced.value
    if isinstance(announced, str):
        return f"; announced {when_words(announced[:10])}"
    return f"; first reported {when_words(row.first_reported[:10])}" if row.first_reported else ""


def _by_hand(revisions: Sequence[Revision]) -> str:
    """Why a person changed a row; empty where nobody did."""
    notes = dict.fromkeys(r.note for r in revisions if r.trigger == "override" and r.note)
    return f"; corrected by hand: {' '.join(notes)}" if notes else ""


def _taken_back(revisions: Sequence[Revision]) -> str:
    """Why a report was retracted; empty where none was."""
    notes = dict.fromkeys(r.note for r in revisions if r.trigger == "retraction")
    return f"retracted: {' '.join(notes)}" if notes else ""


def _withdrawn(register: Register, window: Window) -> Iterator[RegisterChange]:
    """One line for each row that left the register in the window, and for each page that was taken back.

    A baseline has none but what was retracted.
    """
    for retraction in register.retractions:
        if not retraction.restriction_ids and window.since < retraction.at <= window.until:
            text = f"a page of {retraction.place} was retracted: {retraction.reason}"
            yield RegisterChange(kind="withdrawn", restriction_id="", text=text)
    for stone in register.tombstones:
        at = stone.removed_at or stone.removed_on
        told = stone.reason == "retracted" or not window.baseline
        if told and window.since[: len(at)] < at <= window.until:
            yield RegisterChange(kind="withdrawn", restriction_id=stone.restriction_id, text=phrase.removal(stone))
