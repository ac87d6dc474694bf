"""Whom and what "the company", "it" and "the tool" stand for; where that is not certain, nothing is told."""

import pytest

from tests.unit.analyse.events.reading import event, events, facts, told


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Brightwell Bank is careful. The bank has banned ChatGPT.", "Brightwell Bank ban ChatGPT"),
        ("Brightwell Bank is careful. It has banned ChatGPT.", "Brightwell Bank ban ChatGPT"),
        ("Brightwell Bank, the lender, has banned ChatGPT.", "Brightwell Bank ban ChatGPT"),
        ("Brightwell Bank tried ChatGPT. The lender has now banned the chatbot.", "Brightwell Bank ban ChatGPT"),
        ("Brightwell Bank tried ChatGPT. It has now banned it.", "Brightwell Bank ban ChatGPT"),
        ("Brightwell Bank tried ChatGPT. Staff have been barred from using it.", "Brightwell Bank ban ChatGPT"),
        ("Brightwell Bank tried ChatGPT. The tool has been banned.", "Brightwell Bank ban ChatGPT"),
        ("Italy's privacy authority has blocked DeepSeek.", "Italy privacy authority block DeepSeek"),
        ("Italy.\n\nThe regulator has blocked DeepSeek.", ""),
        ("Italy. The regulator has blocked DeepSeek.", "Italy regulator block DeepSeek"),
        (
            "The Aldermoor District Court sat on Monday. A judge has suspended the ban on DeepSeek.",
            "Aldermoor District Court lift DeepSeek",
        ),
        (
            "A judge has suspended the ban on DeepSeek. The Aldermoor District Court sat on Monday.",
            "Aldermoor District Court lift DeepSeek",
        ),
        ("A lender has banned ChatGPT.", ""),
        ("Somebody has banned ChatGPT.", ""),
        ("He has banned ChatGPT.", ""),
        ("Brightwell Bank met Corvane Bank. The lender has banned ChatGPT.", ""),
        ("Corvane Bank grew. Brightwell Bank shrank. The lender has banned ChatGPT.", ""),
        ("Brightwell Bank reads mail. ChatGPT was blocked by its own filter.", ""),
        ("Apple was told to remove ChatGPT.", ""),
        ("ChatGPT was removed from Apple's store.", ""),
        ("The city has blocked DeepSeek. The measure was stopped by Italy.", "Italy lift DeepSeek"),
        ("DeepSeek has been banned in the offices of Aldermoor Council by its mayor.", ""),
    ],
)
def test_a_reference_is_resolved_or_nothing_is_told(text: str, fact: str) -> None:
    assert told(text) == ([fact] if fact else [])


def test_the_title_says_whom_the_article_is_about() -> None:
    text = "Corvane Bank and Brightwell Bank met. ChatGPT has been banned, a speaker said."
    assert told(text, title="Brightwell Bank bans ChatGPT") == ["Brightwell Bank ban ChatGPT"]


def test_a_name_of_the_title_is_a_name_without_a_word_for_it() -> None:
    text = "On Monday Tollmere banned ChatGPT."
    assert told(text, title="Tollmere bans ChatGPT") == ["Tollmere ban ChatGPT"]
    assert told(text) == []


def test_two_tools_are_not_one_it() -> None:
    text = "Brightwell Bank banned ChatGPT and Claude. The ban was lifted for one of them by Italy."
    assert [fact for fact in told(text) if "lift" in fact] == []


def test_a_headed_paragraph_passes_on_its_country() -> None:
    text = "DeepSeek spreads.\n\nItaly. The privacy authority has blocked the app."
    assert told(text) == ["Italy privacy authority block DeepSeek"]


def test_a_country_acts_in_front_of_its_verb_only() -> None:
    assert told("Italy last week blocked DeepSeek.") == ["Italy block DeepSeek"]
    assert told("Italian courts have blocked DeepSeek.") == []


def test_headings_and_quotations_tell_nothing() -> None:
    assert told("# Brightwell Bank has banned ChatGPT") == []
    assert told('A clerk said: "I heard that Brightwell Bank has banned ChatGPT for all of us."') == []


def test_the_title_counts_where_the_text_has_it_as_a_block() -> None:
    found = events("Brightwell Bank bans ChatGPT.\n\nBrightwell Bank will ban ChatGPT from 1 August.")
    assert facts(found) == ["Brightwell Bank ban ChatGPT"]


def test_an_owner_of_a_tool_is_not_the_tool() -> None:
    told_of = event("OpenAI blocked Perplexity's Comet. Perplexity makes Comet, an AI browser.")
    assert told_of.targets == ("Comet",)


def test_a_vendor_that_serves_nobody_withholds_its_tool() -> None:
    text = "OpenAI makes ChatGPT. It no longer serves customers in Brazil."
    assert told(text) == ["OpenAI block ChatGPT"]
