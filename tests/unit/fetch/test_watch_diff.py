"""Which sentences came and which went."""

import pytest

from pipeline.fetch.watch.diff import alike, diff_text, difference, replaced
from pipeline.fetch.watch.noise import Unit, units_of
from pipeline.model.watch import Change
from tests.unit.fetch.watches import START


def units(*lines: str, as_set: bool = False) -> list[Unit]:
    return units_of(lines, as_set=as_set)


def differs(before: list[Unit], after: list[Unit]) -> tuple[list[str], list[str]]:
    moved = difference(before, after).moved
    return [m.unit.text for m in moved if m.added], [m.unit.text for m in moved if not m.added]


class TestDifference:
    def test_only_the_sentences_that_changed_are_named(self) -> None:
        before = units("One stays. Two goes away. Three stays too.")
        after = units("One stays. Two is new. Three stays too.")
        assert differs(before, after) == (["Two is new."], ["Two goes away."])

    def test_what_moved_has_not_changed(self) -> None:
        assert differs(units("First of all.", "Second of all."), units("Second of all.", "First of all.")) == ([], [])

    def test_what_stands_there_twice_has_not_changed(self) -> None:
        assert differs(units("Menu here.", "Text."), units("Menu here.", "Text.", "Menu here.")) == ([], [])

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (["Weapons of any kind", "watching people"], ["Weapons of any kind watching people"]),
            (["Weapons of any kind watching people", "Rest."], ["Weapons of any kind", "watching people", "Rest."]),
        ],
    )
    def test_what_is_only_cut_at_other_places_has_not_changed(self, before: list[str], after: list[str]) -> None:
        assert differs(units(*before), units(*after)) == ([], [])

    def test_a_shorter_sentence_out_of_a_longer_one_has_changed(self) -> None:
        before, after = units("You may not use it unless you are 18."), units("You may not use it.")
        assert differs(before, after) == (["You may not use it."], ["You may not use it unless you are 18."])

    def test_a_word_that_stands_elsewhere_too_can_still_go(self) -> None:
        assert differs(units("Weapons", "No weapons at all."), units("No weapons at all.")) == ([], ["Weapons"])

    def test_a_list_is_compared_by_its_lines(self) -> None:
        before, after = (units(*lines, as_set=True) for lines in (("Chile. Peru.", "Chad"), ("Chad", "Chile. Cuba.")))
        assert differs(before, after) == (["Chile. Cuba."], ["Chile. Peru."])

    def test_stamps_do_not_differ(self) -> None:
        assert differs(units("Updated 3 days ago", "Text."), units("Updated 4 days ago", "Text.")) == ([], [])

    def test_a_banner_is_left_out_and_said(self) -> None:
        found = difference(units("Text."), units("We use cookies.", "Accept all", "Text.", "More text."))
        assert found.banner
        assert [moved.unit.text for moved in found.moved] == ["More text."]

    def test_each_unit_knows_what_it_follows(self) -> None:
        found = difference(units("Head.", "Old words."), units("New words.", "Head.", "Other words."))
        assert {m.unit.text: m.anchor for m in found.moved} == {
            "Old words.": "head",
            "New words.": "",
            "Other words.": "head",
        }


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("we keep it for 30 days", "we keep it for 90 days", True),
            ("22", "23", True),
            ("we warn an account once", "we warn an account twice", True),
            ("we warn an account once", "nobody may train a model", False),
            ("chile", "chad", False),
        ],
    )
    def test_versions_of_one_sentence_share_half_of_their_words(self, one: str, other: str, same: bool) -> None:
        assert alike(one, other) is same


class TestReplaced:
    def test_new_units_stand_where_they_follow_now(self) -> None:
        before, after = (
            units("Alpha.", "Beta.", "Gamma."),
            units("New.", "Alpha.", "Omega.", "Ypsilon.", "Gamma.", "Zeta."),
        )
        made = replaced(before, after, {"beta"}, {"new", "omega", "ypsilon", "zeta"})
        assert made == ("New.", "Alpha.", "Omega.", "Ypsilon.", "Gamma.", "Zeta.")

    def test_what_is_not_told_is_neither_put_in_nor_taken_out(self) -> None:
        assert replaced(units("Alpha.", "Beta."), units("Alpha.", "Omega.", "Ypsilon."), set(), {"ypsilon"}) == (
            "Alpha.",
            "Ypsilon.",
            "Beta.",
        )

    def test_stamps_stay_as_they_were(self) -> None:
        before, after = units("Updated 3 days ago", "Alpha.", "Beta."), units("Updated 4 days ago", "Alpha.", "Gamma.")
        assert replaced(before, after, {"beta"}, {"gamma"}) == ("Updated 3 days ago", "Alpha.", "Gamma.")

    def test_a_unit_that_came_twice_is_put_in_once(self) -> None:
        assert replaced(units("Alpha."), units("Nu.", "Alpha.", "Nu."), set(), {"nu"}) == ("Nu.", "Alpha.")


def test_a_change_can_be_read() -> None:
    change = Change(
        title="Usage policy",
        seen_at=START,
        confirmed_at=START,
        sha256="",
        added=("At least 18.",),
        removed=("At least 16.", "Once."),
    )
    assert diff_text(change) == "Usage policy\n− At least 16.\n− Once.\n+ At least 18."
