"""Trying a change, keeping what was missed, and looking at what is wrong, as they are called for."""

import sys

import pytest
import yaml

from tests.unit.cli.calls import refused
from tests.unit.cli.houses import BAN, House

BAN_URL, PICNIC_URL = "http://harbourpost.example/ban", "http://harbourpost.example/picnic"


def test_a_preview_tells_what_would_vanish_and_keeps_nothing(house: House) -> None:
    before = house.call("dump", "--canonical").out
    reject = f"overrides:\n  - {{act: reject, row: {BAN}, reason: A play., author: y}}\n"
    (house.folder / "overrides.yaml").write_text(reject, encoding="utf-8")
    called = house.call("analyse", "--preview")
    assert (called.code, called.err) == (0, "")
    assert called.lines[0] == "restrictions that would vanish (1)"
    assert called.lines[1].startswith(f"  {BAN}  Tidewater Freight ")
    assert called.lines[2].strip() == "not an event: A play."
    assert called.lines[-1] == "3 stored articles read anew in a copy; nothing was kept"
    assert house.call("dump", "--canonical").out == before


def test_a_preview_of_nothing_new_says_so(house: House) -> None:
    assert house.call("analyse", "--preview").lines[0] == "nothing would be otherwise"


def test_a_preview_of_an_override_tells_each_field(house: House) -> None:
    (house.folder / "overrides.yaml").write_text(
        f"overrides:\n  - {{act: set, row: {BAN}, claim: replacement, value: Pencil, reason: x, author: y}}\n",
        encoding="utf-8",
    )
    lines = house.call("analyse", "--preview").lines
    assert lines[0] == "restrictions that would change (1)"
    assert lines[2].strip() == "replacement: Penstroke → Pencil"
    plain = house.call("analyse", "--preview", "--json").json()
    assert plain["change"][0]["changes"] == [{"field": "replacement", "before": "Penstroke", "after": "Pencil"}]


def test_analyse_reads_what_waits(house: House) -> None:
    assert house.call("analyse").lines == [
        "read 0 articles, 0 of them relevant",
        "0 restrictions and 0 candidates new or changed",
    ]
    assert house.call("analyse", "--json").json() == {"read": 0, "relevant": 0, "restrictions": 0, "candidates": 0}


def test_what_was_missed_is_kept_and_tried_again(house: House) -> None:
    called = house.call("explain", PICNIC_URL, "--keep", "--expected", "relevant")
    assert called.code == 0
    assert called.err == f"kept in {house.folder / 'missed.yaml'}\n"
    assert house.call("explain", BAN_URL, "--keep").code == 0
    (first, second) = yaml.safe_load((house.folder / "missed.yaml").read_text(encoding="utf-8"))["missed"]
    assert (first["url"], first["expected"]) == (PICNIC_URL, "relevant")
    assert first["why"].startswith("not relevant, score ")
    assert second["expected"] == "restriction"
    told = house.call("doctor")
    assert told.code == 0
    missed = [line for line in told.lines if line.startswith("missed")]
    assert missed[0].startswith("missed     warn   still missed (relevant): ")
    assert missed[1].startswith("missed     ok     caught now (restriction): ")
    assert missed[1].endswith(f": evidence of {BAN}")


def test_a_case_is_kept_once_and_of_an_address_alone(house: House) -> None:
    assert house.call("explain", BAN_URL, "--keep").code == 0
    told = house.call("explain", BAN_URL, "--keep")
    assert (told.code, told.err) == (2, f"offlimits: {house.folder / 'missed.yaml'}: has {BAN_URL} already\n")
    assert refused(house.call("explain", BAN, "--keep")) == "--keep: goes with the address of an article"


def test_the_doctor_finds_nothing_wrong_in_a_good_house(filled: House) -> None:
    called = filled.call("doctor")
    assert (called.code, called.err) == (0, "")
    assert called.lines == ["config     ok     feeds.yaml reads 2 sources"]
    plain = filled.call("doctor", "--json").json()
    assert plain == [{"check": "config", "state": "ok", "words": "feeds.yaml reads 2 sources", "mend": ""}]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("overrides.yaml", "overrides:\n  - {act: drop}\n", "overrides.yaml:2: overrides[0].act: 'drop' is not known"),
        ("missed.yaml", "missed:\n  - {url: x}\n", "missed.yaml:2: missed[0].url: 'x' is no web address"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_a_finding_and_ends_with_78(
    house: House, name: str, text: str, told: str
) -> None:
    (house.folder / name).write_text(text, encoding="utf-8")
    called = house.call("doctor")
    assert called.code == 78
    assert f"config     wrong  {told}" in called.out


def test_the_doctor_names_what_could_be_better(house: House) -> None:
    text = house.config.read_text(encoding="utf-8").replace("desk@lantern.internal", "''")
    house.config.write_text(text, encoding="utf-8")
    (house.folder / "overrides.yaml").write_text(
        "overrides:\n  - {act: confirm, row: AIR-2026-0099, reason: x, author: y}\n", encoding="utf-8"
    )
    called = house.call("doctor")
    assert called.code == 0
    assert "config     warn   fetch.contact is empty or a placeholder" in called.lines
    assert "overrides  warn   overrides.yaml:2: confirm AIR-2026-0099 is not in the register" in called.lines
    assert "`offlimits register` lists the ids; remove the line if it is done with" in called.out
    assert "offlimits explain" not in called.out


def test_the_doctor_says_how_to_get_a_search(filled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    called = filled.call("doctor")
    assert called.code == 0
    assert "search     warn   the site has no search: Pagefind is not installed on this machine" in called.lines
    assert "install pagefind-bin, which there is for Linux and macOS" in called.out
