"""What the register means for the organisation: each of its rows that is about a tool of the inventory."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.brief.bearing import Judgement, judge
from pipeline.brief.products import fit, names_of
from pipeline.model.edition import Exposure, Step
from pipeline.model.options import Inventory, InventoryTool
from pipeline.model.restriction import Restriction
from pipeline.model.vocabulary import Bearing
from pipeline.text.days import day_words, first_day, last_day
from pipeline.text.words import join_words

_RANK: dict[Bearing, int] = {"binds us": 0, "supply": 1, "unknown": 2, "signal": 3, "none": 4}
_CRITICALITY = {"critical": 0, "high": 1, "medium": 2, "": 2, "low": 3}


def find_exposures(
    restrictions: Sequence[Restriction], inventory: Inventory, last_on: date, *, today: date | None = None
) -> tuple[Exposure, ...]:
    """Every tool of the inventory that a restriction touches or may touch, gravest first; none with the bearing none.

    Args:
        restrictions: rows of the register.
        inventory: the organisation and its tools.
        last_on: last day of the window.
        today: the day from which days left are counted; None for ``last_on``.
    """
    found, classes = [], set()
    ours = [(tool, names_of(tool)) for tool in inventory.tools]
    for row in restrictions:
        for tool, names in ours:
            fitting = fit(row, names)
            judged = judge(row, fitting, tool, inventory, last_on) if fitting else None
            if fitting and judged and judged.bearing != "none":
                found.append(_exposure(row, tool, judged, today or last_on))
                classes |= {row.restriction_id} if fitting.is_class else set()
    days = {row.restriction_id: min(effective_days(row), default="9999") for row in restrictions}
    ranked = sorted(
        found,
        key=lambda e: (_RANK[e.bearing], _CRITICALITY[e.criticality], days[e.restriction_id], e.restriction_id, e.tool),
    )
    return tuple(_once(ranked, classes))


def _once(ranked: Iterable[Exposure], classes: Collection[str]) -> Iterator[Exposure]:
    """Of a class that somebody else restricts, one tool is signal enough: that on which most hangs."""
    told = set()
    for exposure in ranked:
        is_signal = exposure.bearing == "signal" and exposure.restriction_id in classes
        if not is_signal or exposure.restriction_id not in told:
            yield exposure
        told |= {exposure.restriction_id} if is_signal else set()


def is_ahead(row: Restriction, last_on: date) -> bool:
    """Whether a day on which it takes effect, or one of those on which sources disagree, is still to come.

    Of what is in force or reported, a month or a year that has begun is not.
    """
    return any(to_come(row, value, last_on) for value in effective_days(row))


def to_come(row: Restriction, value: str, last_on: date) -> bool:
    """Whether a day, month, quarter or year on which a row takes effect lies behind ``last_on``."""
    begun = row.status in ("in-force", "reported") and first_day(value) <= last_on
    return last_day(value) > last_on and not begun


def effective_days(row: Restriction) -> tuple[str, ...]:
    """The days, or longer spans, on which it takes effect: one if that is known, several if sources disagree."""
    claim = row.claims.effective
    known = (claim.value,) if claim.status == "known" else ()
    values = known or tuple(alternative.value for alternative in claim.alternatives)
    return tuple(sorted({value for value in values if isinstance(value, str)}, key=first_day))


def effective_words(row: Restriction) -> str:
    """The same as they are printed: "1 August 2026 or 15 August 2026"."""
    return join_words([day_words(day) for day in effective_days(row)], "or")


def with_next(exposures: Sequence[Exposure], steps: Sequence[Step]) -> tuple[Exposure, ...]:
    """The exposures with what is done next: the step of the tool's owner, else the first one about it."""
    about: dict[tuple[str, str], list[Step]] = {}
    for step in steps:
        about.setdefault((step.restriction_id, step.tool), []).append(step)
    return tuple(
        replace(exposure, next=_next(exposure, about.get((exposure.restriction_id, exposure.tool), ())))
        for exposure in exposures
    )


def _next(exposure: Exposure, about: Sequence[Step]) -> str:
    own = [step for step in about if step.department.casefold() == exposure.owner.casefold()]
    return (own or about)[0].text if about else ""


def _exposure(row: Restriction, tool: InventoryTool, judged: Judgement, today: date) -> Exposure:
    days = effective_days(row)
    left = (date.fromisoformat(days[0]) - today).days if len(days) == 1 and len(days[0]) == 10 else 0
    return Exposure(
        restriction_id=row.restriction_id,
        headline=row.title,
        tool=tool.name,
        bearing=judged.bearing,
        reason=judged.reason,
        effective=effective_words(row),
        days_left=left if left > 0 else None,
        owner=tool.owner,
        seats=tool.seats,
        criticality=tool.criticality,
        regions=judged.regions,
    )
