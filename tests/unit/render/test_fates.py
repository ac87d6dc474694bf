"""The figures and words about a page's fates: they add up, and say what is true."""

from dataclasses import replace

import pytest

from pipeline.model.article import Article, Block
from pipeline.model.event import PartialDate
from pipeline.render.fates import (
    Count,
    Ground,
    event_lines,
    event_quotes,
    event_title,
    evidence_in,
    family_of,
    grounds,
    percent,
    tally,
    tally_words,
)
from tests.examples import INSPECTED, UNDERSTOOD

EVENT = UNDERSTOOD.events[0]


def article(*blocks: tuple[str, str | None]) -> Article:
    made = (
        Block(order=i, para=i, kind="paragraph", text=text, rule=rule, because="" if rule is None else "so")
        for i, (text, rule) in enumerate(blocks)
    )
    return replace(INSPECTED, blocks=tuple(made))


def test_the_counts_add_up() -> None:
    told = tally(INSPECTED)
    assert (told.blocks, told.kept_blocks) == (9, 3)
    assert sum(count.blocks for count in told.rules) == told.blocks - told.kept_blocks
    assert sum(count.words for count in told.rules) == told.stripped_words == told.words - told.kept_words
    assert sum(told.family_words(family) for family in ("chrome", "filler", "change", "other")) == told.stripped_words


def test_rules_come_by_their_words_and_then_by_name() -> None:
    told = tally(article(("one", "chrome:title"), ("one two", "filler:run"), ("one", "chrome:byline"), ("kept", None)))
    assert told.rules == (Count("filler:run", 1, 2), Count("chrome:byline", 1, 1), Count("chrome:title", 1, 1))


def test_chinese_characters_count_one_by_one() -> None:
    assert tally(article(("4月4日 Claude", None))).words == 5


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ((), "The page has no text."),
        ((("one two", None),), "Nothing was stripped: 1 block, 2 words."),
        ((("one", None), ("two", None)), "Nothing was stripped: 2 blocks, 2 words."),
        ((("one two", "filler:run"),), "None of 1 block is kept. 2 of 2 words are stripped (100 %)."),
        (
            (("one", "filler:run"), ("", "chrome:outside")),
            "None of 2 blocks are kept. 1 of 1 word is stripped (100 %).",
        ),
        ((("one", None), ("two", "filler:run")), "1 of 2 blocks is kept. 1 of 2 words is stripped (50 %)."),
        ((("one", None), ("…", "chrome:outside")), "1 of 2 blocks is kept. 0 of 1 word is stripped (0 %)."),
    ],
)
def test_the_figures_are_sentences(blocks: tuple[tuple[str, str | None], ...], told: str) -> None:
    assert tally_words(tally(article(*blocks))) == told


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "0 %"),
        (0, 9, "0 %"),
        (1, 3, "33 %"),
        (9, 9, "100 %"),
        (1, 1000, "less than 1 %"),
        (999, 1000, "more than 99 %"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_everything(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize(
    ("rule", "family"),
    [("chrome:outside", "chrome"), ("filler:run", "filler"), ("change:removed", "change"), ("new:rule", "other")],
)
def test_a_rule_names_its_family(rule: str, family: str) -> None:
    assert family_of(rule) == family


@pytest.mark.parametrize(
    ("because", "pieces"),
    [
        ("", []),
        ("no name", [Ground("no name")]),
        ("block 3", [Ground("block 3", 3)]),
        ("generic, and again in block 4", [Ground("generic, and again in "), Ground("block 4", 4)]),
        ("in a box with block 0 there", [Ground("in a box with "), Ground("block 0", 0), Ground(" there")]),
        ("blocks 1 and 4 too", [Ground("blocks "), Ground("1", 1), Ground(" and "), Ground("4", 4), Ground(" too")]),
        ("blocks 2, 3", [Ground("blocks "), Ground("2", 2), Ground(", "), Ground("3", 3)]),
        ("blocks 1 and 9", [Ground("blocks "), Ground("1", 1), Ground(" and 9")]),
        ("block 5", [Ground("block 5")]),
        ("all 3 blocks below it are dropped", [Ground("all 3 blocks below it are dropped")]),
        ("block 2, 3 words differ", [Ground("block 2", 2), Ground(", 3 words differ")]),
    ],
)  # fmt: skip
def test_a_reason_is_cut_where_it_names_blocks_of_the_page(because: str, pieces: list[Ground]) -> None:
    assert list(grounds(because, 5)) == pieces
    assert "".join(ground.text for ground in grounds(because, 5)) == because


def test_evidence_is_found_by_block_with_the_number_of_its_event() -> None:
    assert list(evidence_in(INSPECTED.blocks[3], [EVENT])) == [(0, 17, 1), (0, 49, 1), (44, 49, 1)]
    assert list(evidence_in(INSPECTED.blocks[4], [EVENT, EVENT])) == []


def test_an_event_says_what_is_known_and_leaves_out_the_rest() -> None:
    told = dict(event_lines(EVENT))
    assert told["actor"] == "Northwind Freight (company)"
    assert told["effective"] == "1 August 2026"
    assert told["reasons"] == "not stated"
    assert not {"exempt", "announced", "ends", "replacement", "attribution", "background", "surfaces"} & set(told)
    assert event_title(EVENT) == "Northwind Freight: ban, Quill"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (PartialDate(value="2026-08-01", precision="immediate"), "1 August 2026, with immediate effect"),
        (PartialDate(value="2026-08", precision="month"), "August 2026, day not given"),
    ],
)
def test_a_date_says_how_well_it_is_known(date: PartialDate, said: str) -> None:
    assert dict(event_lines(replace(EVENT, effective=date)))["effective"] == said


def test_history_says_that_it_is_history() -> None:
    assert dict(event_lines(replace(EVENT, background=True)))["background"] == "told as history, not as the news"


def test_a_quote_that_carries_several_fields_is_told_once_in_the_order_of_the_page() -> None:
    twice = replace(EVENT, evidence=(*EVENT.evidence, replace(EVENT.evidence[0], field="attribution")))
    told = [(quote.text, fields) for quote, fields in event_quotes(twice)]
    assert told == [
        ("Northwind Freight", ("actor", "attribution")),
        ("Northwind Freight has barred its staff from Quill", ("action",)),
        ("Quill", ("targets",)),
        ("The rule takes effect on 1 August 2026.", ("effective",)),
    ]
