"""Step 1: read the sources, then open the pages that wait."""

from dataclasses import dataclass

from pipeline import __version__
from pipeline.fetch.client import Client
from pipeline.fetch.stage import Fetching
from pipeline.nightly.house import House, SystemClock
from pipeline.nightly.opening import open_waiting
from pipeline.nightly.sources import SourcesStep
from pipeline.text.urls import server


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What was fetched.

    Attributes:
        sources_asked: sources that were due and were asked; ``sources_read`` those that answered well.
        sources_rested: sources that are well and were not due.
        failing: pairs (source id, sentence about what is wrong).
        entries: entries that were new; ``entries_revised`` had changed; ``entries_filtered`` are not about the subject.
        pages_left: pages that go on waiting because the night's budget or its time was used up.
    """

    sources_asked: int
    sources_read: int
    sources_rested: int
    failing: tuple[tuple[str, str], ...]
    entries: int
    entries_revised: int
    entries_filtered: int
    pages_opened: int
    pages_failed: int
    pages_left: int


def fetch(house: House, run_id: int) -> Fetch:
    """Read the sources that are due, then open waiting pages up to the night's budget."""
    options = house.settings.fetch
    with Client(options, version=__version__, clock=SystemClock(house.now)) as client, house.sandbox() as sandbox:
        for url, until in house.store.fetched.pauses(house.now):
            client.leave(server(url), until)
        fetching = Fetching(client=client, sandbox=sandbox, options=options, now=house.now)
        step = SourcesStep(house, fetching, run_id)
        read = step.run()
        with house.store.transaction():
            step.retest()
        opened = open_waiting(house, fetching, run_id)
    return Fetch(
        sources_asked=read.asked,
        sources_read=read.read,
        sources_rested=read.rested,
        failing=tuple(read.failing),
        entries=read.entries,
        entries_revised=read.revised,
        entries_filtered=read.filtered,
        pages_opened=opened.opened,
        pages_failed=opened.failed,
        pages_left=opened.left,
    )
