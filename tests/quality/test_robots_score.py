"""The figure for robots.txt counts what is read as it should be, and names what is not."""

import json
from pathlib import Path

from tests.quality.robots_score import robots_lines


def test_a_miss_is_named(tmp_path: Path) -> None:
    case = {"robots": "user-agent: *\ndisallow: /a\n", "agent": "Painter", "url": "https://news.example/a"}
    rows = [case | {"test": "kept", "allowed": False}, case | {"test": "missed", "allowed": True}]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", "utf-8")
    assert robots_lines(path) == ["robots: 1 of 2 cases", "  missed: missed: Painter at https://news.example/a"]


def test_without_data_nothing_is_measured(tmp_path: Path) -> None:
    assert robots_lines(tmp_path / "cases.jsonl") == [f"robots: not measured (no data at {tmp_path})"]
