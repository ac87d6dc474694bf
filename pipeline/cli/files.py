"""Commands about files and forms: init, config, schema, dump."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from pipeline.cli.desk import Desk, common, desk_of, hint, json_line, own_command, tell, warn
from pipeline.config.differences import differences
from pipeline.config.fields import contact_problem, placeholder_contact
from pipeline.config.inventory import InventoryShape
from pipeline.config.lines import Lined, Path_, dotted, read_yaml
from pipeline.config.missed import MissedShape
from pipeline.config.override_shapes import OverridesShape
from pipeline.config.playbook import PLAYBOOK, PlaybookShape
from pipeline.config.settings import INVENTORY, OVERRIDES, Feeds, read_feeds
from pipeline.config.shapes import FeedsShape
from pipeline.model.errors import UsageError
from pipeline.render.register_json import schema_json
from pipeline.starter import write_starter
from pipeline.text.words import json_visible


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option(
    "--contact", metavar="MAIL|PAGE", help="Where the owners of sites can reach you; printed in every request."
)
@common
@click.pass_context
def init(context: click.Context, /, folder: Path, contact: str | None, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Write a commented feeds.yaml, an inventory, a playbook, a cron line and a systemd timer to start from.

    Files that are there already are left alone.
    """
    desk = desk_of(context, options)
    feeds = folder / "feeds.yaml"
    written = write_starter(folder, command=own_command(), contact=_reachable(contact))
    if desk.as_json:
        desk.answer([str(path) for path in written])
        return
    for path in written:
        desk.say(f"written: {path}")
    if not written:
        desk.say("all files are there already; nothing was written")
    filled = contact is not None and feeds in written
    first = "" if filled else f"fill in fetch.contact in {feeds}, then "
    desk.say(f"next: {first}`{own_command(short=True)} run --config {shlex.quote(str(feeds))}`")


def _reachable(contact: str | None) -> str:
    if contact is None:
        return ""
    problem = contact_problem(contact)
    if not problem and placeholder_contact(contact):
        problem = f"{contact!r} is a placeholder; write an address at which you can be reached"
    if problem:
        raise UsageError(f"--contact: {problem}")
    return contact


@click.command()
@click.option("--diff", is_flag=True, help="Only what differs from the sources that ship, and what is new among them.")
@common
@click.pass_context
def config(context: click.Context, /, *, diff: bool, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Check the configuration, and show the settings in force and where each came from."""
    desk = desk_of(context, options)
    hint(desk.settings())
    feeds = read_feeds(desk.config)
    if diff:
        _tell_differences(desk, feeds)
        return
    told = [*_in_force(feeds.lined, feeds.shape), *_sources(feeds)]
    for line in desk.settings().hints:
        warn(f"offlimits: {line}")
    beside: tuple[tuple[str, type[BaseModel]], ...] = (
        (INVENTORY, InventoryShape),
        (PLAYBOOK, PlaybookShape),
        (OVERRIDES, OverridesShape),
    )
    for name, shape in beside:
        if (desk.config.parent / name).exists():
            lined = read_yaml(desk.config.parent / name)
            told += _in_force(lined, shape.model_validate(lined.data))
    if desk.as_json:
        desk.answer([{"key": key, "value": value, "from": origin} for key, value, origin in told])
        return
    width = max(len(key) for key, _, _ in told)
    for key, value, origin in told:
        tell(f"{key:<{width}}  {json_line(value)}  ({origin})")


def _tell_differences(desk: Desk, feeds: Feeds) -> None:
    if feeds.pack is None:
        raise UsageError(f"{feeds.lined.name}: does not use the sources that ship; write `use: defaults` to do so")
    found = differences(feeds)
    if desk.as_json:
        desk.answer([_plain(asdict(one)) for one in found])
        return
    version = f"the sources of {feeds.pack.version}"
    tell(f"{feeds.lined.name} differs from {version}:" if found else f"{feeds.lined.name} reads {version} as they are")
    for one in found:
        said = f"{one.key}: {json_line(_plain(one.before))} → {json_line(_plain(one.after))}" if one.key else one.after
        tell(f"{one.change:<8}  {one.source_id:<24}  {said or ''}  ({one.place})")


@click.command()
@click.argument(
    "name",
    type=click.Choice(["register", "feeds", "inventory", "playbook", "overrides", "missed"]),
    default="register",
)
@common
@click.pass_context
def schema(context: click.Context, /, name: str, **options: Any) -> None:  # noqa: ANN401 - the common options
    """The JSON Schema of the register, or of feeds, inventory, playbook, overrides or missed.yaml."""
    desk = desk_of(context, options)
    shapes: dict[str, type[BaseModel]] = {
        "feeds": FeedsShape,
        "inventory": InventoryShape,
        "playbook": PlaybookShape,
        "overrides": OverridesShape,
        "missed": MissedShape,
    }
    desk.answer(json.loads(schema_json()) if name == "register" else shapes[name].model_json_schema())


@click.command()
@click.option(
    "--canonical",
    is_flag=True,
    help="Needed, as there is no other form: without times of fetching, so that equal content is equal text.",
)
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


def _in_force(lined: Lined, shape: BaseModel) -> list[tuple[str, Any, str]]:
    """Every setting with its value and where it came from: "feeds.yaml:12", or "default"."""
    plain = shape.model_dump(mode="json", by_alias=True)
    if isinstance(shape, FeedsShape):  # of a source, only what is said of it
        plain["sources"] = [one.model_dump(mode="json", by_alias=True, exclude_unset=True) for one in shape.sources]
        del plain["override"]  # its keys are told with the sources that they change
    found: list[tuple[str, Any, str]] = []
    _flatten(plain, (), lined, found)
    return found


def _sources(feeds: Feeds) -> Iterator[tuple[str, Any, str]]:
    """The shipped sources that are read, with what feeds.yaml changes of them; then all that are not read, and why."""
    version = f"defaults of {feeds.pack.version}" if feeds.pack else ""
    for choice in feeds.choices:
        origins = [version] if choice.shipped else []
        if choice.place:
            origins.append(feeds.lined.where(choice.place).split(": ")[0])
        origin = ", ".join(origins)
        if choice.reason:
            yield f"disabled.{choice.shape.id}", choice.reason, origin
        elif choice.shipped:
            yield f"defaults.{choice.shape.id}", _plain(dict(choice.raw)), origin


def _plain(value: Any) -> Any:  # noqa: ANN401 - YAML of any shape
    """What JSON can hold: YAML has days."""
    return json.loads(json.dumps(value, default=str))


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
