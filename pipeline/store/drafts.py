"""Drafts: editions that have not gone out. They stand apart, so that nothing that prints editions sees them."""

from pipeline.model.draft import Draft
from pipeline.store.db import Db
from pipeline.store.rows import Json

_DRAFT = Json(Draft)


class Drafts:
    """Typed rows of drafts. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def waiting(self) -> Draft | None:
        """The draft that waits, or None; while one does, no other edition is composed."""
        row = self._db.one("SELECT record FROM drafts ORDER BY edition_id")
        found: Draft | None = _DRAFT.read(row["record"]) if row else None
        return found

    def save(self, draft: Draft) -> None:
        """Keep a draft in the place of the one of its edition that was there before."""
        self._db.put("drafts", [{"edition_id": draft.edition.edition_id, "record": _DRAFT.write(draft)}])

    def drop(self, edition_id: str) -> None:
        """Forget a draft: its edition goes out."""
        self._db.run("DELETE FROM drafts WHERE edition_id = ?", edition_id)
