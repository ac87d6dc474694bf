"""What each edition was composed from beside the register, so that it can be composed again."""

from collections.abc import Iterable
from dataclasses import dataclass

import zstandard

from pipeline.store.db import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one edition.

    Attributes:
        place: how far the journal of the register went.
        program: version of the program that composed it.
        record: JSON, of the composition's own shape.
    """

    edition_id: str
    place: int
    program: str
    record: str


class Materials:
    """Typed rows of what editions were composed from. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def save(self, kept: Kept) -> None:
        """Keep it; what is kept of an edition is never changed but for retractions."""
        row = {
            "edition_id": kept.edition_id,
            "place": kept.place,
            "program": kept.program,
            "record": zstandard.compress(kept.record.encode()),
        }
        self._db.keep("materials", [row])

    def of(self, edition_id: str) -> Kept | None:
        """What an edition was composed from; None where that is not known (any more)."""
        row = self._db.one("SELECT * FROM materials WHERE edition_id = ?", edition_id)
        if row is None:
            return None
        text = zstandard.decompress(row["record"]).decode()
        return Kept(edition_id=edition_id, place=row["place"], program=row["program"], record=text)

    def forget(self, edition_ids: Iterable[str]) -> None:
        """Erase what is kept of editions that were changed, which cannot be composed again as they are."""
        for edition_id in edition_ids:
            self._db.run("DELETE FROM materials WHERE edition_id = ?", edition_id)
