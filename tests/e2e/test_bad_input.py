"""Whatever is wrong outside: one clear line that says what, where and how to mend it, the documented exit code, the
rest of the night goes on, and nothing that was stored is lost.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.cli.calls import Called
from tests.unit.cli.houses import BAN, EDITION, House, feeds, furnish
from tests.unit.nightly.towns import BAN as BAN_TEXT
from tests.unit.nightly.towns import BAN_TITLE, fill, page, stamp
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import NOW

pytestmark = pytest.mark.slow

NEXT_DAY = (NOW + timedelta(days=1)).isoformat()
DAY_AFTER_NEXT = (NOW + timedelta(days=2)).isoformat()
NEXT_WEEK = (NOW + timedelta(days=7)).isoformat()
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with LoopbackWeb() as served:
        fill(served)
        yield served


@pytest.fixture
def house(web: LoopbackWeb, tmp_path: Path) -> House:
    return furnish(tmp_path / "house", feeds(web.address))


def dumped(house: House) -> list[str]:
    called = house.call("dump", "--canonical")
    assert called.code == 0, called.err
    return called.lines


def source(house: House, source_id: str) -> dict[str, Any]:
    sources: list[dict[str, Any]] = house.call("status", "--json").json()["sources"]
    return next(found for found in sources if found["source_id"] == source_id)


# -- the configuration: exit code 78, file and line, nothing is done -------------------------------------------------


def changed(house: House, change: Callable[[dict[str, Any]], object]) -> None:
    told = yaml.safe_load(house.config.read_text(encoding="utf-8"))
    change(told)
    house.config.write_text(yaml.safe_dump(told, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda told: told["sources"][0].update(url="harbourpost"),
            "feeds.yaml:5: sources[0].url: 'harbourpost' is no web address; write it in full, with http:// or https://",
        ),
        (
            lambda told: told["sources"][0].update(url="ftp://harbourpost.example/feed"),
            "feeds.yaml:5: sources[0].url: 'ftp://harbourpost.example/feed' is no web address; write it in full",
        ),
        (
            lambda told: told["fetch"].update(contacts="desk@firm.example"),
            "feeds.yaml:19: fetch.contacts: unknown key; did you mean 'contact'? Known here: contact, deadline_seconds",
        ),
        (
            lambda told: told["sources"][1].update(kind="web"),
            "feeds.yaml:10: sources[1].kind: 'web' is not known; write 'rss', 'atom', 'json-feed'",
        ),
        (lambda told: told.pop("sources"), "feeds.yaml:1: sources: is missing; add sources: …"),
        (lambda told: told.update(sources=[]), "feeds.yaml:1: sources: is empty; add at least one"),
        (
            lambda told: told.update(brief={"timezone": "Mars/Olympus"}),
            "brief.timezone: 'Mars/Olympus' is no time zone; write an IANA name such as 'Europe/Berlin' or 'UTC'",
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_and_its_mend(
    house: House, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    changed(house, change)
    called = house.run()
    assert (called.code, called.out, called.err.count("\n")) == (78, "", 1)
    assert told in called.err
    assert not house.data.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"sources:\n  - {id: a, name: b\nfetch: 3\n", "feeds.yaml:3: "),
        (b"sources:\n\t- id: a\n", "feeds.yaml:2: "),
        (b"sources: [\n", "feeds.yaml:2: "),
        (b"fetch: {}\nfetch: {}\n", "feeds.yaml:2: fetch: stands here twice; remove one of the two"),
        (b"sources:\n  - \xff\xfe\n", "feeds.yaml:2: not UTF-8; save the file as UTF-8"),
        (PNG, "feeds.yaml:1: not UTF-8; save the file as UTF-8"),
        (b"", "feeds.yaml:1: sources: is missing; add sources: "),
        (b"just a sentence", "feeds.yaml:1: 'just a sentence' does not fit; write a group of keys"),
        (b"sources: !!python/object/apply:os.system [ls]\n", "feeds.yaml:1: sources[0]: 'ls' does not fit; "),
    ],
)
def test_a_file_that_is_no_configuration_is_told_with_its_line(house: House, content: bytes, told: str) -> None:
    house.config.write_bytes(content)
    called = house.run()
    assert (called.code, called.out) == (78, "")
    assert called.err.count("\n") == 1
    assert called.err.startswith(f"offlimits: {told}")
    assert not house.data.exists()


def test_a_missing_configuration_says_how_to_get_one(house: House) -> None:
    house.config.unlink()
    told = f"{house.config}: is not there; `offlimits init` writes one to start from"
    assert house.run() == Called(78, "", f"offlimits: {told}\n")


def test_a_folder_named_as_the_configuration_is_told(house: House) -> None:
    house.config.unlink()
    house.config.mkdir()
    called = house.run()
    assert (called.code, called.out) == (78, "")
    told = "cannot be read (Is a directory); make it a file that this user can read"
    assert called.err == f"offlimits: {house.config}: {told}\n"


def test_a_wrong_setting_after_a_good_night_loses_nothing(house: House) -> None:
    assert house.run().code == 0
    good, before = house.config.read_bytes(), dumped(house)
    changed(house, lambda told: told["fetch"].update(workers="many"))
    assert house.run(now=NEXT_DAY).code == 78
    house.config.write_bytes(good)
    assert dumped(house) == before


# -- the data directory: exit code 1 ---------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["file", "file/data"])
@pytest.mark.parametrize("command", ["run", "status", "site", "send"])
def test_a_data_directory_that_cannot_be_made_is_told(house: House, command: str, place: str) -> None:
    (house.folder / "file").write_text("in the way", encoding="utf-8")
    called = house.call("--data", house.folder / place, command)
    assert (called.code, called.out) == (1, "")
    told = r"offlimits: {}: the data directory cannot be made ({}); name another with --data"
    assert called.err.rstrip() in {told.format(house.folder / place, why) for why in ("File exists", "Not a directory")}
    assert (house.folder / "file").read_text(encoding="utf-8") == "in the way"


@pytest.mark.parametrize("blocked", ["run.lock", "outbox", "site", "offlimits.sqlite"])
def test_something_in_the_way_inside_the_data_directory_is_told_and_mended(
    house: House, blocked: str, tmp_path: Path
) -> None:
    calm = House(tmp_path / "calm")
    shutil.copytree(house.folder, calm.folder)
    assert calm.run(now=NEXT_DAY).code == 0
    house.data.mkdir()
    if blocked in ("run.lock", "offlimits.sqlite"):
        (house.data / blocked).mkdir()
    else:
        (house.data / blocked).write_text("in the way", encoding="utf-8")
    called = house.run(now=NEXT_DAY)
    assert (called.code, called.out) == (1, "")
    assert called.err.startswith(f"offlimits: {house.data}")
    assert called.err.count("\n") == 1
    assert ";" in called.err
    if blocked in ("run.lock", "offlimits.sqlite"):
        (house.data / blocked).rmdir()
    else:
        (house.data / blocked).unlink()
    assert house.run(now=NEXT_DAY) == Called(0, "", "")
    assert dumped(house) == dumped(calm)
    assert sorted(path.name for path in (house.data / "outbox" / EDITION).iterdir()) == ["1.eml", "2.eml"]


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(house: House) -> None:
    house.data.mkdir()
    (house.data / "offlimits.sqlite").write_bytes(PNG * 100)
    for command in (("run",), ("status",), ("register",), ("brief",), ("dump", "--canonical")):
        called = house.call(*command)
        assert (called.code, called.out) == (1, ""), command
        told = "file is not a database; this is no usable database; restore a backup, or name another --data directory"
        assert called.err == f"offlimits: {house.data}/offlimits.sqlite: {told}\n"
    assert (house.data / "offlimits.sqlite").read_bytes() == PNG * 100


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.95])
def test_a_database_that_was_cut_short_is_told_and_a_backup_mends_it(house: House, cut: float) -> None:
    assert house.run().code == 0
    before = dumped(house)
    database = house.data / "offlimits.sqlite"
    backup = database.read_bytes()
    database.write_bytes(backup[: int(len(backup) * cut)])
    called = house.run(now=NEXT_DAY)
    assert (called.code, called.out) == (1, "")
    assert called.err.count("\n") == 1
    assert called.err.startswith(f"offlimits: {database}: ")
    assert "restore a backup" in called.err
    for left in house.data.glob("offlimits.sqlite*"):
        left.unlink()
    database.write_bytes(backup)
    assert house.run(now=NEXT_DAY) == Called(0, "", "")
    assert dumped(house) == before


# -- what comes from outside: the night goes on ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PDF, "application/pdf"),
        (PDF, "text/html"),
        (PNG, "image/png"),
        (PNG, "text/html; charset=utf-8"),
        (b"", "text/html"),
        (b"  \n", "text/html"),
        (b"\x00" * 5000, "text/html"),
        (b"<html><body><script>only()</script></body></html>", "text/html"),
        (b"{}", "application/json"),
        ("<p>Tidewater".encode("utf-16"), "text/html; charset=no-such-thing"),
        (b"<div>" * 50_000, "text/html"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_a_page_that_is_none_does_not_stop_the_night(house: House, web: LoopbackWeb, body: bytes, kind: str) -> None:
    web.put("harbourpost.example/picnic", body, kind)
    assert house.run() == Called(0, "", "")
    plain = house.call("status", "--json").json()
    assert plain["register"]["restrictions"] == 1
    assert {source["state"] for source in plain["sources"]} == {"ok"}
    assert plain["runs"][0]["state"] == "done"
    again = house.run("--json", now=NEXT_DAY).json()
    assert (again["parsed"], again["unparsable"], again["published"]) == (0, 0, False)
    assert [path.name for path in sorted((house.data / "outbox" / EDITION).iterdir())] == ["1.eml", "2.eml"]


NO_FEEDS = [
    (b"", "application/rss+xml"),
    (b"<!doctype html><html><body><p>Moved</p></body></html>", "text/html"),
    (b'{"items": []}', "application/json"),
    (PNG, "application/rss+xml"),
    (PDF, "application/pdf"),
    (b"Hello", "text/plain"),
    (b"\x00" * 3000, "application/rss+xml"),
]


@pytest.mark.parametrize(("body", "kind"), NO_FEEDS, ids=lambda value: repr(value)[:24])
def test_a_feed_that_is_none_is_named_and_the_others_are_read(
    house: House, web: LoopbackWeb, body: bytes, kind: str
) -> None:
    web.put("mergequeue.example/feed", body, kind)
    assert house.run() == Called(0, "", "")
    failing = source(house, "mergequeue")
    assert failing["state"] == "failing"
    assert "http://mergequeue.example/feed" in failing["reason"]
    assert source(house, "harbourpost")["state"] == "ok"
    assert "Merge Queue" in house.call("brief").out
    told = house.run("-v", now=NEXT_DAY)
    assert (told.code, told.err.count("\n")) == (0, 1)
    assert told.err == f"source mergequeue: {failing['reason']}\n"


def test_a_feed_that_comes_back_is_read_on(house: House, web: LoopbackWeb) -> None:
    good = web.pages["mergequeue.example/feed"]
    web.put("mergequeue.example/feed", b"", "application/rss+xml")
    house.run()
    web.pages["mergequeue.example/feed"] = good
    assert house.run(now=NEXT_DAY) == Called(0, "", "")
    assert (source(house, "mergequeue")["state"], source(house, "mergequeue")["entries"]) == ("ok", 1)
    (row,) = house.call("register", "--json").json()["restrictions"]
    assert row["provenance"]["reports"] == 2


def test_a_feed_without_entries_is_read_and_is_no_failure(house: House, web: LoopbackWeb) -> None:
    web.publish("mergequeue")
    assert house.run() == Called(0, "", "")
    assert (source(house, "mergequeue")["state"], source(house, "mergequeue")["entries"]) == ("ok", 0)


def test_when_all_feeds_are_empty_the_night_is_quiet_and_the_brief_says_so(house: House, web: LoopbackWeb) -> None:
    web.publish("harbourpost")
    web.publish("mergequeue")
    assert house.run() == Called(0, "", "")
    assert "0 entries listed" in house.call("brief").out
    assert (house.data / "outbox" / EDITION / "1.eml").is_file()


def test_a_week_in_which_nothing_happened_has_its_edition_and_its_mails(house: House) -> None:
    house.run()
    assert house.run(now=NEXT_WEEK) == Called(0, "", "")
    edition = house.call("brief", "--week", "2026-W29", "--json").json()
    assert edition["items"] == []
    assert len(list((house.data / "outbox" / "2026-W29").iterdir())) == 2
    assert len(list((house.data / "outbox" / EDITION).iterdir())) == 2


def test_a_night_that_could_read_nothing_ends_with_1_and_loses_nothing(house: House, web: LoopbackWeb) -> None:
    house.run()
    before = house.call("register", "--json")
    pages = dict(web.pages)
    web.pages.clear()
    called = house.run(now=NEXT_DAY)
    assert (called.code, called.out) == (1, "")
    assert len(called.err.splitlines()) == 3
    assert house.call("register", "--json") == before
    web.pages.update(pages)
    assert house.run(now=DAY_AFTER_NEXT) == Called(0, "", "")


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "\u202eesrever",
        "a\r\nBcc: all@firm.example",
        "{{ 7*7 }}",
        "x" * 20_000,
        "../../etc",
    ],
    ids=lambda title: repr(title)[:20],
)
def test_a_title_from_outside_stays_text(house: House, web: LoopbackWeb, title: str) -> None:
    told = f"{BAN_TITLE} {title}"
    web.publish("harbourpost", ("ban", told.replace("\u202e", "&#8238;"), stamp(NOW - timedelta(days=5))))
    web.put("harbourpost.example/ban", page(told.replace("<", "&lt;"), BAN_TEXT))
    assert house.run() == Called(0, "", "")
    assert house.call("show", BAN).code == 0
    for path in [*(house.data / "site").rglob("*.html"), *(house.data / "outbox").rglob("*.eml")]:
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert "\nBcc:" not in text


# -- inspect ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read (No such file or directory); name a file, an address or -"),
        (b"", "the page has no bytes; name another page"),
        (b" \n", "the page has no bytes; name another page"),
        (PDF, "the page is binary data, not HTML or plain text; name another page"),
        (PNG, "the page is application/octet-stream, not HTML or plain text; name another page"),
        (bytes(range(256)) * 40, "the page is application/octet-stream, not HTML or plain text; name another page"),
        (b"<p><!-- nothing to see --></p>", "the page shows no text; name another page"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_inspect_of_what_is_no_page_is_one_line(house: House, tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "page.html"
    if content is not None:
        path.write_bytes(content)
    assert house.call("inspect", path) == Called(2, "", f"offlimits: {path}: {told}\n")


def test_inspect_answers_bad_lines_and_reads_the_good_ones(house: House, tmp_path: Path) -> None:
    (tmp_path / "pages.jsonl").write_bytes(
        b"not json\n"
        b'{"id": "bytes", "text": "Caf\xe9 opens."}\n'
        b'["no object"]\n'
        b'{"id": "gone", "html_path": "gone.html"}\n'
        b'{"id": "half", "text": "cut of\n'
        b'{"id": "good", "text": "The bakery opens at eight."}'
    )
    called = house.call("inspect", "--jsonl", tmp_path / "pages.jsonl")
    assert (called.code, called.err) == (0, "")
    rows = [yaml.safe_load(line) for line in called.lines]
    assert [(row["id"], bool(row["error"])) for row in rows] == [
        (None, True),
        ("bytes", False),
        (None, True),
        ("gone", True),
        (None, True),
        ("good", False),
    ]
    assert [row["error"].partition(":")[0] for row in rows if row["error"]] == ["line 1", "line 3", "line 4", "line 5"]


# -- disks and pipes that fail: real processes -----------------------------------------------------------------------


def command(house: House, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "--config", str(house.config), *arguments]


def limited(size: int) -> Callable[[], None]:
    """What a process calls first so that no file may grow beyond a size; writing on fails, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("size", [0, 20_000, 100_000, 200_000])
def test_a_disk_on_which_no_more_can_be_written_is_told_and_the_next_run_does_the_rest(
    house: House, tmp_path: Path, size: int
) -> None:
    calm = House(tmp_path / "calm")
    shutil.copytree(house.folder, calm.folder)
    assert calm.run().code == 0
    arguments = command(house, "run", "--now", NOW.isoformat())
    full = subprocess.run(arguments, check=False, capture_output=True, text=True, preexec_fn=limited(size))
    assert (full.returncode, full.stdout) == (1, "")
    assert full.stderr.startswith(f"offlimits: {house.data}")
    assert full.stderr.count("\n") == 1
    assert "Traceback" not in full.stderr
    assert house.run() == Called(0, "", "")
    assert dumped(house) == dumped(calm)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("register",), ("register", "--json"), ("dump", "--canonical"), ("--help",)])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_on_a_full_disk_is_one_line(house: House, arguments: tuple[str, ...], unbuffered: str) -> None:
    house.run()
    with Path("/dev/full").open("w") as full:
        called = subprocess.run(
            command(house, *arguments),
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert called.returncode == 1
    told = "offlimits: the output: cannot be written or read (No space left on device); free some disk space"
    assert called.stderr.startswith(told)
    assert called.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [("register",), ("register", "--json"), ("dump", "--canonical"), ("status",)])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_news(house: House, arguments: tuple[str, ...], unbuffered: str) -> None:
    house.run()
    read_end, write_end = os.pipe()
    os.close(read_end)
    with closing(os.fdopen(write_end, "w")) as out:
        called = subprocess.run(
            command(house, *arguments),
            check=False,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert (called.returncode, called.stderr) == (1, "")
