"""What the editors of a draft are told beside the brief: when it goes out, what changed, and how to mend each item."""

from dataclasses import dataclass

from pipeline.model.draft import Draft
from pipeline.render.override_lines import override_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item with the lines that decide about it.

    Attributes:
        lines: of overrides.yaml, each whole but for its author.
    """

    restriction_id: str
    headline: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editors:
    """The part of a draft that no reader of the brief gets.

    Attributes:
        note: that it is a draft, and what becomes of it.
        changes: what it tells otherwise than the draft before.
    """

    note: str
    changes: tuple[str, ...]
    entries: tuple[Entry, ...]


def editors_of(draft: Draft, hold_hours: float) -> Editors:
    """What stands in a draft for its editors."""
    week = draft.edition.edition_id.partition("-")[2]
    lines: dict[str, list[str]] = {}
    for act in draft.acts:
        lines.setdefault(act.row, []).append(override_line(act).strip())
    note = (
        f"Draft {draft.number} of {draft.edition.edition_id}, for its editors alone. It goes out with the first run"
        f" {hold_hours:g} hours after you were handed it. `offlimits send --approve {week}` sends it now,"
        f" `offlimits send --hold {week}` stops it."
    )
    if draft.stopped:
        note = (
            f"Draft {draft.number} of {draft.edition.edition_id}, for its editors alone. It was stopped;"
            f" `offlimits send --approve {week}` sends it."
        )
    return Editors(
        note=note,
        changes=draft.changes,
        entries=tuple(
            Entry(restriction_id=item.restriction_id, headline=item.headline, lines=tuple(lines[item.restriction_id]))
            for item in draft.edition.items
            if item.restriction_id in lines
        ),
    )
