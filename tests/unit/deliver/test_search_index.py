"""The index of the search: the same bytes for the same records, kept while they last, and no harm if missing."""

import gzip
import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import cbor2
import pytest

from pipeline.deliver.pagefind import NoIndexError, installed, make_index
from pipeline.deliver.publish import publish
from pipeline.deliver.search_index import search_files, search_trouble
from pipeline.model.search import SearchRecord
from pipeline.model.site import SiteFile

VENDORS = ("Quillhaven", "Northwind", "Orchard & Sons", "阿里巴巴", "Fjord")


def record(number: int) -> SearchRecord:
    vendor = VENDORS[number % len(VENDORS)]
    return SearchRecord(
        path=f"restrictions/AIR-2026-{number:04}/index.html",
        words=f"Row {number} of {vendor}",
        meta=(("title", f"{vendor} bans tool {number}"), ("kind", "Restriction"), ("id", f"AIR-2026-{number:04}")),
        filters=(
            ("kind", ("Restriction",)),
            ("status", ("In force", "Lifted")[: number % 2 + 1]),
            ("vendor", (vendor,)),
        ),
    )


RECORDS = tuple(record(number) for number in range(1, 41))


def made(files: list[SiteFile]) -> dict[str, bytes]:
    return {file.path: file.make() for file in files}


def plain(content: bytes) -> bytes:
    return gzip.decompress(content).removeprefix(b"pagefind_dcd")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "public"


def program(folder: Path, *lines: str) -> Path:
    """A program that stands in for Pagefind."""
    path = folder / "pagefind"
    path.write_text("\n".join((f"#!{sys.executable}", *lines)))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_same_records_give_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(search_files(RECORDS, folder))
    monkeypatch.chdir("/")
    for _ in range(4):  # by chance five values come in the same order once in 120 times
        assert made(search_files(RECORDS, folder)) == first


def test_an_index_holds_every_record_once_and_nothing_that_our_page_does_not_ask_for(folder: Path) -> None:
    files = made(search_files(RECORDS, folder))
    fragments = [json.loads(plain(data)) for path, data in files.items() if path.startswith("pagefind/fragment/")]
    assert sorted(one["url"] for one in fragments) == [one.path for one in RECORDS]
    assert {one["meta"]["title"] for one in fragments} == {dict(one.meta)["title"] for one in RECORDS}
    scripts = {path for path in files if path.endswith((".js", ".css"))}
    assert scripts == {"pagefind/pagefind.js"}
    assert all(path.startswith("pagefind/") for path in files)


def test_filters_are_found_under_the_names_that_the_index_gives_them(folder: Path) -> None:
    files = made(search_files(RECORDS, folder))
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    meta = cbor2.loads(plain(files[f"pagefind/pagefind.{entry['languages']['en']['hash']}.pf_meta"]))
    assert [name for name, _ in meta[3]] == ["kind", "status", "vendor"]
    for name, place in meta[3]:
        named, values = cbor2.loads(plain(files[f"pagefind/filter/{place}.pf_filter"]))
        assert named == name
        assert values == sorted(values)
    named, values = cbor2.loads(plain(files[f"pagefind/filter/{meta[3][2][1]}.pf_filter"]))
    assert {value: len(pages) for value, pages in values} == dict.fromkeys(VENDORS, 8)


def test_an_index_is_taken_over_while_its_records_are_the_same(folder: Path) -> None:
    publish(search_files(RECORDS, folder), folder)
    before = made(search_files(RECORDS, folder))

    def none() -> Path:
        raise NoIndexError("it was asked for")

    again = search_files(RECORDS, folder, find=none)
    assert made(again) == before
    assert publish(again, folder) is False
    other = search_files((*RECORDS, record(41)), folder, find=none)
    assert json.loads(made(other)["pagefind/state.json"]) == {"reason": "it was asked for"}


def test_an_index_from_which_a_file_is_missing_is_made_anew(folder: Path) -> None:
    publish(search_files(RECORDS, folder), folder)
    next((folder / "pagefind" / "fragment").iterdir()).unlink()
    assert len(search_files(RECORDS, folder)) == len(search_files(RECORDS, folder / "none"))


def test_another_record_or_another_order_makes_another_index(folder: Path) -> None:
    first = made(search_files(RECORDS, folder))["pagefind/state.json"]
    changed = (replace(RECORDS[0], words="another"), *RECORDS[1:])
    for records in (changed, RECORDS[1:], (*RECORDS[1:], RECORDS[0])):
        assert made(search_files(records, folder))["pagefind/state.json"] != first


def test_one_record_is_enough_for_an_index(folder: Path) -> None:
    assert "pagefind/pagefind.js" in made(search_files(RECORDS[:1], folder))


def test_hostile_text_stays_text(folder: Path) -> None:
    hostile = '<img src=x onerror=alert(1)> </script> ,{"type":"Error"}, \u202e ' + chr(0) + " 'a\n"
    records = [
        SearchRecord(path="a/index.html", words=hostile, meta=(("title", hostile),), filters=(("kind", (hostile,)),))
    ]
    files = made(search_files(records, folder))
    (found,) = [json.loads(plain(data)) for path, data in files.items() if "fragment" in path]
    assert found["meta"]["title"] == hostile


def test_without_the_program_only_a_reason_is_published(folder: Path, tmp_path: Path) -> None:
    files = search_files(RECORDS, folder, find=lambda: tmp_path / "none")
    assert [file.path for file in files] == ["pagefind/state.json"]
    publish(files, folder)
    assert search_trouble(folder) == "Pagefind cannot be started (No such file or directory)"


def test_a_site_with_a_search_or_without_any_build_has_no_trouble(folder: Path) -> None:
    assert search_trouble(folder) == ""
    publish(search_files(RECORDS, folder), folder)
    assert search_trouble(folder) == ""


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{"])
def test_a_state_that_is_none_is_no_trouble(folder: Path, content: bytes) -> None:
    (folder / "pagefind").mkdir(parents=True)
    (folder / "pagefind" / "state.json").write_bytes(content)
    assert search_trouble(folder) == ""


def test_a_program_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    hanging = program(tmp_path, "import time", "time.sleep(60)")
    with pytest.raises(NoIndexError, match=r"^Pagefind did not end in 0 s$"):
        make_index(RECORDS, hanging, seconds=0.3)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("raise SystemExit(3)",), id="ends at once"),
        pytest.param(("print('bm8=,' * 99, flush=True)", "import sys", "sys.stdin.read()"), id="no JSON"),
        pytest.param(("print('e30=,' * 99, flush=True)", "import sys", "sys.stdin.read()"), id="no payload"),
        pytest.param(("print('?,' * 99, flush=True)", "import sys", "sys.stdin.read()"), id="no base64"),
    ],
)
def test_a_program_that_answers_otherwise_is_no_search(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(NoIndexError, match=r"^the answer of Pagefind is not understood$"):
        make_index(RECORDS, program(tmp_path, *lines), seconds=10)


def test_the_program_is_told_of_nothing_but_the_records(tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    curious = program(
        tmp_path,
        "import os, sys",
        f"open({str(told)!r}, 'w').write(repr((sys.argv[1:], sorted(set(os.environ) - {{'LC_CTYPE'}}))))",
    )
    with pytest.raises(NoIndexError):
        make_index(RECORDS[:1], curious, seconds=10)
    assert told.read_text() == "(['--service'], [])"


def test_the_program_is_installed_here() -> None:
    assert installed().is_file()
