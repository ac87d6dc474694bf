"""The bars of "In force, by month". Whole numbers only, so that no machine rounds differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.render.days import long_day, month_name
from pipeline.render.phrases import month_span

WIDTH = 260
HEIGHT = 104
_TOP = 16  # room for the number above the highest bar
_FOOT = 14  # room for the month below
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month, in units of the drawing."""

    x: int
    y: int
    width: int
    height: int
    value: int
    month: str

    @property
    def middle(self) -> int:
        """Where its labels are centred."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing, and what it says in words."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    description: str


def bars(months: Sequence[tuple[str, int]]) -> Chart:
    """Draw the last twelve months of a series.

    Args:
        months: pairs ("2026-07", number), oldest first, at least one.
    """
    shown = months[-_MONTHS:]
    step = WIDTH // max(len(shown), 6)  # a short series does not make fat bars
    room = HEIGHT - _TOP - _FOOT
    highest = max(1, *(count for _, count in shown))
    drawn = []
    for place, (month, count) in enumerate(shown):
        height = max(1, room * count // highest)
        drawn.append(
            Bar(
                x=place * step,
                y=_TOP + room - height,
                width=step * 3 // 4,
                height=height,
                value=count,
                month=month_name(month),
            )
        )
    (first, before), (last, now) = shown[0], shown[-1]
    said = (
        f"{before} in {long_day(first)}, {now} in {long_day(last)}."
        if len(shown) > 1
        else f"{now} in {month_span(shown)}."
    )
    return Chart(width=WIDTH, height=HEIGHT, bars=tuple(drawn), description=said)
