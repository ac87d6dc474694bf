"""The nightly job as it is called: silent when all is well, clear when it is not."""

from pathlib import Path

import pytest

from pipeline.cli.nights import _where
from pipeline.nightly.lock import run_lock
from tests.unit.cli.calls import Called
from tests.unit.cli.houses import EDITION, RECIPIENTS, House, feeds, furnish
from tests.unit.deliver.servers import free_port
from tests.unit.nightly.towns import fill
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import later

TOMORROW = later(days=1).isoformat()

COUNTS = {
    "sources_asked": 2,
    "sources_read": 2,
    "sources_rested": 0,
    "entries": 3,
    "entries_revised": 0,
    "entries_filtered": 0,
    "pages_opened": 3,
    "pages_failed": 0,
    "pages_left": 0,
    "parsed": 3,
    "unparsable": 0,
    "relevant": 2,
    "restrictions": 1,
    "candidates": 0,
    "urgent": 0,
    "editions": 1,
    "sent": 0,
}


def test_a_night_is_silent_when_nobody_is_looking_and_all_is_well(fresh: House) -> None:
    assert fresh.run() == Called(0, "", "")
    assert (fresh.data / "site" / "public" / "index.html").is_file()
    assert len(list((fresh.data / "outbox" / EDITION).iterdir())) == len(RECIPIENTS)


def test_a_night_with_a_failing_source_is_silent_too(tmp_path: Path) -> None:
    with LoopbackWeb() as web:
        fill(web)
        web.put("mergequeue.example/feed", "down", status=503)
        house = furnish(tmp_path, feeds(web.address))
        assert house.run() == Called(0, "", "")
        told = house.run("-v", now=TOMORROW)
    assert "read 1 source, 1 failing; " in told.out
    assert told.err.startswith("source mergequeue: ")
    assert "503" in told.err
    assert told.code == 0


def test_an_edition_of_a_week_to_come_is_told_every_night(fresh: House) -> None:
    assert fresh.run(now="2031-06-22T05:00:00+00:00").code == 0
    called = fresh.run()
    assert called.err.startswith("the newest edition is of 2031-W24, which is still to come")
    assert called.err.count("\n") == 1


def test_a_night_tells_how_it_went_when_asked(fresh: House) -> None:
    called = fresh.run("--verbose")
    assert (called.code, called.err) == (0, "")
    assert called.lines == [
        "read 2 sources, none failing; 3 new entries, 3 pages opened, 0 not",
        "parsed 3 articles, 2 of them relevant; 1 restriction and 0 candidates new or changed",
        f"composed {EDITION}; 2 mails written, 0 sent",
        "site published",
    ]


def test_a_night_on_a_terminal_tells_how_it_went_and_shows_bars(fresh: House) -> None:
    called = fresh.run(terminal=True)
    assert called.code == 0
    assert "site published" in called.lines
    for step in ("reading sources", "opening pages", "parsing", "reading articles", "register", "site"):
        assert step in called.err


def test_steps_with_nothing_to_do_have_no_bar(house: House) -> None:
    called = house.run(terminal=True, now=TOMORROW)
    assert "site unchanged" in called.lines
    assert "reading sources" in called.err
    assert "opening pages" not in called.err


@pytest.mark.parametrize("quiet", ["-q", "--quiet"])
def test_a_quiet_night_is_silent_on_a_terminal(house: House, quiet: str) -> None:
    assert house.run(quiet, terminal=True) == Called(0, "", "")


def test_a_night_for_programs_prints_its_numbers_alone(fresh: House) -> None:
    called = fresh.run("--json", terminal=True)
    assert (called.code, called.err) == (0, "")
    told = {"published": True, "editions_composed": [EDITION], "overrides_idle": [], "draft": ""}
    assert called.json() == {**COUNTS, **told}


def test_somebody_who_looks_is_told_that_the_contact_is_missing(fresh: House) -> None:
    fresh.config.write_text(fresh.config.read_text().replace("desk@lantern.internal", "''"), encoding="utf-8")
    told = fresh.run("-v")
    assert told.code == 0
    assert told.err.startswith("offlimits: feeds.yaml: fetch.contact is empty; write ")
    assert fresh.run() == Called(0, "", "")


def test_a_night_in_which_nothing_could_be_read_says_so_and_ends_with_1(tmp_path: Path) -> None:
    with LoopbackWeb() as web:
        house = furnish(tmp_path, feeds(web.address))
        called = house.run()
    assert (called.code, called.out) == (1, "")
    first, second, last = called.err.splitlines()
    assert first.startswith("source harbourpost: ")
    assert second.startswith("source mergequeue: ")
    assert last == "no source could be read: this run found nothing, which does not mean that nothing happened"


@pytest.mark.parametrize("arguments", [("run",), ("site",), ("send",), ("send", "--dry-run")], ids=" ".join)
def test_while_another_run_is_at_work_the_code_is_75(house: House, arguments: tuple[str, ...]) -> None:
    before = sorted(house.data.rglob("*.eml"))
    with run_lock(house.data):
        called = house.call(*arguments)
    assert (called.code, called.out) == (75, "")
    assert called.err == f"offlimits: {house.data}: another run is at work here; wait until it ends\n"
    assert sorted(house.data.rglob("*.eml")) == before


@pytest.mark.parametrize("arguments", [("register", "--json"), ("status", "--json"), ("brief",)], ids=" ".join)
def test_what_only_looks_works_while_a_run_is_at_work(house: House, arguments: tuple[str, ...]) -> None:
    with run_lock(house.data):
        assert house.call(*arguments).code == 0


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("", "no time"),
        ("soon", "no time"),
        ("2026-13-01T00:00:00+00:00", "no time"),
        ("2026-07-13", "has no zone"),
        ("2026-07-13T05:00:00", "has no zone"),
        ("1999-12-31T23:59:59+00:00", "lies outside the years 2000 to 2099"),
        ("2100-01-01T00:00:00+00:00", "lies outside the years 2000 to 2099"),
    ],
)
def test_a_clock_that_is_none_ends_with_2_before_anything_is_done(fresh: House, now: str, told: str) -> None:
    called = fresh.run(now=now)
    assert (called.code, called.out) == (2, "")
    assert called.err == f"offlimits: --now {now}: {told}; write 2026-07-13T05:00:00+00:00\n"
    assert not fresh.data.exists()


def test_the_clock_of_another_zone_is_the_same_moment(fresh: House) -> None:
    assert fresh.run(now="2026-07-13T13:15:00+08:00").code == 0
    (run,) = fresh.call("status", "--json").json()["runs"]
    assert run["started_at"] == "2026-07-13T05:15:00+00:00"


def test_a_mail_that_a_server_does_not_take_is_told_and_waits(town: LoopbackWeb, tmp_path: Path) -> None:
    told = feeds(town.address)
    told["delivery"]["smtp"] = {"host": "127.0.0.1", "port": free_port(), "security": "none"}
    house = furnish(tmp_path, told)
    ran = house.run()
    assert (ran.code, ran.out) == (0, "")
    assert [line.split(":")[:2] for line in ran.err.splitlines()] == [["mail", f" {mail}"] for mail in RECIPIENTS]
    assert "it is tried again in the next run" in ran.err
    sent = house.call("send", "--json")
    assert sent.code == 1
    assert len(sent.json()["problems"]) == len(RECIPIENTS)
    assert sent.err == ran.err
    assert house.call("status", "--json").json()["pending"]["mails"] == len(RECIPIENTS)


def test_where_things_are_is_told_in_words(tmp_path: Path) -> None:
    counts = {"articles": 4, "relevant": 3, "restrictions": 2, "candidates": 1, "stories": 2}
    lines = _where(tmp_path, counts, EDITION, 0.254)
    assert "4 articles read, 3 of them about restrictions, in 2 stories; 2 restrictions in the register," in lines[1]
    assert lines[2].startswith("25% of the text")
