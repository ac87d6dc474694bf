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


def test_init_writes_the_contact_that_it_is_given(tmp_path: Path) -> None:
    called = call("init", tmp_path, "--contact", "desk@lantern.internal")
    assert (called.code, called.err) == (0, "")
    assert called.lines[-1].startswith("next: `")
    shown = call("--config", tmp_path / "feeds.yaml", "config")
    assert (shown.code, shown.err) == (0, "")
    assert '"desk@lantern.internal"' in shown.out


def test_init_says_that_a_contact_is_still_to_be_filled_in_where_feeds_yaml_was_there(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text("mine", encoding="utf-8")
    called = call("init", tmp_path, "--contact", "desk@lantern.internal")
    assert called.lines[-1].startswith(f"next: fill in fetch.contact in {tmp_path}/feeds.yaml, then `")


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("us", "'us' is neither a mail address nor a page; write one such as 'desk@example.org'"),
        ("", "'' is neither a mail address nor a page; write one such as 'desk@example.org'"),
        ("desk@example.org", "'desk@example.org' is a placeholder; write an address at which you can be reached"),
        ("https://firm.invalid/", "'https://firm.invalid/' is a placeholder; write an address at which you can be"),
    ],
)
def test_init_refuses_a_contact_at_which_nobody_can_be_reached(tmp_path: Path, contact: str, told: str) -> None:
    called = call("init", tmp_path / "ours", "--contact", contact)
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith(f"offlimits: --contact: {told}")
    assert not (tmp_path / "ours").exists()


def settings(house: House) -> dict[str, tuple[Any, str]]:
    return {item["key"]: (item["value"], item["from"]) for item in house.call("config", "--json").json()}


def test_config_shows_every_setting_and_where_it_came_from(filled: House) -> None:
    found = settings(filled)
    lines = filled.config.read_text(encoding="utf-8").splitlines()
    assert found["fetch.contact"] == ("desk@lantern.internal", f"feeds.yaml:{_line(lines, '  contact:')}")
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
    assert '  "desk@lantern.internal"  (feeds.yaml:' in contact


def test_config_answers_even_when_asked_for_quiet(filled: House) -> None:
    assert filled.call("config", "-q") == filled.call("config")


def test_config_without_an_inventory_shows_feeds_yaml_alone(fresh: House) -> None:
    (fresh.folder / "inventory.yaml").unlink()
    assert not [key for key in settings(fresh) if key.startswith(("organisation", "tools"))]


def test_config_says_which_name_of_a_tool_may_be_meant_and_goes_on(fresh: House) -> None:
    ours = {**INVENTORY, "tools": [{"name": "ChatGTP"}]}
    (fresh.folder / "inventory.yaml").write_text(yaml.safe_dump(ours), encoding="utf-8")
    called = fresh.call("config")
    assert called.code == 0
    assert "inventory.yaml:8: tools[0].name: 'ChatGTP' is in no list of tools; did you mean 'ChatGPT'?" in called.err
    doctor = fresh.call("doctor")
    assert (doctor.code, "did you mean 'ChatGPT'?" in doctor.out) == (0, True)


def test_config_shows_the_playbook_with_its_lines(fresh: House) -> None:
    line = "  - {bearing: supply, department: IT, step: 'Move {tool}: {restriction}', due: now}\n"
    (fresh.folder / "playbook.yaml").write_text(f"steps:\n{line}", encoding="utf-8")
    assert settings(fresh)["steps[0].department"] == ("IT", "playbook.yaml:2")


def test_config_shows_characters_that_cannot_be_seen_as_escapes(tmp_path: Path) -> None:
    told = feeds("127.0.0.1:1")
    told["site"] = {"title": "Off\u202elimits"}
    house = furnish(tmp_path, told)
    assert settings(house)["site.title"][0] == "Off\u202elimits"
    assert "\u202e" not in house.call("config").out


OWN = "{id: own, name: Own, kind: rss, url: 'https://own.example/feed'}"
BESIDE = f"""\
use: defaults
pack: 2026-11-22
fetch: {{contact: desk@lantern.internal}}
sources:
  - {OWN}
disable: [techmeme]
override:
  scmp-tech: {{grade: A}}
"""


def beside(tmp_path: Path, text: str = BESIDE) -> House:
    (tmp_path / "feeds.yaml").write_text(text, encoding="utf-8")
    return House(tmp_path)


def test_config_shows_the_shipped_sources_and_why_some_are_not_read(tmp_path: Path) -> None:
    found = settings(beside(tmp_path))
    assert found["defaults.scmp-tech"][0]["grade"] == "A"
    assert found["defaults.scmp-tech"][0]["kind"] == "rss"
    assert found["defaults.scmp-tech"][1] == "defaults of 2026-11-22, feeds.yaml:8"
    assert found["defaults.ars"][1] == "defaults of 2026-11-22"
    assert found["disabled.techmeme"] == ("disabled in feeds.yaml", "defaults of 2026-11-22, feeds.yaml:6")
    assert found["disabled.guardian-ai"][0].startswith("its terms forbid use with AI")
    assert "defaults.techmeme" not in found
    assert found["sources[0].id"] == ("own", "feeds.yaml:5")
    assert "sources[0].grade" not in found
    assert found["disable"] == (["techmeme"], "feeds.yaml:6")


def test_config_says_of_a_source_of_one_s_own_why_it_is_not_read(tmp_path: Path) -> None:
    found = settings(beside(tmp_path, BESIDE.replace("id: own,", "id: own, terms: personal-only,")))
    assert found["disabled.own"][0].startswith("its terms are 'personal-only'; ")
    assert found["disabled.own"][1] == "feeds.yaml:5"


def test_config_diff_tells_what_differs_with_its_line(tmp_path: Path) -> None:
    called = beside(tmp_path).call("config", "--diff")
    assert (called.code, called.err) == (0, "")
    assert [line.split() for line in called.lines] == [
        ["feeds.yaml", "differs", "from", "the", "sources", "of", "2026-11-22:"],
        ["disabled", "techmeme", "(feeds.yaml:6)"],
        ["changed", "scmp-tech", "grade:", '"B"', "→", '"A"', "(feeds.yaml:8)"],
        ["added", "own", "https://own.example/feed", "(feeds.yaml:5)"],
    ]


def test_config_diff_is_json_for_programs(tmp_path: Path) -> None:
    found = beside(tmp_path).call("config", "--diff", "--json").json()
    assert [(one["change"], one["source_id"]) for one in found] == [
        ("disabled", "techmeme"),
        ("changed", "scmp-tech"),
        ("added", "own"),
    ]
    assert set(found[0]) == {"change", "source_id", "key", "before", "after", "place"}


def test_config_diff_of_the_shipped_sources_as_they_are_says_so(tmp_path: Path) -> None:
    called = beside(tmp_path, "use: defaults\nfetch: {contact: desk@lantern.internal}\n").call("config", "--diff")
    assert called.out == "feeds.yaml reads the sources of 2026-11-22 as they are\n"


def test_config_diff_needs_the_shipped_sources(filled: House) -> None:
    called = filled.call("config", "--diff")
    assert (called.code, called.out) == (2, "")
    assert called.err == ("offlimits: feeds.yaml: does not use the sources that ship; write `use: defaults` to do so\n")


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
