"""Commands about sources: how each is doing, trying and adding one, OPML in and out; what became of an address."""

import os
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click
from rich.markup import escape
from rich.table import Table

from pipeline.cli.desk import Desk, common, console, desk_of, tell
from pipeline.config.edit import append_source
from pipeline.config.opml import additions_text, opml_bytes
from pipeline.config.settings import load
from pipeline.explain import explain as told_of
from pipeline.inspect import read_file
from pipeline.model.errors import UsageError
from pipeline.model.options import FetchOptions
from pipeline.model.site import SourceHealth
from pipeline.model.source import Source
from pipeline.model.vocabulary import SourceKind
from pipeline.nightly.views import sources_health
from pipeline.text.urls import host, split_web
from pipeline.text.words import counted, shorten, visible
from pipeline.tryout import Tried, try_address, try_bytes

_SHOWN = 20  # entries that are printed for a person
_KINDS: tuple[str, ...] = get_args(SourceKind)


@click.group(invoke_without_command=True)
@common
@click.pass_context
def sources(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Each source's health: what it gives, since when it fails, and why."""
    desk = desk_of(context, options)
    context.obj = desk
    if context.invoked_subcommand is not None:
        return
    with desk.house() as house:
        found = sources_health(house)
    if desk.as_json:
        desk.answer([asdict(one) | {"ails": one.ails} for one in found])
        return
    table = Table("source", "state", "entries", "relevant", "newest", "", box=None, pad_edge=False)
    for one in sorted(found, key=lambda one: (not one.ails, one.state == "disabled")):
        cells = (one.source_id, _state(one), str(one.entries), str(one.relevant), one.newest_on or "", _matter(one))
        table.add_row(*(escape(visible(cell)) for cell in cells))
    console().print(table)


@sources.command("try")
@click.argument("target", metavar="URL|FILE|ID")
@click.option("--kind", type=click.Choice(_KINDS), help="What kind of source it is. [default: found out]")
@click.option("--url", help="Address of a file's content; relative links count from it.")
@click.option("--content-type", default="", help="What its server says that a file is.")
@common
@click.pass_context
def try_(context: click.Context, /, target: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Show the entries that a source would give, before it is added. Stores nothing.

    TARGET is an address, a file, or the id of a source in feeds.yaml.
    """
    kind, url, content_type = options.pop("kind"), options.pop("url"), options.pop("content_type")
    desk = desk_of(context, options)
    tried = _tried(desk, target, kind=kind, url=url, content_type=content_type)
    if desk.as_json:
        desk.answer(tried.plain())
    else:
        _print(tried)
    if tried.error and not desk.as_json:
        raise UsageError(f"{target}: {tried.error}")


@sources.command()
@click.argument("url", metavar="URL")
@click.option("--kind", type=click.Choice(_KINDS), help="What kind of source it is. [default: found out]")
@click.option("--id", "source_id", help="Its id. [default: made from its host]")
@click.option("--name", help="Its name. [default: what it calls itself]")
@click.option("--grade", type=click.Choice(["A", "B", "C", "D", "E", "F"]), default="F", show_default=True)
@common
@click.pass_context
def add(context: click.Context, /, url: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Add a source to feeds.yaml; of a page, the feed that it names. It is tried first."""
    kind, source_id, name, grade = (options.pop(key) for key in ("kind", "source_id", "name", "grade"))
    desk = desk_of(context, options)
    settings = desk.settings()
    tried = _tried(desk, url, kind=kind)
    if tried.error and tried.discovered:
        url = tried.discovered[0]
        tried = _tried(desk, url, kind=None)
    if tried.error or tried.kind is None:
        raise UsageError(f"{url}: {tried.error or 'no source was found there'}; name the address of a feed")
    if tried.kind in ("html-list", "page-watch"):
        raise UsageError(f"{url}: a source of the kind {tried.kind} needs selectors; write it into feeds.yaml by hand")
    taken = {source.source_id for source in settings.sources} | {one.source_id for one, _ in settings.disabled}
    line = {
        "id": source_id or _free(_id_of(url), taken),
        "name": shorten(name or tried.title or host(url), 80),
        "kind": tried.kind,
        "url": url,
        "grade": grade,
    }
    path = desk.config
    made = append_source(path.read_text(encoding="utf-8"), line)
    load(path, os.environ, text=made)
    path.write_text(made, encoding="utf-8")
    desk.say(f"added to {path}: {line['id']} ({tried.kind}, {counted(len(tried.entries), 'entry', 'entries')} now)")


@sources.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.opml")
@common
@click.pass_context
def import_(context: click.Context, /, file: Path, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Print the feeds of an OPML file as lines for feeds.yaml; nothing is written."""
    desk = desk_of(context, options)
    settings = desk.settings()
    existing = [*settings.sources, *(source for source, _ in settings.disabled)]
    click.echo(visible(additions_text(read_file(file, str(file)), existing)), nl=False)


@sources.command("export")
@common
@click.pass_context
def export(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Print the feeds that are read as OPML, for another feed reader."""
    desk = desk_of(context, options)
    click.echo(opml_bytes(desk.settings().sources).decode(), nl=False)


@click.command()
@click.argument("url", metavar="URL")
@common
@click.pass_context
def explain(context: click.Context, /, url: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """What became of an address and why: not listed, passed over and by what, not fetched, not relevant, merged."""
    desk = desk_of(context, options)
    if split_web(url) is None:
        raise UsageError(f"{url}: no web address; write it in full, with http:// or https://")
    with desk.house() as house:
        told = told_of(house, url)
    if desk.as_json:
        desk.answer([asdict(one) for one in told])
        return
    width = max(len(one.step) for one in told)
    for one in told:
        tell(f"{one.step:<{width}}  {one.words}")


def _tried(
    desk: Desk, target: str, *, kind: SourceKind | None, url: str | None = None, content_type: str = ""
) -> Tried:
    settings = desk.settings() if desk.named or desk.config.exists() else None
    options, now = settings.fetch if settings else FetchOptions(), datetime.now(UTC)
    known = next((source for source in settings.sources if source.source_id == target), None) if settings else None
    if known is not None:
        return try_address(known, kind=kind or known.kind, options=options, now=now)
    if split_web(target) is not None:
        return try_address(_source(target), kind=kind, options=options, now=now)
    if url is not None and split_web(url) is None:
        raise UsageError(f"--url {url}: no web address; write it in full, with http:// or https://")
    body = read_file(Path(target), target, "; name an address, a file, or the id of a source")
    return try_bytes(
        body,
        source=_source(url or "https://source.invalid/"),
        kind=kind,
        content_type=content_type,
        options=replace(options, max_bytes=max(options.max_bytes, len(body))),
        now=now,
    )


def _source(url: str) -> Source:
    return Source(source_id="tried", name=host(url), kind="rss", url=url)


def _print(tried: Tried) -> None:
    flags = f" ({', '.join(tried.flags)})" if tried.flags else ""
    tell(f"{tried.kind or 'no source'}: {tried.title or 'without a title'}{flags}")
    for line in tried.lines:
        tell(f"  {line}")
    for entry in tried.entries[:_SHOWN]:
        day = entry.published.text if entry.published else "no day"
        tell(f"{day}  {entry.title or '(no title)'}")
        tell(f"  {entry.url or '(no address)'}" + (f"  [{', '.join(entry.flags)}]" if entry.flags else ""))
    if not tried.lines:
        more = len(tried.entries) - _SHOWN
        tell(f"{counted(len(tried.entries), 'entry', 'entries')}" + (f", {more} more than shown" if more > 0 else ""))
    for url in tried.discovered:
        tell(f"names a feed: {url}")


def _state(one: SourceHealth) -> str:
    return "stands by" if one.stands_by and one.state == "unread" else one.state


def _matter(one: SourceHealth) -> str:
    since = f"since {one.since}: " if one.since else ""
    moved = f"now at {one.moved_to}" if one.moved_to else ""
    return f"{since}{one.reason}" if one.reason else moved


def _id_of(url: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", host(url).rpartition(".")[0].lower()).strip("-") or "source"


def _free(name: str, taken: set[str]) -> str:
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


COMMANDS = (sources, explain)
"""The commands of this module."""
