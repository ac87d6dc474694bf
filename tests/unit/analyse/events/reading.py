"""Short articles in our own words, read for what they tell."""

from collections.abc import Sequence

from pipeline.analyse.events.find import find_events
from pipeline.analyse.reading import prepare
from pipeline.model.article import Article, Block
from pipeline.model.event import Event
from pipeline.text.dates import published

TOOLS = prepare()
WEDNESDAY = "2026-07-08"
"""The day of publication where a test does not name another."""


def article(text: str, *, title: str = "", on: str | None = WEDNESDAY, language: str = "en") -> Article:
    """An article whose paragraphs stand apart by a blank line; a line that begins with "# " is a heading."""
    pieces = [piece for piece in text.split("\n\n") if piece]
    blocks = tuple(
        Block(order=n, para=n, kind="heading" if piece.startswith("# ") else "paragraph", text=piece.removeprefix("# "))
        for n, piece in enumerate(pieces)
    )
    return Article(
        article_id="a",
        snapshot_id="",
        source_id="",
        outlet="",
        url="",
        title=title,
        author="",
        language=language,
        published=published(on) if on else None,
        blocks=blocks,
    )


def events(text: str, *, title: str = "", on: str | None = WEDNESDAY) -> tuple[Event, ...]:
    """All events of a text, whether it is relevant or not."""
    page = article(text, title=title, on=on)
    heading, sentences = TOOLS.reader.read(page)
    return find_events(page, heading, sentences, TOOLS)


def event(text: str, *, title: str = "", on: str | None = WEDNESDAY) -> Event:
    """The only event of a text."""
    found = events(text, title=title, on=on)
    assert len(found) == 1, facts(found)
    return found[0]


def facts(found: Sequence[Event]) -> list[str]:
    """Who does what to which tools; "(old)" marks the background."""
    return [f"{e.actor} {e.action} {', '.join(e.targets)}{' (old)' if e.background else ''}" for e in found]


def told(text: str, *, title: str = "", on: str | None = WEDNESDAY) -> list[str]:
    """The facts of a text."""
    return facts(events(text, title=title, on=on))
