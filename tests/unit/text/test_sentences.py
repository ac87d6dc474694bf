"""A paragraph is cut into sentences, and nothing of it gets lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.sentences import Span, sentences


def cut(text: str) -> list[str]:
    return [span.text for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("One", ["One"]),
        ("One.", ["One."]),
        ("One. Two.", ["One.", "Two."]),
        ("One! Two? Three", ["One!", "Two?", "Three"]),
        ("  One.   Two.  ", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.Two.", ["One.Two."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("Wait… There it is.", ["Wait…", "There it is."]),
        ("Wait... There it is.", ["Wait...", "There it is."]),
        ("wait... there it is.", ["wait... there it is."]),
        ("Version 5.6 is out. It is fast.", ["Version 5.6 is out.", "It is fast."]),
        ("Ask example.org first. Then wait.", ["Ask example.org first.", "Then wait."]),
    ],
)
def test_sentences_end_at_stops_before_white_space(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Aas said so.",
        "Mrs. Aas, Ms. Bakke and Dr. Dahl agreed.",
        "Sen. Ek wrote to Gov. Foss.",
        "Quillhaven Inc. Oslo office is closed.",
        "It was No. 5 on the list.",
        "The order of 5 Jan. 2026 stands.",
        "It starts on Sept. 5 at noon.",
        "The rule (see Art. 5) holds.",
        "J. K. Berg wrote it.",
        "The U.S. Senate voted.",
        "Tools, e.g. Quill, are out.",
        "The hearing in Berg v. Dahl went on.",
        "It opens at 9 a.m. Friday.",
        "It costs approx. 5 kroner.",
        "(Mr. Aas) left.",
        "“Mr. Aas left.”",
    ],
)
def test_a_stop_behind_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is banned in the U.S. The firm objects.", ["It is banned in the U.S.", "The firm objects."]),
        ("It opens at 9 a.m. It closes late.", ["It opens at 9 a.m.", "It closes late."]),
        ("He works at Quillhaven Inc. In May he left.", ["He works at Quillhaven Inc.", "In May he left."]),
        ("They moved to the E.U. They like it.", ["They moved to the E.U.", "They like it."]),
    ],
)
def test_an_abbreviation_ends_a_sentence_before_a_capitalised_function_word(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("(It is over.) We left.", ["(It is over.)", "We left."]),
        ("It is over.) We left.", ["It is over.)", "We left."]),
        ("She asked: ‘Why?’ Nobody knew.", ["She asked: ‘Why?’", "Nobody knew."]),
        ("“Stop.” he said.", ["“Stop.” he said."]),
    ],
)
def test_closing_quotes_and_brackets_belong_to_their_sentence(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阿里巴巴禁用该工具。员工须改用其他工具。", ["阿里巴巴禁用该工具。", "员工须改用其他工具。"]),
        ("他说：“停用。”然后离开。", ["他说：“停用。”", "然后离开。"]),
        ("「止まれ。」と言った。", ["「止まれ。」", "と言った。"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
    ],
)
def test_chinese_and_japanese_sentences_need_no_space_between_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_span_knows_its_place() -> None:
    assert sentences("  One.  Two! ") == [Span(2, 6, "One."), Span(8, 12, "Two!")]


PIECES = st.lists(
    st.sampled_from(
        [
            "A",
            "b",
            ".",
            "!",
            "?",
            "…",
            "。",
            "？",
            '"',
            "”",
            "」",
            ")",
            " ",
            "\n",
            "\u3000",
            "U.S.",
            "Mr.",
            "The",
            "5",
            "ſ",
        ]
    )
)


@given(st.text(max_size=120) | PIECES.map("".join))
@settings(max_examples=60, deadline=None)
def test_sentences_together_are_the_whole_text_but_for_white_space(text: str) -> None:
    spans = sentences(text)
    behind = 0
    for span in spans:
        assert text[span.start : span.end] == span.text
        assert span.text == span.text.strip() != ""
        assert text[behind : span.start].strip() == ""
        behind = span.end
    assert text[behind:].strip() == ""


@given(PIECES.map("".join))
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_sentences(text: str) -> None:
    assert sentences(text) == sentences(text)
