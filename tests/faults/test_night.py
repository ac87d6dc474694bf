"""A whole night over a web that misbehaves: it ends in time, names every failure, and loses nothing of the rest."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from socket import create_server

import pytest

from pipeline.analyse.reading import prepare
from pipeline.model.failure import FAILURES
from pipeline.model.options import FetchOptions
from pipeline.model.source import ListRules, Source, WatchRules
from pipeline.model.vocabulary import SourceKind
from pipeline.nightly.house import confined
from pipeline.nightly.night import run
from pipeline.nightly.views import sources_health
from pipeline.store.store import Store
from tests.faults.server import FaultServer, running, stalling
from tests.unit.nightly.towns import BAN, BAN_TITLE, HARBOUR, NAMES, Town, page, rows_of, stamp
from tests.unit.nightly.webs import HTML, RSS, LoopbackWeb
from tests.unit.records import NOW

SOURCES, ENTRIES = 100, 5
RUN_SECONDS = 60.0
XML = "application/xml"
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


@dataclass(frozen=True)
class Way:
    """One way to fail.

    Attributes:
        reason: the name that it must get.
        url: of the source; one without a scheme is a resource of the fault server.
        body: what the source sends, where the fault server has no such resource.
    """

    reason: str
    url: str = ""
    kind: SourceKind = "rss"
    body: str = ""
    content_type: str = RSS

    def source(self) -> Source:
        url = self.url if ":" in self.url else f"http://{self.reason}.example{self.url}"
        return Source(
            source_id=f"failing-{self.reason}",
            name=f"Source that is {self.reason}",
            kind=self.kind,
            url=f"http://{self.reason}.good.example/" if self.body else url,
            listing=ListRules(link="a.article") if self.kind == "html-list" else None,
            watch=WatchRules() if self.kind == "page-watch" else None,
        )


def words(number: int, about: str) -> str:
    return "".join(f"<p>Sentence {number + n} of this page is about {about} number {n * 7}.</p>" for n in range(6))


POLICY = f"<title>Policy</title><main><h1>Policy</h1>{words(1, 'the use of our tools and rule')}</main>"
TEAM = f"<title>Team</title><main><h1>Team</h1>{words(50, 'somebody who works here in room')}</main>"
ENTITIES = '<!DOCTYPE urlset [<!ENTITY a "b">]>' + MAP.format("<url><loc>http://x.good.example/&a;</loc></url>")

WAYS = (
    Way("bad-answer", kind="api:hn-algolia", body='{"message": "no such index"}', content_type="application/json"),
    Way("bad-encoding", "/compress"),
    Way("bad-redirect", "/redirect-nowhere"),
    Way("bad-response", "/no-http"),
    Way("bad-url", "gopher://news.example/feed"),
    Way("broken", kind="json-feed", body='{"version": "https://jsonfeed.org/version/1.1", "items": [,]}'),
    Way("certificate", "https://self-signed.example/ok"),
    Way("challenge", "/challenge"),
    Way("consent", "/consent"),
    Way("deadline", "/slow-drip"),
    Way("empty", "/empty"),
    Way("forbidden", "/403"),
    Way("gone", "/410"),
    Way("login", body='<html><form><input type="password"></form></html>', content_type=HTML),
    Way("no-matches", kind="html-list", body="<html><p>Nothing new today.</p></html>", content_type=HTML),
    Way("not-a-feed", "/not-a-feed"),
    Way("not-found", "/404"),
    Way("other-page", kind="page-watch", body=TEAM, content_type=HTML),
    Way("private-address", "/redirect-metadata"),
    Way("refused", "http://nobody.example/feed"),
    Way("reset", "/reset"),
    Way("robots", "http://strict.example/ok"),
    Way("robots-unavailable", "http://ill.example/ok"),
    Way("server-error", "/500"),
    Way("throttled", "/429"),
    Way("timeout", "http://silent.example/feed"),
    Way("tls", "https://plain.example/ok"),
    Way("too-complex", kind="sitemap", body=ENTITIES, content_type=XML),
    Way("too-large", "/gzip-bomb"),
    Way("too-many-redirects", "/loop"),
    Way("truncated", "/truncated"),
    Way("unexpected-status", "/202"),
)


def healthy(number: int) -> Source:
    """A source that is well: feeds in three formats and sitemaps, in turn."""
    kinds: tuple[SourceKind, ...] = ("rss", "atom", "json-feed", "sitemap")
    name = f"well-{number:02}"
    return Source(source_id=name, name=name, kind=kinds[number % 4], url=f"http://{name}.good.example/list")


def entries_of(source: Source) -> list[str]:
    return [f"{source.url}/{n}" for n in range(ENTRIES)]


def listed(source: Source) -> tuple[str, str]:
    """What a source that is well sends, and its type."""
    urls = entries_of(source)
    if source.kind == "rss":
        items = "".join(f"<item><title>Market day</title><link>{url}</link></item>" for url in urls)
        return f'<rss version="2.0"><channel><title>Well</title>{items}</channel></rss>', RSS
    if source.kind == "atom":
        items = "".join(f'<entry><id>{url}</id><title>Market day</title><link href="{url}"/></entry>' for url in urls)
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Well</title>{items}</feed>', "application/atom+xml"
    if source.kind == "json-feed":
        items = ",".join(f'{{"id": "{url}", "url": "{url}", "title": "Market day"}}' for url in urls)
        return f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}', "application/feed+json"
    return MAP.format("".join(f"<url><loc>{url}</loc></url>" for url in urls)), XML


@contextmanager
def places(faults: FaultServer, web: LoopbackWeb) -> Iterator[dict[str, str]]:
    """Where each host is: what is well on one server, what fails on others, or where nobody listens."""
    with ExitStack() as open_now:
        with create_server(("127.0.0.1", 0)) as listener:
            nobody = f"127.0.0.1:{listener.getsockname()[1]}"
        yield {
            "*.good.example": web.address,
            "harbourpost.example": web.address,
            "*.example": faults.address,
            "nobody.example": nobody,
            "self-signed.example": open_now.enter_context(running("self-signed")).address,
            "silent.example": open_now.enter_context(stalling()),
        }


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with LoopbackWeb() as web, Store(tmp_path / "data") as store:
        yield Town(tmp_path / "data", store, prepare(NAMES), web)


def build(town: Town, well: tuple[Source, ...], ways: tuple[Way, ...]) -> None:
    """Fill the web: lists without news for us, one with the ban, and what fails by what it says."""
    for source in well:
        town.web.put(source.url.removeprefix("http://"), *listed(source))
    town.web.publish("harbourpost", ("ban", BAN_TITLE, stamp(NOW - timedelta(days=5))))
    town.web.put("harbourpost.example/ban", page(BAN_TITLE, BAN))
    for way in ways:
        if way.body:
            town.web.put(f"{way.reason}.good.example/", way.body, way.content_type)


@pytest.mark.slow
@pytest.mark.parametrize("ways", [WAYS[:20], WAYS[-20:]], ids=["first", "second"])
def test_a_night_in_which_20_of_100_sources_fail_in_20_ways_names_them_and_loses_nothing(
    town: Town, faults: FaultServer, ways: tuple[Way, ...]
) -> None:
    well = tuple(healthy(n) for n in range(SOURCES - len(ways) - 1))
    failing = tuple(way.source() for way in ways)
    spread = [source for pair in zip(failing, well, strict=False) for source in pair]  # the bad ones come first
    sources = (*spread, *well[len(failing) :], HARBOUR)
    assert (len(sources), len({way.reason for way in ways})) == (SOURCES, 20)
    with places(faults, town.web) as hosts:
        limits = FetchOptions(
            delay_seconds=0,
            retries=0,
            timeout_seconds=4,
            deadline_seconds=5,
            run_seconds=RUN_SECONDS,
            max_bytes=200_000,
            workers=8,
            hosts=hosts,
        )
        town.web.put("other-page.good.example/", POLICY)
        town.fetch(
            now=NOW - timedelta(days=1), fetch=limits, sources=tuple(source for source in failing if source.watch)
        )
        build(town, well, ways)
        house = replace(town.house(fetch=limits, sources=sources), sandbox=confined)
        began = time.monotonic()
        night = run(house)
        took = time.monotonic() - began
    assert took < RUN_SECONDS
    assert (night.fetch.sources_asked, night.fetch.sources_read, night.blind) == (SOURCES, SOURCES - 20, False)
    assert_each_failure_is_named(town, sources, {way.source().source_id: way.reason for way in ways})
    assert_nothing_is_lost(town, (*well, HARBOUR))
    [row] = town.store.registry.register(today="2026-07-13").restrictions
    assert row.title.startswith("Tidewater Freight")


def assert_each_failure_is_named(town: Town, sources: tuple[Source, ...], reasons: dict[str, str]) -> None:
    """With exactly its name in the memory of sources, on the site and in the brief, and no other source with one."""
    records = town.store.sources.records()
    assert {name: record.reason for name, record in records.items() if record.failures} == reasons
    for name, reason in reasons.items():
        assert records[name].detail.endswith(".")
        assert "\n" not in records[name].detail
        assert records[name].failing_since == NOW
        assert reason in FAILURES
    shown = {found.source_id: found for found in sources_health(town.house(sources=sources))}
    assert {name: found.failure for name, found in shown.items() if found.ails} == reasons
    assert {found.state for found in shown.values() if not found.ails} == {"ok"}
    [edition] = town.store.editions.editions()
    read = SOURCES - 20 + 1  # the watched page was read the day before, when it was itself
    assert (edition.coverage.sources, edition.coverage.sources_read) == (SOURCES, read)
    assert {told.source_id: (told.reason, told.since) for told in edition.coverage.failing} == {
        name: (records[name].detail, NOW.date().isoformat()) for name in reasons
    }


def assert_nothing_is_lost(town: Town, well: tuple[Source, ...]) -> None:
    """Every entry of every source that is well is there, and the page that matters is open."""
    known: dict[str, set[str]] = {}
    for row in rows_of(town.store, "entries"):
        known.setdefault(row["source_id"], set()).add(row["url"])
    assert known == {
        source.source_id: set(entries_of(source)) if source is not HARBOUR else {"http://harbourpost.example/ban"}
        for source in well
    }
    assert [row["url"] for row in rows_of(town.store, "pages") if row["state"] == "opened"] == [
        "http://harbourpost.example/ban"
    ]
