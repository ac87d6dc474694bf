import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.likeness import (
    COPY,
    FOLLOW_UP_DAYS,
    WINDOW_DAYS,
    Features,
    Read,
    containment,
    features,
    likeness,
    runs,
    same_restriction,
)
from pipeline.model.event import Event
from tests.unit.analyse.pieces import BAN, CLINIC, RETOLD, WEATHER, piece
from tests.unit.analyse.telling import day, event, on

FREIGHT = event("f")
CLINICS = event("c", actor="Saint Brannoc", targets=("Tessera",))
NUMBERS = [f"word{number}" for number in range(60)]


def pair(one: Read, other: Read) -> float | None:
    """How alike two articles are, in a world of four."""
    others = [piece("weather", WEATHER), piece("clinic", CLINIC)]
    first, second, *_ = features([one, other, *others])
    return likeness(first, second)


def days_apart(gap: int, *events: Event) -> float | None:
    later = (on("2026-07-01") + timedelta(days=gap)).isoformat()
    return pair(piece("a", BAN, *events), piece("b", RETOLD, *events, day=later))


class TestLikeness:
    def test_the_same_happening_in_other_words_is_more_alike_than_another(self) -> None:
        same, other = pair(piece("a", BAN), piece("b", RETOLD)), pair(piece("a", BAN), piece("b", CLINIC))
        assert same is not None
        assert other is not None
        assert same > other + 0.1

    def test_telling_the_same_restriction_adds_to_it(self) -> None:
        plain = pair(piece("a", BAN), piece("b", RETOLD))
        same = pair(piece("a", BAN, FREIGHT), piece("b", RETOLD, FREIGHT))
        assert plain is not None
        assert same == pytest.approx(plain + 0.3)

    def test_two_different_restrictions_are_no_story_however_alike_the_words(self) -> None:
        assert pair(piece("a", BAN, FREIGHT), piece("b", BAN, CLINICS)) is None

    def test_an_article_without_events_has_no_veto(self) -> None:
        assert pair(piece("a", BAN, FREIGHT), piece("b", RETOLD)) is not None

    def test_background_does_not_count(self) -> None:
        old = replace(CLINICS, background=True)
        assert pair(piece("a", BAN, FREIGHT), piece("b", RETOLD, FREIGHT, old)) == pair(
            piece("a", BAN, FREIGHT), piece("b", RETOLD, FREIGHT)
        )
        assert pair(piece("a", BAN, FREIGHT), piece("b", RETOLD, old)) is not None

    def test_by_words_alone_articles_are_compared_within_the_window(self) -> None:
        assert days_apart(WINDOW_DAYS) is not None
        assert days_apart(WINDOW_DAYS + 1) is None

    def test_a_follow_up_of_the_same_restriction_may_come_later(self) -> None:
        assert days_apart(FOLLOW_UP_DAYS, FREIGHT) is not None
        assert days_apart(FOLLOW_UP_DAYS + 1, FREIGHT) is None

    def test_nearness_in_time_fades(self) -> None:
        scores = [days_apart(gap) for gap in (0, 1, 4, 10)]
        known = [score for score in scores if score is not None]
        assert known == sorted(known, reverse=True)
        assert known[0] - known[2] == pytest.approx(0.1 * (1 - math.exp(-1)))

    def test_an_undated_article_counts_as_half_a_window_away(self) -> None:
        undated = pair(piece("a", BAN), piece("b", RETOLD, day=None))
        assert undated == days_apart(WINDOW_DAYS // 2)

    def test_a_copy_is_a_copy_though_title_and_day_differ(self) -> None:
        score = pair(piece("a", BAN), piece("b", BAN, day="2026-07-14", title="Something else altogether"))
        assert score is not None
        assert score >= 0.9

    def test_the_score_ends_at_one(self) -> None:
        assert pair(piece("a", BAN, FREIGHT, title=BAN), piece("b", BAN, FREIGHT, title=BAN)) == 1.0

    @given(st.permutations([BAN, RETOLD, CLINIC, WEATHER]))
    @settings(max_examples=24, deadline=None)
    def test_it_is_the_same_both_ways(self, texts: list[str]) -> None:
        made = features([piece(f"p{number}", text) for number, text in enumerate(texts)])
        for one in made:
            for other in made:
                assert likeness(one, other) == pytest.approx(likeness(other, one))


class TestRoundUps:
    MANY = tuple(event("r", actor=name) for name in ("Northwind Freight", "Bottlewood", "Saint Brannoc"))

    def test_a_round_up_is_not_the_story_of_one_of_its_items(self) -> None:
        assert pair(piece("a", BAN, FREIGHT), piece("b", BAN, *self.MANY)) is None

    def test_two_actors_make_no_round_up(self) -> None:
        assert pair(piece("a", BAN, FREIGHT), piece("b", BAN, *self.MANY[:2])) is not None

    def test_two_round_ups_of_the_same_week_can_be_one_story(self) -> None:
        assert pair(piece("a", BAN, *self.MANY), piece("b", BAN, *self.MANY)) is not None

    def test_many_events_of_one_actor_make_no_round_up(self) -> None:
        several = tuple(event("s", targets=(tool,)) for tool in ("Quill", "ChatGPT", "Claude", "Gemini"))
        assert pair(piece("a", BAN, FREIGHT), piece("b", BAN, *several)) is not None


class TestSameRestriction:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"action": "limit"},
            {"status": "upcoming"},
            {"targets": ("ChatGPT", "Quill")},
            {"targets": ("Quill 7",)},
            {"targets": ("Quill v7 Pro",)},
            {"effective": day("2026-08", "month")},
        ],
    )
    def test_what_can_be_the_same(self, changes: dict[str, Any]) -> None:
        assert same_restriction(FREIGHT, event("b", **changes))

    @pytest.mark.parametrize(
        "changes",
        [
            {"actor": "Bottlewood"},
            {"action": "lift", "status": "lifted"},
            {"status": "proposed"},
            {"targets": ("Quill Office",)},
            {"targets": ("ChatGPT",)},
        ],
    )
    def test_what_cannot(self, changes: dict[str, Any]) -> None:
        assert not same_restriction(FREIGHT, event("b", **changes))

    def test_days_may_differ_by_the_window_but_no_more(self) -> None:
        first = event("a", effective=day("2026-07-01"))
        assert same_restriction(first, event("b", effective=day("2026-07-15")))
        assert not same_restriction(first, event("b", effective=day("2026-07-16")))
        assert not same_restriction(event("b", effective=day("2026-07-16")), first)


class TestFeatures:
    def test_a_vector_has_the_length_one_and_an_empty_text_none(self) -> None:
        full, empty = features([piece("a", BAN, title="Quill is banned"), piece("b", "")])
        assert math.sqrt(sum(weight**2 for weight in full.vector.values())) == pytest.approx(1)
        assert (empty.vector, empty.title, empty.names) == ({}, {}, frozenset())

    def test_a_word_that_all_articles_share_weighs_less(self) -> None:
        first, *_ = features([piece("a", "common rare"), piece("b", "common other"), piece("c", "common third")])
        assert first.vector["rare"] > first.vector["common"]

    def test_names_are_capitalised_words_and_numbers_but_no_beginnings_of_sentences(self) -> None:
        (made,) = features([piece("a", "Staff of Northwind lost Quill 3.7. Drafts stay for 90 days.")])
        assert made.names == {"Northwind", "Quill", "3.7", "90"}

    def test_undated_articles_have_no_day_and_background_events_are_left_out(self) -> None:
        (made,) = features([piece("a", BAN, FREIGHT, replace(CLINICS, background=True), day=None)])
        assert made.day is None
        assert made.events == (FREIGHT,)

    def test_empty_articles_are_alike_by_their_day_alone(self) -> None:
        nothing = Features(vector={}, title={}, names=frozenset(), day=on("2026-07-01"), events=(), runs=frozenset())
        assert likeness(nothing, nothing) == pytest.approx(0.1)


class TestContainment:
    def test_runs_have_five_words(self) -> None:
        assert runs("One two, three! four five six") == {"one two three four five", "two three four five six"}
        assert runs("one two three four") == frozenset()

    @pytest.mark.parametrize(("shared", "copied"), [(6, True), (5, False)])
    def test_a_copy_begins_at_six_runs_in_ten(self, shared: int, copied: bool) -> None:
        one = frozenset(f"run {number}" for number in range(10))
        other = frozenset(f"run {number}" for number in range(shared)) | {f"other {number}" for number in range(20)}
        assert (containment(one, other) >= COPY) is copied

    def test_a_truncated_copy_is_wholly_contained(self) -> None:
        assert containment(runs(" ".join(NUMBERS[:20])), runs(" ".join(NUMBERS))) == 1

    def test_a_few_words_are_too_little_to_compare(self) -> None:
        assert containment(runs(" ".join(NUMBERS[:13])), runs(" ".join(NUMBERS))) == 0
        assert containment(runs(" ".join(NUMBERS[:14])), runs(" ".join(NUMBERS))) == 1


def test_articles_come_by_day_address_and_id_undated_ones_last() -> None:
    listed = [piece("b", ""), piece("a", ""), piece("c", "", day=None), piece("d", "", day="2026-06-30")]
    assert [item.article.article_id for item in sorted(listed, key=lambda item: item.order)] == ["d", "a", "b", "c"]
