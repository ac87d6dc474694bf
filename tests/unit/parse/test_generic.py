"""Which sentences are generic for their article."""

import pytest

from pipeline.parse.generic import (
    MANY,
    find_advice,
    find_runs,
    find_slotted,
    genericness,
    reports,
)
from pipeline.parse.sheet import Fate, Fates, Sheet, Spot
from tests.unit.parse.pages import sheet

LEAD = "Fabrikam has told its engineers to remove Nimbus by 10 July, according to a memo seen by Harbour Post."
MORE = "Nimbus had sent drafts to a server in Tallinn, the memo says."
TRUISM = "Leaders should always remember that trust is the key to lasting success."
ADVICE = "Organisations need a clear strategy and should review their priorities regularly."
PLAIN = "A spokesperson for the company confirmed the step but gave no reason."
MILD = "Marketers watch how messages land in places near and far."


def dropped(found: Fates) -> dict[int, list[int]]:
    """Numbers of the sentences that were dropped, by line."""
    lines: dict[int, list[int]] = {}
    for spot in sorted(found):
        lines.setdefault(spot.line, []).append(spot.sentence)
    return lines


def advised(*texts: str, title: str = "Fabrikam bans Nimbus", english: bool = True) -> dict[int, list[int]]:
    return dropped(find_advice(sheet(*texts, title=title, english=english), {}))


def test_advice_in_a_report_is_dropped_and_the_report_is_not() -> None:
    assert advised(LEAD, TRUISM, MORE, ADVICE, PLAIN) == {1: [0], 3: [0]}


def test_the_reason_names_what_speaks_for_it() -> None:
    (fate,) = find_advice(sheet(LEAD, TRUISM), {}).values()
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
    assert advised(LEAD, fact, title="A memo") == {}


def test_a_sentence_in_the_words_of_the_story_is_less_generic() -> None:
    found = sheet(
        LEAD, MORE, "Engineers should remove drafts from the server.", "Leaders should move chairs in a hall."
    )
    assert genericness(found, found.lines[2].sentences) < genericness(found, found.lines[3].sentences) - 1


def test_generic_sentences_are_cut_out_of_a_paragraph_that_tells_something() -> None:
    assert advised(LEAD, f"{PLAIN} {TRUISM}") == {1: [1]}


def test_a_sentence_of_a_few_words_is_not_cut_out() -> None:
    assert advised(LEAD, f"{PLAIN} Trust matters.") == {}


def test_an_assertion_does_not_fall_with_the_advice_around_it() -> None:
    paragraph = f"{TRUISM} {PLAIN} {ADVICE}"
    assert advised(LEAD, paragraph) == {1: [0, 2]}


def test_what_the_title_names_may_be_named_in_a_plainly_generic_sentence() -> None:
    named = "Fabrikam's decision highlights the importance of trust and is a timely reminder for every organisation."
    assert advised(LEAD, named) == {1: [0]}
    assert advised(LEAD, "Fabrikam's decision highlights a problem.") == {}


def test_below_a_heading_for_remarks_less_is_needed() -> None:
    assert advised(LEAD, MILD) == {}
    assert advised(LEAD, "# Conclusion", MILD) == {2: [0]}


OTHERS = [TRUISM, ADVICE, "In the end, good preparation makes all the difference for every team."]


def test_on_a_page_with_much_filler_less_is_needed() -> None:
    assert len(OTHERS) == MANY
    assert advised(LEAD, MILD) == {}
    assert 1 in advised(LEAD, MILD, *OTHERS)
    assert 1 not in advised(LEAD, MILD, OTHERS[0])


def test_a_saying_of_an_outsider_goes_only_where_there_is_much_filler() -> None:
    sage = "Leaders should always remember what Rumford knew: trust is the key to lasting success."
    assert advised(LEAD, sage) == {}
    assert 1 in advised(LEAD, sage, *OTHERS)


def test_a_column_keeps_its_thoughts() -> None:
    column = (
        LEAD,
        "I have used it for a whole year.",
        "I do not miss it at all.",
        "I see why others still do, though.",
        TRUISM,
    )
    assert advised(*column) == {}
    assert 4 in advised(*(text.replace("I ", "They ") for text in column))


@pytest.mark.parametrize(
    "title",
    ["How to choose an assistant", "7 lessons for your team", "A short guide to assistants", "Checklist for Nimbus"],
)
def test_a_guide_keeps_its_advice(title: str) -> None:
    assert advised(LEAD, TRUISM, ADVICE, title=title) == {}


def test_a_guide_of_which_three_paragraphs_stand_twice_is_a_mill() -> None:
    found = sheet(LEAD, TRUISM, *OTHERS, *OTHERS, title="A guide to Nimbus")
    copies = {Spot(i, 0): Fate("filler:repeat", "generic, and again in block") for i in range(2, 8)}
    assert Spot(1, 0) in find_advice(found, copies)
    assert find_advice(found, {spot: Fate("filler:repeat", "block") for spot in copies}) == {}


def test_an_essay_keeps_its_thoughts() -> None:
    essay = ("Trust is a strange thing.", "People who have it rarely think of it.", TRUISM, ADVICE)
    assert not reports(sheet(*essay))
    assert advised(*essay) == {}


def test_a_report_is_told_by_its_opening() -> None:
    assert reports(sheet(TRUISM, ADVICE, LEAD))
    assert not reports(sheet(TRUISM, ADVICE, MILD, ADVICE, LEAD))


def test_rules_with_english_words_leave_other_languages_alone() -> None:
    assert advised(LEAD, TRUISM, english=False) == {}
    assert find_runs(sheet(LEAD, TRUISM, english=False), {Spot(0, 0): Fate("filler:repeat", "")}) == {}
    assert find_slotted(sheet(LEAD, SLOTTED, title=TITLE, english=False), {}) == {}


def test_what_was_dropped_before_is_left_to_its_rule() -> None:
    found = sheet(LEAD, TRUISM)
    assert find_advice(found, {Spot(1, 0): Fate("filler:repeat", "")}) == {}


TITLE = "Fabrikam Bans Nimbus"
SLOTTED = "Departments follow fabrikam bans nimbus with interest, since such news often travels fast."


def slotted(*texts: str) -> dict[int, list[int]]:
    return dropped(find_slotted(sheet(*texts, title=TITLE), {}))


def test_a_sentence_with_the_title_in_a_slot_is_dropped() -> None:
    assert slotted(LEAD, SLOTTED) == {1: [0]}
    assert slotted(LEAD, f"{PLAIN} {SLOTTED}") == {1: [1]}


def test_a_slot_beside_something_to_check_is_kept() -> None:
    assert slotted(LEAD, "Departments in Tallinn follow fabrikam bans nimbus since 3 May.") == {}


def test_a_slot_in_a_sentence_that_tells_something_is_kept() -> None:
    assert slotted(LEAD, "She had been told of it when the paper ran fabrikam bans nimbus and left at once.") == {}


AWAY = "Harbour Bank of Norland followed on 12 July, its head Ines Roe said."


def runs(texts: list[str], rules: dict[int, str], because: str = "generic") -> dict[int, str]:
    """Rules by line, after lines were dropped by these rules, on a page with much filler far away from them."""
    found: Sheet = sheet(*texts, AWAY, *OTHERS)
    rules = rules | {len(texts) + 1 + i: "filler:advice" for i in range(len(OTHERS))}
    before = {
        Spot(i, s): Fate(rule, because) for i, rule in rules.items() for s in range(len(found.lines[i].sentences))
    }
    return {spot.line: fate.rule for spot, fate in find_runs(found, before).items() if spot not in before}


QUIET = "Some parts of it fresh examples can show, and the staff sees what is different."
DULL = "Some drafts are longer than others."


def test_a_generic_paragraph_beside_copies_falls_with_them() -> None:
    assert runs([LEAD, SLOTTED, QUIET], {1: "filler:repeat"}) == {2: "filler:run"}
    assert runs([LEAD, QUIET, SLOTTED], {2: "filler:repeat"}) == {1: "filler:run"}


def test_without_much_filler_there_is_no_run() -> None:
    found = sheet(LEAD, SLOTTED, QUIET)
    before = {Spot(1, 0): Fate("filler:repeat", "generic")}
    assert find_runs(found, before) == {}


def test_the_run_goes_on_from_paragraph_to_paragraph() -> None:
    assert runs([LEAD, SLOTTED, QUIET, MILD, TRUISM], {1: "filler:repeat"}) == {
        2: "filler:run",
        3: "filler:run",
        4: "filler:run",
    }


def test_beside_mere_advice_more_is_needed() -> None:
    assert runs([LEAD, TRUISM, DULL], {1: "filler:advice"}) == {}
    assert runs([LEAD, TRUISM, MILD], {1: "filler:advice"}) == {2: "filler:run"}


def test_a_paragraph_between_copies_needs_the_least() -> None:
    assert runs([LEAD, SLOTTED, DULL, LEAD], {1: "filler:repeat"}) == {}
    assert runs([LEAD, SLOTTED, DULL, SLOTTED], {1: "filler:repeat", 3: "filler:repeat"}) == {2: "filler:run"}
    assert runs([LEAD, SLOTTED, DULL, TRUISM], {1: "filler:repeat", 3: "filler:advice"}) == {2: "filler:run"}


def test_what_asserts_something_stands_in_a_run_unharmed() -> None:
    assert runs([SLOTTED, MORE, SLOTTED], {0: "filler:repeat", 2: "filler:repeat"}) == {}
    assert runs([SLOTTED, PLAIN, SLOTTED], {0: "filler:repeat", 2: "filler:repeat"}) == {}


def test_an_assertion_between_them_parts_neighbours() -> None:
    assert runs([SLOTTED, MORE, QUIET], {0: "filler:repeat"}) == {}


@pytest.mark.parametrize(("rule", "because"), [("filler:restate", "generic"), ("filler:repeat", "block")])
def test_a_fact_that_was_told_twice_makes_no_run(rule: str, because: str) -> None:
    assert runs([LEAD, TRUISM, MILD, AWAY], {1: rule}, because) == {}


def test_a_half_dropped_neighbour_proves_nothing() -> None:
    found = sheet(LEAD, f"{PLAIN} {TRUISM}", QUIET, AWAY, *OTHERS)
    fates = {
        Spot(1, 1): Fate("filler:repeat", "generic"),
        **{Spot(4 + i, 0): Fate("filler:advice", "") for i in (0, 1)},
    }
    assert 2 not in dropped(find_runs(found, fates))
