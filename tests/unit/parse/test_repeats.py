"""Copies inside one document."""

import pytest

from pipeline.parse.repeats import find_repeats
from tests.unit.parse.pages import sheet

FACT = "Fabrikam has told its engineers to remove Nimbus from all machines by 10 July."
OTHER = "The maker of Nimbus said in Tallinn that it had not been told."
GENERIC = "Organisations that keep an honest log of lessons tend to respond with more confidence."
TRUISM = "Leaders should always remember that trust is the key to lasting success."
DULL = "A spokesperson for the company confirmed the step but gave no reason at all."


def rules(*texts: str, english: bool = True, title: str = "Fabrikam bans Nimbus") -> list[str | None]:
    """The rule that drops each line; lines are dropped whole."""
    found = sheet(*texts, title=title, english=english)
    fates = find_repeats(found)
    by_line: list[str | None] = []
    for i, line in enumerate(found.lines):
        each = {fates[spot].rule if (spot := (i, s)) in fates else None for s in range(len(line.sentences))}  # type: ignore[index]
        assert len(each) == 1
        by_line.append(each.pop())
    return by_line


def test_what_stands_once_is_kept() -> None:
    assert rules(FACT, OTHER, GENERIC) == [None, None, None]


def test_of_a_paragraph_with_facts_the_first_telling_stays() -> None:
    assert rules(FACT, OTHER, FACT, FACT) == [None, None, "filler:repeat", "filler:repeat"]


def test_of_a_generic_paragraph_no_copy_stays() -> None:
    copied = [None, *["filler:repeat"] * 2, None, *["filler:repeat"] * 2]
    assert rules(FACT, GENERIC, TRUISM, OTHER, GENERIC, TRUISM) == copied


def test_copies_differ_in_case_and_punctuation_only() -> None:
    assert rules(FACT, FACT.upper().replace(".", "!")) == [None, "filler:repeat"]


def test_a_repeated_paragraph_that_tells_something_keeps_its_first_telling() -> None:
    assert rules(FACT, DULL, OTHER, DULL) == [None, None, None, "filler:repeat"]


def test_quoted_words_are_never_dropped_altogether() -> None:
    quote = "“Organisations that keep an honest log of lessons tend to respond with confidence.”"
    assert rules(FACT, quote, OTHER, quote) == [None, None, None, "filler:repeat"]


@pytest.mark.parametrize("text", ["None this week.", "And so it goes, my dear.", "We shall overcome some day."])
def test_a_refrain_may_come_back(text: str) -> None:
    assert rules(text, FACT, text, OTHER, text) == [None] * 5


@pytest.mark.parametrize(
    "formula",
    [
        "The motion was agreed to by 21 votes to 9.",
        "Norland has moved ahead of Sylvania in the count again.",
        "Councillor Roe left the chamber and took no part.",
    ],
)
def test_a_short_fact_may_come_back(formula: str) -> None:
    """Minutes and live reports say the same thing each time that it happens."""
    assert rules(formula, FACT, formula, OTHER, formula) == [None] * 5
    longer = f"{formula[:-1]}, and it was noted in the minutes of the day."
    assert rules(longer, FACT, longer, OTHER) == [None, None, "filler:repeat", None]


def test_a_short_quote_that_comes_back_was_set_apart() -> None:
    quote = "> Norland has moved ahead of Sylvania in the count."
    assert rules(quote, FACT, quote) == [None, None, "filler:repeat"]


def test_the_question_of_an_interview_may_come_back() -> None:
    question = "What is the one thing that every organisation should remember about trust?"
    assert rules(question, FACT, question, OTHER) == [None] * 4


def test_a_term_may_stand_below_several_headings() -> None:
    term = "- Export of your data after the end of the contract: 30 days."
    assert rules("# Team", term, "# Business", term) == [None] * 4


def test_a_generic_clause_may_stand_below_several_headings() -> None:
    clause = "- The administrator can export all data of the plan at any time."
    assert rules("# Team", clause, "# Business", clause) == [None] * 4


def test_a_term_twice_below_one_heading_is_a_copy() -> None:
    term = "- Export of your data after the end of the contract: 30 days."
    assert rules("# Team", term, "- Support answers within two hours on 5 days.", term)[3] == "filler:repeat"


def test_paragraphs_of_sections_that_are_built_alike_may_come_back() -> None:
    notice = "Customers are told 60 days before a model is withdrawn, by mail and on the status page."
    team = "The service level of the plan is 99.5 percent a month, and credits are paid on request."
    business = team.replace("99.5", "99.9")
    assert rules("# Team", team, notice, "# Business", business, notice) == [None] * 6


def test_paragraphs_of_other_sections_may_not() -> None:
    assert rules("# News", FACT, OTHER, "# Conclusion", FACT)[4] == "filler:repeat"


def test_near_copies_of_a_fact_are_dropped_if_they_add_no_word() -> None:
    long = f"{FACT} {OTHER} The order covers laptops, phones and servers in the offices of the firm."
    assert rules(long, long.replace(" all", "")) == [None, "filler:near-repeat"]


@pytest.mark.parametrize(
    "change",
    [("10 July", "11 July"), ("Fabrikam", "Contoso"), ("has told", "has not told"), ("remove", "install")],
    ids=["number", "name", "negation", "word"],
)
def test_near_copies_with_a_word_of_their_own_are_other_facts(change: tuple[str, str]) -> None:
    long = f"{FACT} The order covers laptops, phones and servers in all of the offices of the firm and at home."
    assert rules(long, long.replace(*change)) == [None, None]


def test_near_copies_of_generic_prose_fall_together() -> None:
    long = (
        f"{GENERIC} Leaders should always remember that trust is the key to lasting success in every team."
        " Good communication makes it easier for everyone to stay calm in uncertain times."
    )
    other = (
        "Organisations need a clear strategy and should review their priorities regularly, whatever the future holds."
        " Staying informed is more important than ever for everybody who wants to make the most of a good plan."
    )
    copies = [long, long.replace("lasting ", ""), other, other.replace("good ", "")]
    assert rules(FACT, *copies) == [None, *["filler:near-repeat"] * 4]


def test_copies_of_a_template_with_other_names_fall_together() -> None:
    templates = (
        "Organisations that follow {} should always remember that trust is the key to lasting success.",
        "Good preparation makes all the difference for every team that wants to make the most of {} in the end.",
    )
    filled = [template.format(name) for template in templates for name in ("Contoso", "Litware")]
    assert rules(FACT, *filled) == [None, *["filler:slotted"] * 4]


def test_clauses_that_differ_in_names_or_numbers_stay() -> None:
    clause = "An entity may not use the services if more than {} percent of it is owned by companies in {}."
    assert rules(clause.format(50, "Freedonia"), clause.format(25, "Sylvania")) == [None, None]
    rule = "You may not use a Nimbus model to write messages that pretend to come from {} or its staff."
    assert rules(rule.format("Contoso"), rule.format("Litware")) == [None, None]


def test_a_pull_quote_is_a_copy_of_what_it_was_pulled_from() -> None:
    pulled = "> We want to see how it behaves in thick fog."
    whole = "“We want to see how it behaves in thick fog,” Ines Calloway said on the quay."
    assert rules(whole, OTHER, pulled) == [None, None, "filler:repeat"]
    assert rules(pulled, whole, OTHER) == ["filler:repeat", None, None]


def test_a_pulled_sentence_is_a_copy_of_its_paragraph() -> None:
    assert rules(f"{FACT} {OTHER}", FACT, DULL) == [None, "filler:repeat", None]
    assert rules(f"{OTHER} {FACT}", FACT, DULL) == [None, "filler:repeat", None]


def test_the_beginning_of_a_longer_sentence_is_no_copy_of_it() -> None:
    short = "You may not use the service to write messages to strangers."
    assert rules(short, short.replace("strangers.", "strangers unless they have asked for it.")) == [None, None]


def test_an_item_of_a_list_is_no_pull_quote() -> None:
    assert rules(f"{FACT} {OTHER}", f"- {FACT}") == [None, None]


def test_outside_english_later_copies_alone_are_dropped() -> None:
    text = "Unternehmen sollten ihre Abläufe regelmäßig prüfen und aus ihren Fehlern rechtzeitig lernen."
    assert rules(text, FACT, text, english=False) == [None, None, "filler:repeat"]
    chinese = "公司应当定期检查自己的流程，并且及时从错误中学习。"
    assert rules(chinese, chinese, english=False) == [None, "filler:repeat"]


def test_headings_rows_and_labels_are_no_copies() -> None:
    assert rules(
        "# The same heading stands here more than once", FACT, "# The same heading stands here more than once"
    ) == [
        None,
        None,
        None,
    ]


def test_each_copy_names_another() -> None:
    found = find_repeats(sheet(FACT, GENERIC, GENERIC, TRUISM, TRUISM, FACT))
    assert {spot.line: fate.draft for spot, fate in found.items()} == {1: 2, 2: 1, 3: 4, 4: 3, 5: 0}


def test_what_comes_back_six_times_is_no_refrain() -> None:
    """A mill must not get away with it by repeating a single sentence all the more."""
    remark = "Leaders should always remember that trust is the key to lasting success in a changing world."
    fact = "Fabrikam has told its engineers to remove Nimbus by 10 July, according to a memo seen by Harbour Post."
    for times, kept in ((5, {0, 1}), (6, {0}), (120, {0})):
        found = sheet(fact, *[remark] * times)
        assert set(range(times + 1)) - {spot.line for spot in find_repeats(found)} == kept
