"""What is known: status, register, show."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.analyse.lexicon.names import pack_date
from pipeline.render.register_json import check
from pipeline.store.store import Store
from tests.examples import CANDIDATE
from tests.unit.cli.calls import call
from tests.unit.cli.houses import BAN, EDITION, House, feeds, furnish
from tests.unit.nightly.towns import fill
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.store.filling import add_analysis


def test_status_is_one_screen(filled: House) -> None:
    called = filled.call("status")
    assert (called.code, called.err) == (0, "")
    assert len(called.lines) <= 24
    run, pending, register, following, lexicon, head, *sources = called.lines
    assert run.startswith("run 2026-07-13T05:15:00+00:00  done  ")
    assert "3 entries, 3 pages opened, 3 parsed" in run
    assert pending.split() == ["pending", "nothing"]
    assert "3 articles" in register
    assert following.startswith("next      ")
    assert lexicon == f"lexicon   of {pack_date()}"
    assert head.split() == ["source", "state", "entries", "newest"]
    assert [line.split()[:3] for line in sources] == [["harbourpost", "ok", "2"], ["mergequeue", "ok", "1"]]


def test_status_for_programs(filled: House) -> None:
    plain = filled.call("status", "--json").json()
    assert set(plain) == {
        *("runs", "pending", "register", "lexicon", "unlisted", "outbox"),
        *("draft", "last_edition", "next_edition", "sources", "overrides_idle"),
    }
    assert plain["lexicon"] == pack_date()
    assert [(run["state"], run["summary"]["entries"]) for run in plain["runs"]] == [("done", 3)]
    assert plain["pending"] == {"pages": 0, "mails": 0}
    assert plain["last_edition"] == EDITION
    assert [(source["source_id"], source["state"], source["newest_on"]) for source in plain["sources"]] == [
        ("harbourpost", "ok", "2026-07-08"),
        ("mergequeue", "ok", "2026-07-09"),
    ]


def test_status_offers_names_that_nobody_listed(house: House) -> None:
    with Store(house.data) as store:
        for name in ("one", "two"):
            add_analysis(store, name, strangers=("Kestrel AI",))
    line = "- {name: Kestrel AI, vendor: Kestrel AI}"
    assert f"unlisted  Kestrel AI, 2 articles: add it under lexicon, tools: {line}\n" in house.call("status").out
    assert house.call("status", "--json").json()["unlisted"] == [{"name": "Kestrel AI", "articles": 2, "line": line}]


def test_status_before_the_first_run(fresh: House) -> None:
    called = fresh.call("status")
    assert called.code == 0
    assert called.lines[0] == "no run yet"
    assert "due with the next run" in called.out
    assert [line.split()[1] for line in called.lines[-2:]] == ["unread", "unread"]
    assert fresh.call("status", "--json").json()["last_edition"] is None


def test_status_when_no_week_has_closed_since_the_last_edition(fresh: House) -> None:
    ahead = datetime.now(UTC) + timedelta(days=8)
    assert fresh.run(now=ahead.isoformat()).code == 0
    assert "after the week that is running" in fresh.call("status").out


def test_status_says_since_when_a_source_fails_how_and_why(tmp_path: Path) -> None:
    with LoopbackWeb() as web:
        fill(web)
        web.put("mergequeue.example/feed", "down", status=503)
        house = furnish(tmp_path, feeds(web.address))
        assert house.run().code == 0
    told = " ".join(house.call("status").out.split())
    assert "mergequeue failing: server-error 0 since 2026-07-13: " in told
    assert "has a server in trouble" in told
    source = house.call("status", "--json").json()["sources"][1]
    assert (source["source_id"], source["state"], source["failure"]) == ("mergequeue", "failing", "server-error")
    assert source["since"] == "2026-07-13"
    assert source["reason"] == "http://mergequeue.example/feed has a server in trouble (status 503)."


def test_status_says_once_that_a_source_is_gone_for_good(tmp_path: Path) -> None:
    with LoopbackWeb() as web:
        fill(web)
        web.put("mergequeue.example/feed", "gone", status=410)
        house = furnish(tmp_path, feeds(web.address))
        assert house.run().code == 0
    line = next(line for line in house.call("status").lines if line.startswith("mergequeue"))
    assert line.split()[1:3] == ["gone", "0"]
    source = house.call("status", "--json").json()["sources"][1]
    assert (source["state"], source["failure"]) == ("gone", "gone")


def test_status_says_which_source_only_stands_by(town: LoopbackWeb, tmp_path: Path) -> None:
    told = feeds(town.address)
    told["sources"][0]["fallback"] = "mergequeue"
    house = furnish(tmp_path, told)
    assert house.run().code == 0
    line = next(line for line in house.call("status").lines if line.startswith("mergequeue"))
    assert line.split()[1:3] == ["stands", "by"]


def test_another_register_is_imported_and_shown_as_such(filled: House, town: LoopbackWeb, tmp_path: Path) -> None:
    (tmp_path / "theirs.json").write_text(filled.call("register", "--json").out, encoding="utf-8")
    other = furnish(tmp_path / "other", feeds(town.address))
    called = other.call("register", "import", str(tmp_path / "theirs.json"))
    assert (called.code, called.err) == (0, "")
    assert called.lines == ["theirs.json: 1 new, 0 changed, 0 unchanged"]
    assert "(imported)" in " ".join(other.call("register").out.split())
    assert f"imported from theirs.json#{BAN}; no source of ours tells it yet" in other.call("show", BAN).out
    again = other.call("register", "import", "--json", str(tmp_path / "theirs.json")).json()
    assert (again["new"], again["unchanged"]) == (0, 1)


def test_what_is_no_register_is_not_imported(filled: House, tmp_path: Path) -> None:
    (tmp_path / "theirs.json").write_text("{}", encoding="utf-8")
    called = filled.call("register", "import", str(tmp_path / "theirs.json"))
    assert called.code == 2
    assert called.err.count("\n") == 1
    assert "is no valid register: $: " in called.err


def test_register_is_a_table_for_people(filled: House) -> None:
    called = filled.call("register")
    assert (called.code, called.err) == (0, "")
    assert called.lines[0].split() == ["id", "status", "restriction", "reports"]
    assert called.lines[1].startswith(f"{BAN}  ")
    assert "Tidewater Freight" in called.lines[1]
    assert called.lines[1].rstrip().endswith("2/2")
    assert called.lines[-1] == "1 restriction, 0 candidates; reports: independent/all"


def test_register_quietly_is_the_table_alone(filled: House) -> None:
    assert filled.call("register", "-q").lines == filled.call("register").lines[:-1]


def test_register_on_a_terminal_shows_the_same_words(filled: House) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", filled.call("register", terminal=True).out)
    assert BAN in shown
    assert "independent/all" in shown


def test_register_as_json_is_what_the_site_publishes(filled: House) -> None:
    called = filled.call("register", "--json")
    assert check(called.json()) == []
    published = filled.data / "site" / "public" / "api" / "v1" / "restrictions.json"
    assert called.json() == json.loads(published.read_bytes())


def test_register_as_csv_has_a_line_for_each_restriction(filled: House) -> None:
    called = filled.call("register", "--csv")
    rows = list(csv.DictReader(io.StringIO(called.out)))
    assert [(row["id"], row["actor"], row["effective"]) for row in rows] == [(BAN, "Tidewater Freight", "2026-07-10")]


@pytest.mark.parametrize("name", [BAN, BAN.lower()])
def test_show_tells_every_claim_with_its_quotes_and_the_history(filled: House, name: str) -> None:
    called = filled.call("show", name)
    assert (called.code, called.err) == (0, "")
    assert called.lines[0].startswith(f"{BAN}  Tidewater Freight")
    told = called.out
    for claim in ("actor: Tidewater Freight", "action: ban", "targets: Scribbler", "effective: 2026-07-10"):
        assert f"\n{claim}" in told
    assert "“Tidewater Freight has banned its developers from using Scribbler," in told
    assert "    Harbour Post, 2026-07-08, http://harbourpost.example/ban" in told
    assert "\nhistory\n  1. 2026-07-13, " in told


def test_show_keeps_lines_short_enough_for_a_terminal(filled: House) -> None:
    assert max(len(line) for line in filled.call("show", BAN).lines) <= 100


def test_show_as_json_is_the_row_of_the_register(filled: House) -> None:
    rows = filled.call("register", "--json").json()["restrictions"]
    assert filled.call("show", BAN, "--json").json() == rows[0]


def test_show_of_a_candidate_tells_what_it_lacks_or_what_it_became(house: House) -> None:
    assert "no such candidate; api/v1/candidates.json" in house.call("show", CANDIDATE.candidate_id).err
    with Store(house.data) as store, store.transaction():
        store.registry.save_candidate(CANDIDATE)
    called = house.call("show", CANDIDATE.candidate_id)
    assert called.lines[0] == f"{CANDIDATE.candidate_id}  {CANDIDATE.title}"
    assert f"it needs {CANDIDATE.needs}, and lapses on {CANDIDATE.lapses_on}" in called.lines
    assert house.call("show", CANDIDATE.candidate_id, "--json").json()["needs"] == CANDIDATE.needs
    with Store(house.data) as store, store.transaction():
        store.hand.save({}, {f"promote:{CANDIDATE.candidate_id}": BAN})
        store.registry.drop_candidate(CANDIDATE.candidate_id)
    gone = house.call("show", CANDIDATE.candidate_id)
    assert (gone.code, f"became {BAN}; " in " ".join(gone.err.split())) == (2, True)


def test_a_configuration_that_was_named_and_is_not_there_is_what_is_missing(tmp_path: Path) -> None:
    missing = tmp_path / "feeds.yaml"
    called = call("--config", missing, "register")
    assert (called.code, called.out) == (78, "")
    assert called.err == f"offlimits: {missing}: is not there; `offlimits init` writes one to start from\n"


@pytest.mark.parametrize("name", ["AIR-2026-0002", "", "Scribbler"])
def test_show_of_what_is_not_there_ends_with_2(filled: House, name: str) -> None:
    called = filled.call("show", name)
    assert (called.code, called.out) == (2, "")
    told = "no such restriction; `offlimits register` lists them all"
    assert " ".join(called.err.split()) == f"offlimits: {name}: {told}"
