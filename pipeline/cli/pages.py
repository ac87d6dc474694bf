"""The command that looks at pages: inspect."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from pipeline.analyse.reading import prepare
from pipeline.cli.desk import Desk, common, console, desk_of
from pipeline.config.settings import Settings
from pipeline.inspect import Asked, inspect_batch, one_page, read_lines, read_target
from pipeline.model.errors import UsageError
from pipeline.model.options import FetchOptions


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
    target: str | None,
    jsonl: Path | None,
    *,
    warm: bool,
    **options: Any,  # noqa: ANN401
) -> None:
    """What would be kept, stripped and understood of a page, and why. Stores nothing."""
    desk = desk_of(context, options)
    settings = desk.settings() if desk.config.exists() else None
    if jsonl is not None:
        _batch(jsonl, settings, warm=warm)
        return
    if target is None:
        raise UsageError("name an address, a file, or - for standard input; or give --jsonl FILE")
    stdin = sys.stdin.buffer.read() if target == "-" else b""
    fetch = settings.fetch if settings else FetchOptions()
    body, content_type, url = read_target(target, stdin, options=fetch, now=datetime.now(UTC))
    given = {"url": options["url"] or url, "title": options["title"], "published": options["published"]}
    asked = Asked(name=target, page=one_page(body, content_type, given))
    tools = prepare(settings.lexicon if settings else None)
    found = next(iter(inspect_batch([asked], tools, warm=False)))
    if desk.as_json:
        desk.answer(found)
    elif found["error"]:
        raise UsageError(f"{target}: {found['error']}")
    else:
        _print(desk, found)


def _batch(path: Path, settings: Settings | None, *, warm: bool) -> None:
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            asked = list(read_lines(lines, path.parent))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    for answer in inspect_batch(asked, prepare(settings.lexicon if settings else None), warm=warm):
        click.echo(json.dumps(answer, ensure_ascii=False))


def _print(desk: Desk, found: dict[str, Any]) -> None:
    out = console()
    out.print(Text(found["title"] or "(no title)", style="bold"))
    dated = found["published"] or "no day of publication"
    out.print(Text(f"{dated}, {found['language'] or 'language unknown'}"))
    out.print()
    for block in found["blocks"]:
        mark, style = ("  ", "") if block["kept"] else ("× ", "dim")
        rule = "" if block["kept"] else f"  [{block['rule']}]"
        out.print(Text(f"{mark}{block['order']:>3} {block['text']}{rule}", style=style))
    out.print()
    verdict = "relevant" if found["relevant"] else "not relevant"
    out.print(Text(f"{verdict}, score {found['score']}", style="bold"))
    for reason in found["why"]:
        out.print(Text(f"  {reason}"))
    for event in found["events"]:
        out.print()
        for name, value in event.items():
            if name == "evidence" or value in (None, [], False):
                continue
            out.print(Text(f"{name:>20}  {', '.join(value) if isinstance(value, list) else value}"))
        for quote in {(q["block"], q["text"]): q for q in event["evidence"]}.values():
            out.print(Text(f"{'block ' + str(quote['block']):>20}  “{quote['text']}”", style="italic"))
    if not found["events"] and desk.verbose >= 0:
        out.print("no event")


COMMANDS = (inspect,)
