"""Whether a denial or a lift is the last word on a restriction."""

from collections.abc import Sequence
from datetime import date

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.origins import Origins
from pipeline.analyse.register.support import Support, bound_tools, freed_tools, of_class

ANEW_DAYS = 14
"""What is told as decided so long after it was lifted or denied is a new decision."""


def denial_stands(supports: Sequence[Support], lexicon: Lexicon) -> bool:
    """Whether it was denied, and neither the actor itself nor two independent outlets have told it as imposed since.

    One outlet that repeats the report after the denial does not outweigh it, nor do two that pass on the same word.
    """
    denials = of_class(supports, "denied")
    if not denials:
        return False
    last = max(support.told_on for support in denials)
    later = [s for s in of_class(supports, "imposed") if s.is_dated and s.told_on > last]
    if any(_is_anew(support, last) for support in later):
        return False  # a decision of a later day is not the one that was denied
    return not any(s.is_primary for s in later) and Origins(supports, lexicon).count(later) < 2


def _is_anew(support: Support, denied_on: str) -> bool:
    """Whether it was announced after the denial, or is told weeks later to begin after it."""
    announced, effective = support.event.announced, support.event.effective
    if announced is not None and (announced.day or "") > denied_on:
        return True
    gap = date.fromisoformat(support.told_on) - date.fromisoformat(denied_on)
    return gap.days > ANEW_DAYS and effective is not None and (effective.day or "") > denied_on


def lift_stands(supports: Sequence[Support], today: date) -> bool:
    """Whether the newest word on every tool is its lift: freeing one of two leaves the row in force for the other."""
    freed = freed_tools(supports, today)
    return bool(freed) and bound_tools(supports) <= freed


def is_for_a_time(lifts: Sequence[Support], supports: Sequence[Support]) -> bool:
    """Whether the last lift that is told names its own last day: a stay, not an end.

    A day that is told of the restriction itself is none of its lift.
    """
    last = max(lifts, key=lambda lift: lift.order, default=None)
    if last is None or last.event.ends is None:
        return False
    begins = (last.event.effective.day if last.event.effective else None) or (last.told_on if last.is_dated else "")
    own = {support.event.ends for support in of_class(supports, "imposed")}
    return last.event.ends not in own and (last.event.ends.day or "") > begins
