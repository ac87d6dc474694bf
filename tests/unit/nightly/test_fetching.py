"""Sources are read and pages opened; what fails is counted and noted, and the rest goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.model.source import Source
from pipeline.nightly.fetching import Fetch
from tests.unit.nightly.towns import BAN, BAN_TITLE, HARBOUR, QUEUE, Town, page, rows_of, stamp
from tests.unit.records import NOW

NOTHING = Fetch(
    sources_asked=0,
    sources_read=0,
    sources_rested=0,
    failing=(),
    entries=0,
    entries_revised=0,
    entries_filtered=0,
    pages_opened=0,
    pages_failed=0,
    pages_left=0,
)
BAN_URL = "http://harbourpost.example/ban"


def night(town: Town, days: int = 0, **changes: object) -> Fetch:
    """Fetch some days after the first night."""
    return town.fetch(now=NOW + timedelta(days=days), **changes)


def state_of(town: Town, url: str) -> tuple[str, str]:
    """State and reason of a page."""
    (row,) = [row for row in rows_of(town.store, "pages") if row["url"] == url]
    return row["state"], row["reason"]


def test_entries_are_kept_and_their_pages_opened(town: Town) -> None:
    assert night(town) == replace(NOTHING, sources_asked=2, sources_read=2, entries=3, pages_opened=3)
    assert town.store.entries.counts() == {
        "entries": 3,
        "pages_waiting": 0,
        "pages_opened": 3,
        "pages_closed": 0,
        "pages_skipped": 0,
    }
    assert state_of(town, BAN_URL) == ("opened", "")


def test_the_bytes_of_a_page_are_kept_as_they_came(town: Town) -> None:
    night(town)
    (waiting,) = [item for item in town.store.articles.unparsed(1) if item.url == BAN_URL]
    kept = town.store.fetched.snapshot(waiting.snapshot_id)
    assert kept is not None
    assert kept.body == town.web.pages["harbourpost.example/ban"].body
    assert kept.fetched_at == NOW


def test_a_second_night_asks_for_what_has_changed_alone(town: Town) -> None:
    night(town)
    town.web.asked.clear()
    assert night(town, 1) == replace(NOTHING, sources_asked=2, sources_read=2)
    assert sorted(town.web.asked) == ["harbourpost.example/feed", "mergequeue.example/feed"]
    town.web.publish("mergequeue", ("ban", BAN_TITLE, stamp(NOW)))
    town.web.put("mergequeue.example/ban", page(BAN_TITLE, BAN))
    assert night(town, 2).entries == 1
    assert town.web.asked[-1] == "mergequeue.example/ban"


def test_a_source_that_fails_is_named_and_does_not_stop_the_others(town: Town) -> None:
    town.web.put("harbourpost.example/feed", "Out of order", status=503)
    found = night(town)
    assert (found.sources_read, found.entries, found.pages_opened) == (1, 1, 1)
    assert found.failing == (("harbourpost", "http://harbourpost.example/feed has a server in trouble (status 503)."),)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!doctype html><p>We have moved.</p>", "text/html"),
        (b"", "application/rss+xml"),
        (b"%PDF-1.7 \x00\xff", "application/pdf"),
        (b'{"items": []}', "application/json"),
        (bytes(range(256)), "application/octet-stream"),
    ],
    ids=["html", "empty", "pdf", "json", "binary"],
)
def test_a_feed_that_is_no_feed_fails_with_one_sentence(town: Town, body: bytes, kind: str) -> None:
    town.web.put("harbourpost.example/feed", body, kind)
    found = night(town)
    assert found.sources_read == 1
    ((source_id, sentence),) = found.failing
    assert source_id == "harbourpost"
    assert "http://harbourpost.example/feed" in sentence
    assert "\n" not in sentence


def test_sources_that_cannot_be_reached_leave_a_night_without_any(town: Town) -> None:
    nowhere = replace(town.settings().fetch, hosts={"*.example": "127.0.0.1:1"})
    found = night(town, fetch=nowhere)
    assert (found.sources_read, found.entries) == (0, 0)
    assert [source_id for source_id, _ in found.failing] == ["harbourpost", "mergequeue"]


def test_every_attempt_is_noted(town: Town) -> None:
    town.web.put("harbourpost.example/feed", "Out of order", status=503)
    night(town)
    tried = town.store.fetched.last_attempts()
    (failed,), (read,) = tried["harbourpost"], tried["mergequeue"]
    assert (failed.state, failed.reason, failed.transient, failed.entries) == ("failed", "server-error", True, 0)
    assert (read.state, read.reason, read.entries, read.at) == ("done", "", 1, NOW)


def test_a_page_that_is_gone_is_closed_with_its_reason(town: Town) -> None:
    town.web.put("harbourpost.example/ban", "Gone", status=410)
    found = night(town)
    assert (found.pages_opened, found.pages_failed) == (2, 1)
    assert state_of(town, BAN_URL) == ("closed", "gone")
    assert night(town, 1).pages_failed == 0


def test_a_page_that_is_not_there_yet_is_asked_for_another_night(town: Town) -> None:
    del town.web.pages["harbourpost.example/ban"]
    assert night(town).pages_failed == 1
    assert state_of(town, BAN_URL) == ("waiting", "not-found")
    town.web.put("harbourpost.example/ban", page(BAN_TITLE, BAN))
    assert night(town, 1).pages_opened == 1


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"%PDF-1.7", "application/pdf", "not-html"),
        (b'{"a": 1}', "application/json", "not-html"),
        (b"\x7fELF", "application/octet-stream", "not-html"),
    ],
)
def test_a_page_that_is_no_page_is_closed(town: Town, body: bytes, kind: str, reason: str) -> None:
    town.web.put("harbourpost.example/ban", body, kind)
    assert night(town).pages_failed == 1
    assert state_of(town, BAN_URL) == ("closed", reason)


def test_a_page_that_fails_for_now_is_opened_another_night(town: Town) -> None:
    town.web.put("harbourpost.example/ban", "Later", status=503)
    assert night(town).pages_failed == 1
    assert state_of(town, BAN_URL) == ("waiting", "server-error")
    town.web.put("harbourpost.example/ban", page(BAN_TITLE, BAN))
    assert night(town, 1).pages_opened == 1
    assert state_of(town, BAN_URL) == ("opened", "")


def test_a_page_that_failed_on_five_days_is_not_asked_for_again(town: Town) -> None:
    town.web.put("harbourpost.example/ban", "Later", status=503)
    tries = [night(town, days).pages_failed for days in range(7)]
    assert tries == [1, 1, 1, 1, 1, 0, 0]
    assert town.web.asked.count("harbourpost.example/ban") == 5


def test_two_runs_of_one_day_are_one_try(town: Town) -> None:
    town.web.put("harbourpost.example/ban", "Later", status=503)
    for _ in range(6):
        assert night(town).pages_failed == 1


def test_a_page_that_robots_txt_closes_is_never_asked_for(town: Town) -> None:
    town.web.put("harbourpost.example/robots.txt", "User-agent: *\nDisallow: /ban\n", "text/plain")
    found = night(town)
    assert (found.sources_read, found.pages_opened, found.pages_failed) == (2, 2, 1)
    assert state_of(town, BAN_URL) == ("closed", "robots")
    assert "harbourpost.example/ban" not in town.web.asked


def test_a_night_opens_the_newest_pages_up_to_its_budget(town: Town) -> None:
    town.web.publish(
        "harbourpost",
        *((f"page-{n}", f"Part {n}", stamp(NOW - timedelta(days=n))) for n in range(1, 5)),
    )
    for n in range(1, 5):
        town.web.put(f"harbourpost.example/page-{n}", page(f"Part {n}", BAN))
    budget = replace(town.settings().fetch, pages_per_night=3)
    assert night(town, sources=(HARBOUR,), fetch=budget).pages_opened == 3
    assert {place for place in town.web.asked if "page" in place} == {
        f"harbourpost.example/page-{n}" for n in (1, 2, 3)
    }
    assert night(town, 1, sources=(HARBOUR,), fetch=budget).pages_opened == 1


def test_two_sources_that_list_one_page_open_it_once(town: Town) -> None:
    copy = Source(source_id="copy", name="Copy", kind="rss", url="http://copy.example/feed")
    town.web.pages["copy.example/feed"] = town.web.pages["harbourpost.example/feed"]
    found = night(town, sources=(HARBOUR, QUEUE, copy))
    assert found.sources_read == 3
    assert town.web.asked.count("harbourpost.example/ban") == 1
