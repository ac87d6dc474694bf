"""One open database: connection, transactions, migrations."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from pipeline.model.errors import StoreError
from pipeline.store.schema import MIGRATIONS, Migrations

FILE_NAME = "offlimits.sqlite"
_TRIES = 50
BUSY_MS = 15_000
"""How long to wait for a file that another program holds: a reader's checkpoint, a backup."""

Row = dict[str, Any]


class Db:
    """An open database. Reads need no transaction; every write is inside one.

    Args:
        path: the database file; made if it is not there.
        busy_ms: how long to wait for a file that another program holds, in milliseconds.
        migrations: what the newest version is made of.

    Raises:
        StoreError: the file cannot be opened or written, is no database, or is newer than this program.
    """

    def __init__(self, path: Path, *, busy_ms: int = BUSY_MS, migrations: Migrations = MIGRATIONS) -> None:
        self.path = path
        with self._told():
            connection = sqlite3.connect(path, isolation_level=None, timeout=busy_ms / 1000)
            self.raw = Database(connection)
        try:
            with self._told():
                connection.execute("PRAGMA foreign_keys = ON")
                _write_ahead(connection)
                self._migrate(migrations)
        except StoreError:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self.raw.conn.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are stored whole, or not at all.

        Raises:
            StoreError: SQLite could not write; nothing of the batch is stored.
        """
        connection = self.raw.conn
        with self._told():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def rows(self, sql: str, *values: Any) -> list[Row]:  # noqa: ANN401 - whatever SQLite takes
        """Rows of a query, each as a dictionary.

        Raises:
            StoreError: SQLite could not read.
        """
        with self._told():
            return list(self.raw.query(sql, values))

    def one(self, sql: str, *values: Any) -> Row | None:  # noqa: ANN401 - whatever SQLite takes
        """The first row of a query, or None."""
        return next(iter(self.rows(sql, *values)), None)

    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert new rows, all with the same columns."""
        self._write("INSERT", table, rows)

    def keep(self, table: str, rows: list[Row]) -> None:
        """Insert rows that are not there yet; those with a known key are left as they are."""
        self._write("INSERT OR IGNORE", table, rows)

    def put(self, table: str, rows: list[Row]) -> None:
        """Insert rows, or replace those with the same key."""
        self._write("INSERT OR REPLACE", table, rows)

    def run(self, sql: str, *values: Any) -> None:  # noqa: ANN401 - whatever SQLite takes
        """Execute one statement."""
        self.raw.conn.execute(sql, values)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the whole database, without what is not committed.

        Args:
            path: a file that is not there yet.

        Raises:
            StoreError: SQLite could not write.
        """
        with self._told(), closing(sqlite3.connect(path)) as copy:
            self.raw.conn.backup(copy)

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was deleted stays in its free pages or in the journal.

        Raises:
            StoreError: SQLite could not write.
        """
        with self._told():
            self.raw.conn.execute("VACUUM")
            self.raw.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _write(self, verb: str, table: str, rows: list[Row]) -> None:
        """Write rows in one go: a night has tens of thousands, and building a statement for each takes its time."""
        if rows:
            names = list(rows[0])
            statement = f"{verb} INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
            self.raw.conn.executemany(statement, [tuple(row[name] for name in names) for row in rows])

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite reports is told with the file and how to mend it."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}; {_mend(error)}") from error

    def _version(self) -> int:
        return int(self.raw.conn.execute("PRAGMA user_version").fetchone()[0])

    def _migrate(self, migrations: Migrations) -> None:
        """Bring the file to the newest version, each migration whole or not at all."""
        current, newest = self._version(), len(migrations)
        if current > newest:
            raise StoreError(
                f"{self.path}: written by a newer Offlimits (database version {current}, this program knows {newest});"
                " install the newer version, or name another --data directory"
            )
        for number in range(current + 1, newest + 1):
            with self.transaction():
                if self._version() >= number:  # another run made it while this one waited
                    continue
                for statement in migrations[number - 1]:
                    self.raw.conn.execute(statement)
                self.raw.conn.execute(f"PRAGMA user_version = {number}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side.

    Two programs that make a database at the same time may both want this at once; SQLite then refuses one of them
    without waiting, since neither could ever go on. It waits for the other and tries again.
    """
    for _ in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")  # this does wait, as long as it may
            connection.execute("COMMIT")
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def open_db(data_dir: Path, *, busy_ms: int = BUSY_MS) -> Db:
    """Open the database of a data directory, which is made if it is not there.

    Args:
        data_dir: the data directory.
        busy_ms: as ``Db``.

    Raises:
        StoreError: the directory cannot be made, the database cannot be used, or it has been lost.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{data_dir}: the data directory cannot be made ({error.strerror}); name another with --data"
        ) from error
    path = data_dir / FILE_NAME
    outbox = data_dir / "outbox"
    is_new = not path.exists() or path.stat().st_size == 0
    if is_new and outbox.is_dir() and any(outbox.iterdir()):
        raise StoreError(
            f"{path}: is missing or empty, but mails have gone out from here and would go out again; put back a copy of"
            f" it, or remove {outbox} to begin anew"
        )
    return Db(path, busy_ms=busy_ms)


def _mend(error: sqlite3.Error) -> str:
    """How to mend what SQLite reports."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith("SQLITE_FULL") or code == "SQLITE_IOERR_WRITE":
        return "free some disk space and run again; nothing that was stored is lost"
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "make the data directory writable for this user, or name another with --data"
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "this is no usable database; restore a backup, or name another --data directory"
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program holds the database; wait for it and run again"
    return "run again; if it stays, restore a backup of the data directory"
