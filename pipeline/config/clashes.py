"""What does not go together among the sources of feeds.yaml, read as it is written.

It looks at the plain data, so that everything is told at once: also beside a value that is wrong by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.config.fields import is_id
from pipeline.config.lines import Lined, Path_
from pipeline.config.pack import Pack
from pipeline.config.problems import near
from pipeline.config.source_shapes import misfits, overridden
from pipeline.text.urls import page_key

Raw = Mapping[str, Any]
_SHOWN = "`offlimits config` shows them all"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What feeds.yaml says of sources, as far as it has the right form."""

    lined: Lined
    own: tuple[tuple[int, Raw], ...]
    disabled: tuple[tuple[int, str], ...]
    changed: tuple[tuple[str, Raw], ...]
    shipped: Mapping[str, Raw]

    def at(self, *path: str | int) -> str:
        return self.lined.where(path)


def clashes(lined: Lined, pack: Pack | None) -> Iterator[str]:
    """What does not go together, one line each: file, line, key, and what would be right.

    Args:
        lined: feeds.yaml.
        pack: None if feeds.yaml does not use it.
    """
    if not isinstance(lined.data, dict):
        return
    written = _written(lined, pack)
    if lined.data.get("use", "none") == "none":
        yield from _without_pack(lined)
    for number, raw in written.own:
        for place, words in misfits(raw):
            yield f"{written.at('sources', number, *place)}: {words}"
    yield from _doubled(written)
    if pack is not None:
        yield from _beside_pack(written)
    yield from _fallbacks(written)


def is_interface(kind: object) -> bool:
    """Whether a kind has one address for every question."""
    return isinstance(kind, str) and kind.startswith("api:")


def page(url: str) -> str:
    """One spelling of a source's address, with or without TLS."""
    return page_key(url) or url


def _written(lined: Lined, pack: Pack | None) -> _Written:
    listed, disabled, changed = (lined.data.get(key) for key in ("sources", "disable", "override"))
    return _Written(
        lined=lined,
        own=tuple(_groups(enumerate(listed))) if isinstance(listed, list) else (),
        disabled=tuple(pair for pair in enumerate(disabled) if is_id(pair[1])) if isinstance(disabled, list) else (),
        changed=tuple(pair for pair in _groups(changed.items()) if is_id(pair[0])) if isinstance(changed, dict) else (),
        shipped=pack.raw if pack else {},
    )


def _groups(pairs: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Raw]]:
    return ((place, value) for place, value in pairs if isinstance(value, dict))


def _without_pack(lined: Lined) -> Iterator[str]:
    """A file that does not use the pack lists sources itself, and has nothing to change of the pack."""
    if "sources" not in lined.data:
        yield f"{lined.where(('sources',))}: is missing; add sources: …, or use: defaults"
    elif lined.data["sources"] == []:
        yield f"{lined.where(('sources',))}: is empty; add at least one, or use: defaults"
    for key in ("pack", "disable", "override"):
        if key in lined.data:
            yield f"{lined.where((key,))}: speaks of the shipped sources, which are not used; add use: defaults"


def _doubled(written: _Written) -> Iterator[str]:
    """Ids and addresses that stand twice."""
    for field in ("id", "url"):
        seen: dict[str, int] = {}
        for number, raw in written.own:
            value = raw.get(field)
            if not isinstance(value, str) or (field == "url" and is_interface(raw.get("kind"))):
                continue
            value = page(value) if field == "url" else value
            if value in seen:
                first = written.at("sources", seen[value], field).split(": ")[0]
                yield f"{written.at('sources', number, field)}: the same as in {first}; remove one of the two"
            seen.setdefault(value, number)


def _beside_pack(written: _Written) -> Iterator[str]:
    """What is said of shipped sources."""
    for number, raw in written.own:
        if raw.get("id") in written.shipped:
            mend = "change that one under override, or write another id"
            yield f"{written.at('sources', number, 'id')}: {raw['id']!r} is a shipped source; {mend}"
    for number, name in written.disabled:
        if name not in written.shipped:
            yield f"{written.at('disable', number)}: {_unknown(name, written)}"
    off = {name for _, name in written.disabled}
    for name, keys in written.changed:
        if name not in written.shipped:
            yield f"{written.at('override', name)}: {_unknown(name, written)}"
            continue
        yield from _changed(name, keys, written)
        if name in off and keys.get("enabled") is True:
            yield f"{written.at('override', name, 'enabled')}: stands under disable too; remove one of the two"


def _unknown(name: str, written: _Written) -> str:
    if any(raw.get("id") == name for _, raw in written.own):
        return f"{name!r} is a source of your own; change its line instead, enabled: false for one"
    meant = near(name, list(written.shipped))
    return f"{name!r} is no shipped source; {f'did you mean {meant!r}? ' if meant else ''}{_SHOWN}"


def _changed(name: str, keys: Raw, written: _Written) -> Iterator[str]:
    """What an override makes of a shipped source."""
    for place, words in misfits(overridden(written.shipped[name], keys)):
        yield f"{written.at('override', name, *place)}: {words}"


def _fallbacks(written: _Written) -> Iterator[str]:
    """Fallbacks that are no source."""
    known = {str(raw.get("id")) for _, raw in written.own} | set(written.shipped)
    said: list[tuple[Path_, Raw]] = [(("sources", number), raw) for number, raw in written.own]
    said += [(("override", name), keys) for name, keys in written.changed]
    for place, raw in said:
        named = raw.get("fallback")
        if is_id(named) and named not in known:
            meant = near(named, sorted(known))
            mend = f"did you mean {meant!r}?" if meant else "write the id of another source"
            yield f"{written.at(*place, 'fallback')}: {named!r} is no source; {mend}"
    behind = {str(name): raw.get("fallback") for name, raw in written.shipped.items()}
    behind |= {str(raw.get("id")): raw.get("fallback") for _, raw in written.own}
    behind |= {name: keys["fallback"] for name, keys in written.changed if "fallback" in keys}
    for place, raw in said:
        named = raw.get("fallback")
        if is_id(named) and named not in (raw.get("id"), place[-1]) and is_id(behind.get(named)):
            mend = "neither would ever be read; let one of the two have no fallback"
            yield f"{written.at(*place, 'fallback')}: {named!r} has a fallback itself, {behind[named]!r}; {mend}"
