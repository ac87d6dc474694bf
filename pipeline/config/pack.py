"""The sources that ship with the package: a dated pack of data, beside which feeds.yaml says what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from pipeline.config.fields import SHIPPED, Day, Line, Shape
from pipeline.config.source_shapes import SourceShape


class PackedShape(SourceShape):
    """One source of the pack; ``since`` is the version that brought it, where that was not the first."""

    since: Day | None = None


class GroupShape(Shape):
    """Sources of one sort, in the order of their ids."""

    title: Line
    sources: tuple[PackedShape, ...]


class PackShape(Shape):
    """The file."""

    version: Day
    groups: tuple[GroupShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The shipped sources.

    Attributes:
        version: the day on which they were last reviewed.
        shapes: all sources by id, in the order of the file.
        raw: their keys as they are written, without ``since``.
    """

    version: date
    shapes: Mapping[str, PackedShape]
    raw: Mapping[str, Mapping[str, Any]]


def pack_text() -> str:
    """The file as it ships."""
    return (resources.files("pipeline.config") / "defaults" / "sources.yaml").read_text(encoding="utf-8")


def read_pack() -> Pack:
    """The pack that ships; a test holds what is in it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built
    data = yaml.load(pack_text(), Loader=loader)  # noqa: S506 - a safe loader, both are
    checked = PackShape.model_validate(data, context=SHIPPED)
    shapes = {shape.id: shape for group in checked.groups for shape in group.sources}
    raw = {
        line["id"]: {key: value for key, value in line.items() if key != "since"}
        for group in data["groups"]
        for line in group["sources"]
    }
    return Pack(version=checked.version, shapes=MappingProxyType(shapes), raw=MappingProxyType(raw))
