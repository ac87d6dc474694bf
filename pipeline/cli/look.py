"""Commands that show what is known: status, register, show."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from pipeline.analyse.lexicon.names import pack_date
from pipeline.cli.desk import Desk, common, console, desk_of, tell
from pipeline.cli.summaries import reports_lines
from pipeline.cli.told import candidate_lines, idle_lines, message_line, removed_lines, restriction_lines, state_words
from pipeline.importing import import_register, mapped_lines, summary
from pipeline.model.errors import UsageError
from pipeline.model.restriction import Register, Tombstone
from pipeline.nightly.drafting import draft_fate
from pipeline.nightly.house import House
from pipeline.nightly.outbox_fates import fates
from pipeline.nightly.strangers import strangers
from pipeline.nightly.views import sources_health
from pipeline.render.phrases import repeated_text
from pipeline.render.register_csv import restrictions_csv
from pipeline.render.register_json import candidates_json, register_json
from pipeline.text.days import closed_weeks, week_named
from pipeline.text.words import counted, join_words, visible


@click.command()
@common
@click.pass_context
def status(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Last runs, what is pending, each source's health, the next brief: one screen."""
    desk = desk_of(context, options)
    with desk.house() as house:
        plain = _status(house)
    if desk.as_json:
        desk.answer(plain)
        return
    out = console()
    for run in plain["runs"]:
        out.print(f"run {run['started_at']}  {run['state']}  {_numbers(run['summary'])}", soft_wrap=True)
    if not plain["runs"]:
        out.print("no run yet")
    out.print(f"pending   {_numbers(plain['pending'])}")
    for mail in plain["outbox"]:
        out.print(f"outbox    {escape(visible(message_line(mail)))}", soft_wrap=True)
    out.print(f"register  {_numbers(plain['register'])}")
    out.print(f"next      {plain['draft'] or plain['next_edition']}", soft_wrap=True)
    out.print(f"lexicon   of {plain['lexicon']}")
    for new in plain["unlisted"]:
        told = f"{new['name']}, {new['articles']} articles: add it under lexicon, tools: {new['line']}"
        out.print(f"unlisted  {escape(visible(told))}", soft_wrap=True)
    for line in plain["overrides_idle"]:
        out.print(f"override  {escape(visible(line))}", soft_wrap=True)
    measured = [repeated_text(source["repeated_share"], source["articles"]) for source in plain["sources"]]
    repeated = ["repeated"] if any(measured) else []
    table = Table("source", "state", "entries", "newest", *repeated, "", box=None, pad_edge=False)
    for source, share in zip(plain["sources"], measured, strict=True):
        why = f"since {source['since']}: {source['reason']}" if source["reason"] else ""
        state = state_words(source["state"], source["failure"], stands_by=source["stands_by"])
        shown = (
            source["source_id"],
            state,
            str(source["entries"]),
            source["newest_on"] or "",
            *(share for _ in repeated),
            why,
        )
        table.add_row(*(escape(visible(cell)) for cell in shown))
    out.print(table)


@click.group(invoke_without_command=True)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, safe for spreadsheets.")
@common
@click.pass_context
def register(context: click.Context, /, *, as_csv: bool, **options: Any) -> None:  # noqa: ANN401 - the common options
    """The register of restrictions: a table, or JSON (the published form) or CSV."""
    desk = desk_of(context, options)
    context.obj = desk
    if context.invoked_subcommand is not None:
        return
    held = _register(desk)
    if desk.as_json:
        click.echo(register_json(held).decode(), nl=False)
    elif as_csv:
        click.echo(restrictions_csv(held).decode(), nl=False)
    else:
        table = Table("id", "status", "restriction", "reports", box=None, pad_edge=False)
        for row in held.restrictions:
            count = f"{row.provenance.independent}/{row.provenance.reports}"
            title = f"{row.title} (imported)" if row.imported_from else row.title
            table.add_row(row.restriction_id, row.status, escape(visible(title)), count)
        console().print(table)
        rows, waiting = counted(len(held.restrictions), "restriction"), counted(len(held.candidates), "candidate")
        lapsed = f", {len(held.lapsed)} lapsed" if held.lapsed else ""
        desk.say(f"{rows}, {waiting}{lapsed}; reports: independent/all")


@register.command("import")
@click.argument("target", metavar="FILE|URL")
@common
@click.pass_context
def import_(context: click.Context, /, target: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Take in another instance's restrictions.json as context.

    Its rows are marked as imported and never told as news; when reports of our own found one, it becomes ours and keeps
    its id. A second import of the same file or address brings what changed since.
    """
    desk = desk_of(context, options)
    with desk.house() as house:
        found = import_register(house, target)
    if desk.as_json:
        desk.answer(asdict(found))
        return
    desk.say(summary(found, target))
    for line in mapped_lines(found):
        desk.say(line)


@click.command()
@click.argument("restriction_id", metavar="ID")
@common
@click.pass_context
def show(context: click.Context, /, restriction_id: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """One restriction: every claim with its evidence, disagreements, what changed when, what its reports say in short.

    Of a candidate what it lacks and its claims, or the restriction that it became.
    """
    desk = desk_of(context, options)
    held = _register(desk)
    if restriction_id.lower().startswith("candidate-"):
        _show_candidate(desk, held, restriction_id.lower())
        return
    wanted = restriction_id.upper()
    row = next((row for row in held.restrictions if row.restriction_id == wanted), None)
    stone = next((stone for stone in held.tombstones if stone.restriction_id == wanted), None)
    if stone is not None:
        _show_removed(desk, stone)
        return
    if row is None:
        raise UsageError(f"{restriction_id}: no such restriction; `offlimits register` lists them all")
    if desk.as_json:
        document = json.loads(
            register_json(Register(restrictions=(row,), changed_at=held.changed_at, version=held.version))
        )
        desk.answer(document["restrictions"][0])
        return
    with desk.store() as store:
        told = list(reports_lines(desk, store, row))
    for line in (*restriction_lines(row), *told):
        tell(line)


def _show_candidate(desk: Desk, held: Register, name: str) -> None:
    row = next((row for row in (*held.candidates, *held.lapsed) if row.candidate_id == name), None)
    if row is None:
        with desk.store() as store:
            became = store.registry.became(name)
        went = f"became {join_words(became)}; `offlimits show` tells of it" if became else ""
        unknown = "no such candidate; api/v1/candidates.json of the site lists them all"
        raise UsageError(f"{name}: {went or unknown}")
    if desk.as_json:
        desk.answer(json.loads(candidates_json(replace(held, candidates=(row,))))["candidates"][0])
        return
    for line in candidate_lines(row):
        tell(line)


def _show_removed(desk: Desk, stone: Tombstone) -> None:
    if desk.as_json:
        desk.answer({name: value for name, value in asdict(stone).items() if name not in ("author", "removed_at")})
        return
    for line in removed_lines(stone):
        tell(line)


def _register(desk: Desk) -> Register:
    """The register as the last run left it, which is what the site shows: nothing lapses by the clock of a reader."""
    with desk.store() as store:
        return store.registry.register(today=store.registry.reached_on() or datetime.now(UTC).date().isoformat())


def _status(house: House) -> dict[str, Any]:
    store = house.store
    last = store.editions.last()
    held, _ = draft_fate(house)
    due = closed_weeks(house.now, house.zone, after=last[0] if last else None)
    upcoming = due[-1].week_id if due else "after the week that is running"
    runs = [
        {
            "started_at": run.started_at.isoformat(timespec="seconds"),
            "state": run.state,
            "summary": run.summary,
        }
        for run in store.runs.last(5)
    ]
    pages = store.entries.counts()
    today = store.registry.reached_on() or house.today.isoformat()
    return {
        "runs": runs,
        "pending": {"pages": pages["pages_waiting"], "mails": len(store.outbox.in_state("queued"))},
        "outbox": [asdict(fate) for fate in fates(house)],
        "register": {**store.articles.counts(), **store.registry.counts(today=today)},
        "lexicon": pack_date(),
        "unlisted": [asdict(stranger) for stranger in strangers(house)],
        "last_edition": week_named(last[0]).week_id if last else None,
        "overrides_idle": list(idle_lines(house)),
        "draft": held,
        "next_edition": _next(upcoming, waits=bool(held), due=bool(due)),
        "sources": [
            {
                "source_id": health.source_id,
                "state": health.state,
                "failure": health.failure,
                "stands_by": health.stands_by,
                "entries": health.entries,
                "newest_on": health.newest_on,
                "since": health.since,
                "reason": health.reason,
                "articles": health.articles,
                "filler_share": health.filler_share,
                "repeated_share": health.repeated_share,
            }
            for health in sources_health(house)
            if health.state != "disabled"
        ],
    }


def _next(upcoming: str, *, waits: bool, due: bool) -> str:
    """When the next edition is composed."""
    if waits:
        return "after the draft that waits has gone out"
    return f"{upcoming}, due with the next run" if due else upcoming


def _numbers(counts: dict[str, int]) -> str:
    return ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in counts.items() if value) or "nothing"


COMMANDS = (status, register, show)
