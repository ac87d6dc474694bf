"""What holds for every text, whatever it says."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.reading import analyse
from pipeline.model.article import Article
from tests.unit.analyse.events.reading import TOOLS, article, events

SETTINGS = settings(max_examples=60, deadline=None)
VOCABULARY = (
    "Brightwell Bank|Samsung|Italy|Microsoft|Anthropic|the bank|it|staff|its employees|a judge|the tool|"
    "ChatGPT|Claude|DeepSeek|AI chatbots|has|had|will|would|to|not|never|may|banned|bans|blocked|"
    "has blocked|cut off|access to|lifted|the ban on|told|to stop using|may no longer use|denied that|"
    "plans to|considers|if|unless|which|that|and|but|by|at|from|on|since|until|after|in|Monday|1 August|"
    "3 May 2025|last year|today|three years ago|because of|security|instead of|in favour of|switch to|"
    "except for|said|“|”|(|)|;|:|.|?|’s|İ|ſ|٣|\n\n"
)
PROSE = st.lists(st.sampled_from(VOCABULARY.split("|")), max_size=40).map(" ".join)
TEXT = st.one_of(PROSE, st.text(max_size=200))
DAY = st.one_of(st.none(), st.dates(date(1993, 1, 1), date(2099, 12, 30)).map(date.isoformat))


def test_words_without_a_space_between_them_end_in_no_error() -> None:
    page = article(f"Brightwell{'-a' * 300} Bank has banned ChatGPT. {'x' * 700} Brightwell Bank has banned ChatGPT.")
    assert quotes_fit(page)


def test_what_goes_on_for_ever_is_no_sentence() -> None:
    assert events("Brightwell Bank has banned ChatGPT " * 500) == ()
    assert events("Nothing is said here. " * 2000 + "Brightwell Bank has banned ChatGPT.") == ()


def quotes_fit(page: Article) -> bool:
    """Whether every quote of every event stands verbatim at its address."""
    return all(
        page.blocks[quote.block].text[quote.start : quote.end] == quote.text
        for event in analyse(page, TOOLS).events
        for quote in event.evidence
    )


@SETTINGS
@given(TEXT, TEXT, DAY)
def test_no_text_raises_and_every_quote_is_verbatim(text: str, title: str, on: str | None) -> None:
    assert quotes_fit(article(text, title=title, on=on))


@SETTINGS
@given(TEXT, DAY)
def test_the_same_text_is_read_the_same_way_twice(text: str, on: str | None) -> None:
    assert events(text, on=on) == events(text, on=on)


@SETTINGS
@given(PROSE)
def test_without_a_day_of_publication_only_a_year_in_the_text_makes_a_day(text: str) -> None:
    for event in events(text, on=None):
        for day in (event.effective, event.announced, event.ends):
            assert day is None or re.search(rf"\b{day.value[:4]}\b", text)


@SETTINGS
@given(PROSE, DAY)
def test_an_event_names_its_actor_its_tool_and_its_words(text: str, on: str | None) -> None:
    for event in events(text, on=on):
        fields = {quote.field for quote in event.evidence}
        assert event.actor
        assert event.targets
        assert {"action", "actor", "targets"} <= fields


@SETTINGS
@given(st.sampled_from(["may ban", "might ban", "could ban", "refused to ban", "did not ban", "has not banned"]))
def test_what_is_not_done_is_never_in_force(words: str) -> None:
    assert events(f"Brightwell Bank {words} ChatGPT.") == ()


@SETTINGS
@given(st.integers(2, 3))
def test_long_sentences_are_quoted_in_part(times: int) -> None:
    tail = " and asked them to read the rules on confidential papers once more" * (4 * times)
    page = article(
        f"{'On a day of rain and wind in the city by the river ' * 3}Brightwell Bank has banned ChatGPT{tail}."
    )
    assert quotes_fit(page)
    assert all(len(quote.text) <= 400 for event in analyse(page, TOOLS).events for quote in event.evidence)
