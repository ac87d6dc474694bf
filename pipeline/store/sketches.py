"""What articles of other nights are compared by: sketches, found by the words that they share with a new one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.sketch import Sketch
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json

_SKETCH = Json(Sketch)
_EVERY = 0  # a key that each article holds, so that articles can be counted
_FEWEST_SHARED = 2  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A span of days, both included, as numbers of days."""

    first: int
    last: int


class Sketches:
    """Typed rows of sketches. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def save(self, sketch: Sketch, day: int, keys: Iterable[int]) -> None:
        """Keep the sketch of an article; an older one goes.

        Args:
            sketch: of the article.
            day: number of the day on which it counts: that of its publication, or of its first night if undated.
            keys: by which it is found.
        """
        self.drop([sketch.article_id])
        row: Row = {"article_id": sketch.article_id, "record": _SKETCH.write(sketch)}
        self._db.insert("sketches", [row])
        listed = sorted({_EVERY, *keys})
        self._db.insert("sketch_keys", [{"word": key, "day": day, "article_id": sketch.article_id} for key in listed])

    def drop(self, ids: Iterable[str]) -> None:
        """Forget articles."""
        wanted = json.dumps(list(ids))
        for table in ("sketch_keys", "sketches"):
            self._db.run(
                f"DELETE FROM {table} WHERE article_id IN (SELECT value FROM json_each(?))",  # noqa: S608 - two names
                wanted,
            )

    def read(self, ids: Iterable[str]) -> list[Sketch]:
        """Sketches of those of these articles that have one, in the order of their ids."""
        rows = self._db.rows(
            """SELECT record FROM sketches WHERE article_id IN (SELECT value FROM json_each(?))
            ORDER BY article_id""",
            json.dumps(sorted(ids)),
        )
        return [_SKETCH.read(row["record"]) for row in rows]

    def count(self, days: Days) -> int:
        """How many articles count within some days."""
        return self.holding([_EVERY], days).get(_EVERY, 0)

    def holding(self, keys: Iterable[int], days: Days) -> dict[int, int]:
        """How many articles of some days hold each key; those that none holds are left out."""
        rows = self._db.rows(
            """SELECT word, COUNT(*) AS n FROM json_each(?) AS wanted
            JOIN sketch_keys ON word = wanted.value AND day BETWEEN ? AND ? GROUP BY word""",
            json.dumps(sorted(set(keys))),
            days.first,
            days.last,
        )
        return {row["word"]: row["n"] for row in rows}

    def sharing(self, keys: Iterable[int], days: Days) -> list[str]:
        """Ids of the articles of some days that hold more than one of these keys, sorted."""
        rows = self._db.rows(
            """SELECT article_id FROM json_each(?) AS wanted
            JOIN sketch_keys ON word = wanted.value AND day BETWEEN ? AND ?
            GROUP BY article_id HAVING COUNT(*) >= ? ORDER BY article_id""",
            json.dumps(sorted(set(keys))),
            days.first,
            days.last,
            _FEWEST_SHARED,
        )
        return [row["article_id"] for row in rows]
