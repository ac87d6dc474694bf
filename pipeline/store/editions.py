"""Editions: what was composed."""

from datetime import datetime

from pipeline.model.edition import Edition
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json, text_time, time_text

_EDITION = Json(Edition)


class Editions:
    """Typed rows of editions. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def edition(self, edition_id: str) -> Edition | None:
        """An edition by its id, or None."""
        row = self._db.one("SELECT record FROM editions WHERE edition_id = ?", edition_id)
        found: Edition | None = _EDITION.read(row["record"]) if row else None
        return found

    def editions(self) -> list[Edition]:
        """All editions, oldest first."""
        return [
            _EDITION.read(row["record"]) for row in self._db.rows("SELECT record FROM editions ORDER BY edition_id")
        ]

    def last(self) -> tuple[str, datetime] | None:
        """Id and cut-off of the newest edition, or None."""
        row = self._db.one("SELECT edition_id, cutoff FROM editions ORDER BY edition_id DESC")
        return (row["edition_id"], text_time(row["cutoff"])) if row else None

    def cutoffs(self) -> dict[str, datetime]:
        """The cut-off of each edition by its id, oldest edition first."""
        rows = self._db.rows("SELECT edition_id, cutoff FROM editions ORDER BY edition_id")
        return {row["edition_id"]: text_time(row["cutoff"]) for row in rows}

    def save_edition(self, edition: Edition, *, cutoff: datetime) -> None:
        """Keep an edition; one that is kept is never changed.

        Args:
            edition: the edition.
            cutoff: revisions of the register up to this time are in it.
        """
        row: Row = {
            "edition_id": edition.edition_id,
            "composed_at": time_text(cutoff),
            "cutoff": time_text(cutoff),
            "record": _EDITION.write(edition),
        }
        self._db.keep("editions", [row])

    def rewrite(self, edition: Edition) -> None:
        """Keep an edition without what was retracted of it: the one reason for which it is ever changed."""
        self._db.run("UPDATE editions SET record = ? WHERE edition_id = ?", _EDITION.write(edition), edition.edition_id)
