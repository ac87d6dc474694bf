import re
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pipeline.analyse.lexicon.patterns import AnyWord, Pattern, Said, ahead, any_of, either, says, words, written

WORDS = st.lists(st.text("abc.+-é ", min_size=1, max_size=6), min_size=1, max_size=8)


def compiled(shape: object, value: object) -> Pattern:
    made: Pattern = TypeAdapter(shape).validate_python(value)  # type: ignore[arg-type] # Annotated types are shapes
    return made


class TestAlternations:
    @given(WORDS)
    @settings(max_examples=60, deadline=None)
    def test_every_word_is_found_whole(self, listed: list[str]) -> None:
        assert all(re.fullmatch(either(listed), word) for word in listed)

    @given(WORDS, st.text("abc.+-é ", max_size=6))
    @settings(max_examples=60, deadline=None)
    def test_nothing_else_is(self, listed: list[str], other: str) -> None:
        assert bool(re.fullmatch(either(listed), other)) is (other in listed)

    def test_the_longer_of_two_words_is_found_first(self) -> None:
        assert re.match(either(["cut", "cut off"]), "cut off")[0] == "cut off"  # type: ignore[index]
        assert any_of(["a", "ab+"]) == "ab+|a"

    def test_the_order_of_the_list_does_not_matter(self) -> None:
        assert either(["b", "a", "ab", "a"]) == either(["ab", "a", "b"])


class TestWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("to cut it", True),
            ("cut", True),
            ("cut-off", False),
            ("uncut", False),
            ("cuts", False),
            ("clear-cut", False),
        ],
    )
    def test_whole_words_only(self, text: str, found: bool) -> None:
        assert bool(words(["cut"]).search(text)) is found
        assert bool(compiled(AnyWord, ["cut"]).search(text)) is found

    def test_plain_words_are_no_expressions(self) -> None:
        assert not words(["a.c"]).search("abc")


class TestTemplates:
    def test_a_list_goes_where_its_template_says(self) -> None:
        assert compiled(Said, ["bans?", "blocks?"]).findall("he bans, they block, it unbans") == [
            "bans",
            "block",
        ]

    def test_several_lists_go_where_their_names_stand(self) -> None:
        pattern = compiled(
            Annotated[Pattern, says("^(?:{who}) (?:{does})$")], {"who": ["it", "she"], "does": ["bans", "lifts"]}
        )
        assert pattern.search("she lifts")
        assert not pattern.search("bans it")

    def test_ahead_looks_at_the_end_of_what_stands_in_front(self) -> None:
        pattern = compiled(Annotated[Pattern, ahead(r"\s*(?:on\s+)?")], ["takes effect"])
        assert pattern.search("the ban takes effect on ")
        assert not pattern.search("it takes effect and ")

    def test_a_text_as_it_is_written_may_have_capitals(self) -> None:
        assert compiled(Annotated[Pattern, written(r"\b(?:{})\b")], ["Ministry"]).search("The Ministry")

    @pytest.mark.parametrize("value", [["b", "a"], ["Ban"], ["("], "ban", {"": ["b", "a"]}, [["a"]], None])
    def test_a_malformed_list_is_refused(self, value: object) -> None:
        with pytest.raises(ValidationError):
            compiled(Said, value)
