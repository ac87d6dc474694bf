"""What the documentation says of the code is true; whoever adds a command, a setting or a word documents it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from pydantic import BaseModel

from pipeline.config.inventory import InventoryShape
from pipeline.config.missed import MissedShape
from pipeline.config.override_shapes import OverridesShape
from pipeline.config.playbook import PlaybookShape
from pipeline.config.retracted import RetractionsShape
from pipeline.config.shapes import FeedsShape
from pipeline.model import vocabulary
from pipeline.parse import metadata
from tests.contract.commands import commands, commands_page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_page_of_commands_is_the_help_that_the_commands_print() -> None:
    assert page("reference/commands.md") == commands_page(), "run python -m tests.contract.commands"


def test_every_command_is_in_the_readme_or_the_guides() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *DOCS.rglob("*.md")])
    for name, _ in commands():
        assert f"offlimits {name}" in texts or f"`{name}`" in texts, name


def keys(schema: dict[str, Any], node: dict[str, Any]) -> Iterator[str]:
    for option in (node, *node.get("anyOf", [])):
        resolved = schema["$defs"][option["$ref"].rsplit("/", 1)[1]] if "$ref" in option else option
        for name, inner in resolved.get("properties", {}).items():
            yield name
            yield from keys(schema, inner)
        if "items" in resolved:
            yield from keys(schema, resolved["items"])


@pytest.mark.parametrize(
    "shape", [FeedsShape, InventoryShape, PlaybookShape, OverridesShape, MissedShape, RetractionsShape]
)
def test_every_setting_is_documented(shape: type[BaseModel]) -> None:
    schema = shape.model_json_schema()
    told = page("reference/configuration.md")
    for name in keys(schema, schema):
        assert re.search(rf"\b{name}\b", told), name


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("action", vocabulary.Action),
        ("status", vocabulary.EventStatus),
        ("mechanism", vocabulary.Mechanism),
        ("actor_type", vocabulary.ActorType),
        ("reasons", vocabulary.Reason),
        ("surfaces", vocabulary.Surface),
        ("kind", vocabulary.BlockKind),
        ("barrier", vocabulary.Barrier),
    ],
)
def test_the_vocabularies_of_inspect_are_those_of_the_code(row: str, values: object) -> None:
    line = next(line for line in page("reference/inspect.md").splitlines() if line.startswith(f"| `{row}` |"))
    listed = [word.strip() for word in line.split("|")[2].split(",")]
    assert sorted(listed) == sorted(get_args(values))


def test_every_room_of_the_house_is_in_the_architecture() -> None:
    told = page("architecture.md")
    for room in sorted((ROOT / "pipeline").iterdir()):
        if room.is_dir() and (room / "__init__.py").exists():
            assert f"{room.name}/" in told, room.name
        elif room.suffix == ".py" and room.stem not in ("__init__", "__main__"):
            assert room.name in told, room.name


def test_every_table_of_the_database_is_in_the_architecture() -> None:
    statements = (ROOT / "pipeline" / "store" / "schema.py").read_text(encoding="utf-8")
    told = page("architecture.md")
    for table in re.findall(r"CREATE TABLE (\w+)", statements):
        assert f"`{table}`" in told, table


def test_every_rule_of_the_parser_is_documented_and_no_other() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline" / "parse").glob("*.py"))
    rules = set(re.findall(r'"((?:change|chrome|filler):[a-z-]+)"', code))
    assert set(re.findall(r"^\| `([a-z:-]+)` \|", page("reference/rules.md"), re.MULTILINE)) == rules


def test_the_sources_of_metadata_are_documented_in_their_order() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| ([^|]+) \|", page("reference/metadata.md"), re.MULTILINE)
    assert {field: tuple(sources.split(", ")) for field, sources in rows} == dict(metadata.ORDER)


def test_links_inside_the_documentation_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)}: {target}"


def test_every_decision_is_listed() -> None:
    listed = page("decisions/README.md")
    for path in sorted((DOCS / "decisions").glob("0*.md")):
        assert path.name in listed


def test_every_option_has_help() -> None:
    for name, command in commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"
