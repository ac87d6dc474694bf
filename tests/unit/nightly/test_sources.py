"""What a source lists is sorted out once: what waits to be opened, what is passed over, and what is known already."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.analyse.lexicon.names import Additions, Tool
from pipeline.analyse.prefilter import prepare_filter
from pipeline.model.source import QueryRules, Source
from pipeline.nightly.fetching import Fetch
from pipeline.nightly.house import Advance
from pipeline.nightly.reading import article_id, parse
from tests.unit.nightly.towns import (
    AGAIN_TITLE,
    BAN,
    BAN_TITLE,
    FILTER,
    HARBOUR,
    NAMES,
    PICNIC,
    PICNIC_TITLE,
    QUEUE,
    Town,
    page,
    rows_of,
    stamp,
)
from tests.unit.nightly.webs import RSS
from tests.unit.records import NOW

DAY = timedelta(days=1)
SIFTED = replace(HARBOUR, whole=False)
FINDER = Source(
    source_id="finder", name="Finder", kind="rss", url="http://finder.example/feed", grade="D", discovery=True
)
LOOSE_TITLE = "Staff of the harbour may no longer use AI assistants"
FEED = "harbourpost.example/feed"


def night(town: Town, days: float = 0, **changes: object) -> Fetch:
    """Fetch some days after the first night."""
    return town.fetch(now=NOW + days * DAY, **changes)


def pages(town: Town) -> dict[str, tuple[str, str]]:
    """State and reason of each page, by the name at the end of its address."""
    return {row["url"].rpartition("/")[2]: (row["state"], row["reason"]) for row in rows_of(town.store, "pages")}


def publish(town: Town, *names: str, days: float = 0, titles: str = "{}") -> None:
    """Let the Harbour Post list pages, all of one day, which it serves."""
    town.web.publish("harbourpost", *((name, titles.format(name), stamp(NOW + days * DAY)) for name in names))
    for name in names:
        town.web.put(f"harbourpost.example/{name}", page(titles.format(name), PICNIC))


def rss(*items: tuple[str, str]) -> str:
    """A feed of addresses and titles, without days."""
    listed = "".join(f"<item><title>{title}</title><link>{url}</link></item>" for url, title in items)
    return f'<rss version="2.0"><channel><title>Found</title>{listed}</channel></rss>'


class TestFirstReading:
    def test_the_newest_entries_are_opened_and_the_rest_is_archive(self, town: Town) -> None:
        dated = [(f"n{n}", f"Part {n}", stamp(NOW - n * DAY)) for n in (3, 1, 4, 2, 90)]
        town.web.publish("harbourpost", *dated)
        few = replace(town.settings().fetch, first_entries=2)
        found = night(town, sources=(HARBOUR,), fetch=few)
        assert (found.entries, found.pages_failed, found.entries_filtered) == (5, 2, 0)
        assert pages(town) == {
            "n1": ("waiting", "not-found"),
            "n2": ("waiting", "not-found"),
            "n3": ("skipped", "archive"),
            "n4": ("skipped", "archive"),
            "n90": ("skipped", "archive"),
        }

    def test_what_is_old_is_opened_if_it_is_among_the_newest(self, town: Town) -> None:
        publish(town, "old", days=-400)
        night(town, sources=(HARBOUR,))
        assert pages(town) == {"old": ("opened", "")}

    def test_a_source_that_failed_at_first_is_read_for_the_first_time_later(self, town: Town) -> None:
        town.web.put(FEED, "Later", status=500)
        few = replace(town.settings().fetch, first_entries=1)
        night(town, sources=(HARBOUR,), fetch=few)
        publish(town, "a", "b")
        assert night(town, 1, sources=(HARBOUR,), fetch=few).entries == 2
        assert sorted(pages(town).values()) == [("opened", ""), ("skipped", "archive")]

    def test_later_readings_have_no_such_limit(self, town: Town) -> None:
        publish(town, "a")
        few = replace(town.settings().fetch, first_entries=1)
        night(town, sources=(HARBOUR,), fetch=few)
        publish(town, "a", "b", "c")
        assert night(town, 1, sources=(HARBOUR,), fetch=few).pages_opened == 2


def test_what_a_known_source_lists_for_the_first_time_although_it_is_old_is_not_opened(town: Town) -> None:
    night(town)
    publish(town, "revived", days=-46)
    assert night(town, 1).entries == 1
    assert pages(town)["revived"] == ("skipped", "old")
    publish(town, "late", days=-42)
    night(town, 2)
    assert pages(town)["late"] == ("opened", "")


class TestFilter:
    def test_a_title_without_ai_is_passed_over_and_counted(self, town: Town) -> None:
        found = night(town, sources=(SIFTED,))
        assert (found.entries, found.entries_filtered, found.pages_opened) == (2, 1, 1)
        assert pages(town) == {"ban": ("opened", ""), "picnic": ("skipped", "filter")}
        [kept] = [row for row in rows_of(town.store, "pages") if row["state"] == "skipped"]
        assert kept["filter"] == FILTER.version
        assert {row["title"] for row in rows_of(town.store, "entries")} == {BAN_TITLE, PICNIC_TITLE}

    def test_a_source_that_is_opened_whole_is_not_asked_for_its_titles(self, town: Town) -> None:
        assert night(town, sources=(HARBOUR,)).entries_filtered == 0
        assert pages(town)["picnic"] == ("opened", "")

    def test_a_summary_counts_like_a_title(self, town: Town) -> None:
        item = f"<item><title>A memo</title><link>/memo</link><description>{BAN[0]}</description></item>"
        town.web.put(FEED, f'<rss version="2.0"><channel>{item}</channel></rss>', RSS)
        night(town, sources=(SIFTED,))
        assert pages(town)["memo"][0] == "waiting"

    def test_pages_of_strangers_need_a_name_and_those_of_listed_hosts_do_not(self, town: Town) -> None:
        found = (
            ("http://stranger.example/loose", LOOSE_TITLE),
            ("http://stranger.example/strict", BAN_TITLE),
            ("http://harbourpost.example/listed", LOOSE_TITLE),
            ("http://finder.example/own", LOOSE_TITLE),
        )
        town.web.put("finder.example/feed", rss(*found), RSS)
        town.web.publish("harbourpost")
        night(town, sources=(SIFTED, FINDER))
        states = {name: state for name, (state, _) in pages(town).items()}
        assert states == {"loose": "skipped", "strict": "waiting", "listed": "waiting", "own": "skipped"}

    def test_a_source_that_discovers_nothing_is_not_judged_strictly(self, town: Town) -> None:
        town.web.put(FEED, rss(("http://stranger.example/loose", LOOSE_TITLE)), RSS)
        night(town, sources=(SIFTED,))
        assert pages(town)["loose"][0] == "waiting"

    def test_an_entry_without_a_title_is_judged_by_the_words_of_its_address(self, town: Town) -> None:
        site = "http://harbourpost.example/news"
        names = ("tidewater-freight-bans-scribbler-for-staff", "harbour-town-holds-its-summer-picnic")
        lines = "".join(f"<url><loc>{site}/{name}</loc></url>" for name in names)
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        town.web.put("harbourpost.example/map.xml", f"<urlset {space}>{lines}</urlset>", "application/xml")
        mapped = replace(SIFTED, kind="sitemap", url="http://harbourpost.example/map.xml", path_prefix=("/news/",))
        assert night(town, sources=(mapped,)).entries == 2
        assert {name: state for name, (state, _) in pages(town).items()} == dict(
            zip(names, ("waiting", "skipped"), strict=True)
        )

    def test_what_was_passed_over_is_judged_again_by_another_filter(self, town: Town) -> None:
        inkpot = prepare_filter(Additions(tools=(*NAMES.tools, Tool(name="Inkpot", vendor="Inkwell Labs"))))
        publish(town, "inkpot", "picnic", titles="Tidewater Freight bans {}")
        night(town, sources=(SIFTED,))
        assert {reason for _, reason in pages(town).values()} == {"filter"}
        again = town.fetch_in(replace(town.house(now=NOW + DAY, sources=(SIFTED,)), prefilter=inkpot))
        assert (again.entries, again.pages_opened) == (0, 1)
        assert pages(town) == {"inkpot": ("opened", ""), "picnic": ("skipped", "filter")}
        assert {row["filter"] for row in rows_of(town.store, "pages")} == {"", inkpot.version}

    def test_the_same_filter_does_not_judge_again(self, town: Town) -> None:
        night(town, sources=(SIFTED,))
        night(town, 1, sources=(HARBOUR,))  # it would be opened whole now
        assert pages(town)["picnic"] == ("skipped", "filter")

    def test_what_a_source_listed_that_was_taken_out_stays_passed_over(self, town: Town) -> None:
        night(town, sources=(SIFTED, QUEUE))
        other = prepare_filter(Additions(tools=(Tool(name="Inkpot", vendor="Inkwell Labs"),)))
        town.fetch_in(replace(town.house(now=NOW + DAY, sources=(QUEUE,)), prefilter=other))
        assert pages(town)["picnic"] == ("skipped", "filter")


def revise(town: Town, title: str, text: tuple[str, ...]) -> None:
    """Let the Harbour Post edit its article on the ban: another title, at another address, and another text."""
    item = f'<item><title>{title}</title><link>http://harbourpost.example/ban</link><guid isPermaLink="false">7</guid>'
    town.web.put(FEED, f'<rss version="2.0"><channel>{item}</item></channel></rss>', RSS)
    town.web.put("harbourpost.example/ban", page(title, text))


class TestIdentity:
    def test_an_edited_item_is_a_revision_and_its_article_is_replaced_under_its_id(self, town: Town) -> None:
        revise(town, BAN_TITLE, BAN)
        night(town, sources=(HARBOUR,))
        parse(town.house())
        revise(town, "Tidewater Freight bans nothing, it says", PICNIC)
        found = night(town, 1, sources=(HARBOUR,))
        assert (found.entries, found.entries_revised, found.pages_opened) == (0, 1, 1)
        assert parse(town.house()) == (1, 0)
        [entry] = rows_of(town.store, "entries")
        assert [one["title"] for one in town.store.entries.revisions(entry["entry_id"])] == [BAN_TITLE]
        [article] = rows_of(town.store, "articles")
        assert article["article_id"] == article_id("http://harbourpost.example/ban")
        assert article["title"] == "Tidewater Freight bans nothing, it says"

    def test_a_headline_that_changes_its_address_is_a_revision_too(self, town: Town) -> None:
        for day, name in enumerate(("first-headline", "second-headline")):
            item = f"<item><title>{name}</title><link>/{name}</link><guid>urn:ban</guid></item>"
            town.web.put(FEED, f'<rss version="2.0"><channel>{item}</channel></rss>', RSS)
            town.web.put(f"harbourpost.example/{name}", page(name, BAN))
            night(town, day, sources=(HARBOUR,))
        assert [row["title"] for row in rows_of(town.store, "entries")] == ["second-headline"]
        assert list(pages(town)) == ["first-headline"]

    def test_a_feed_that_switches_its_format_lists_nothing_new(self, town: Town) -> None:
        """RSS, Atom and JSON Feed over three nights, each with its own ids and its own spelling of the addresses."""
        site = "harbourpost.example"
        old = "".join(
            f"<item><title>Part {n}</title><link>http://{site}/{n}/?utm_source=rss</link></item>" for n in "12"
        )
        new = "".join(
            f'<entry><id>urn:{n}</id><title>Part {n}</title><link href="https://www.{site}/{n}"/></entry>' for n in "21"
        )
        items = ",".join(f'{{"id": "{n}", "title": "Part {n}", "url": "http://{site}/{n}/index.html"}}' for n in "12")
        formats = (
            (f'<rss version="2.0"><channel>{old}</channel></rss>', "application/rss+xml"),
            (f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>{new}</feed>', "application/atom+xml"),
            (f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}', "application/feed+json"),
        )
        told = []
        for day, (body, kind) in enumerate(formats):
            town.web.put(FEED, body, kind)
            found = night(town, day, sources=(HARBOUR,))
            told.append((found.sources_read, found.entries, found.entries_revised))
        assert told == [(1, 2, 0), (1, 0, 0), (1, 0, 0)]
        assert len(rows_of(town.store, "pages")) == 2

    def test_the_same_items_in_another_order_are_not_new(self, town: Town) -> None:
        publish(town, "a", "b", "c")
        night(town, sources=(HARBOUR,))
        publish(town, "c", "a", "b")
        found = night(town, 1, sources=(HARBOUR,))
        assert (found.sources_read, found.entries, found.entries_revised, found.pages_opened) == (1, 0, 0, 0)


class Killed:
    """Progress of a night that ends when so many units of a step are done."""

    def __init__(self, step: str, after: int) -> None:
        self._step = step
        self._left = after

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Advance]:
        yield self._advance if name == self._step else lambda: None

    def _advance(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize(("after", "kept"), [(0, 20), (20, 25)])
def test_a_night_that_is_killed_keeps_the_batches_that_were_done(town: Town, after: int, kept: int) -> None:
    many = tuple(replace(HARBOUR, source_id=f"s{n:02}", url=f"http://s{n:02}.example/feed") for n in range(25))
    for source in many:
        town.web.publish(source.source_id, ("one", "One", stamp(NOW)))
    with pytest.raises(KeyboardInterrupt):
        town.fetch_in(replace(town.house(sources=many), progress=Killed("reading sources", after)))
    assert {row["source_id"] for row in rows_of(town.store, "entries")} == {f"s{n:02}" for n in range(kept)}
    assert list(town.store.sources.records()) == [f"s{n:02}" for n in range(kept)]
    assert len(town.store.fetched.last_attempts()) == kept
    town.web.listen()
    found = night(town, 0.01, sources=many)
    assert (found.sources_asked, found.sources_rested, found.entries) == (25 - kept, kept, 25 - kept)
    assert found.pages_failed == 25


def test_hits_of_several_queries_are_kept_although_one_of_them_failed(town: Town) -> None:
    asked = Source(
        source_id="hn",
        name="Search",
        kind="api:hn-algolia",
        url="http://search.example/api",
        query=QueryRules(queries=("ban", "block"), params=(("numericFilters", "created_at_i>1"), ("hitsPerPage", "9"))),
        whole=True,
    )
    place = "search.example/api?query={}&hitsPerPage=9&tags=story&numericFilters=created_at_i%3E1"
    hit = f'{{"objectID": "1", "title": "{AGAIN_TITLE}", "url": "http://mergequeue.example/again"}}'
    town.web.put(place.format("block"), f'{{"hits": [{hit}], "nbHits": 1}}', "application/json")
    found = night(town, sources=(asked,))
    assert town.web.asked[:2] == [place.format("ban"), place.format("block")]
    assert (found.sources_read, found.failing, found.entries, found.pages_opened) == (1, (), 1, 1)


def test_the_maps_of_a_sitemap_are_read_in_one_turn(town: Town) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    maps = "".join(f"<sitemap><loc>http://harbourpost.example/map-{n}.xml</loc></sitemap>" for n in (1, 2))
    town.web.put("harbourpost.example/maps.xml", f"<sitemapindex {space}>{maps}</sitemapindex>", "application/xml")
    for n, name in ((1, "ban"), (2, "picnic")):
        body = f"<urlset {space}><url><loc>http://harbourpost.example/news/{name}</loc></url></urlset>"
        town.web.put(f"harbourpost.example/map-{n}.xml", body, "application/xml")
    mapped = replace(HARBOUR, kind="sitemap", url="http://harbourpost.example/maps.xml", path_prefix=("/news/",))
    found = night(town, sources=(mapped,))
    assert (found.sources_asked, found.sources_read, found.entries) == (1, 1, 2)
    bodies = [row for row in rows_of(town.store, "snapshots") if "map" in row["url"]]
    assert len(bodies) == 3
