"""A past edition is composed anew from what was known at its cut-off, with the very bytes, whatever came later."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from pipeline.analyse.reading import prepare
from pipeline.model.edition import Edition
from pipeline.model.errors import UsageError
from pipeline.model.options import BriefOptions, Inventory, InventoryTool, SiteOptions
from pipeline.model.override import Override
from pipeline.nightly.night import run
from pipeline.nightly.rebuilding import rebuild
from pipeline.nightly.withdrawing import withdraw
from pipeline.render import email
from pipeline.store.store import Store
from tests.unit.nightly.towns import NAMES, Town, fill, stamp
from tests.unit.nightly.webs import LoopbackWeb
from tests.unit.records import NOW, later

BAN_URL = "http://harbourpost.example/ban"
PICNIC_URL = "http://harbourpost.example/picnic"
SET = Override(
    act="set", row=BAN_URL, field="effective", value="2026-07-20", precision="day", reason="Memo.", author="J. Doe"
)
OURS = Inventory(
    organisation="Our Firm",
    tools=(InventoryTool(name="Scribbler", owner="R. Roe", seats=7),),
    places=MappingProxyType({"NL": "the Netherlands"}),
)
SITE = SiteOptions(title="Harbour Watch", base_url="https://watch.example/")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with LoopbackWeb() as web, Store(tmp_path / "data", busy_ms=1) as store:
        fill(web)
        yield Town(tmp_path / "data", store, prepare(NAMES), web)


def night(town: Town, days: float = 0, *acts: Override, **changes: object) -> Edition | None:
    run(town.house(now=later(days=days), overrides=acts, inventory=OURS, site=SITE, **changes))
    last = town.store.editions.editions()
    return last[-1] if last else None


def text(edition: Edition | None, site: SiteOptions | None) -> str:
    assert edition is not None
    assert site is not None
    return email.text(edition, site) + email.html(edition, site) + email.markdown(edition, site)


def test_every_edition_is_composed_anew_as_it_was_sent(town: Town) -> None:
    sent = [night(town), night(town, 7), night(town, 14, SET)]
    night(town, 15)
    night(town, 16, replace(SET, value="2026-07-21"))
    for edition in sent:
        assert edition is not None
        cutoff = town.store.editions.cutoffs()[edition.edition_id]
        for moment in (cutoff, later(days=400)):
            found = rebuild(town.store, edition.edition_id.lower(), moment)
            assert (found.edition, found.site, found.note) == (edition, SITE, "")
            assert text(found.edition, found.site) == text(edition, SITE)
    assert rebuild(town.store, None, later(days=13)).edition == sent[1]


def test_an_edition_holds_the_revisions_since_the_cut_off_before(town: Town) -> None:
    first, second = night(town), night(town, 7)
    assert first is not None
    assert second is not None
    assert (first.since_at, first.until_at) == ("", "2026-07-13T05:15:00Z")
    assert (second.since_at, second.until_at) == ("2026-07-13T05:15:00Z", "2026-07-20T05:15:00Z")


def test_later_settings_change_nothing(town: Town) -> None:
    first = night(town)
    night(town, 7, brief=BriefOptions(timezone="Asia/Tokyo", stamp="Other", quote_words=9))
    run(town.house(now=later(days=8), inventory=None, site=SiteOptions()))
    found = rebuild(town.store, "2026-W28", later(days=30))
    assert (found.edition, found.site, found.note) == (first, SITE, "")


def test_the_retraction_of_another_page_changes_nothing(town: Town) -> None:
    first = night(town)
    withdraw(town.house(now=later(days=1)), PICNIC_URL, reason="Wrong.", author="")
    found = rebuild(town.store, None, later(days=1))
    assert (found.edition, found.note) == (first, "")


def test_an_edition_that_a_retraction_changed_is_shown_as_it_is_kept(town: Town) -> None:
    night(town)
    withdraw(town.house(now=later(days=1)), BAN_URL, reason="Wrong.", author="")
    found = rebuild(town.store, None, later(hours=1))
    assert found.edition == town.store.editions.editions()[0]
    assert found.note == (
        "2026-W28: was changed, for a page that it told of was retracted, and cannot be composed anew; shown is the"
        " edition as it is kept"
    )


def test_an_edition_of_before_the_journal_is_shown_as_it_is_kept(town: Town) -> None:
    first = night(town)
    with closing(sqlite3.connect(town.folder / "offlimits.sqlite")) as database, database:
        database.execute("DELETE FROM materials")
        database.execute("DELETE FROM journal")
    night(town, 7)
    found = rebuild(town.store, "2026-W28", later(days=9))
    assert found.edition == first
    assert found.note.startswith(
        "2026-W28: was composed before the journal of the register began (2026-07-20T05:15:00Z), and cannot"
    )


@pytest.mark.parametrize("record", ["{}", '{"window": 1}'])
def test_what_another_version_kept_in_another_shape_is_said(town: Town, record: str) -> None:
    first = night(town)
    kept = town.store.materials.of("2026-W28")
    assert kept is not None
    with town.store.transaction():
        town.store.materials.forget(["2026-W28"])
        town.store.materials.save(replace(kept, record=record, program="9.9"))
    found = rebuild(town.store, None, later(days=1))
    assert (found.edition, found.site) == (first, None)
    assert found.note.startswith("2026-W28: version 9.9 of the program composed it, and this is ")


def test_what_is_composed_otherwise_now_is_shown_as_it_was_sent(town: Town) -> None:
    first = night(town)
    assert first is not None
    with town.store.transaction():
        town.store.editions.rewrite(replace(first, bottom_line="In other words."))
    found = rebuild(town.store, None, later(days=1))
    assert found.edition.bottom_line == "In other words."
    assert found.note.endswith("so that it is composed otherwise; shown is the edition as it is kept")


@pytest.mark.parametrize(
    ("week", "days", "message"),
    [
        ("2026-W29", 6, "was composed at 2026-08-03T05:15:00Z|no run took place"),
        ("2026-W31", 6, "--week 2026-W31: was composed at 2026-08-03T05:15:00Z, after --as-of 2026-07-19T05:15:00Z"),
        ("2026-W29", 60, "no run took place when it closed, and it is told in 2026-W31"),
        ("2026-W20", 60, "no edition was ever composed of it; there are 2026-W28, 2026-W31"),
        ("2026-W54", 60, "--week 2026-W54: "),
        ("last", 60, "--week last: names no week; write one as 2026-W28"),
        (None, -1, "there was no edition yet; the first, 2026-W28, was composed at 2026-07-13T05:15:00Z"),
    ],
)
def test_what_there_was_not_is_said_in_one_line(town: Town, week: str | None, days: int, message: str) -> None:
    night(town)
    caught = night(town, 21)
    assert caught is not None
    assert (caught.first_on, caught.last_on) == ("2026-07-13", "2026-08-02")
    with pytest.raises(UsageError, match=message) as told:
        rebuild(town.store, week, later(days=days))
    assert "\n" not in str(told.value)


def test_without_an_edition_there_is_nothing_to_rebuild(town: Town) -> None:
    with pytest.raises(UsageError, match="there is no edition yet"):
        rebuild(town.store, None, NOW)


def test_the_first_edition_of_an_empty_register_says_that_it_is_a_baseline(town: Town) -> None:
    run(town.house(sources=()))
    (first,) = town.store.editions.editions()
    assert first.baseline
    assert (first.items, first.errata, first.in_force) == ((), (), 0)
    assert rebuild(town.store, None, NOW).edition == first


def test_four_missed_weeks_are_told_in_one_edition_which_says_so(town: Town) -> None:
    night(town)
    town.web.publish("harbourpost", ("ban", "Scribbler again", stamp(later(days=10))))
    caught = night(town, 35)
    assert caught is not None
    assert (caught.edition_id, caught.first_on, caught.last_on) == ("2026-W33", "2026-07-13", "2026-08-16")
    assert "No run took place for 4 weeks" in caught.bottom_line
    assert rebuild(town.store, "2026-W33", later(days=35)).edition == caught


ZONES = [
    ("UTC", datetime(2027, 1, 4, 5, tzinfo=UTC), "2026-W53"),
    ("UTC", datetime(2027, 1, 11, 5, tzinfo=UTC), "2027-W01"),
    ("Pacific/Auckland", datetime(2027, 1, 3, 10, tzinfo=UTC), "2026-W52"),  # Sunday, 23:00
    ("Pacific/Auckland", datetime(2027, 1, 3, 11, 30, tzinfo=UTC), "2026-W53"),  # Monday, 00:30
    ("America/New_York", datetime(2027, 1, 4, 4, 30, tzinfo=UTC), "2026-W52"),  # Sunday, 23:30
    ("America/New_York", datetime(2026, 3, 9, 3, 30, tzinfo=UTC), "2026-W09"),  # Sunday, 23:30, summer time since 2:00
    ("America/New_York", datetime(2026, 3, 9, 4, 30, tzinfo=UTC), "2026-W10"),  # Monday, 00:30
    ("America/New_York", datetime(2026, 11, 2, 4, 30, tzinfo=UTC), "2026-W43"),  # Sunday, 23:30, winter time since 2:00
    ("America/New_York", datetime(2026, 11, 2, 5, 30, tzinfo=UTC), "2026-W44"),
]


@pytest.mark.parametrize(("zone", "now", "week"), ZONES)
def test_weeks_end_in_the_zone_at_the_edges_of_years_and_of_summer_time(
    town: Town, zone: str, now: datetime, week: str
) -> None:
    options = BriefOptions(timezone=zone)
    run(town.house(now=now, brief=options))
    (first,) = town.store.editions.editions()
    assert (first.edition_id, first.timezone) == (week, zone)
    run(town.house(now=now + timedelta(days=7), brief=options))
    second = town.store.editions.editions()[-1]
    assert date_of(second.first_on) - date_of(first.last_on) == timedelta(days=1)
    assert [rebuild(town.store, one.edition_id, now + timedelta(days=7)).edition for one in (first, second)] == [
        first,
        second,
    ]


def date_of(text: str) -> datetime:
    return datetime.fromisoformat(text)
