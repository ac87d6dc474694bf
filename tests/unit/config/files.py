"""Configuration files on disk, and what is wrong with them."""

from pathlib import Path

from pipeline.config.settings import Settings, load
from pipeline.model.errors import ConfigError

SOURCE = "sources:\n  - {id: harbour-post, name: Harbour Post, kind: rss, url: 'https://harbourpost.example/feed'}\n"
OURS = "organisation: {name: Our Firm}\n"


def written(folder: Path, feeds: str | bytes | None = SOURCE, inventory: str | bytes | None = None) -> Path:
    """Write feeds.yaml, and inventory.yaml beside it, or leave one out; returns the path of feeds.yaml."""
    for name, content in (("feeds.yaml", feeds), ("inventory.yaml", inventory)):
        if content is not None:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "feeds.yaml"


def loaded(folder: Path, feeds: str | bytes | None = SOURCE, inventory: str | bytes | None = None) -> Settings:
    """The settings of these files."""
    return load(written(folder, feeds, inventory))


def problems(folder: Path, feeds: str | bytes | None = SOURCE, inventory: str | bytes | None = None) -> tuple[str, ...]:
    """Everything that is wrong with these files; none if nothing is."""
    try:
        loaded(folder, feeds, inventory)
    except ConfigError as error:
        return error.problems
    return ()
