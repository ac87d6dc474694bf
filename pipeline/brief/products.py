"""Whether a restriction is about a tool of ours: names, versions, models, a vendor's whole line, and AI as a class."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model.options import InventoryTool
from pipeline.model.restriction import Restriction, Target

Grade = Literal["same", "open", "other"]
_ORDER: tuple[Grade, ...] = ("same", "open", "other")

_VERSION = re.compile(r"(?P<base>.+?)[ -]v?(?P<version>\d.*)")
_LINE = ("", " ai", " models", " products", " services", " software", " tools")
"""What stands behind a vendor's name where all that it makes is meant."""
_CLASS = re.compile(
    r"(?:gen(?:erative)?[ -]?)?(?:ai|artificial intelligence)(?: .+)?|chat ?bots?|(?:large )?language models?|llms?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How far a target is a tool of ours.

    Attributes:
        grade: "same"; "open", if it may be; "other", if it is another version of it.
        target: the target, as the register prints it.
        disputed: sources disagree on what is restricted.
    """

    grade: Grade
    target: str
    disputed: bool = False


def fit(row: Restriction, tool: InventoryTool) -> Fit | None:
    """The closest of a row's targets; None if none of them has to do with the tool.

    Where sources disagree on the targets, any of them that fits leaves it open.
    """
    claim = row.claims.targets
    if claim.status != "disputed":
        return _closest(claim.value, tool)
    found = [_closest(alternative.value, tool) for alternative in claim.alternatives]
    named = next((one for one in found if one and one.grade != "other"), None)
    return Fit(grade="open", target=named.target, disputed=True) if named else None


def _closest(value: object, tool: InventoryTool) -> Fit | None:
    targets = [item for item in value if isinstance(item, Target)] if isinstance(value, tuple) else []
    graded = [(_ORDER.index(grade), place) for place, t in enumerate(targets) for grade in _grades(t, tool)]
    if not graded:
        return None
    best, place = min(graded)
    return Fit(grade=_ORDER[best], target=targets[place].tool)


def _grades(target: Target, tool: InventoryTool) -> Iterator[Grade]:
    """All that speaks for a target being a tool, as far as it goes."""
    named = target.tool.casefold()
    own = [name.casefold() for name in (tool.name, *tool.aliases)]
    if named in own or any(named == f"{name.casefold()}{ending}" for name in tool.vendor_names for ending in _LINE):
        yield "same"
    base, version = _parted(named)
    for other, ours in map(_parted, own):
        if base == other:
            yield _by_version(version, ours)
        elif not version and other.startswith(f"{base} ") and _may_share_vendor(target, tool):
            yield "open"  # a text that says "Claude" may mean Claude Code as well
    if base in [name.casefold() for name in tool.wholes]:
        yield "open" if version else "same"
    if base in [name.casefold() for name in tool.parts]:
        yield "open"
    if target.vendor is None and _CLASS.fullmatch(named):
        yield "open"


def _parted(name: str) -> tuple[str, str]:
    """A name without its version, and the version: "gpt" and "4.5"."""
    found = _VERSION.fullmatch(name)
    return (found["base"], found["version"]) if found else (name, "")


def _by_version(named: str, ours: str) -> Grade:
    """A product is all its versions; what is said of one version is not said of another."""
    if named in ("", ours):
        return "same"
    return "open" if named.startswith(ours) or ours.startswith(named) else "other"


def _may_share_vendor(target: Target, tool: InventoryTool) -> bool:
    vendors = {name.casefold() for name in (tool.vendor, *tool.vendor_names) if name}
    return not vendors or target.vendor is None or target.vendor.casefold() in vendors
