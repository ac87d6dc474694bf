"""Which sentences are generic for their article."""

from collections.abc import Sequence

import pytest

from pipeline.parse.generic import (
    ALONE,
    AMONG_MANY,
    AMONG_MOST,
    FRESH,
    LONGEST,
    MANY,
    MANY_VAGUE,
    REPORTED,
    SHARE,
    find_advice,
    genericness,
    is_mill,
    reports,
)
from pipeline.parse.sheet import Fate, Spot
from tests.unit.parse.pages import sheet
from tests.unit.parse.weighed import (
    ADVICE,
    FILLER,
    LEAD,
    MORE,
    PLAIN,
    STORY,
    TITLE,
    TRUISM,
    VAGUE,
    dropped,
    weighed,
)

MILD = "Marketers watch how messages land in places near and far."


def advised(*texts: str, title: str = TITLE, english: bool = True) -> dict[int, list[int]]:
    """What falls of a page of these paragraphs."""
    return dropped(find_advice(sheet(*texts, title=title, english=english), {}))


def among_filler(*texts: str) -> dict[int, list[int]]:
    """What falls of paragraphs that stand between a whole report and just enough filler for a mill."""
    found = dropped(find_advice(sheet(*STORY, *texts, *FILLER), {}))
    return {line - len(STORY): found[line] for line in found if len(STORY) <= line < len(STORY) + len(texts)}


def falls(text: str, score: float, filler: Sequence[str] = FILLER, heading: str = "") -> bool:
    """Whether a paragraph falls that is so generic and stands between a whole report and some filler."""
    above = (*STORY, heading) if heading else STORY
    page = weighed(*above, text, *filler, scores={len(above): score})
    return Spot(len(above), 0) in find_advice(page, {})


def test_advice_in_a_report_is_dropped_and_the_report_is_not() -> None:
    assert len(FILLER) == MANY
    assert advised(*STORY, *FILLER) == {len(STORY) + i: [0] for i in range(MANY)}
    mixed = [text for pair in zip(STORY, FILLER, strict=False) for text in pair]
    assert advised(*mixed) == {1: [0], 3: [0], 5: [0], 7: [0]}


def test_a_few_remarks_in_a_report_are_style_and_stay() -> None:
    """However generic they are: nothing goes on first sight."""
    assert advised(LEAD, TRUISM) == {}
    assert advised(LEAD, TRUISM, MORE, ADVICE, PLAIN) == {}
    assert advised(*STORY, *FILLER[: MANY - 1]) == {}


def test_so_do_a_few_more_in_a_long_report() -> None:
    long = [*STORY, *(f"{name} had got the memo on 3 July, she said." for name in ("Ada Roe", "Bea Orr", "Cleo Yew"))]
    assert SHARE * (MANY + len(long)) <= MANY
    assert len(advised(*long, *FILLER)) == MANY
    long += [f"Line {i} of the memo had named a server in Tallinn." for i in range(len(long), int(MANY / SHARE))]
    assert SHARE * (MANY + len(long)) > MANY
    assert advised(*long, *FILLER) == {}


def padded(words: int) -> list[str]:
    """A report of so many words, less a few, with enough filler."""
    room = words - sum(len(text.split()) for text in (LEAD, *FILLER))
    return [LEAD, " ".join([MORE] * (room // len(MORE.split()))), *FILLER]


def test_who_writes_much_has_something_to_say() -> None:
    """A page that is longer than mills are keeps its remarks, however much of it they are."""
    assert len(advised(*padded(LONGEST))) == MANY
    assert advised(*padded(LONGEST + len(MORE.split()))) == {}
    found = sheet(*padded(LONGEST + len(MORE.split())))
    assert not is_mill(found, {Spot(2 + i, 0): Fate("filler:repeat", "generic") for i in range(MANY)})


def vaguely(*texts: str, score: float = AMONG_MOST + 0.1) -> dict[int, list[int]]:
    """What falls of a page whose vague paragraphs are so generic."""
    scores = {i: score for i, text in enumerate(texts) if text in VAGUE}
    return dropped(find_advice(weighed(*texts, scores=scores), {}))


def test_where_most_is_vague_less_is_needed() -> None:
    """Facts are the exception there, so that what says little is filler though no paragraph is plainly so."""
    assert len(VAGUE) == MANY_VAGUE
    assert AMONG_MOST + 0.1 < AMONG_MANY
    assert vaguely(*STORY[:4], *VAGUE) == {4 + i: [0] for i in range(MANY_VAGUE)}
    assert vaguely(*STORY[:4], *VAGUE, score=AMONG_MOST - 0.1) == {}
    assert vaguely(*STORY[:4], *VAGUE[1:]) == {}
    assert vaguely(*STORY, *VAGUE) == {}, "five of fourteen are not most"
    assert vaguely(*VAGUE, *STORY[:4]) == {}, "no report by its opening"


def test_a_long_page_is_not_mostly_vague() -> None:
    long = " ".join([MORE] * (LONGEST // len(MORE.split())))
    assert len(vaguely(LEAD, MORE, *VAGUE)) == MANY_VAGUE
    assert vaguely(LEAD, long, *VAGUE) == {}


def test_the_reason_names_what_speaks_for_it() -> None:
    fate = find_advice(sheet(LEAD, *FILLER), {})[Spot(1, 0)]
    assert fate.rule == "filler:advice"
    assert fate.because.startswith("generic, +")
    assert "evaluation" in fate.because


@pytest.mark.parametrize(
    "fact",
    [
        "Leaders should always remember that Fabrikam keeps its word and its trust.",
        "Leaders should always remember that trust fell by 40 percent.",
        "Leaders should always remember what she said: “trust is the key to lasting success”.",
        "Leaders should always remember that trust has to be back by Friday.",
    ],
    ids=["name", "number", "quote", "day"],
)
def test_a_sentence_with_something_to_check_stays(fact: str) -> None:
    assert advised(LEAD, fact) == {}
    assert advised(*STORY, fact, *FILLER[: MANY - 2]) == {}


def test_a_quotation_stays_on_a_mill_whatever_it_says() -> None:
    assert among_filler("Leaders should always remember what she said: “trust is the key to lasting success”.") == {}


@pytest.mark.parametrize(
    "fact",
    [
        "Marketers at Rumford Mills watch how messages land in places near and far.",
        "Some 40 marketers watch how messages land in places near and far.",
    ],
    ids=["name", "number"],
)
def test_what_was_not_told_before_stays_on_a_mill(fact: str) -> None:
    """Its words alone would not save it, and a name that the page knows already does not, either."""
    assert FRESH > REPORTED > 0
    assert not falls(fact, AMONG_MANY + FRESH - 0.1)
    assert falls(fact, AMONG_MANY + FRESH + 0.1), "sages and statistics of truisms"
    assert falls("Marketers of Fabrikam watch how messages land in places near and far.", AMONG_MANY + 0.1)


@pytest.mark.parametrize(
    "news",
    ["Teams need time for every new tool, a lawyer says.", "It is not known how much time teams need for a tool."],
    ids=["attributed", "not known"],
)
def test_who_says_so_and_what_is_not_known_stays_on_a_mill(news: str) -> None:
    """Both are news, though their words may be as general as any truism's."""
    assert not falls(news, AMONG_MANY + REPORTED - 0.1)
    assert falls(news, AMONG_MANY + REPORTED + 0.1)
    assert falls("Teams need time for every new tool.", AMONG_MANY + 0.1)


def test_a_sentence_in_the_words_of_the_story_is_less_generic() -> None:
    found = sheet(
        LEAD, MORE, "Engineers should remove drafts from the server.", "Leaders should move chairs in a hall."
    )
    assert genericness(found, found.lines[2].sentences) < genericness(found, found.lines[3].sentences) - 1


def test_generic_sentences_are_cut_out_of_a_paragraph_that_tells_something() -> None:
    assert among_filler(f"{PLAIN} {TRUISM}") == {0: [1]}


def test_a_sentence_of_a_few_words_is_not_cut_out() -> None:
    assert among_filler(f"{PLAIN} Trust matters.") == {}


def test_an_assertion_does_not_fall_with_the_advice_around_it() -> None:
    assert among_filler(f"{TRUISM} {PLAIN} {ADVICE}") == {0: [0, 2]}


def test_what_the_title_names_may_be_named_in_a_plainly_generic_sentence() -> None:
    named = "Fabrikam's decision highlights the importance of trust and is a timely reminder for every organisation."
    assert among_filler(named) == {0: [0]}
    assert among_filler("Fabrikam's decision had ended a row over a wall and a gate.") == {}


def test_below_a_heading_for_remarks_less_is_needed() -> None:
    assert not falls(VAGUE[0], AMONG_MANY - 0.5)
    assert falls(VAGUE[0], AMONG_MANY - 0.5, heading="# Conclusion")
    assert not falls(VAGUE[0], AMONG_MANY - 0.5, heading="# What happened")
    fresh = "Whoever writes drafts at Rumford Mills knows how long a page is."
    assert not falls(fresh, AMONG_MANY + FRESH - 0.5, heading="# Conclusion")


def test_on_a_page_with_much_filler_less_is_needed() -> None:
    """A paragraph that would not count towards a mill falls on one."""
    score = (AMONG_MANY + ALONE) / 2
    assert falls(VAGUE[0], score)
    assert not falls(VAGUE[0], score, FILLER[1:])
    assert falls(VAGUE[0], ALONE + 0.1, FILLER[1:]), "it counts itself"
    assert not falls(VAGUE[0], ALONE + 0.1, FILLER[2:])


def test_a_saying_of_an_outsider_goes_only_where_there_is_much_filler() -> None:
    sage = "Leaders should always remember what Rumford knew: trust is the key to lasting success."
    assert advised(LEAD, sage, *FILLER[: MANY - 2]) == {}
    assert among_filler(sage) == {0: [0]}


def test_a_column_keeps_its_thoughts() -> None:
    column = (
        LEAD,
        "I have used it for a whole year.",
        "I do not miss it at all.",
        "I see why others still do, though.",
        *FILLER,
    )
    assert advised(*column) == {}
    assert {4, 5, 6, 7} <= set(advised(*(text.replace("I ", "They ") for text in column)))


@pytest.mark.parametrize(
    "title",
    ["How to live without Nimbus", "7 lessons for your team", "A short guide to Nimbus", "Checklist for Nimbus"],
)
def test_a_guide_keeps_its_advice(title: str) -> None:
    assert advised(LEAD, *FILLER, title=title) == {}
    assert len(advised(LEAD, *FILLER, title="Nimbus and Fabrikam")) == MANY


def test_a_guide_of_which_several_paragraphs_stand_twice_is_a_mill() -> None:
    found = sheet(LEAD, MILD, *FILLER, *FILLER, title="A guide to Nimbus")
    copies = {Spot(i, 0): Fate("filler:repeat", "generic, and again in block") for i in range(2, 2 + 2 * MANY)}
    assert Spot(1, 0) in find_advice(found, copies)
    assert find_advice(found, {spot: Fate("filler:repeat", "block") for spot in copies}) == {}
    few = {spot: fate for spot, fate in copies.items() if spot.line not in (2, 2 + MANY)}
    assert find_advice(found, few) == {}


def test_an_essay_keeps_its_thoughts() -> None:
    essay = ("Trust is a strange thing.", "People who have it rarely think of it.", *FILLER)
    assert not reports(sheet(*essay, title="Trust"))
    assert advised(*essay, title="Trust") == {}


CLAUSES = (
    "Users shall keep their drafts in a safe place for a year.",
    "The provider may end the agreement after a warning.",
    "Customers are required to name a person who answers for them.",
)


def test_a_contract_keeps_its_clauses() -> None:
    """What binds somebody sounds like advice, and the names of both sides stand in its title and its opening."""
    assert not reports(sheet(LEAD, *CLAUSES, *FILLER))
    assert advised(LEAD, *CLAUSES, *FILLER) == {}
    assert reports(sheet(LEAD, *CLAUSES[1:], *FILLER)), "a report may tell of a clause or two"
    assert set(advised(LEAD, *CLAUSES[1:], *FILLER)) >= {3, 4, 5, 6}


def test_a_few_clauses_in_a_longer_report_make_no_contract_of_it() -> None:
    assert not reports(sheet(*STORY, *CLAUSES))
    assert reports(sheet(*STORY, *STORY, *CLAUSES))


def test_a_report_is_told_by_its_opening() -> None:
    assert reports(sheet(TRUISM, ADVICE, LEAD))
    assert not reports(sheet(TRUISM, ADVICE, MILD, ADVICE, LEAD))


def test_a_report_tells_of_whom_its_title_names() -> None:
    """An essay may begin with a story of somebody; it is not what it is about, and its thoughts are."""
    assert reports(sheet(LEAD, *FILLER, title="Nimbus is out"))
    assert not reports(sheet(LEAD, *FILLER, title="On trust"))
    assert not reports(sheet(LEAD, *FILLER, title=""))
    assert advised(LEAD, *FILLER, title="On trust") == {}


def test_names_alone_do_not_make_a_report() -> None:
    assert not reports(sheet("Fabrikam and Nimbus are words with many letters.", *FILLER))
    assert not reports(sheet("It had told its engineers to remove it by 10 July.", *FILLER))


def test_advice_is_known_by_english_words_and_other_languages_are_left_alone() -> None:
    assert advised(LEAD, *FILLER, english=False) == {}


def test_what_was_dropped_before_is_left_to_its_rule() -> None:
    found = sheet(LEAD, *FILLER)
    assert dropped(find_advice(found, {Spot(1, 0): Fate("filler:repeat", "")})) == {2: [0], 3: [0], 4: [0]}
