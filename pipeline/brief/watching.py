"""Watching: what is not well enough founded or not decided yet, what would confirm it, and when it is dropped."""

from pipeline.model.edition import Watched
from pipeline.model.restriction import Register, Restriction


def watched(register: Register) -> tuple[Watched, ...]:
    """Candidates, that which is dropped first before the others; then rumours and proposals of the register."""
    candidates = sorted(register.candidates, key=lambda one: (one.lapses_on, one.candidate_id))
    rows = sorted(
        (row for row in register.restrictions if row.status in ("rumoured", "proposed")),
        key=lambda row: (row.status == "proposed", row.restriction_id),
    )
    return (
        *(Watched(text=one.title, needs=one.needs, drop_by=one.lapses_on) for one in candidates),
        *(Watched(text=r.title, needs=_needs(r), drop_by=None, restriction_id=r.restriction_id) for r in rows),
    )


def _needs(row: Restriction) -> str:
    if row.status == "proposed":
        return "its decision"
    return "a second independent report, or word from the actor itself"
