"""A small town's news: two outlets, what they write about a made-up firm and its tool, and somebody who reads them.

Tidewater Freight, Inkwell Labs, Scribbler and Penstroke do not exist; what is told of them is made up.
"""

import json
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.lexicon.names import Actor, Additions, Tool, Vendor
from pipeline.analyse.prefilter import prepare_filter
from pipeline.config.settings import Settings
from pipeline.fetch.sandbox import Inline
from pipeline.model.options import BriefOptions, DeliveryOptions, FetchOptions, SiteOptions
from pipeline.model.outcome import Outcome
from pipeline.model.source import Source
from pipeline.nightly.engine import InPlace
from pipeline.nightly.fetching import Fetch, fetch
from pipeline.nightly.house import House, Silent
from pipeline.store.store import Store
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import NOW

HARBOUR = Source(
    source_id="harbourpost",
    name="Harbour Post",
    kind="rss",
    url="http://harbourpost.example/feed",
    grade="B",
    whole=True,
)
QUEUE = Source(
    source_id="mergequeue",
    name="Merge Queue",
    kind="rss",
    url="http://mergequeue.example/feed",
    grade="C",
    whole=True,
)

NAMES = Additions(
    tools=(Tool(name="Scribbler", vendor="Inkwell Labs"), Tool(name="Penstroke", vendor="Quayside Software")),
    vendors=(Vendor(name="Inkwell Labs", country="DE"), Vendor(name="Quayside Software", country="NL")),
    actors=(Actor(name="Tidewater Freight", type="company", country="NL"),),
)

FILTER = prepare_filter(NAMES)

BAN_TITLE = "Tidewater Freight bans Scribbler for its developers"
BAN = (
    "Tidewater Freight has banned its developers from using Scribbler, Inkwell Labs' AI assistant, from 10 July 2026.",
    "The freight company told its staff in a memo that the tool had sent customer data to servers abroad.",
    "It moves timber and grain between nine ports, and some sixty people write the software that plans the voyages.",
    "Developers are to move to Penstroke, a coding assistant that Tidewater Freight runs on its own machines.",
)
AGAIN_TITLE = "Scribbler is out at Tidewater Freight"
AGAIN = (
    "Tidewater Freight is banning Scribbler, made by Inkwell Labs, for its developers from 10 July 2026, it confirmed.",
    "The shipper wants them to use Penstroke, its own tool, because Scribbler had leaked customer data.",
    "Its offices stand on the old fish market, where sixty people plan the voyages of eleven ships to nine ports.",
    "Timber and grain were sold there until the trains came.",
)
PICNIC_TITLE = "Harbour town holds its summer picnic"
PICNIC = (
    "The harbour town holds its summer picnic on the second Sunday of August, the mayor's office said.",
    "A brass band from the next village plays from noon, and the ferry runs until ten in the evening.",
)
GERMAN_TITLE = "Hafenstadt lädt zum Sommerfest"
GERMAN = ("Die Hafenstadt lädt am zweiten Sonntag im August zum Sommerfest, teilte das Büro des Bürgermeisters mit.",)


def page(title: str, paragraphs: tuple[str, ...], *, language: str = "en", published: str = "") -> str:
    """An article as an outlet serves it."""
    day = f'<meta property="article:published_time" content="{published}">' if published else ""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    head = f"<title>{escape(title)}</title>{day}"
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body><article><h1>{title}</h1>{text}</article>'


def stamp(moment: datetime) -> str:
    """A time as feeds write it."""
    return format_datetime(moment)


def fill(web: LoopbackWeb, *, day: datetime = NOW - timedelta(days=5)) -> None:
    """The ban in the Harbour Post, and a picnic; the ban again in the Merge Queue a day later."""
    later = day + timedelta(days=1)
    web.publish("harbourpost", ("ban", BAN_TITLE, stamp(day)), ("picnic", PICNIC_TITLE, stamp(day)))
    web.publish("mergequeue", ("again", AGAIN_TITLE, stamp(later)))
    web.put("harbourpost.example/ban", page(BAN_TITLE, BAN))
    web.put("harbourpost.example/picnic", page(PICNIC_TITLE, PICNIC))
    web.put("mergequeue.example/again", page(AGAIN_TITLE, AGAIN))


def parsing_in_place(workers: int) -> InPlace:
    """Pages that are parsed here and now."""
    return InPlace()


def in_place() -> AbstractContextManager[Inline]:
    """Readers that run here and now."""
    return nullcontext(Inline())


@dataclass(frozen=True)
class Town:
    """The web, and the data directory of somebody who reads it every night."""

    folder: Path
    store: Store
    tools: Tools
    web: LoopbackWeb

    def settings(self, **changes: object) -> Settings:
        """The settings of a run, or some that differ from them."""
        made = Settings(
            path=Path("feeds.yaml"),
            sources=(HARBOUR, QUEUE),
            fetch=FetchOptions(delay_seconds=0, retries=0, hosts={"*.example": self.web.address}),
            brief=BriefOptions(),
            site=SiteOptions(),
            delivery=DeliveryOptions(),
            lexicon=NAMES,
            inventory=None,
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def house(self, *, now: datetime = NOW, **changes: object) -> House:
        """What a run at a time works with, under settings that may differ."""
        return House(
            settings=self.settings(**changes),
            data_dir=self.folder,
            store=self.store,
            tools=self.tools,
            prefilter=FILTER,
            now=now,
            progress=Silent(),
            sandbox=in_place,
            engine=parsing_in_place,
        )

    def fetch(self, *, now: datetime = NOW, **changes: object) -> Fetch:
        """Read the sources and open the pages, as the first step of a run of its own."""
        return self.fetch_in(self.house(now=now, **changes))

    def fetch_in(self, house: House) -> Fetch:
        """The same in a house that was put together otherwise."""
        with self.store.transaction():
            run_id = self.store.runs.start(house.now)
        return fetch(house, run_id)


def rows_of(store: Store, table: str) -> list[dict[str, Any]]:
    """The rows of a table, as ``dump --canonical`` has them."""
    lines = (json.loads(line) for line in store.canonical())
    return [line["row"] for line in lines if line["table"] == table]


def age(store: Store, stage: str) -> int:
    """Let everything that a stage has done be the work of its version before; returns how much that is."""
    done = [row for row in rows_of(store, "outcomes") if row["stage"] == stage]
    with store.transaction():
        for row in done:
            outcome: Outcome[object] = Outcome(input_id=row["input_id"], state=row["state"], reason=row["reason"])
            store.articles.save_outcome(stage, row["version"] - 1, row["input_id"], outcome)
    return len(done)
