"""The group of all commands, and how a call ends.

Exit codes: 0 done, 1 the run failed, 2 wrong usage, 75 another run holds the lock, 78 the configuration is wrong.
"""

import logging
import os
import sys
from contextlib import suppress
from io import StringIO, TextIOWrapper
from typing import Any

import click

from pipeline import __version__
from pipeline.cli import briefs, decide, files, look, nights, pages, send, sources, summaries
from pipeline.cli.desk import common, desk_of, warn
from pipeline.model.errors import OfflimitsError
from pipeline.text.words import visible


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="offlimits")
@common
@click.pass_context
def app(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Which AI tools are off limits, to whom, from when, and does it touch us?

    Every night `offlimits run` reads the sources of feeds.yaml and keeps a register of restrictions; once a week it
    composes a brief, mails it and publishes a static site. `offlimits demo` shows all of it on a sample world.
    """
    context.obj = desk_of(context, options)


for command in (
    *nights.COMMANDS,
    *send.COMMANDS,
    *look.COMMANDS,
    *briefs.COMMANDS,
    *sources.COMMANDS,
    *pages.COMMANDS,
    *summaries.COMMANDS,
    *files.COMMANDS,
    *decide.COMMANDS,
):
    app.add_command(command)


def main() -> None:
    """Run the command line; errors that a person can mend are one line each, never a traceback."""
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries warn of is an outcome already
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # the same bytes under every locale
    sys.exit(_called())


def _called() -> int:
    """Run the command that was named; returns the exit code."""
    try:
        code = app.main(prog_name="offlimits", standalone_mode=False)  # that of an Exit, else nothing
        return _flushed(code or 0)
    except click.ClickException as error:
        usage = StringIO()
        error.show(usage)
        click.echo(visible(usage.getvalue()), err=True, nl=False)
        return 2
    except click.Abort:
        warn("stopped")
        return 130
    except OfflimitsError as error:
        for line in str(error).splitlines():
            warn(f"offlimits: {line}")
        return error.exit_code
    except BrokenPipeError:  # the reader went away: no news
        _drop_output()
        return 1
    except OSError as error:  # such as standard output on a full disk
        _drop_output()
        where, mend = error.filename or "the output", "free some disk space or mend its rights, and call again"
        warn(f"offlimits: {where}: cannot be written or read ({error.strerror or error}); {mend}")
        return 1


def _flushed(code: int) -> int:
    """The exit code, after everything has been written: an error is met here, and not when Python ends."""
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _drop_output() -> None:
    """Let what could not be written go, or Python tries once more when it ends, and fails aloud."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
