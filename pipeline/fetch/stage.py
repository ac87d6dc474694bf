"""Reading sources and opening pages: one outcome for each, in the order in which they were given."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from pipeline.fetch.challenge import wall
from pipeline.fetch.client import Answer, Client
from pipeline.fetch.failures import FeedError, FetchError
from pipeline.fetch.feeds import read_feed
from pipeline.model.options import FetchOptions
from pipeline.model.outcome import Outcome, done, failed, skipped
from pipeline.model.source import Entry, Snapshot, Source, Validators
from pipeline.text.urls import host

_PAGES = ("application/xhtml+xml", "text/html", "text/plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a source lists now.

    Attributes:
        validators: to be handed in with the next reading of this source.
        moved_to: where the source has moved for good; empty if it has not.
    """

    source_id: str
    snapshot: Snapshot
    entries: tuple[Entry, ...]
    validators: Validators
    moved_to: str


def read_sources(
    sources: Sequence[Source],
    *,
    client: Client,
    options: FetchOptions,
    now: datetime,
    memory: Mapping[str, Validators],
) -> Iterator[Outcome[Listing]]:
    """Read what each source lists. Hosts are asked side by side, the sources of one host one after the other.

    Args:
        sources: in the order in which their outcomes are wanted.
        client: makes the requests.
        options: how many hosts are asked at the same time.
        now: the time of the run; every snapshot and entry carries it.
        memory: validators of the last reading, by source id.

    Yields:
        Outcomes by source id: done; skipped "not-modified"; failed with the reason of a FetchError or a FeedError.
    """
    requests = [(source.url, memory.get(source.source_id)) for source in sources]
    for source, result in zip(sources, _ask_all(requests, client, options.workers), strict=True):
        yield _listing(source, result, now)


def open_pages(
    pages: Sequence[tuple[str, str]], *, client: Client, options: FetchOptions, now: datetime
) -> Iterator[Outcome[Snapshot]]:
    """Open pages of articles, in the same manner.

    Args:
        pages: pairs (input id, address) in the order in which their outcomes are wanted.
        client: makes the requests.
        options: how many hosts are asked at the same time.
        now: the time of the run; every snapshot carries it.

    Yields:
        Outcomes by input id: done; skipped "robots"; failed with the reason of a FetchError, "not-html", "empty", or
        the kind of wall that stood before the page.
    """
    requests = [(url, None) for _, url in pages]
    for (input_id, url), result in zip(pages, _ask_all(requests, client, options.workers), strict=True):
        yield _opened(input_id, url, result, now)


def _listing(source: Source, result: Answer | FetchError, now: datetime) -> Outcome[Listing]:
    if isinstance(result, FetchError):
        return failed(source.source_id, result.reason, result.detail, transient=result.transient)
    if result.status == 304:
        return skipped(source.source_id, "not-modified")
    try:
        entries = read_feed(
            result.body, source=source, base_url=result.final_url, content_type=result.content_type, now=now
        )
    except FeedError as error:
        return failed(source.source_id, error.reason, error.detail, transient=error.transient)
    validators = Validators(url=result.final_url, etag=result.etag, last_modified=result.last_modified)
    return done(
        source.source_id,
        Listing(
            source_id=source.source_id,
            snapshot=_snapshot(source.url, result, now),
            entries=tuple(entries),
            validators=validators,
            moved_to=result.moved_to,
        ),
    )


def _opened(input_id: str, url: str, result: Answer | FetchError, now: datetime) -> Outcome[Snapshot]:
    if isinstance(result, FetchError):
        if result.reason == "robots":
            return skipped(input_id, result.reason, result.detail)
        return failed(input_id, result.reason, result.detail, transient=result.transient)
    kind = result.content_type.partition(";")[0].strip().lower()
    if kind not in _PAGES and not (not kind and result.body.lstrip().startswith(b"<")):
        return failed(input_id, "not-html", f"{url} is of the type “{kind}”, which is not read as a page.")
    if not result.body.strip():
        return failed(input_id, "empty", f"{url} sent an empty page.", transient=True)
    obstacle = wall(result.body)
    if obstacle is not None:
        return failed(input_id, obstacle, f"{url} shows a {obstacle} page instead of the article.", transient=True)
    return done(input_id, _snapshot(url, result, now))


def _snapshot(url: str, answer: Answer, now: datetime) -> Snapshot:
    return Snapshot(
        url=url,
        final_url=answer.final_url,
        status=answer.status,
        content_type=answer.content_type,
        body=answer.body,
        fetched_at=now,
    )


def _ask_all(
    requests: Sequence[tuple[str, Validators | None]], client: Client, workers: int
) -> Iterator[Answer | FetchError]:
    """Ask for everything, at most one address of a host at a time, and give the results in the order of the requests.

    The next address of a host is asked for when a result is wanted, so whoever stops reading stops the asking too.
    """
    hosts: dict[str, deque[int]] = {}
    for index, (url, _) in enumerate(requests):
        hosts.setdefault(host(url), deque()).append(index)
    results: dict[int, Future[Answer | FetchError]] = {}
    running: dict[Future[Answer | FetchError], deque[int]] = {}
    pool = ThreadPoolExecutor(max_workers=workers)

    def ask_next(queue: deque[int]) -> None:
        if queue:
            index = queue.popleft()
            results[index] = pool.submit(_ask, client, *requests[index])
            running[results[index]] = queue

    try:
        for queue in hosts.values():
            ask_next(queue)
        for index in range(len(requests)):
            ready = False
            while not ready:
                ready = index in results and results[index] not in running
                for future in wait(running, timeout=0 if ready else None, return_when=FIRST_COMPLETED).done:
                    ask_next(running.pop(future))
            yield results.pop(index).result()
    finally:
        pool.shutdown(cancel_futures=True)


def _ask(client: Client, url: str, validators: Validators | None) -> Answer | FetchError:
    try:
        return client.get(url, validators)
    except FetchError as error:
        return error
