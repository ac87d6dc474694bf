"""The page about failures and states says what the code does."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from pipeline.fetch import health
from pipeline.fetch.retry_after import LONGEST
from pipeline.model.failure import FAILURES, is_transient
from pipeline.model.health import SourceReading, SourceRecord
from pipeline.model.options import FetchOptions
from pipeline.model.vocabulary import SourceState
from pipeline.nightly.opening import TRIES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "failures.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| (not again|next run) \| ([^|]+) \|$", PAGE, re.MULTILINE)
STATES = re.findall(r"^\| `([a-z ]+)` \| ([^|]+) \| ([^|]+) \|$", PAGE.partition("## States")[2], re.MULTILINE)
NOW = datetime(2026, 7, 6, 4, 0, tzinfo=UTC)
NIGHT = timedelta(days=1)
PARKED = FetchOptions().park_after


def failed(record: SourceRecord, reason: str, night: float = 0, retry_at: datetime | None = None) -> SourceRecord:
    now = NOW + night * NIGHT
    return health.after_failure(
        record, now=now, reason=reason, detail=f"It {reason}.", retry_at=retry_at, park_after=PARKED
    )


def nights_until_asked(record: SourceRecord) -> int:
    """How many nights after its last failure a source is asked again; 0 for the next run, however soon."""
    at = record.last_try_at
    assert at is not None
    waits = (0.01, *range(1, 60))
    return int(next(n for n in waits if health.due(record, now=at + n * NIGHT, min_interval_minutes=240)[0]))


def fresh() -> SourceRecord:
    return SourceRecord(source_id="trade-press", url="https://press.example/feed")


def test_the_table_names_every_failure_in_its_own_words_and_no_other() -> None:
    assert {name: words for name, words, _, _ in ROWS} == {name: found.words for name, found in FAILURES.items()}
    assert [name for name, *_ in ROWS] == list(FAILURES)


@pytest.mark.parametrize(("name", "page"), [(name, page) for name, _, page, _ in ROWS])
def test_a_page_is_asked_for_again_as_the_table_says(name: str, page: str) -> None:
    assert page == ("next run" if is_transient(name) else "not again")


@pytest.mark.parametrize(("name", "told"), [(name, told) for name, _, _, told in ROWS])
def test_a_source_is_asked_again_as_the_table_says(name: str, told: str) -> None:
    once = failed(fresh(), name)
    twice = failed(once, name, nights_until_asked(once))
    first = {"next run": 0, "growing pause": 1, "as told": 1, "weekly": 7, "a week, then a month": 7}
    assert nights_until_asked(once) == first[told]
    assert nights_until_asked(twice) == (30 if told == "a week, then a month" else first[told])


@pytest.mark.parametrize("name", [name for name, _, _, told in ROWS if told == "as told"])
def test_who_says_when_to_come_back_is_left_alone_until_then(name: str) -> None:
    assert nights_until_asked(failed(fresh(), name, retry_at=NOW + 5 * NIGHT)) == 5


def test_the_pause_grows_as_the_page_says() -> None:
    told = re.search(r"\*growing pause\*: after ([\d, ]+) and then (\d+) nights", PAGE)
    assert told
    pauses, record, night = [], fresh(), 0
    for _ in range(8):
        record = failed(record, "not-found", night)
        pauses.append(nights_until_asked(record))
        night += pauses[-1]
    steps = [int(step) for step in told[1].split(",")]
    assert pauses == [*steps, *[int(told[2])] * (8 - len(steps))]


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven")
    assert f"failed on {words[TRIES]} days" in PAGE
    assert f"at most {words[LONGEST.days]} days" in PAGE


def test_what_fails_for_long_is_asked_once_a_week_whatever_fails() -> None:
    record = fresh()
    for night in range(PARKED):
        record = failed(record, "timeout", night)
    assert record.parked
    assert nights_until_asked(record) == 7


def test_every_state_is_on_the_page_with_what_to_do() -> None:
    assert sorted(state for state, _, _ in STATES) == sorted([*get_args(SourceState), "disabled", "stands by"])
    assert all(when.strip() and todo.strip() for _, when, todo in STATES)


def silent(days: float, gap_days: float | None) -> SourceState:
    read = SourceRecord(
        source_id="trade-press",
        url="https://press.example/feed",
        first_read_at=NOW,
        last_new_at=NOW,
        last_success_at=NOW + days * NIGHT,
        gap_days=gap_days,
    )
    return health.state_of(read, now=NOW + days * NIGHT)


@pytest.mark.parametrize(
    ("state", "times", "least", "unknown"),
    [("stale", 4, 14, 30), ("quiet", 2, 4, 14)],
)
def test_silence_is_odd_from_the_days_that_the_page_names(state: str, times: int, least: int, unknown: int) -> None:
    when = next(when for name, when, _ in STATES if name == state)
    number = {2: "twice", 4: "four times"}[times]
    habit = f"nothing new for {number} its usual gap, and at least {least} days"
    assert when == f"{habit}; for {unknown} where its habit is not known"
    for days, gap in ((times * 10, 10.0), (least, 0.5), (unknown, None)):
        assert silent(days - 0.1, gap) != state
        assert silent(days + 0.1, gap) == state


def test_who_moved_is_told_for_a_month() -> None:
    read = health.after_success(fresh(), SourceReading(new_entries=1, moved_to="https://press.example/new"), now=NOW)
    assert health.state_of(read, now=NOW + 29 * NIGHT) == "moved"
    assert health.state_of(read, now=NOW + 31 * NIGHT) != "moved"
