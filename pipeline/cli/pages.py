"""The command that looks at pages: inspect."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from pipeline.analyse.reading import prepare
from pipeline.cli.desk import common, console, desk_of, json_line
from pipeline.config.settings import Settings
from pipeline.inspect import MOST_BYTES, Asked, inspect_batch, one_page, read_lines, read_target
from pipeline.model.errors import UsageError
from pipeline.model.options import FetchOptions
from pipeline.text.urls import split_web
from pipeline.text.words import visible


@click.command()
@click.argument("target", required=False, metavar="URL|FILE|-")
@click.option("--jsonl", type=click.Path(path_type=Path), help="A batch: one JSON object a line in, one a line out.")
@click.option("--warm", is_flag=True, help="With --jsonl: a page also knows the earlier pages of its site.")
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
    if jsonl is not None:
        _batch(jsonl, settings, warm=warm)
        return
    assert target
    if options["url"] and split_web(options["url"]) is None:
        raise UsageError(f"--url {options['url']}: no web address; write it in full, with http:// or https://")
    stdin = sys.stdin.buffer.read(MOST_BYTES + 1) if target == "-" else b""
    fetch = settings.fetch if settings else FetchOptions()
    body, content_type, url = read_target(target, stdin, options=fetch, now=datetime.now(UTC))
    given = {"url": options["url"] or url, "title": options["title"], "published": options["published"]}
    asked = Asked(name=target, page=one_page(body, content_type, given))
    tools = prepare(settings.lexicon if settings else None)
    found = next(iter(inspect_batch([asked], tools, warm=False)))
    if desk.as_json:
        desk.answer(found)
    elif found["error"]:
        raise UsageError(f"{target}: {found['error']}; name another page")
    else:
        _print(found)


def _batch(path: Path, settings: Settings | None, *, warm: bool) -> None:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            asked = list(read_lines(lines, path.parent))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file of JSON lines") from error
    for answer in inspect_batch(asked, prepare(settings.lexicon if settings else None), warm=warm):
        click.echo(json_line(answer))


def _print(found: dict[str, Any]) -> None:
    _show(found["title"] or "(no title)", "bold")
    dated = found["published"] or "no day of publication"
    _show(f"{dated}, {found['language'] or 'language unknown'}")
    _show()
    for block in found["blocks"]:
        mark, style = ("  ", "") if block["kept"] else ("× ", "dim")
        rule = "" if block["kept"] else f"  [{block['rule']}]"
        _show(f"{mark}{block['order']:>3} {block['text']}{rule}", style)
    _show()
    verdict = "relevant" if found["relevant"] else "not relevant"
    _show(f"{verdict}, score {found['score']}", "bold")
    for reason in found["why"]:
        _show(f"  {reason}")
    for event in found["events"]:
        _show()
        _print_event(event)
    if not found["events"]:
        _show("no event")


def _print_event(event: dict[str, Any]) -> None:
    for name, value in event.items():
        if name == "evidence" or value in (None, [], False):
            continue
        _show(f"{name:>20}  {', '.join(value) if isinstance(value, list) else value}")
    for quote in {(q["block"], q["text"]): q for q in event["evidence"]}.values():
        _show(f"{'block ' + str(quote['block']):>20}  “{quote['text']}”", "italic")


def _show(line: str = "", style: str = "") -> None:
    console().print(Text(visible(line), style=style))


COMMANDS = (inspect,)
