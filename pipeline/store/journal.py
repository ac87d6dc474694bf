"""How the register stood at every moment: each state of each row, for good, but for what was retracted."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

import zstandard

from pipeline.model.restriction import Candidate, Register, Restriction, Tombstone
from pipeline.model.retraction import Retraction
from pipeline.store.db import Db
from pipeline.store.rows import Json, text_time, time_text
from pipeline.text.dates import iso_time

_RESTRICTION = Json(Restriction)
_CANDIDATE = Json(Candidate)
_TOMBSTONE = Json(Tombstone)
_RETRACTION = Json(Retraction)

_STATES = {
    "candidate": "SELECT record FROM candidates WHERE candidate_id = ?",
    "overlay": "SELECT json_array(json(record), json(stone)) AS record FROM overlaid WHERE row_id = ?",
    "register": "SELECT json_object('changed_at', changed_at, 'version', register_version, 'reached_on', reached_on)"
    " AS record FROM register WHERE only = ?",
    "restriction": "SELECT record FROM restrictions WHERE restriction_id = ?",
    "tombstone": "SELECT record FROM tombstones WHERE restriction_id = ?",
}
"""Where the present state of each kind of row is found."""

_Rows = dict[str, str]
"""Records by the id of their row."""


class Journal:
    """The past of the register. Writes belong inside ``Db.transaction``.

    Triggers of the database note every row that is written; ``keep`` looks at these and keeps the states that are new.
    So its cost grows with what changed, and no way to write a row is forgotten.
    """

    def __init__(self, db: Db) -> None:
        self._db = db

    def keep(self, now: datetime) -> None:
        """Keep the present state of each row that was written since the last call, where it is another than before.

        Args:
            now: since when it is so: time of the run.
        """
        for row in self._db.rows("SELECT kind, row_id FROM touched ORDER BY kind, row_id"):
            state = self._db.one(_STATES[row["kind"]], row["row_id"])
            record = state["record"] if state else None
            if record != self._last(row["kind"], row["row_id"]):
                packed = None if record is None else zstandard.compress(record.encode())
                entry = {"kind": row["kind"], "row_id": row["row_id"], "at": time_text(now), "record": packed}
                self._db.insert("journal", [entry])
        self._db.run("DELETE FROM touched")

    def _last(self, kind: str, row_id: str) -> str | None:
        row = self._db.one(
            "SELECT record FROM journal WHERE kind = ? AND row_id = ? ORDER BY number DESC LIMIT 1", kind, row_id
        )
        return _unpacked(row["record"]) if row else None

    def place(self, moment: datetime | None = None) -> int:
        """How far the journal goes, or went at a moment; 0 where nothing was kept by then."""
        until = time_text(moment) if moment else "9999"
        row = self._db.one("SELECT MAX(number) AS place FROM journal WHERE at <= ?", until)
        return int(row["place"] or 0) if row else 0

    def begins_at(self) -> datetime | None:
        """The moment of its first entry; of what was before, nothing is known but editions. None if it is empty."""
        row = self._db.one("SELECT MIN(at) AS at FROM journal")
        return text_time(row["at"]) if row and row["at"] else None

    def register_at(self, moment: datetime) -> Register:
        """The register as it stood at a moment."""
        return self.register(self.place(moment), until=moment)

    def register(self, place: int, *, until: datetime) -> Register:
        """The register as it stood at a place of the journal, as ``Registry.register`` gave it then.

        Args:
            place: as ``place`` gives it.
            until: retractions up to this time are in it.
        """
        states = self._states(place)
        over = {row_id: json.loads(record) for row_id, record in states["overlay"].items()}
        heads = [json.loads(record) for record in states["register"].values()]
        head = heads[0] if heads else {"changed_at": "", "version": "", "reached_on": ""}
        shown = {row_id: both[0] for row_id, both in over.items() if both[0] and not both[1]}
        stones = {row_id: both[1] for row_id, both in over.items() if both[1]}
        rows = _laid(states["restriction"], over, shown)
        gone = _laid(states["tombstone"], over, stones)
        told = [_CANDIDATE.read(record) for row_id, record in states["candidate"].items() if row_id not in over]
        told.sort(key=lambda candidate: candidate.candidate_id)
        told.sort(key=lambda candidate: candidate.lapses_on, reverse=True)
        return Register(
            restrictions=tuple(_RESTRICTION.read(record) for record in rows),
            candidates=tuple(one for one in told if one.lapses_on >= head["reached_on"]),
            tombstones=tuple(_TOMBSTONE.read(record) for record in gone),
            lapsed=tuple(one for one in told if one.lapses_on < head["reached_on"]),
            retractions=tuple(self._retractions(until)),
            changed_at=head["changed_at"] or None,
            version=head["version"],
        )

    def _states(self, place: int) -> dict[str, _Rows]:
        found: dict[str, _Rows] = {kind: {} for kind in _STATES}
        rows = self._db.rows(
            """SELECT kind, row_id, record FROM journal WHERE number IN (
                SELECT MAX(number) FROM journal WHERE number <= ? GROUP BY kind, row_id) ORDER BY kind, row_id""",
            place,
        )
        for row in rows:
            record = _unpacked(row["record"])
            if record is not None:
                found[row["kind"]][row["row_id"]] = record
        return found

    def _retractions(self, until: datetime) -> Iterable[Retraction]:
        for row in self._db.rows("SELECT record FROM retractions ORDER BY rowid"):
            retraction: Retraction = _RETRACTION.read(row["record"])
            if retraction.at <= iso_time(until):
                yield retraction

    def forget(self, ids: Collection[str], marks: Collection[str]) -> None:
        """Erase the whole past of some rows; ``keep`` begins it anew with what they are now.

        Args:
            ids: of rows.
            marks: of further rows, those of which a state holds one of these strings of JSON, whole.
        """
        wanted = [json.dumps(mark, ensure_ascii=False) for mark in marks]
        rows = self._db.rows("SELECT kind, row_id, record FROM journal WHERE record IS NOT NULL")
        meant = {
            (row["kind"], row["row_id"])
            for row in rows
            if row["row_id"] in ids or any(mark in (_unpacked(row["record"]) or "") for mark in wanted)
        }
        for kind, row_id in sorted(meant):
            self._db.run("DELETE FROM journal WHERE kind = ? AND row_id = ?", kind, row_id)
            self._db.put("touched", [{"kind": kind, "row_id": row_id}])


def _laid(given: _Rows, over: _Rows, shown: dict[str, object]) -> list[str]:
    """Records of one kind, in the order of their ids: what lies over a row is in its place."""
    found = {row_id: record for row_id, record in given.items() if row_id not in over}
    found |= {row_id: json.dumps(record, ensure_ascii=False) for row_id, record in shown.items()}
    return [record for _, record in sorted(found.items())]


def _unpacked(record: bytes | None) -> str | None:
    return None if record is None else zstandard.decompress(record).decode()
