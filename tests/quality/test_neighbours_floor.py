"""Texts beside a restriction: what they do not tell must not be told, above all no ban."""

import hashlib
from dataclasses import dataclass

import pytest

from pipeline.analyse.reading import prepare
from tests.quality.neighbour_score import NEIGHBOURS, load, score

TOOLS = prepare()


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """At most this many false events, and bans among them; at least this many texts with a true one."""

    false: int
    bans: int
    found: int


FLOORS = {"short": Floor(false=4, bans=4, found=20), "long": Floor(false=3, bans=3, found=8)}


def test_the_texts_are_the_pinned_ones() -> None:
    listed = (NEIGHBOURS / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split("  ") for line in listed)}
    assert {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in NEIGHBOURS.glob("*.yaml")} == expected


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_hardly_anything_false_is_told_of_neighbours(name: str) -> None:
    told, floor = score(load(name), TOOLS), FLOORS[name]
    assert told.tellable < told.texts
    assert len(told.false) <= floor.false, "\n".join(told.false)
    assert told.bans <= floor.bans, "\n".join(told.false)
    assert told.found >= floor.found
