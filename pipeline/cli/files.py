"""Commands about files and forms: init, config, schema, dump."""

import json
import shlex
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from pipeline.cli.desk import common, desk_of, hint, json_line, own_command, tell
from pipeline.config.lines import Lined, Path_, dotted, read_yaml
from pipeline.config.settings import INVENTORY
from pipeline.config.shapes import FeedsShape, InventoryShape
from pipeline.model.errors import UsageError
from pipeline.render.register_json import schema_json
from pipeline.starter import write_starter
from pipeline.text.words import json_visible


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@common
@click.pass_context
def init(context: click.Context, /, folder: Path, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Write a commented feeds.yaml, an inventory, a cron line and a systemd timer to start from.

    Files that are there already are left alone.
    """
    desk = desk_of(context, options)
    written = write_starter(folder, command=own_command())
    if desk.as_json:
        desk.answer([str(path) for path in written])
        return
    for path in written:
        desk.say(f"written: {path}")
    if not written:
        desk.say("all files are there already; nothing was written")
    desk.say(
        f"next: fill in fetch.contact in {folder / 'feeds.yaml'}, then"
        f" `{own_command(short=True)} run --config {shlex.quote(str(folder / 'feeds.yaml'))}`"
    )


@click.command()
@common
@click.pass_context
def config(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Check the configuration, and show the settings in force and where each came from."""
    desk = desk_of(context, options)
    hint(desk.settings())
    told = _in_force(read_yaml(desk.config), FeedsShape)
    inventory = desk.config.parent / INVENTORY
    if inventory.exists():
        told += _in_force(read_yaml(inventory), InventoryShape)
    if desk.as_json:
        desk.answer([{"key": key, "value": value, "from": origin} for key, value, origin in told])
        return
    width = max(len(key) for key, _, _ in told)
    for key, value, origin in told:
        tell(f"{key:<{width}}  {json_line(value)}  ({origin})")


@click.command()
@click.argument("name", type=click.Choice(["register", "feeds", "inventory"]), default="register")
@common
@click.pass_context
def schema(context: click.Context, /, name: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """The JSON Schema of the register, of feeds.yaml or of inventory.yaml."""
    desk = desk_of(context, options)
    shapes: dict[str, type[BaseModel]] = {"feeds": FeedsShape, "inventory": InventoryShape}
    desk.answer(json.loads(schema_json()) if name == "register" else shapes[name].model_json_schema())


@click.command()
@click.option("--canonical", is_flag=True, help="Without times of fetching, so that equal content is equal text.")
@common
@click.pass_context
def dump(context: click.Context, /, *, canonical: bool, **options: Any) -> None:  # noqa: ANN401 - the common options
    """The content of the database as text, for comparison: one JSON object a line."""
    desk = desk_of(context, options)
    if not canonical:
        raise UsageError("write `offlimits dump --canonical`; there is no other form")
    with desk.store() as store:
        for line in store.canonical():
            click.echo(json_visible(line))


def _in_force(lined: Lined, shape: type[BaseModel]) -> list[tuple[str, Any, str]]:
    """Every setting with its value and where it came from: "feeds.yaml:12", or "default"."""
    checked = shape.model_validate(lined.data)
    found: list[tuple[str, Any, str]] = []
    _flatten(checked.model_dump(mode="json", by_alias=True), (), lined, found)
    return found


def _flatten(value: Any, path: Path_, lined: Lined, found: list[tuple[str, Any, str]]) -> None:  # noqa: ANN401
    if isinstance(value, dict) and value:
        for key, item in value.items():
            _flatten(item, (*path, key), lined, found)
        return
    if isinstance(value, list) and value and isinstance(value[0], dict):
        for number, item in enumerate(value):
            _flatten(item, (*path, number), lined, found)
        return
    origin = f"{lined.name}:{lined.lines[path]}" if path in lined.lines else "default"
    found.append((dotted(path), value, origin))


COMMANDS = (init, config, schema, dump)
