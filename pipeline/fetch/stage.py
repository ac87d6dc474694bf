"""Reading sources and opening pages: one outcome for each, in the order in which they were given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from pipeline.fetch.challenge import wall
from pipeline.fetch.client import Answer, Client
from pipeline.fetch.crew import in_order
from pipeline.fetch.failures import FeedError, FetchError
from pipeline.fetch.listing import Known, Listing, Reading, read_listing
from pipeline.fetch.reserved import reserved_by_markup
from pipeline.fetch.sandbox import Runner
from pipeline.model.failure import is_transient
from pipeline.model.options import FetchOptions
from pipeline.model.outcome import Outcome, done, failed, skipped
from pipeline.model.source import Snapshot, Source
from pipeline.text.urls import host

OUT_OF_TIME = "out-of-time"
"""Reason of a skipped outcome: the run's time was used up before its turn; it waits for the next run."""

MadeT = TypeVar("MadeT")

_PAGES = ("application/xhtml+xml", "text/html", "text/plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """What reading and opening work with.

    Attributes:
        client: makes the requests.
        sandbox: reads bytes from outside, where they can do no harm.
        options: how much is done at the same time.
        now: the time of the run; every snapshot and entry carries it.
    """

    client: Client
    sandbox: Runner
    options: FetchOptions
    now: datetime


def read_sources(
    sources: Sequence[Source], *, fetching: Fetching, memory: Mapping[str, Known]
) -> Iterator[Outcome[Listing]]:
    """Read what each source lists. Hosts are asked side by side.

    Args:
        sources: in the order in which their outcomes are wanted.
        fetching: what to work with.
        memory: what is remembered of each, by source id; nothing for one that is read for the first time.

    Yields:
        Outcomes by source id: done; skipped "not-modified" or "out-of-time"; failed with a name of FAILURES.
    """
    reading = Reading(client=fetching.client, sandbox=fetching.sandbox, now=fetching.now)
    jobs = [
        (host(source.url), partial(_listing, source, reading, memory.get(source.source_id, Known(url=source.url))))
        for source in sources
    ]
    yield from in_order(jobs, workers=fetching.options.workers, per_host=fetching.options.per_host)


def open_pages(pages: Sequence[tuple[str, str]], *, fetching: Fetching) -> Iterator[Outcome[Snapshot]]:
    """Open pages of articles, in the same manner.

    Args:
        pages: pairs (input id, address) in the order in which their outcomes are wanted.
        fetching: what to work with.

    Yields:
        Outcomes by input id: done; skipped "robots" or "out-of-time"; failed with a name of FAILURES, among them the
        kind of wall that stood before the page.
    """
    jobs = [(host(url), partial(_opened, input_id, url, fetching)) for input_id, url in pages]
    yield from in_order(jobs, workers=fetching.options.workers, per_host=fetching.options.per_host)


def _listing(source: Source, reading: Reading, known: Known) -> Outcome[Listing]:
    name = source.source_id
    if reading.client.time_is_up:
        return _waits(name)
    try:
        listing = read_listing(source, reading, known)
    except FetchError as error:
        return _waits(name) if _came_too_late(error, reading.client) else _failed(name, error)
    except FeedError as error:
        return failed(name, error.reason, error.detail, transient=is_transient(error.reason))
    return done(name, listing) if listing is not None else skipped(name, "not-modified")


def _opened(input_id: str, url: str, fetching: Fetching) -> Outcome[Snapshot]:
    if fetching.client.time_is_up:
        return _waits(input_id)
    try:
        answer = fetching.client.get(url)
    except FetchError as error:
        if error.reason == "robots":
            return skipped(input_id, error.reason, error.detail)
        return _waits(input_id) if _came_too_late(error, fetching.client) else _failed(input_id, error)
    return _page(input_id, url, answer, fetching.now)


def _page(input_id: str, url: str, answer: Answer, now: datetime) -> Outcome[Snapshot]:
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind not in _PAGES and not (not kind and answer.body.lstrip().startswith(b"<")):
        return failed(input_id, "not-html", f"{url} is of the type “{kind}”, which is not read as a page.")
    if not answer.body.strip():
        return failed(input_id, "empty", f"{url} sent an empty page.", transient=True)
    obstacle = wall(answer.body)
    if obstacle is not None:
        return failed(input_id, obstacle, f"{url} shows a {obstacle} page instead of the article.", transient=True)
    reserved = tuple(sorted({*answer.reserved, *reserved_by_markup(answer.body)}))
    return done(
        input_id,
        Snapshot(
            url=url,
            final_url=answer.final_url,
            status=answer.status,
            content_type=answer.content_type,
            body=answer.body,
            fetched_at=now,
            reserved=reserved,
        ),
    )


def _came_too_late(error: FetchError, client: Client) -> bool:
    """Whether the run's own time was used up in the middle of a request, which is nobody's failure."""
    return error.reason == "deadline" and client.time_is_up


def _failed(input_id: str, error: FetchError) -> Outcome[MadeT]:
    return failed(input_id, error.reason, error.detail, transient=is_transient(error.reason), retry_at=error.retry_at)


def _waits(input_id: str) -> Outcome[MadeT]:
    return skipped(input_id, OUT_OF_TIME, "The run's time was used up; it is its turn in the next run.")
