"""What was made of the pages: articles, analyses, stories, and the outcome of every stage."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Event, Story
from pipeline.model.outcome import Outcome
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json, columns_published, published_columns

_BLOCKS = Json(tuple[Block, ...])
_EVENTS = Json(tuple[Event, ...])
_STRINGS = Json(tuple[str, ...])
_PAIRS = Json(tuple[tuple[str, str], ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingParse:
    """A snapshot that this version of the parser has not seen."""

    snapshot_id: str
    entry_id: str
    source_id: str
    url: str


class Articles:
    """Typed rows of everything derived from pages. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def unparsed(self, version: int) -> list[WaitingParse]:
        """Opened pages without an outcome of this version of the parser, in the order (published, url).

        A snapshot whose bytes could not be kept is parsed once, and never again.
        """
        rows = self._db.rows(
            """SELECT pages.snapshot_id, pages.entry_id, pages.source_id, pages.url FROM pages
            JOIN entries USING (entry_id) JOIN snapshots USING (snapshot_id)
            LEFT JOIN outcomes ON outcomes.stage = 'parse' AND outcomes.input_id = pages.snapshot_id
            WHERE snapshots.kept = 1 AND (outcomes.version IS NULL OR outcomes.version <> ?)
            ORDER BY entries.published_on IS NULL, entries.published_on, pages.url""",
            version,
        )
        return [WaitingParse(**row) for row in rows]

    def parsed_of_sources(self, source_ids: Iterable[str], version: int) -> list[str]:
        """Ids of snapshots with bytes that this version has parsed, whose source or page does not let us keep them.

        Args:
            source_ids: sources whose snapshots are not kept.
            version: of the parser.
        """
        rows = self._db.rows(
            """SELECT snapshot_id FROM snapshots JOIN pages USING (snapshot_id)
            JOIN outcomes ON outcomes.stage = 'parse' AND outcomes.input_id = snapshot_id AND outcomes.version = ?
            WHERE kept = 1 AND (reserved <> '[]' OR source_id IN (SELECT value FROM json_each(?)))
            ORDER BY snapshot_id""",
            version,
            json.dumps(list(source_ids)),
        )
        return [row["snapshot_id"] for row in rows]

    def save_parsed(self, snapshot_id: str, version: int, outcome: Outcome[Article]) -> None:
        """Keep the article of a snapshot, or why there is none. What was derived from an older text is undone."""
        if outcome.output is not None:
            self.save_marked(outcome.output)
            self.undo(("remember", "mark"), [outcome.output.article_id])
        self.save_outcome("parse", version, snapshot_id, outcome)

    def save_marked(self, article: Article, *, again: bool = True) -> None:
        """Keep an article that was parsed or marked anew.

        Args:
            article: the article.
            again: whether it has to be read again; not so if nothing but the reasons of its marks has changed.
        """
        self._db.raw.table("articles", pk="article_id").upsert(_article_row(article))
        if again:
            self.undo(("analyse",), [article.article_id])

    def waiting(self, stage: str, version: int) -> list[str]:
        """Articles without an outcome of this version of a stage, in the order (published, url)."""
        return self._waiting(stage, version)

    def undo(self, stages: Iterable[str], ids: Iterable[str]) -> None:
        """Let articles wait for some stages again."""
        self._db.run(
            """DELETE FROM outcomes WHERE stage IN (SELECT value FROM json_each(?))
            AND input_id IN (SELECT value FROM json_each(?))""",
            json.dumps(list(stages)),
            json.dumps(list(ids)),
        )

    def unanalysed(self, version: int) -> list[str]:
        """Articles without an outcome of this version of the analyser, in the order (published, url)."""
        return self._waiting("analyse", version)

    def save_analysis(self, version: int, outcome: Outcome[Analysis]) -> None:
        """Keep what was read in an article; it has to be taken into the register anew."""
        if outcome.output is not None:
            self._db.raw.table("analyses", pk="article_id").upsert(_analysis_row(outcome.output))
            self._db.run("DELETE FROM outcomes WHERE stage = 'register' AND input_id = ?", outcome.input_id)
        self.save_outcome("analyse", version, outcome.input_id, outcome)

    def unregistered(self, version: int) -> list[str]:
        """Analysed articles that the register has not taken in, in the order (published, url)."""
        rows = self._db.rows(
            """SELECT article_id FROM analyses JOIN articles USING (article_id)
            LEFT JOIN outcomes ON outcomes.stage = 'register' AND outcomes.input_id = article_id
            WHERE outcomes.version IS NULL OR outcomes.version <> ?
            ORDER BY published_on IS NULL, published_on, url""",
            version,
        )
        return [row["article_id"] for row in rows]

    def save_outcome(self, stage: str, version: int, input_id: str, outcome: Outcome[object]) -> None:
        """Note that this version of a stage has dealt with an input."""
        row: Row = {
            "stage": stage,
            "input_id": input_id,
            "version": version,
            "state": outcome.state,
            "reason": outcome.reason,
            "detail": outcome.detail,
        }
        self._db.put("outcomes", [row])

    def articles(self, ids: Iterable[str]) -> list[Article]:
        """Articles by id, in the order (published, url); unknown ids are left out."""
        rows = self._db.rows(
            """SELECT * FROM articles WHERE article_id IN (SELECT value FROM json_each(?))
            ORDER BY published_on IS NULL, published_on, url""",
            json.dumps(list(ids)),
        )
        return [_row_article(row) for row in rows]

    def of_type(self, content_type: str, count: int) -> list[Article]:
        """The newest articles that were made of snapshots of one content type, newest first.

        Args:
            content_type: as the snapshots have it.
            count: at most so many.
        """
        rows = self._db.rows(
            """SELECT articles.* FROM articles JOIN snapshots USING (snapshot_id) WHERE content_type = ?
            ORDER BY published_on DESC, articles.url LIMIT ?""",
            content_type,
            count,
        )
        return [_row_article(row) for row in rows]

    def at(self, url: str) -> Article | None:
        """The article of a page, or None."""
        row = self._db.one(
            "SELECT articles.* FROM articles JOIN pages USING (snapshot_id) WHERE pages.url = ? LIMIT 1", url
        )
        return _row_article(row) if row else None

    def parse_failure(self, url: str, version: int) -> str:
        """Why the page at an address could not be parsed, in words; empty if it could, or was not tried."""
        row = self._db.one(
            """SELECT outcomes.detail, outcomes.reason FROM outcomes JOIN pages ON pages.snapshot_id = input_id
            WHERE stage = 'parse' AND outcomes.state = 'failed' AND version = ? AND pages.url = ?""",
            version,
            url,
        )
        return (row["detail"] or row["reason"]) if row else ""

    def analyses(self, ids: Iterable[str]) -> dict[str, Analysis]:
        """Analyses by the id of their article."""
        rows = self._db.rows(
            "SELECT * FROM analyses WHERE article_id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
        )
        return {row["article_id"]: _row_analysis(row) for row in rows}

    def relevant(self, ids: Iterable[str]) -> set[str]:
        """Of these articles, those that are about the subject."""
        rows = self._db.rows(
            """SELECT article_id FROM analyses
            WHERE relevant = 1 AND article_id IN (SELECT value FROM json_each(?))""",
            json.dumps(list(ids)),
        )
        return {row["article_id"] for row in rows}

    def between(self, first_on: str, last_on: str) -> list[str]:
        """Ids of analysed articles published between two ISO days, both included."""
        rows = self._db.rows(
            """SELECT article_id FROM articles JOIN analyses USING (article_id)
            WHERE published_on BETWEEN ? AND ? ORDER BY published_on, url""",
            first_on,
            last_on,
        )
        return [row["article_id"] for row in rows]

    def seen_between(self, since: str, until: str) -> list[str]:
        """Ids of articles whose entries were first seen after one time and up to another."""
        rows = self._db.rows(
            """SELECT article_id FROM articles JOIN pages ON pages.snapshot_id = articles.snapshot_id
            JOIN entries ON entries.entry_id = pages.entry_id
            WHERE first_seen_at > ? AND first_seen_at <= ? ORDER BY article_id""",
            since,
            until,
        )
        return [row["article_id"] for row in rows]

    def stories(self, ids: Iterable[str] | None = None) -> list[Story]:
        """Stories by id, or all, in the order of their ids."""
        wanted = None if ids is None else json.dumps(list(ids))
        rows = self._db.rows(
            """SELECT * FROM stories WHERE ?1 IS NULL OR story_id IN (SELECT value FROM json_each(?1))
            ORDER BY story_id""",
            wanted,
        )
        members: dict[str, list[str]] = {}
        for row in self._db.rows("SELECT * FROM story_articles ORDER BY story_id, place"):
            members.setdefault(row["story_id"], []).append(row["article_id"])
        return [
            Story(
                story_id=row["story_id"],
                title=row["title"],
                first_published=row["first_published"],
                article_ids=tuple(members.get(row["story_id"], ())),
                copies=_PAIRS.read(row["copies"]),
            )
            for row in rows
        ]

    def story_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The story of each of these articles that is in one."""
        rows = self._db.rows(
            "SELECT article_id, story_id FROM story_articles WHERE article_id IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )
        return {row["article_id"]: row["story_id"] for row in rows}

    def story_serials(self) -> dict[int, int]:
        """The highest serial of a story id given so far, by year."""
        return serials(row["story_id"] for row in self._db.rows("SELECT story_id FROM stories"))

    def save_stories(self, stories: Sequence[Story]) -> None:
        """Keep stories with their articles."""
        for story in stories:
            row: Row = {
                "story_id": story.story_id,
                "title": story.title,
                "first_published": story.first_published,
                "copies": _PAIRS.write(story.copies),
            }
            self._db.raw.table("stories", pk="story_id").upsert(row)
            self._db.run("DELETE FROM story_articles WHERE story_id = ?", story.story_id)
            self._db.put(
                "story_articles",
                [
                    {"article_id": article_id, "place": place, "story_id": story.story_id}
                    for place, article_id in enumerate(story.article_ids)
                ],
            )

    def unread_languages(self, ids: Iterable[str]) -> dict[str, int]:
        """How many of these articles were not read, by language."""
        rows = self._db.rows(
            """SELECT substr(unread, 10) AS language, COUNT(*) AS n FROM analyses
            WHERE unread LIKE 'language:%' AND article_id IN (SELECT value FROM json_each(?))
            GROUP BY language ORDER BY language""",
            json.dumps(list(ids)),
        )
        return {row["language"]: row["n"] for row in rows}

    def strangers(self) -> dict[str, int]:
        """Names in no list that stand where a tool stands, with the number of articles, the most frequent first."""
        rows = self._db.rows(
            """SELECT name.value AS name, COUNT(*) AS n FROM analyses, json_each(analyses.strangers) AS name
            GROUP BY name ORDER BY n DESC, name"""
        )
        return {row["name"]: row["n"] for row in rows}

    def counts(self) -> dict[str, int]:
        """How many articles, relevant articles, stories and quarantined snapshots there are."""
        found: dict[str, int] = {}
        for name, sql in (
            ("articles", "SELECT COUNT(*) AS n FROM articles"),
            ("relevant", "SELECT COUNT(*) AS n FROM analyses WHERE relevant = 1"),
            ("stories", "SELECT COUNT(*) AS n FROM stories"),
            ("unparsable", "SELECT COUNT(*) AS n FROM outcomes WHERE stage = 'parse' AND state = 'failed'"),
        ):
            row = self._db.one(sql)
            found[name] = row["n"] if row else 0
        return found

    def _waiting(self, stage: str, version: int) -> list[str]:
        rows = self._db.rows(
            """SELECT article_id FROM articles
            LEFT JOIN outcomes ON outcomes.stage = ? AND outcomes.input_id = article_id
            WHERE outcomes.version IS NULL OR outcomes.version <> ?
            ORDER BY published_on IS NULL, published_on, url""",
            stage,
            version,
        )
        return [row["article_id"] for row in rows]


def serials(ids: Iterable[str]) -> dict[int, int]:
    """The highest serial by year of ids that end in ``-<year>-<serial>``."""
    highest: dict[int, int] = {}
    for name in ids:
        _, year, serial = name.rsplit("-", 2)
        highest[int(year)] = max(highest.get(int(year), 0), int(serial))
    return highest


def _article_row(article: Article) -> Row:
    return {
        "article_id": article.article_id,
        "snapshot_id": article.snapshot_id,
        "source_id": article.source_id,
        "outlet": article.outlet,
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "language": article.language,
        **published_columns(article.published),
        "partial": int(article.partial),
        "blocks": _BLOCKS.write(article.blocks),
        **{name.replace("published", "updated"): value for name, value in published_columns(article.modified).items()},
        "canonical": article.canonical,
        "site": article.site,
        "tags": _STRINGS.write(article.tags),
        "barrier": article.barrier or "",
    }


def _row_article(row: Row) -> Article:
    names = ("article_id", "snapshot_id", "source_id", "outlet", "url", "title", "author", "language")
    changed = {name.replace("updated", "published"): row[name] for name in ("updated", "updated_on", "updated_at")}
    return Article(
        **{name: row[name] for name in (*names, "canonical", "site")},
        published=columns_published(row),
        modified=columns_published(changed),
        blocks=_BLOCKS.read(row["blocks"]),
        tags=_STRINGS.read(row["tags"]),
        partial=bool(row["partial"]),
        barrier=row["barrier"] or None,
    )


def _analysis_row(analysis: Analysis) -> Row:
    return {
        "article_id": analysis.article_id,
        "relevant": int(analysis.relevant),
        "score": analysis.score,
        "why": _STRINGS.write(analysis.why),
        "events": _EVENTS.write(analysis.events),
        "unread": analysis.unread,
        "strangers": _STRINGS.write(analysis.strangers),
    }


def _row_analysis(row: Row) -> Analysis:
    return Analysis(
        article_id=row["article_id"],
        relevant=bool(row["relevant"]),
        score=row["score"],
        why=_STRINGS.read(row["why"]),
        events=_EVENTS.read(row["events"]),
        unread=row["unread"],
        strangers=_STRINGS.read(row["strangers"]),
    )
