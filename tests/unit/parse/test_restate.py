"""The same fact told again."""

import pytest

from pipeline.parse.restate import find_restatements
from pipeline.parse.sheet import Fate, Spot
from tests.unit.parse.pages import sheet

TITLE = "Norland bans Nimbus in schools: what you should know"
LEAD = "The school board of Norland has banned the chatbot Nimbus from all schools since 3 November 2025."
MORE = "The board named a leak of marks as the reason and lets teachers use Parrot, a tool of its own."


HABIT = (
    "# When does it start?",
    "Nimbus has been banned from schools of Norland since 3 November.",
    "# Why was it banned?",
    "The board named a leak of marks as the reason.",
)


def told(*texts: str, english: bool = True) -> dict[int, list[int]]:
    """Numbers of the sentences that were dropped, by line, on a page that says other things again by habit."""
    found = find_restatements(sheet(LEAD, MORE, *texts, *HABIT, title=TITLE, english=english), {})
    after = len(texts) + 2
    assert len([spot for spot in found if spot.line >= after]) == (2 if english else 0)
    lines: dict[int, list[int]] = {}
    for spot in sorted(spot for spot in found if spot.line < after):
        lines.setdefault(spot.line - 2, []).append(spot.sentence)
    return lines


def lines_told_again(*texts: str) -> set[int]:
    """Numbers of the lines that say again what a report's first paragraphs said."""
    return {spot.line for spot in find_restatements(sheet(LEAD, MORE, *texts, title=TITLE), {})}


def test_a_report_may_say_one_thing_twice_but_not_two() -> None:
    assert lines_told_again(*HABIT[:2]) == set()
    assert lines_told_again(*HABIT[2:]) == set()
    assert lines_told_again(*HABIT) == {3, 5}


def test_two_sentences_in_one_place_are_no_habit() -> None:
    """What counts is in how many places a page says a thing again."""
    assert lines_told_again("# When and why?", f"{HABIT[1]} {HABIT[3]}") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "The school board of Norland has banned Nimbus.",
        "Nimbus has been banned in all schools of Norland since 3 November.",
        "Teachers are allowed to use Parrot, a tool of the board.",
        "The board named a leak of marks.",
        "Yes, Nimbus is banned from schools in Norland.",
    ],
)
def test_below_a_question_what_was_told_is_dropped(sentence: str) -> None:
    assert told("# What has happened?", sentence) == {1: [0]}


@pytest.mark.parametrize(
    "sentence",
    [
        "The ban covers Norland and Freedonia.",
        "The ban ends on 4 November.",
        "The ban has been in force since November 2024.",
        "The board also banned the tool from offices.",
        "Only teachers use the tool of the board.",
        "Pupils who break the rule lose a day.",
        "The ban does not cover private schools.",
        "Teachers may not use Parrot in exams.",
        "“The board has banned Nimbus from schools,” she said.",
        "Has the board of Norland banned Nimbus?",
        "It is so.",
    ],
    ids=[
        "name",
        "other day",
        "other year",
        "adds",
        "limits",
        "new words",
        "exception",
        "negation",
        "quote",
        "question",
        "too short",
    ],
)
def test_below_a_question_what_is_new_stays(sentence: str) -> None:
    assert told("# What has happened?", sentence) == {}


def test_elsewhere_a_fact_may_be_told_twice() -> None:
    assert told("# The ban", "The school board of Norland has banned Nimbus.") == {}
    assert told("The school board of Norland has banned Nimbus.") == {}


@pytest.mark.parametrize("heading", ["# Key takeaways", "# The bottom line", "# Conclusion", "# FAQ", "# In short"])
def test_below_a_summary_less_of_it_has_to_be_the_same(heading: str) -> None:
    loose = "Norland wants schools where the chatbot Nimbus is banned."
    assert told(heading, loose) == {1: [0]}
    assert told("# What does Norland want?", "Norland's pupils lose the chatbot Nimbus.") == {}


@pytest.mark.parametrize(
    "beginning", ["In short, ", "So ", "In other words, ", "To put it simply, ", "This means that "]
)
def test_a_sentence_may_announce_itself_that_it_repeats(beginning: str) -> None:
    assert told("# The ban", f"{beginning}the board of Norland has banned Nimbus from schools.") == {1: [0]}


def closed(*texts: str, dropped: int) -> bool:
    """Whether the first of some lines goes, on a page of which as many of its other lines were dropped before."""
    advice = [f"Good plan number {word} pays off for everybody in the end." for word in ("one", "two", "three", "four")]
    found = sheet(LEAD, MORE, *advice, *texts, title=TITLE)
    fates = {Spot(2 + i, 0): Fate("filler:advice", "generic") for i in range(dropped)}
    return Spot(6, 0) in find_restatements(found, fates)


def test_a_closing_of_a_content_mill_that_says_so_needs_little() -> None:
    closing = "In conclusion, Norland's ban of Nimbus shows how fast a school can lose a helper."
    others = ["Nothing else is known about it at this time of the day."] * 3
    assert closed(closing, dropped=4)
    assert not closed(closing, dropped=3)
    assert not closed(closing, "Overall, the ban of Norland will be felt for years by its schools.", dropped=3)
    assert not closed(closing, *others, dropped=4)
    assert not closed(closing.replace("Norland", "Sylvania"), dropped=4)


def test_on_a_content_mill_one_line_that_says_again_what_was_told_is_enough() -> None:
    again = "In short, the board of Norland has banned Nimbus from schools."
    assert closed(again, dropped=4)
    assert not closed(again, dropped=0)


def test_takeaways_before_the_text_are_not_taken_for_the_first_telling() -> None:
    takeaways = ("# Key takeaways", "The board of Norland has banned Nimbus.")
    found = find_restatements(sheet(*takeaways, "# What happened?", LEAD, MORE, *HABIT, title=TITLE), {})
    assert {spot.line for spot in found} == {6, 8}


def test_what_was_dropped_is_no_source() -> None:
    found = sheet(
        MORE,
        LEAD,
        "# What happened?",
        "Nimbus has been banned in all schools of Norland since 3 November.",
        "The board named a leak of marks as the reason.",
        "Teachers are allowed to use Parrot, a tool of the board.",
        title=TITLE,
    )
    assert Spot(3, 0) in find_restatements(found, {})
    without = find_restatements(found, {Spot(1, 0): Fate("filler:repeat", "")})
    assert sorted(without) == [Spot(4, 0), Spot(5, 0)]


def test_a_restatement_names_its_source() -> None:
    found = find_restatements(sheet(LEAD, MORE, *HABIT, title=TITLE), {})
    assert found[Spot(3, 0)] == Fate("filler:restate", "block", 0)
    assert found[Spot(5, 0)] == Fate("filler:restate", "block", 1)


def test_a_bare_yes_falls_with_the_rest_of_its_paragraph() -> None:
    assert told("# Is it banned?", "Yes. Nimbus is banned from schools in Norland.") == {1: [0, 1]}


def test_what_else_a_paragraph_says_stays() -> None:
    assert told("# Is it banned?", "Nimbus is banned from schools in Norland. Parents had asked for years.") == {1: [0]}


def test_other_languages_are_left_alone() -> None:
    assert told("# What has happened?", "The school board of Norland has banned Nimbus.", english=False) == {}


def test_what_may_not_be_used_is_banned_but_what_is_not_banned_is_not() -> None:
    assert told("# What has happened?", "The chatbot Nimbus cannot be in all schools of Norland.") == {1: [0]}
    assert told("# What has happened?", "The chatbot Nimbus is not banned from all schools of Norland.") == {}
