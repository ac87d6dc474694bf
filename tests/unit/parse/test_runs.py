"""Paragraphs that fall for what stands in or beside them: the title in a slot, copies, other filler."""

import pytest

from pipeline.parse.generic import BESIDE, IN_RUN, MANY, SANDWICHED, find_runs, find_slotted
from pipeline.parse.sheet import Fate, Spot
from tests.unit.parse.pages import sheet
from tests.unit.parse.weighed import ADVICE, FILLER, LEAD, MORE, PLAIN, TRUISM, dropped, weighed

MILD = "Marketers watch how messages land in places near and far."
HEADLINE = "Fabrikam Bans Nimbus"
SLOTTED = "Departments follow fabrikam bans nimbus with interest, since such news often travels fast."


def slotted(*texts: str) -> dict[int, list[int]]:
    return dropped(find_slotted(sheet(*texts, title=HEADLINE), {}))


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
    rules = rules | {len(texts) + 1 + i: "filler:advice" for i in range(len(FILLER))}
    scores = {i: SCORES[text] for i, text in enumerate(texts) if text in SCORES}
    found = weighed(*texts, AWAY, *FILLER, scores=scores)
    before = {
        Spot(i, s): Fate(rule, because) for i, rule in rules.items() for s in range(len(found.lines[i].sentences))
    }
    return {spot.line: fate.rule for spot, fate in find_runs(found, before).items() if spot not in before}


QUIET = "Some parts of it fresh examples can show, and the staff sees what is different."
DULL = "Offices differ, and so do the tools in them."
SCORES = {MILD: BESIDE + 0.1, QUIET: BESIDE + 0.1, DULL: (max(IN_RUN, SANDWICHED) + BESIDE) / 2}


def test_a_generic_paragraph_beside_copies_falls_with_them() -> None:
    assert runs([LEAD, SLOTTED, QUIET], {1: "filler:repeat"}) == {2: "filler:run"}
    assert runs([LEAD, QUIET, SLOTTED], {2: "filler:repeat"}) == {1: "filler:run"}


def test_other_languages_are_left_alone() -> None:
    """Both rules weigh English words."""
    foreign = sheet(LEAD, *FILLER, MILD, english=False)
    assert find_runs(foreign, {Spot(1 + i, 0): Fate("filler:repeat", "generic") for i in range(MANY)}) == {}
    assert find_slotted(sheet(LEAD, SLOTTED, title=HEADLINE, english=False), {}) == {}


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
    """More than beside copies, of which the page is made."""
    assert max(IN_RUN, SANDWICHED) < BESIDE
    assert runs([LEAD, TRUISM, DULL], {1: "filler:advice"}) == {}
    assert runs([LEAD, TRUISM, MILD], {1: "filler:advice"}) == {2: "filler:run"}
    assert runs([LEAD, SLOTTED, DULL], {1: "filler:repeat"}) == {2: "filler:run"}


def test_a_paragraph_in_the_middle_of_a_run_needs_less_than_one_at_its_end() -> None:
    assert runs([LEAD, SLOTTED, QUIET, DULL], {1: "filler:repeat"}) == {2: "filler:run"}
    assert runs([LEAD, SLOTTED, QUIET, DULL, TRUISM], {1: "filler:repeat", 4: "filler:advice"}) == {
        2: "filler:run",
        3: "filler:run",
    }


def test_a_paragraph_between_two_that_are_mere_advice_is_not_in_a_run() -> None:
    assert runs([LEAD, TRUISM, DULL, ADVICE], {1: "filler:advice", 3: "filler:advice"}) == {}
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
    found = sheet(LEAD, f"{PLAIN} {TRUISM}", QUIET, AWAY, *FILLER)
    fates = {Spot(4 + i, 0): Fate("filler:advice", "") for i in range(MANY)}
    half = {Spot(1, 1): Fate("filler:repeat", "generic")}
    assert 2 not in dropped(find_runs(found, fates | half))
    assert 2 in dropped(find_runs(found, fates | half | {Spot(1, 0): Fate("filler:repeat", "generic")}))
