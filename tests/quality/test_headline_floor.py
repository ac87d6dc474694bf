"""What is told by headlines alone: never by one about another subject, and by enough of those about restrictions."""

from pipeline.analyse.reading import analyse, prepare
from pipeline.model.article import Page, Said
from pipeline.text.dates import published
from tests.quality.event_gold import rows
from tests.quality.pages import parsed
from tests.quality.prefilter_score import HEADLINES, STREAM

TELLING = 34  # of 280 headlines of our own, on 2026-11-30; most of the others name no tool, or no actor
TOOLS = prepare()


def told(title: str) -> list[str]:
    """The events of a page of which nothing but the title is known."""
    page = Page(
        article_id="a",
        snapshot_id="",
        source_id="",
        outlet="",
        url="",
        body="…".encode(),
        content_type="text/plain; charset=utf-8",
        given=Said(title=title, published=published("2026-07-08")),
    )
    found = analyse(parsed(page), TOOLS).events
    return [f"{event.actor} {event.action} {', '.join(event.targets)}" for event in found]


def test_no_headline_about_another_subject_tells_an_event() -> None:
    others = [row["title"] for row in rows(STREAM) if row["relevant"] == "no"]
    assert len(others) > 500
    assert {title: found for title in others if (found := told(title))} == {}


def test_enough_headlines_about_restrictions_tell_theirs() -> None:
    wanted = [row["title"] for row in rows(HEADLINES) if row["relevant"] == "yes"]
    assert sum(bool(told(title)) for title in wanted) >= TELLING
