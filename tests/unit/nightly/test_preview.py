"""What a change would make of what is stored, tried on a copy."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analyse.lexicon.names import Additions
from pipeline.analyse.prefilter import prepare_filter
from pipeline.analyse.reading import prepare
from pipeline.model.override import Override
from pipeline.nightly.house import House
from pipeline.nightly.preview import preview
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from pipeline.store.store import Store
from tests.unit.nightly.towns import BAN_TITLE, HARBOUR, NAMES, QUEUE, Town, fill, page
from tests.unit.nightly.webs import LoopbackWeb

BARE = (
    "Tidewater Freight has banned Scribbler for its clerks from 10 July 2026, a memo says.",
    "The freight company told its clerks on Monday that the ban holds for every office on the coast and for ships.",
    "Its port offices open at nine, and ferries run until ten in the evening; the mayor opened a new pier in the town.",
)
"""A ban of something of which nothing but the list of names says what it is."""
BAN_URL = "http://harbourpost.example/ban"
NOTHING = Additions()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with LoopbackWeb() as web, Store(tmp_path / "data", busy_ms=1) as store:
        fill(web)
        web.publish("mergequeue")
        web.put("harbourpost.example/ban", page(BAN_TITLE, BARE))
        yield Town(tmp_path / "data", store, prepare(NAMES), web)


def house(town: Town, names: Additions = NAMES, **changes: object) -> House:
    there = replace(town.house(), settings=town.settings(**changes))
    return replace(there, tools=prepare(names), prefilter=prepare_filter(names))


def night(town: Town, names: Additions = NAMES, **changes: object) -> None:
    there = house(town, names, **changes)
    town.fetch_in(there)
    parse(there)
    analyse(there)
    take_in(there)


def test_the_rules_of_now_change_nothing(town: Town, tmp_path: Path) -> None:
    night(town)
    found = preview(house(town), tmp_path)
    assert found.articles == 2
    assert [found.appear, found.vanish, found.change, found.watched, found.unwatched, found.opened] == [()] * 6
    assert (found.relevant, found.irrelevant) == ((), ())


def test_added_names_show_what_would_appear_and_nothing_is_written(town: Town, tmp_path: Path) -> None:
    night(town, NOTHING)
    before = list(town.store.canonical())
    found = preview(house(town), tmp_path)
    assert [line.name for line in found.appear] == ["AIR-2026-0001"]
    assert BAN_URL in {line.name for line in found.relevant}
    assert list(town.store.canonical()) == before


def test_names_that_are_taken_out_show_what_would_vanish(town: Town, tmp_path: Path) -> None:
    night(town)
    found = preview(house(town, NOTHING), tmp_path)
    assert [line.name for line in found.vanish] == ["AIR-2026-0001"]
    assert found.vanish[0].why.startswith("not an event: ")
    assert BAN_URL in {line.name for line in found.irrelevant}


def test_overrides_show_what_would_change_field_by_field(town: Town, tmp_path: Path) -> None:
    night(town)
    act = Override(act="set", row=BAN_URL, field="replacement", value="Pencil", reason="x", author="y")
    found = preview(house(town, overrides=(act,)), tmp_path)
    (line,) = found.change
    assert [(change.field, change.after) for change in line.changes] == [("replacement", "Pencil")]


def test_entries_that_were_passed_over_and_would_be_opened_are_named(town: Town, tmp_path: Path) -> None:
    choosy = (replace(HARBOUR, whole=False), QUEUE)
    night(town, NOTHING, sources=choosy)
    found = preview(house(town, sources=choosy), tmp_path)
    assert [line.name for line in found.opened] == [BAN_URL]


def test_what_would_be_watched_is_told(town: Town, tmp_path: Path) -> None:
    weak = (replace(HARBOUR, grade="D"), replace(QUEUE, url="http://nowhere.example/feed"))
    night(town, NOTHING, sources=weak)
    found = preview(house(town, sources=weak), tmp_path)
    assert (len(found.watched), found.appear) == (1, ())
