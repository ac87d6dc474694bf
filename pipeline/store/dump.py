"""The content of a database as text that can be compared: equal content, equal text."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pipeline.store.db import Db
from pipeline.store.schema import INDEXES, MOMENTS, PAST, RECORDS, RUNNING


def canonical(db: Db) -> Iterator[str]:
    """All tables but runs, attempts, indexes and the journal, one JSON object a line, without times of doing.

    Bytes of snapshots are given by their hash. Ids of sqlite's own tables and indexes do not appear.
    """
    tables = [row["name"] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for table in tables:
        if table in RUNNING | INDEXES | PAST or table.startswith("sqlite_"):
            continue
        rows = db.rows(f"SELECT * FROM {table}")  # noqa: S608 - a name out of the database's own list of tables
        lines = sorted(json.dumps(_plain(row), sort_keys=True, ensure_ascii=False) for row in rows)
        for line in lines:
            yield f'{{"table": "{table}", "row": {line}}}'


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for name, value in row.items():
        if name in MOMENTS:
            continue
        if isinstance(value, bytes):
            kept[name] = hashlib.sha256(value).hexdigest()
        elif name in RECORDS and value is not None:
            kept[name] = _timeless(json.loads(value))
        else:
            kept[name] = value
    return kept


def _timeless(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """JSON without the keys that hold when something was done here."""
    if isinstance(value, dict):
        return {key: _timeless(item) for key, item in value.items() if key not in MOMENTS}
    if isinstance(value, list):
        return [_timeless(item) for item in value]
    return value
