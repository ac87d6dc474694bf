"""What the mills put around their articles: dealt by the slug alone, repeated as designed, never in place of a fact."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.source import Published
from pipeline.model.vocabulary import BlockKind
from pipeline.world.content import load
from pipeline.world.filler import pad
from pipeline.world.records import Filler, Piece, Step, World, WorldArticle

POOL = ("One.", "Two.", "Three.")
KINDS: list[BlockKind] = ["paragraph", "heading", "list-item", "quote"]
SLUGS = st.from_regex(r"[a-z]{1,12}", fullmatch=True)
BODIES = st.lists(st.sampled_from(KINDS), max_size=9)


@pytest.fixture(scope="module")
def world() -> World:
    return load()


def article(slug: str = "a-title", kinds: list[BlockKind] | None = None) -> WorldArticle:
    rest = tuple(Piece(kind, f"Fact {number}.") for number, kind in enumerate(kinds or []))
    return WorldArticle(
        outlet_id="mill",
        slug=slug,
        title="Firm Bans Tool",
        published=Published(text="2026-07-03", published_on=date(2026, 7, 3)),
        author="Desk",
        summary="A summary.",
        section="tech",
        kind="noise",
        event="",
        pieces=(Piece("paragraph", "The firm bans the tool. It says why."), *rest),
    )


def padded(filler: Filler, slug: str = "a-title", kinds: list[BlockKind] | None = None) -> list[str]:
    return [piece.text for piece in pad(article(slug, kinds), filler)]


@settings(max_examples=60, deadline=None)
@given(SLUGS, BODIES)
def test_every_piece_of_the_article_stands_on_the_page_in_order(slug: str, kinds: list[BlockKind]) -> None:
    filler = Filler(
        pools={"advice": POOL},
        between=(Step(kind="paragraph", deal="advice"),),
        after=(Step(kind="heading", text="Conclusion"), Step(kind="paragraph", deal="advice", count=2)),
    )
    told = article(slug, kinds)
    facts = [piece for piece in pad(told, filler) if piece in told.pieces]
    assert facts == list(told.pieces)


@settings(max_examples=60, deadline=None)
@given(SLUGS)
def test_the_slug_alone_decides_what_is_dealt(slug: str) -> None:
    filler = Filler(pools={"advice": POOL}, after=(Step(kind="paragraph", deal="advice", count=3),))
    assert padded(filler, slug) == padded(filler, slug)
    assert sorted(padded(filler, slug)[1:]) == sorted(POOL)


def test_slugs_start_at_different_places_of_a_pool() -> None:
    filler = Filler(pools={"advice": POOL}, after=(Step(kind="paragraph", deal="advice"),))
    assert {padded(filler, slug)[1] for slug in "abcdefghijkl"} == set(POOL)


def test_a_second_deal_repeats_the_first() -> None:
    step = Step(kind="paragraph", deal="advice", count=2)
    texts = padded(Filler(pools={"advice": POOL}, after=(step, step)))
    assert texts[1:3] == texts[3:5]


def test_a_deal_longer_than_its_pool_starts_it_again() -> None:
    texts = padded(Filler(pools={"advice": POOL}, after=(Step(kind="paragraph", deal="advice", count=4),)))
    assert texts[1] == texts[4]


def test_steps_between_come_after_every_second_paragraph_and_move_on() -> None:
    filler = Filler(pools={"asides": POOL}, between=(Step(kind="paragraph", deal="asides"),))
    texts = padded(filler, kinds=["paragraph"] * 4)
    assert [text in POOL for text in texts] == [False, False, True, False, False, True, False]
    assert texts[2] != texts[5]


def test_nothing_stands_between_the_last_paragraph_and_the_end() -> None:
    filler = Filler(pools={"asides": POOL}, between=(Step(kind="paragraph", deal="asides"),))
    assert padded(filler, kinds=["paragraph"])[-1] == "Fact 0."


def test_headings_and_lists_do_not_count_as_paragraphs() -> None:
    filler = Filler(pools={"asides": POOL}, between=(Step(kind="paragraph", deal="asides"),))
    assert len(padded(filler, kinds=["heading", "list-item", "list-item"])) == 4


def test_the_title_is_slotted_in_lower_case() -> None:
    filler = Filler(pools={}, after=(Step(kind="paragraph", text="Experts watch $title closely."),))
    assert padded(filler)[-1] == "Experts watch firm bans tool closely."


def test_the_lead_slot_takes_its_first_sentence() -> None:
    filler = Filler(pools={}, after=(Step(kind="paragraph", text="$lead"),))
    assert padded(filler)[-1] == "The firm bans the tool."


def test_the_first_mill_says_most_of_its_advice_twice(world: World) -> None:
    for told in world.articles_of(world.outlet("brightstack")):
        counted = Counter(piece.text for piece in pad(told, world.fillers["brightstack"]))
        assert sum(times == 2 for times in counted.values()) == 9
        assert sum(told.title.lower() in text for text in counted) >= 2


def test_the_first_mill_shares_its_advice_among_all_its_pages(world: World) -> None:
    pool = set(world.fillers["brightstack"].pools["advice"])
    for told in world.articles_of(world.outlet("brightstack")):
        dealt = {piece.text for piece in pad(told, world.fillers["brightstack"])} & pool
        assert len(dealt) == 12


def test_the_second_mill_asks_questions_between_its_facts(world: World) -> None:
    filler = world.fillers["answerhive"]
    for told in world.articles_of(world.outlet("answerhive")):
        pieces = pad(told, filler)
        asked = [piece.text for piece in pieces if piece.kind == "heading" and piece.text.endswith("?")]
        assert len(asked) >= 2
        assert len([piece for piece in pieces if piece.text == told.lead or told.lead.startswith(piece.text)]) == 2


def test_no_sentence_of_a_mill_stands_twice_in_its_pools(world: World) -> None:
    for filler in world.fillers.values():
        texts = [text for pool in filler.pools.values() for text in pool]
        assert len(texts) == len(set(texts))


def test_pools_are_named_by_the_steps_that_deal_from_them(world: World) -> None:
    for filler in world.fillers.values():
        named = {step.deal for step in (*filler.between, *filler.after) if step.deal}
        assert named == set(filler.pools)
