"""What an edition covers, and what of a row's history falls into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model.restriction import Restriction, Revision
from pipeline.text.days import Week

BY_HAND = frozenset({"override", "retraction"})
"""What leads to a revision that a person made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What an edition covers.

    Attributes:
        week: the ISO week that it is named after, the last one.
        first_on: its first day, or that of the first week that was missed.
        since: revisions after this time are new to the reader; empty for a baseline.
        until: revisions up to this time are in.
        decided: what people decided up to this time was told by the edition before, which lay with its editors until
            then; empty where it did not.
    """

    week: Week
    first_on: date
    since: str
    until: str
    baseline: bool
    decided: str = ""


def revisions_in(row: Restriction, window: Window) -> tuple[Revision, ...]:
    """The revisions that are new to the reader."""
    return tuple(
        revision
        for revision in row.history
        if window.since < revision.at <= window.until
        and not (revision.trigger in BY_HAND and revision.at <= window.decided)
    )


def is_new(revisions: Sequence[Revision]) -> bool:
    """Whether the register took the row in with one of these revisions."""
    return any(revision.number == 1 for revision in revisions)


def in_window(row: Restriction, window: Window) -> bool:
    """Announced or first reported inside the window."""
    announced = row.claims.announced.value if row.claims.announced.status == "known" else None
    days = [value[:10] for value in (announced, row.first_reported) if isinstance(value, str) and len(value) >= 10]
    first, last = window.first_on.isoformat(), window.week.last_on.isoformat()
    return any(first <= day <= last for day in days)
