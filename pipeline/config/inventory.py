"""The shape of inventory.yaml, and the record made of it: every tool with all names by which it may be restricted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, model_validator

from pipeline.analyse.lexicon.countries import load_countries
from pipeline.analyse.lexicon.groups import load_groups
from pipeline.analyse.lexicon.names import Lexicon, Tool
from pipeline.config.fields import Line, Place, Shape
from pipeline.config.lines import Lined, Path_
from pipeline.config.problems import near
from pipeline.model.options import Inventory, InventoryTool, Play
from pipeline.model.vocabulary import Criticality
from pipeline.text.words import clean, words

_OFTEN_MEANT = {"EN": "GB", "UK": "GB"}


class ToolShape(Shape):
    """One line under ``tools`` of inventory.yaml; ``countries`` is what ``regions`` was called before."""

    name: Line
    aliases: tuple[Line, ...] = ()
    vendor: Annotated[str, Field(max_length=300)] = ""
    owner: Annotated[str, Field(max_length=300)] = ""
    seats: Annotated[int, Field(ge=0)] | None = None
    regions: tuple[Place, ...] = ()
    countries: Annotated[tuple[Place, ...], Field(exclude_if=lambda given: not given)] = ()
    criticality: Criticality | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "ToolShape":
        if self.regions and self.countries:
            raise ValueError("'countries' is the old name of 'regions', and both stand here; remove 'countries'")
        return self


class OrganisationShape(Shape):
    """``organisation`` of inventory.yaml."""

    name: Line
    aliases: tuple[Line, ...] = ()
    countries: tuple[Place, ...] = ()
    owner_countries: tuple[Place, ...] = ()
    sector: Annotated[str, Field(max_length=300)] = ""
    public_sector: bool = False


class InventoryShape(Shape):
    """inventory.yaml."""

    organisation: OrganisationShape
    tools: tuple[ToolShape, ...] = ()


def inventory_clashes(shape: InventoryShape, lined: Lined) -> Iterator[str]:
    """What cannot be, one line each: file, line, key, and what would be right."""
    known = {*load_countries().names, *load_groups()}
    for path, code in _places(shape):
        if code not in known:
            meant = f"did you mean {_OFTEN_MEANT[code]!r}?" if code in _OFTEN_MEANT else "write one such as 'DE'"
            yield f"{lined.where(path)}: {code!r} is no country of ISO 3166; {meant}"
    seen: dict[str, str] = {}
    for number, tool in enumerate(shape.tools):
        for name in dict.fromkeys((tool.name, *tool.aliases)):
            other = seen.setdefault(name.casefold(), tool.name)
            if other != tool.name or (name == tool.name and shape.tools.index(tool) != number):
                where = lined.where(("tools", number, "name"))
                yield f"{where}: {name!r} is {other!r} already; make one line of the two"


def unlisted(shape: InventoryShape, lined: Lined, lexicon: Lexicon) -> Iterator[str]:
    """Tools under names by which no report is understood; they are allowed, and nothing will be found about them."""
    spellings = {word.casefold(): word for tool in lexicon.tools.values() for word in _spellings(tool)}
    for number, tool in enumerate(shape.tools):
        if any(_known(name, lexicon) for name in (tool.name, *tool.aliases)):
            continue
        meant = spellings.get(near(tool.name.casefold(), list(spellings)), "")
        mend = "add it to lexicon.tools in feeds.yaml, or reports about it may be missed"
        told = f"did you mean {meant!r}? If not, {mend}" if meant else mend
        yield f"{lined.where(('tools', number, 'name'))}: {tool.name!r} is in no list of tools; {told}"


def inventory_of(shape: InventoryShape, lexicon: Lexicon, playbook: tuple[Play, ...]) -> Inventory:
    """The record of it.

    Args:
        shape: as it is written.
        lexicon: names that are known, with those of feeds.yaml.
        playbook: what is done where something touches a tool.
    """
    us = shape.organisation
    used = {code for _, code in _places(shape)}
    names = load_countries().names
    regions = {code: lexicon.regions[code].name for code in lexicon.regions}
    return Inventory(
        organisation=clean(us.name),
        aliases=tuple(dict.fromkeys(name for given in (us.name, *us.aliases) for name in _our_names(given, lexicon)))[
            1:
        ],
        countries=us.countries,
        owner_countries=us.owner_countries,
        sector=clean(us.sector),
        public_sector=us.public_sector,
        tools=tuple(_tool(tool, lexicon) for tool in shape.tools),
        places={code: regions.get(code) or names.get(code, code) for code in sorted({*used, *regions})},
        place_names=frozenset(tuple(words(name)) for name in (*lexicon.region_codes, *names.values())),
        groups=load_groups(),
        playbook=playbook,
    )


def _our_names(given: str, lexicon: Lexicon) -> Iterator[str]:
    """A name of the organisation, and those under which the register prints it if the lexicon knows it."""
    yield clean(given)
    printed = lexicon.firms.get(given)
    yield from lexicon.spellings_of(printed) if printed else ()


def _places(shape: InventoryShape) -> Iterator[tuple[Path_, str]]:
    for key in ("countries", "owner_countries"):
        for place, code in enumerate(getattr(shape.organisation, key)):
            yield ("organisation", key, place), code
    for number, tool in enumerate(shape.tools):
        for key in ("regions", "countries"):
            for place, code in enumerate(getattr(tool, key)):
                yield ("tools", number, key, place), code


@dataclass(frozen=True, slots=True)
class _Known:
    """A name that the lexicon understands: one of its tools, and a model or version behind it."""

    tool: Tool
    rest: str


def _known(name: str, lexicon: Lexicon) -> _Known | None:
    """What a name means, by its longest spelling; a word behind it must be a version, or a model of the tool."""
    folded = name.casefold()
    found = [
        (len(word), _Known(tool, name[len(word) :].lstrip(" -")))
        for tool in lexicon.tools.values()
        for word in _spellings(tool)
        if folded == word.casefold() or folded.startswith((f"{word.casefold()} ", f"{word.casefold()}-"))
    ]
    fitting = [(length, known) for length, known in found if _is_part(known)]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _is_part(known: _Known) -> bool:
    first = known.rest.split(" ")[0]
    return not first or first.removeprefix("v")[:1].isdigit() or first in known.tool.models


def _tool(shape: ToolShape, lexicon: Lexicon) -> InventoryTool:
    given = (shape.name, *shape.aliases)
    understood = [known for known in (_known(name, lexicon) for name in given) if known]
    vendor = shape.vendor or next((known.tool.vendor for known in understood), "")
    aliases = (*given[1:], *(name for known in understood for name in _alike(known)))
    bare = [known.tool for known in understood if not known.rest]
    return InventoryTool(
        name=clean(shape.name),
        aliases=tuple(dict.fromkeys(clean(name) for name in aliases if name != shape.name)),
        vendor=clean(vendor),
        owner=clean(shape.owner),
        seats=shape.seats,
        regions=shape.regions or shape.countries,
        criticality=shape.criticality or "",
        wholes=tuple(dict.fromkeys(name for known in understood for name in _wholes(known, lexicon.tools))),
        parts=tuple(dict.fromkeys(f"{tool.name} {model}" for tool in bare for model in tool.models)),
        vendor_names=tuple(name for name in _firm(vendor, lexicon) if name not in lexicon.tools),
    )


def _alike(known: _Known) -> Iterator[str]:
    """Other names of the very same: "Deepseek", "深度求索"."""
    for name in (known.tool.name, *known.tool.also):
        yield f"{name} {known.rest}" if known.rest else name


def _wholes(known: _Known, tools: Mapping[str, Tool]) -> Iterator[str]:
    """What it is a model or an edition of: of "Claude Opus 4", and of "Claude Opus", "Claude"."""
    if known.rest and known.rest.split(" ")[0] in known.tool.models:
        yield known.tool.name
    for tool in tools.values():
        if tool.name != known.tool.name and any(known.tool.name == f"{tool.name} {model}" for model in tool.models):
            yield tool.name


def _firm(vendor: str, lexicon: Lexicon) -> tuple[str, ...]:
    spelt = next((row for row in lexicon.vendors.values() if vendor in (row.name, *row.also)), None)
    return (spelt.name, *spelt.also) if spelt else (vendor,) if vendor else ()


def _spellings(tool: Tool) -> tuple[str, ...]:
    return (tool.name, *tool.also, *tool.common)
