"""The command that shows an edition: brief."""

import sys
import webbrowser
from dataclasses import asdict
from typing import Any

import click

from pipeline.cli.desk import Desk, common, console, desk_of, tell
from pipeline.deliver.publish import write_outbox
from pipeline.model.edition import Edition
from pipeline.model.errors import UsageError
from pipeline.model.options import SiteOptions
from pipeline.render import email
from pipeline.render.register_json import json_bytes
from pipeline.render.terminal import WIDTH, TerminalWriter


@click.command()
@click.option("--week", help="The edition, such as 2026-W28. [default: the newest]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "md", "json"]),
    help="As the mail in plain text, as its HTML, as Markdown to paste, or as the edition's JSON. [default: all of it,"
    " in colours, on a terminal; else text]",
)
@click.option(
    "--open", "opened", is_flag=True, help="Write the HTML of the mail to the outbox and show it in a browser."
)
@common
@click.pass_context
def brief(
    context: click.Context,
    /,
    *,
    week: str | None,
    form: str | None,
    opened: bool,
    **options: Any,  # noqa: ANN401 - the common options
) -> None:
    """An edition of the brief: on a terminal, as mailed, or in a browser."""
    desk = desk_of(context, options)
    settings = desk.settings()
    with desk.store() as store:
        editions = store.editions.editions()
    edition = _edition(editions, week)
    if opened:
        _open(desk, edition, settings.site)
    elif form == "json" or desk.as_json:
        click.echo(json_bytes(asdict(edition)).decode(), nl=False)
    elif form is None and sys.stdout.isatty():
        _show(edition, settings.site)
    else:
        render = {"text": email.text, "html": email.html, "md": email.markdown}[form or "text"]
        click.echo(render(edition, settings.site), nl=False)


def _show(edition: Edition, site: SiteOptions) -> None:
    out = console()
    out.width = min(out.width, WIDTH)
    out.print(TerminalWriter(site).edition(edition))


def _open(desk: Desk, edition: Edition, site: SiteOptions) -> None:
    path = desk.data_dir / "outbox" / edition.edition_id / "brief.html"
    write_outbox(path, email.html(edition, site).encode())
    if not webbrowser.open(path.resolve().as_uri()):
        tell(f"no browser was found; open {path} in one")
    elif desk.as_json:
        desk.answer({"html": str(path)})
    else:
        desk.say(str(path))


def _edition(editions: list[Edition], week: str | None) -> Edition:
    if not editions:
        raise UsageError("there is no edition yet; the first one is composed when a week has closed")
    if week is None:
        return editions[-1]
    found = next((edition for edition in editions if edition.edition_id == week.upper()), None)
    if found is None:
        listed = ", ".join(edition.edition_id for edition in editions)
        raise UsageError(f"--week {week}: no such edition; there are {listed}")
    return found


COMMANDS = (brief,)
