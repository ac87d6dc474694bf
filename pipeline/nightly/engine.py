"""Where the pages of a night are parsed: a small seam, so that other machines can do it as well.

An engine gives the same outcomes as parsing here and now, page by page in the same order, however many workers it has.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from pipeline.fetch.confined import Limits
from pipeline.fetch.failures import FeedError
from pipeline.fetch.sandbox import Runner, Sandbox
from pipeline.model.article import Article, Page
from pipeline.model.outcome import Outcome, failed

Stage = Callable[[Page], Outcome[Article]]
"""Of the top level of a module, so that another process finds it."""
Outcomes = Generator[list[Outcome[Article]], None, None]

LIMITS = Limits(wall_seconds=30.0, cpu_seconds=20, memory_megabytes=1024)
"""Of one page. An ordinary one takes a hundredth of it; what needs more was built to need it."""
_START_PAGES = 10  # that are parsed in the time in which a worker starts
_AHEAD = 1  # batches whose pages are handed out before the results of the first are taken: so many are in memory


class Engine(Protocol):
    """Parses batches of pages."""

    def map(self, stage: Stage, batches: Iterable[Sequence[Page]]) -> Outcomes:
        """The outcomes of each batch, both in order.

        Args:
            stage: what is done with a page.
            batches: taken as they are needed.
        """
        ...


class InPlace:
    """An engine that does everything here and now: a page that breaks the parser breaks the run."""

    def map(self, stage: Stage, batches: Iterable[Sequence[Page]]) -> Outcomes:
        """See ``Engine.map``."""
        for batch in batches:
            yield [stage(page) for page in batch]


class Processes:
    """An engine with processes of its own, each confined in time and memory as the readers of feeds are.

    A page that breaks a limit, or the process, is a failure of that page: ``too-complex`` or ``broken``. Processes end
    with the map, and with this one, however it ends.

    Args:
        workers: at the same time.
        limits: of one page.
    """

    def __init__(self, workers: int, *, limits: Limits = LIMITS) -> None:
        self._workers = workers
        self._limits = limits

    def map(self, stage: Stage, batches: Iterable[Sequence[Page]]) -> Outcomes:
        """See ``Engine.map``."""
        waiting: deque[list[Future[Outcome[Article]]]] = deque()
        with (
            ThreadPoolExecutor(self._workers, thread_name_prefix="parse") as pool,
            Sandbox(workers=self._workers, limits=self._limits) as sandbox,
        ):
            for batch in batches:
                waiting.append([pool.submit(_parse, sandbox, stage, page) for page in batch])
                if len(waiting) > _AHEAD:
                    yield [future.result() for future in waiting.popleft()]
            while waiting:
                yield [future.result() for future in waiting.popleft()]


def workers_for(pages: int, workers: int | None) -> int:
    """How many workers are worth their start.

    Args:
        pages: that wait.
        workers: that may be used; None for as many as this process has processors.
    """
    allowed = workers or len(
        os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    )
    return max(1, min(allowed, pages // _START_PAGES))


def _parse(runner: Runner, stage: Stage, page: Page) -> Outcome[Article]:
    try:
        return runner.call(stage, page)
    except FeedError as error:
        words = {
            "broken": "the page broke the parser",
            "too-complex": "the page is built so that parsing it would take for ever",
        }
        return failed(page.article_id, error.reason, f"{words[error.reason]} ({error.detail.rstrip('.')})")
