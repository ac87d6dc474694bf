"""What a title with a few lines of text tells, read as one text."""

import pytest

from pipeline.analyse.reading import analyse
from pipeline.model.article import Page, Said
from pipeline.model.event import Analysis, Event
from pipeline.text.dates import published
from tests.quality.pages import parsed
from tests.unit.analyse.events.reading import TOOLS


def read(title: str, text: str, *, on: str | None = "2026-07-08") -> Analysis:
    given = Said(title=title, published=published(on) if on else None)
    page = Page(
        article_id="a",
        snapshot_id="",
        source_id="",
        outlet="",
        url="",
        body=f"{title}\n\n{text}".encode(),
        content_type="text/plain; charset=utf-8",
        given=given,
    )
    article = parsed(page)
    found = analyse(article, TOOLS)
    for event in found.events:
        for quote in event.evidence:
            assert article.blocks[quote.block].text[quote.start : quote.end] == quote.text
    return found


def facts(events: tuple[Event, ...]) -> list[str]:
    return [f"{e.actor} {e.action}/{e.status} {', '.join(e.targets)}{' (old)' if e.background else ''}" for e in events]


def told(title: str, text: str) -> list[str]:
    return facts(read(title, text).events)


@pytest.mark.parametrize(
    ("title", "text", "fact"),
    [
        # the title names the parties, the text the deed, or the other way round
        (
            "Claude in South Korea: an update",
            "Back in the app stores after three weeks' suspension; users could download it again on Monday.",
            "South Korea lift/lifted Claude",
        ),
        ("Samsung staff ChatGPT restriction", "Barred for everybody at work, the group says.", None),
        ("Kerala High Court issues a policy on AI", "Policy forbids ChatGPT for rulings; it binds all judges.", None),
        ("Engineers told to leave ChatGPT", "A memo by Samsung says they must stop using it at work.", None),
        # a vendor without a named tool
        (
            "OpenAI blocks access in Iran",
            "Nobody there can reach the API since Tuesday.",
            "OpenAI block/in_force OpenAI API",
        ),
        ("Apple delays AI features in the EU", "Users there have to wait, the company says.", None),
        # lists
        (
            "Banks that have banned ChatGPT",
            "A list, with a line for each: Citigroup, Deutsche Bank and Goldman Sachs.",
            "Deutsche Bank ban/in_force ChatGPT",
        ),
        # soft words
        ("Samsung ties Claude Code to permission", "Formal approval is required before engineers may use it.", None),
    ],
)
def test_title_and_text_are_read_as_one(title: str, text: str, fact: str | None) -> None:
    found = told(title, text)
    assert found
    assert fact is None or fact in found


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Apple and Google ban DeepSeek over privacy", "Headline says banned; in Germany its removal was only asked."),
        ("Italy may ban Grok", "The authority has asked the company for answers; no decision has been taken."),
        ("Samsung denies banning ChatGPT", "Reports of a block are wrong, the group says; staff use it as before."),
        ("Ban on Grok lifted in Malaysia", "Access was restored on Monday after three weeks."),
        ("Judge halts Texas ban on DeepSeek", "The order may not be enforced while the case runs."),
        ("OpenAI deletes its ban on military use of ChatGPT", "The page now names only a general rule."),
        ("Copilot is welcome again at Samsung", "The group had banned it in March."),
    ],
)
def test_what_was_asked_denied_or_lifted_is_no_ban(title: str, text: str) -> None:
    events = read(title, text).events
    assert not [e for e in events if e.action_class == "imposed" and not e.background and e.status != "lifted"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Which books did the district ban?", "Officials asked ChatGPT for a list and removed nineteen titles."),
        ("How to block ChatGPT on your network", "Open the router's page and add the address to the list."),
        ("Is ChatGPT blocked on school laptops", "That depends on the filter, as this guide explains step by step."),
        ("Sprinter banned for four years", "An AI system had flagged her values."),
        ("Anthropic launches a cheaper Claude", "The model is available to all subscribers from today."),
        ("Art fair bans AI pictures", "Only work by hand will hang in the hall this year."),
        ("Your boss might want to ban ChatGPT", "Two reasons that consultants like to name in their talks."),
    ],
)
def test_other_subjects_are_not_relevant(title: str, text: str) -> None:
    found = read(title, text)
    assert (found.relevant, found.events) == (False, ())


def test_a_day_without_a_year_counts_from_the_day_of_publication() -> None:
    (event,) = read("OpenAI to block the API in Iran", "Users there lose access to the OpenAI API from July 20.").events
    assert event.effective is not None
    assert (event.effective.value, event.status) == ("2026-07-20", "upcoming")
    (event,) = read("OpenAI to block the API in Iran", "Users there lose access from July 20.", on=None).events
    assert event.effective is None


@pytest.mark.parametrize(
    ("title", "text", "announced", "effective"),
    [
        # 2026-07-08 is a Wednesday
        ("Italy blocks DeepSeek", "The authority announced the order on Monday.", "2026-07-06", None),
        ("Italy blocks DeepSeek", "Since Sunday nobody there can reach the chatbot.", None, "2026-07-05"),
        ("Italy blocks DeepSeek", "The measure was told to the company in a letter of July 2.", "2026-07-02", None),
        ("Italy blocks DeepSeek", "Effective Friday, the chatbot is out of the stores.", None, None),
        (
            "Italy blocks DeepSeek",
            "The ministry said on Monday and told the press on Tuesday that it acted.",
            None,
            None,
        ),
        ("Italy lifts block on DeepSeek", "Access was restored on Monday.", "2026-07-06", "2026-07-06"),
    ],
)
def test_days_of_other_clauses_count_where_there_is_but_one(
    title: str, text: str, announced: str | None, effective: str | None
) -> None:
    event = next(event for event in read(title, text).events if not event.background)
    assert (event.announced.value if event.announced else None) == announced
    assert (event.effective.value if event.effective else None) == effective
