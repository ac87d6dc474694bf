"""Pages that were taken back: what they are known by again, and how everything that was made of them is erased."""

import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.article import Article
from pipeline.model.restriction import Proof
from pipeline.model.retraction import Retraction
from pipeline.model.source import Entry, Snapshot
from pipeline.store.articles import Articles
from pipeline.store.db import Db
from pipeline.store.fetched import Fetched, unpacked
from pipeline.store.memory import Memory
from pipeline.store.rows import Json
from pipeline.text.urls import page_key

_RETRACTION = Json(Retraction)
_FEWEST_WORDS = 6  # of a sentence by which a listing is known to hold the text of a page
_CHANGE = "changed-"  # how the place of a watched page's change begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything under which a page is stored.

    Attributes:
        urls: spellings of its address, and addresses of the same bytes.
        keys: what it is known by again.
        entry_ids: entries that list it.
        snapshot_ids: its bytes, old ones too.
        articles: what was parsed of it.
    """

    urls: tuple[str, ...]
    keys: tuple[str, ...]
    entry_ids: tuple[str, ...]
    snapshot_ids: tuple[str, ...]
    articles: tuple[Article, ...]

    @property
    def article_ids(self) -> tuple[str, ...]:
        """Ids of its articles."""
        return tuple(article.article_id for article in self.articles)

    @property
    def is_any(self) -> bool:
        """Whether anything is stored of the page."""
        return bool(self.entry_ids or self.snapshot_ids or self.articles)


class Retractions:
    """Typed rows of what was retracted. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db, articles: Articles, memory: Memory) -> None:
        self._db = db
        self._articles = articles
        self._memory = memory

    def all(self) -> list[Retraction]:
        """Every retraction, the oldest first."""
        return [
            _RETRACTION.read(row["record"]) for row in self._db.rows("SELECT record FROM retractions ORDER BY rowid")
        ]

    def save(self, retraction: Retraction, keys: Iterable[str]) -> None:
        """Keep that a page was retracted, and what it is known by again."""
        record = {"retraction_id": retraction.retraction_id, "record": _RETRACTION.write(retraction)}
        self._db.put("retractions", [record])
        rows = [{"known_by": key, "retraction_id": retraction.retraction_id} for key in keys]
        self._db.keep("retracted", rows)

    def covering(self, keys: Iterable[str]) -> str:
        """The id of the retraction that one of these keys belongs to; empty if none does."""
        row = self._db.one(
            """SELECT retraction_id FROM retracted WHERE known_by IN (SELECT value FROM json_each(?))
            ORDER BY retraction_id""",
            json.dumps(sorted(keys)),
        )
        return row["retraction_id"] if row else ""

    def of_page(self, url: str) -> Retraction | None:
        """The retraction of the page at an address, however it is spelt; None if it was not retracted."""
        found = self.covering([key_of_page(url)])
        return next((one for one in self.all() if one.retraction_id == found), None)

    def is_any(self) -> bool:
        """Whether anything was retracted at all."""
        return self._db.one("SELECT 1 FROM retracted LIMIT 1") is not None

    def stored(self, keys: Iterable[str]) -> list[str]:
        """Addresses under which something is stored that has one of these keys."""
        wanted = set(keys)
        rows = self._db.rows(
            """SELECT url, '' AS sha256 FROM pages UNION SELECT url, '' FROM entries
            UNION SELECT url, sha256 FROM snapshots"""
        )
        found = {row["url"] for row in rows if {key_of_page(row["url"]), key_of_bytes(row["sha256"])} & wanted}
        return sorted(found)

    def trace(self, url: str) -> Trace:
        """Everything under which the page at an address is stored, with the same bytes at other addresses."""
        wanted = {key_of_page(url)}
        urls, hashes = {url}, set[str]()
        pages = self._db.rows("SELECT url FROM pages UNION SELECT url FROM entries UNION SELECT url FROM snapshots")
        known = {row["url"]: key_of_page(row["url"]) for row in pages}
        while True:
            found = {one for one, key in known.items() if key in wanted}
            bodies = self._db.rows(
                """SELECT url, final_url, sha256 FROM snapshots WHERE url IN (SELECT value FROM json_each(?1))
                OR sha256 IN (SELECT value FROM json_each(?2))""",
                json.dumps(sorted(found)),
                json.dumps(sorted(hashes)),
            )
            more = {key_of_page(row[name]) for row in bodies for name in ("url", "final_url")}
            same = {row["sha256"] for row in bodies}
            if found <= urls and more <= wanted and same <= hashes:
                break
            urls |= found
            wanted |= more
            hashes |= same
        return self._traced(sorted(urls), wanted | {key_of_bytes(sha256) for sha256 in hashes}, hashes)

    def _traced(self, urls: Sequence[str], keys: set[str], hashes: set[str]) -> Trace:
        entries = self._db.rows(
            "SELECT entry_id, source_id, guid FROM entries WHERE url IN (SELECT value FROM json_each(?))",
            json.dumps(urls),
        )
        keys = keys | {key_of_item(row["source_id"], row["guid"]) for row in entries if row["guid"]}
        snapshots = self._db.rows(
            """SELECT snapshot_id FROM snapshots WHERE url IN (SELECT value FROM json_each(?1))
            OR sha256 IN (SELECT value FROM json_each(?2))""",
            json.dumps(urls),
            json.dumps(sorted(hashes)),
        )
        snapshot_ids = [row["snapshot_id"] for row in snapshots]
        ids = self._db.rows(
            """SELECT article_id FROM articles WHERE url IN (SELECT value FROM json_each(?1))
            OR snapshot_id IN (SELECT value FROM json_each(?2))""",
            json.dumps(urls),
            json.dumps(snapshot_ids),
        )
        return Trace(
            urls=tuple(urls),
            keys=tuple(sorted(keys)),
            entry_ids=tuple(row["entry_id"] for row in entries),
            snapshot_ids=tuple(snapshot_ids),
            articles=tuple(self._articles.articles(row["article_id"] for row in ids)),
        )

    def erase(self, trace: Trace) -> None:
        """Erase a page and everything that was made of it but the register's rows, which are built without it before.

        What other articles were told by its sentences is looked at again; what sources listed is let go of where its
        address or one of its sentences stands in it.
        """
        self._let_go_of_listings(trace)
        touched = set[str]()
        for article_id in trace.article_ids:
            prints = self._memory.prints(article_id)
            touched.update(self._memory.touched(prints, 10_000) if prints else ())
            self._memory.drop(article_id)
        ids = json.dumps([*trace.article_ids, *trace.snapshot_ids])
        for table in ("supports", "story_articles", "sketch_keys", "sketches", "analyses", "text_shares", "articles"):
            self._db.run(f"DELETE FROM {table} WHERE article_id IN (SELECT value FROM json_each(?))", ids)  # noqa: S608 - names of our own
        self._db.run("DELETE FROM outcomes WHERE input_id IN (SELECT value FROM json_each(?))", ids)
        self._articles.undo(("mark",), touched - set(trace.article_ids))
        urls, entries = json.dumps(trace.urls), json.dumps(trace.entry_ids)
        self._db.run(
            """DELETE FROM pages WHERE url IN (SELECT value FROM json_each(?1))
            OR entry_id IN (SELECT value FROM json_each(?2)) OR snapshot_id IN (SELECT value FROM json_each(?3))""",
            urls,
            entries,
            ids,
        )
        for table in ("revisions", "entries"):
            self._db.run(f"DELETE FROM {table} WHERE entry_id IN (SELECT value FROM json_each(?))", entries)  # noqa: S608 - names of our own
        self._db.run("DELETE FROM attempts WHERE page = 1 AND url IN (SELECT value FROM json_each(?))", urls)
        self._db.run("DELETE FROM snapshots WHERE snapshot_id IN (SELECT value FROM json_each(?))", ids)
        self._leave_stories(set(trace.article_ids), {article.title for article in trace.articles})

    def _let_go_of_listings(self, trace: Trace) -> None:
        """Drop the bytes of feeds and lists in which the page's address or one of its sentences stands."""
        marks = {*trace.urls, *(block.text for article in trace.articles for block in article.blocks)}
        rows = self._db.rows(
            "SELECT entry_id, title, summary, content FROM entries WHERE entry_id IN (SELECT value FROM json_each(?))",
            json.dumps(trace.entry_ids),
        )
        marks |= {row[name] for row in rows for name in ("title", "summary", "content")}
        wanted = [mark for mark in marks if len(mark.split()) >= _FEWEST_WORDS or mark in trace.urls]
        fetched = Fetched(self._db)
        for row in self._db.rows(
            "SELECT snapshot_id, body FROM snapshots WHERE kept = 1 AND url NOT IN (SELECT url FROM pages)"
        ):
            text = " ".join(html.unescape(unpacked(row["body"]).decode("utf-8", "replace")).split())
            if any(" ".join(mark.split()) in text for mark in wanted):
                fetched.drop_body(row["snapshot_id"])

    def _leave_stories(self, ids: set[str], titles: set[str]) -> None:
        """Stories without some articles; one that has none left goes, and one that has their title gets another."""
        for story in self._articles.stories():
            copies = tuple(pair for pair in story.copies if ids.isdisjoint(pair))
            if not story.article_ids:
                self._db.run("DELETE FROM stories WHERE story_id = ?", story.story_id)
            elif copies != story.copies or story.title in titles:
                left = self._articles.articles(story.article_ids)
                title = left[0].title if story.title in titles else story.title
                self._db.run(
                    "UPDATE stories SET title = ?, copies = ? WHERE story_id = ?",
                    title,
                    json.dumps(copies, ensure_ascii=False),
                    story.story_id,
                )


def keys_of(snapshot: Snapshot) -> tuple[str, ...]:
    """What a page that was opened may be known by."""
    return key_of_page(snapshot.url), key_of_page(snapshot.final_url), key_of_bytes(snapshot.sha256)


def keys_of_entry(entry: Entry) -> tuple[str, ...]:
    """What an item of a source may be known by."""
    return (key_of_page(entry.url), *([key_of_item(entry.source_id, entry.guid)] if entry.guid else ()))


def key_of_page(url: str) -> str:
    """The key of a page, however its address is spelt. It is a hash, because an address may say what the page said."""
    plain, mark, place = url.partition("#")
    return f"page:{_hash((page_key(url) or plain) + (mark + place if place.startswith(_CHANGE) else ''))}"


def key_of_bytes(sha256: str) -> str:
    """The key of the bytes of a page, wherever they are."""
    return f"bytes:{sha256}"


def known_by(proof: Proof) -> set[str]:
    """The keys of the page of a quote."""
    return {key_of_page(proof.url), key_of_bytes(proof.sha256)}


def key_of_item(source_id: str, guid: str) -> str:
    """The key of a source's own id of an item, which stays when its address is changed."""
    return f"item:{_hash(source_id + chr(0) + guid)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
