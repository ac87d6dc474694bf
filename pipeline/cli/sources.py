"""Commands about sources: how each is doing, trying and adding one, OPML in and out; what became of an address."""

import os
import re
import shutil
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, get_args

import click
from rich.markup import escape
from rich.table import Column, Table

from pipeline.cli.desk import Desk, common, console, desk_of, tell, warn
from pipeline.cli.told import state_words
from pipeline.config.clashes import page
from pipeline.config.edit import append_source, source_line
from pipeline.config.missed import MISSED, read_missed, with_case
from pipeline.config.opml import additions, opml_bytes
from pipeline.config.settings import Settings, load
from pipeline.explain import Told, explain_row
from pipeline.explain import explain as told_of
from pipeline.inspect import read_file
from pipeline.model.errors import ConfigError, UsageError
from pipeline.model.missed import Expected
from pipeline.model.options import FetchOptions
from pipeline.model.site import SourceHealth
from pipeline.model.source import Source
from pipeline.model.vocabulary import SourceKind
from pipeline.nightly.house import House
from pipeline.nightly.missing import case_of
from pipeline.nightly.views import sources_health
from pipeline.render.phrases import repeated_text
from pipeline.text.urls import host, split_web
from pipeline.text.words import clean, counted, shorten, slug
from pipeline.tryout import Trial, Tried, try_address, try_bytes

_SHOWN = 20  # entries that are printed for a person
_FEEDS = 3  # that a page names and that are tried, until one can be read
_NAME = 80  # characters of a name that a source gives itself
_KINDS: tuple[str, ...] = get_args(SourceKind)
_PLAIN_KINDS = ("rss", "atom", "json-feed", "news-sitemap", "sitemap", "page-watch")  # that need but an address
_NOWHERE = "https://source.invalid/"  # where the content of a file counts from, if nobody says
_CANDIDATE = re.compile(r"candidate-[0-9a-z-]+")
_RESTRICTION = re.compile(r"AIR-\d{4}-\d+", re.IGNORECASE)


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
    counts = (Column(name, justify="right", no_wrap=True) for name in ("entries", "relevant"))
    measured = {one.source_id: repeated_text(one.repeated_share, one.articles) for one in found}
    repeated = ["repeated"] if any(measured.values()) else []
    table = Table("source", "state", *counts, Column("newest", no_wrap=True), *repeated, "", box=None, pad_edge=False)
    for one in sorted(found, key=lambda one: (not one.ails, one.state == "disabled")):
        state = state_words(one.state, one.failure, stands_by=one.stands_by)
        told = [measured[one.source_id] for _ in repeated]
        cells = (one.source_id, state, str(one.entries), str(one.relevant), one.newest_on or "", *told, _matter(one))
        table.add_row(*(escape(clean(cell)) for cell in cells))
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

    What is named is an address, a file, or the id of a source in feeds.yaml.

    As JSON: kind, title, entries (each with id, url, title, published, updated, author, summary, content, publisher,
    language and flags), discovered (feeds that a page names, or else the sitemaps of its site), flags, lines (of a
    watched page) and error. What is wrong with a source stands there, and is no error of the call.
    """
    kind, url, content_type = options.pop("kind"), options.pop("url"), options.pop("content_type")
    desk = desk_of(context, options)
    tried = _tried(desk, target, kind=kind, url=url, content_type=content_type)
    if desk.as_json:
        desk.answer(tried.plain())
        return
    if tried.reason:
        raise UsageError(_wrong(target, tried))
    _print(tried)


@sources.command()
@click.argument("url", metavar="URL")
@click.option("--kind", type=click.Choice(_KINDS), help="What kind of source it is. [default: found out]")
@click.option("--id", "source_id", help="Its id. [default: made from its host]")
@click.option("--name", help="Its name. [default: what it calls itself]")
@click.option(
    "--grade",
    type=click.Choice(["A", "B", "C", "D", "E", "F"]),
    default="F",
    show_default=True,
    help="How far it can be trusted, A (fully) to E, F where you cannot judge.",
)
@common
@click.pass_context
def add(context: click.Context, /, url: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Add a source to feeds.yaml; of a page, the feed that it names. It is tried first."""
    kind, source_id, name, grade = (options.pop(key) for key in ("kind", "source_id", "name", "grade"))
    desk = desk_of(context, options)
    settings = desk.settings()
    known = [(source, "") for source in settings.sources] + list(settings.disabled)
    taken = {source.source_id for source, _ in known}
    if source_id in taken:
        raise UsageError(f"--id {source_id}: is the id of another source; name another")
    url, tried = _readable(desk, _web(url), kind, known)
    if tried.kind not in _PLAIN_KINDS:
        raise UsageError(f"{url}: a source of the kind {tried.kind} needs more keys; write it into feeds.yaml by hand")
    line = {
        "id": source_id or _free(slug(host(url).rpartition(".")[0], "source"), taken),
        "name": shorten(clean(name or tried.title or host(url)), _NAME),
        "kind": tried.kind,
        "url": url,
        "grade": grade,
        **_language(tried),
    }
    _append(desk.config, line)
    if desk.as_json:
        desk.answer(line)
    else:
        desk.say(f"added to {desk.config}: {source_line(line)}")


@sources.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.opml")
@common
@click.pass_context
def import_(context: click.Context, /, file: Path, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Print the feeds of an OPML file as lines for feeds.yaml. Those that it has are left out; nothing is written."""
    desk = desk_of(context, options)
    settings = desk.settings()
    existing = [*settings.sources, *(source for source, _ in settings.disabled)]
    body = read_file(file, str(file), "; name the OPML file of another feed reader")
    try:
        found = additions(body, existing)
    except UsageError as error:
        raise UsageError(f"{file}: {error}") from error
    if desk.as_json:
        desk.answer(found)
        return
    for addition in found:
        tell(f"  - {source_line(addition)}")
    if not found and desk.verbose >= 0:
        warn(f"{file}: names no feed that is not in {desk.config} already")


@sources.command("export")
@common
@click.pass_context
def export(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Print the feeds that are read as OPML, for another feed reader."""
    desk = desk_of(context, options)
    click.echo(opml_bytes(desk.settings().sources).decode(), nl=False)


@click.command()
@click.argument("target", metavar="URL|ID")
@click.option("--keep", is_flag=True, help="Keep the address as a case in missed.yaml, which `doctor` tries again.")
@click.option(
    "--expected",
    type=click.Choice(get_args(Expected)),
    default="restriction",
    show_default=True,
    help="With --keep: how far the article should have come.",
)
@common
@click.pass_context
def explain(context: click.Context, /, target: str, *, keep: bool, expected: Expected, **options: Any) -> None:  # noqa: ANN401 - the common options
    """What became of an address, and why; or why a row of the register says what it says.

    Of an address: not listed, passed over and by what, not fetched, not relevant, a candidate and what it lacks, merged
    or rejected and by what. Of a restriction or a candidate: its gate, claim by claim with evidence, what a person
    decided. It ends with the lines of configuration that would have kept the article, or would change the row.
    """
    desk = desk_of(context, options)
    row = target.upper() if _RESTRICTION.fullmatch(target) else target if _CANDIDATE.fullmatch(target) else ""
    url = "" if row else _web(target)
    with desk.house() as house:
        told = explain_row(house, row) if row else told_of(house, url)
        if keep:
            _keep(house, url, expected, told)
    if desk.as_json:
        desk.answer([asdict(one) for one in told])
        return
    width = max(len(one.step) for one in told)
    for one in told:
        tell(f"{one.step:<{width}}  {clean(one.words)}")
        for line in one.yaml.splitlines():
            tell(f"{'':<{width}}    {line}")


def _keep(house: House, url: str, expected: Expected, told: Sequence[Told]) -> None:
    """Keep an address as a case in missed.yaml beside feeds.yaml."""
    if not url:
        raise UsageError("--keep: goes with the address of an article")
    path = house.settings.path.parent / MISSED
    known = read_missed(house.settings.path)
    if url in {case.url for case in known}:
        raise UsageError(f"{path}: has {url} already")
    why = next((one.words for one in reversed(told) if one.step != "mend"), "")
    case = case_of(house, url, expected=expected, why=clean(why)[:1000])
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(with_case(text, case), encoding="utf-8")
    warn(f"kept in {path}")


def _web(url: str) -> str:
    if split_web(url) is None:
        raise UsageError(f"{url}: no web address; write it in full, with http:// or https://")
    return url.strip()


def _tried(
    desk: Desk, target: str, *, kind: SourceKind | None, url: str | None = None, content_type: str = ""
) -> Tried:
    """Try what is named: a source of feeds.yaml, an address, or a file."""
    settings = desk.settings() if desk.named or desk.config.exists() else None
    trial = Trial(options=settings.fetch if settings else FetchOptions(), now=datetime.now(UTC))
    known = _known(target, settings)
    if known is not None:
        return try_address(known, kind=kind or known.kind, trial=trial)
    if split_web(target) is not None:
        return try_address(_source(target), kind=kind, trial=trial)
    body = read_file(Path(target), target, "; name an address, a file, or the id of a source")
    roomy = replace(trial.options, max_bytes=max(trial.options.max_bytes, len(body)))
    return try_bytes(
        body,
        source=_source(_NOWHERE if url is None else _web(url)),
        kind=kind,
        content_type=content_type,
        trial=replace(trial, options=roomy),
    )


def _known(target: str, settings: Settings | None) -> Source | None:
    """The source with this id; None if it is none.

    Raises:
        UsageError: it is not read, which may be so for a reason.
    """
    if settings is None:
        return None
    for source, reason in settings.disabled:
        if source.source_id == target:
            raise UsageError(f"{target}: is not read ({reason}); change that in feeds.yaml, or name its address")
    return next((source for source in settings.sources if source.source_id == target), None)


def _source(url: str) -> Source:
    return Source(source_id="tried", name=host(url), kind="rss", url=url.strip())


def _readable(desk: Desk, url: str, kind: SourceKind | None, known: Iterable[tuple[Source, str]]) -> tuple[str, Tried]:
    """An address that can be read as a source, and what it gives: the named one, or a feed that its page names.

    Raises:
        UsageError: there is none, or it is a source already.
    """
    _refuse_known(url, known)
    tried = first = _tried(desk, url, kind=kind)
    for found in first.discovered[:_FEEDS]:
        if not tried.reason:
            break
        _refuse_known(found, known)
        url, tried = found, _tried(desk, found, kind=None)
    if tried.reason:
        raise UsageError(_wrong(url, first))
    return url, tried


def _refuse_known(url: str, known: Iterable[tuple[Source, str]]) -> None:
    for source, reason in known:
        if page(source.url) == page(url):
            state = f", but it is not read ({reason})" if reason else ""
            raise UsageError(f"{url}: is a source already, {source.source_id!r}{state}")


def _language(tried: Tried) -> dict[str, str]:
    """The key for the language of its first entry, where it is another than the one that goes without saying."""
    tag = tried.entries[0].language.partition("-")[0] if tried.entries else ""
    return {"lang": tag} if tag not in ("", "en") else {}


def _free(name: str, taken: Container[str]) -> str:
    """An id that is not taken: with a number behind it, where need be."""
    return next(found for number in count(1) if (found := f"{name}-{number}" if number > 1 else name) not in taken)


def _append(path: Path, line: dict[str, Any]) -> None:
    """Write a source into feeds.yaml, after a look at what it would be then; whoever reads it finds it whole.

    Raises:
        UsageError: it would not be valid, or cannot be written.
    """
    held = path.read_bytes().decode("utf-8")  # read as text, its ends of lines would change
    try:
        made = append_source(held, line)
        load(path, os.environ, text=made)
    except ConfigError as error:
        raise UsageError(f"{line['url']}: cannot be added: {'; '.join(error.problems)}") from error
    place = path.resolve()  # a link stays one
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(made.encode())
        shutil.copymode(place, beside)
        beside.replace(place)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        told = f"cannot be written ({error.strerror}); mend its rights, or add under sources:   - {source_line(line)}"
        raise UsageError(f"{path}: {told}") from error


def _wrong(target: str, tried: Tried) -> str:
    """What is wrong with a source, and how to mend it."""
    if tried.discovered and tried.discovered[0].startswith(_NOWHERE):
        mend = "it names a feed: say with --url where it is from, to be told which"
    elif tried.discovered:
        mend = f"try {tried.discovered[0]}, which it names"
    elif tried.maps:
        mend = f"it names no feed, but its site has a sitemap: try {tried.maps[0]}"
    elif tried.reason == "private-address":
        mend = "if it is yours, name its host under fetch.private_hosts"
    elif tried.kind is None and tried.reason == "not-a-feed":
        mend = "name the address of a feed, or with --kind what it is"
    else:
        mend = "look at it in a browser, or name another address"
    return f"{tried.reason}: {tried.detail.rstrip('.').replace(_NOWHERE, target)}; {mend}"


def _print(tried: Tried) -> None:
    flags = f" ({', '.join(tried.flags)})" if tried.flags else ""
    tell(f"{tried.kind}: {clean(tried.title) or 'without a title'}{flags}")
    for line in tried.lines:
        tell(f"  {clean(line)}")
    for entry in tried.entries[:_SHOWN]:
        day = entry.published.text if entry.published else "no day"
        tell(f"{day}  {clean(entry.title) or '(no title)'}")
        tell(f"  {clean(entry.url) or '(no address)'}" + (f"  [{', '.join(entry.flags)}]" if entry.flags else ""))
    if not tried.lines:
        more = len(tried.entries) - _SHOWN
        tell(f"{counted(len(tried.entries), 'entry', 'entries')}" + (f", {more} more than shown" if more > 0 else ""))
    for url in tried.discovered:
        tell(f"names a list: {clean(url)}")


def _matter(one: SourceHealth) -> str:
    since = f"since {one.since}: " if one.since else ""
    moved = f"now at {one.moved_to}" if one.moved_to else ""
    return "; ".join(part for part in (f"{since}{one.reason}".rstrip("."), moved) if part)


COMMANDS = (sources, explain)
"""The commands of this module."""
