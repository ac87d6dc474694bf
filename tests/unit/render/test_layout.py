"""Plain text keeps to 72 columns, and text from outside cannot lay itself out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render.layout import WIDTH, Laid, apart, fill, heading


def test_a_paragraph_is_broken_at_words() -> None:
    made = fill("word " * 40)
    assert max(map(len, made.splitlines())) <= WIDTH
    assert made.split() == ["word"] * 40


def test_a_label_stands_before_the_first_line_and_the_rest_hangs_below_it() -> None:
    made = fill("one two three " * 10, "What", indent=2, hang=9)
    first, *rest = made.splitlines()
    assert first.startswith("  What     one two")
    assert rest
    assert all(line.startswith((" " * 11 + "o", " " * 11 + "t")) for line in rest)


def test_addresses_and_ids_stay_in_one_piece() -> None:
    url = "https://offlimits.example/" + "a-" * 60
    assert url in fill(f"see {url} or AIR-2026-0042").split()
    assert "AIR-2026-0042" in fill("x" * 65 + " AIR-2026-0042").split()


def test_a_label_that_is_too_long_still_keeps_its_distance() -> None:
    assert fill("text", "A long label", hang=4) == "A long label text"
    assert fill("text", "New:") == "New: text"


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\u2028b", "a\u0085b", "a\u000bb", "a\u0000b"])
def test_text_brings_no_line_breaks_of_its_own(text: str) -> None:
    for made in (fill(text), fill("x", text, hang=4), apart(text, "x"), heading(text).splitlines()[0]):
        assert len(made.splitlines()) == 1


def test_two_ends_of_a_line() -> None:
    made = apart("left", "right")
    assert len(made) == WIDTH
    assert made.startswith("left ")
    assert made.endswith(" right")


def test_two_ends_that_do_not_fit_get_a_line_each() -> None:
    made = apart("l" * 40, "r" * 40)
    assert made.splitlines() == ["l" * 40, "r" * 40]


def test_a_heading_is_underlined_over_the_whole_width() -> None:
    assert heading("Affects us").splitlines() == ["AFFECTS US", "-" * WIDTH]


def test_what_was_laid_out_says_so() -> None:
    assert all(isinstance(made, Laid) for made in (fill("a"), apart("a", "b"), heading("a")))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(0, 4), st.integers(0, 12))
def test_no_line_is_longer_than_the_page_unless_one_word_is(text: str, indent: int, hang: int) -> None:
    for line in fill(text, "Label" if hang > 6 else "", indent, hang).splitlines():
        assert len(line) <= WIDTH or len(line.split()) <= 2
