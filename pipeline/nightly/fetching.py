"""Step 1: read the sources, then open the pages that wait."""

from dataclasses import dataclass
from datetime import datetime

from pipeline import __version__
from pipeline.fetch.client import Client
from pipeline.fetch.stage import Listing, open_pages, read_sources
from pipeline.model.outcome import Outcome
from pipeline.model.source import Snapshot
from pipeline.nightly.house import House, SystemClock
from pipeline.store.fetched import Attempt, WaitingPage

_TRIES = 5  # a page that fails on so many days is not asked for again


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What was fetched.

    Attributes:
        failing: pairs (source id, sentence about what is wrong).
    """

    sources_read: int
    failing: tuple[tuple[str, str], ...]
    entries: int
    pages_opened: int
    pages_failed: int


def fetch(house: House, run_id: int) -> Fetch:
    """Read all sources, then open the waiting pages, newest first, up to the night's budget."""
    with Client(house.settings.fetch, version=__version__, clock=SystemClock(house.now)) as client:
        read, failing, entries = _sources(house, client, run_id)
        opened, failed = _pages(house, client, run_id)
    return Fetch(sources_read=read, failing=tuple(failing), entries=entries, pages_opened=opened, pages_failed=failed)


def _sources(house: House, client: Client, run_id: int) -> tuple[int, list[tuple[str, str]], int]:
    sources = house.settings.sources
    outcomes = read_sources(
        sources,
        client=client,
        options=house.settings.fetch,
        now=house.now,
        memory=house.store.fetched.validators(),
    )
    read, failing, entries = 0, [], 0
    with house.progress.step("reading sources", len(sources)) as advance:
        for source, outcome in zip(sources, outcomes, strict=True):
            with house.store.transaction():
                new = _keep_listing(house, outcome)
                attempt = _attempt(run_id, (source.source_id, source.url), house.now, outcome, new)
                house.store.fetched.save_attempts([attempt])
            entries += new
            read += outcome.state != "failed"
            if outcome.state == "failed":
                failing.append((source.source_id, outcome.detail or outcome.reason))
            advance()
    return read, failing, entries


def _keep_listing(house: House, outcome: Outcome[Listing]) -> int:
    listing = outcome.output
    if listing is None:
        return 0
    house.store.fetched.save_snapshot(listing.snapshot)
    house.store.fetched.save_validators(listing.source_id, listing.validators)
    return house.store.fetched.save_entries(listing.entries)


def _pages(house: House, client: Client, run_id: int) -> tuple[int, int]:
    options = house.settings.fetch
    waiting = house.store.fetched.waiting_pages(limit=options.pages_per_night, tries=_TRIES)
    outcomes = open_pages([(page.url, page.url) for page in waiting], client=client, options=options, now=house.now)
    opened = failed = 0
    with house.progress.step("opening pages", len(waiting)) as advance:
        for page, outcome in zip(waiting, outcomes, strict=True):
            with house.store.transaction():
                _keep_page(house, page, outcome)
                attempt = _attempt(run_id, (page.source_id, page.url), house.now, outcome, None)
                house.store.fetched.save_attempts([attempt])
            opened += outcome.state == "done"
            failed += outcome.state != "done"
            advance()
    return opened, failed


def _keep_page(house: House, page: WaitingPage, outcome: Outcome[Snapshot]) -> None:
    """An opened page is kept; one that is gone, forbidden or no page is closed; any other goes on waiting."""
    if outcome.output is not None:
        house.store.fetched.close_page(page.url, snapshot=outcome.output)
    elif outcome.transient:
        house.store.fetched.note_page(page.url, outcome.reason)
    else:
        house.store.fetched.close_page(page.url, reason=outcome.reason)


def _attempt(
    run_id: int, place: tuple[str, str], at: datetime, outcome: Outcome[object], entries: int | None
) -> Attempt:
    """What is noted of one try; ``place`` is (source id, address), ``entries`` is None for a page."""
    source_id, url = place
    return Attempt(
        run_id=run_id,
        at=at,
        source_id=source_id,
        url=url,
        page=entries is None,
        state=outcome.state,
        reason=outcome.reason,
        detail=outcome.detail,
        transient=outcome.transient,
        entries=entries or 0,
    )
