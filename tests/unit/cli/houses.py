"""A folder with feeds.yaml and inventory.yaml for somebody who reads the town's news (tests.unit.nightly.towns)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.unit.cli.calls import Called, call
from tests.unit.nightly.towns import HARBOUR, QUEUE
from tests.unit.records import NOW

BAN = "AIR-2026-0001"
"""The only restriction of the town's register."""
EDITION = "2026-W28"
RECIPIENTS = ["security@firm.example", "legal@firm.example"]

INVENTORY = {
    "organisation": {"name": "Lantern Works", "countries": ["NL"], "owner_countries": ["NL"]},
    "tools": [{"name": "Scribbler", "vendor": "Inkwell Labs", "owner": "IT", "seats": 12, "countries": ["NL"]}],
}


def feeds(address: str) -> dict[str, Any]:
    """What feeds.yaml holds.

    Args:
        address: where the town's web listens, as ``address:port``.
    """
    return {
        "sources": [
            {
                "id": source.source_id,
                "name": source.name,
                "kind": source.kind,
                "url": source.url,
                "grade": source.grade,
                "open": "all",
            }
            for source in (HARBOUR, QUEUE)
        ],
        "fetch": {"contact": "desk@lantern.internal", "delay_seconds": 0, "hosts": {"*.example": address}},
        "delivery": {"from": "brief@firm.example", "to": RECIPIENTS},
        "lexicon": {
            "tools": [{"name": "Scribbler", "vendor": "Inkwell Labs"}],
            "vendors": [{"name": "Inkwell Labs", "country": "DE"}],
            "actors": [{"name": "Tidewater Freight", "type": "company", "country": "NL"}],
        },
    }


@dataclass(frozen=True)
class House:
    """A folder with its configuration and its data directory."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "feeds.yaml"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def call(self, *arguments: object, terminal: bool = False) -> Called:
        """Call a command on this configuration."""
        return call("--config", self.config, *arguments, terminal=terminal)

    def run(self, *arguments: object, now: str = NOW.isoformat(), terminal: bool = False) -> Called:
        """A night."""
        return self.call("run", "--now", now, *arguments, terminal=terminal)


def furnish(folder: Path, told: dict[str, Any]) -> House:
    """Write the configuration into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("feeds.yaml", told), ("inventory.yaml", INVENTORY)):
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
        (folder / name).write_text(text, encoding="utf-8")
    return House(folder)


def written(house: House) -> list[dict[str, Any]]:
    """The sources that stand in feeds.yaml."""
    found: list[dict[str, Any]] = yaml.safe_load(house.config.read_text(encoding="utf-8")).get("sources") or []
    return found


def feed_link(path: str) -> str:
    """How a page names a feed of its own."""
    return f'<link rel="alternate" type="application/rss+xml" href="{path}">'


def json_feed(title: str) -> str:
    """A feed with one item; both have this title."""
    items = [{"id": "1", "title": title, "url": "https://post.example/1"}]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items})
