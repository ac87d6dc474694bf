"""Floors under telling copies from what only shares a site's filler with others."""

import pytest

from pipeline.analyse.reading import prepare
from tests.quality.copies_made import Made
from tests.quality.story_measure import CopyScores, made_copies, score_copies
from tests.quality.story_sets import score_stories


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return made_copies()


@pytest.fixture(scope="module")
def scores(made: list[Made]) -> CopyScores:
    return score_copies(made, prepare())


def test_the_set_is_the_same_each_time_and_holds_copies_of_each_way(made: list[Made]) -> None:
    assert made == made_copies()
    assert {one.way for one in made if one.origin} == {"wire", "cut", "filler", "filler, cut", "dropped"}
    assert sum(bool(one.origin) for one in made) == 250
    assert sum(one.way == "other" for one in made) == 149


def test_no_more_than_one_in_a_hundred_copies_is_none(scores: CopyScores) -> None:
    assert scores.precision >= 0.99, scores.false


def test_no_more_than_one_copy_in_a_hundred_is_missed(scores: CopyScores) -> None:
    assert scores.recall >= 0.99, scores.missed


def test_the_scorer_knows_what_is_right() -> None:
    right = score_stories("aabbc", [1, 1, 2, 2, 3])
    assert (right.bcubed, right.pair) == (1, 1)
    lump, alone = score_stories("aabbc", "xxxxx"), score_stories("aabbc", "abcde")
    assert (lump.pair_recall, lump.pair_precision) == (1, 0.2)
    assert (alone.pair_recall, alone.pair_precision) == (0, 1)
    assert alone.bcubed_precision == 1
    assert alone.bcubed_recall == pytest.approx(0.6)
    assert lump.bcubed_precision == pytest.approx((4 + 4 + 1) / 25)
