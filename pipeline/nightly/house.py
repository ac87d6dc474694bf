"""What a run works with: settings, store, lexicon, clock and progress, put together once."""

import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from pipeline.analyse.events.tools import Tools
from pipeline.analyse.prefilter import Prefilter, prepare_filter
from pipeline.analyse.reading import prepare
from pipeline.config.settings import Settings
from pipeline.fetch.sandbox import Runner, Sandbox
from pipeline.fetch.text_model import ask
from pipeline.model.source import Source
from pipeline.model.text_model import TextModel
from pipeline.nightly.engine import Engine, Processes
from pipeline.store.store import Store

_CHILDREN = 4


class Progress(Protocol):
    """Shows how far a run has come."""

    def step(self, name: str, total: int) -> AbstractContextManager["Advance"]:
        """A step of the run begins; the context ends with it."""
        ...


class Advance(Protocol):
    """One unit of a step is done."""

    def __call__(self) -> None:
        """Count one."""
        ...


class Silent:
    """Progress that shows nothing: for cron and for tests."""

    def step(self, name: str, total: int) -> AbstractContextManager[Advance]:  # noqa: ARG002 - the shape of Progress
        """Nothing is shown."""
        return nullcontext(_nothing)


def _nothing() -> None:
    return None


class SystemClock:
    """The machine's clock, for the waiting and the deadlines of the client; ``now`` stays what the run was given."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def now(self) -> datetime:
        """The time of the run."""
        return self._now


def confined() -> AbstractContextManager[Runner]:
    """Readers run in processes of their own, as many as there are processors, up to four."""
    return Sandbox(workers=min(_CHILDREN, os.cpu_count() or 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that the steps of a run share.

    Attributes:
        prefilter: decides by title and summary which pages are opened.
        now: the time of the run, read once.
        password: of the mail server, from the environment.
        text_model: writes summaries; None if none is configured.
        sandbox: makes what runs the readers of bytes from outside.
        engine: makes what parses pages, with a number of workers.
    """

    settings: Settings
    data_dir: Path
    store: Store
    tools: Tools
    prefilter: Prefilter
    now: datetime
    progress: Progress
    password: str = ""
    text_model: TextModel | None = None
    sandbox: Callable[[], AbstractContextManager[Runner]] = confined
    engine: Callable[[int], Engine] = Processes

    @property
    def zone(self) -> ZoneInfo:
        """The configured time zone: weeks end and days are reached there."""
        return ZoneInfo(self.settings.brief.timezone)

    @property
    def today(self) -> date:
        """The day of the run in the configured zone."""
        return self.now.astimezone(self.zone).date()

    def source(self, source_id: str) -> Source | None:
        """A configured source, or None for one that has been taken out of feeds.yaml."""
        return next((source for source in self.settings.sources if source.source_id == source_id), None)


def build(
    settings: Settings, data_dir: Path, store: Store, *, now: datetime, progress: Progress, password: str = ""
) -> House:
    """Put together what a run works with.

    Args:
        settings: checked settings.
        data_dir: where the database, the site and the outbox are.
        store: opened by the caller, who closes it.
        now: aware time of the run.
        progress: shows how far the run has come.
        password: of the mail server.
    """
    tools = prepare(settings.lexicon)
    model = settings.text_model
    return House(
        settings=settings,
        data_dir=data_dir,
        store=store,
        tools=tools,
        prefilter=prepare_filter(settings.lexicon),
        now=now.astimezone(UTC),
        progress=progress,
        password=password,
        text_model=partial(ask, options=model, clock=SystemClock(now)) if model else None,
    )
