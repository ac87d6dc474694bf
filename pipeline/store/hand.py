"""What a person decided, laid over the rows that the sources give; and the ids of rows that were made by hand."""

from collections.abc import Mapping

from pipeline.model.override import Laid
from pipeline.model.restriction import Restriction, Tombstone
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json

_RESTRICTION = Json(Restriction)
_TOMBSTONE = Json(Tombstone)


class Hand:
    """Typed rows of what lies over the register. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def laid(self) -> dict[str, Laid]:
        """Everything that lies over the register, by id of the row."""
        return {row["row_id"]: _laid(row) for row in self._db.rows("SELECT * FROM overlaid ORDER BY row_id")}

    def given(self) -> dict[str, str]:
        """Ids of rows that were made by hand, by what made them; an id is never given twice."""
        rows = self._db.rows("SELECT made_by, restriction_id FROM given_ids ORDER BY made_by")
        return {row["made_by"]: row["restriction_id"] for row in rows}

    def promoted(self) -> dict[str, str]:
        """Ids for life that candidates have because a person promoted them once."""
        return {
            made_by.removeprefix("promote:"): restriction_id
            for made_by, restriction_id in self.given().items()
            if made_by.startswith("promote:")
        }

    def save(self, laid: Mapping[str, Laid], given: Mapping[str, str]) -> None:
        """Let this lie over the register, and nothing else."""
        self._db.run("DELETE FROM overlaid")
        self._db.put("overlaid", [_row(one) for one in laid.values()])
        self._db.put("given_ids", [{"made_by": key, "restriction_id": row_id} for key, row_id in given.items()])


def _laid(row: Row) -> Laid:
    return Laid(
        row_id=row["row_id"],
        record=_RESTRICTION.read(row["record"]) if row["record"] else None,
        stone=_TOMBSTONE.read(row["stone"]) if row["stone"] else None,
    )


def _row(laid: Laid) -> Row:
    return {
        "row_id": laid.row_id,
        "record": _RESTRICTION.write(laid.record) if laid.record else None,
        "stone": _TOMBSTONE.write(laid.stone) if laid.stone else None,
    }
