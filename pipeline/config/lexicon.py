"""The names and verbs that feeds.yaml adds to the lexicon, and what does not go together among them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from pipeline.analyse.lexicon.countries import load_countries
from pipeline.analyse.lexicon.names import Actor, Additions, Lexicon, Tool, Vendor, load
from pipeline.config.lines import Lined, Path_
from pipeline.config.problems import near
from pipeline.config.shapes import LexiconShape

RowT = TypeVar("RowT", Tool, Vendor, Actor)


def additions(shape: LexiconShape) -> Additions:
    """What is added, as the analyser takes it."""
    return Additions(
        tools=shape.tools, vendors=shape.vendors, actors=shape.actors, aliases=shape.aliases, verbs=shape.verbs
    )


def name_clashes(lined: Lined, added: Additions) -> Iterator[str]:
    """What does not go together, one line each: file, line, key, and what would be right.

    Args:
        lined: feeds.yaml.
        added: what it adds to the lexicon.
    """
    if added == Additions():
        return
    shipped = load()
    told = (*_unfit(added), *_twice(added), *_claimed_twice(added, shipped), *_of_nobody(added, shipped))
    for path, words in told:
        yield f"{lined.where(('lexicon', *path))}: {words}"


def _unfit(added: Additions) -> Iterator[tuple[Path_, str]]:
    """Spellings that no text can hold, and countries that are none."""
    known = load_countries().names
    for kind, number, row in _rows(added):
        for path, spelling in _spellings(row):
            if not spelling or spelling != " ".join(spelling.split()):
                yield (kind, number, *path), f"{spelling!r} has spaces that no text has; write it without them"
        country = None if isinstance(row, Tool) else row.country
        if country is not None and country not in {*known, "EU"}:
            yield (kind, number, "country"), f"{country!r} is no country; write the two letters of ISO 3166, such as DE"


def _claimed_twice(added: Additions, shipped: Lexicon) -> Iterator[tuple[Path_, str]]:
    """Spellings that stand for something else already, among the tools, or among vendors and actors."""
    tools = _claims(_staying(shipped.tools.values(), added.tools))
    firms = _claims(_staying(shipped.vendors.values(), added.vendors))
    firms |= _claims(_staying(shipped.actors.values(), added.actors))
    for kind, number, row in _rows(added):
        held = tools if kind == "tools" else firms
        for path, spelling in _spellings(row):
            name = held.setdefault(spelling, row.name)
            if name != row.name:
                mend = f"remove it, or write your own line for {name!r} without it"
                yield (kind, number, *path), f"{spelling!r} stands for {name!r} already; {mend}"
    for number, alias in enumerate(added.aliases):
        held = tools if alias.of in {*shipped.tools, *(tool.name for tool in added.tools)} else firms
        name = held.setdefault(alias.alias, "")
        if name:
            yield ("aliases", number, "alias"), f"{alias.alias!r} stands for {name!r} already; remove it"
        held[alias.alias] = name or alias.of


def _twice(added: Additions) -> Iterator[tuple[Path_, str]]:
    """Names that have two lines."""
    seen: set[tuple[str, str]] = set()
    for kind, number, row in _rows(added):
        if (kind, row.name) in seen:
            yield (kind, number, "name"), f"{row.name!r} stands twice; make one line of the two"
        seen.add((kind, row.name))


def _staying(shipped: Iterable[RowT], added: Iterable[RowT]) -> Iterator[RowT]:
    """Shipped rows that no added one replaces."""
    replaced = {row.name for row in added}
    return (row for row in shipped if row.name not in replaced)


def _claims(rows: Iterable[Tool | Vendor | Actor]) -> dict[str, str]:
    return {spelling: row.name for row in rows for _, spelling in _spellings(row)}


def _of_nobody(added: Additions, shipped: Lexicon) -> Iterator[tuple[Path_, str]]:
    """Aliases of names that are not listed, and marks where they have no meaning."""
    more = shipped.extended(added)
    known: Mapping[str, object] = {**more.actors, **more.vendors, **more.tools}
    for number, alias in enumerate(added.aliases):
        if alias.of not in known:
            meant = near(alias.of, list(known))
            mend = f"did you mean {meant!r}?" if meant else "add it under tools, vendors or actors"
            yield ("aliases", number, "of"), f"{alias.of!r} is in no list; {mend}"
        elif alias.common and alias.of not in more.tools:
            yield (
                ("aliases", number, "common"),
                f"{alias.of!r} is no tool, and common counts for tools alone; remove it",
            )


def _rows(added: Additions) -> Iterator[tuple[str, int, Tool | Vendor | Actor]]:
    yield from (("tools", number, tool) for number, tool in enumerate(added.tools))
    yield from (("vendors", number, vendor) for number, vendor in enumerate(added.vendors))
    yield from (("actors", number, actor) for number, actor in enumerate(added.actors))


def _spellings(row: Tool | Vendor | Actor) -> Iterator[tuple[Path_, str]]:
    """Every spelling of a row once, with where it stands."""
    yield ("name",), row.name
    yield from ((("also", place), word) for place, word in enumerate(row.also))
    common = row.common if isinstance(row, Tool) else ()
    yield from ((("common", place), word) for place, word in enumerate(common) if word not in (row.name, *row.also))
