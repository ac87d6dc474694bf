"""What a run works with is put together once, and days are counted in the configured zone."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pipeline.model.options import BriefOptions
from pipeline.nightly.house import Silent, SystemClock, build
from tests.unit.nightly.towns import HARBOUR, Town
from tests.unit.records import NOW


def test_the_time_of_a_run_is_kept_in_utc(town: Town) -> None:
    eastern = datetime(2026, 7, 13, 13, 15, tzinfo=timezone(timedelta(hours=8)))
    made = build(town.settings(), town.folder, town.store, now=eastern, progress=Silent(), password="quill")
    assert (made.now, made.now.tzinfo) == (NOW, UTC)
    assert (made.data_dir, made.password) == (town.folder, "quill")


def test_the_names_of_feeds_yaml_are_known_in_a_run(town: Town) -> None:
    made = build(town.settings(), town.folder, town.store, now=NOW, progress=Silent())
    assert made.tools.lexicon.vendor_of("Scribbler") == "Inkwell Labs"
    assert made.tools.lexicon.vendor_of("ChatGPT") == "OpenAI"


@pytest.mark.parametrize(
    ("zone", "today"),
    [("UTC", date(2026, 7, 12)), ("Asia/Tokyo", date(2026, 7, 13)), ("America/New_York", date(2026, 7, 12))],
)
def test_today_is_the_day_in_the_configured_zone(town: Town, zone: str, today: date) -> None:
    late = datetime(2026, 7, 12, 22, 30, tzinfo=UTC)
    made = town.house(now=late, brief=BriefOptions(timezone=zone))
    assert (made.today, made.zone.key) == (today, zone)


def test_a_source_is_found_by_its_id_unless_it_was_taken_out(town: Town) -> None:
    assert town.house().source("harbourpost") == HARBOUR
    assert town.house(sources=()).source("harbourpost") is None


def test_the_clock_of_a_client_runs_on_while_now_stays() -> None:
    clock = SystemClock(NOW)
    before = clock.monotonic()
    clock.sleep(0.001)
    assert clock.monotonic() - before >= 0.001
    assert clock.now() == NOW


def test_silent_progress_prints_nothing(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with Silent().step("reading sources", 2) as advance:
        advance()
        advance()
    assert capfd.readouterr() == ("", "")
