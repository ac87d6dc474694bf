"""What came from outside: snapshots, entries, pages that wait to be opened, and every attempt."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.model.source import Entry, Snapshot, Validators
from pipeline.store.db import Db, Row
from pipeline.store.rows import columns_published, published_columns, text_time, time_text

_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to read a source or to open a page.

    Attributes:
        page: a page was opened, not a source read.
        entries: entries that were new.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """An article's page that has not been opened."""

    url: str
    source_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotHead:
    """A snapshot without its bytes."""

    sha256: str
    fetched_at: datetime


class Fetched:
    """Typed rows of everything that was fetched. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def validators(self) -> dict[str, Validators]:
        """What servers gave with their last answers, by source id."""
        return {
            row["source_id"]: Validators(url=row["url"], etag=row["etag"], last_modified=row["last_modified"])
            for row in self._db.rows("SELECT * FROM validators ORDER BY source_id")
        }

    def save_validators(self, source_id: str, validators: Validators) -> None:
        """Keep what a server gave for a source; nothing at all is not kept."""
        if validators.etag or validators.last_modified:
            row = {
                "source_id": source_id,
                "url": validators.url,
                "etag": validators.etag,
                "last_modified": validators.last_modified,
            }
            self._db.put("validators", [row])
        else:
            self._db.run("DELETE FROM validators WHERE source_id = ?", source_id)

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep the bytes of a response; the same bytes from the same address are kept once."""
        row: Row = {
            "snapshot_id": snapshot.snapshot_id,
            "url": snapshot.url,
            "final_url": snapshot.final_url,
            "status": snapshot.status,
            "content_type": snapshot.content_type,
            "sha256": snapshot.sha256,
            "body": zlib.compress(snapshot.body, _LEVEL),
            "fetched_at": time_text(snapshot.fetched_at),
        }
        self._db.keep("snapshots", [row])

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
            body=zlib.decompress(row["body"]),
            fetched_at=text_time(row["fetched_at"]),
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

    def save_entries(self, entries: Sequence[Entry]) -> int:
        """Keep entries that are new, and note their pages as waiting.

        Returns:
            How many were new.
        """
        known = self._known([entry.entry_id for entry in entries])
        new = [entry for entry in entries if entry.entry_id not in known]
        self._db.keep("entries", [_entry_row(entry) for entry in new])
        self._db.keep(
            "pages",
            [
                {
                    "url": entry.url,
                    "entry_id": entry.entry_id,
                    "source_id": entry.source_id,
                    "state": "waiting",
                    "reason": "",
                    "snapshot_id": None,
                }
                for entry in new
            ],
        )
        return len(new)

    def entry(self, entry_id: str) -> Entry | None:
        """A stored entry, or None."""
        row = self._db.one("SELECT * FROM entries WHERE entry_id = ?", entry_id)
        return _row_entry(row) if row else None

    def waiting_pages(self, *, limit: int, tries: int) -> list[WaitingPage]:
        """Pages to open: newest first, none that failed on ``tries`` different days."""
        rows = self._db.rows(
            """SELECT pages.url, pages.source_id FROM pages JOIN entries USING (entry_id)
            WHERE pages.state = 'waiting' AND (SELECT COUNT(DISTINCT substr(at, 1, 10)) FROM attempts
                WHERE attempts.url = pages.url AND attempts.state = 'failed' AND attempts.page = 1) < ?
            ORDER BY entries.published_on DESC, pages.url LIMIT ?""",
            tries,
            limit,
        )
        return [WaitingPage(**row) for row in rows]

    def close_page(self, url: str, *, snapshot: Snapshot | None = None, reason: str = "") -> None:
        """A page was opened (its snapshot is kept), or cannot be opened for good."""
        if snapshot is not None:
            self.save_snapshot(snapshot)
        self._db.run(
            "UPDATE pages SET state = ?, reason = ?, snapshot_id = ? WHERE url = ?",
            "opened" if snapshot else "closed",
            reason,
            snapshot.snapshot_id if snapshot else None,
            url,
        )

    def note_page(self, url: str, reason: str) -> None:
        """A page could not be opened this time; it goes on waiting."""
        self._db.run("UPDATE pages SET reason = ? WHERE url = ?", reason, url)

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

    def failing_since(self) -> dict[str, datetime]:
        """Sources whose last reading failed, with the time of the first failure in a row."""
        rows = self._db.rows(
            """SELECT source_id, MIN(at) AS since FROM attempts AS failed
            WHERE page = 0 AND attempt_id > COALESCE((SELECT MAX(attempt_id) FROM attempts
                WHERE source_id = failed.source_id AND page = 0 AND state <> 'failed'), 0)
            GROUP BY source_id"""
        )
        return {row["source_id"]: text_time(row["since"]) for row in rows}

    def counts(self) -> dict[str, int]:
        """How many entries, waiting, opened and closed pages there are."""
        entries = self._db.one("SELECT COUNT(*) AS n FROM entries")
        by_state = self._db.rows("SELECT state, COUNT(*) AS n FROM pages GROUP BY state")
        states = {row["state"]: row["n"] for row in by_state}
        return {
            "entries": entries["n"] if entries else 0,
            **{f"pages_{state}": states.get(state, 0) for state in ("waiting", "opened", "closed")},
        }

    def seen_between(self, since: str, until: str) -> tuple[int, int]:
        """Entries first seen after one time and up to another, and how many of their pages were not opened.

        Args:
            since: time as ``time_text`` writes it; empty for the beginning.
            until: likewise.
        """
        row = self._db.one(
            """SELECT COUNT(*) AS entries, COALESCE(SUM(pages.state <> 'opened'), 0) AS unopened
            FROM entries JOIN pages ON pages.entry_id = entries.entry_id
            WHERE first_seen_at > ? AND first_seen_at <= ?""",
            since,
            until,
        )
        return (row["entries"], row["unopened"]) if row else (0, 0)

    def sources_read_between(self, since: str, until: str) -> set[str]:
        """Sources that could be read at least once after one time and up to another."""
        rows = self._db.rows(
            "SELECT DISTINCT source_id FROM attempts WHERE page = 0 AND state <> 'failed' AND at > ? AND at <= ?",
            since,
            until,
        )
        return {row["source_id"] for row in rows}

    def entry_counts(self) -> dict[str, tuple[int, str | None]]:
        """For each source: how many entries it has given, and the day of its newest."""
        rows = self._db.rows(
            "SELECT source_id, COUNT(*) AS n, MAX(published_on) AS newest FROM entries GROUP BY source_id"
        )
        return {row["source_id"]: (row["n"], row["newest"]) for row in rows}

    def _known(self, ids: Sequence[str]) -> set[str]:
        found = self._db.rows(
            "SELECT entry_id FROM entries WHERE entry_id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
        )
        return {row["entry_id"] for row in found}


def _entry_row(entry: Entry) -> Row:
    return {
        "entry_id": entry.entry_id,
        "source_id": entry.source_id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "author": entry.author,
        "language": entry.language,
        **published_columns(entry.published),
        "first_seen_at": time_text(entry.first_seen_at),
    }


def _row_entry(row: Row) -> Entry:
    plain = {key: row[key] for key in ("entry_id", "source_id", "url", "title", "summary", "author", "language")}
    return Entry(**plain, published=columns_published(row), first_seen_at=text_time(row["first_seen_at"]))


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
    )
