"""The command that looks at pages: inspect."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipeline import __version__
from pipeline.analyse.read import Read
from pipeline.analyse.reading import prepare
from pipeline.cli.desk import Desk, common, console, desk_of, json_line
from pipeline.cli.fates import show
from pipeline.cli.page_file import check_place, write_page
from pipeline.config.settings import Settings
from pipeline.inspect import (
    MOST_BYTES,
    Asked,
    Inspected,
    as_json,
    inspect_batch,
    inspect_pages,
    one_page,
    read_lines,
    read_target,
)
from pipeline.model.errors import UsageError
from pipeline.model.options import FetchOptions
from pipeline.parse.article import VERSION
from pipeline.render.inspected import inspected_html
from pipeline.summarise import of_article
from pipeline.text.urls import split_web

_OUT = Path("-")


@click.command()
@click.argument("target", required=False, metavar="URL|FILE|-")
@click.option("--jsonl", type=click.Path(path_type=Path), help="A batch: one JSON object a line in, one a line out.")
@click.option("--warm", is_flag=True, help="With --jsonl: a page also knows the earlier pages of its site.")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the page with all fates as one HTML file that loads nothing; - prints it.",
)
@click.option("--url", help="Address of the page; wins over what the page says.")
@click.option("--title", help="Title; wins over what the page says.")
@click.option("--published", metavar="DAY", help="Day or time of publication; wins over what the page says.")
@common
@click.pass_context
def inspect(
    context: click.Context,
    /,
    target: str | None,
    jsonl: Path | None,
    *,
    warm: bool,
    **options: Any,  # noqa: ANN401
) -> None:
    """What would be kept, stripped and understood of a page, and why. Stores nothing."""
    desk = desk_of(context, options)
    settings = desk.settings() if desk.named or desk.config.exists() else None
    if (jsonl is None) == (not target):
        raise UsageError("name one: an address, a file, or - for standard input; or --jsonl FILE")
    page: Path | None = options["html"]
    if page is not None:
        _check_html(page, desk, target)
    if warm and jsonl is None:
        raise UsageError("--warm goes with --jsonl; a page alone has no earlier pages of its site")
    if jsonl is not None:
        _batch(jsonl, settings, warm=warm)
        return
    assert target
    if options["url"] and split_web(options["url"]) is None:
        raise UsageError(f"--url {options['url']}: no web address; write it in full, with http:// or https://")
    found = _inspected(target, options, settings)
    if found.read is not None and page is not None:
        _give_html(page, found.read, desk)
    if desk.as_json:
        desk.answer(as_json(found))
    elif found.read is None:
        raise UsageError(f"{target}: {found.error}; name another page")
    elif page is None:
        show(console(), found.read, of_article(found.read.article))


def _inspected(target: str, options: dict[str, Any], settings: Settings | None) -> Inspected:
    stdin = sys.stdin.buffer.read(MOST_BYTES + 1) if target == "-" else b""
    fetch = settings.fetch if settings else FetchOptions()
    body, content_type, url = read_target(target, stdin, options=fetch, now=datetime.now(UTC))
    given = {"url": options["url"] or url, "title": options["title"], "published": options["published"]}
    asked = Asked(name=target, page=one_page(body, content_type, given))
    tools = prepare(settings.lexicon if settings else None)
    return next(iter(inspect_pages([asked], tools, warm=False)))


def _check_html(page: Path, desk: Desk, target: str | None) -> None:
    if target is None:
        raise UsageError("--html shows one page; name it in place of --jsonl FILE")
    if page != _OUT:
        check_place(page, target)
    elif desk.as_json:
        raise UsageError("--html - and --json both print; name a file for the HTML, or leave one of them out")


def _give_html(page: Path, read: Read, desk: Desk) -> None:
    made = inspected_html(read.article, read.analysis, reader=f"Offlimits {__version__}, parser {VERSION}")
    if page == _OUT:
        click.echo(made, nl=False)
        return
    write_page(page, made)
    if not desk.as_json:
        desk.say(f"written: {page}")


def _batch(path: Path, settings: Settings | None, *, warm: bool) -> None:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            asked = list(read_lines(lines, path.parent))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file of JSON lines") from error
    for answer in inspect_batch(asked, prepare(settings.lexicon if settings else None), warm=warm):
        click.echo(json_line(answer))


COMMANDS = (inspect,)
