"""The text of an article as the rules see it."""

from pipeline.parse.draft import Draft
from pipeline.parse.headings import below, question, remarks, summary
from pipeline.parse.sheet import lay_out
from pipeline.text.stems import stem
from tests.unit.parse.pages import sheet

FACT = "Fabrikam has told its engineers to remove Nimbus by 10 July."


def test_running_text_is_cut_into_sentences_and_the_rest_is_not() -> None:
    found = sheet("One is here. Two is there.", "# What now? And then?", "- Item one. Item two.")
    assert [len(line.sentences) for line in found.lines] == [2, 1, 2]


def test_lines_know_which_draft_they_are() -> None:
    drafts = [Draft(kind="paragraph", text=text) for text in ("Zero.", "One.", "Two.")]
    found = lay_out(drafts, [0, 2], title="", english=True)
    assert [line.draft for line in found.lines] == [0, 2]


def test_a_line_asserts_what_its_sentences_assert() -> None:
    (line,) = sheet(f"{FACT} The firm gave no reason.").lines
    assert line.facts.numbers == {"10", "jul", "10jul"}
    assert "nimbus" in line.facts.names
    assert line.sentences[1].facts.none


def test_a_sentence_inside_a_longer_quotation_is_quoted() -> None:
    (line,) = sheet("“Nobody knows. It may come back one day. We wait,” she said. The rest is silence.").lines
    assert [sentence.facts.quotes for sentence in line.sentences] == [True, True, True, False]


def test_only_running_text_of_some_length_is_prose() -> None:
    found = sheet(
        FACT, "Too short.", "# A heading of more than six words is none", "- An item of a list with enough words"
    )
    assert [line.prose for line in found.lines] == [True, False, False, True]


def test_the_topic_is_what_title_and_assertions_speak_of() -> None:
    found = sheet(FACT, "Gardening is a pleasant pastime for many people.", title="Fabrikam bans Nimbus")
    assert {stem("removing"), stem("engineer")} <= set(found.topic)
    assert stem("gardening") not in found.topic
    assert stem("bans") in found.title_stems


def test_a_sentence_does_not_make_its_own_topic() -> None:
    found = sheet(FACT, "Nimbus and the engineers of Contoso agree.", title="A memo")
    assert found.in_topic(found.lines[1].sentences[0]) == {stem("nimbus"), stem("engineers")}
    assert found.in_topic(found.lines[0].sentences[0]) == {stem("nimbus"), stem("engineers")}


def test_a_slot_takes_no_part_in_words_and_facts() -> None:
    found = sheet(FACT, "Teams are watching fabrikam bans nimbus closely these days.", title="Fabrikam Bans Nimbus")
    sentence = found.lines[1].sentences[0]
    assert sentence.slotted
    assert sentence.facts.none
    assert "nimbus" not in sentence.words


def test_compounds_are_taken_apart() -> None:
    (line,) = sheet("The rule covers state-issued devices of all kinds.").lines
    assert {stem("state"), stem("issued")} <= line.sentences[0].topic


def headings(*texts: str) -> list[tuple[bool, bool, bool]]:
    lines = sheet(*(f"# {text}" for text in texts)).lines
    return [(remarks(line), summary(line), question(line)) for line in lines]


def test_headings_announce_remarks_summaries_and_questions() -> None:
    assert headings("Conclusion", "3. Key Takeaways", "What does this mean for your team?", "The Bottom Line") == [
        (True, True, False),
        (True, True, False),
        (True, False, True),
        (True, True, False),
    ]


def test_other_headings_announce_nothing() -> None:
    plain = headings("Background and Context", "The summary judgment of the court", "4 May - Berlin", "Outlooks differ")
    assert plain == [(False, False, False)] * 4


def test_a_long_heading_is_a_sentence_and_announces_nothing() -> None:
    assert headings("Conclusion " + "of a very long story " * 4) == [(False, False, False)]


def test_every_line_knows_the_heading_above_it() -> None:
    found = sheet("Lead.", "# One", "Text.", "More.", "# Two", "End.")
    assert [(i, heading.text if heading else None) for i, _, heading in below(found)] == [
        (0, None),
        (2, "One"),
        (3, "One"),
        (5, "Two"),
    ]
