"""OPML in and out."""

from pathlib import Path

import pytest
import yaml

from tests.unit.cli.calls import Called, refused
from tests.unit.cli.houses import House, furnish, written

OPML = (
    '<opml version="2.0"><head/><body>'
    '<outline text="Harbour" type="rss" xmlUrl="http://harbourpost.example/feed"/>'
    '<outline text="Quay &amp; Sons" type="rss" xmlUrl="https://quay.example/feed"/></body></opml>'
)


def test_import_prints_the_lines_of_feeds_that_are_new(fresh: House, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML, encoding="utf-8")
    before = fresh.config.read_bytes()
    called = fresh.call("sources", "import", tmp_path / "feeds.opml")
    assert (called.code, called.err) == (0, "")
    assert yaml.safe_load(called.out) == [
        {"id": "quay-sons", "name": "Quay & Sons", "kind": "rss", "url": "https://quay.example/feed"}
    ]
    assert fresh.call("sources", "import", tmp_path / "feeds.opml", "--json").json() == yaml.safe_load(called.out)
    assert fresh.config.read_bytes() == before


def test_import_of_nothing_new_says_so_beside_the_output(fresh: House, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML.replace("https://quay.example", "https://mergequeue.example"))
    called = fresh.call("sources", "import", tmp_path / "feeds.opml")
    assert (called.code, called.out) == (0, "")
    assert called.err == f"{tmp_path}/feeds.opml: names no feed that is not in {fresh.config} already\n"
    assert fresh.call("sources", "import", tmp_path / "feeds.opml", "-q") == Called(0, "", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [("<html/>", ": the file is no OPML; "), ("<!DOCTYPE x><opml/>", ": the file declares a document type")],
)
def test_import_of_what_is_no_opml_names_the_file(fresh: House, tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "feeds.opml").write_text(content, encoding="utf-8")
    assert refused(fresh.call("sources", "import", tmp_path / "feeds.opml")).startswith(f"{tmp_path}/feeds.opml{told}")


def test_import_of_a_file_that_is_not_there_names_it(fresh: House, tmp_path: Path) -> None:
    told = refused(fresh.call("sources", "import", tmp_path / "none.opml"))
    assert told.startswith(f"{tmp_path}/none.opml: cannot be read (No such file or directory); ")


OTHER = {"sources": [{"id": "quay", "name": "Quay", "kind": "rss", "url": "https://quay.example/feed"}]}


def test_export_gives_what_import_takes(fresh: House, tmp_path: Path) -> None:
    called = fresh.call("sources", "export")
    assert (called.code, called.err) == (0, "")
    (tmp_path / "ours.opml").write_text(called.out, encoding="utf-8")
    other = furnish(tmp_path / "other", OTHER)
    taken = yaml.safe_load(other.call("sources", "import", tmp_path / "ours.opml").out)
    assert [(one["name"], one["kind"], one["url"]) for one in taken] == [
        (one["name"], one["kind"], one["url"]) for one in written(fresh)
    ]
