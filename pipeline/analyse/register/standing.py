"""Whether a denial or a lift is the last word on a restriction."""

from collections.abc import Sequence
from datetime import date

from pipeline.analyse.register.support import Support, bound_tools, freed_tools, of_class


def denial_stands(supports: Sequence[Support]) -> bool:
    """Whether it was denied, and neither the actor itself nor two outlets have told it as imposed since.

    One outlet that repeats the report after the denial does not outweigh it.
    """
    denials = of_class(supports, "denied")
    if not denials:
        return False
    last = max(support.told_on for support in denials)
    later = [s for s in of_class(supports, "imposed") if s.is_dated and s.told_on > last]
    return not any(s.is_primary for s in later) and len({s.report.outlet for s in later if not s.report.copy_of}) < 2


def lift_stands(supports: Sequence[Support], today: date) -> bool:
    """Whether the newest word on every tool is its lift: freeing one of two leaves the row in force for the other."""
    freed = freed_tools(supports, today)
    return bool(freed) and bound_tools(supports) <= freed
