"""The command that shows an edition: brief."""

import re
import sys
import webbrowser
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from pipeline.cli.desk import Desk, common, console, desk_of, tell, warn
from pipeline.deliver.whole import write_outbox
from pipeline.model.edition import Edition
from pipeline.model.errors import UsageError
from pipeline.model.options import SiteOptions
from pipeline.nightly.rebuilding import rebuild
from pipeline.render import email
from pipeline.render.register_json import json_bytes
from pipeline.render.terminal import WIDTH, TerminalWriter

FIRST_YEAR, LAST_YEAR = 2000, 2099
_WEEK = re.compile(r"W\d\d")


@click.command()
@click.option("--week", help="The edition, such as 2026-W28. [default: the newest]")
@click.option(
    "--as-of",
    "as_of",
    metavar="DATE",
    help="Compose it anew from what was known then, with the bytes that went out: an ISO day, to its end in the"
    " configured zone, or an ISO time with zone.",
)
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
    as_of: str | None,
    form: str | None,
    opened: bool,
    **options: Any,  # noqa: ANN401 - the common options
) -> None:
    """An edition of the brief: on a terminal, as mailed, or in a browser."""
    desk = desk_of(context, options)
    settings = desk.settings()
    site = settings.site
    with desk.store() as store:
        week = _whole(week, store.editions.editions())
        if as_of is None:
            edition = _edition(store.editions.editions(), week)
        else:
            found = rebuild(store, week, _moment(as_of, ZoneInfo(settings.brief.timezone)))
            edition, site = found.edition, found.site or site
            if found.note:
                warn(f"offlimits: {found.note}")
    if opened:
        _open(desk, edition, site)
    elif form == "json" or desk.as_json:
        click.echo(json_bytes(asdict(edition)).decode(), nl=False)
    elif form is None and sys.stdout.isatty():
        _show(edition, site)
    else:
        render = {"text": email.text, "html": email.html, "md": email.markdown}[form or "text"]
        click.echo(render(edition, site), nl=False)


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


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """A time, or the end of a day in the configured zone."""
    mend = "write a day as 2026-07-13, or a time as 2026-07-13T05:00:00+00:00"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of {text}: is no day and no time; {mend}") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UsageError(f"--as-of {text}: lies outside the years {FIRST_YEAR} to {LAST_YEAR}; {mend}")
    if len(text) == len("2026-07-13"):
        return (moment + timedelta(days=1)).replace(tzinfo=zone).astimezone(UTC) - timedelta(microseconds=1)
    if moment.tzinfo is None:
        raise UsageError(f"--as-of {text}: has no zone; {mend}")
    return moment.astimezone(UTC)


def _whole(week: str | None, editions: list[Edition]) -> str | None:
    """The newest edition of a week that is named without its year ("W28"); any other name as it is."""
    if week is None or not _WEEK.fullmatch(week.upper()):
        return week
    return next((one.edition_id for one in reversed(editions) if one.edition_id.endswith(f"-{week.upper()}")), week)


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
