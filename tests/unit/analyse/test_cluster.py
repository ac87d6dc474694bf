from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.cluster import Grouped, group
from pipeline.model.event import Story
from pipeline.model.sketch import Sketch
from tests.unit.analyse.pieces import BAN, CLINIC, RETOLD, WEATHER, drawn
from tests.unit.analyse.telling import event

FREIGHT = event("f")
CLINICS = event("c", actor="Saint Brannoc", targets=("Tessera",))
BOTTLE = event("b", actor="Bottlewood", targets=("Claude",))
WEEK = [
    drawn("alpha", BAN, FREIGHT, title="Northwind bars staff from Quill"),
    drawn("beta", RETOLD, FREIGHT, day="2026-07-02", title="No more Quill at Northwind Freight"),
    drawn("gamma", CLINIC, CLINICS, day="2026-07-02", title="Clinic takes Tessera from its nurses"),
    drawn("delta", WEATHER, day="2026-07-03", title="Snow closes pass"),
    drawn("epsilon", BAN, FREIGHT, day=None, title="Northwind bars staff from Quill"),
]


def named(stories: Sequence[Grouped]) -> list[list[str]]:
    return [[one.article_id for one in story.articles] for story in stories]


def story(story_id: str, *article_ids: str) -> Story:
    return Story(story_id=story_id, title="", first_published=None, article_ids=article_ids)


def test_nothing_makes_no_story() -> None:
    assert group([]) == ()


def test_articles_on_one_happening_are_one_story_in_order() -> None:
    assert named(group(WEEK)) == [["alpha", "beta", "epsilon"], ["gamma"], ["delta"]]


def test_every_article_is_in_one_story() -> None:
    assert sorted(name for members in named(group(WEEK)) for name in members) == sorted(one.article_id for one in WEEK)


@given(st.permutations(WEEK))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_articles_changes_nothing(shuffled: list[Sketch]) -> None:
    assert group(shuffled) == group(WEEK)


def test_two_different_bans_are_two_stories_though_one_text_is_the_others() -> None:
    assert named(group([drawn("alpha", BAN, FREIGHT), drawn("beta", BAN, CLINICS)])) == [["alpha"], ["beta"]]


def test_a_ban_and_its_lift_are_two_stories() -> None:
    lift = event("l", action="lift", status="lifted")
    lifted = "Northwind Freight has allowed its employees to use Quill again, the writing tool from Quillhaven. "
    assert len(group([drawn("alpha", BAN, FREIGHT), drawn("beta", lifted + BAN[130:], lift)])) == 2


def test_a_round_up_stays_alone() -> None:
    round_up = drawn("omega", f"{BAN} {CLINIC}", FREIGHT, CLINICS, BOTTLE)
    assert ["omega"] in named(group([*WEEK, round_up]))


def test_a_veto_holds_for_the_whole_cluster() -> None:
    """An article without events is like both; it joins one of the two bans, and never brings them together."""
    between = drawn("between", BAN)
    stories = named(group([drawn("alpha", BAN, FREIGHT), drawn("beta", BAN, CLINICS), between]))
    assert sorted(map(len, stories)) == [1, 2]
    assert not any({"alpha", "beta"} <= set(members) for members in stories)


def test_of_two_pairs_that_are_as_alike_the_earlier_articles_are_joined() -> None:
    same = [drawn(name, BAN) for name in ("alpha", "beta")]
    other = drawn("omega", BAN, CLINICS)
    assert named(group([*same, other, drawn("aaa", BAN, FREIGHT)])) == named(
        group([drawn("aaa", BAN, FREIGHT), other, *same])
    )


@pytest.mark.parametrize(("day", "stories"), [("2026-07-01", 1), ("2026-07-15", 1), ("2026-07-16", 2)])
def test_copies_join_within_the_window_and_not_behind_it(day: str, stories: int) -> None:
    assert len(group([drawn("alpha", BAN), drawn("beta", BAN, day=day)])) == stories


@pytest.mark.parametrize(("shared", "stories"), [(2, 2), (9, 1)])
def test_articles_join_from_a_likeness_on(shared: int, stories: int) -> None:
    """The more words of ten two texts share, the more alike they are; somewhere between they become one story."""
    words = [f"word{number}" for number in range(40)]
    one, other = words[:10], words[:shared] + words[20 : 30 - shared]
    far = drawn("beta", " ".join(other), day="2026-07-02")
    assert len(group([drawn("alpha", " ".join(one)), far])) == stories


class TestKnownStories:
    def test_a_known_story_takes_in_a_new_article(self) -> None:
        known = (story("s1", "alpha", "beta"),)
        assert ["alpha", "beta", "epsilon"] in named(group(WEEK, known))

    def test_a_known_story_is_never_split(self) -> None:
        assert ["alpha", "delta"] in named(group([WEEK[0], WEEK[3]], (story("s1", "alpha", "delta"),)))

    def test_two_known_stories_are_never_merged(self) -> None:
        known = (story("s1", "alpha"), story("s2", "beta"))
        assert named(group(WEEK[:2], known)) == [["alpha"], ["beta"]]

    def test_nor_over_an_article_that_fits_both(self) -> None:
        known = (story("s1", "alpha"), story("s2", "beta"))
        stories = named(group([*WEEK[:2], WEEK[4]], known))
        assert sorted(map(len, stories)) == [1, 2]

    def test_articles_of_known_stories_that_are_not_in_the_window_do_not_matter(self) -> None:
        assert group(WEEK, (story("s1", "long-gone"),)) == group(WEEK)

    @given(st.permutations(WEEK))
    @settings(max_examples=20, deadline=None)
    def test_the_order_does_not_matter_there_either(self, shuffled: list[Sketch]) -> None:
        known = (story("s1", "alpha"), story("s2", "gamma"))
        assert group(shuffled, known) == group(WEEK, known[::-1])


class TestCopies:
    def test_each_copy_points_to_the_earliest_article_with_its_text(self) -> None:
        listed = [drawn("a", BAN), drawn("b", RETOLD), drawn("c", BAN), drawn("d", RETOLD), drawn("e", BAN)]
        assert [story.copies for story in group(listed)] == [(("c", "a"), ("d", "b"), ("e", "a"))]

    def test_a_truncated_copy_is_one_too(self) -> None:
        (story,) = group([drawn("a", BAN), drawn("b", " ".join(BAN.split()[:30]))])
        assert story.copies == (("b", "a"),)

    def test_the_same_in_other_words_is_none(self) -> None:
        assert not any(story.copies for story in group([drawn("a", BAN), drawn("b", RETOLD)]))

    def test_filler_that_many_articles_share_makes_no_copy_and_hides_none(self) -> None:
        filler = " ".join(f"Sentence {number} of what this site says below each article." for number in range(9))
        others = [drawn(f"m{n}", f"Report {n} on {n * 7} boats in harbour {n * 3}. {filler}") for n in range(50)]
        cut = f"{BAN[:130]} {filler}"
        listed = [drawn("a", BAN), drawn("b", cut), drawn("c", f"{CLINIC} {filler}"), *others]
        assert {pair for story in group(listed) for pair in story.copies} == {("b", "a")}
