"""What every command works with: the common options, and how things are printed."""

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from pipeline.config.fields import placeholder_contact
from pipeline.config.settings import Settings, load
from pipeline.model.errors import ConfigError, UsageError
from pipeline.nightly.house import House, Progress, Silent, build
from pipeline.store.store import Store
from pipeline.text.words import clean, json_visible, visible

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

PASSWORD = "OFFLIMITS_SMTP_PASSWORD"  # noqa: S105 - the name of the variable, not a password


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The common options of one call.

    Attributes:
        named: feeds.yaml as it was named; None means the one in the working directory.
        data: the data directory; None means ``data`` beside feeds.yaml.
        as_json: print JSON for programs instead of text for people.
        verbose: -1 quiet, 0 normal, 1 verbose.
    """

    named: Path | None = None
    data: Path | None = None
    as_json: bool = False
    verbose: int = 0

    @property
    def config(self) -> Path:
        """feeds.yaml."""
        return self.named or Path("feeds.yaml")

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
        return load(self.config, os.environ)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store of a data directory that is there already.

        Raises:
            ConfigError: the feeds.yaml beside which it should be was named, and is not there.
            UsageError: nothing has been stored yet.
            StoreError: the database cannot be used.
        """
        if self.named is not None and self.data is None and not self.named.exists():
            raise ConfigError(f"{self.named}: is not there; `offlimits init` writes one to start from")
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
        """Print a line that tells a person how things go; nothing if they asked for quiet."""
        if self.verbose >= 0:
            tell(text)

    def answer(self, plain: object) -> None:
        """Print JSON for programs."""
        click.echo(json_line(plain, indent=1))


def tell(text: str) -> None:
    """Print a line, without control characters."""
    click.echo(visible(text))


def warn(text: str) -> None:
    """Print a line on standard error: one line, without control characters."""
    click.echo(clean(text), err=True)


def hint(settings: Settings) -> None:
    """Say what is allowed but not as it should be."""
    if placeholder_contact(settings.fetch.contact):
        given = "empty" if not settings.fetch.contact else "a placeholder"
        mend = "write a mail address or a page, so that the owners of sites can reach you"
        warn(f"offlimits: {settings.path.name}: fetch.contact is {given}; {mend}")


def json_line(plain: object, *, indent: int | None = None) -> str:
    """JSON that a terminal can be shown: control characters are escapes."""
    return json_visible(json.dumps(plain, ensure_ascii=False, indent=indent))


def own_command(*, short: bool = False) -> str:
    """How a shell calls this installation, whatever its PATH: the script beside the interpreter, or the package.

    Args:
        short: from the working directory, for somebody who types it there.
    """
    script = Path(sys.executable).with_name("offlimits")
    program, rest = (script, "") if script.exists() else (Path(sys.executable), " -m pipeline")
    inside = short and program.is_relative_to(Path.cwd())
    return shlex.quote(str(program.relative_to(Path.cwd()) if inside else program)) + rest


def console() -> Console:
    """A rich console on standard output; without a terminal it prints plain text, 100 columns wide."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=100, no_color=True)


def common(command: CommandT) -> CommandT:
    """Give a command the common options; they may stand before it, too."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and what is asked for."),
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
        named=config or desk.named,
        data=data or desk.data,
        as_json=as_json or desk.as_json,
        verbose=-1 if quiet else 1 if verbose else desk.verbose,
    )
