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


def test_there_is_one_source_for_each_outlet_and_each_watched_page(world: World) -> None:
    ids = [source["id"] for source in sources(world)]
    assert ids == sorted([*(outlet.id for outlet in world.outlets), *(policy.id for policy in world.policies)])
    assert len(ids) == 14


def test_sources_have_the_keys_of_a_configuration(world: World) -> None:
    for source in sources(world):
        assert list(source)[:6] == ["id", "name", "kind", "url", "grade", "lang"]
        assert source["kind"] in get_args(SourceKind)
        assert source["grade"] in get_args(Grade)
        assert source["lang"] == "en"


def test_the_front_page_alone_comes_with_selectors(world: World) -> None:
    listed = {str(source["id"]): source["list"] for source in sources(world) if "list" in source}
    assert list(listed) == ["noticegazette"]
    assert listed["noticegazette"] == world.outlet("noticegazette").feed.list


def test_the_policy_page_is_watched_as_a_list_about_its_tool(world: World) -> None:
    (watched,) = [source for source in sources(world) if "watch" in source]
    assert (watched["id"], watched["kind"]) == ("quillhaven-countries", "page-watch")
    assert watched["url"] == "http://quillhaven.example/legal/supported-countries"
    assert watched["watch"] == {"select": "main", "as_set": True, "tools": ["Quill (fictional)"]}


def test_the_vendor_and_the_gazette_alone_speak_for_somebody(world: World) -> None:
    speaking = {str(source["id"]): source["speaks_for"] for source in sources(world) if "speaks_for" in source}
    assert set(speaking) == {"noticegazette", "quillhaven", "quillhaven-countries"}
    assert speaking["quillhaven"] == speaking["quillhaven-countries"] == ["Quillhaven (fictional)"]
    assert "Garante" in str(speaking["noticegazette"])


def test_what_speaks_for_somebody_is_opened_whole(world: World) -> None:
    whole = {str(source["id"]) for source in sources(world) if source.get("open") == "all"}
    assert whole == {"noticegazette", "quillhaven"}


def test_hosts_lead_to_the_port_on_loopback(world: World) -> None:
    found = hosts(world, 8123)
    assert set(found.values()) == {"127.0.0.1:8123"}
    assert set(found) == {str(source["url"]).split("/")[2] for source in sources(world)}
