"""The demo writes its files, plays its nights, and never writes over what is somebody's own."""

import json
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
import yaml

from pipeline.config.settings import load as load_settings
from pipeline.demo import play, write_files
from pipeline.model.errors import UsageError
from pipeline.nightly.house import Silent
from pipeline.store.store import Store
from pipeline.world.content import load
from pipeline.world.sources import NIGHTS, sources
from tests.unit.cli.calls import Shown, call


def test_the_files_are_a_valid_configuration_with_all_sources_of_the_world(tmp_path: Path) -> None:
    world = load()
    path = write_files(tmp_path / "a" / "demo", world)
    settings = load_settings(path)
    assert path == tmp_path / "a" / "demo" / "feeds.yaml"
    assert [source.source_id for source in settings.sources] == [source["id"] for source in sources(world)]
    assert {source.kind for source in settings.sources if source.listing} == {"html-list"}
    assert {tool for source in settings.sources if source.watch for tool in source.watch.tools} <= {
        tool.name for tool in settings.lexicon.tools
    }
    assert settings.inventory is not None
    assert settings.inventory.tools
    assert settings.brief.stamp.startswith("Sample world")


def test_the_files_are_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("one", "other", "one"):
        write_files(tmp_path / folder, load())
    for name in ("feeds.yaml", "inventory.yaml"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_demo_asks_no_host_outside_until_it_is_played(tmp_path: Path) -> None:
    assert "hosts" not in yaml.safe_load(write_files(tmp_path, load()).read_text(encoding="utf-8"))["fetch"]


@pytest.mark.parametrize("name", ["feeds.yaml", "inventory.yaml"])
@pytest.mark.parametrize("own", [b"sources: []\n", b"", b"\xff\xfe"])
def test_a_configuration_that_is_somebodys_own_is_left_alone(tmp_path: Path, name: str, own: bytes) -> None:
    (tmp_path / name).write_bytes(own)
    with pytest.raises(UsageError, match=r"is there already and is not the demo's; name another folder with --dir$"):
        next(play(tmp_path, progress=Silent()))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {name: own}


def test_the_files_of_an_older_demo_are_written_anew(tmp_path: Path) -> None:
    path = write_files(tmp_path, load())
    new = path.read_text(encoding="utf-8")
    path.write_text(f"{new.splitlines()[0]}\nsources: []\n", encoding="utf-8")
    assert write_files(tmp_path, load()).read_text(encoding="utf-8") == new


@pytest.mark.parametrize("place", ["file", "file/demo"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot be written \(.+\); name another folder with --dir$"):
        write_files(tmp_path / place, load())
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_the_command_names_the_folder_that_it_cannot_use(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text("sources: []\n", encoding="utf-8")
    called = call("demo", "--dir", tmp_path)
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith(f"offlimits: {tmp_path}/feeds.yaml: is there already and is not the demo's; ")


@pytest.mark.slow
def test_a_demo_that_was_stopped_goes_on_with_the_night_that_it_was_in(tmp_path: Path) -> None:
    assert [night.number for night in islice(play(tmp_path, progress=Silent()), 2)] == [1, 2]
    assert [night.number for night in play(tmp_path, progress=Silent())] == [2, 3, 4]
    with Store(tmp_path / "data") as store, store.transaction():
        store.runs.start(NIGHTS[-1] + timedelta(days=90))  # somebody ran a night of today in the demo's folder
    assert [night.number for night in play(tmp_path, progress=Silent())] == [4]


@pytest.mark.slow
def test_the_command_plays_every_night_and_says_where_things_are(tmp_path: Path) -> None:
    folder = tmp_path / "a demo"
    told = call("demo", "--dir", folder)
    assert (told.code, told.err) == (0, "")
    nights = [line for line in told.lines if line.startswith("night ")]
    assert [line.partition(":")[0] for line in nights] == [
        f"night {number}, {now:%Y-%m-%d}" for number, now in enumerate(NIGHTS, start=1)
    ]
    assert ["mails written" in line for line in nights] == [False, False, False, True]
    places = {words[0]: words[-1] for words in (line.split(maxsplit=1) for line in told.lines[-6:-2])}
    for name in ("brief", "mail", "register"):
        assert Path(places[name]).is_file()
    again = call("demo", "--dir", folder, "--json")
    assert (again.code, again.err) == (0, "")
    plain = json.loads(again.out)
    assert set(plain) == {"dir", "counts", "editions"}
    assert plain["dir"] == str(folder)
    assert plain["editions"][-1] in told.out
    assert f"{plain['counts']['restrictions']} restrictions in the register" in told.out
    shown = Shown()
    call("demo", "--dir", folder, "--serve", stdout=shown)
    assert b"Sample world" in shown.seen
