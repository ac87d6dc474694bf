"""What became of an address, as it is called for."""

import re
from contextlib import closing
from dataclasses import replace
from sqlite3 import connect

import pytest

from pipeline.store.store import Store
from tests.unit.cli.calls import refused
from tests.unit.cli.houses import BAN, House
from tests.unit.nightly.towns import BAN_TITLE
from tests.unit.records import NOW, entry

BAN_URL = "http://harbourpost.example/ban"


def test_explain_tells_each_step_on_a_line(filled: House) -> None:
    called = filled.call("explain", BAN_URL)
    assert (called.code, called.err) == (0, "")
    steps = [line.split()[0] for line in called.lines]
    assert steps == ["listed", "page", "article", "relevance", "events", "story", "register"]
    assert f"“{BAN_TITLE}”" in called.lines[0]
    assert len({len(line) - len(line.partition(" ")[2].lstrip()) for line in called.lines}) == 1
    assert f"`offlimits show {BAN}`" in called.lines[-1]


def test_explain_for_programs(filled: House) -> None:
    plain = filled.call("explain", BAN_URL, "--json").json()
    assert [set(one) for one in plain] == [{"step", "words", "yaml"}] * 7
    assert plain[1] == {"step": "page", "words": "opened on 2026-07-13", "yaml": ""}


def test_explain_before_the_first_run_is_an_answer(fresh: House) -> None:
    called = fresh.call("explain", BAN_URL)
    assert called.code == 0
    assert called.lines == ["listed  not listed: no source has listed it; of its site there is harbourpost (unread)"]


@pytest.mark.parametrize("name", [BAN, BAN.lower()])
def test_a_restriction_is_told_claim_by_claim_and_ends_with_a_line_to_paste(filled: House, name: str) -> None:
    called = filled.call("explain", name)
    assert (called.code, called.err) == (0, "")
    assert {line.split()[0] for line in called.lines[:-2]} == {"register", "gate", "claim", "mend"}
    assert called.lines[-1].strip().startswith(f"- {{act: set, row: {BAN}, article: ")


def test_a_row_that_is_not_there_is_wrong_usage(filled: House) -> None:
    told = refused(filled.call("explain", "AIR-2031-12345"))
    assert told.startswith("AIR-2031-12345: no such row; `offlimits register` lists the restrictions")


@pytest.mark.parametrize("name", ["harbourpost.example/ban", "AIR-2026", "", "ftp://harbourpost.example/ban"])
def test_what_is_no_address_is_wrong_usage(filled: House, name: str) -> None:
    told = refused(filled.call("explain", name))
    assert told == f"{name}: no web address; write it in full, with http:// or https://".strip()


def test_hostile_titles_make_no_lines_and_no_control_characters(house: House) -> None:
    hostile = replace(entry(), title="Quill\nregister  evidence of AIR-1 \x1b[2J\u202eis out")
    with Store(house.data) as store, store.transaction():
        store.entries.save([hostile], now=NOW)
    for arguments in ((), ("--json",)):
        called = house.call("explain", hostile.url, *arguments)
        assert called.code == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", called.out)
    lines = house.call("explain", hostile.url).lines
    assert [line.split()[0] for line in lines] == ["listed", "page"]


def test_explain_changes_nothing(house: House) -> None:
    with closing(connect(house.data / "offlimits.sqlite")) as database:
        before = list(database.iterdump())
        assert house.call("explain", BAN_URL).code == 0
        assert list(database.iterdump()) == before
