"""The database for others to read: whole, linked, the same bytes, and readable by any SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.errors import StoreError
from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Register
from pipeline.model.table import Column, Link, Table, Tables, View
from pipeline.render.register_tables import register_tables
from pipeline.store.register_db import PAGE_SIZE, register_db
from tests.examples import DISPUTED, KNOWN, REGISTER, SITE

TABLES = register_tables(REGISTER, (), SITE)
MADE = register_db(TABLES)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    yield from _open(tmp_path, MADE)


def _open(folder: Path, made: bytes) -> Iterator[sqlite3.Connection]:
    path = folder / "register.sqlite"
    path.write_bytes(made)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


def ask(connection: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    return connection.execute(query).fetchall()


def test_the_file_is_whole_and_every_link_leads_somewhere(opened: sqlite3.Connection) -> None:
    assert ask(opened, "PRAGMA integrity_check") == [("ok",)]
    assert ask(opened, "PRAGMA foreign_key_check") == []
    assert ask(opened, "PRAGMA journal_mode") == [("delete",)]  # a read-only place has no room for a log beside it


def test_the_same_tables_give_the_same_bytes_and_name_no_version_of_the_library() -> None:
    assert register_db(TABLES) == MADE
    assert len(MADE) % PAGE_SIZE == 0
    assert MADE[96:100] == (3_045_000).to_bytes(4, "big")
    assert MADE[24:28] == MADE[92:96]  # else a reader would not trust the size in the head


def test_another_row_gives_other_bytes() -> None:
    other = replace(REGISTER, restrictions=REGISTER.restrictions[:-1])
    assert register_db(register_tables(other, (), SITE)) != MADE


def test_every_table_and_view_is_there_and_answers(opened: sqlite3.Connection) -> None:
    for table in TABLES.tables:
        assert ask(opened, f"SELECT count(*) FROM {table.name}") == [(len(table.rows),)]
    for view in TABLES.views:
        ask(opened, f"SELECT * FROM {view.name}")
    assert {table.name for table in TABLES.tables} >= {
        "restrictions",
        "claims",
        "evidence",
        "history",
        "targets",
        "candidates",
        "tombstones",
        "availability",
    }


def test_what_is_in_force_and_where_sources_disagree_can_be_asked(opened: sqlite3.Connection) -> None:
    assert ask(opened, "SELECT id, actor FROM in_force") == [(KNOWN.restriction_id, "Alibaba")]
    assert ask(opened, "SELECT restriction_id, value, publishers FROM disagreements") == [
        (DISPUTED.restriction_id, "2026-08-01", "Perimeter Weekly"),
        (DISPUTED.restriction_id, "2026-08-15", "Merge Queue"),
    ]
    assert ask(opened, "SELECT tool, restrictions, in_force FROM tools") == [("Quill", 3, 0), ("Claude Code", 1, 1)]


def test_days_ahead_are_those_from_today_on_whatever_their_span(tmp_path: Path) -> None:
    spans = {"1999-12-31": False, "2999": True, "2999-Q4": True, "2999-01": True, "2999-01-02": True}
    rows = []
    for number, value in enumerate(spans, start=1):
        effective = replace(KNOWN.claims.effective, value=value)
        rows.append(
            replace(
                KNOWN,
                restriction_id=f"AIR-2026-{number:04}",
                status="scheduled",
                claims=replace(KNOWN.claims, effective=effective),
            )
        )
    made = register_db(register_tables(Register(restrictions=tuple(rows)), (), SiteOptions()))
    (found,) = [ask(one, "SELECT id, first_day, last_day FROM dates_ahead") for one in _open(tmp_path, made)]
    assert found == [
        ("AIR-2026-0004", "2999-01-01", "2999-01-31"),
        ("AIR-2026-0002", "2999-01-01", "2999-12-31"),
        ("AIR-2026-0005", "2999-01-02", "2999-01-02"),
        ("AIR-2026-0003", "2999-10-01", "2999-12-31"),
    ]


def test_words_can_be_searched(opened: sqlite3.Connection) -> None:
    found = "SELECT title FROM restrictions_search WHERE restrictions_search MATCH 'serbia'"
    assert ask(opened, found) == [("Quillhaven cuts off Quill for customers in Serbia from 15 August 2026",)]
    quotes = "SELECT count(*) FROM evidence_search WHERE evidence_search MATCH 'qoder'"
    assert ask(opened, quotes) == [(1,)]
    tables = ask(opened, "SELECT sql FROM sqlite_master WHERE name = 'restrictions_search'")
    assert 'content="restrictions"' in str(tables)  # by which Datasette finds it


def test_columns_say_what_they_hold_where_the_shape_is_printed(opened: sqlite3.Connection) -> None:
    ((shape,),) = ask(opened, "SELECT sql FROM sqlite_master WHERE name = 'claims'")
    assert '"precision" TEXT,  -- of a date: day, immediate, month, quarter or year' in str(shape)


@pytest.mark.parametrize(
    "rows",
    [(("a", "a"), ("a", "a")), (("b", "nowhere"),)],
    ids=["a key twice", "a link to nowhere"],
)
def test_a_row_that_breaks_a_key_or_a_link_is_told_in_one_line(rows: tuple[tuple[str, str], ...]) -> None:
    columns = (Column(name="id", about="its id"), Column(name="of", about="another"))
    link = Link(columns=("of",), table="things", key=("id",))
    things = Table(name="things", about="Things.", columns=columns, key=("id",), rows=rows, links=(link,))
    with pytest.raises(StoreError, match=r"^register\.sqlite cannot be made: .* \(please report this\)$"):
        register_db(Tables(tables=(things,)))


def test_a_view_that_is_no_sql_is_told_too() -> None:
    with pytest.raises(StoreError, match="cannot be made"):
        register_db(Tables(tables=(), views=(View(name="odd", about="Nothing.", query="SELEC"),)))
