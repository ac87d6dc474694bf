"""An edition that its editors look at before it goes out."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.model.edition import Edition
from pipeline.model.override import Override


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edition that has been composed and has not gone out. Until it does, it may be composed anew.

    Attributes:
        number: how often it was drafted, this time included.
        cutoff: revisions of the register up to this time are in it, and what was decided by hand since.
        place: how far the journal of the register went at the cut-off.
        marks: what had been decided by hand when it was composed last.
        material: JSON of what it is composed from beside the register.
        acts: what an editor may decide about its items, whole but for the author.
        changes: what it tells otherwise than the draft before; empty for the first.
        stopped: it waits until it is approved.
    """

    edition: Edition
    number: int = 1
    cutoff: datetime
    place: int
    marks: tuple[str, ...]
    material: str
    acts: tuple[Override, ...]
    changes: tuple[str, ...] = ()
    stopped: bool = False

    @property
    def about(self) -> str:
        """What tells it from other drafts of the edition, in the outbox."""
        return str(self.number)
