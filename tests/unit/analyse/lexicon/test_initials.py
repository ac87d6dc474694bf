import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.lexicon.initials import grouped, initials, looked_ahead, rest_of

LETTERS = st.sampled_from(["a", "b", "c", "a?", "b?", "c+", "a*", "[ab]", r"\w", "b{0,2}", "(?!b)", r"\."])
ALTERNATIVES = st.recursive(
    LETTERS,
    lambda part: st.one_of(
        st.lists(part, min_size=1, max_size=4).map("".join),
        st.lists(part, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        part.map(lambda inner: f"(?:{inner})?"),
    ),
    max_leaves=6,
)


@given(st.lists(ALTERNATIVES, min_size=9, max_size=12), st.text("abc. ", max_size=12))
@settings(max_examples=300, deadline=None)
def test_grouping_finds_what_the_plain_alternation_finds(alternatives: list[str], text: str) -> None:
    plain = re.finditer("|".join(alternatives), text)
    assert [match.span() for match in re.finditer(grouped(alternatives), text)] == [match.span() for match in plain]


@pytest.mark.parametrize(
    ("pattern", "letter", "left"),
    [
        ("bans?", "b", ["ans?"]),
        ("bans?", "c", []),
        ("(?:the )?ban", "t", ["(?:he )ban"]),
        ("(?:the )?ban", "b", ["an"]),
        ("(?:bar|ban)s|b", "b", ["(?:ar|an)s", ""]),
        (r"\w+s", "b", None),
        ("(?!ban)b", "b", None),
        ("b+", "b", None),
        ("", "b", None),
    ],
)
def test_what_is_left_behind_a_first_letter(pattern: str, letter: str, left: list[str] | None) -> None:
    assert rest_of(pattern, letter) == left


def test_letters_with_which_a_match_can_begin() -> None:
    assert initials("(?:an?|the) ban|cut") == frozenset("atc")
    assert initials(r"\w+ ban") is None
    assert initials("(?:the )?") is None


@given(st.lists(ALTERNATIVES, min_size=1, max_size=4), st.text("abc. ", max_size=12))
@settings(max_examples=100, deadline=None)
def test_looking_ahead_finds_what_the_pattern_finds(alternatives: list[str], text: str) -> None:
    pattern = rf"\b(?:{'|'.join(alternatives)})"
    plain = re.finditer(pattern, text)
    assert [match.span() for match in re.finditer(looked_ahead(pattern), text)] == [match.span() for match in plain]


def test_only_letters_that_can_begin_a_word_are_looked_at() -> None:
    assert looked_ahead(r"\b(?:bans?|cut)") == r"\b(?=[bc])(?:\b(?:bans?|cut))"
    assert looked_ahead(r"\w+") == r"\w+"
