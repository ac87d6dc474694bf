"""What every command works with: the common options, and how things are printed."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from pipeline.config.settings import Settings, load
from pipeline.model.errors import UsageError
from pipeline.nightly.house import House, Progress, Silent, build
from pipeline.store.store import Store
from pipeline.text.words import clean

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

PASSWORD = "OFFLIMITS_SMTP_PASSWORD"  # noqa: S105 - the name of the variable, not a password


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The common options of one call.

    Attributes:
        config: feeds.yaml.
        data: the data directory; None means ``data`` beside feeds.yaml.
        as_json: print JSON for programs instead of text for people.
        verbose: -1 quiet, 0 normal, 1 verbose.
    """

    config: Path = Path("feeds.yaml")
    data: Path | None = None
    as_json: bool = False
    verbose: int = 0

    @property
    def data_dir(self) -> Path:
        """The data directory."""
        return self.data if self.data is not None else self.config.parent / "data"

    @property
    def talks(self) -> bool:
        """Whether to tell a person how things go: on a terminal, or when asked to."""
        return self.verbose > 0 or (self.verbose == 0 and sys.stdout.isatty())

    def settings(self) -> Settings:
        """The checked settings.

        Raises:
            ConfigError: with everything that is wrong with the files.
        """
        return load(self.config)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store of a data directory that is there already.

        Raises:
            UsageError: nothing has been stored yet.
            StoreError: the database cannot be used.
        """
        if not (self.data_dir / "offlimits.sqlite").exists():
            raise UsageError(f"{self.data_dir}: nothing is stored here yet; `offlimits run` or `offlimits demo` does")
        with Store(self.data_dir) as store:
            yield store

    @contextmanager
    def house(self, *, now: datetime | None = None, progress: Progress | None = None) -> Iterator[House]:
        """Everything that a run works with; the data directory is made if it is not there."""
        settings = self.settings()
        with Store(self.data_dir) as store:
            yield build(
                settings,
                self.data_dir,
                store,
                now=now or datetime.now(UTC),
                progress=progress or Silent(),
                password=os.environ.get(PASSWORD, ""),
            )

    def say(self, text: str = "") -> None:
        """Print a line for people; text from outside has been cleaned before."""
        if self.verbose >= 0:
            click.echo(text)

    def answer(self, plain: object) -> None:
        """Print JSON for programs."""
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))


def warn(text: str) -> None:
    """Print a line on standard error: one line, without control characters."""
    click.echo(clean(text), err=True)


def console() -> Console:
    """A rich console on standard output; without a terminal it prints plain text, 100 columns wide."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=100, no_color=True)


def common(command: CommandT) -> CommandT:
    """Give a command the common options; they may stand before it, too."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
        click.option("-v", "--verbose", is_flag=True, help="Tell how things go."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON for programs."),
        click.option(
            "--data", type=click.Path(path_type=Path), help="Data directory. [default: data beside feeds.yaml]"
        ),
        click.option("--config", type=click.Path(path_type=Path), help="feeds.yaml. [default: ./feeds.yaml]"),
    ):
        command = option(command)
    return command


def desk_of(context: click.Context, options: dict[str, Any]) -> Desk:
    """The common options of a call, those of the command before those of the group.

    Args:
        context: of click; ``context.obj`` is the group's desk.
        options: keyword arguments of the command; the common ones are taken out.
    """
    desk: Desk = context.obj or Desk()
    config, data = options.pop("config", None), options.pop("data", None)
    quiet, verbose, as_json = options.pop("quiet", False), options.pop("verbose", False), options.pop("as_json", False)
    return replace(
        desk,
        config=config or desk.config,
        data=data or desk.data,
        as_json=as_json or desk.as_json,
        verbose=-1 if quiet else 1 if verbose else desk.verbose,
    )
