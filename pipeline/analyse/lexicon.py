"""The lexicon: vendors, tools, actors and regions, as sorted data files, and extended from feeds.yaml.

Every entry is one line of ``data/*.yaml``, checked when it is loaded. Names are matched as they are written; names that
are also common words ("Cursor", "Gemini") count only beside a second signal (see ``mentions``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from pipeline.model.vocabulary import ActorType

PACK_DATE = "2026-11-22"
"""Day on which the shipped data files were last reviewed."""

_STRICT = ConfigDict(extra="forbid")


@checked(config=_STRICT, frozen=True)
class Tool:
    """An AI tool, model or product.

    Attributes:
        also: other spellings.
        common: spellings that are also common words or names.
        models: words that may follow the name ("Claude 3.7 Sonnet").
    """

    name: str
    vendor: str
    also: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@checked(config=_STRICT, frozen=True)
class Vendor:
    """A maker of AI tools."""

    name: str
    country: str | None = None
    also: tuple[str, ...] = ()


@checked(config=_STRICT, frozen=True)
class Actor:
    """A body or firm that imposes restrictions."""

    name: str
    type: ActorType
    country: str | None = None
    also: tuple[str, ...] = ()


@checked(config=_STRICT, frozen=True)
class Region:
    """A country or group of countries; ``code`` is its ISO 3166 code, or EU."""

    code: str
    name: str
    adjective: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What an operator adds in feeds.yaml."""

    tools: tuple[Tool, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All names that are known."""

    tools: tuple[Tool, ...]
    vendors: tuple[Vendor, ...]
    actors: tuple[Actor, ...]
    regions: tuple[Region, ...]
    by_tool: dict[str, Tool] = field(default_factory=dict)
    by_vendor: dict[str, Vendor] = field(default_factory=dict)
    by_actor: dict[str, Actor] = field(default_factory=dict)
    by_region: dict[str, Region] = field(default_factory=dict)

    def extended(self, additions: Additions) -> "Lexicon":
        """With an operator's names; an entry of the same name replaces the shipped one."""
        return _indexed(
            replace(
                self,
                tools=_joined(self.tools, additions.tools),
                vendors=_joined(self.vendors, additions.vendors),
                actors=_joined(self.actors, additions.actors),
            )
        )


EntryT = TypeVar("EntryT", Tool, Vendor, Actor)


def load() -> Lexicon:
    """The lexicon that ships with the package.

    Raises:
        ValueError: an entry is malformed or out of order; names the file.
    """
    data = resources.files("pipeline.analyse") / "data"
    return _indexed(
        Lexicon(
            tools=_read(data / "tools.yaml", TypeAdapter(tuple[Tool, ...])),
            vendors=_read(data / "vendors.yaml", TypeAdapter(tuple[Vendor, ...])),
            actors=_read(data / "actors.yaml", TypeAdapter(tuple[Actor, ...])),
            regions=_read(data / "regions.yaml", TypeAdapter(tuple[Region, ...])),
        )
    )


def read_pack(name: str) -> Any:  # noqa: ANN401 - the shape is checked by the caller's TypeAdapter
    """One of the shipped data files, as plain data."""
    return yaml.safe_load((resources.files("pipeline.analyse") / "data" / name).read_text(encoding="utf-8"))


RowsT = TypeVar("RowsT")


def _read(path: Traversable, shape: TypeAdapter[tuple[RowsT, ...]]) -> tuple[RowsT, ...]:
    rows = shape.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    keys = [str(getattr(row, "code", None) or getattr(row, "name", "")).casefold() for row in rows]
    if keys != sorted(set(keys)):
        wrong = next(key for key, right in zip(keys, sorted(keys), strict=True) if key != right or keys.count(key) > 1)
        raise ValueError(f"{path.name}: entries must be sorted and unique; look at {wrong!r}")
    return rows


def _joined(shipped: Sequence[EntryT], added: Sequence[EntryT]) -> tuple[EntryT, ...]:
    merged = {entry.name: entry for entry in shipped} | {entry.name: entry for entry in added}
    return tuple(merged[name] for name in sorted(merged, key=str.casefold))


def _indexed(lexicon: Lexicon) -> Lexicon:
    return replace(
        lexicon,
        by_tool={tool.name: tool for tool in lexicon.tools},
        by_vendor={vendor.name: vendor for vendor in lexicon.vendors},
        by_actor={actor.name: actor for actor in lexicon.actors},
        by_region={region.code: region for region in lexicon.regions},
    )
