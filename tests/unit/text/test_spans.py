"""Marked stretches: nothing of a text is lost or said twice, however the marks overlap."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.spans import stretches


def cut(text: str, *marked: tuple[int, int, str]) -> list[tuple[str, str]]:
    return [(text[start:end], "".join(marks)) for start, end, marks in stretches(len(text), marked)]


def test_a_text_without_marks_is_one_stretch() -> None:
    assert cut("abc") == [("abc", "")]


def test_an_empty_text_has_none() -> None:
    assert cut("") == []
    assert cut("", (0, 4, "x")) == []


def test_what_overlaps_has_both_marks() -> None:
    assert cut("abcdef", (0, 4, "x"), (2, 6, "y")) == [("ab", "x"), ("cd", "xy"), ("ef", "y")]


def test_what_lies_inside_another_is_cut_out_of_it() -> None:
    assert cut("abcdef", (0, 6, "x"), (2, 4, "y")) == [("ab", "x"), ("cd", "xy"), ("ef", "x")]


def test_neighbours_with_one_mark_are_one_stretch_and_the_same_mark_counts_once() -> None:
    assert cut("abcdef", (0, 3, "x"), (3, 5, "x"), (1, 4, "x")) == [("abcde", "x"), ("f", "")]


def test_marks_beyond_the_text_are_cut_off_and_empty_ones_are_none() -> None:
    assert cut("abc", (-2, 1, "x"), (2, 9, "y"), (1, 1, "z"), (7, 9, "z"), (2, 1, "z")) == [
        ("a", "x"),
        ("b", ""),
        ("c", "y"),
    ]


PLACE = st.integers(min_value=-2, max_value=14)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12), st.lists(st.tuples(PLACE, PLACE, st.sampled_from("xyz")), max_size=5))
def test_the_pieces_are_the_text_and_each_letter_has_its_marks(text: str, marked: list[tuple[int, int, str]]) -> None:
    pieces = list(stretches(len(text), marked))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(one.marks != other.marks for one, other in pairwise(pieces))
    for piece in pieces:
        for place in range(piece.start, piece.end):
            assert set(piece.marks) == {mark for start, end, mark in marked if start <= place < end}
