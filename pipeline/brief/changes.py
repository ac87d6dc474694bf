"""Register changes: one line for each row that changed in the window, or left the register in it."""

from collections.abc import Iterator, Sequence

from pipeline.brief import phrase
from pipeline.brief.window import Window, in_window, is_new, revisions_in
from pipeline.model.edition import RegisterChange
from pipeline.model.restriction import Register, Restriction, Revision
from pipeline.text.days import when_words


def register_changes(rows: Sequence[Restriction], window: Window) -> list[RegisterChange]:
    """One line for each row that changed in the window; a baseline has none."""
    found = []
    for row in rows:
        revisions = () if window.baseline else revisions_in(row, window)
        if not revisions:
            continue
        if is_new(revisions):
            kind = "new" if in_window(row, window) else "newly registered"
            announced = row.claims.announced.value
            told = announced if isinstance(announced, str) else row.first_reported
            when = (
                f"; first told {when_words(told[:10])}" if kind == "newly registered" and isinstance(told, str) else ""
            )
            found.append(
                RegisterChange(
                    kind=kind, restriction_id=row.restriction_id, text=f"{row.title}{when}{_by_hand(revisions)}"
                )
            )
            continue
        fields = dict.fromkeys(change.field for revision in revisions for change in revision.changes)
        kind = "lifted" if row.status == "lifted" and "status" in fields else "changed"
        taken_back = _taken_back(revisions)
        if taken_back:
            found.append(
                RegisterChange(
                    kind="withdrawn", restriction_id=row.restriction_id, text=f"a report of it was {taken_back}"
                )
            )
        if all(revision.trigger == "retraction" for revision in revisions):
            continue
        corrected = _by_hand(revisions)
        told = corrected or f" ({', '.join(fields)})"
        found.append(
            RegisterChange(
                kind="corrected" if corrected else kind, restriction_id=row.restriction_id, text=f"{row.title}{told}"
            )
        )
    return found


def _by_hand(revisions: Sequence[Revision]) -> str:
    """Why a person changed a row; empty where nobody did."""
    notes = dict.fromkeys(r.note for r in revisions if r.trigger == "override" and r.note)
    return f"; corrected by hand: {' '.join(notes)}" if notes else ""


def _taken_back(revisions: Sequence[Revision]) -> str:
    """Why a report was retracted; empty where none was."""
    notes = dict.fromkeys(r.note for r in revisions if r.trigger == "retraction")
    return f"retracted: {' '.join(notes)}" if notes else ""


def withdrawn(register: Register, window: Window) -> Iterator[RegisterChange]:
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
