"""The history of runs."""

import json
from dataclasses import dataclass
from datetime import datetime

from pipeline.store.db import Db
from pipeline.store.rows import text_time, time_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: when it began, when it ended (None if it was cut off or goes on), and what it did."""

    run_id: int
    started_at: datetime
    finished_at: datetime | None
    state: str
    summary: dict[str, int]


class Runs:
    """Typed rows of runs. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def start(self, now: datetime) -> int:
        """Note that a run begins; runs that never ended are marked as cut off.

        Returns:
            The run's id.
        """
        self._db.run("UPDATE runs SET state = 'cut off' WHERE state = 'running'")
        self._db.insert(
            "runs", [{"started_at": time_text(now), "finished_at": None, "state": "running", "summary": "{}"}]
        )
        row = self._db.one("SELECT MAX(run_id) AS run_id FROM runs")
        return int(row["run_id"]) if row else 0

    def finish(self, run_id: int, now: datetime, state: str, summary: dict[str, int]) -> None:
        """Note how a run ended."""
        self._db.run(
            "UPDATE runs SET finished_at = ?, state = ?, summary = ? WHERE run_id = ?",
            time_text(now),
            state,
            json.dumps(summary, sort_keys=True),
            run_id,
        )

    def last(self, count: int) -> list[Run]:
        """The newest runs, newest first."""
        rows = self._db.rows("SELECT * FROM runs ORDER BY run_id DESC LIMIT ?", count)
        return [
            Run(
                run_id=row["run_id"],
                started_at=text_time(row["started_at"]),
                finished_at=text_time(row["finished_at"]) if row["finished_at"] else None,
                state=row["state"],
                summary=json.loads(row["summary"]),
            )
            for row in rows
        ]
