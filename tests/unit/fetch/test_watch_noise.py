"""What is no difference between two sentences of a page, and what is one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.watch import phrases
from pipeline.fetch.watch.noise import digest, is_banner, is_bare, is_error, keyed, skeleton, units_of

LISTS = ("anchors", "banner", "buttons", "errors", "fillers")


class TestKeys:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Effective 8 July 2026.", "Effective July 8, 2026"),
            ("Effective 8 July 2026Previous version", "Effective July 8, 2026 Previous version"),
            ("“Quill” – the tool’s name", '"Quill" - the tool\'s name'),
            ("WE MAY NOT", "We may not"),
            ("1. Orders", "Orders"),
            ("(a) Orders", "(b) Orders"),
            ("A.1. Orders", "2.3 Orders"),
            ("See examples[8].", "See examples[12]."),
            ("text,and more", "text, and more"),
            ("The terms. Last updated: 3 May 2026", "The terms. Last updated on 9 May 2026"),
            ("The terms, last updated May 3, bind", "The terms, last updated 9 May, bind"),
            ("A note, updated 3 days ago, for all", "A note, updated 14 days ago, for all"),
        ],
    )
    def test_the_same_sentence_has_one_key(self, one: str, other: str) -> None:
        assert keyed(one).key == keyed(other).key != ""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("You must be 13 years old.", "You must be 16 years old."),
            ("Refused from 1 July 2026.", "Refused from 10 July 2026."),
            ("from 1 July", "from 10 July"),
            ("Effective 8 July 2026", "Effective 8 August 2026"),
            ("Kept for 30 days", "Kept for 90 days"),
            ("at least 5 % of it", "at least 5 € of it"),
            ("Models published on 1 May 2026 are covered.", "Models published on 1 June 2026 are covered."),
            ("Accounts made 2 years ago are closed.", "Accounts made 3 years ago are closed."),
            ("13 years", "16 years"),
            ("Chile", "Chad"),
            ("Effective 04/05/2026", "Effective 05/04/2026"),
            (f"{'A long rule. ' * 15}Updated 3 times", f"{'A long rule. ' * 15}Updated 4 times"),
            ("使用政策", "使用条款"),
        ],
    )
    def test_another_rule_has_another_key(self, one: str, other: str) -> None:
        assert keyed(one).key != keyed(other).key

    @pytest.mark.parametrize(
        "stamp",
        [
            "Last updated: 4 May 2026",
            "LAST UPDATED ON MAY 4, 2026",
            "Last Update: 4 May 2026",
            "Updated 22 days ago",
            "Updated yesterday",
            "Updated 4th of May",
            "Updated: Tuesday, 3 March, 9:15 am",
            "Mis à jour le 3 mars 2026",
            "Page last modified on 2026-05-04 at 12:30 UTC",
            "Published 4 May 2026",
            "3 min read",
            "1,204 people found this helpful",
            "18 of 23 found this helpful",
            "Reviewed this month",
            "© 2026 Quillhaven Ltd. All rights reserved",
            "Copyright 2019–2026 Quillhaven",
            "Zuletzt aktualisiert: 04.05.2026",
            "最后更新 2026-05-04",
        ],
    )
    def test_a_stamp_tells_nothing(self, stamp: str) -> None:
        assert keyed(stamp).key == ""

    @pytest.mark.parametrize(
        "rule",
        [
            "May 4",
            "22",
            "13 years",
            "30 days",
            "1 July 2026",
            "Effective 1 July 2026",
            "We updated the price on 1 May 2026",
        ],
    )
    def test_a_number_that_is_no_stamp_tells_something(self, rule: str) -> None:
        assert keyed(rule).key

    def test_a_list_is_cut_into_lines_and_a_text_into_sentences(self) -> None:
        assert [unit.text for unit in units_of(["One. Two."], as_set=False)] == ["One.", "Two."]
        assert [unit.text for unit in units_of(["One. Two."], as_set=True)] == ["One. Two."]

    @given(st.text(max_size=120))
    @settings(max_examples=60, deadline=None)
    def test_a_key_is_one_line_of_words_and_the_text_stays(self, text: str) -> None:
        unit = keyed(text)
        assert unit.text == text
        assert unit.key == " ".join(unit.key.split()) == unit.key.casefold()
        assert keyed(f"  {text}\u200b ").key == unit.key


class TestSkeletons:
    def test_a_key_without_numbers_has_none(self) -> None:
        assert skeleton("kept for good") == ""

    def test_numbers_are_taken_out(self) -> None:
        assert skeleton("kept for 30 days") == skeleton("kept for 90 days") == "kept for # days"

    @pytest.mark.parametrize(
        ("text", "bare"),
        [
            ("22", True),
            ("Seats left: 14", True),
            ("You must be at least 16 years old", False),
            ("Effective 8 July 2026", False),
        ],
    )
    def test_a_short_line_may_be_a_counter_but_a_date_is_none(self, text: str, bare: bool) -> None:
        assert is_bare(skeleton(keyed(text).key)) is bare

    def test_digests_tell_texts_apart(self) -> None:
        assert digest("a") != digest("b")
        assert len(digest("a")) == 16


class TestNotices:
    def test_cookies_and_something_to_press_are_a_banner(self) -> None:
        assert is_banner(["We use cookies to make this work.", "Accept all", "Reject all"])

    @pytest.mark.parametrize(
        "units",
        [
            ["We use cookies to make this work."],
            ["Accept all", "Reject all"],
            ["We set cookies for a visit.", "You may accept all of them or none."],
            ["We use cookies. " * 100, "Accept all"],
        ],
    )
    def test_a_policy_about_cookies_is_none(self, units: list[str]) -> None:
        assert not is_banner(units)

    def test_a_short_line_tells_of_an_error(self) -> None:
        assert is_error("Sorry, this page isn’t available")
        assert not is_error("Quill may be used by everybody")
        assert not is_error("An answer that could not be found in the documents that you hand over is marked as such.")


class TestPhrases:
    @pytest.mark.parametrize("name", LISTS)
    def test_every_list_is_sorted_and_in_small_letters(self, name: str) -> None:
        entries = phrases.load(name)
        assert phrases.checked(name, entries) == entries

    @pytest.mark.parametrize("entries", [(), ("b", "a"), ("a", "a"), ("A",), ("",)])
    def test_any_other_list_is_refused_by_name(self, entries: tuple[str, ...]) -> None:
        with pytest.raises(ValueError, match=r"fetch/watch/data/some\.txt"):
            phrases.checked("some", entries)
