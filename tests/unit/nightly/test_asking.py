"""When a source is asked, where, and what is asked in its place while it fails."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from pipeline.model.health import SourceRecord
from pipeline.model.site import SourceHealth
from pipeline.model.source import Source
from pipeline.nightly.fetching import Fetch
from pipeline.nightly.night import run
from pipeline.nightly.views import sources_health
from tests.unit.nightly.towns import BAN_TITLE, HARBOUR, Town, rows_of, stamp
from tests.unit.nightly.webs import RSS, Page
from tests.unit.records import NOW

DAY = timedelta(days=1)
FEED, NEW_FEED = "harbourpost.example/feed", "newpost.example/feed"
SITEMAP = "harbourpost.example/map.xml"
STAND_IN = Source(
    source_id="harbourmap", name="Harbour Map", kind="sitemap", url=f"http://{SITEMAP}", path_prefix=("/news/",)
)
BACKED = replace(HARBOUR, fallback="harbourmap", speaks_for=("Harbour Town",))
BOTH = (BACKED, STAND_IN)


def night(town: Town, days: float = 0, **changes: object) -> Fetch:
    """Fetch some days after the first night, for the Harbour Post alone if nothing else is said."""
    return town.fetch(now=NOW + days * DAY, **{"sources": (HARBOUR,), **changes})


def asked(town: Town, days: float, **changes: object) -> list[str]:
    """Where sources are asked on a night; pages of articles are left out."""
    town.web.listen()
    night(town, days, **changes)
    return [place for place in town.web.listen() if place in (FEED, NEW_FEED, SITEMAP)]


def record(town: Town, source_id: str = "harbourpost") -> SourceRecord:
    return town.store.sources.records()[source_id]


def shown(town: Town, days: float, *sources: Source) -> list[SourceHealth]:
    """Sources as the site shows them some days after the first night."""
    return list(sources_health(town.house(now=NOW + days * DAY, sources=sources or (HARBOUR,))))


def fail(town: Town, place: str = FEED, status: int = 404, **headers: str) -> None:
    town.web.put(place, "There is nothing here.", status=status, **headers)


def heal(town: Town, place: str = FEED) -> None:
    """Let a feed list the ban."""
    town.web.publish("harbourpost", ("ban", BAN_TITLE, stamp(NOW)))
    town.web.pages[place] = town.web.pages[FEED]


class TestIntervals:
    def test_a_second_run_of_the_same_hour_asks_nothing_and_is_not_blind(self, town: Town) -> None:
        run(town.house())
        town.web.listen()
        again = run(town.house(now=NOW + timedelta(minutes=59)))
        assert town.web.listen() == []
        assert (again.fetch.sources_asked, again.fetch.sources_rested, again.blind) == (0, 2, False)
        assert [kept.state for kept in town.store.runs.last(2)] == ["done", "done"]

    @pytest.mark.parametrize(("minutes", "due"), [(29, []), (30, [FEED])])
    def test_the_interval_can_be_set(self, town: Town, minutes: int, due: list[str]) -> None:
        night(town)
        half = replace(town.settings().fetch, min_interval_minutes=30)
        assert asked(town, minutes / 1_440, fetch=half) == due

    def test_a_source_that_has_not_changed_is_read_well_and_brings_nothing(self, town: Town) -> None:
        night(town)
        bodies = len(rows_of(town.store, "snapshots"))
        found = night(town, 1)
        assert (found.sources_asked, found.sources_read, found.entries, found.failing) == (1, 1, 0, ())
        [latest, _] = town.store.fetched.last_attempts()["harbourpost"]
        assert (latest.state, latest.reason) == ("skipped", "not-modified")
        assert len(rows_of(town.store, "snapshots")) == bodies
        assert record(town).unchanged == 1

    def test_a_server_that_says_not_modified_for_ever_is_found_out_within_nine_nights(self, town: Town) -> None:
        told = []
        for day in range(12):
            town.web.publish("harbourpost", *((f"n{n}", f"Part {n}", stamp(NOW)) for n in range(day + 1)))
            town.web.pages[FEED] = replace(town.web.pages[FEED], etag="for-ever")
            told.append(night(town, day).entries)
        assert told[0] == 1
        assert told.index(8) == 8  # the ninth night: all that was hidden for a week
        assert told[9:] == [1, 1, 1]
        assert record(town).distrusted


class TestWaiting:
    def test_a_server_is_not_asked_before_the_time_that_it_has_named(self, town: Town) -> None:
        fail(town, status=429, Retry_After="172800")
        assert night(town).failing == (("harbourpost", f"http://{FEED} asks us to come back later (status 429)."),)
        heal(town)
        assert asked(town, 1) == []
        assert night(town, 1).failing[0][0] == "harbourpost"  # it is still told, and has not been asked
        assert asked(town, 2) == [FEED]
        assert (record(town).failures, record(town).retry_at) == (0, None)

    @pytest.mark.parametrize("status", [429, 503])
    def test_a_server_that_names_no_time_is_asked_again_after_a_pause_that_grows(self, town: Town, status: int) -> None:
        fail(town, status=status)
        tried = [day for day in range(12) if asked(town, day)]
        assert tried[:4] == [0, 1, 2, 3]
        assert max(later - earlier for earlier, later in pairwise(tried)) == 3

    def test_a_night_in_which_all_sources_fail_or_pause_is_blind(self, town: Town) -> None:
        fail(town, status=429, Retry_After="172800")
        assert run(town.house(sources=(HARBOUR,))).blind
        assert run(town.house(now=NOW + DAY, sources=(HARBOUR,))).blind
        assert [kept.state for kept in town.store.runs.last(2)] == ["failed", "failed"]

    def test_out_of_time_everything_waits_and_nothing_has_failed(self, town: Town) -> None:
        hurried = replace(town.settings().fetch, run_seconds=1e-6)
        found = town.fetch(fetch=hurried)
        assert (found.sources_asked, found.failing, found.entries) == (0, (), 0)
        assert (town.store.sources.records(), town.store.fetched.last_attempts()) == ({}, {})
        assert town.web.listen() == []
        assert town.fetch().sources_read == 2  # a second later: nothing keeps them away

    def test_a_source_that_is_parked_is_asked_once_a_week(self, town: Town) -> None:
        fail(town)
        early = replace(town.settings().fetch, park_after=3)
        tried = [day for day in range(20) if asked(town, day, fetch=early)]
        assert tried == [0, 1, 2, 9, 16]
        assert shown(town, 16)[0].state == "parked"


class TestMoving:
    def test_a_source_that_moved_for_good_is_asked_there_and_it_is_told(self, town: Town) -> None:
        heal(town, NEW_FEED)
        town.web.lead(FEED, NEW_FEED)
        assert asked(town, 0) == [FEED, NEW_FEED]
        assert asked(town, 1) == [NEW_FEED]
        [found] = shown(town, 1)
        assert (found.state, found.url, found.moved_to) == ("moved", HARBOUR.url, f"http://{NEW_FEED}")
        assert shown(town, 40)[0].moved_to == f"http://{NEW_FEED}"
        assert found.ails is False
        assert len(rows_of(town.store, "entries")) == 1

    def test_a_source_that_moved_for_now_is_asked_where_it_was(self, town: Town) -> None:
        heal(town, NEW_FEED)
        town.web.lead(FEED, NEW_FEED, status=302)
        asked(town, 0)
        assert asked(town, 1) == [FEED, NEW_FEED]
        assert shown(town, 1)[0].moved_to == ""

    def test_where_the_new_address_fails_three_times_the_old_one_is_asked_again(self, town: Town) -> None:
        heal(town, NEW_FEED)
        town.web.lead(FEED, NEW_FEED)
        night(town)
        fail(town, NEW_FEED)
        heal(town)
        assert [asked(town, day) for day in (1, 2, 3, 4)] == [[NEW_FEED], [NEW_FEED], [NEW_FEED], [FEED]]
        assert (record(town).url, record(town).moved_from, record(town).failures) == (HARBOUR.url, "", 0)
        assert shown(town, 4)[0].moved_to == ""
        assert asked(town, 5) == [FEED]

    def test_an_old_address_that_still_leads_to_a_dead_one_goes_on_failing(self, town: Town) -> None:
        heal(town, NEW_FEED)
        town.web.lead(FEED, NEW_FEED)
        night(town)
        fail(town, NEW_FEED)
        for day in (1, 2, 3):
            night(town, day)
        assert asked(town, 4) == [FEED, NEW_FEED]
        assert (record(town).failures, record(town).reason) == (4, "not-found")

    def test_what_is_remembered_of_another_address_is_not_sent_to_that_of_feeds_yaml(self, town: Town) -> None:
        night(town)
        heal(town, NEW_FEED)
        elsewhere = replace(HARBOUR, url=f"http://{NEW_FEED}")
        assert asked(town, 1, sources=(elsewhere,)) == [NEW_FEED]
        assert (record(town).url, record(town).first_read_at) == (elsewhere.url, NOW)
        assert town.store.fetched.last_attempts()["harbourpost"][0].state == "done"

    def test_a_mended_address_in_feeds_yaml_is_asked_at_once_however_long_the_old_one_pauses(self, town: Town) -> None:
        fail(town, status=410)
        night(town)
        assert asked(town, 1) == []
        heal(town, NEW_FEED)
        assert asked(town, 1, sources=(replace(HARBOUR, url=f"http://{NEW_FEED}"),)) == [NEW_FEED]
        assert (record(town).failures, record(town).reason) == (0, "")


@pytest.fixture
def backed(town: Town) -> Town:
    """A town whose Harbour Post has a sitemap that stands by."""
    line = "<url><loc>http://harbourpost.example/news/tidewater-bans-scribbler</loc></url>"
    town.web.put(SITEMAP, f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{line}</urlset>', "text/xml")
    return town


class TestFallback:
    def test_it_is_not_read_while_its_principal_works(self, backed: Town) -> None:
        assert asked(backed, 0, sources=BOTH) == [FEED]
        assert "harbourmap" not in backed.store.sources.records()

    def test_it_is_read_in_the_place_of_a_source_that_fails_and_lists_under_its_name(self, backed: Town) -> None:
        fail(backed)
        found = night(backed, sources=BOTH)
        assert (found.sources_asked, found.sources_read, found.entries) == (2, 1, 1)
        assert [source_id for source_id, _ in found.failing] == ["harbourpost"]
        assert {row["source_id"] for row in rows_of(backed.store, "entries")} == {"harbourpost"}
        assert {row["source_id"] for row in rows_of(backed.store, "pages")} == {"harbourpost"}
        mine, standing = record(backed), record(backed, "harbourmap")
        assert (mine.failures, mine.entries, mine.url) == (1, 0, HARBOUR.url)
        assert (standing.failures, standing.entries, standing.url) == (0, 1, STAND_IN.url)
        assert {name: len(tries) for name, tries in backed.store.fetched.last_attempts().items()} == {
            "harbourpost": 1,
            "harbourmap": 1,
        }

    def test_a_night_that_its_fallback_saved_is_not_blind_and_says_who_failed(self, backed: Town) -> None:
        fail(backed)
        result = run(backed.house(sources=BOTH))
        assert not result.blind
        [edition] = backed.store.editions.editions()
        assert (edition.coverage.sources, edition.coverage.sources_read) == (1, 1)
        assert [failing.source_id for failing in edition.coverage.failing] == ["harbourpost"]

    def test_it_is_read_on_nights_on_which_its_principal_pauses(self, backed: Town) -> None:
        fail(backed, status=410)
        assert asked(backed, 0, sources=BOTH) == [FEED, SITEMAP]
        assert asked(backed, 1, sources=BOTH) == [SITEMAP]
        assert asked(backed, 2, sources=BOTH) == [SITEMAP]

    def test_it_is_asked_no_more_often_than_any_other(self, backed: Town) -> None:
        fail(backed)
        night(backed, sources=BOTH)
        assert SITEMAP not in asked(backed, 0.02, sources=BOTH)

    def test_it_is_left_alone_as_long_as_its_own_server_asks_for(self, backed: Town) -> None:
        elsewhere = replace(STAND_IN, url=f"http://{NEW_FEED}", kind="rss")
        fail(backed)
        fail(backed, NEW_FEED, 429, Retry_After="172800")
        found = night(backed, sources=(BACKED, elsewhere))
        assert [source_id for source_id, _ in found.failing] == ["harbourpost", "harbourmap"]
        assert asked(backed, 1, sources=(BACKED, elsewhere)) == [FEED]
        assert asked(backed, 2, sources=(BACKED, elsewhere)) == [FEED, NEW_FEED]

    def test_what_it_has_listed_already_is_not_new_when_its_principal_works_again(self, backed: Town) -> None:
        fail(backed)
        night(backed, sources=BOTH)
        page = "http://www.harbourpost.example/news/tidewater-bans-scribbler?utm_source=rss"
        backed.web.put(
            FEED, f"<rss><channel><item><link>{page}</link><title>{BAN_TITLE}</title></item></channel></rss>", RSS
        )
        found = night(backed, 1, sources=BOTH)
        assert (found.sources_asked, found.entries, found.entries_revised) == (1, 0, 1)  # now it has a title
        [entry] = rows_of(backed.store, "entries")
        assert entry["title"] == BAN_TITLE
        assert asked(backed, 2, sources=BOTH) == [FEED]


SECRET = "qu1ll-s3cret-t0ken"
KEYED = replace(HARBOUR, headers=(("Authorization", f"Bearer {SECRET}"),))


class TestSecrets:
    @pytest.mark.parametrize("status", [301, 302])
    def test_a_secret_reaches_its_own_host_alone_and_is_written_nowhere(self, town: Town, status: int) -> None:
        heal(town, NEW_FEED)
        town.web.lead(FEED, NEW_FEED, status=status)
        for day in range(3):
            night(town, day, sources=(KEYED,))
        told = {
            place
            for place, headers in zip(town.web.asked, town.web.heard, strict=True)
            if SECRET in headers.get("authorization", "")
        }
        assert told == {FEED}
        assert NEW_FEED in town.web.asked
        assert not written(town, SECRET)

    def test_a_secret_is_not_written_when_its_source_fails(self, town: Town) -> None:
        for day, page in enumerate((Page(b"no", status=401), Page(b"no"), Page(b"", status=302))):
            town.web.pages[FEED] = page
            night(town, day, sources=(KEYED,))
        assert record(town).failures == 3
        assert not written(town, SECRET)


def written(town: Town, text: str) -> bool:
    """Whether a text stands in any file of the data directory."""
    files = [path for path in town.folder.rglob("*") if path.is_file()]
    assert any(b"harbourpost" in path.read_bytes() for path in files)
    return any(text.encode() in path.read_bytes() for path in files)
