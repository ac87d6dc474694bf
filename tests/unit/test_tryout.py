"""A source is tried as a night would read it: what it is, what it lists, what else is named, and what is wrong."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, ParamSpec, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.discover import discover, guess_kind, sitemaps
from pipeline.fetch.failures import FeedError
from pipeline.fetch.sandbox import Inline
from pipeline.model.failure import FAILURES
from pipeline.model.options import FetchOptions
from pipeline.model.source import ListRules, QueryRules, Source, WatchRules
from pipeline.model.vocabulary import SourceKind
from pipeline.tryout import Trial, Tried, one_child, try_address, try_bytes
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.feeds import atom, entry, item, rss
from tests.unit.fetch.lists import a_map, index, line, news, page, urlset
from tests.unit.nightly.webs import LoopbackWeb

_P = ParamSpec("_P")
ResultT = TypeVar("ResultT")

HERE = Source(source_id="tried", name="news.example", kind="rss", url="http://news.example/")
FEED = '<link rel="alternate" type="application/rss+xml" href="/feed">'
TERMS = page(
    "<main><h1>Terms</h1><p>" + "Nobody may use Nimbus in the harbour. " * 5 + "</p></main>", head="<title>T</title>"
)


@dataclass
class Noting(Inline):
    """Runs everything here, notes what, and fails what it is told to fail."""

    failing: tuple[object, ...] = ()
    called: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def call(self, function: Callable[_P, ResultT], /, *args: _P.args, **kwargs: _P.kwargs) -> ResultT:
        self.called.append(function.__name__)
        self.sources += [value for value in kwargs.values() if isinstance(value, Source)]
        if function in self.failing:
            raise FeedError("too-complex", "What was read could not be read within 10 seconds.")
        return function(*args, **kwargs)


def trial(runner: Inline | None = None, web: LoopbackWeb | None = None, **options: Any) -> Trial:  # noqa: ANN401 - any
    hosts = {"*.example": web.address} if web else {}
    fetch = FetchOptions(delay_seconds=0, retries=0, hosts=hosts, **options)
    return Trial(options=fetch, now=NOW, sandbox=lambda: nullcontext(runner or Inline()))


def of_file(
    body: str | bytes, kind: SourceKind | None = None, content_type: str = "", runner: Inline | None = None
) -> Tried:
    raw = body if isinstance(body, bytes) else body.encode()
    return try_bytes(raw, source=HERE, kind=kind, content_type=content_type, trial=trial(runner))


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with LoopbackWeb() as running:
        yield running


def at(web: LoopbackWeb, kind: SourceKind | None = None, source: Source = HERE, runner: Inline | None = None) -> Tried:
    return try_address(source, kind=kind, trial=trial(runner, web))


JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "title": "Nimbus is out"}]}
)


@pytest.mark.parametrize(
    ("body", "kind", "title", "count"),
    [
        (rss(item(), item("https://news.example/2")), "rss", "News", 2),
        (atom(entry("")), "atom", "News", 1),
        (JSON_FEED, "json-feed", "News", 1),
        (urlset(news()), "news-sitemap", "", 1),
        (urlset(line("/a"), line("/b")), "sitemap", "", 2),
    ],
)
def test_the_kind_of_a_file_is_found_out(body: str, kind: str, title: str, count: int) -> None:
    found = of_file(body)
    assert (found.kind, found.title, len(found.entries), found.reason) == (kind, title, count, "")


def test_a_kind_that_is_named_counts() -> None:
    assert of_file(urlset(news()), "sitemap").kind == "sitemap"
    refused = of_file(rss(item()), "sitemap")
    assert (refused.kind, refused.reason, refused.entries) == ("sitemap", "not-a-feed", ())


def test_bytes_are_only_read_in_the_sandbox() -> None:
    runner = Noting()
    of_file(page(head=FEED), runner=runner)
    assert runner.called == ["guess_kind", "read_feed"]
    of_file("words", "html-list", runner=runner)
    assert runner.called[2:] == ["read_html_list", "discover"]


def test_a_guess_that_goes_wrong_leaves_it_to_the_reader_of_feeds() -> None:
    found = of_file(rss(item()), runner=Noting(failing=(guess_kind,)))
    assert (found.kind, len(found.entries)) == ("rss", 1)


def test_a_look_for_feeds_that_goes_wrong_finds_none() -> None:
    found = of_file("words", "html-list", runner=Noting(failing=(discover,)))
    assert (found.reason, found.discovered) == ("no-matches", ())


@pytest.mark.parametrize("kind", [None, "rss", "html-list"])
def test_the_feeds_that_a_page_names_are_discovered(kind: SourceKind | None) -> None:
    found = of_file(page(head=FEED), kind)
    assert found.discovered == ("http://news.example/feed",)
    assert (found.kind, bool(found.reason)) == (kind, True)


def test_the_maps_that_an_index_in_a_file_names_are_discovered() -> None:
    found = of_file(index(a_map("/1.xml"), a_map("/2.xml")))
    assert (found.kind, found.reason, found.entries) == ("sitemap", "", ())
    assert set(found.discovered) == {"https://news.example/1.xml", "https://news.example/2.xml"}


def test_a_watched_page_gives_its_lines() -> None:
    found = of_file(TERMS, "page-watch")
    assert (found.kind, found.title, found.entries) == ("page-watch", "T", ())
    assert found.lines[0] == "Terms"
    assert "Nobody may use Nimbus in the harbour." in found.lines[1]


def test_a_watched_page_that_is_none_says_what_it_is() -> None:
    found = of_file("%PDF-1.7", "page-watch")
    assert (found.kind, found.reason, found.lines) == ("page-watch", "not-html", ())


@pytest.mark.parametrize("content_type", ["", "application/xml", "application/octet-stream"])
def test_a_packed_file_is_unpacked(content_type: str) -> None:
    assert len(of_file(gzip.compress(rss(item()).encode()), content_type=content_type).entries) == 1


def test_the_charset_of_the_content_type_counts() -> None:
    body = rss(item(title="Zürich")).replace(' encoding="utf-8"', "").encode("latin-1")
    assert of_file(body, content_type="application/rss+xml; charset=iso-8859-1").entries[0].title == "Zürich"


def test_a_file_that_unpacks_to_more_than_a_body_may_have_is_refused() -> None:
    bomb = gzip.compress(b"<rss>" + b" " * 100_000)
    found = try_bytes(bomb, source=HERE, kind=None, content_type="", trial=trial(max_bytes=len(bomb)))
    assert (found.reason, found.kind) == ("too-large", None)
    assert found.detail == f"The file sent more than {len(bomb)} bytes."


@given(st.binary(max_size=400), st.sampled_from(["", "text/html", "application/json; charset=utf-7"]))
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_there_is_an_answer(body: bytes, content_type: str) -> None:
    found = of_file(body, content_type=content_type).plain()
    assert json.loads(json.dumps(found)) == found
    assert found["error"] is None or found["error"].partition(":")[0] in FAILURES


def told(body: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any
    plain: dict[str, Any] = of_file(body).plain()
    assert set(plain) == {"kind", "title", "entries", "discovered", "flags", "lines", "error"}
    (only,) = plain["entries"]
    return {key: only[key] for key in changes} if changes else dict(only)


def test_programs_get_every_field_of_an_entry() -> None:
    more = (
        "<guid>tag:1</guid><pubDate>Thu, 09 Jul 2026 08:00:00 +0200</pubDate><description>Out.</description>"
        "<dc:creator>A. Aas</dc:creator>"
    )
    found = told(rss(item(more=more), channel="<language>nl-NL</language>"))
    assert len(found.pop("id")) > 8
    assert found == {
        "url": "https://news.example/1",
        "title": "Fabrikam bans Nimbus",
        "published": "2026-07-09T08:00:00+02:00",
        "updated": None,
        "author": "A. Aas",
        "summary": "Out.",
        "content": "",
        "publisher": "",
        "language": "nl",
        "flags": [],
    }


@pytest.mark.parametrize(
    ("day", "published", "flags"),
    [
        ("2026-07-09T08:00:00Z", "2026-07-09T08:00:00+00:00", []),
        ("2026-07-09T08:00:00", "2026-07-09T08:00:00Z", ["no-zone"]),
        ("2026-07-09", "2026-07-09T00:00:00Z", ["day-only"]),
        ("soon", None, ["unread-date"]),
    ],
)
def test_a_time_for_programs_says_what_it_does_not_know(day: str, published: str | None, flags: list[str]) -> None:
    found = told(atom(entry(f"<published>{day}</published><updated>{day}</updated>")))
    assert (found["published"], found["updated"], found["flags"]) == (published, published, flags)


def test_an_entry_without_an_address_says_so_to_programs() -> None:
    found = told(rss("<item><title>Nimbus is out</title></item>"))
    assert (found["url"], found["flags"]) == (None, ["no-link"])


def test_programs_are_told_what_is_wrong_by_its_name() -> None:
    plain = of_file("").plain()
    assert plain["error"] == "empty: http://news.example/ sent nothing."
    assert (plain["kind"], plain["entries"]) == (None, [])


def test_an_address_is_asked_and_its_kind_found_out(web: LoopbackWeb) -> None:
    web.put("news.example/", atom(entry("")), "application/atom+xml")
    found = at(web)
    assert (found.kind, found.title, len(found.entries), found.reason) == ("atom", "News", 1, "")
    assert web.asked == ["news.example/"]


def test_an_address_that_cannot_be_read_says_why(web: LoopbackWeb) -> None:
    web.put("news.example/", "gone", status=410)
    found = at(web, "rss")
    assert (found.kind, found.reason) == ("rss", "gone")
    assert "410" in found.detail
    assert found.plain()["error"] == f"gone: {found.detail}"


def test_robots_are_asked_first(web: LoopbackWeb) -> None:
    web.put("news.example/", rss(item()))
    web.put("news.example/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    assert (at(web).reason, web.asked) == ("robots", [])


def test_a_page_without_feeds_names_the_sitemaps_of_its_site(web: LoopbackWeb) -> None:
    web.put("news.example/", page("<p>Nothing but news.</p>"))
    web.put("news.example/robots.txt", "Sitemap: http://news.example/map.xml\n", "text/plain")
    found = at(web)
    assert (found.kind, found.reason) == (None, "not-a-feed")
    assert (found.discovered, found.maps) == ((), ("http://news.example/map.xml",))
    assert found.plain()["discovered"] == ["http://news.example/map.xml"]


def test_sitemaps_are_looked_for_only_where_they_help(web: LoopbackWeb) -> None:
    web.put("news.example/robots.txt", "Sitemap: http://news.example/map.xml\n", "text/plain")
    web.put("news.example/", page(head=FEED))
    assert (at(web).maps, at(web).discovered) == ((), ("http://news.example/feed",))
    web.put("news.example/", page())
    assert at(web, "html-list").maps == ()


@pytest.mark.parametrize("failing", [(), (sitemaps,)], ids=["no-robots", "hostile-robots"])
def test_a_site_whose_robots_cannot_be_read_names_no_sitemaps(web: LoopbackWeb, failing: tuple[object, ...]) -> None:
    web.put("news.example/", page())
    if failing:
        web.put("news.example/robots.txt", "Sitemap: http://news.example/map.xml\n", "text/plain")
    found = at(web, runner=Noting(failing=failing))
    assert (found.reason, found.maps) == ("not-a-feed", ())


@pytest.mark.parametrize("kind", [None, "sitemap"])
def test_an_index_is_read_with_its_maps(web: LoopbackWeb, kind: SourceKind | None) -> None:
    web.put("news.example/", index(a_map("http://news.example/1.xml")), "application/xml")
    web.put("news.example/1.xml", urlset(line("http://news.example/a"), line("http://news.example/b")))
    found = at(web, kind)
    assert (found.kind, len(found.entries), found.discovered) == ("sitemap", 2, ())


def test_an_index_of_which_no_map_can_be_read_says_why(web: LoopbackWeb) -> None:
    web.put("news.example/", index(a_map("http://news.example/1.xml")), "application/xml")
    assert at(web).reason == "not-found"


def test_a_configured_page_is_read_by_its_rules(web: LoopbackWeb) -> None:
    web.put(
        "news.example/", page('<article><a href="/a">Nimbus is out at Fabrikam</a></article><a href="/b">About</a>')
    )
    listed = replace(HERE, kind="html-list", listing=ListRules(link="article a"))
    assert [found.url for found in at(web, "html-list", listed).entries] == ["http://news.example/a"]
    web.put("news.example/", TERMS)
    watched = replace(HERE, kind="page-watch", watch=WatchRules(select="h1", as_set=True))
    assert at(web, "page-watch", watched).lines == ("Terms",)


def test_an_interface_is_asked_its_queries(web: LoopbackWeb) -> None:
    hit = {"objectID": "1", "title": "Nimbus is out", "url": "https://post.example/1", "created_at_i": 1_783_000_000}
    asked = replace(HERE, kind="api:hn-algolia", query=QueryRules(queries=("nimbus ban",)))
    answer = json.dumps({"hits": [hit], "nbHits": 1, "page": 0, "nbPages": 1, "hitsPerPage": 100})
    found = at(web, "api:hn-algolia", asked)
    assert (found.reason, web.asked[0].partition("&")[0]) == ("not-found", "news.example/?query=nimbus%20ban")
    web.put(web.asked[0], answer, "application/json")
    found = at(web, "api:hn-algolia", asked)
    assert [entry.title for entry in found.entries] == ["Nimbus is out"]


def test_the_headers_of_a_source_are_sent_and_told_to_no_reader(web: LoopbackWeb) -> None:
    web.put("news.example/", rss(item()))
    runner = Noting()
    at(web, source=replace(HERE, headers=(("X-Token", "secret"),)), runner=runner)
    assert runner.sources
    assert all(source.headers == () for source in runner.sources)


@pytest.mark.slow
def test_bytes_that_never_end_to_be_read_are_an_outcome() -> None:
    with one_child() as sandbox:
        assert sandbox.call(guess_kind, rss(item()).encode(), "", "") == "rss"
    tried = try_bytes(
        b"<rss>" * 20_000, source=HERE, kind=None, content_type="", trial=Trial(options=FetchOptions(), now=NOW)
    )
    assert tried.reason in FAILURES
