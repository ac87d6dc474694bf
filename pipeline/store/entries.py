"""What sources list: entries with their revisions, and the pages that are to be opened."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.model.source import Entry, Snapshot
from pipeline.store.db import Db, Row
from pipeline.store.fetched import Fetched
from pipeline.store.retractions import Retractions, keys_of_entry
from pipeline.store.rows import Json, columns_published, published_columns, text_time, time_text
from pipeline.text.urls import page_key

_FLAGS = Json(tuple[str, ...])
_REOPENED = 3  # a page is opened anew for so many revisions of its entry; some feeds say "updated" every night


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """An article's page that is to be opened."""

    url: str
    source_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of listed entries.

    Attributes:
        new: entries that were not known.
        opening: those of them whose page is new too: it waits to be opened.
        revised: how many known entries had changed.
    """

    new: tuple[Entry, ...] = ()
    opening: tuple[Entry, ...] = ()
    revised: int = 0


class Entries:
    """Typed rows of entries and pages. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db, fetched: Fetched, retractions: Retractions) -> None:
        self._db = db
        self._fetched = fetched
        self._retractions = retractions

    def save(self, entries: Sequence[Entry], *, now: datetime) -> Saved:
        """Keep entries that are new, note changes of those that are known, and let the pages of new ones wait.

        An entry is known by its id, which stands for its address, however that is spelt; and by the source's own id for
        it, which stays when a headline and with it the address is changed.
        """
        entries = self._allowed(entries)
        held = self._held(entries)
        fresh = [entry for entry in entries if entry.entry_id not in held]
        keys = {entry.entry_id: _key(entry.url) for entry in fresh if entry.url}
        taken = self._taken(keys.values(), [entry.url for entry in fresh])
        opening: list[Entry] = []
        for entry in fresh:
            key = keys.get(entry.entry_id)
            if key is not None and key not in taken and entry.url not in taken:
                opening.append(entry)
                taken |= {key, entry.url}
            elif key is not None:  # one more item on a page that was read before it stood there
                self._db.run(
                    "UPDATE pages SET state = 'waiting' WHERE page_key = ? AND source_id = ? AND state = 'opened'",
                    key,
                    entry.source_id,
                )
        self._db.keep("entries", [_entry_row(entry) for entry in fresh])
        self._db.insert("pages", [_page_row(entry, keys[entry.entry_id]) for entry in opening])
        revised = sum(self._revise(held[entry.entry_id], entry, now) for entry in entries if entry.entry_id in held)
        return Saved(new=tuple(fresh), opening=tuple(opening), revised=revised)

    def entry(self, entry_id: str) -> Entry | None:
        """A stored entry, or None."""
        row = self._db.one("SELECT * FROM entries WHERE entry_id = ?", entry_id)
        return _row_entry(row) if row else None

    def entry_at(self, url: str) -> Entry | None:
        """The entry for which a page is opened, or None for a page that nobody lists."""
        row = self._db.one("SELECT entries.* FROM entries JOIN pages USING (entry_id) WHERE pages.url = ?", url)
        return _row_entry(row) if row else None

    def revisions(self, entry_id: str) -> list[dict[str, str]]:
        """How an entry read before each change, oldest first: "at", "title", "summary", "url" and "published"."""
        rows = self._db.rows("SELECT at, before FROM revisions WHERE entry_id = ? ORDER BY number", entry_id)
        return [{"at": row["at"], **json.loads(row["before"])} for row in rows]

    def waiting_pages(self, *, tries: int) -> list[WaitingPage]:
        """Pages to open: newest first, none that failed on ``tries`` different days."""
        rows = self._db.rows(
            """SELECT pages.url, pages.source_id FROM pages JOIN entries USING (entry_id)
            WHERE pages.state = 'waiting' AND (SELECT COUNT(DISTINCT substr(at, 1, 10)) FROM attempts
                WHERE attempts.url = pages.url AND attempts.state = 'failed' AND attempts.page = 1) < ?
            ORDER BY entries.published_on DESC, pages.url""",
            tries,
        )
        return [WaitingPage(**row) for row in rows]

    def close_page(self, url: str, *, snapshot: Snapshot | None = None, reason: str = "") -> None:
        """A page was opened (its snapshot is kept), or cannot be opened for good; what it gave before stays."""
        if snapshot is not None:
            self._fetched.save_snapshot(snapshot)
        self._db.run(
            """UPDATE pages SET reason = ?1, snapshot_id = COALESCE(?2, snapshot_id),
            state = CASE WHEN COALESCE(?2, snapshot_id) IS NULL THEN 'closed' ELSE 'opened' END WHERE url = ?3""",
            reason,
            snapshot.snapshot_id if snapshot else None,
            url,
        )

    def stand_in(self, url: str, snapshot: Snapshot) -> None:
        """Keep what the entry says in place of a page that could not be opened; a page that was opened is left alone.

        The page goes on waiting, or stays closed: when it is opened after all, it takes this place.
        """
        self._fetched.save_snapshot(snapshot)
        self._db.run(
            """UPDATE pages SET snapshot_id = ?1 WHERE url = ?2 AND (snapshot_id IS NULL OR snapshot_id IN
            (SELECT snapshot_id FROM snapshots WHERE content_type = ?3))""",
            snapshot.snapshot_id,
            url,
            snapshot.content_type,
        )

    def note_page(self, url: str, reason: str) -> None:
        """A page could not be opened this time; it goes on waiting."""
        self._db.run("UPDATE pages SET reason = ? WHERE url = ?", reason, url)

    def skip_page(self, url: str, reason: str, *, filter_version: str = "") -> None:
        """A page is not opened: "filter" (of a version), "archive" or "old"; its entry is kept."""
        self._db.run(
            "UPDATE pages SET state = 'skipped', reason = ?, filter = ? WHERE url = ?", reason, filter_version, url
        )

    def let_wait(self, url: str) -> None:
        """A page that was skipped is to be opened after all."""
        self._db.run("UPDATE pages SET state = 'waiting', reason = '', filter = '' WHERE url = ?", url)

    def filtered(self, *, other_than: str, since: datetime) -> list[Entry]:
        """Entries first seen since a time whose pages another version of the filter has skipped, oldest first."""
        rows = self._db.rows(
            """SELECT entries.* FROM entries JOIN pages USING (entry_id)
            WHERE pages.state = 'skipped' AND pages.reason = 'filter' AND pages.filter <> ? AND first_seen_at >= ?
            ORDER BY first_seen_at, entry_id""",
            other_than,
            time_text(since),
        )
        return [_row_entry(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many entries there are, and pages by what became of them."""
        entries = self._db.one("SELECT COUNT(*) AS n FROM entries")
        by_state = self._db.rows("SELECT state, COUNT(*) AS n FROM pages GROUP BY state")
        states = {row["state"]: row["n"] for row in by_state}
        return {
            "entries": entries["n"] if entries else 0,
            **{f"pages_{state}": states.get(state, 0) for state in ("waiting", "opened", "closed", "skipped")},
        }

    def seen_between(self, since: str, until: str) -> tuple[int, int, int]:
        """Entries first seen after one time and up to another.

        Args:
            since: time as ``time_text`` writes it; empty for the beginning.
            until: likewise.

        Returns:
            How many there are, how many of their pages were not opened, and how many the filter passed over.
        """
        row = self._db.one(
            """SELECT COUNT(*) AS entries, COALESCE(SUM(pages.state IN ('waiting', 'closed')), 0) AS unopened,
                COALESCE(SUM(pages.state = 'skipped' AND pages.reason = 'filter'), 0) AS skipped
            FROM entries LEFT JOIN pages ON pages.entry_id = entries.entry_id
            WHERE first_seen_at > ? AND first_seen_at <= ?""",
            since,
            until,
        )
        return (row["entries"], row["unopened"], row["skipped"]) if row else (0, 0, 0)

    def entry_counts(self) -> dict[str, tuple[int, str | None]]:
        """For each source: how many entries it has given, and the day of its newest."""
        rows = self._db.rows(
            "SELECT source_id, COUNT(*) AS n, MAX(published_on) AS newest FROM entries GROUP BY source_id"
        )
        return {row["source_id"]: (row["n"], row["newest"]) for row in rows}

    def day_counts(self) -> list[tuple[str, str, int]]:
        """How many entries each source gave: its id, the ISO day on which they were first seen, how many."""
        rows = self._db.rows(
            """SELECT source_id, substr(first_seen_at, 1, 10) AS day, COUNT(*) AS n FROM entries
            GROUP BY 1, 2 ORDER BY 1, 2"""
        )
        return [(row["source_id"], row["day"], row["n"]) for row in rows]

    def relevant_counts(self) -> dict[str, int]:
        """For each source: how many of its articles are about a restriction."""
        rows = self._db.rows(
            """SELECT source_id, COUNT(*) AS n FROM articles JOIN analyses USING (article_id)
            WHERE relevant = 1 GROUP BY source_id"""
        )
        return {row["source_id"]: row["n"] for row in rows}

    def page_state(self, url: str) -> str:
        """What became of a page: "waiting", "opened", "closed" or "skipped"; empty if it is not known."""
        row = self._db.one("SELECT state FROM pages WHERE url = ?1 OR page_key = ?2 LIMIT 1", url, _key(url))
        return row["state"] if row else ""

    def listed_as(self, url: str) -> list[tuple[Entry, str, str]]:
        """Entries whose page has this address, however it is spelt: each with the page's state and reason."""
        key = _key(url)
        rows = self._db.rows(
            """SELECT entries.*, COALESCE(pages.state, '') AS page_state, COALESCE(pages.reason, '') AS page_reason
            FROM entries LEFT JOIN pages ON pages.url = entries.url
            WHERE entries.url = ?1 OR entries.url IN (SELECT url FROM pages WHERE page_key = ?2)
            ORDER BY first_seen_at, entries.entry_id""",
            url,
            key,
        )
        return [(_row_entry(row), row["page_state"], row["page_reason"]) for row in rows]

    def retracted(self, entries: Sequence[Entry]) -> list[Entry]:
        """Of these entries those whose page was retracted, in whatever spelling of its address."""
        return [entry for entry in entries if self._retractions.covering(keys_of_entry(entry))]

    def _allowed(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        if not self._retractions.is_any():
            return entries
        gone = self.retracted(entries)
        return [entry for entry in entries if entry not in gone]

    def _held(self, entries: Sequence[Entry]) -> dict[str, Entry]:
        """What is known of listed items, by the id under which each is listed now."""
        listed = json.dumps([[entry.entry_id, entry.url, entry.source_id, entry.guid] for entry in entries])
        rows = self._db.rows(
            """WITH listed AS (SELECT json_extract(value, '$[0]') AS entry_id, json_extract(value, '$[1]') AS url,
                json_extract(value, '$[2]') AS source_id, json_extract(value, '$[3]') AS guid FROM json_each(?))
            SELECT listed.entry_id AS listed_id, 1 AS rank, entries.* FROM listed JOIN entries USING (entry_id)
            UNION ALL  -- an id that it got from the first version
            SELECT listed.entry_id, 2, entries.* FROM listed
                JOIN pages ON pages.url = listed.url AND pages.page_key = 'url:' || listed.url
                JOIN entries ON entries.entry_id = pages.entry_id AND entries.source_id = listed.source_id
            UNION ALL  -- an address that was changed
            SELECT listed.entry_id, 3, entries.* FROM listed
                JOIN entries ON entries.source_id = listed.source_id AND entries.guid = listed.guid
                WHERE listed.guid <> ''
            ORDER BY rank DESC, first_seen_at DESC, entry_id DESC""",
            listed,
        )
        return {row["listed_id"]: _row_entry(row) for row in rows}

    def _taken(self, keys: Iterable[str], urls: Iterable[str]) -> set[str]:
        """Of these keys and addresses, those of which there is a page."""
        rows = self._db.rows(
            """SELECT page_key AS known FROM pages WHERE page_key IN (SELECT value FROM json_each(?))
            UNION SELECT url FROM pages WHERE url IN (SELECT value FROM json_each(?))""",
            json.dumps(list(keys)),
            json.dumps(list(urls)),
        )
        return {row["known"] for row in rows}

    def _revise(self, held: Entry, listed: Entry, now: datetime) -> bool:
        """Take over what a source has changed in an item; its page is opened anew for the first few changes."""
        merged = replace(
            listed,
            entry_id=held.entry_id,
            url=held.url or listed.url,
            published=listed.published or held.published,
            first_seen_at=held.first_seen_at,
        )
        if not _changed(held, merged):
            return False
        row = self._db.one("SELECT COUNT(*) AS n FROM revisions WHERE entry_id = ?", held.entry_id)
        number = (row["n"] if row else 0) + 1
        before = {
            "title": held.title,
            "summary": held.summary,
            "url": held.url,
            "published": held.published.text if held.published else "",
        }
        kept = json.dumps(before, ensure_ascii=False, sort_keys=True)
        self._db.insert(
            "revisions", [{"entry_id": held.entry_id, "number": number, "at": time_text(now), "before": kept}]
        )
        columns = {name: value for name, value in _entry_row(merged).items() if name != "entry_id"}
        assignments = ", ".join(f"{name} = ?" for name in columns)
        self._db.run(f"UPDATE entries SET {assignments} WHERE entry_id = ?", *columns.values(), held.entry_id)  # noqa: S608 - names out of our own row
        if number <= _REOPENED:
            self._db.run("UPDATE pages SET state = 'waiting' WHERE entry_id = ? AND state = 'opened'", held.entry_id)
        return True


def _key(url: str) -> str:
    """One key for all spellings of a page's address; each change of a watched page, a place on it, has its own."""
    _, mark, place = url.partition("#")
    return page_key(url) + mark + place


def _changed(held: Entry, listed: Entry) -> bool:
    """Whether an item was edited: another title or text, or its source says so. Summaries alone are cut anew too often.

    A date that appears is no edit, and one that moves without the source saying "updated" is a feed's whim.
    """
    if held.title != listed.title:
        return True
    if held.content and listed.content and held.content != listed.content:
        return True
    return held.updated is not None and listed.updated is not None and held.updated != listed.updated


def _entry_row(entry: Entry) -> Row:
    updated = {name.replace("published", "updated"): value for name, value in published_columns(entry.updated).items()}
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
        "guid": entry.guid,
        **updated,
        "content": entry.content,
        "publisher": entry.publisher,
        "flags": _FLAGS.write(entry.flags),
    }


def _page_row(entry: Entry, key: str) -> Row:
    return {
        "url": entry.url,
        "entry_id": entry.entry_id,
        "source_id": entry.source_id,
        "state": "waiting",
        "reason": "",
        "snapshot_id": None,
        "page_key": key,
        "filter": "",
    }


def _row_entry(row: Row) -> Entry:
    names = ("entry_id", "source_id", "url", "title", "summary", "author", "language", "guid", "content", "publisher")
    updated = {name.replace("updated", "published"): row[name] for name in ("updated", "updated_on", "updated_at")}
    return Entry(
        **{name: row[name] for name in names},
        published=columns_published(row),
        updated=columns_published(updated),
        first_seen_at=text_time(row["first_seen_at"]),
        flags=_FLAGS.read(row["flags"]),
    )
