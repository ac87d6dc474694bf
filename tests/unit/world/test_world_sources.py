"""What a configuration needs to read the sample world."""

from datetime import UTC, timedelta
from itertools import pairwise
from typing import get_args

import pytest

from pipeline.model.vocabulary import Grade, SourceKind
from pipeline.world.content import load
from pipeline.world.records import World
from pipeline.world.sources import NIGHTS, hosts, sources


@pytest.fixture(scope="module")
def world() -> World:
    return load()


def test_the_nights_are_four_mondays_at_five(world: World) -> None:
    assert [night.isoformat() for night in NIGHTS] == [
        "2026-06-22T05:00:00+00:00",
        "2026-06-29T05:00:00+00:00",
        "2026-07-06T05:00:00+00:00",
        "2026-07-13T05:00:00+00:00",
    ]
    assert all(night.weekday() == 0 and night.tzinfo is UTC for night in NIGHTS)
    assert {later - earlier for earlier, later in pairwise(NIGHTS)} == {timedelta(days=7)}


def test_there_is_one_source_for_each_outlet(world: World) -> None:
    assert [source["id"] for source in sources(world)] == [outlet.id for outlet in world.outlets]


def test_sources_have_the_keys_of_a_configuration(world: World) -> None:
    for source in sources(world):
        assert list(source)[:6] == ["id", "name", "kind", "url", "grade", "lang"]
        assert source["kind"] in get_args(SourceKind)
        assert source["grade"] in get_args(Grade)
        assert source["lang"] == "en"


def test_the_newsroom_and_the_gazette_alone_speak_for_somebody(world: World) -> None:
    speaking = {str(source["id"]): source["speaks_for"] for source in sources(world) if "speaks_for" in source}
    assert set(speaking) == {"noticegazette", "quillhaven"}
    assert speaking["quillhaven"] == ["Quillhaven"]
    assert "Garante" in str(speaking["noticegazette"])


def test_hosts_lead_to_the_port_on_loopback(world: World) -> None:
    found = hosts(world, 8123)
    assert set(found.values()) == {"127.0.0.1:8123"}
    assert set(found) == {str(source["url"]).split("/")[2] for source in sources(world)}
