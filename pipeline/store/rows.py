"""Records to columns and back: what several tables have in common."""

import json
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter

from pipeline.model.source import Published
from pipeline.store.db import Row

RecordT = TypeVar("RecordT")


def time_text(moment: datetime) -> str:
    """An aware time as text that sorts like the time: ``2026-07-06T01:00:00.000000Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def text_time(text: str) -> datetime:
    """The time back from ``time_text``."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def published_columns(published: Published | None) -> Row:
    """The three columns of a date of publication."""
    if published is None:
        return {"published": None, "published_on": None, "published_at": None}
    moment = published.published_at
    return {
        "published": published.text,
        "published_on": published.published_on.isoformat(),
        "published_at": time_text(moment) if moment else None,
    }


def columns_published(row: Row) -> Published | None:
    """A date of publication back from its columns."""
    if row["published"] is None:
        return None
    moment = row["published_at"]
    return Published(
        text=row["published"],
        published_on=date.fromisoformat(row["published_on"]),
        published_at=text_time(moment) if moment else None,
    )


class Json:
    """One type of record as JSON text that is the same for equal records."""

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - any type that pydantic knows
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def write(self, record: object) -> str:
        """As JSON text with sorted keys."""
        plain = self._adapter.dump_python(record, mode="json")
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def read(self, text: str) -> Any:  # noqa: ANN401 - the caller knows its type
        """Back from JSON text.

        Raises:
            pydantic.ValidationError: the text does not hold such a record.
        """
        return self._adapter.validate_json(text)
