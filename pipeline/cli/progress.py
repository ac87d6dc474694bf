"""Progress on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.nightly.house import Advance


class Bars:
    """A bar for each step of a run, gone when the step is over."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Advance]:
        """A bar while the step goes on; none if there is nothing to do."""
        columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._console, transient=True, disable=total == 0) as bars:
            task = bars.add_task(name, total=total)
            yield lambda: bars.advance(task)
