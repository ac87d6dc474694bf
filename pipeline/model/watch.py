"""A watched page: what it says, what is remembered of it between two readings, and what became of its changes.

A **unit** is a sentence of the page, or a whole line where the page is a list (``WatchRules.as_set``).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CHANGE_TYPE = "application/vnd.offlimits.change+json"
"""Content type of the snapshot of a change."""

VerdictKind = Literal["baseline", "same", "noise", "pending", "held", "confirmed", "other-page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What one reading of a page shows.

    Attributes:
        rules: digest of the rules by which it was read; another digest makes a new baseline.
        title: of the page, as its head gives it.
        language: primary tag that the page names ("en"); empty if it names none.
        headings: of the text, in order.
        lines: paragraphs, headings, list items, rows, in order; normalised, none empty.
        as_set: the page is a list, so that its lines are its units.
    """

    rules: str
    title: str
    language: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    as_set: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A unit that came or went, and has not been believed yet.

    Attributes:
        unit: as the page has it, or had it.
        added: it came; else it went.
        first_at: when it was first seen so.
        counted_at: the last reading that counted; readings less than six hours apart count once.
        confirmations: readings that counted, without the first.
    """

    unit: str
    added: bool
    first_at: datetime
    counted_at: datetime
    confirmations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How often a unit has come and gone.

    Attributes:
        digest: of the unit's key.
        times: turns so far; each doubles the time for which the next one has to last.
        last_at: when it turned last.
    """

    digest: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchMemory:
    """What is remembered of a page. Its units change by confirmed changes alone.

    Attributes:
        rules, title, language, headings, as_set: as in ``Watched``.
        units: the text that is believed, in order.
        read_at: when the page was last read to say just this.
        sha256: of the snapshot of that reading.
        digest: of the lines of the last reading, whatever they were.
        waiting: what differs from the believed text.
        turns: what has come and gone lately, oldest first.
        told_days: ISO days on which the last changes were first seen, one for each change.
    """

    rules: str
    title: str
    language: str
    headings: tuple[str, ...]
    units: tuple[str, ...]
    read_at: datetime
    sha256: str
    digest: str
    as_set: bool = False
    waiting: tuple[Waiting, ...] = ()
    turns: tuple[Turn, ...] = ()
    told_days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of a page that is believed: the sentences that came and went, and nothing else.

    Attributes:
        title: of the page.
        seen_at: when the first part of it was first seen.
        confirmed_at: when it was seen again, and believed.
        sha256: of the snapshot that confirmed it.
        added: units that came, in the order of the page.
        removed: units that went, in the order in which they stood.
        as_set: they are lines of a list.
        serial: number of the change among those of this page that were first seen on the same day, from 1.
    """

    title: str
    seen_at: datetime
    confirmed_at: datetime
    sha256: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    as_set: bool = False
    serial: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one reading.

    Attributes:
        kind: "baseline" first reading, or first one by new rules; "same" nothing differs; "noise" what differs tells
            nothing (``why``); "pending" seen for the first time; "held" so much came or went at once that it has to
            last; "confirmed" with its ``change``; "other-page" the page has become another one: a failure.
        why: of noise: "banner", "flap", "layout", "numbers", "order" or "reverted"; of another page: "language" or
            "text".
        waiting: units that are not believed yet.
    """

    kind: VerdictKind
    why: str = ""
    change: Change | None = None
    waiting: int = 0
