"""Files and forms: init, config, schema, dump."""

import json
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pipeline.starter import FILES
from tests.unit.cli.calls import call
from tests.unit.cli.houses import INVENTORY, House, feeds, furnish


def test_init_writes_the_files_and_says_what_comes_next(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    called = call("init", folder)
    assert (called.code, called.err) == (0, "")
    assert called.lines[:-1] == [f"written: {folder / name}" for name in FILES]
    assert called.lines[-1].startswith(f"next: fill in fetch.contact in {folder}/feeds.yaml, then `")
    assert "offlimits run --config" in called.lines[-1]
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


def test_init_without_a_folder_writes_into_the_working_directory(tmp_path: Path) -> None:
    with chdir(tmp_path):
        assert call("init").code == 0
    assert (tmp_path / "feeds.yaml").is_file()


def test_init_a_second_time_changes_nothing_and_says_so(tmp_path: Path) -> None:
    call("init", tmp_path)
    (tmp_path / "feeds.yaml").write_text("mine", encoding="utf-8")
    called = call("init", tmp_path)
    assert called.code == 0
    assert called.lines[0] == "all files are there already; nothing was written"
    assert (tmp_path / "feeds.yaml").read_text(encoding="utf-8") == "mine"


def test_init_lists_what_it_wrote_as_json(tmp_path: Path) -> None:
    assert call("init", tmp_path, "--json").json() == [str(tmp_path / name) for name in FILES]
    assert call("init", tmp_path, "--json").json() == []


def test_init_says_nothing_when_asked_for_quiet(tmp_path: Path) -> None:
    called = call("init", tmp_path, "-q")
    assert (called.code, called.out, called.err) == (0, "", "")


def test_init_where_a_file_is_in_the_way_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    called = call("init", tmp_path / "file")
    assert (called.code, called.out) == (2, "")
    assert called.err == f"offlimits: {tmp_path}/file: cannot be written (File exists); name another folder\n"


def test_the_files_of_init_are_a_valid_configuration_but_for_the_contact(tmp_path: Path) -> None:
    call("init", tmp_path)
    called = call("--config", tmp_path / "feeds.yaml", "config")
    assert called.code == 0
    assert called.err.startswith("offlimits: feeds.yaml: fetch.contact is empty; write a mail address or a page, ")
    assert called.err.count("\n") == 1


def settings(house: House) -> dict[str, tuple[Any, str]]:
    return {item["key"]: (item["value"], item["from"]) for item in house.call("config", "--json").json()}


def test_config_shows_every_setting_and_where_it_came_from(filled: House) -> None:
    found = settings(filled)
    lines = filled.config.read_text(encoding="utf-8").splitlines()
    assert found["fetch.contact"] == ("desk@firm.example", f"feeds.yaml:{_line(lines, '  contact:')}")
    assert found["delivery.to"][0] == ["security@firm.example", "legal@firm.example"]
    assert found["brief.timezone"] == ("UTC", "default")
    assert found["sources[1].id"] == ("mergequeue", f"feeds.yaml:{_line(lines, '- id: mergequeue')}")
    assert found["tools[0].seats"][0] == 12
    assert found["tools[0].seats"][1].startswith("inventory.yaml:")
    assert found["delivery.smtp"] == (None, "default")


def _line(lines: list[str], start: str) -> int:
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def test_config_prints_one_line_for_each_setting(filled: House) -> None:
    called = filled.call("config")
    assert (called.code, called.err) == (0, "")
    assert [line.split()[0] for line in called.lines] == list(settings(filled))
    (contact,) = [line for line in called.lines if line.startswith("fetch.contact ")]
    assert '  "desk@firm.example"  (feeds.yaml:' in contact


def test_config_answers_even_when_asked_for_quiet(filled: House) -> None:
    assert filled.call("config", "-q") == filled.call("config")


def test_config_without_an_inventory_shows_feeds_yaml_alone(fresh: House) -> None:
    (fresh.folder / "inventory.yaml").unlink()
    assert not [key for key in settings(fresh) if key.startswith(("organisation", "tools"))]


def test_config_shows_characters_that_cannot_be_seen_as_escapes(tmp_path: Path) -> None:
    told = feeds("127.0.0.1:1")
    told["site"] = {"title": "Off\u202elimits"}
    house = furnish(tmp_path, told)
    assert settings(house)["site.title"][0] == "Off\u202elimits"
    assert "\u202e" not in house.call("config").out


def test_config_names_every_problem_of_both_files_and_ends_with_78(tmp_path: Path) -> None:
    told = feeds("127.0.0.1:1")
    told["sources"][0]["url"] = "harbourpost"
    told["fetch"]["workers"] = 0
    house = furnish(tmp_path, told)
    broken = {**INVENTORY, "organisation": {"name": "Lantern Works", "countries": ["Holland"]}}
    (tmp_path / "inventory.yaml").write_text(yaml.safe_dump(broken), encoding="utf-8")
    called = house.call("config")
    assert (called.code, called.out) == (78, "")
    keys = [line.split(": ")[2] for line in called.err.splitlines()]
    assert keys == ["sources[0].url", "fetch.workers", "organisation.countries[0]"]


@pytest.mark.parametrize("name", ["register", "feeds", "inventory"])
def test_schema_prints_a_json_schema(name: str) -> None:
    called = call("schema", name)
    assert (called.code, called.err) == (0, "")
    Draft202012Validator.check_schema(called.json())
    assert called.json()["properties"]


def test_schema_is_that_of_the_register_if_none_is_named() -> None:
    assert call("schema").out == call("schema", "register").out


@pytest.mark.parametrize(("name", "file"), [("feeds", "feeds.yaml"), ("inventory", "inventory.yaml")])
def test_the_schema_of_a_file_accepts_the_file(filled: House, name: str, file: str) -> None:
    content = yaml.safe_load((filled.folder / file).read_text(encoding="utf-8"))
    Draft202012Validator(call("schema", name).json()).validate(content)


def test_the_register_follows_the_schema_that_is_printed(filled: House) -> None:
    Draft202012Validator(call("schema").json()).validate(filled.call("register", "--json").json())


def test_dump_prints_one_json_object_a_line(filled: House) -> None:
    called = filled.call("dump", "--canonical")
    assert (called.code, called.err) == (0, "")
    rows = [json.loads(line) for line in called.lines]
    assert {"articles", "entries", "restrictions", "editions"} <= {row["table"] for row in rows}
    assert all(set(row) == {"table", "row"} for row in rows)


def test_dump_of_the_same_content_is_the_same_text(filled: House, house: House) -> None:
    assert house.run("--now", "2026-07-14T05:15:00+00:00").code == 0
    assert house.call("dump", "--canonical") == filled.call("dump", "--canonical")


def test_dump_has_one_form_only(filled: House) -> None:
    called = filled.call("dump")
    assert (called.code, called.out) == (2, "")
    assert called.err == "offlimits: write `offlimits dump --canonical`; there is no other form\n"
