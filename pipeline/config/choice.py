"""Which sources are read, and why others are not: the shipped pack, and what feeds.yaml says beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.config.clashes import is_interface, page
from pipeline.config.lines import Lined, Path_
from pipeline.config.pack import Pack
from pipeline.config.shapes import FeedsShape
from pipeline.config.source_shapes import SourceShape, overridden
from pipeline.model.rights import BY_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One source, and whether it is read.

    Attributes:
        shape: with what feeds.yaml changes.
        raw: the keys that are said of it, as they are written.
        reason: why it is not read; empty if it is.
        place: where feeds.yaml speaks of it; empty where it does not.
        shipped: it is of the pack.
    """

    shape: SourceShape
    raw: Mapping[str, Any]
    reason: str
    place: Path_
    shipped: bool


def choices(feeds: FeedsShape, lined: Lined, pack: Pack | None) -> tuple[Choice, ...]:
    """Every source: those of the pack in its order, then those of feeds.yaml in theirs.

    Args:
        feeds: checked, as ``lined`` is by ``clashes``.
        lined: feeds.yaml as it is written.
        pack: None if feeds.yaml does not use it.
    """
    listed = [
        Choice(shape=shape, raw=raw, reason=_off(shape), place=("sources", number), shipped=False)
        for number, (shape, raw) in enumerate(zip(feeds.sources, lined.data.get("sources", ()), strict=True))
    ]
    own = {page(choice.shape.url): choice.shape.id for choice in listed if not is_interface(choice.shape.kind)}
    shipped = [_of_pack(source_id, pack, feeds, lined, own) for source_id in pack.shapes] if pack else []
    return (*shipped, *listed)


def _of_pack(source_id: str, pack: Pack, feeds: FeedsShape, lined: Lined, own: Mapping[str, str]) -> Choice:
    shape: SourceShape = pack.shapes[source_id]
    raw = pack.raw[source_id]
    place: Path_ = ()
    if source_id in feeds.override:
        place = ("override", source_id)
        raw = overridden(raw, lined.data["override"][source_id])
        shape = SourceShape.model_validate(raw)
    reason = _off(shape)
    if source_id in feeds.disable:
        place = ("disable", feeds.disable.index(source_id))
        reason = f"disabled in {lined.name}"
    elif page(shape.url) in own:
        reason = f"{lined.name} lists its address itself, as {own[page(shape.url)]!r}"
    return Choice(shape=shape, raw=raw, reason=reason, place=place, shipped=True)


def _off(shape: SourceShape) -> str:
    """Why a source is not read by its own keys; empty if it is."""
    if shape.enabled is None and not BY_TERMS[shape.terms].fetch:
        return shape.reason or f"its terms are {shape.terms!r}; enabled: true reads it all the same"
    if shape.enabled is False:
        return shape.reason or "enabled: false"
    return ""
