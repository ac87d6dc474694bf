import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.brief.summary.choose import WORDS, allowed, in_reading_order, prepare, summarise, weights
from pipeline.brief.summary.texts import Passage, Sentence, Text, in_order, sentences_of, size
from pipeline.brief.summary.traits import TRAITS

BANK = "Northbank has told its 4,000 employees to stop using the assistant Quill from 1 September."
REASON = "The bank fears that drafts of contracts leave its network, a spokeswoman said on Monday."
LEAK = "Drafts of Northbank contracts left the bank through Quill, employees were told on Monday."
ASIDE = "Shares of the bank closed a little higher in Oslo after a quiet day of trading."
TITLE = "Northbank tells employees to stop using Quill"


def text(name: str, *passages: str, title: str = TITLE, published: str = "2026-07-06", language: str = "en") -> Text:
    return Text(
        text_id=name,
        title=title,
        published=published,
        language=language,
        passages=tuple(Passage(text=passage, block=number) for number, passage in enumerate(passages)),
    )


def said(texts: Sequence[Text], budget: int = WORDS) -> list[str]:
    return [one.text for one in summarise(texts, budget=budget)]


def ordered(texts: Sequence[Text]) -> list[str]:
    """All sentences as they would stand in a summary that has them all."""
    order = in_order(texts)
    return [one.sentence.text for one in in_reading_order(prepare(order, WORDS).rated, order)]


def test_a_quotation_stays_in_its_place_where_its_text_goes_on() -> None:
    quotation = "Northbank calls it “a risk.”"
    assert ordered([text("a", f"{quotation} {LEAK}")]) == [quotation, LEAK]


def test_two_quotations_that_would_both_have_to_come_last_are_not_in_one_summary() -> None:
    one, other = "Northbank calls Quill “a risk.”", "Employees call the step of the firm “overdue.”"
    order = in_order([text("a", one), text("b", other)])
    group = prepare(order, WORDS)
    assert allowed(group.rated[:1], group, {})
    assert not allowed(group.rated, group, {})


def test_a_summary_is_whole_sentences_each_at_its_address() -> None:
    group = [text("a", f"{BANK} {REASON}", ASIDE), text("b", f"{ASIDE} {BANK}")]
    found = summarise(group)
    passages = {(one.text_id, passage.block): passage.text for one in group for passage in one.passages}
    assert BANK in [one.text for one in found]
    assert all(passages[one.text_id, one.block][one.start : one.end] == one.text for one in found)
    assert sum(one.size for one in found) <= WORDS


def test_what_two_texts_say_alike_is_said_once() -> None:
    found = said([text("a", BANK), text("b", BANK.replace("has told", "told"))])
    assert len(found) == 1


def test_a_summary_is_never_longer_than_its_budget() -> None:
    group = [text("a", f"{BANK} {REASON}")]
    assert said(group, budget=size(BANK)) == [BANK]
    assert said(group, budget=5) == []


def test_half_a_sentence_stands_there_only_where_there_is_no_whole_one() -> None:
    half = "Northbank has told its employees to stop using Quill from September, and"
    assert half not in said([text("a", half), text("b", REASON)])
    assert said([text("a", half)]) == [half]


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        (BANK, True),
        ("“We stop,” it said.", True),
        ("It called Quill “unsafe.”", True),
        ("“We stop.", False),
        ("and it stopped.", False),
        ("iPhone owners lose it.", True),
        ("The bank said that...", False),
        ("The bank said that…", False),
        ("The bank", False),
        ("银行禁止使用该工具。", True),
    ],
)
def test_whole_sentences_begin_and_end_as_such_and_close_their_quotations(told: str, whole: bool) -> None:
    (found,) = sentences_of(text("a", told))
    assert found.whole is whole


def test_a_quotation_comes_last_since_summaries_are_cut_at_full_stops() -> None:
    quotation = "Northbank told employees to stop using Quill because it is “a risk.”"
    group = [text("a", quotation), text("b", LEAK, published="2026-07-07")]
    assert ordered(group) == [LEAK, quotation]


def test_sentences_come_as_their_texts_were_published() -> None:
    early, late = text("z", BANK, published="2026-07-01"), text("a", LEAK, published="2026-07-02")
    assert ordered([late, early]) == [BANK, LEAK]
    assert [one.text_id for one in in_order([text("b", published=""), late, early])] == ["z", "a", "b"]


def test_one_language_is_spoken_that_of_most_texts() -> None:
    other = "Die Bank untersagt ihren Angestellten die Nutzung von Quill ab dem ersten September."
    assert other not in said([text("a", BANK), text("b", REASON), text("c", other, language="de")])
    assert said([text("a", other, language="de")]) == [other]


def test_no_more_is_quoted_of_a_text_than_may_be() -> None:
    limited = Text(text_id="a", title=TITLE, passages=(Passage(text=f"{BANK} {REASON}"),), most_words=size(BANK))
    assert said([limited]) == [BANK]


def test_nothing_is_said_of_nothing() -> None:
    assert said([]) == []
    assert said([text("a")]) == []


def test_chinese_characters_are_counted_one_by_one() -> None:
    assert size("银行禁止 Quill。") == 5


def test_ten_thousand_sentences_take_no_longer_than_a_few_seconds() -> None:
    long = text("a", " ".join(f"{BANK[:-1]} in branch {number} of town {number % 97}." for number in range(10_000)))
    before = time.process_time()
    assert summarise([long, text("b", REASON)])
    assert time.process_time() - before < 10


WORDS_OF_TEXTS = st.sampled_from(
    ["Quill", "bank", "stops", "“", "”", ".", "?", "the", "of", "\n", "禁止。", "Mr.", "…"]
)
TEXTS = st.lists(st.lists(WORDS_OF_TEXTS, max_size=30).map(" ".join), max_size=4)


@given(TEXTS, st.integers(1, 40), st.randoms(use_true_random=False))
def test_whatever_is_given_sentences_are_verbatim_fit_and_do_not_hang_on_the_order(
    given_texts: list[str], budget: int, chance: object
) -> None:
    group = [text(f"t{number}", told, title="Bank stops Quill") for number, told in enumerate(given_texts)]
    shuffled = list(group)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found: list[Sentence] = summarise(group, budget=budget)
    assert summarise(shuffled, budget=budget) == found
    assert sum(one.size for one in found) <= budget
    passages = {one.text_id: one.passages[0].text for one in group}
    assert all(passages[one.text_id][one.start : one.end] == one.text for one in found)


def test_each_trait_has_a_weight() -> None:
    assert len(weights()) == len(TRAITS)
    assert list(TRAITS) == sorted(TRAITS)
