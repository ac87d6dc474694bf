"""The group of all commands, and how a call ends.

Exit codes: 0 done, 1 the run failed, 2 wrong usage, 75 another run holds the lock, 78 the configuration is wrong.
"""

import sys
from typing import Any

import click

from pipeline import __version__
from pipeline.cli import files, look, nights, pages
from pipeline.cli.desk import common, desk_of, warn
from pipeline.model.errors import OfflimitsError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="offlimits")
@common
@click.pass_context
def app(context: click.Context, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Which AI tools are off limits, to whom, from when, and does it touch us?

    Every night `offlimits run` reads the sources of feeds.yaml and keeps a register of restrictions; once a week it
    composes a brief, mails it and publishes a static site. `offlimits demo` shows all of it on a sample world.
    """
    context.obj = desk_of(context, options)


for command in (*nights.COMMANDS, *look.COMMANDS, *pages.COMMANDS, *files.COMMANDS):
    app.add_command(command)


def main() -> None:
    """Run the command line; errors that a person can mend are one line each, never a traceback."""
    try:
        app.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        warn("stopped")
        sys.exit(130)
    except OfflimitsError as error:
        for line in str(error).splitlines():
            warn(f"offlimits: {line}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
