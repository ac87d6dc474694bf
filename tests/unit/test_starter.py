"""A new operator gets files to start from, and never loses one."""

import json
from pathlib import Path

import pytest
import yaml

from pipeline.model.errors import UsageError
from pipeline.starter import FILES, SCHEMA, write_starter


def test_all_files_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "etc" / "offlimits"
    written = write_starter(folder)
    assert [path.name for path in written] == list(FILES)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert all(path.read_text(encoding="utf-8").endswith("\n") for path in written)


def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text("mine", encoding="utf-8")
    written = write_starter(tmp_path)
    assert [path.name for path in written] == [name for name in FILES if name != "feeds.yaml"]
    assert (tmp_path / "feeds.yaml").read_text(encoding="utf-8") == "mine"


def test_a_second_time_nothing_is_written(tmp_path: Path) -> None:
    write_starter(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert write_starter(tmp_path) == []
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_contact_is_written_into_feeds_yaml_and_nothing_else_changes(tmp_path: Path) -> None:
    write_starter(tmp_path / "a")
    write_starter(tmp_path / "b", contact='desk"@lantern.internal')
    empty = (tmp_path / "a" / "feeds.yaml").read_text(encoding="utf-8")
    filled = (tmp_path / "b" / "feeds.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(empty)["fetch"]["contact"] == ""
    assert yaml.safe_load(filled)["fetch"]["contact"] == 'desk"@lantern.internal'
    assert filled.replace(r"desk\"@lantern.internal", "") == empty


def test_the_schema_that_feeds_yaml_points_to_stands_beside_it(tmp_path: Path) -> None:
    write_starter(tmp_path)
    first = (tmp_path / "feeds.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA}"
    schema = json.loads((tmp_path / SCHEMA).read_text(encoding="utf-8"))
    assert {"use", "sources", "disable", "override"} <= set(schema["properties"])


def test_the_files_name_the_folder_whole(tmp_path: Path) -> None:
    folder = tmp_path / "our files"
    write_starter(folder, command="/opt/venv/bin/offlimits")
    for name in ("offlimits.cron", "offlimits.service"):
        text = (folder / name).read_text(encoding="utf-8")
        assert f'/opt/venv/bin/offlimits run --config "{folder.resolve()}/feeds.yaml"' in text
    assert not any("@" in path.read_text(encoding="utf-8") for path in folder.glob("offlimits.*"))


def test_a_relative_folder_is_written_out(tmp_path: Path) -> None:
    write_starter(tmp_path / "a" / ".." / "b")
    assert f"{tmp_path.resolve()}/b/feeds.yaml" in (tmp_path / "b" / "offlimits.cron").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot be written \(.+\); name another folder$") as caught:
        write_starter(tmp_path / place)
    assert str(caught.value).startswith(str(tmp_path / place))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"
