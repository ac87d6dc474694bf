"""Of the pages that wait the most telling are opened, up to the night's budget; the others wait and are counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline.fetch.client import Client
from pipeline.fetch.sandbox import Inline
from pipeline.fetch.stage import Fetching
from pipeline.model.article import Article
from pipeline.model.options import FetchOptions
from pipeline.model.source import Source
from pipeline.model.vocabulary import Grade
from pipeline.nightly.fetching import Fetch
from pipeline.nightly.house import Advance, SystemClock
from pipeline.nightly.opening import Opened, open_waiting
from pipeline.nightly.reading import article_id, parse
from tests.unit.nightly.towns import BAN, HARBOUR, Town, page, rows_of, stamp
from tests.unit.records import NOW

DAY = timedelta(days=1)


def outlet(name: str, grade: Grade = "B", **changes: object) -> Source:
    made = Source(source_id=name, name=name, kind="rss", url=f"http://{name}.example/feed", grade=grade, whole=True)
    return replace(made, **changes)  # type: ignore[arg-type]  # the fields of each test


VENDOR = outlet("vendor", "C", speaks_for=("Inkwell Labs",))
GOOD, POOR = outlet("good", "A"), outlet("poor", "D")
FINDER = outlet("finder", "A", discovery=True)
ALL = (FINDER, POOR, GOOD, VENDOR)


@pytest.fixture
def busy(town: Town) -> Town:
    """A town in which four outlets have written three articles each; the third of each is the newest."""
    town.web.pages.clear()
    for source in ALL:
        names = [f"{source.source_id}-{n}" for n in (1, 2, 3)]
        town.web.publish(source.source_id, *((name, name, stamp(NOW - (3 - n) * DAY)) for n, name in enumerate(names)))
        for name in names:
            town.web.put(f"{source.source_id}.example/{name}", page(name, BAN))
    return town


def night(town: Town, days: int = 0, sources: tuple[Source, ...] = ALL, **limits: object) -> Fetch:
    """Fetch within these limits, one page after the other."""
    given = replace(town.settings().fetch, workers=1, **limits)  # type: ignore[arg-type]  # the limits of each test
    return town.fetch(now=NOW + days * DAY, sources=sources, fetch=given)


def opened(town: Town) -> list[str]:
    """Names of the pages that were asked for since this was last called, in their order."""
    return [place.partition("/")[2] for place in town.web.listen() if not place.endswith("/feed")]


def article_at(town: Town, name: str) -> Article:
    """The article of a page of the good outlet."""
    (found,) = town.store.articles.articles([article_id(f"http://good.example/{name}")])
    return found


def states(town: Town) -> dict[str, str]:
    """What became of each page, by its name."""
    return {row["url"].rpartition("/")[2]: row["reason"] or row["state"] for row in rows_of(town.store, "pages")}


class TestBudget:
    def test_primary_sources_come_first_then_the_better_grades_and_what_was_discovered_last(self, busy: Town) -> None:
        nights = []
        for day in range(4):
            night(busy, day, pages_per_night=3)
            nights.append({name.partition("-")[0] for name in opened(busy)})
        assert nights == [{"vendor"}, {"good"}, {"poor"}, {"finder"}]

    def test_what_the_budget_leaves_out_is_counted_and_opened_the_next_nights(self, busy: Town) -> None:
        nights = [night(busy, day, pages_per_night=5) for day in range(4)]
        assert [(found.pages_opened, found.pages_left) for found in nights] == [(5, 7), (5, 2), (2, 0), (0, 0)]
        assert sorted(opened(busy)[:5]) == ["good-2", "good-3", "vendor-1", "vendor-2", "vendor-3"]
        assert set(states(busy).values()) == {"opened"}

    def test_no_source_takes_more_than_its_share(self, busy: Town) -> None:
        found = night(busy, pages_per_source=1)
        assert (found.pages_opened, found.pages_left) == (4, 8)
        assert opened(busy) == ["vendor-3", "good-3", "poor-3", "finder-3"]

    def test_what_was_discovered_has_a_share_of_its_own(self, busy: Town) -> None:
        found = night(busy, pages_discovery=1)
        assert (found.pages_opened, found.pages_left) == (10, 2)
        assert [name for name in opened(busy) if name.startswith("finder")] == ["finder-3"]

    def test_with_no_budget_nothing_is_opened_and_everything_waits(self, busy: Town) -> None:
        found = night(busy, pages_per_night=0)
        assert (found.entries, found.pages_opened, found.pages_left) == (12, 0, 12)
        assert opened(busy) == []

    def test_pages_of_a_source_that_was_taken_out_are_still_opened_behind_all_others(self, busy: Town) -> None:
        night(busy, pages_per_night=0)
        busy.web.listen()
        night(busy, 1, sources=(FINDER,), pages_per_night=3)
        assert {name.partition("-")[0] for name in opened(busy)} == {"finder"}
        assert night(busy, 2, sources=(FINDER,)).pages_opened == 9


class TestFailing:
    @pytest.mark.parametrize(("status", "reason"), [(503, "server-error"), (403, "forbidden")])
    def test_a_page_that_may_come_back_waits_and_its_neighbours_are_opened(
        self, busy: Town, status: int, reason: str
    ) -> None:
        busy.web.put("good.example/good-2", "Later", status=status)
        found = night(busy, sources=(GOOD,))
        assert (found.pages_opened, found.pages_failed, found.pages_left) == (2, 1, 0)
        assert states(busy) == {"good-1": "opened", "good-2": reason, "good-3": "opened"}
        [attempt] = busy.store.fetched.attempts_at("http://good.example/good-2")
        assert (attempt.state, attempt.reason, attempt.transient, attempt.source_id) == ("failed", reason, True, "good")

    def test_a_host_that_asks_for_a_pause_is_asked_for_no_further_page_that_night(self, busy: Town) -> None:
        busy.web.put("good.example/good-2", "Later", status=429)
        found = night(busy, sources=(GOOD, VENDOR))
        assert (found.pages_opened, found.pages_failed) == (4, 2)
        assert "good-1" not in opened(busy)
        assert states(busy)["good-1"] == "throttled"
        busy.web.put("good.example/good-2", page("good-2", BAN))
        assert night(busy, 1, sources=(GOOD, VENDOR)).pages_opened == 2

    def test_a_pause_that_a_host_has_named_is_kept_over_nights_and_is_no_try_of_its_pages(self, busy: Town) -> None:
        busy.web.put("good.example/good-3", "Later", status=429, Retry_After="172800")
        night(busy, sources=(GOOD,))
        busy.web.listen()
        found = night(busy, 1, sources=(GOOD,))
        assert (found.pages_opened, found.pages_failed, found.pages_left) == (0, 0, 3)
        assert opened(busy) == []
        assert len(busy.store.fetched.attempts_at("http://good.example/good-3")) == 1
        busy.web.put("good.example/good-3", page("good-3", BAN))
        assert night(busy, 2, sources=(GOOD,)).pages_opened == 3

    def test_a_page_that_failed_does_not_make_its_source_fail(self, busy: Town) -> None:
        busy.web.put("good.example/good-2", "Later", status=503)
        assert night(busy, sources=(GOOD,)).failing == ()
        assert busy.store.sources.records()["good"].failures == 0

    def test_a_wall_is_no_article_and_is_tried_again(self, busy: Town) -> None:
        busy.web.put("good.example/good-1", '<form action="/consent?back=1"><button>Yes</button></form>')
        assert night(busy, sources=(GOOD,)).pages_failed == 1
        assert states(busy)["good-1"] == "consent"
        busy.web.put("good.example/good-1", page("good-1", BAN))
        assert night(busy, 1, sources=(GOOD,)).pages_opened == 1

    @pytest.mark.parametrize(
        ("served", "barrier"),
        [
            ({"body": "No", "status": 403}, None),
            ({"body": '<form action="/consent?back=1"><button>Yes</button></form>'}, "consent"),
            ({"body": "<form><input type=password></form>"}, "login"),
        ],
    )
    def test_where_something_stands_in_the_way_the_entry_stands_in_until_the_page_is_opened(
        self, busy: Town, served: dict[str, Any], barrier: str | None
    ) -> None:
        busy.web.put("good.example/good-1", **served)
        night(busy, sources=(GOOD,))
        assert parse(busy.house(sources=(GOOD,))) == (3, 0)
        found = article_at(busy, "good-1")
        assert (found.partial, found.barrier, found.title) == (True, barrier, "good-1")
        assert [block.kind for block in found.blocks] == ["title"]
        busy.web.put("good.example/good-1", page("good-1", BAN))
        assert night(busy, 1, sources=(GOOD,)).pages_opened == 1
        assert parse(busy.house(sources=(GOOD,))) == (1, 0)
        assert not article_at(busy, "good-1").partial

    @pytest.mark.parametrize("status", [404, 410, 503])
    def test_no_entry_stands_in_for_what_is_gone_or_only_late(self, busy: Town, status: int) -> None:
        busy.web.put("good.example/good-1", "No", status=status)
        night(busy, sources=(GOOD,))
        assert parse(busy.house(sources=(GOOD,))) == (2, 0)

    def test_an_entry_never_takes_the_place_of_a_page_that_was_opened(self, busy: Town) -> None:
        night(busy, sources=(GOOD,))
        parse(busy.house(sources=(GOOD,)))
        busy.web.publish("good", ("good-1", "Another title", stamp(NOW)))
        busy.web.put("good.example/good-1", "No", status=403)
        night(busy, 1, sources=(GOOD,))
        assert parse(busy.house(sources=(GOOD,))) == (0, 0)
        assert not article_at(busy, "good-1").partial

    def test_a_page_that_cannot_be_opened_anew_keeps_what_it_gave_before(self, busy: Town) -> None:
        night(busy, sources=(GOOD,))
        busy.web.publish("good", ("good-1", "Another title", stamp(NOW)))
        busy.web.put("good.example/good-1", "Gone", status=410)
        found = night(busy, 1, sources=(GOOD,))
        assert (found.entries_revised, found.pages_failed) == (1, 1)
        [kept] = [row for row in rows_of(busy.store, "pages") if row["url"].endswith("good-1")]
        assert (kept["state"], kept["reason"]) == ("opened", "gone")
        assert busy.store.fetched.snapshot(kept["snapshot_id"]) is not None


def test_what_a_page_reserves_stands_with_its_snapshot(busy: Town) -> None:
    busy.web.put("good.example/good-1", page("good-1", BAN), X_Robots_Tag="noarchive", TDM_Reservation="1")
    night(busy, sources=(GOOD,))
    [row] = [row for row in rows_of(busy.store, "pages") if row["url"].endswith("good-1")]
    kept = busy.store.fetched.snapshot(row["snapshot_id"])
    assert kept is not None
    assert kept.reserved == ("noarchive", "tdm")


def open_within(town: Town, seconds: float) -> Opened:
    """Open waiting pages in a run that has so much time left."""
    house = town.house(now=NOW + DAY, sources=ALL)
    options: FetchOptions = replace(house.settings.fetch, run_seconds=seconds)
    with Client(options, version="1", clock=SystemClock(house.now)) as client:
        fetching = Fetching(client=client, sandbox=Inline(), options=options, now=house.now)
        return open_waiting(house, fetching, 1)


def test_pages_whose_turn_does_not_come_in_time_wait_and_no_failure_is_noted(busy: Town) -> None:
    night(busy, pages_per_night=0)
    busy.web.listen()
    assert open_within(busy, 0) == Opened(opened=0, failed=0, left=12)
    assert (opened(busy), set(states(busy).values())) == ([], {"waiting"})
    assert busy.store.fetched.attempts_at("http://good.example/good-1") == []
    assert open_within(busy, 60) == Opened(opened=12, failed=0, left=0)


class Killed:
    """Progress of a night that ends when its first batch of pages is stored."""

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Advance]:
        done = iter(range(20))

        def advance() -> None:
            if name == "opening pages" and next(done, None) is None:
                raise KeyboardInterrupt

        yield advance


def test_a_night_that_is_killed_keeps_the_pages_of_the_batches_that_were_done(town: Town) -> None:
    names = [f"p{n:02}" for n in range(25)]
    town.web.publish("harbourpost", *((name, name, stamp(NOW)) for name in names))
    for name in names:
        town.web.put(f"harbourpost.example/{name}", page(name, BAN))
    with pytest.raises(KeyboardInterrupt):
        town.fetch_in(replace(town.house(sources=(HARBOUR,)), progress=Killed()))
    assert sorted(states(town).values()) == ["opened"] * 20 + ["waiting"] * 5
    assert town.fetch(now=NOW + DAY, sources=(HARBOUR,)).pages_opened == 5
