"""How a source is doing, and when it is read again. Pure: what is remembered goes in, and its change comes out.

Nothing is ever dropped for good: whatever happened, a source is due again within a month.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipeline.model.failure import FAILURES
from pipeline.model.health import SourceReading, SourceRecord
from pipeline.model.source import Validators
from pipeline.model.vocabulary import SourceState

_NIGHT = timedelta(days=1)
_SLACK = timedelta(hours=6)  # a run may begin some hours earlier than that of the night before, and still be the next
_LATER = (1, 1, 1, 2, 2, 3)  # nights of pause after the first, the second … failure in a row: news do not wait
_WEEK = 7
_MONTH = 30
_LONGEST_PAUSE = timedelta(days=_MONTH)

_NEW_WEIGHT = 0.3  # of the newest gap in the mean
_SHORTEST_GAP = 0.5  # days
_OUTLIER = 3.0  # a gap counts as at most so many usual ones: holidays and failures of ours are no habit
_SELDOM = 20.0  # days of gap from which every second night is enough

_CHECKED_AFTER = 7  # "not modified" in a row, after which the next reading is made without validators
_TOLD_FOR = timedelta(days=30)  # that a source has moved
# In gaps of its own, and at least so many days: a source of workdays is silent over a long weekend.
_QUIET_GAPS, _QUIET_DAYS = 2.0, 4.0
_STALE_GAPS, _STALE_DAYS = 4.0, 14.0
# Days, for a source whose habit is not known yet.
_QUIET_UNKNOWN, _STALE_UNKNOWN = 14.0, 30.0


def after_success(record: SourceRecord, reading: SourceReading, *, now: datetime) -> SourceRecord:
    """What is remembered of a source that could be read."""
    moved = reading.moved_to not in ("", record.url)
    configured = record.moved_from or record.url
    if moved:
        back = reading.moved_to == configured
        record = replace(
            record, url=reading.moved_to, moved_from="" if back else configured, moved_at=None if back else now
        )
    distrusted, suspected = _trust(record, reading)
    return replace(
        record,
        first_read_at=record.first_read_at or now,
        last_try_at=now,
        last_success_at=now,
        last_new_at=now if reading.new_entries else record.last_new_at,
        entries=record.entries + reading.new_entries,
        gap_days=_gap_days(record, now) if reading.new_entries else record.gap_days,
        failures=0,
        failing_since=None,
        reason="",
        detail="",
        retry_at=None,
        parked=False,
        validators=record.validators if reading.not_modified else reading.validators,
        body_sha256=record.body_sha256 if reading.not_modified else reading.body_sha256,
        unchanged=record.unchanged + 1 if reading.not_modified else 0,
        distrusted=distrusted,
        suspected=suspected,
    )


def after_failure(
    record: SourceRecord, *, now: datetime, reason: str, detail: str, retry_at: datetime | None, park_after: int
) -> SourceRecord:
    """What is remembered of a source that could not be read.

    Args:
        record: what was remembered.
        now: of the run.
        reason: a name of FAILURES.
        detail: one sentence for a person.
        retry_at: when its server wants to be asked again, where it said so.
        park_after: failures in a row, each on another day (in UTC), from which it is tried once a week.

    Raises:
        KeyError: no failure has this name.
    """
    counted = record.failures > 0 and record.last_try_at is not None and _day(record.last_try_at) == _day(now)
    failures = record.failures if counted else record.failures + 1
    failed = replace(
        record,
        last_try_at=now,
        failures=failures,
        failing_since=record.failing_since or now,
        reason=reason,
        detail=detail,
        parked=failures >= park_after,
    )
    told = retry_at if FAILURES[reason].retry == "stated" else None
    if counted and record.reason == reason and told is None and (record.retry_at is None or record.retry_at > now):
        return failed  # the same again on the same day is no news: the pause does not grow, and does not begin anew
    pause = _pause(failed, told, gone_before=record.reason == "gone" and not counted)
    waits = [now + pause * _NIGHT - _SLACK] if pause else []
    if retry_at is not None:
        waits.append(min(retry_at, now + _LONGEST_PAUSE))
    return replace(failed, retry_at=max(waits, default=None))


def due(
    record: SourceRecord, *, now: datetime, min_interval_minutes: int, every_night: bool = False
) -> tuple[bool, str]:
    """Whether a source is to be read now.

    Times that lie in the future because a clock was wrong keep nobody away.

    Args:
        record: what is remembered of it.
        now: of the run.
        min_interval_minutes: a source read less than this ago is not read again.
        every_night: it is read every night, however seldom it brings something, as a watched page is.

    Returns:
        Whether, and if not, why: "pausing" after a failure, "just-read", or "seldom" for a source that brings
        something so seldom that every second night is enough.
    """
    if record.last_try_at is not None and record.last_try_at > now:
        return True, ""
    if record.retry_at is not None and now < record.retry_at <= now + _LONGEST_PAUSE:
        return False, "pausing"
    if record.last_success_at is None or record.failures:
        return True, ""
    since = now - record.last_success_at
    if since < timedelta(minutes=min_interval_minutes):
        return False, "just-read"
    if not every_night and (record.gap_days or 0.0) > _SELDOM and since < 2 * _NIGHT - _SLACK:
        return False, "seldom"
    return True, ""


def state_of(record: SourceRecord, *, now: datetime, every_night: bool = False) -> SourceState:
    """The state of a source in one word.

    Args:
        record: what is remembered of it.
        now: of the run.
        every_night: it has no habit, as a watched page: no silence is odd.

    Returns:
        What needs the operator first comes first: "gone", "parked" or "failing" while the last reading failed; then
        "moved" for a month; then "stale" and "quiet" where nothing new had come for longer than usual when it was last
        asked; else "ok".
    """
    if record.failures:
        return "gone" if record.reason == "gone" else "parked" if record.parked else "failing"
    last = record.last_new_at or record.first_read_at
    if last is None:
        return "unread"
    if record.moved_at is not None and now - record.moved_at < _TOLD_FOR:
        return "moved"
    silent = (record.last_success_at or last) - last  # while nobody asked, nobody can tell
    return "ok" if every_night else _loudness(silent / _NIGHT, record.gap_days)


def conditional(record: SourceRecord) -> Validators | None:
    """The validators to send with the next reading; None where it is made without.

    A server may say "not modified" for ever. So after seven such answers in a row one reading is made without
    validators, and a server that lied is not believed any more.
    """
    known = record.validators
    if known is None or record.distrusted or record.unchanged >= _CHECKED_AFTER:
        return None
    return known if _mark(known) else None


def _trust(record: SourceRecord, reading: SourceReading) -> tuple[bool, bool]:
    """Whether the validators of a source are distrusted, and whether they are suspected.

    Another body under the same validators is a lie. Another body under other validators, just when one looks, may be
    chance once; twice in a row, without an honest answer in between, it is not.
    """
    if reading.not_modified or record.distrusted:
        return record.distrusted, record.suspected
    if record.unchanged < _CHECKED_AFTER or reading.body_sha256 == record.body_sha256:
        return False, False
    lied = record.validators is not None and _mark(record.validators) == _mark(reading.validators)
    return lied or record.suspected, True


def _mark(validators: Validators | None) -> str:
    """What names a state of a body: its ETag, or else the time of its last change."""
    return (validators.etag or validators.last_modified) if validators else ""


def _gap_days(record: SourceRecord, now: datetime) -> float | None:
    """The usual gap, now that something new has come: a mean in which old gaps fade."""
    if record.last_new_at is None:
        return None
    days = max((now - record.last_new_at) / _NIGHT, _SHORTEST_GAP)
    if record.gap_days is None:
        return days
    return (1 - _NEW_WEIGHT) * record.gap_days + _NEW_WEIGHT * min(days, _OUTLIER * record.gap_days)


def _pause(failed: SourceRecord, told: datetime | None, *, gone_before: bool) -> int:
    """For how many nights a source is left alone, beside what its server says."""
    rule = FAILURES[failed.reason].retry
    if failed.reason == "gone":
        return _MONTH if gone_before else _WEEK
    if failed.parked or rule == "never":
        return _WEEK
    if rule == "soon" or told is not None:
        return 0
    return _LATER[min(failed.failures, len(_LATER)) - 1]


def _loudness(days: float, gap_days: float | None) -> SourceState:
    """What to think of so many days without anything new."""
    quiet, stale = _QUIET_UNKNOWN, _STALE_UNKNOWN
    if gap_days is not None:
        quiet, stale = max(_QUIET_GAPS * gap_days, _QUIET_DAYS), max(_STALE_GAPS * gap_days, _STALE_DAYS)
    return "stale" if days > stale else "quiet" if days > quiet else "ok"


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
