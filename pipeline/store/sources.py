"""What is remembered of sources from run to run: their health, watched pages, and what vendors' lists say."""

from collections.abc import Iterable

from pipeline.model.availability import Availability
from pipeline.model.health import SourceRecord
from pipeline.model.watch import WatchMemory
from pipeline.store.db import Db
from pipeline.store.rows import Json

_RECORD = Json(SourceRecord)
_WATCHED = Json(WatchMemory)
_FACT = Json(Availability)


class Sources:
    """Typed rows about sources. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def records(self) -> dict[str, SourceRecord]:
        """What is remembered of each source that was ever read, by id."""
        rows = self._db.rows("SELECT * FROM sources ORDER BY source_id")
        return {row["source_id"]: _RECORD.read(row["record"]) for row in rows}

    def save_records(self, records: Iterable[SourceRecord]) -> None:
        """Keep what is remembered of sources."""
        rows = [{"source_id": record.source_id, "record": _RECORD.write(record)} for record in records]
        self._db.put("sources", rows)

    def watched(self) -> dict[str, WatchMemory]:
        """What is remembered of each watched page, by the id of its source."""
        rows = self._db.rows("SELECT * FROM watched ORDER BY source_id")
        return {row["source_id"]: _WATCHED.read(row["record"]) for row in rows}

    def save_watched(self, source_id: str, memory: WatchMemory) -> None:
        """Keep what is remembered of a watched page."""
        self._db.put("watched", [{"source_id": source_id, "record": _WATCHED.write(memory)}])

    def availability(self, source_id: str | None = None) -> list[Availability]:
        """What vendors' own lists say, by tool, country and source: of one source, or of all."""
        rows = self._db.rows(
            "SELECT record FROM availability WHERE ?1 IS NULL OR source_id = ?1 ORDER BY tool, country, source_id",
            source_id,
        )
        return [_FACT.read(row["record"]) for row in rows]

    def save_availability(self, facts: Iterable[Availability]) -> None:
        """Keep facts, each in the place of the one before it."""
        self._db.put(
            "availability",
            [
                {
                    "tool": fact.tool,
                    "country": fact.country,
                    "source_id": fact.source_id,
                    "record": _FACT.write(fact),
                }
                for fact in facts
            ],
        )
