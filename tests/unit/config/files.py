"""Configuration files on disk, and what is wrong with them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.config.settings import Settings, load
from pipeline.model.errors import ConfigError

SOURCE = "sources:\n  - {id: harbour-post, name: Harbour Post, kind: rss, url: 'https://harbourpost.example/feed'}\n"
NOTHING: Mapping[str, str] = MappingProxyType({})
OURS = "organisation: {name: Our Firm}\n"


def written(folder: Path, feeds: str | bytes | None = SOURCE, inventory: str | bytes | None = None) -> Path:
    """Write feeds.yaml, and inventory.yaml beside it, or leave one out; returns the path of feeds.yaml."""
    for name, content in (("feeds.yaml", feeds), ("inventory.yaml", inventory)):
        if content is not None:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "feeds.yaml"


def loaded(
    folder: Path,
    feeds: str | bytes | None = SOURCE,
    inventory: str | bytes | None = None,
    environment: Mapping[str, str] = NOTHING,
) -> Settings:
    """The settings of these files."""
    return load(written(folder, feeds, inventory), environment)


def problems(
    folder: Path,
    feeds: str | bytes | None = SOURCE,
    inventory: str | bytes | None = None,
    environment: Mapping[str, str] = NOTHING,
) -> tuple[str, ...]:
    """Everything that is wrong with these files; none if nothing is."""
    try:
        loaded(folder, feeds, inventory, environment)
    except ConfigError as error:
        return error.problems
    return ()


def source(**changes: str) -> str:
    """A feeds.yaml of one source, on line 2, with keys as they are written."""
    keys = {"id": "a", "name": "A", "kind": "rss", "url": "'https://a.example/feed'", **changes}
    return "sources:\n  - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n"
