"""The shape of one source: which keys it has, which of them go with which kind, and the record made of it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from pipeline.config.fields import (
    DateFormat,
    HeaderName,
    Id,
    Language,
    Line,
    PathPrefix,
    Selector,
    Shape,
    Values,
    Variable,
    Web,
)
from pipeline.model.source import ListRules, QueryRules, Source, WatchRules
from pipeline.model.vocabulary import Grade, SourceKind, Terms

_APIS = ("api:hn-algolia", "api:gdelt", "api:federal-register")
_DISCOVERY = ("api:hn-algolia", "api:gdelt")  # what they find are pages of others
_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "list": ("html-list",),
        "params": _APIS,
        "path_prefix": ("sitemap", "news-sitemap"),
        "queries": _APIS,
        "watch": ("page-watch",),
    }
)
_NEEDED: Mapping[str, str] = MappingProxyType(
    {"api:gdelt": "queries", "api:hn-algolia": "queries", "html-list": "list"}
)


class ListShape(Shape):
    """``list``: where a page holds its entries."""

    link: Selector
    item: Selector = ""
    title: Selector = ""
    date: Selector = ""
    date_formats: tuple[DateFormat, ...] = ()


class WatchShape(Shape):
    """``watch``: which part of a page is its text."""

    select: Selector = "main"
    remove: tuple[Selector, ...] = ()
    as_set: bool = False
    tools: tuple[Line, ...] = ()


class NamedShape(Shape):
    """What has an id."""

    id: Id


class OverrideShape(Shape):
    """One line under ``override``: the keys that differ from the shipped source; no default counts here."""

    name: Line = ""
    kind: SourceKind = "rss"
    url: Web = ""
    grade: Grade = "F"
    lang: Language = "en"
    speaks_for: tuple[Line, ...] = ()
    terms: Terms = "unknown"
    enabled: bool | None = None
    reason: Line | None = None
    opened: Annotated[Literal["all", "filter"], Field(alias="open")] = "filter"
    discovery: bool | None = None
    fallback: Id | None = None
    listing: Annotated[ListShape | None, Field(alias="list")] = None
    watch: WatchShape | None = None
    path_prefix: tuple[PathPrefix, ...] = ()
    queries: tuple[Annotated[str, Field(min_length=1, max_length=1000)], ...] = ()
    params: dict[Annotated[str, Field(min_length=1, max_length=100)], Values] = Field(default_factory=dict)
    headers: dict[HeaderName, Variable] = Field(default_factory=dict)
    attribution: Annotated[str, Field(max_length=300)] = ""
    note: Annotated[str, Field(max_length=500)] = ""


class SourceShape(OverrideShape, NamedShape):
    """One line under ``sources``."""

    name: Line
    kind: SourceKind
    url: Web


def misfits(raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What does not go together in one source, whether or not its single values are right.

    Args:
        raw: the source as it is written.

    Yields:
        The place within the source, and what is wrong there.
    """
    kind = raw.get("kind")
    if kind in get_args(SourceKind):
        for key, kinds in _KINDS.items():
            if key in raw and kind not in kinds:
                yield (key,), f"does not go with kind {kind!r} but with {' and '.join(map(repr, kinds))}; remove it"
        needed = _NEEDED.get(str(kind))
        if needed and not raw.get(needed):
            yield (needed,), f"is missing; a source of kind {kind!r} needs {needed}: …"
        if kind == "api:federal-register" and not raw.get("params") and not raw.get("queries"):
            yield ("params",), "is missing; without params or queries it would list everything"
    watch = raw.get("watch")
    if isinstance(watch, dict) and watch.get("tools") and not watch.get("as_set"):
        yield ("watch", "tools"), "does nothing without as_set; add as_set: true, or remove it"
    if "fallback" in raw and raw["fallback"] == raw.get("id"):
        yield ("fallback",), "is this source itself; name another one, or remove it"


def overridden(shipped: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
    """A shipped source with the keys of an override; what does not go with another kind falls away."""
    kind = keys.get("kind", shipped["kind"])
    return {key: value for key, value in shipped.items() if kind in _KINDS.get(key, (kind,))} | dict(keys)


def source_of(shape: SourceShape, *, headers: tuple[tuple[str, str], ...] = ()) -> Source:
    """The record of a source.

    Args:
        shape: checked.
        headers: pairs (name, value), with the values that the environment holds.
    """
    asks = shape.queries or shape.params
    return Source(
        source_id=shape.id,
        name=shape.name,
        kind=shape.kind,
        url=shape.url,
        grade=shape.grade,
        language=shape.lang,
        speaks_for=shape.speaks_for,
        terms=shape.terms,
        whole=shape.opened == "all",
        discovery=shape.kind in _DISCOVERY if shape.discovery is None else shape.discovery,
        fallback=shape.fallback or "",
        path_prefix=shape.path_prefix,
        listing=ListRules(**shape.listing.model_dump()) if shape.listing else None,
        watch=_watch(shape),
        query=QueryRules(queries=shape.queries, params=_pairs(shape.params)) if asks else None,
        attribution=shape.attribution,
        headers=headers,
    )


def _watch(shape: SourceShape) -> WatchRules | None:
    """The rules of a watched page, also where nothing is said of them."""
    if shape.kind != "page-watch":
        return None
    return WatchRules(**(shape.watch or WatchShape()).model_dump())


def _pairs(params: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, values in params.items() for value in values)
