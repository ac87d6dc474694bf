"""The stage: one analysis for each article, with what it tells, whether it matters, and why."""

from dataclasses import replace

import pytest

from pipeline.analyse.lexicon.names import Actor, Additions, Tool, Vendor
from pipeline.analyse.reading import analyse, prepare, run
from pipeline.analyse.relevance import THRESHOLD
from tests.unit.analyse.events.reading import TOOLS, article

BAN = "Brightwell Bank has banned ChatGPT."


def test_every_article_gets_one_outcome_in_order() -> None:
    pages = [article(BAN), article(""), article("Rain fell.")]
    found = [outcome.output for outcome in run(pages, tools=TOOLS)]
    assert [analysis is not None and analysis.relevant for analysis in found] == [True, False, False]


def test_a_ban_is_relevant_and_says_why() -> None:
    verdict = analyse(article(BAN, title="Brightwell Bank bans ChatGPT"), TOOLS)
    assert verdict.relevant
    assert verdict.score >= THRESHOLD
    assert verdict.why[0].startswith("+0.50 tells of Brightwell Bank, ban, ChatGPT")
    assert len(verdict.events) == 1


def test_an_old_ban_alone_is_not_relevant() -> None:
    verdict = analyse(article("Three years ago Brightwell Bank banned ChatGPT."), TOOLS)
    assert not verdict.relevant
    assert verdict.events == ()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("How to block ChatGPT: a guide", "advice"),
        ("ChatGPT: new weekly limits", "quotas"),
    ],
)
def test_a_title_that_promises_another_subject_weighs_against(title: str, words: str) -> None:
    verdict = analyse(article("Nothing was banned.", title=title), TOOLS)
    assert not verdict.relevant
    assert any(words in reason for reason in verdict.why)


def test_tools_in_general_weigh_less_than_a_named_one() -> None:
    named = analyse(article("Aldermoor Council was slow. Brightwell Bank has banned ChatGPT."), TOOLS)
    general = analyse(article("Aldermoor Council was slow. Brightwell Bank has banned AI chatbots."), TOOLS)
    assert general.score < named.score


def test_a_language_that_cannot_be_read_is_named() -> None:
    verdict = analyse(article("Die Bank hat ChatGPT verboten.", language="de"), TOOLS)
    assert (verdict.relevant, verdict.events, verdict.unread) == (False, (), "language:de")


def test_an_unnamed_language_is_tried() -> None:
    assert analyse(article(BAN, language=""), TOOLS).relevant


def test_an_operator_can_add_names() -> None:
    additions = Additions(
        tools=(Tool(name="Quill", vendor="Quillhaven"),),
        vendors=(Vendor(name="Quillhaven"),),
        actors=(Actor(name="Northwind", type="company"),),
    )
    page = article("Northwind has banned Quill.")
    assert not analyse(page, TOOLS).relevant
    assert analyse(page, prepare(additions)).events[0].vendors == ("Quillhaven",)


def test_an_article_without_a_word_for_ai_has_no_events() -> None:
    assert analyse(article("Brightwell Bank has banned phones."), TOOLS).events == ()


def test_dropped_blocks_are_not_read() -> None:
    page = article(f"{BAN}\n\nCorvane Bank has banned Claude.")
    kept, other = page.blocks
    cut = replace(page, blocks=(kept, replace(other, rule="filler:related")))
    assert [event.actor for event in analyse(cut, TOOLS).events] == ["Brightwell Bank"]
