"""What became of one unit of work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

OutputT = TypeVar("OutputT", covariant=True)
MadeT = TypeVar("MadeT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[OutputT]):
    """Done (with the output), skipped (why), or failed (why, and whether trying again may help).

    Attributes:
        input_id: id of the record that was worked on.
        reason: a short name with hyphens ("not-modified", "too-large"); empty where there is nothing to say.
        detail: one sentence for a person: what, where, how to mend it.
        retry_at: aware time before which trying again is not welcome; None if nobody said.
    """

    input_id: str
    state: Literal["done", "skipped", "failed"]
    output: OutputT | None = None
    reason: str = ""
    detail: str = ""
    transient: bool = False
    retry_at: datetime | None = None


def done(input_id: str, output: MadeT) -> Outcome[MadeT]:
    """The unit of work has its output."""
    return Outcome(input_id=input_id, state="done", output=output)


def skipped(input_id: str, reason: str, detail: str = "") -> Outcome[MadeT]:
    """There was nothing to do, and that is as it should be."""
    return Outcome(input_id=input_id, state="skipped", reason=reason, detail=detail)


def failed(
    input_id: str, reason: str, detail: str = "", *, transient: bool = False, retry_at: datetime | None = None
) -> Outcome[MadeT]:
    """Bad data or a bad world; never used for a bug, which is an exception."""
    return Outcome(
        input_id=input_id, state="failed", reason=reason, detail=detail, transient=transient, retry_at=retry_at
    )
