"""The bars of "In force, by month"."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render.chart import HEIGHT, WIDTH, bars
from tests.examples import RICH


def months(*counts: int) -> list[tuple[str, int]]:
    return [(f"{2025 + place // 12}-{place % 12 + 1:02}", count) for place, count in enumerate(counts)]


def test_bars_are_as_high_as_their_numbers() -> None:
    chart = bars(RICH.in_force_by_month)
    assert [bar.value for bar in chart.bars] == [8, 10, 12, 14, 16, 19, 21]
    heights = [bar.height for bar in chart.bars]
    assert heights == sorted(heights)
    assert abs(heights[0] / heights[-1] - 8 / 21) < 0.02
    assert [bar.month for bar in chart.bars][:2] == ["Jan", "Feb"]


def test_the_description_says_what_the_drawing_shows() -> None:
    assert bars(RICH.in_force_by_month).description == "8 in January 2026, 21 in July 2026."
    assert bars(months(3)).description == "3 in January 2025."


def test_only_a_year_is_drawn() -> None:
    chart = bars(months(*range(30)))
    assert [bar.value for bar in chart.bars] == list(range(18, 30))
    assert chart.description.startswith("18 in July 2026")


@pytest.mark.parametrize("counts", [(0,), (0, 0), (0, 5), (10**6,)])
def test_nothing_and_very_much_can_be_drawn(counts: tuple[int, ...]) -> None:
    chart = bars(months(*counts))
    assert all(bar.height >= 1 for bar in chart.bars)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=40))
def test_every_bar_stays_inside_the_drawing_and_none_overlap(counts: list[int]) -> None:
    chart = bars(months(*counts))
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= 10
        assert bar.y + bar.height < HEIGHT
        assert bar.x < bar.middle < bar.x + bar.width
    for before, after in zip(chart.bars, chart.bars[1:], strict=False):
        assert before.x + before.width < after.x
