"""Taking a page back, as it is called for."""

import json
import re

import pytest
import yaml

from pipeline.config.settings import load
from pipeline.store.store import Store
from tests.examples import CANDIDATE
from tests.unit.cli.calls import refused
from tests.unit.cli.houses import BAN, House
from tests.unit.nightly.test_withdrawing import traces
from tests.unit.nightly.towns import BAN as TEXT

BAN_URL = "http://harbourpost.example/ban"


def test_a_page_goes_and_what_became_of_its_rows_is_told(house: House) -> None:
    shown = house.data / "outbox" / "2026-W28" / "brief.html"
    shown.parent.mkdir(parents=True, exist_ok=True)
    shown.write_text(TEXT[0], encoding="utf-8")  # where ``brief --open`` puts it
    called = house.call("retract", BAN_URL, "--reason", "They asked.", "--author", "J. Doe")
    assert (called.code, called.err) == (0, "")
    assert called.lines == [
        f"1 page erased: {BAN_URL}",
        f"1 row kept on other articles: {BAN}",
        "1 edition changed: 2026-W28",
    ]
    assert traces(house.data, *TEXT) == []


def test_of_a_restriction_every_page_goes(house: House) -> None:
    plain = house.call("retract", BAN.lower(), "--reason", "They asked.", "--json").json()
    assert [one["pages"] for one in plain] == [[BAN_URL], ["http://mergequeue.example/again"]]
    assert plain[-1]["gone"] == [BAN]
    told = house.call("show", BAN)
    assert told.code == 0
    assert "retracted" in told.out
    assert "They asked." in told.out


def test_of_a_page_that_was_never_seen_nothing_is_erased_and_it_is_said(house: House) -> None:
    never = "http://nowhere.example/x"
    called = house.call("retract", never, "--reason", "They asked.")
    assert called.lines == [f"nothing is stored of {never}; retracted.yaml keeps that it is never opened"]
    assert house.call("retract", "http://nowhere.example/y", "--reason", "x", "--json").json()[0]["pages"] == []
    assert [one.place for one, _ in load(house.config).retracted] == ["nowhere.example"] * 2


def test_explain_says_when_and_why_a_page_was_retracted(house: House) -> None:
    house.call("retract", BAN_URL, "--reason", "They asked.")
    (line,) = house.call("explain", "HTTP://harbourpost.example/ban?utm_source=x").lines
    assert re.fullmatch(r"page +retracted on \d{4}-\d\d-\d\d: They asked; it is never opened again", line)


def test_a_retraction_shows_the_register_of_the_day_of_the_last_run(house: House) -> None:
    """The calls' clock is that of the machine, long after the run: a candidate must not lapse by it."""
    with Store(house.data) as store, store.transaction():
        store.registry.save_candidate(CANDIDATE)
    assert house.call("site").code == 0
    house.call("retract", "http://nowhere.example/x", "--reason", "They asked.")
    shown = json.loads((house.data / "site/public/api/v1/candidates.json").read_bytes())["candidates"]
    assert [one["id"] for one in shown] == [CANDIDATE.candidate_id]
    assert ", 1 candidate;" in house.call("register", "-v").lines[-1]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("AIR-2031-0001", "AIR-2031-0001: no such row; `offlimits register` lists the restrictions"),
        (
            "harbourpost",
            "harbourpost: no web address and no row; write an address in full, or an id such as AIR-2026-0003",
        ),
    ],
)
def test_what_is_not_there_is_wrong_usage(house: House, target: str, told: str) -> None:
    assert refused(house.call("retract", target, "--reason", "x")) == told


def test_a_reason_is_needed(house: House) -> None:
    assert house.call("retract", BAN_URL).code == 2
    assert (
        refused(house.call("retract", BAN_URL, "--reason", " "))
        == "--reason: is empty; say why, the next brief prints it"
    )


def test_what_is_known_of_it_again_stands_beside_feeds_yaml_and_says_nothing_of_the_page(house: House) -> None:
    for url in (BAN_URL, "http://mergequeue.example/again"):
        assert house.call("retract", url, "--reason", "They asked.").code == 0
    path = house.folder / "retracted.yaml"
    held = yaml.safe_load(path.read_text(encoding="utf-8"))["retracted"]
    assert [one["place"] for one in held] == ["harbourpost.example", "mergequeue.example"]
    assert all(key.partition(":")[0] in ("page", "bytes", "item") for one in held for key in one["keys"])
    assert len(load(house.config).retracted) == 2
    path.write_text(path.read_text(encoding="utf-8").replace("page:", "site:"), encoding="utf-8")
    assert "leave the keys as `offlimits retract` wrote them" in house.call("status").err


def test_a_page_that_is_taken_back_twice_stands_in_the_file_once(house: House) -> None:
    assert house.call("retract", BAN_URL, "--reason", "They asked.").code == 0
    path = house.folder / "retracted.yaml"
    once = path.read_text(encoding="utf-8")
    for again in (BAN_URL, BAN_URL.replace("http:", "https:")):
        house.call("retract", again, "--reason", "They asked again.")
        assert path.read_text(encoding="utf-8") == once
    assert len(load(house.config).retracted) == 1
