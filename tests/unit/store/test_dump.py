"""The canonical dump: equal content gives equal text, other content other text, and no time of doing is in it."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from pipeline.model.availability import Availability
from pipeline.model.health import SourceRecord
from pipeline.model.outcome import done, failed
from pipeline.model.restriction import Tombstone
from pipeline.model.watch import Turn, Waiting, WatchMemory
from pipeline.store.schema import MIGRATIONS, MOMENTS, RECORDS, RUNNING
from pipeline.store.store import Store
from tests.examples import CANDIDATE, KNOWN, RICH, SCHEDULED
from tests.unit.records import NOW, analysis, article, entry, later, snapshot, story
from tests.unit.store.filling import FACT, VERSION, WATCHED, attempt, fill, message


def dumped(store: Store) -> list[str]:
    return list(store.canonical())


def changed(store: Store, change: Callable[[Store], object]) -> list[str]:
    with store.transaction():
        change(store)
    return dumped(store)


def night_of(folder: Path, days: int = 0, *, backwards: bool = False) -> list[str]:
    with Store(folder) as store:
        fill(store, later(days=days), backwards=backwards)
        return dumped(store)


def test_an_empty_store_has_nothing_to_dump(store: Store) -> None:
    assert dumped(store) == []


def test_every_line_is_json_and_names_its_table(filled: Store) -> None:
    rows = [json.loads(line) for line in dumped(filled)]
    assert {row["table"] for row in rows} == {
        "analyses",
        "articles",
        "candidates",
        "editions",
        "entries",
        "fingerprints",
        "outbox",
        "outcomes",
        "pages",
        "register",
        "restrictions",
        "snapshots",
        "stories",
        "story_articles",
        "supports",
        "text_shares",
    }
    assert all(row["row"] for row in rows)


def test_the_same_content_in_another_order_and_at_another_time_is_the_same_text(tmp_path: Path) -> None:
    first = night_of(tmp_path / "a")
    assert night_of(tmp_path / "b", backwards=True) == first
    assert night_of(tmp_path / "c", days=1) == first
    assert night_of(tmp_path / "d", days=400, backwards=True) == first


def test_lines_are_in_order_within_their_table(filled: Store) -> None:
    tables: dict[str, list[str]] = {}
    for line in dumped(filled):
        tables.setdefault(line.split('"')[3], []).append(line)
    assert list(tables) == sorted(tables)
    assert all(lines == sorted(lines) for lines in tables.values())


def test_runs_attempts_and_how_sources_are_doing_are_no_content(filled: Store) -> None:
    before = dumped(filled)

    def run_again(store: Store) -> None:
        run_id = store.runs.start(later(days=3))
        store.fetched.save_attempts([attempt(run_id, later(days=3), state="failed", reason="timeout")])
        store.runs.finish(run_id, later(days=3), "failed", {"articles": 9})
        store.sources.save_records([SourceRecord(source_id="x", url="https://a.example/", failures=1)])

    assert changed(filled, run_again) == before


CHANGES: dict[str, Callable[[Store], object]] = {
    "a snapshot": lambda s: s.fetched.save_snapshot(snapshot("one", body=b"other")),
    "an entry": lambda s: s.entries.save([entry("three")], now=NOW),
    "a closed page": lambda s: s.entries.close_page(entry("one").url, reason="gone"),
    "a watched page": lambda s: s.sources.save_watched("x", WATCHED),
    "a fact": lambda s: s.sources.save_availability([FACT]),
    "a text": lambda s: s.articles.save_parsed("x", VERSION, done("x", article("one", text="Quill is free."))),
    "an outcome": lambda s: s.articles.save_outcome("parse", VERSION, "x", failed("x", "no-text")),
    "an analysis": lambda s: s.articles.save_analysis(
        VERSION, done("article-one", replace(analysis("article-one"), score=0.5))
    ),
    "a story": lambda s: s.articles.save_stories([replace(story("story-2026-0001", "article-one"), title="Other")]),
    "a restriction": lambda s: s.registry.save_restriction(replace(KNOWN, title="Other"), "2026-08-15"),
    "a day to come": lambda s: s.registry.save_restriction(SCHEDULED, "2026-08-16"),
    "a candidate": lambda s: s.registry.save_candidate(replace(CANDIDATE, needs="word from the actor")),
    "a support": lambda s: s.registry.save_supports(KNOWN.restriction_id, [("article-one", 0)]),
    "a tombstone": lambda s: s.registry.withdraw(
        Tombstone(restriction_id="AIR-2026-0009", removed_on="2026-07-13", reason="retracted")
    ),
    "an edition": lambda s: s.editions.save_edition(replace(RICH, edition_id="2026-W29"), cutoff=NOW),
    "a mail": lambda s: s.outbox.update(replace(message(), state="sent"), now=NOW),
}


@pytest.mark.parametrize("name", CHANGES)
def test_other_content_is_other_text(filled: Store, name: str) -> None:
    before = dumped(filled)
    assert changed(filled, CHANGES[name]) != before


TIMES: dict[str, Callable[[Store], object]] = {
    "a snapshot fetched again": lambda s: s.fetched.save_snapshot(snapshot("one", at=later(days=5))),
    "an entry seen again": lambda s: s.entries.save([entry("one", at=later(days=5))], now=NOW),
    "a register marked again": lambda s: s.registry.mark(changed_at="2026-09-01T00:00:00Z", reached_on="2026-09-01"),
    "a mail queued again": lambda s: s.outbox.queue([message()], now=later(days=5)),
    "a mail marked as it is": lambda s: s.outbox.update(message(), now=later(days=5)),
    "a row added on another day": lambda s: s.registry.save_restriction(
        replace(
            KNOWN,
            added_on="2026-07-09",
            modified_on="2026-07-12",
            history=tuple(replace(revision, at="2026-07-12T00:00:00Z") for revision in KNOWN.history),
            evidence=tuple(replace(proof, retrieved_at="2026-07-12T00:00:00Z") for proof in KNOWN.evidence),
        ),
        "2026-08-15",
    ),
}


@pytest.mark.parametrize("name", TIMES)
def test_the_time_of_doing_is_no_content(filled: Store, name: str) -> None:
    before = dumped(filled)
    assert changed(filled, TIMES[name]) == before


def test_since_when_a_source_fails_is_no_content(tmp_path: Path) -> None:
    told = []
    for day in ("2026-07-10", "2026-07-11"):
        failing = tuple(replace(source, since=day) for source in RICH.coverage.failing)
        edition = replace(RICH, coverage=replace(RICH.coverage, failing=failing))
        with Store(tmp_path / day) as store, store.transaction():
            store.editions.save_edition(edition, cutoff=NOW)
            told.append(dumped(store))
    assert told[0] == told[1] != []


@pytest.mark.parametrize("title", ["[Update] Quill is banned", "{Quill} is banned", "[1, 2]", '{"at": "noon"}', "["])
def test_a_title_that_looks_like_json_is_a_title(store: Store, title: str) -> None:
    listed = replace(entry("one"), title=title, summary=title)
    lines = changed(store, lambda s: s.entries.save([listed], now=NOW))
    (line,) = [line for line in lines if '"entries"' in line]
    row = json.loads(line)["row"]
    assert (row["title"], row["summary"]) == (title, title)


def test_bytes_are_told_by_their_hash(filled: Store) -> None:
    lines = [json.loads(line)["row"] for line in dumped(filled) if '"table": "snapshots"' in line]
    assert len(lines) == 2
    assert all(len(row["body"]) == 64 for row in lines)
    assert sorted(row["sha256"] for row in lines) == sorted([snapshot("one").sha256, snapshot("two").sha256])


def test_the_lists_of_the_dump_name_columns_and_tables_that_are_there() -> None:
    schema = " ".join(statement for migration in MIGRATIONS for statement in migration)
    for name in (*RECORDS, *RUNNING):
        assert f"{name} " in schema, name
    remembered = (SourceRecord, Availability, WatchMemory, Waiting, Turn)
    inside_records = {"added_on", "at", "modified_on", "removed_at", "retrieved_at", "since", "until_at"}
    inside_records |= {field.name for kind in remembered for field in fields(kind)}
    for name in MOMENTS - inside_records:
        assert f"{name} TEXT" in schema, name
