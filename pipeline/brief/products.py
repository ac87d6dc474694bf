"""Whether a restriction is about a tool of ours: names, versions, models, a vendor's whole line, and AI as a class."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from pipeline.model.options import InventoryTool
from pipeline.model.restriction import Restriction, Target
from pipeline.model.vocabulary import Surface
from pipeline.text.words import words

Grade = Literal["same", "open", "other"]
_ORDER: tuple[Grade, ...] = ("same", "open", "other")

_VERSION = re.compile(r"(?P<base>.+?)[ -]v?(?P<version>\d.*)")
_LINE = ("", " ai", " models", " products", " services", " software", " tools")
"""What stands behind a vendor's name where all that it makes is meant."""
_CLASS = re.compile(
    r"(?:gen(?:erative)?[ -]?)?(?:ai|artificial intelligence)"
    r"(?: (?:agents?|app(?:lication)?s?|assistants?|chat ?bots?|companions?|features?|functions?|generators?|models?|"
    r"note-?takers?|products?|programs?|services?|software|systems?|technolog(?:y|ies)|tools?|"
    r"(?:coding|image|programming|writing) (?:agents?|assistants?|generators?|tools?)))?"
    r"|chat ?bots?|(?:large )?language models?|llms?"
)


_SURFACES: Mapping[Surface, str] = MappingProxyType(
    {
        "api": "the API",
        "app": "the app",
        "cloud-marketplace": "what cloud marketplaces sell",
        "ide": "the editor",
        "web": "the website",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All names by which a tool may be restricted, in small letters.

    Attributes:
        own: the tool's, each with its base and version.
        lines: names of all that its vendor makes.
        vendors: names of its vendor; empty if that is not known.
    """

    own: Mapping[str, tuple[str, str]]
    lines: frozenset[str]
    wholes: frozenset[str]
    parts: frozenset[str]
    vendors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How far a target is a tool of ours.

    Attributes:
        grade: "same"; "open", if it may be; "other", if it is another version of it.
        target: the target, as the register prints it.
        is_class: the target is no tool but a class of them, such as "AI chatbots".
        surface: the only way of using it that is restricted, in words; empty if there are others, or it is its nature.
        disputed: sources disagree on what is restricted.
    """

    grade: Grade
    target: str
    is_class: bool = False
    surface: str = ""
    disputed: bool = False


def names_of(tool: InventoryTool) -> Names:
    """A tool's names, made once and compared with many targets."""
    return Names(
        own={name.casefold(): _parted(name.casefold()) for name in (tool.name, *tool.aliases)},
        lines=frozenset(f"{name.casefold()}{ending}" for name in tool.vendor_names for ending in _LINE),
        wholes=_folded(tool.wholes),
        parts=_folded(tool.parts),
        vendors=_folded((tool.vendor, *tool.vendor_names)) - {""},
    )


def fit(row: Restriction, names: Names) -> Fit | None:
    """The closest of a row's targets; None if none of them has to do with the tool.

    Where sources disagree on the targets, any of them that fits leaves it open.
    """
    claim = row.claims.targets
    if claim.status != "disputed":
        return _closest(claim.value, names)
    found = [_closest(alternative.value, names) for alternative in claim.alternatives]
    named = next((one for one in found if one and one.grade != "other"), None)
    return replace(named, grade="open", disputed=True) if named else None


def _closest(value: object, names: Names) -> Fit | None:
    targets = [item for item in value if isinstance(item, Target)] if isinstance(value, tuple) else []
    graded = [(_ORDER.index(grade), place) for place, t in enumerate(targets) for grade in _grades(t, names)]
    if not graded:
        return None
    best, place = min(graded)
    target = targets[place]
    surface = _surface(target) if _ORDER[best] == "same" else ""
    return Fit(grade=_ORDER[best], target=target.tool, is_class=_is_class(target), surface=surface)


def _grades(target: Target, names: Names) -> Iterator[Grade]:
    """All that speaks for a target being a tool, as far as it goes."""
    named = target.tool.casefold()
    if named in names.own or named in names.lines or any(_alike(named, own) for own in names.own):
        yield "same"
    base, version = _parted(named)
    for other, ours in names.own.values():
        if base == other:
            yield _by_version(version, ours)
        elif not version and other.startswith(f"{base} ") and _may_share_vendor(target, names):
            yield "open"  # a text that says "Claude" may mean Claude Code as well
    if base in names.wholes:
        yield "open" if version else "same"
    if base in names.parts or _is_class(target):
        yield "open"


def _surface(target: Target) -> str:
    """The one way of using a tool that is restricted; not what the tool's own name says, as of "OpenAI API"."""
    ways = [way for way in target.surfaces if way in _SURFACES]
    if len(target.surfaces) != 1 or not ways or ways[0] in words(target.tool):
        return ""
    return _SURFACES[ways[0]]


def _alike(one: str, other: str) -> bool:
    """Whether two names have the same words: "Claude Sonnet 3.7" and "Claude 3.7 Sonnet"."""
    return len(one) == len(other) and sorted(one.split()) == sorted(other.split())


def _is_class(target: Target) -> bool:
    return target.vendor is None and bool(_CLASS.fullmatch(target.tool.casefold()))


def _parted(name: str) -> tuple[str, str]:
    """A name without its version, and the version: "gpt" and "4.5"."""
    found = _VERSION.fullmatch(name)
    return (found["base"], found["version"]) if found else (name, "")


def _by_version(named: str, ours: str) -> Grade:
    """A product is all its versions; what is said of one version is not said of another."""
    if named in ("", ours):
        return "same"
    return "open" if named.startswith(ours) or ours.startswith(named) else "other"


def _may_share_vendor(target: Target, names: Names) -> bool:
    return not names.vendors or target.vendor is None or target.vendor.casefold() in names.vendors


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
