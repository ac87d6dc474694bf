"""Step 1, second half: open the pages that wait, the most telling first, up to the night's budget."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.fetch.budget import choose
from pipeline.fetch.stage import OUT_OF_TIME, Fetching, open_pages
from pipeline.model.outcome import Outcome
from pipeline.model.source import ENTRY_TYPE, Snapshot
from pipeline.nightly.house import House
from pipeline.nightly.retracted import is_retracted
from pipeline.nightly.rhythm import batches
from pipeline.store.entries import WaitingPage
from pipeline.store.fetched import Attempt
from pipeline.text.urls import server

TRIES = 5
"""A page that fails on so many days is not asked for again."""
# What stands in the way of a page, and says nothing against its entry. What is gone or never was may have been wrong.
_TOLD_BY_ENTRY = frozenset({"challenge", "consent", "forbidden", "login", "not-html", "robots"})
_BATCH = 20  # pages between two commits


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What became of the pages that waited.

    Attributes:
        left: pages that go on waiting because the night's budget or its time was used up.
    """

    opened: int
    failed: int
    left: int


def open_waiting(house: House, fetching: Fetching, run_id: int) -> Opened:
    """Open the night's share of the waiting pages, and note every attempt."""
    sources = {source.source_id: source for source in house.settings.sources}
    paused = {server(url) for url, _ in house.store.fetched.pauses(house.now)}
    everything = house.store.entries.waiting_pages(tries=TRIES)
    waiting = [page for page in everything if not paused or server(page.url) not in paused]  # a pause is no try
    tonight = choose(waiting, sources=sources, options=house.settings.fetch)
    outcomes = open_pages([(page.url, page.url) for page in tonight.pages], fetching=fetching)
    opened = failed = late = 0
    with house.progress.step("opening pages", len(tonight.pages)) as advance:
        for batch in _together(tonight.pages, outcomes):
            with house.store.transaction():
                for page, outcome in batch:
                    late += outcome.reason == OUT_OF_TIME
                    opened += outcome.state == "done"
                    failed += outcome.state != "done" and outcome.reason != OUT_OF_TIME
                    if outcome.reason != OUT_OF_TIME:
                        _keep(house, page, outcome, run_id)
                    advance()
    return Opened(opened=opened, failed=failed, left=len(everything) - len(tonight.pages) + late)


def _together(
    pages: Sequence[WaitingPage], outcomes: Iterator[Outcome[Snapshot]]
) -> Iterator[list[tuple[WaitingPage, Outcome[Snapshot]]]]:
    """Pages with their outcomes, some at a time, as they come."""
    for batch in batches(pages, size=_BATCH):
        yield [(page, next(outcomes)) for page in batch]


def _keep(house: House, page: WaitingPage, outcome: Outcome[Snapshot], run_id: int) -> None:
    """An opened page is kept; one that trying again cannot help is closed; any other goes on waiting."""
    entries = house.store.entries
    if outcome.output is not None and is_retracted(house, outcome.output):
        return
    if outcome.output is not None:
        entries.close_page(page.url, snapshot=outcome.output)
    elif outcome.transient:
        entries.note_page(page.url, outcome.reason)
    else:
        entries.close_page(page.url, reason=outcome.reason)
    if outcome.output is None and outcome.reason in _TOLD_BY_ENTRY:
        _stand_in(house, page.url, outcome.reason)
    house.store.fetched.save_attempts(
        [
            Attempt(
                run_id=run_id,
                at=house.now,
                source_id=page.source_id,
                url=page.url,
                page=True,
                state="skipped" if outcome.reason == "throttled" else outcome.state,  # a wait is no try
                reason=outcome.reason,
                detail=outcome.detail,
                transient=outcome.transient,
                retry_at=outcome.retry_at,
            )
        ]
    )


def _stand_in(house: House, url: str, reason: str) -> None:
    """Let what the source's entry says stand in for a page that cannot be opened, until it can be."""
    entry = house.store.entries.entry_at(url)
    if entry is None or not entry.title:
        return
    said = {"title": entry.title, "summary": entry.summary, "reason": reason}
    body = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    snapshot = Snapshot(
        url=url, final_url=url, status=0, content_type=ENTRY_TYPE, body=body, fetched_at=entry.first_seen_at
    )
    house.store.entries.stand_in(url, snapshot)
