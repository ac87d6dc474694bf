"""How often something is told of texts that stand beside a restriction: ``data/neighbours``."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.reading import analyse
from pipeline.model.article import Page, Said
from pipeline.model.event import Event
from pipeline.text.dates import published
from tests.quality.pages import parsed

NEIGHBOURS = Path(__file__).parent / "data" / "neighbours"
_PUBLISHED = "2026-11-20"


@checked(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A text with what may be told of it: "class | actor / its other names | tools"; nothing else may.

    Attributes:
        kind: what makes it hard.
    """

    kind: str
    title: str
    text: str
    told: tuple[str, ...] = ()

    def allows(self, event: Event) -> bool:
        """Whether an event is one of those that the text tells."""
        return any(_is_that(event, one) for one in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told of a set.

    Attributes:
        false: an event that the text does not tell, with its title.
        found: texts of which a true event was told. ``tellable``: those that tell one.
        bans: of ``false``, those told as imposed.
    """

    texts: int
    false: tuple[str, ...]
    bans: int
    found: int
    tellable: int


def load(name: str) -> tuple[Neighbour, ...]:
    """The texts of ``short`` or ``long``."""
    rows = yaml.safe_load((NEIGHBOURS / f"{name}.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Neighbour, ...]).validate_python(rows)


def foreground(title: str, text: str, tools: Tools) -> Iterator[Event]:
    """What is told as news of a title and its text."""
    page = Page(
        article_id="a",
        snapshot_id="",
        source_id="",
        outlet="",
        url="",
        body=text.encode(),
        content_type="text/plain; charset=utf-8",
        given=Said(title=title, published=published(_PUBLISHED)),
    )
    return (event for event in analyse(parsed(page), tools).events if not event.background)


def score(texts: tuple[Neighbour, ...], tools: Tools) -> Told:
    """Read all texts and count."""
    false, bans, found = [], 0, 0
    for text in texts:
        events = list(foreground(text.title, text.text, tools))
        wrong = [event for event in events if not text.allows(event)]
        false += [f"{text.title}: {e.actor} {e.action_class} {', '.join(e.targets)}" for e in wrong]
        bans += sum(event.action_class == "imposed" for event in wrong)
        found += len(wrong) < len(events)
    return Told(texts=len(texts), false=tuple(false), bans=bans, found=found, tellable=sum(bool(t.told) for t in texts))


def _is_that(event: Event, told: str) -> bool:
    kind, actors, tools = (part.strip() for part in told.split("|"))
    named = [name.strip().casefold() for name in actors.split("/")]
    meant = {name.strip() for name in tools.split(",")}
    return event.action_class == kind and event.actor.casefold() in named and set(event.targets) <= meant
