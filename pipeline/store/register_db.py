"""Tables as an SQLite file for others to read: the same tables give the same bytes.

The file is made in memory, in the order of the tables and rows, and holds no time. The fields of its head that name the
version of the SQLite library and count its writes are set to fixed values, so that an upgrade of the library alone
changes nothing. (One that lays pages out in another way could: then the file is written anew, once.)
"""

import sqlite3
from contextlib import closing

from pipeline.model.errors import StoreError
from pipeline.model.table import Table, Tables

PAGE_SIZE = 4096
_APPLICATION = 0x4149524F  # "AIRO": what `file` and others may know it by
_COUNTER, _VALID_FOR, _VERSION = 24, 92, 96  # places in the head of the file, four bytes each (sqlite.org/fileformat)
_SQLITE = 3_045_000


def register_db(tables: Tables) -> bytes:
    """The tables as the bytes of an SQLite database.

    Args:
        tables: each after those that it links to.

    Raises:
        StoreError: a row breaks a key or a link.
    """
    try:
        return _unsigned(_made(tables))
    except sqlite3.Error as error:
        raise StoreError(f"register.sqlite cannot be made: {error} (please report this)") from error


def _made(tables: Tables) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute("BEGIN")
        for table in tables.tables:
            connection.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", table.rows)  # noqa: S608
            _index(connection, table)
        for view in tables.views:
            connection.execute(f"CREATE VIEW {_name(view.name)} AS\n{view.query}")
        connection.execute("COMMIT")
        if connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]:
            for table in tables.tables:
                _search(connection, table)
        return connection.serialize()


def _create(table: Table) -> str:
    """Its statement, with what each column holds as a comment, for who reads ``.schema``."""
    lines = [f"{_name(column.name)} {column.kind.upper()}" for column in table.columns]
    notes = [f"  -- {column.about}" for column in table.columns]
    keys = [f"PRIMARY KEY ({_names(table.key)})"]
    keys += [
        f"FOREIGN KEY ({_names(link.columns)}) REFERENCES {_name(link.table)} ({_names(link.key)})"
        for link in table.links
    ]
    body = "\n".join(f"  {line},{note}" for line, note in zip(lines, notes, strict=True))
    return f"CREATE TABLE {_name(table.name)} (  -- {table.about}\n{body}\n  " + ",\n  ".join(keys) + "\n)"


def _index(connection: sqlite3.Connection, table: Table) -> None:
    """Let links be followed backwards, where the key does not begin with them."""
    for link in table.links:
        if table.key[: len(link.columns)] != link.columns:
            name = "_".join((table.name, "by", *link.columns))
            connection.execute(f"CREATE INDEX {_name(name)} ON {_name(table.name)} ({_names(link.columns)})")


def _search(connection: sqlite3.Connection, table: Table) -> None:
    """Full text over some columns, without a second copy of them; Datasette finds it by its name of the content."""
    if not table.searched:
        return
    name = _name(f"{table.name}_search")
    connection.execute(
        f'CREATE VIRTUAL TABLE {name} USING fts5({_names(table.searched)}, content="{table.name}",'
        " tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608
    connection.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608


def _unsigned(source: bytes) -> bytes:
    """Without the version of the library, and how often it wrote."""
    made = bytearray(source)
    for place, value in ((_COUNTER, 1), (_VALID_FOR, 1), (_VERSION, _SQLITE)):
        made[place : place + 4] = value.to_bytes(4, "big")
    return bytes(made)


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(_name(column) for column in columns)


def _name(name: str) -> str:
    return f'"{name}"'
