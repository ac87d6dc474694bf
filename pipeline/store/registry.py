"""The rows of the register, with the events that each is built from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.calendar_day import days_left
from pipeline.model.restriction import Candidate, Party, Register, Restriction, Tombstone
from pipeline.model.retraction import Retraction
from pipeline.store.articles import serials
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json

_RESTRICTION = Json(Restriction)
_CANDIDATE = Json(Candidate)
_TOMBSTONE = Json(Tombstone)
_RETRACTION = Json(Retraction)

Support = tuple[str, int]
"""An event by its place: (article_id, number in the article's analysis)."""


class Registry:
    """Typed rows of the register. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def register(self, *, today: str) -> Register:
        """The register as it is shown: restrictions, tombstones, and the candidates, watched and lapsed by a day.

        What a person decided lies over what the sources give; all else here speaks of what the sources give.
        """
        head = self._db.one("SELECT * FROM register")
        rows = self._db.rows(
            """SELECT restriction_id AS id, record FROM restrictions
                WHERE restriction_id NOT IN (SELECT row_id FROM overlaid)
            UNION ALL SELECT row_id, record FROM overlaid WHERE record IS NOT NULL AND stone IS NULL ORDER BY id"""
        )
        waiting = self._db.rows(
            """SELECT record FROM candidates WHERE lapses_on >= ? AND candidate_id NOT IN (SELECT row_id FROM overlaid)
            ORDER BY lapses_on DESC, candidate_id""",
            today,
        )
        gone = self._db.rows(
            """SELECT restriction_id AS id, record AS stone, NULL AS record FROM tombstones
                WHERE restriction_id NOT IN (SELECT row_id FROM overlaid)
            UNION ALL SELECT row_id, stone, record FROM overlaid WHERE stone IS NOT NULL ORDER BY id"""
        )
        over = self._db.rows(
            """SELECT record FROM candidates WHERE lapses_on < ? AND candidate_id NOT IN (SELECT row_id FROM overlaid)
            ORDER BY lapses_on DESC, candidate_id""",
            today,
        )
        return Register(
            restrictions=tuple(_RESTRICTION.read(row["record"]) for row in rows),
            candidates=tuple(_CANDIDATE.read(row["record"]) for row in waiting),
            tombstones=tuple(_stone(row) for row in gone),
            lapsed=tuple(_CANDIDATE.read(row["record"]) for row in over),
            retractions=tuple(
                _RETRACTION.read(row["record"])
                for row in self._db.rows("SELECT record FROM retractions ORDER BY rowid")
            ),
            changed_at=(head["changed_at"] or None) if head else None,
            version=head["register_version"] if head else "",
        )

    def stored(self) -> list[Restriction]:
        """All rows as the sources give them, or another register."""
        rows = self._db.rows("SELECT record FROM restrictions ORDER BY restriction_id")
        return [_RESTRICTION.read(row["record"]) for row in rows]

    def buried(self) -> set[str]:
        """Ids of all rows that were removed."""
        return {row["restriction_id"] for row in self._db.rows("SELECT restriction_id FROM tombstones")}

    def restriction(self, restriction_id: str) -> Restriction | None:
        """One row, or None."""
        row = self._db.one("SELECT record FROM restrictions WHERE restriction_id = ?", restriction_id)
        found: Restriction | None = _RESTRICTION.read(row["record"]) if row else None
        return found

    def of_actors(self, actors: Iterable[str]) -> list[Restriction]:
        """Rows of these actors."""
        rows = self._db.rows(
            """SELECT record FROM restrictions WHERE actor IN (SELECT value FROM json_each(?))
            ORDER BY restriction_id""",
            json.dumps(sorted(set(actors))),
        )
        return [_RESTRICTION.read(row["record"]) for row in rows]

    def candidates_of_actors(self, actors: Iterable[str]) -> list[Candidate]:
        """Candidates of these actors, lapsed ones too: a late report may still found them."""
        rows = self._db.rows(
            """SELECT record FROM candidates WHERE actor IN (SELECT value FROM json_each(?))
            ORDER BY candidate_id""",
            json.dumps(sorted(set(actors))),
        )
        return [_CANDIDATE.read(row["record"]) for row in rows]

    def lifting(self) -> list[Restriction]:
        """Rows that lift what somebody else imposed, or of which nothing but the lift is known."""
        rows = self._db.rows(
            """SELECT record FROM restrictions WHERE json_extract(record, '$.claims.action.value') = 'lift'
            ORDER BY restriction_id"""
        )
        return [_RESTRICTION.read(row["record"]) for row in rows]

    def lapsing(self, today: str) -> list[Candidate]:
        """Candidates that have lapsed by an ISO day, and of which no run has noted it yet."""
        rows = self._db.rows(
            """SELECT record FROM candidates WHERE lapses_on < ? AND json_extract(record, '$.lapsed_on') IS NULL
            ORDER BY candidate_id""",
            today,
        )
        return [_CANDIDATE.read(row["record"]) for row in rows]

    def of_articles(self, ids: Iterable[str]) -> list[Restriction]:
        """Rows that are built from events of these articles."""
        rows = self._db.rows(
            """SELECT record FROM restrictions WHERE restriction_id IN (SELECT row_id FROM supports
                WHERE article_id IN (SELECT value FROM json_each(?))) ORDER BY restriction_id""",
            json.dumps(sorted(ids)),
        )
        return [_RESTRICTION.read(row["record"]) for row in rows]

    def candidates_of_articles(self, ids: Iterable[str]) -> list[Candidate]:
        """Candidates that are built from events of these articles."""
        rows = self._db.rows(
            """SELECT record FROM candidates WHERE candidate_id IN (SELECT row_id FROM supports
                WHERE article_id IN (SELECT value FROM json_each(?))) ORDER BY candidate_id""",
            json.dumps(sorted(ids)),
        )
        return [_CANDIDATE.read(row["record"]) for row in rows]

    def named(self, ids: Iterable[str]) -> list[Restriction | Candidate]:
        """Restrictions, then candidates, by their ids; unknown ids are left out."""
        wanted = json.dumps(sorted(ids))
        rows = self._db.rows(
            """SELECT record FROM restrictions WHERE restriction_id IN (SELECT value FROM json_each(?))
            ORDER BY restriction_id""",
            wanted,
        )
        waiting = self._db.rows(
            """SELECT record FROM candidates WHERE candidate_id IN (SELECT value FROM json_each(?))
            ORDER BY candidate_id""",
            wanted,
        )
        found: list[Restriction | Candidate] = [_RESTRICTION.read(row["record"]) for row in rows]
        return found + [_CANDIDATE.read(row["record"]) for row in waiting]

    def became(self, candidate_id: str) -> list[str]:
        """Ids of the restrictions that rest on the event of a candidate, or that a person once made of it."""
        article, _, event = candidate_id.removeprefix("candidate-").rpartition("-")
        rows = self._db.rows(
            """SELECT restriction_id FROM given_ids WHERE made_by = ?1
            UNION SELECT restriction_id FROM supports JOIN restrictions ON restriction_id = row_id
                WHERE ?2 <> '' AND substr(article_id, 1, length(?2)) = ?2 AND CAST(event AS TEXT) = ?3
            ORDER BY restriction_id""",
            f"promote:{candidate_id}",
            article,
            event,
        )
        return [row["restriction_id"] for row in rows]

    def due(self, today: str) -> list[Restriction]:
        """Rows of which a day has been reached by an ISO day."""
        rows = self._db.rows("SELECT record FROM restrictions WHERE next_day <= ? ORDER BY restriction_id", today)
        return [_RESTRICTION.read(row["record"]) for row in rows]

    def supports(self, row_id: str) -> list[Support]:
        """The events that a restriction or a candidate is built from."""
        rows = self._db.rows(
            "SELECT article_id, event FROM supports WHERE row_id = ? ORDER BY article_id, event", row_id
        )
        return [(row["article_id"], row["event"]) for row in rows]

    def save_restriction(self, restriction: Restriction, next_day: str | None) -> None:
        """Keep a row as it is now."""
        row: Row = {
            "restriction_id": restriction.restriction_id,
            "actor": _actor(restriction),
            "next_day": next_day,
            "record": _RESTRICTION.write(restriction),
        }
        self._db.put("restrictions", [row])

    def save_candidate(self, candidate: Candidate) -> None:
        """Keep a candidate as it is now."""
        row: Row = {
            "candidate_id": candidate.candidate_id,
            "actor": _actor(candidate),
            "lapses_on": candidate.lapses_on,
            "record": _CANDIDATE.write(candidate),
        }
        self._db.put("candidates", [row])

    def save_supports(self, row_id: str, supports: Sequence[Support]) -> None:
        """Keep which events a row is built from."""
        self._db.run("DELETE FROM supports WHERE row_id = ?", row_id)
        self._db.put(
            "supports",
            [{"row_id": row_id, "article_id": article_id, "event": event} for article_id, event in supports],
        )

    def withdraw(self, tombstone: Tombstone) -> None:
        """Take a row out of the register; its tombstone keeps the id from being given again, and the row's days."""
        held = self.restriction(tombstone.restriction_id)
        if held is not None:
            tombstone = replace(tombstone, days=days_left(held, tombstone.reason))
        self._db.run("DELETE FROM restrictions WHERE restriction_id = ?", tombstone.restriction_id)
        self._db.run("DELETE FROM supports WHERE row_id = ?", tombstone.restriction_id)
        row: Row = {"restriction_id": tombstone.restriction_id, "record": _TOMBSTONE.write(tombstone)}
        self._db.put("tombstones", [row])

    def drop_candidate(self, candidate_id: str) -> None:
        """A candidate has become a restriction, or nothing tells it any more."""
        self._db.run("DELETE FROM candidates WHERE candidate_id = ?", candidate_id)
        self._db.run("DELETE FROM supports WHERE row_id = ?", candidate_id)

    def serials(self) -> dict[int, int]:
        """The highest serial given so far, by year; removed rows keep theirs."""
        rows = self._db.rows(
            """SELECT restriction_id FROM restrictions UNION SELECT restriction_id FROM tombstones
            UNION SELECT restriction_id FROM given_ids"""
        )
        return serials(row["restriction_id"] for row in rows)

    def reached_on(self) -> str:
        """The last ISO day up to which reached days have been looked at; empty at first. It never goes back."""
        head = self._db.one("SELECT reached_on FROM register")
        return head["reached_on"] if head else ""

    def mark(self, *, changed_at: str | None, reached_on: str) -> None:
        """Note that the register changed, and up to which day reached days were looked at.

        Args:
            changed_at: ISO time of a change; None if nothing changed.
            reached_on: ISO day.
        """
        head = self._db.one("SELECT * FROM register")
        if head is None:
            head = {"only": 1, "changed_at": changed_at or "", "register_version": "", "reached_on": ""}
        if changed_at is not None:
            head = {
                **head,
                "changed_at": changed_at,
                "register_version": _next_version(head["register_version"], changed_at[:10]),
            }
        self._db.put("register", [{**head, "reached_on": max(head["reached_on"], reached_on)}])

    def counts(self, *, today: str) -> dict[str, int]:
        """How many restrictions there are, and candidates that have and have not lapsed by an ISO day."""
        rows = self._db.rows(
            """SELECT 'restrictions' AS name, COUNT(*) AS n FROM (
                SELECT restriction_id FROM restrictions WHERE restriction_id NOT IN (SELECT row_id FROM overlaid)
                UNION SELECT row_id FROM overlaid WHERE record IS NOT NULL AND stone IS NULL)
            UNION SELECT 'candidates', COUNT(*) FROM candidates
                WHERE lapses_on >= ? AND candidate_id NOT IN (SELECT row_id FROM overlaid)
            UNION SELECT 'lapsed', COUNT(*) FROM candidates
                WHERE lapses_on < ? AND candidate_id NOT IN (SELECT row_id FROM overlaid)""",
            today,
            today,
        )
        return {row["name"]: row["n"] for row in rows}


def _stone(row: Row) -> Tombstone:
    """A tombstone; of a row that a person took out the days are known from what was shown last."""
    stone: Tombstone = _TOMBSTONE.read(row["stone"])
    return replace(stone, days=days_left(_RESTRICTION.read(row["record"]), stone.reason)) if row["record"] else stone


def _actor(row: Restriction | Candidate) -> str:
    value = row.claims.actor.value
    return value.name if isinstance(value, Party) else ""


def _next_version(last: str, day: str) -> str:
    """``YYYY.MM.DD.n``: the n-th change of a day."""
    stem = day.replace("-", ".")
    number = int(last.rsplit(".", 1)[1]) + 1 if last.startswith(f"{stem}.") else 1
    return f"{stem}.{number}"
