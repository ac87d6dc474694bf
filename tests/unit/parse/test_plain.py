"""Plain text to drafts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.plain import LONGEST_HEADING, cut_plain
from pipeline.text.words import clean


def pairs(text: str) -> list[tuple[str, str]]:
    return [(draft.kind, draft.text) for draft in cut_plain(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blank_lines_end_a_paragraph_and_other_lines_are_joined(newline: str) -> None:
    text = newline.join(["First line,", "second line.", "", "  \t", "Next one."])
    assert pairs(text) == [("paragraph", "First line, second line."), ("paragraph", "Next one.")]


def test_a_block_of_bullets_is_a_list() -> None:
    text = "  • Alpha\n  - beta\n* gamma\n\n• Delta alone."
    assert pairs(text) == [
        ("list-item", "Alpha"),
        ("list-item", "beta"),
        ("list-item", "gamma"),
        ("list-item", "Delta alone."),
    ]


def test_a_block_with_one_line_that_is_no_bullet_is_a_paragraph() -> None:
    assert pairs("Tools:\n- Nimbus\n- Parrot.") == [("paragraph", "Tools: - Nimbus - Parrot.")]


def test_numbers_of_clauses_are_kept() -> None:
    assert pairs("1. You may not share the key.\n2. You may export.") == [
        ("paragraph", "1. You may not share the key. 2. You may export.")
    ]


@pytest.mark.parametrize("line", ["What happened", "Who is affected?", "## Conclusion", "4 May", "Background: the ban"])
def test_one_short_line_without_a_stop_is_a_heading(line: str) -> None:
    assert pairs(f"{line}\n\nSome text follows here.")[0] == ("heading", line.removeprefix("## "))


@pytest.mark.parametrize(
    "line",
    [
        "It is banned.",
        "Tools that are banned:",
        "Read on…",
        "word " * (LONGEST_HEADING + 1),
        "* * *",
        "12345",
        "二月上半月，这几家公司先后要求员工不得在办公设备上运行。",
    ],
)
def test_other_lines_are_paragraphs(line: str) -> None:
    assert all(kind != "heading" for kind, _ in pairs(line))


def test_separators_of_unicode_end_lines_and_paragraphs() -> None:
    assert pairs("One,\u2028two.\u2029Three.") == [("paragraph", "One, two."), ("paragraph", "Three.")]


@pytest.mark.parametrize("text", ["", "\n\n \n", "\u200b"])
def test_nothing_gives_no_drafts(text: str) -> None:
    assert cut_plain(text) == []


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_drafts_are_clean_and_hold_every_letter(text: str) -> None:
    found = cut_plain(text)
    assert all(draft.text and draft.text == clean(draft.text) for draft in found)
    letters = [letter for letter in clean(text) if letter.isalnum()]
    assert [letter for draft in found for letter in draft.text if letter.isalnum()] == letters
