"""The page docs/reference/commands.md, made from the help texts: ``python -m tests.contract.commands`` writes it."""

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli.app import app

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

`offlimits` and `python -m pipeline` are the same. The common options may stand before or behind a command: `--config`
names feeds.yaml, `--data` the data directory, `--json` prints JSON for programs, `-v` tells how things go, `-q` prints
nothing but errors.

Exit codes: 0 done (a failing source is no error) · 1 the run failed · 2 wrong usage · 75 another run holds the lock ·
78 the configuration is wrong.

This page is made from the help texts (`python -m tests.contract.commands`).
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its name as it is called, those of a group behind it."""
    for name, command in sorted(app.commands.items()):
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in sorted(command.commands.items()))


def commands_page() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, command in commands():
        names = app.context_settings["help_option_names"]  # a call hands them down to the command
        context = click.Context(
            command, info_name=f"offlimits {name}", max_content_width=100, terminal_width=100, help_option_names=names
        )
        parts.append(f"\n## {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")
