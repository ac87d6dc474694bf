"""An article's text is its kept blocks, and every block stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.article import Article, Block, Page, Said
from tests.unit.records import article


def with_blocks(*blocks: tuple[int, str, str | None]) -> Article:
    """An article of (paragraph, text, rule that drops it)."""
    made = tuple(
        Block(order=order, para=para, kind="paragraph", text=text, rule=rule)
        for order, (para, text, rule) in enumerate(blocks)
    )
    return replace(article(), blocks=made)


def test_a_block_without_a_rule_is_kept() -> None:
    kept, dropped = with_blocks((0, "Kept.", None), (1, "Dropped.", "filler:repeat")).blocks
    assert kept.kept
    assert not dropped.kept


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ((), ""),
        (((0, "One.", None),), "One."),
        (((0, "One.", None), (1, "Two.", None)), "One.\n\nTwo."),
        (((0, "One.", None), (0, "Two.", None)), "One. Two."),
        (((0, "One.", None), (0, "Two.", "filler:repeat"), (0, "Three.", None)), "One. Three."),
        (((0, "One.", "chrome:byline"), (1, "Two.", None)), "Two."),
        (((0, "One.", "chrome:byline"),), ""),
    ],
)
def test_pieces_of_a_paragraph_are_joined_by_a_space_and_paragraphs_by_a_blank_line(
    blocks: tuple[tuple[int, str, str | None], ...], text: str
) -> None:
    assert with_blocks(*blocks).text == text


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.booleans()), max_size=8))
@settings(max_examples=60, deadline=None)
def test_kept_blocks_are_the_blocks_without_a_rule_in_their_order(blocks: list[tuple[str, bool]]) -> None:
    made = with_blocks(*((number, text, None if kept else "filler:x") for number, (text, kept) in enumerate(blocks)))
    assert [block.text for block in made.kept_blocks] == [text for text, kept in blocks if kept]
    assert len(made.blocks) == len(blocks)
    assert made.text == "\n\n".join(text for text, kept in blocks if kept)


def test_nothing_is_said_of_a_page_unless_somebody_says_it() -> None:
    page = Page(
        article_id="a",
        snapshot_id="s",
        source_id="h",
        outlet="Harbour Post",
        url="https://harbourpost.example/",
        body=b"",
        content_type="text/html",
    )
    assert page.given == page.hints == Said()
    assert page.fetched_at is None
    assert Said() == Said(title="", author="", language="", summary="", published=None)
