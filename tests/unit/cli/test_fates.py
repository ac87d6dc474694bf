"""One page on a terminal: fates can be told apart without colour, lines hang, and the figures close it."""

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from pipeline.analyse.read import Read
from pipeline.cli.fates import show
from pipeline.model.article import Block
from pipeline.model.event import Analysis
from tests.examples import INSPECTED, UNDERSTOOD

NOTHING = Analysis(article_id="a", relevant=False, score=0.0, why=())
READ = Read(article=INSPECTED, analysis=UNDERSTOOD)
_CODES = re.compile(r"\x1b\[[0-9;]*m")


def shown(read: Read = READ, *, width: int = 80, colour: bool = False) -> str:
    out = StringIO()
    show(
        Console(
            file=out,
            width=width,
            highlight=False,
            force_terminal=colour,
            no_color=not colour,
            color_system="standard" if colour else None,
        ),
        read,
    )
    return out.getvalue()


def blocks(*made: Block) -> Read:
    return Read(article=replace(INSPECTED, blocks=made), analysis=NOTHING)


def test_a_dropped_block_has_its_mark_its_rule_and_its_reason() -> None:
    lines = shown().splitlines()
    assert "×   0  Home  [chrome:outside, not in the main text]" in lines
    assert "× └ 6  Change is never easy.  [filler:advice, nothing of this story to check;" in lines
    assert "    4  From when" in lines


def test_a_rule_without_a_reason_stands_alone() -> None:
    assert "×   0  Home  [chrome:outside]" in shown(
        blocks(Block(order=0, para=0, kind="paragraph", text="Home", rule="chrome:outside"))
    )


def test_pieces_of_one_paragraph_are_joined_by_a_bracket() -> None:
    long = "A sentence that is a little longer than the line. " * 2
    pieces = [Block(order=i, para=7 if i < 3 else 8, kind="paragraph", text=long.strip()) for i in range(4)]
    lines = shown(blocks(*pieces), width=60).splitlines()
    marks = "".join(line[2] if line else " " for line in lines[lines.index("") + 1 :][:9])
    assert marks == "┌│││└    "


@pytest.mark.parametrize("width", [40, 60, 80])
def test_lines_fit_and_hang_below_the_text(width: int) -> None:
    lines = shown(width=width).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    start = lines.index(next(line for line in lines if line.startswith("×   7  Firms")))
    end = lines.index(next(line for line in lines if line.startswith("×   8  Firms")))
    assert end > start + 1
    assert all(line.startswith("       ") and line[7] != " " for line in lines[start + 1 : end])
    assert not [line for line in lines if line != line.rstrip()]


def test_a_terminal_that_is_too_narrow_still_gets_words() -> None:
    assert "Northwind Freight" in shown(width=10)


def test_chinese_text_is_broken_by_the_width_of_its_characters() -> None:
    text = "自太平洋时间4月4日中午起，订阅的额度不能再用于第三方工具。继续使用的人须另外付费。"
    lines = shown(blocks(Block(order=0, para=0, kind="paragraph", text=text)), width=40).splitlines()
    start = lines.index("") + 1
    told = lines[start : lines.index("", start)]
    assert len(told) == 3
    assert max(cell_len(line) for line in told) <= 40
    assert "".join(line[7:] for line in told) == text


def test_the_last_lines_count_what_was_stripped_by_which_rule() -> None:
    lines = shown().splitlines()
    assert lines[-5:] == [
        "× filler:repeat  2 blocks, 28 words, 47 %",
        "× filler:advice  1 block, 4 words, 7 %",
        "× chrome:byline  1 block, 3 words, 5 %",
        "× chrome:outside  2 blocks, 2 words, 3 %",
        "3 of 9 blocks are kept. 37 of 60 words are stripped (62 %).",
    ]


def test_an_empty_article_says_so() -> None:
    lines = shown(blocks()).splitlines()
    assert lines[-1] == "The page has no text."
    assert "no event" in lines


def test_why_a_page_was_not_read_is_told() -> None:
    read = Read(article=INSPECTED, analysis=replace(NOTHING, unread="language:de"))
    assert "  not read: language:de" in shown(read).splitlines()


def test_an_event_is_told_with_its_quotes() -> None:
    lines = shown().splitlines()
    assert "event 1  Northwind Freight: ban, Quill" in lines
    assert "   effective  1 August 2026" in lines
    assert "     block 3  “Northwind Freight”  (actor)" in lines


def test_colours_follow_the_family_and_evidence_is_underlined() -> None:
    out = shown(colour=True)
    assert "\x1b[31mfiller:advice\x1b[0m" in out
    assert "\x1b[2mchrome:outside\x1b[0m" in out
    assert "\x1b[4mNorthwind Freight has barred its staff from Quill\x1b[0m, the firm" in out
    assert "\x1b[2mChange is never easy.\x1b[0m" in out
    assert "\x1b[1mFrom when\x1b[0m" in out


def test_a_kept_paragraph_is_plain() -> None:
    out = shown(blocks(Block(order=0, para=0, kind="paragraph", text="Nothing odd.")), colour=True)
    assert "Nothing odd.\n" in out
    assert "\x1b[2m    0  \x1b[0mNothing odd." in out


def test_without_colour_every_word_is_the_same() -> None:
    assert _CODES.sub("", shown(colour=True)) == shown()


def test_what_a_page_says_is_neither_markup_nor_control() -> None:
    text = "[red]x[/red] \x1b[2J\u202e"
    made = Block(order=0, para=0, kind="paragraph", text=text, rule="filler:run", because=text)
    out = shown(Read(article=replace(INSPECTED, title=text, blocks=(made,)), analysis=replace(NOTHING, why=(text,))))
    assert out.count("[red]x[/red]") == 4
    assert not set(out) & {"\x1b", "\u202e"}
