"""The same fact in other words: dropped on content mills, and below questions where a report answers them again."""

from collections.abc import Sequence

import pytest

from pipeline.parse.restate import find_echoes
from pipeline.parse.sheet import Fate, Fates, Sheet, Spot
from tests.unit.parse.pages import sheet

TITLE = "Norland bans Nimbus in schools"
LEAD = "The school board of Norland has banned the chatbot Nimbus from all schools since 3 November 2025."
REASON = "The board named a leak of marks as the reason, Ines Roe wrote to the parents on 1 November."
TOOL = "Teachers may use Parrot instead, a tool that runs on the board's own computers in Selmouth."
ECHO = "With this step the board has banned the chatbot from its schools."
FILLER = (
    "Leaders should always remember that trust is the key to lasting success.",
    "Organisations need a clear strategy and should review their priorities regularly.",
    "In the end, good preparation makes all the difference for every team.",
    "Staying informed is more important than ever for people who like their work.",
)


def mill(*texts: str, english: bool = True) -> tuple[Sheet, Fates]:
    """A page whose last paragraphs were dropped as advice."""
    found = sheet(*texts, *FILLER, title=TITLE, english=english)
    first = len(texts)
    return found, {Spot(first + i, 0): Fate("filler:advice", "generic") for i in range(len(FILLER))}


def echoes(*texts: str, english: bool = True) -> dict[int, list[int]]:
    """Numbers of the sentences that were dropped, by line."""
    lines: dict[int, list[int]] = {}
    for spot in sorted(find_echoes(*mill(*texts, english=english))):
        lines.setdefault(spot.line, []).append(spot.sentence)
    return lines


def test_an_echo_is_dropped_and_names_the_first_telling() -> None:
    found, fates = mill(LEAD, REASON, ECHO)
    (fate,) = find_echoes(found, fates).values()
    assert fate == Fate("filler:restate", "block", found.lines[0].draft)


def test_a_page_with_less_filler_is_no_mill() -> None:
    found, fates = mill(LEAD, REASON, ECHO)
    assert find_echoes(found, dict(list(fates.items())[1:])) == {}


def test_a_page_that_is_no_mill_may_say_a_thing_twice() -> None:
    assert find_echoes(sheet(LEAD, REASON, ECHO, title=TITLE), {}) == {}


@pytest.mark.parametrize(
    "fact",
    [
        "The board has banned the chatbot in Freedonia, too.",
        "The board has banned the chatbot for 90 days.",
        "“The board has banned the chatbot,” she said to parents.",
        "The board has banned the chatbot and pays for lockers and notebooks.",
        "It is unclear whether the board has banned the chatbot from kindergartens.",
        "Pupils may still use the banned chatbot at home.",
        "The chatbot had been banned earlier by the board.",
        "Has the board banned the chatbot from its schools?",
        "The board did not name the reason.",
    ],
    ids=["name", "number", "quote", "words", "unknown", "limit", "earlier", "question", "negation"],
)
def test_what_says_anything_of_its_own_stays(fact: str) -> None:
    assert echoes(LEAD, REASON, fact) == {}


def test_the_lead_is_no_echo_of_its_own_beginning() -> None:
    teaser = "The school board of Norland has banned the chatbot Nimbus from all schools…"
    assert echoes(teaser, LEAD, REASON) == {}
    assert echoes(teaser, f"{LEAD} The board has banned the chatbot from its schools.", REASON) == {}


def test_a_paragraph_that_tells_something_new_is_left_whole_unless_its_sentence_points_back() -> None:
    assert echoes(LEAD, REASON, f"{ECHO} {TOOL}") == {}
    assert echoes(LEAD, REASON, f"{TOOL} The board, then, has banned the chatbot from its schools.") == {2: [1]}


def test_below_a_question_less_has_to_be_shared() -> None:
    answer = "The board has taken the decision for its schools and for marks."
    assert echoes(LEAD, REASON, answer) == {}
    assert echoes(LEAD, REASON, "# What did the board decide?", answer) == {3: [0]}


def test_rules_with_english_words_leave_other_languages_alone() -> None:
    assert echoes(LEAD, REASON, ECHO, english=False) == {}


ASKED = ("# What did the board decide?", "# Why did it do so?", "# What may teachers use?")
ANSWERED = (
    "The board of Norland has banned Nimbus from schools.",
    "A leak of marks was the reason.",
    "The board has taken the decision for its schools and for marks.",
)


def answers(*asked: str, again: int = 2, title: str = TITLE, more: Sequence[str] = ()) -> set[int]:
    """Lines that echo others on a page of three answers, of which some were found to be told before."""
    pairs = [line for pair in zip(asked, ANSWERED, strict=True) for line in pair]
    found = sheet(LEAD, REASON, *pairs, *more, title=title)
    fates = {Spot(3 + 2 * i, 0): Fate("filler:restate", "block", 0) for i in range(again)}
    return {spot.line for spot in find_echoes(found, fates)}


def test_where_a_report_answers_questions_again_others_of_its_answers_may_be_echoes() -> None:
    assert answers(*ASKED) == {7}
    assert answers(*ASKED, again=1) == set()


def test_two_questions_are_no_page_of_questions() -> None:
    asked = ("# What does the board decide?", *ASKED[1:])
    assert answers(*asked) == {7}
    assert answers("# The decision", *ASKED[1:]) == set()


def test_what_stands_below_no_question_is_no_echo_there() -> None:
    """The rest of the page is a report like any other, which may say a thing twice."""
    assert answers(*ASKED, more=("# The step", ECHO)) == {7}
    assert echoes(LEAD, REASON, "# The step", ECHO) == {3: [0]}


def test_a_guide_in_questions_and_answers_may_say_a_thing_twice() -> None:
    assert answers(*ASKED, title="How to live with the ban of Nimbus in Norland") == set()
