"""When a draft goes out: decided from what became of it, the clock and the options. Nothing is done here.

A draft waits until its editors have had it for the hold time, or until one of them approves it. What is in doubt (no
editor has it, it has changed, the clock stands before the time at which it was handed over) makes it wait longer, and
never go out sooner.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Action = Literal["draft", "release", "wait"]
Why = Literal["approved", "changed", "held", "no editors", "over", "stopped", "unseen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """A draft, as far as it matters for when it goes out.

    Attributes:
        changed: it tells something else than what its editors were sent.
        stopped: an editor has stopped it.
        approved: an editor approves it now.
        handed_at: when the first editor was handed it as it is; None while none has it.
    """

    changed: bool = False
    stopped: bool = False
    approved: bool = False
    handed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is done with a draft, and why.

    Attributes:
        due_at: when it goes out by itself; None if it does not.
    """

    action: Action
    why: Why
    due_at: datetime | None = None


def decide(draft: Lying, *, now: datetime, hold: timedelta, has_editors: bool) -> Decision:
    """Whether a draft is mailed to its editors again, goes out, or waits.

    Args:
        draft: what is known of it.
        now: aware time of the run.
        hold: how long its editors have it before it goes out by itself.
        has_editors: whether any are configured; without, nothing is held but what was stopped.
    """
    if draft.changed and has_editors:
        return Decision(action="draft", why="changed")
    if draft.approved and (draft.handed_at or not has_editors):
        return Decision(action="release", why="approved")
    if draft.stopped and not draft.approved:
        return Decision(action="wait", why="stopped")
    if not has_editors:
        return Decision(action="release", why="no editors")
    if draft.handed_at is None:
        return Decision(action="wait", why="unseen")
    due_at = draft.handed_at + hold
    return (
        Decision(action="release", why="over") if now >= due_at else Decision(action="wait", why="held", due_at=due_at)
    )
