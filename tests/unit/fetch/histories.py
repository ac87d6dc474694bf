"""Histories of a source, in nights after the first, for tests of its health."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pipeline.fetch.health import after_failure, after_success, due
from pipeline.model.health import SourceReading, SourceRecord
from pipeline.model.source import Validators

URL = "https://news.example/feed"
START = datetime(2026, 7, 6, 3, 0, tzinfo=UTC)
NIGHT = timedelta(days=1)
HOUR = timedelta(hours=1)
UNREAD = SourceRecord(source_id="news", url=URL)
TAGGED = Validators(url=URL, etag='"a"')
NEWS = SourceReading(new_entries=1, validators=TAGGED, body_sha256="one")
SAME = SourceReading(not_modified=True)


def night(number: float) -> datetime:
    return START + number * NIGHT


def failing(record: SourceRecord, reason: str, now: datetime, retry_at: datetime | None = None) -> SourceRecord:
    return after_failure(record, now=now, reason=reason, detail="It is as it is.", retry_at=retry_at, park_after=14)


def failed_nights(reason: str, nights: Iterable[float], record: SourceRecord = UNREAD) -> SourceRecord:
    for number in nights:
        record = failing(record, reason, night(number))
    return record


def read_nights(readings: Iterable[tuple[float, SourceReading]], record: SourceRecord = UNREAD) -> SourceRecord:
    for number, reading in readings:
        record = after_success(record, reading, now=night(number))
    return record


def is_due(record: SourceRecord, now: datetime, *, every_night: bool = False) -> bool:
    found, why = due(record, now=now, min_interval_minutes=240, every_night=every_night)
    assert found == (not why)
    return found


def pause(record: SourceRecord) -> float:
    """Nights from the last try to the one that is due next."""
    assert record.last_try_at is not None
    return 0.0 if record.retry_at is None else (record.retry_at - record.last_try_at) / NIGHT
