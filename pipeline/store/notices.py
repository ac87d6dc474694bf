"""Urgent notices: what each said, so that the next one says what changed and no one says the same twice."""

from collections.abc import Collection
from datetime import datetime

from pipeline.model.urgent import Urgent
from pipeline.store.db import Db
from pipeline.store.rows import Json, time_text

_URGENT = Json(Urgent)


class Notices:
    """Typed rows of urgent notices. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def save(self, notice: Urgent, *, now: datetime) -> None:
        """Keep a notice; one that is kept is changed by a retraction alone."""
        row = {
            "restriction_id": notice.restriction_id,
            "number": notice.number,
            "made_at": time_text(now),
            "record": _URGENT.write(notice),
        }
        self._db.keep("notices", [row])

    def all(self) -> list[Urgent]:
        """All notices, in the order of their restrictions."""
        return [
            _URGENT.read(row["record"])
            for row in self._db.rows("SELECT record FROM notices ORDER BY restriction_id, number")
        ]

    def notice(self, about: str) -> Urgent | None:
        """A notice by what tells it from all others in the outbox, or None."""
        return next((notice for notice in self.of({about.split(":", maxsplit=1)[0]}) if notice.about == about), None)

    def rewrite(self, notice: Urgent) -> None:
        """Keep a notice without what was retracted of it."""
        self._db.run(
            "UPDATE notices SET record = ? WHERE restriction_id = ? AND number = ?",
            _URGENT.write(notice),
            notice.restriction_id,
            notice.number,
        )

    def of(self, restriction_ids: Collection[str]) -> list[Urgent]:
        """All notices of some restrictions."""
        return [notice for notice in self.all() if notice.restriction_id in restriction_ids]
