import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.stories.pair import FOLLOW_UP_DAYS, WINDOW_DAYS, Weighed, features, in_reach, likeness, weigh
from pipeline.analyse.stories.spread import Spread, keys
from pipeline.model.event import Event
from pipeline.model.sketch import Sketch
from tests.unit.analyse.pieces import BAN, CLINIC, RETOLD, WEATHER, drawn
from tests.unit.analyse.telling import event, on

FREIGHT = event("f")
TITLES = ("Northwind bars staff from Quill", "No more Quill at Northwind Freight")


def weighed(*sketches: Sketch) -> tuple[list[Weighed], dict[int, float]]:
    listed = [*sketches, drawn("weather", WEATHER), drawn("clinic", CLINIC)]
    rarity = Spread.of(listed).rarity({key for one in listed for key in keys(one)})
    return [weigh(one, rarity) for one in sketches], rarity


def pair(one: Sketch, other: Sketch) -> float:
    """How alike two articles are, in a world of four."""
    (first, second), rarity = weighed(one, other)
    return likeness(first, second, rarity)


def apart(gap: int, *events: Event) -> tuple[Sketch, Sketch]:
    later = (on("2026-07-01") + timedelta(days=gap)).isoformat()
    return drawn("a", BAN, *events, title=TITLES[0]), drawn("b", RETOLD, *events, day=later, title=TITLES[1])


def reach(gap: int, *events: Event) -> bool:
    (first, second), _ = weighed(*apart(gap, *events))
    return in_reach(first, second)


class TestLikeness:
    def test_the_same_happening_in_other_words_is_more_alike_than_another(self) -> None:
        assert pair(*apart(0)) > 0.7
        assert pair(drawn("a", BAN), drawn("b", CLINIC)) < 0.3

    def test_telling_the_same_restriction_adds_to_it(self) -> None:
        assert pair(*apart(5, FREIGHT)) > pair(*apart(5)) + 0.1

    def test_whoever_tells_the_same_restriction_is_near_whatever_the_day(self) -> None:
        assert pair(*apart(0, FREIGHT)) == pytest.approx(pair(*apart(20, FREIGHT)))

    def test_nearness_in_time_fades(self) -> None:
        scores = [pair(*apart(gap)) for gap in (1, 2, 4, 10)]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > scores[-1] + 0.1

    def test_undated_articles_are_judged_by_their_words(self) -> None:
        undated = (drawn("a", BAN, day=None), drawn("b", RETOLD))
        other = (drawn("a", BAN, day=None), drawn("b", CLINIC))
        assert pair(*undated) > pair(*other) + 0.3

    @given(st.permutations([BAN, RETOLD, CLINIC, WEATHER]))
    @settings(max_examples=24, deadline=None)
    def test_it_is_the_same_both_ways(self, texts: list[str]) -> None:
        made, rarity = weighed(*(drawn(f"p{number}", text) for number, text in enumerate(texts)))
        for one in made:
            for other in made:
                assert likeness(one, other, rarity) == pytest.approx(likeness(other, one, rarity))

    def test_empty_articles_are_hardly_alike(self) -> None:
        assert pair(drawn("a", ""), drawn("b", "")) < 0.5
        assert pair(drawn("a", "", day=None), drawn("b", "", day=None)) < 0.5


class TestReach:
    def test_by_words_alone_articles_are_compared_within_the_window(self) -> None:
        assert reach(WINDOW_DAYS)
        assert not reach(WINDOW_DAYS + 1)

    def test_a_follow_up_of_the_same_restriction_may_come_later(self) -> None:
        assert reach(FOLLOW_UP_DAYS, FREIGHT)
        assert not reach(FOLLOW_UP_DAYS + 1, FREIGHT)

    def test_an_old_ban_told_as_background_reaches_no_further(self) -> None:
        assert not reach(WINDOW_DAYS + 1, replace(FREIGHT, background=True))


class TestWeigh:
    def test_a_vector_has_the_length_one_and_an_empty_text_none(self) -> None:
        (full, empty), _ = weighed(drawn("a", BAN, title="Quill is banned"), drawn("b", ""))
        for vector in (full.words, full.title, full.names):
            assert math.sqrt(sum(weight**2 for weight in vector.values())) == pytest.approx(1)
        assert (empty.words, empty.title, empty.names, empty.mass) == ({}, {}, {}, 0)

    def test_features_of_equal_articles_are_one(self) -> None:
        (one, other), rarity = weighed(drawn("a", BAN, title=TITLES[0]), drawn("b", BAN, title=TITLES[0]))
        found = features(one, other, rarity)
        for name in ("words", "words, root", "names", "title", "share of the smaller", "nearness", "same day"):
            assert found[name] == pytest.approx(1), name
