"""The database opens, migrates and writes whole batches, or says in one line how to mend it."""

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from pipeline.model.errors import StoreError
from pipeline.model.source import Validators
from pipeline.store.db import FILE_NAME, Db, open_db
from pipeline.store.schema import MIGRATIONS
from pipeline.store.store import Store
from tests.unit.records import NOW, entry

FIRST = ("CREATE TABLE notes (note TEXT PRIMARY KEY)", "INSERT INTO notes VALUES ('one')")
SECOND = ("ALTER TABLE notes ADD COLUMN place TEXT", "INSERT INTO notes VALUES ('two', 'here')")
BROKEN = ("ALTER TABLE notes ADD COLUMN place TEXT", "INSERT INTO nowhere VALUES (1)")


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def tables_of(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    finally:
        connection.close()


def test_a_data_directory_is_made_with_a_database_in_it(tmp_path: Path) -> None:
    with open_db(tmp_path / "a" / "data") as db:
        assert db.path == tmp_path / "a" / "data" / FILE_NAME
        assert db.rows("SELECT * FROM runs") == []
    assert version_of(tmp_path / "a" / "data" / FILE_NAME) == len(MIGRATIONS)


def test_the_database_is_in_wal_mode_and_keeps_its_references(tmp_path: Path) -> None:
    with Db(tmp_path / "x.sqlite") as db:
        assert db.one("PRAGMA journal_mode") == {"journal_mode": "wal"}
        assert db.one("PRAGMA foreign_keys") == {"foreign_keys": 1}


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    with Db(path) as db, db.transaction():
        db.insert("tombstones", [{"restriction_id": "AIR-2026-0001", "record": "{}"}])
    for _ in range(3):
        with Db(path) as db:
            assert db.rows("SELECT restriction_id FROM tombstones") == [{"restriction_id": "AIR-2026-0001"}]
    assert version_of(path) == len(MIGRATIONS)


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    db = Db(tmp_path / "x.sqlite")
    db.close()
    db.close()
    with pytest.raises(StoreError, match=r"x\.sqlite: Cannot operate on a closed database\.; run again"):
        db.rows("SELECT 1")


def test_migrations_run_in_their_order_and_once(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    Db(path, migrations=(FIRST,)).close()
    assert version_of(path) == 1
    with Db(path, migrations=(FIRST, SECOND)) as db:
        assert db.rows("SELECT * FROM notes ORDER BY note") == [
            {"note": "one", "place": None},
            {"note": "two", "place": "here"},
        ]
    Db(path, migrations=(FIRST, SECOND)).close()
    assert version_of(path) == 2


def test_a_migration_that_fails_in_the_middle_leaves_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    Db(path, migrations=(FIRST,)).close()
    with pytest.raises(StoreError, match=r"x\.sqlite: no such table: nowhere; run again"):
        Db(path, migrations=(FIRST, BROKEN))
    assert version_of(path) == 1
    with Db(path, migrations=(FIRST,)) as db:
        assert db.rows("SELECT * FROM notes") == [{"note": "one"}]


def crashed(folder: Path, copy: Path) -> Path:
    """The files of a database as a power cut would leave them; the index of the log is not on the disk then."""
    copy.mkdir()
    for path in folder.iterdir():
        if not path.name.endswith("-shm"):
            shutil.copy(path, copy / path.name)
    return copy


def test_killed_in_the_middle_of_a_migration_the_old_version_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with Db(folder / "x.sqlite", migrations=(FIRST,)) as db, db.transaction():
        for statement in SECOND:
            db.run(statement)
        db.run("PRAGMA user_version = 2")
        copy = crashed(folder, tmp_path / "copy") / "x.sqlite"
    with Db(copy, migrations=(FIRST,)) as left:
        assert left.rows("SELECT * FROM notes") == [{"note": "one"}]
    with Db(copy, migrations=(FIRST, SECOND)) as mended:
        assert len(mended.rows("SELECT place FROM notes")) == 2


def test_a_newer_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    Db(path, migrations=(FIRST, SECOND)).close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Db(path, migrations=(FIRST,))
    assert str(caught.value) == (
        f"{path}: written by a newer Offlimits (database version 2, this program knows 1);"
        " install the newer version, or name another --data directory"
    )
    assert path.read_bytes() == before


def test_two_programs_may_make_the_database_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    start = threading.Barrier(8)
    failed: list[Exception] = []

    def open_it() -> None:
        start.wait()
        try:
            Db(path, busy_ms=10_000).close()
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert version_of(path) == len(MIGRATIONS)


def test_what_is_no_database_is_told_with_its_mend(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"this is a letter, and no database at all\n" * 200)
    with pytest.raises(StoreError) as caught:
        open_db(tmp_path)
    mend = "this is no usable database; restore a backup, or name another --data directory"
    assert str(caught.value) == f"{path}: file is not a database; {mend}"


def test_a_damaged_database_is_told_when_it_is_read(tmp_path: Path) -> None:
    with Store(tmp_path) as store, store.transaction():
        store.entries.save([entry(str(number)) for number in range(2000)], now=NOW)
    path = tmp_path / FILE_NAME
    raw = bytearray(path.read_bytes())
    half = len(raw) // 2
    raw[half:] = b"\xff" * (len(raw) - half)
    path.write_bytes(raw)
    with Store(tmp_path) as store, pytest.raises(StoreError, match=r"this is no usable database; restore a backup"):
        list(store.canonical())


def test_a_folder_in_the_place_of_the_file_is_told_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(
        StoreError, match=r"unable to open database file; make the data directory writable for this user"
    ):
        open_db(tmp_path)


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_the_place_of_the_data_directory_is_told_with_its_mend(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match=r"the data directory cannot be made \(.+\); name another with --data$"):
        open_db(tmp_path / place)


def test_a_database_that_is_held_while_it_is_made_is_told_with_its_mend(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    mend = "database is locked; another program holds the database; wait for it and run again"
    with (
        Db(path, migrations=(FIRST,)) as holder,
        holder.transaction(),
        pytest.raises(StoreError, match=mend),
    ):
        Db(path, busy_ms=1, migrations=(FIRST, SECOND))
    Db(path, busy_ms=1, migrations=(FIRST, SECOND)).close()
    assert version_of(path) == 2


def test_an_open_database_can_be_read_while_another_program_writes(tmp_path: Path) -> None:
    with Db(tmp_path / "x.sqlite", migrations=(FIRST,)) as writer, writer.transaction():
        writer.run("INSERT INTO notes VALUES ('three')")
        with Db(tmp_path / "x.sqlite", busy_ms=1, migrations=(FIRST,)) as reader:
            assert reader.rows("SELECT note FROM notes") == [{"note": "one"}]


def test_rows_are_inserted_kept_or_put(tmp_path: Path) -> None:
    with Db(tmp_path / "x.sqlite", migrations=(FIRST, SECOND)) as db:
        with db.transaction():
            db.insert("notes", [{"note": "three", "place": "there"}])
            db.insert("notes", [])
            db.keep("notes", [{"note": "three", "place": "lost"}, {"note": "four", "place": "there"}])
            db.keep("notes", [])
            db.put("notes", [{"note": "two", "place": "elsewhere"}])
            db.put("notes", [])
        assert {row["note"]: row["place"] for row in db.rows("SELECT * FROM notes")} == {
            "one": None,
            "two": "elsewhere",
            "three": "there",
            "four": "there",
        }
        assert db.one("SELECT place FROM notes WHERE note = ?", "two") == {"place": "elsewhere"}
        assert db.one("SELECT place FROM notes WHERE note = ?", "nine") is None


def test_inserting_what_is_there_already_is_an_error_that_undoes_the_batch(tmp_path: Path) -> None:
    with Db(tmp_path / "x.sqlite", migrations=(FIRST,)) as db:
        with pytest.raises(StoreError, match=r"UNIQUE constraint failed: notes\.note"), db.transaction():
            db.insert("notes", [{"note": "two"}, {"note": "one"}])
        assert db.rows("SELECT note FROM notes") == [{"note": "one"}]


def cut_off(store: Store, failure: BaseException) -> None:
    with store.transaction():
        store.runs.start(NOW)
        store.entries.save([entry("lost")], now=NOW)
        raise failure


@pytest.mark.parametrize("failure", [RuntimeError("a bug"), KeyboardInterrupt(), StoreError("full")])
def test_a_batch_is_stored_whole_or_not_at_all(tmp_path: Path, failure: BaseException) -> None:
    with Store(tmp_path) as store:
        with store.transaction():
            store.entries.save([entry("kept")], now=NOW)
        with pytest.raises(type(failure)):
            cut_off(store, failure)
        assert store.entries.counts()["entries"] == 1
        assert store.runs.last(5) == []
        with store.transaction():
            store.entries.save([entry("lost")], now=NOW)
        assert store.entries.counts()["entries"] == 2


def test_killed_in_the_middle_of_a_batch_nothing_of_it_is_stored(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with Store(folder) as store:
        with store.transaction():
            store.entries.save([entry("kept")], now=NOW)
        with store.transaction():
            store.entries.save([entry("lost")], now=NOW)
            copy = crashed(folder, tmp_path / "copy")
    with Store(copy) as left:
        assert left.entries.entry("entry-kept") == entry("kept")
        assert left.entries.entry("entry-lost") is None


def test_killed_behind_a_batch_all_of_it_is_stored(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with Store(folder) as store:
        with store.transaction():
            store.entries.save([entry("one"), entry("two")], now=NOW)
        copy = crashed(folder, tmp_path / "copy")
    with Store(copy) as left:
        assert left.entries.counts()["entries"] == 2


def test_an_article_without_its_snapshot_cannot_be_stored(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY constraint failed"), store.transaction():
        store.registry.save_supports("AIR-2026-0001", [("nowhere", 0)])
    assert store.registry.supports("AIR-2026-0001") == []


@pytest.mark.parametrize("content", [None, b""])
def test_a_database_that_was_lost_is_not_begun_anew_where_mails_went_out(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "outbox" / "2026-W28").mkdir(parents=True)
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreError, match=r"is missing or empty, but mails have gone out .+ to begin anew$"):
        open_db(tmp_path)
    shutil.rmtree(tmp_path / "outbox")
    open_db(tmp_path).close()


def test_a_database_of_the_first_version_keeps_its_entries_pages_and_validators(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with Db(folder / FILE_NAME, migrations=MIGRATIONS[:1]) as old, old.transaction():
        old.run("INSERT INTO validators VALUES ('harbourpost', 'https://harbourpost.example/feed', '\"1\"', '')")
        old.run(
            """INSERT INTO entries (entry_id, source_id, url, title, summary, author, language, first_seen_at)
            VALUES ('old-id', 'harbourpost', ?, 'Quill is banned, part one', '', '', 'en', ?)""",
            entry("one").url,
            "2026-07-01T05:00:00.000000Z",
        )
        old.run("INSERT INTO pages VALUES (?, 'old-id', 'harbourpost', 'waiting', '', NULL)", entry("one").url)
    with Store(folder) as store:
        record = store.sources.records()["harbourpost"]
        assert (record.url, record.validators) == (
            "https://harbourpost.example/feed",
            Validators(url="https://harbourpost.example/feed", etag='"1"'),
        )
        with store.transaction():
            saved = store.entries.save([entry("one")], now=NOW)
        assert saved.new == ()
        assert [page.url for page in store.entries.waiting_pages(tries=5)] == ["https://harbourpost.example/one"]
