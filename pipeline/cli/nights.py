"""Commands that do the work: run, demo, site."""

import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipeline.cli.desk import Desk, common, desk_of, hint, own_command, warn
from pipeline.cli.progress import Bars
from pipeline.cli.told import idle_lines
from pipeline.deliver.preview import serve_folder
from pipeline.deliver.search_index import search_trouble
from pipeline.demo import DemoNight, play
from pipeline.model.errors import UsageError
from pipeline.nightly.copying import copy_site
from pipeline.nightly.drafting import draft_fate
from pipeline.nightly.house import House, Progress, Silent
from pipeline.nightly.lock import run_lock
from pipeline.nightly.night import Night
from pipeline.nightly.night import run as run_night
from pipeline.nightly.publishing import publish_site
from pipeline.store.store import Store
from pipeline.text.days import week_named
from pipeline.text.words import counted, join_words

_FIRST_YEAR, _LAST_YEAR = 2000, 2099  # a clock outside of them is set wrong; every week up to it would get an edition


@click.command()
@click.option("--now", metavar="TIME", help="The run's clock, ISO with zone: for replays and tests. [default: now]")
@common
@click.pass_context
def run(context: click.Context, /, now: str | None, **options: Any) -> None:  # noqa: ANN401 - the common options
    """The nightly job: fetch, parse, analyse, publish; compose and mail the brief when a week has closed.

    Under a lock: a second run ends at once with exit code 75. Silent when all is well and nobody is looking.
    """
    desk = desk_of(context, options)
    with desk.house(now=_time(now), progress=_progress(desk)) as house:
        night = run_night(house)
        ahead = _edition_to_come(house)
        unused = list(idle_lines(house))
        held, look = draft_fate(house)
    if desk.as_json:
        desk.answer(
            {
                **night.counts(),
                "published": night.published,
                "editions_composed": list(night.editions),
                "overrides_idle": unused,
                "draft": held,
            }
        )
    elif desk.talks:
        hint(house.settings)
        for line in _told(night):
            desk.say(line)
        if held and not look:
            desk.say(held)
    if held and look:
        warn(held)
    if ahead:
        warn(
            f"the newest edition is of {ahead}, which is still to come, so that no brief is composed until then: a run"
            " had a wrong clock; put back a copy of the data directory from before it"
        )
    for line in unused if desk.talks else ():
        warn(f"override: {line}")
    _search_trouble(house)
    _trouble(night, verbose=desk.verbose > 0)


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("offlimits-demo"),
    show_default=True,
    help="Where the demo goes: feeds.yaml, inventory.yaml and data/.",
)
@click.option("--serve", is_flag=True, help="Show the site on loopback afterwards, until Ctrl-C.")
@common
@click.pass_context
def demo(context: click.Context, /, folder: Path, *, serve: bool, **options: Any) -> None:  # noqa: ANN401
    """The whole nightly job over a sample world: 13 outlets and a watched page, four weeks, real HTTP on loopback.

    The outlets are made up, and so is what they tell of Quill; the rest is true and in our own words.
    """
    desk = desk_of(context, options)
    nights = []
    for played in play(folder, progress=_progress(desk)):
        nights.append(played)
        if not desk.as_json:
            desk.say(_night_line(played))
    with Store(folder / "data") as store:
        last = nights[-1].now.date().isoformat()
        counts = {**store.entries.counts(), **store.articles.counts(), **store.registry.counts(today=last)}
        editions = store.editions.editions()
    if desk.as_json:
        desk.answer({"dir": str(folder), "counts": counts, "editions": [edition.edition_id for edition in editions]})
    else:
        share = editions[0].coverage.filler_share or 0.0
        for line in _where(folder, counts, editions[-1].edition_id, share):
            desk.say(line)
    if serve:
        serve_folder(folder / "data" / "site" / "private", announce=desk.say)


@click.command()
@click.option("--serve", is_flag=True, help="Show the private build on loopback afterwards, until Ctrl-C.")
@common
@click.pass_context
def site(context: click.Context, /, *, serve: bool, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Render the site from what is stored and publish it; nothing is written if nothing changed."""
    desk = desk_of(context, options)
    with desk.house() as house, run_lock(house.data_dir):
        written = publish_site(house)
        uncopied = copy_site(house)
        folder = house.data_dir / "site"
    _search_trouble(house)
    if desk.as_json:
        desk.answer({"written": written, "public": str(folder / "public"), "private": str(folder / "private")})
    else:
        desk.say(f"{'written' if written else 'unchanged'}: {folder / 'public'} and {folder / 'private'}")
    for problem in uncopied:
        warn(f"site: {problem}")
    if serve:
        serve_folder(folder / "private", announce=desk.say)


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    mend = "write 2026-07-13T05:00:00+00:00"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--now {text}: no time; {mend}") from error
    if moment.tzinfo is None:
        raise UsageError(f"--now {text}: has no zone; {mend}")
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise UsageError(f"--now {text}: lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}; {mend}")
    return moment.astimezone(UTC)


def _progress(desk: Desk) -> Progress:
    return Bars() if sys.stderr.isatty() and desk.verbose >= 0 and not desk.as_json else Silent()


def _told(night: Night) -> list[str]:
    """What a night did, for a person."""
    fetched = night.fetch
    failing = f"{len(fetched.failing)} failing" if fetched.failing else "none failing"
    entries = counted(fetched.entries, "new entry", "new entries")
    read = f"read {counted(fetched.sources_read, 'source')}, {failing}; {entries}"
    opened = f"{counted(fetched.pages_opened, 'page')} opened, {fetched.pages_failed} not"
    articles = f"parsed {counted(night.parsed, 'article')}, {night.relevant} of them relevant"
    register = (
        f"{counted(night.restrictions, 'restriction')} and {counted(night.candidates, 'candidate')} new or changed"
    )
    lines = [f"{read}, {opened}", f"{articles}; {register}"]
    if night.editions:
        mails = f"{counted(len(night.sent.written), 'mail')} written, {night.sent.sent} sent"
        lines.append(f"composed {join_words(night.editions)}; {mails}")
    lines.append("site published" if night.published else "site unchanged")
    return lines


def _edition_to_come(house: House) -> str:
    """The id of the newest edition if its week has not begun; else empty."""
    last = house.store.editions.last()
    return last[0] if last and week_named(last[0]).first_on > house.today else ""


def _search_trouble(house: House) -> None:
    """Say why the published site has no search, if it has none."""
    reason = search_trouble(house.data_dir / "site" / "public")
    if reason:
        warn(f"search: the site was published without it: {reason}")


def _trouble(night: Night, *, verbose: bool) -> None:
    """Say what needs a person: mails that were not taken, and a night in which nothing could be read."""
    for problem in night.sent.problems:
        warn(f"mail: {problem}")
    for problem in night.uncopied:
        warn(f"site: {problem}")
    if verbose or night.blind:
        for source_id, detail in night.fetch.failing:
            warn(f"source {source_id}: {detail}")
    if night.blind:
        warn("no source could be read: this run found nothing, which does not mean that nothing happened")
        raise click.exceptions.Exit(1)


def _night_line(played: DemoNight) -> str:
    night = played.night
    composed = f"; composed {night.editions[0]}" if night.editions else ""
    mails = counted(len(night.sent.written), "mail")
    mailed = f", {mails} written to the outbox" if night.sent.written else ""
    return (
        f"night {played.number}, {played.now:%Y-%m-%d}: {counted(night.fetch.sources_read, 'source')} read,"
        f" {len(night.fetch.failing)} failing, {counted(night.fetch.entries, 'new entry', 'new entries')},"
        f" {counted(night.parsed, 'article')} parsed, {night.relevant} relevant,"
        f" {counted(night.restrictions, 'restriction')} new or changed{composed}{mailed}"
    )


def _where(folder: Path, counts: dict[str, int], edition_id: str, share: float) -> list[str]:
    data = folder / "data"
    look = f"{own_command(short=True)} --config {shlex.quote(str(folder / 'feeds.yaml'))}"
    read = f"{counts['articles']} articles read, {counts['relevant']} of them about restrictions"
    rows, watched = counted(counts["restrictions"], "restriction"), counted(counts["candidates"], "candidate")
    found = f"{rows} in the register, {watched} watched"
    return [
        "",
        f"{read}, in {counts['stories']} stories; {found}.",
        f"{share:.0%} of the text of the first night was filler and was stripped.",
        "",
        f"brief     {data}/site/private/briefs/{edition_id}/index.html",
        f"mail      {data}/outbox/{edition_id}/1.eml",
        f"site      {data}/site/private/index.html, and for everybody {data}/site/public/index.html",
        f"register  {data}/site/public/api/v1/restrictions.json",
        "",
        f"Look on: {look} brief (or register, show AIR-…, status)",
    ]


COMMANDS = (run, demo, site)
