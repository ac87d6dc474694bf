"""What came from outside as it came: snapshots, and every attempt to get one."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import zstandard

from pipeline.model.source import Snapshot
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json, text_time, time_text

_ZSTD = b"\x28\xb5\x2f\xfd"  # how a Zstandard frame begins; the first version packed with zlib
_NAMES = Json(tuple[str, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to read a source or to open a page.

    Attributes:
        page: a page was opened, not a source read.
        entries: entries that were new.
        retry_at: when the server wants to be asked again; None if it did not say.
    """

    run_id: int
    at: datetime
    source_id: str
    url: str
    state: str
    page: bool = False
    reason: str = ""
    detail: str = ""
    transient: bool = False
    entries: int = 0
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotHead:
    """A snapshot without its bytes."""

    sha256: str
    fetched_at: datetime


class Fetched:
    """Snapshots and attempts. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep the bytes of a response; the same bytes from the same address are kept once."""
        row: Row = {
            "snapshot_id": snapshot.snapshot_id,
            "url": snapshot.url,
            "final_url": snapshot.final_url,
            "status": snapshot.status,
            "content_type": snapshot.content_type,
            "sha256": snapshot.sha256,
            "body": zstandard.compress(snapshot.body),
            "fetched_at": time_text(snapshot.fetched_at),
            "reserved": _NAMES.write(snapshot.reserved),
            "kept": 1,
        }
        self._db.keep("snapshots", [row])

    def drop_body(self, snapshot_id: str) -> None:
        """Let go of the bytes of a snapshot that may not be kept; its hash and its time stay."""
        self._db.run(
            "UPDATE snapshots SET body = ?, kept = 0 WHERE snapshot_id = ?", zstandard.compress(b""), snapshot_id
        )

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        """A stored snapshot, or None."""
        row = self._db.one("SELECT * FROM snapshots WHERE snapshot_id = ?", snapshot_id)
        if row is None:
            return None
        return Snapshot(
            url=row["url"],
            final_url=row["final_url"],
            status=row["status"],
            content_type=row["content_type"],
            body=unpacked(row["body"]),
            fetched_at=text_time(row["fetched_at"]),
            reserved=_NAMES.read(row["reserved"]),
        )

    def snapshot_head(self, snapshot_id: str) -> SnapshotHead:
        """Hash and time of a stored snapshot, without its bytes.

        Raises:
            KeyError: there is no such snapshot.
        """
        row = self._db.one("SELECT sha256, fetched_at FROM snapshots WHERE snapshot_id = ?", snapshot_id)
        if row is None:
            raise KeyError(snapshot_id)
        return SnapshotHead(sha256=row["sha256"], fetched_at=text_time(row["fetched_at"]))

    def save_attempts(self, attempts: Iterable[Attempt]) -> None:
        """Note what was tried."""
        self._db.insert("attempts", [_attempt_row(attempt) for attempt in attempts])

    def last_attempts(self, *, until: datetime | None = None) -> dict[str, list[Attempt]]:
        """Attempts to read each source, newest first, of the last 60 of each."""
        border = time_text(until) if until else "9999"
        rows = self._db.rows(
            """SELECT * FROM (
                SELECT *, row_number() OVER (PARTITION BY source_id ORDER BY at DESC, attempt_id DESC) AS n
                FROM attempts WHERE page = 0 AND at <= ?)
            WHERE n <= 60 ORDER BY source_id, n""",
            border,
        )
        found: dict[str, list[Attempt]] = {}
        for row in rows:
            found.setdefault(row["source_id"], []).append(_row_attempt(row))
        return found

    def attempts_at(self, url: str) -> list[Attempt]:
        """Attempts to open a page, newest first."""
        rows = self._db.rows("SELECT * FROM attempts WHERE url = ? AND page = 1 ORDER BY at DESC, attempt_id DESC", url)
        return [_row_attempt(row) for row in rows]

    def pauses(self, now: datetime) -> list[tuple[str, datetime]]:
        """Addresses whose servers want to be left alone for longer than until now, with the time until when."""
        rows = self._db.rows(
            "SELECT url, MAX(retry_at) AS until FROM attempts WHERE retry_at > ? GROUP BY url ORDER BY url",
            time_text(now),
        )
        return [(row["url"], text_time(row["until"])) for row in rows]

    def sources_read_between(self, since: str, until: str) -> set[str]:
        """Sources that could be read at least once after one time and up to another."""
        rows = self._db.rows(
            "SELECT DISTINCT source_id FROM attempts WHERE page = 0 AND state <> 'failed' AND at > ? AND at <= ?",
            since,
            until,
        )
        return {row["source_id"] for row in rows}


def unpacked(body: bytes) -> bytes:
    """The bytes of a stored body."""
    return zstandard.decompress(body) if body.startswith(_ZSTD) else zlib.decompress(body)


def _attempt_row(attempt: Attempt) -> Row:
    return {
        "run_id": attempt.run_id,
        "at": time_text(attempt.at),
        "source_id": attempt.source_id,
        "url": attempt.url,
        "page": int(attempt.page),
        "state": attempt.state,
        "reason": attempt.reason,
        "detail": attempt.detail,
        "transient": int(attempt.transient),
        "entries": attempt.entries,
        "retry_at": time_text(attempt.retry_at) if attempt.retry_at else None,
    }


def _row_attempt(row: Row) -> Attempt:
    return Attempt(
        run_id=row["run_id"],
        at=text_time(row["at"]),
        source_id=row["source_id"],
        url=row["url"],
        state=row["state"],
        page=bool(row["page"]),
        reason=row["reason"],
        detail=row["detail"],
        transient=bool(row["transient"]),
        entries=row["entries"],
        retry_at=text_time(row["retry_at"]) if row["retry_at"] else None,
    )
