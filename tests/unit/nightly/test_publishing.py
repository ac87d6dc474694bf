"""A week that has closed gets its edition, once; the site shows what is known, or stays as it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.model.errors import ConfigError, StoreError
from pipeline.model.options import BriefOptions, DeliveryOptions, Inventory, InventoryTool
from pipeline.nightly.publishing import compose_due, publish_site
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from tests.examples import KNOWN
from tests.unit.nightly.towns import Town
from tests.unit.records import NOW

WEEK = timedelta(days=7)
MAILING = DeliveryOptions(sender="brief@offlimits.example", recipients=("a@firm.example", "b@firm.example"))
OURS = Inventory(organisation="Our Firm", tools=(InventoryTool(name="Scribbler", owner="R. Roe", seats=7),))


@pytest.fixture
def read(town: Town) -> Town:
    """A town whose news is in the register."""
    town.fetch()
    parse(town.house())
    analyse(town.house())
    take_in(town.house())
    return town


def ids(town: Town, *, now: datetime = NOW, zone: str = "UTC") -> list[str]:
    house = town.house(now=now, brief=BriefOptions(timezone=zone))
    edition = compose_due(house)
    return [edition.edition_id] if edition else []


def test_the_first_edition_is_a_baseline_of_the_last_week_that_closed(read: Town) -> None:
    edition = compose_due(read.house())
    assert edition is not None
    assert (edition.edition_id, edition.baseline) == ("2026-W28", True)
    assert [item.restriction_id for item in edition.items] == ["AIR-2026-0001"]
    assert read.store.editions.edition("2026-W28") == edition
    assert read.store.editions.last() == ("2026-W28", NOW)


def test_a_week_gets_one_edition(read: Town) -> None:
    assert ids(read) == ["2026-W28"]
    assert ids(read) == []
    assert ids(read, now=NOW + timedelta(days=6)) == []
    assert ids(read, now=NOW + WEEK) == ["2026-W29"]


def test_one_edition_tells_of_all_the_weeks_that_were_missed(read: Town) -> None:
    compose_due(read.house())
    caught = compose_due(read.house(now=NOW + 3 * WEEK))
    assert caught is not None
    assert (caught.edition_id, caught.first_on, caught.last_on) == ("2026-W31", "2026-07-13", "2026-08-02")
    assert not caught.baseline
    assert compose_due(read.house(now=NOW + 3 * WEEK)) is None


def test_a_quiet_week_has_an_edition_without_items(read: Town) -> None:
    compose_due(read.house())
    quiet = compose_due(read.house(now=NOW + WEEK))
    assert quiet is not None
    assert quiet.items == ()
    assert quiet.bottom_line


@pytest.mark.parametrize(("zone", "week"), [("UTC", "2026-W27"), ("Asia/Tokyo", "2026-W28")])
def test_a_week_closes_in_the_configured_zone(town: Town, zone: str, week: str) -> None:
    sunday = datetime(2026, 7, 12, 20, tzinfo=UTC)
    assert ids(town, now=sunday, zone=zone) == [week]


def test_an_edition_queues_a_mail_for_each_recipient(read: Town) -> None:
    compose_due(read.house(delivery=MAILING))
    first, second = read.store.outbox.messages("2026-W28")
    assert (first.number, first.recipient, first.state) == (1, "a@firm.example", "queued")
    assert (second.number, second.recipient, second.state) == (2, "b@firm.example", "queued")
    assert first.message_id != second.message_id


def test_editions_from_before_there_were_recipients_are_not_mailed_later(read: Town) -> None:
    compose_due(read.house())
    assert compose_due(read.house(delivery=MAILING)) is None
    assert read.store.outbox.waiting(NOW) == []


def test_an_edition_that_cannot_be_addressed_is_not_stored_either(read: Town) -> None:
    from_nobody = DeliveryOptions(sender="nobody", recipients=("a@firm.example",))
    with pytest.raises(ConfigError, match="'nobody' is not one mail address"):
        compose_due(read.house(delivery=from_nobody))
    assert read.store.editions.editions() == []


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_both_builds_of_the_site_are_published(read: Town) -> None:
    compose_due(read.house(inventory=OURS))
    assert publish_site(read.house(inventory=OURS)) is True
    public, private = files(read.folder / "site" / "public"), files(read.folder / "site" / "private")
    page = "briefs/2026-W28/index.html"
    assert b"7 seats" in private[page]
    for secret in (b"7 seats", b"R. Roe", b"Our Firm"):
        assert not any(secret in content for content in public.values())
    assert b"Scribbler" in public["restrictions/AIR-2026-0001/index.html"]


def test_the_same_content_writes_nothing(read: Town) -> None:
    compose_due(read.house())
    publish_site(read.house())
    before = {path: path.stat().st_mtime_ns for path in (read.folder / "site").rglob("*")}
    assert publish_site(read.house(now=NOW + timedelta(days=1))) is False
    assert {path: path.stat().st_mtime_ns for path in (read.folder / "site").rglob("*")} == before


def test_a_site_without_any_news_can_be_published(town: Town) -> None:
    assert publish_site(town.house()) is True
    assert (town.folder / "site" / "public" / "index.html").is_file()


def test_a_register_that_is_not_valid_is_not_published_and_the_site_stays(read: Town) -> None:
    publish_site(read.house())
    before = files(read.folder / "site")
    with read.store.transaction():
        read.store.registry.save_restriction(replace(KNOWN, evidence=()), None)
    with pytest.raises(
        StoreError, match=r"^the register is not valid and was not published: .+ \(please report this\)$"
    ):
        publish_site(read.house())
    assert files(read.folder / "site") == before


def test_a_site_that_cannot_be_written_is_told(read: Town) -> None:
    (read.folder / "site").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        publish_site(read.house())
