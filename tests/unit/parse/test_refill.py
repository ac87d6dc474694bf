"""Filler is found anew from what is stored of an article, as if its page were parsed again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.article import Article, Block
from pipeline.parse.refill import mark_anew, refill
from pipeline.parse.sitewide import NOTHING_SEEN, SiteMemory
from tests.quality.filler_score import load_gold
from tests.quality.pages import FILLER, filler_page, parsed
from tests.unit.parse import mill
from tests.unit.parse.pages import outcome, page, parse, plain_page, said
from tests.unit.parse.stories import article, known, lead, title, warm

ABOUT = "Companies that look at such things early have less to do when it counts."
PLAIN = "A tool is soon brought in and seldom taken out of a house again."


@pytest.mark.parametrize("gold", load_gold(FILLER), ids=lambda gold: gold["id"])
def test_an_article_of_which_nothing_is_known_stays_as_it_was_parsed(gold: object) -> None:
    cold = parsed(filler_page(gold))  # type: ignore[arg-type]  # pytest gives no type
    assert refill(cold, NOTHING_SEEN) == cold


@pytest.mark.parametrize("form", [mill.as_semantic, mill.as_soup, mill.as_table])
def test_a_mills_page_stays_as_it_was_parsed_in_every_form(form: object) -> None:
    cold = parse(page(form()))  # type: ignore[operator]  # pytest gives no type
    assert refill(cold, NOTHING_SEEN) == cold


_TEXTS = st.lists(
    st.sampled_from(
        (
            lead(0),
            f"{lead(1)} {ABOUT}",
            ABOUT,
            f"{ABOUT} {PLAIN}",
            "# Conclusion",
            "Leaders should always remember that trust is the key to lasting success.",
            "新的规定将于7月生效。 公司必须删除该工具。公司没有回应。",
            "- Teams should always review their plans.",
            "She said: “this is what our readers always want to know. It is not new.” Then she left.",
        )
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=60)
@given(texts=_TEXTS, others=st.lists(_TEXTS, max_size=3))
def test_what_was_known_before_makes_no_difference(texts: list[str], others: list[list[str]]) -> None:
    """Marking twice is marking once, the order of what became known plays no part, and it can all be taken back."""
    one = plain_page("\n\n".join([lead(0), *texts]), given=said(title=title(0), language="en"))
    cold = parse(one)
    memory = known(cold, [article(n + 1, *found) for n, found in enumerate(others)])
    marked = refill(cold, memory)
    assert marked == parse(one, memory) == mark_anew(cold, memory)
    assert refill(marked, memory) == marked
    assert refill(marked, NOTHING_SEEN) == mark_anew(marked, NOTHING_SEEN) == cold
    assert [block.text for block in marked.blocks if block.para == 0] == [cold.blocks[0].text]
    assert "".join(block.text for block in marked.blocks).replace(" ", "") == "".join(
        block.text for block in cold.blocks
    ).replace(" ", "")


_HTML = st.lists(
    st.sampled_from(("<p>", "</p>", "<h2>", "</h2>", "<li>", ABOUT, "By Ada", "Subscribe now", "Photo: Ada", lead(2))),
    max_size=20,
).map(lambda parts: f'<html lang="en"><title>{title(0)}</title><article><p>{lead(0)}</p>{" ".join(parts)}</article>')


@settings(deadline=None, max_examples=60)
@given(html=_HTML)
def test_any_page_stays_as_it_was_parsed(html: str) -> None:
    found = outcome(page(html)).output
    if found is not None:
        assert refill(found, NOTHING_SEEN) == found


def test_a_block_that_a_reason_names_keeps_its_name_when_numbers_change() -> None:
    """A paragraph before it is cut in two, so the block that the frame's rule rests on has another number."""
    cold = article(0, f"{lead(5)} {ABOUT}", "Book a demo with our team.", "Call us on any day.")
    first, mixed, offer, call = cold.blocks
    framed = replace(call, rule="chrome:call-to-action", because="in a box with block 2")
    boxed = replace(
        cold, blocks=(first, mixed, replace(offer, rule="chrome:call-to-action", because="an offer"), framed)
    )
    marked = refill(boxed, known(boxed, [article(1, ABOUT)]))
    assert [block.order for block in marked.blocks] == [0, 1, 2, 3, 4]
    assert (marked.blocks[3].text, marked.blocks[4].because) == (offer.text, "in a box with block 3")
    assert refill(marked, NOTHING_SEEN) == boxed


def test_what_is_made_of_no_page_stays_as_it_is() -> None:
    """The change of a watched page, and what a feed says of a page that could not be had."""
    one = article(0, ABOUT)
    memory: SiteMemory = known(one, [article(1, ABOUT)])
    gone = Block(order=2, para=2, kind="paragraph", text=ABOUT, rule="change:removed", because="no longer on the page")
    change = replace(one, blocks=(*one.blocks, gone))
    said_by_feed = replace(
        one,
        blocks=(
            Block(order=0, para=0, kind="title", text=title(0)),
            Block(order=1, para=1, kind="teaser", text=ABOUT),
        ),
    )
    assert refill(one, memory) != one
    assert refill(change, memory) == change
    assert refill(said_by_feed, memory) == refill(said_by_feed, NOTHING_SEEN) == said_by_feed


def test_many_articles_are_marked_alike_in_whatever_order_they_come() -> None:
    """A night after each article, or one night for all of them: what is stored in the end is the same."""
    articles = [article(n, ABOUT, f"{lead((n + 3) % 10)} {PLAIN}") for n in range(6)]
    together = {one.article_id: warm(one, articles) for one in articles}
    for order in (articles, articles[::-1]):
        stored: dict[str, Article] = {}
        for one in order:
            stored[one.article_id] = one
            stored = {name: warm(held, list(stored.values())) for name, held in stored.items()}
        assert stored == together
