"""A page shows at most 50 words of one article, each quote once, verbatim, the weightiest first."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.restriction import UNKNOWN, Alternative, Claim, Claims, Proof
from pipeline.render.site.quotes import ARTICLE_WORDS, Cited, Shown, cite, cited_by, first_words
from pipeline.text.words import words
from tests.examples import DISPUTED, KNOWN, proof


def quoted(evidence_id: str, quote: str, *, article: str = "a", block: int = 0, start: int = 0) -> Proof:
    base = proof("mq-alibaba", "x", 0)
    return replace(
        base,
        evidence_id=evidence_id,
        article_id=article,
        block=block,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def shown(cited: Cited) -> list[Shown]:
    return [quote for group in cited.references for quote in group]


def all_cited(proofs: Sequence[Proof]) -> dict[str, tuple[str, ...]]:
    return {one.evidence_id: ("action",) for one in proofs}


def claim(*evidence: str) -> Claim:
    return Claim(status="known", value="x", evidence=evidence)


def test_every_quote_is_shown_once_and_numbered_article_by_article() -> None:
    found = cite(KNOWN.evidence, cited_by(KNOWN.claims))
    assert [[quote.number for quote in group] for group in found.references] == [[1, 2, 3], [4, 5]]
    assert [group[0].proof.publisher for group in found.references] == ["Harbour Post", "Merge Queue"]
    assert set(found.numbers) == {one.evidence_id for one in KNOWN.evidence}
    assert all(quote.text == quote.proof.quote and not quote.cut for quote in shown(found))


def test_a_quote_names_the_claims_that_rest_on_it() -> None:
    found = cite(KNOWN.evidence, cited_by(KNOWN.claims))
    assert found.references[0][1].fields == ("replacement",)
    assert found.references[0][0].fields == ("action", "effective", "announced", "targets")


def test_disputed_claims_come_first_then_the_weightiest() -> None:
    order = [names[0] for names in cited_by(DISPUTED.claims).values()]
    assert order == ["effective", "effective", "action"]
    assert list(cited_by(DISPUTED.claims)) == ["pw-northwind-1-0-37", "mq-northwind-1-0-40", "pw-northwind-0-0-40"]


def test_a_claim_that_nothing_is_known_of_cites_nothing() -> None:
    claims = Claims(actor=UNKNOWN, action=UNKNOWN, targets=UNKNOWN)
    assert cited_by(claims) == {}


def test_evidence_of_alternatives_counts_as_cited_once() -> None:
    both = Claim(
        status="disputed",
        alternatives=(Alternative(value="a", evidence=("one",)), Alternative(value="b", evidence=("one", "two"))),
    )
    claims = Claims(actor=claim("one"), action=claim("three"), targets=UNKNOWN, ends=both)
    assert cited_by(claims) == {"one": ("ends", "actor"), "two": ("ends",), "three": ("action",)}


def test_evidence_that_no_claim_rests_on_is_not_shown() -> None:
    found = cite([quoted("one", "a quote"), quoted("two", "another", block=1)], {"two": ("action",)})
    assert [quote.proof.evidence_id for quote in shown(found)] == ["two"]
    assert found.numbers == {"two": 1}


def test_a_quote_inside_another_is_not_repeated() -> None:
    whole = quoted("whole", "Alibaba is banning Claude Code this month")
    inside = quoted("inside", "Claude Code", start=19)
    elsewhere = quoted("elsewhere", "Claude Code", block=4, start=19)
    found = cite([inside, whole, elsewhere], {"inside": ("targets",), "whole": ("action",), "elsewhere": ("actor",)})
    assert [quote.text for quote in shown(found)] == [whole.quote, "Claude Code"]
    assert found.numbers == {"inside": 1, "whole": 1, "elsewhere": 2}
    assert shown(found)[0].fields == ("targets", "action")


def test_the_same_evidence_twice_is_one_quote() -> None:
    one = quoted("one", "the same words")
    assert len(shown(cite([one, one, replace(one, evidence_id="copy")], {"one": ("action",), "copy": ("actor",)}))) == 1


def test_an_article_gives_fifty_words_to_the_weightiest_quotes() -> None:
    light = quoted("light", "light " * 29 + "end", block=0)
    heavy = quoted("heavy", "heavy " * 29 + "end", block=1)
    found = cite([light, heavy], {"heavy": ("action",), "light": ("actor",)})
    texts = {quote.proof.evidence_id: quote for quote in shown(found)}
    assert texts["heavy"].text == heavy.quote
    assert texts["light"].text == " ".join(["light"] * 20)
    assert texts["light"].cut
    assert [quote.proof.evidence_id for quote in shown(found)] == ["light", "heavy"]


def test_where_there_is_no_room_only_the_address_is_left() -> None:
    first = quoted("first", "word " * 49 + "end", block=0)
    second = quoted("second", "more words here", block=1)
    found = cite([first, second], {"first": ("action",), "second": ("actor",)})
    assert [quote.text for quote in shown(found)] == [first.quote, ""]
    assert found.numbers["second"] == 2


def test_a_quote_is_not_cut_to_a_few_words_that_say_nothing() -> None:
    first = quoted("first", "word " * 46 + "end", block=0)
    second = quoted("second", "six more words of this article", block=1)
    texts = [quote.text for quote in shown(cite([first, second], all_cited([first, second])))]
    assert texts == [first.quote, ""]


def test_a_short_quote_that_fits_is_shown_whole() -> None:
    first = quoted("first", "word " * 46 + "end", block=0)
    second = quoted("second", "three more words", block=1)
    texts = [quote.text for quote in shown(cite([first, second], all_cited([first, second])))]
    assert texts == [first.quote, "three more words"]


def test_pages_that_quote_the_same_article_share_its_words() -> None:
    proof = replace(KNOWN.evidence[0], quote=" ".join(["word"] * 80))
    cited = {proof.evidence_id: ("action",)}
    for pages, count in ((1, 50), (2, 25), (3, 16), (50, 0)):
        ((shown,),) = cite([proof], cited, {proof.article_id: pages}).references
        assert len(shown.text.split()) == count


def test_each_article_has_its_own_fifty_words() -> None:
    proofs = [quoted(name, "word " * 39 + "end", article=name) for name in ("a", "b", "c")]
    assert [quote.cut for quote in shown(cite(proofs, all_cited(proofs)))] == [False, False, False]


@pytest.mark.parametrize(
    ("text", "count", "made"),
    [
        ("one two three", 3, "one two three"),
        ("one two three", 2, "one two"),
        ("one two three", 0, ""),
        ("one, two; three", 2, "one, two;"),
        ("禁止使用编程工具", 3, "禁止使"),
        ("禁止 使用 编程", 3, "禁止"),
        ("", 5, ""),
    ],
)
def test_the_first_words_of_a_text(text: str, count: int, made: str) -> None:
    assert first_words(text, count) == made


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab ,禁-’", max_size=120), st.integers(0, 60))
def test_the_first_words_are_a_verbatim_beginning(text: str, count: int) -> None:
    made = first_words(text, count)
    assert text.startswith(made)
    assert len(words(made)) <= max(count, 0)


QUOTES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.integers(0, 2),
        st.integers(0, 30),
        st.integers(1, 70).map(lambda n: "word " * n),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(QUOTES)
def test_no_article_ever_gives_more_and_every_piece_has_a_number(drawn: list[tuple[str, int, int, str]]) -> None:
    proofs = [
        quoted(f"e{place}", text.strip(), article=article, block=block, start=start)
        for place, (article, block, start, text) in enumerate(drawn)
    ]
    found = cite(proofs, all_cited(proofs))
    for group in found.references:
        assert sum(len(words(quote.text)) for quote in group) <= ARTICLE_WORDS
        assert len({quote.proof.article_id for quote in group}) == 1
        assert all(quote.proof.quote.startswith(quote.text) for quote in group)
        assert all(quote.cut == (quote.text != quote.proof.quote) for quote in group)
    assert set(found.numbers) == {one.evidence_id for one in proofs}
    assert sorted(quote.number for quote in shown(found)) == list(range(1, len(shown(found)) + 1))
