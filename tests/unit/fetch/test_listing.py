"""One source to what it lists now: each kind at its addresses, with its reader, and nothing told to a stranger."""

import gzip
import hashlib
import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import ParamSpec, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from pipeline.fetch.failures import FeedError, FetchError
from pipeline.fetch.listing import READERS, Known, Listing, Reading, read_listing
from pipeline.fetch.sandbox import Inline, Runner
from pipeline.model.source import ListRules, QueryRules, Source, Validators, WatchRules
from pipeline.model.vocabulary import SourceKind
from pipeline.model.watch import WatchMemory
from tests.unit.fetch import lists
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.feeds import item, rss
from tests.unit.fetch.webs import Page, Web, client

P = ParamSpec("P")
ResultT = TypeVar("ResultT")

URL = "https://news.example/feed"
MOVED = "https://feeds.example/new"
MAP_URL = lists.MAP_URL
HN_URL = lists.HN_URL
SECRET = "Bearer qu1ll-s3cret"
KEYED = (("Authorization", SECRET),)
FEED = Page(rss(item()).encode(), headers={"Content-Type": "application/rss+xml", "ETag": '"7"'})
STORY = lists.page(
    "<main><h1>Usage policy</h1><p>Nobody may train a rival model on the answers that Quill gives.</main>"
)


def source(kind: SourceKind = "rss", url: str = URL, **changes: object) -> Source:
    made = Source(source_id="trade-press", name="Trade Press", kind=kind, url=url)
    return replace(made, **changes)  # type: ignore[arg-type]  # the fields of each test


def read(
    of: Source, web: httpx.BaseTransport, known: Known | None = None, *, sandbox: Runner | None = None
) -> Listing | None:
    with client(web) as asking:
        reading = Reading(client=asking, sandbox=sandbox or Inline(), now=NOW)
        return read_listing(of, reading, known or Known(url=of.url))


def listed(
    of: Source, pages: Mapping[str, Page | Sequence[Page]] | httpx.BaseTransport, known: Known | None = None
) -> Listing:
    found = read(of, pages if isinstance(pages, httpx.BaseTransport) else Web(pages), known)
    assert found is not None
    return found


def titles(found: Listing) -> list[str]:
    return [entry.title for entry in found.entries]


def xml(body: str) -> Page:
    return Page(body.encode(), headers={"Content-Type": "application/xml", "ETag": '"m"', "Last-Modified": "now"})


# What is asked, and what is remembered


def test_a_source_that_has_not_changed_lists_nothing_anew() -> None:
    known = Known(url=URL, validators=Validators(url=URL, etag='"7"'))
    web = Web({URL: Page(status=304)})
    assert read(source(), web, known) is None
    assert web.requests[-1].headers["If-None-Match"] == '"7"'


def test_validators_of_another_address_are_not_sent() -> None:
    web = Web({MOVED: FEED})
    listed(source(), web, Known(url=MOVED, validators=Validators(url=URL, etag='"7"')))
    assert "If-None-Match" not in web.requests[-1].headers


def test_the_hash_of_a_listing_is_that_of_its_bytes() -> None:
    one, same, other = (
        listed(source(), {URL: page}) for page in (FEED, FEED, xml(rss(item("https://news.example/2"))))
    )
    assert one.body_sha256 == same.body_sha256 != other.body_sha256
    assert len(one.body_sha256) == 64


def test_a_source_that_answers_and_lists_nothing_says_so() -> None:
    assert listed(source(), {URL: xml(rss())}).flags == ("empty",)


def test_what_headers_reserve_is_kept_with_the_snapshot() -> None:
    page = replace(FEED, headers={**FEED.headers, "X-Robots-Tag": "noarchive"})
    assert [one.reserved for one in listed(source(), {URL: page}).snapshots] == [("noarchive",)]


@pytest.mark.parametrize("kind", sorted(READERS))
def test_every_kind_that_lists_entries_says_when_it_is_sent_nothing(kind: SourceKind) -> None:
    rules = ListRules(link="a")
    with pytest.raises(FeedError) as caught:
        read(source(kind, listing=rules), Web({URL: Page(b"")}))
    assert caught.value.reason == "empty"
    assert URL in caught.value.detail


# Several addresses


def test_the_maps_of_an_index_are_read_too_and_may_be_packed() -> None:
    maps = lists.index(lists.a_map("/new.xml.gz", "2026-07-09"), lists.a_map("/old.xml", "2026-07-01"))
    packed = gzip.compress(lists.urlset(lists.line("/news/2", "2026-07-09")).encode())
    web = Web(
        {
            MAP_URL: xml(maps),
            f"{lists.SITE}/new.xml.gz": Page(packed, headers={"Content-Type": "application/gzip"}),
            f"{lists.SITE}/old.xml": xml(lists.urlset(lists.line("/news/1"), lists.line("/news/2"))),
        }
    )
    found = listed(source("sitemap", MAP_URL), web)
    assert [entry.url.removeprefix(lists.SITE) for entry in found.entries] == ["/news/2", "/news/1"]
    assert [one.final_url.removeprefix(lists.SITE) for one in found.snapshots] == [
        "/sitemap.xml",
        "/new.xml.gz",
        "/old.xml",
    ]
    assert found.entries[0].updated is not None  # told by the newer map, which is read first
    assert (found.flags, found.body_sha256 != hashlib.sha256(b"").hexdigest()) == ((), True)


def test_an_index_is_asked_for_anew_every_night_because_its_maps_may_change_while_it_stays() -> None:
    web = Web(
        {
            MAP_URL: xml(lists.index(lists.a_map("/new.xml", "2026-07-09"))),
            f"{lists.SITE}/new.xml": xml(lists.urlset(lists.line("/news/1"))),
        }
    )
    assert listed(source("sitemap", MAP_URL), web).validators == Validators(url=MAP_URL)


def test_a_map_that_fails_does_not_take_the_others_with_it() -> None:
    maps = lists.index(lists.a_map("/new.xml", "2026-07-09"), lists.a_map("/gone.xml", "2026-07-08"))
    web = {MAP_URL: xml(maps), f"{lists.SITE}/new.xml": xml(lists.urlset(lists.news("/1")))}
    found = listed(source("news-sitemap", MAP_URL), web)
    assert (titles(found), found.flags) == (["Fabrikam bans Nimbus"], ("partial",))


def test_an_index_of_which_every_map_fails_has_failed() -> None:
    web = Web({MAP_URL: xml(lists.index(lists.a_map("/gone.xml", "2026-07-08")))})
    with pytest.raises(FetchError) as caught:
        read(source("sitemap", MAP_URL), web)
    assert caught.value.reason == "not-found"


def test_an_index_that_names_no_map_of_its_own_site_has_failed() -> None:
    web = Web({MAP_URL: xml(lists.index(lists.a_map("https://elsewhere.example/map.xml", "2026-07-08")))})
    with pytest.raises(FeedError) as caught:
        read(source("sitemap", MAP_URL), web)
    assert caught.value.reason == "no-matches"


def test_indexes_that_name_each_other_come_to_an_end() -> None:
    pages: dict[str, Page] = {}
    for n in range(40):
        address = MAP_URL if n == 0 else f"{lists.SITE}/map-{n}.xml"
        named = [lists.a_map(f"/map-{m}.xml", "2026-07-09") for m in (n + 1, n + 2)]
        pages[address] = xml(lists.index(lists.a_map("/sitemap.xml", "2026-07-09"), *named))
    web = Web(pages)
    found = listed(source("news-sitemap", MAP_URL), web)
    assert (found.entries, found.flags) == ((), ())
    assert len(web.asked) == len(set(web.asked)) == 11


def hits(*names: str) -> Page:
    found = [
        {"objectID": str(48_000_000 + n), "title": name, "url": f"https://news.example/{name}"}
        for n, name in enumerate(names)
    ]
    return Page(
        json.dumps({"hits": found, "nbHits": len(found)}).encode(), headers={"Content-Type": "application/json"}
    )


class Search(httpx.BaseTransport):
    """Hacker News: an answer to each query, and a record of what was asked."""

    def __init__(self, answers: Mapping[str, Page]) -> None:
        self._answers = answers
        self.queries: list[dict[str, list[str]]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return Web({}).handle_request(request)
        asked = parse_qs(urlsplit(str(request.url)).query)
        self.queries.append(asked)
        return Web({str(request.url): self._answers.get(asked["query"][0], Page(status=500))}).handle_request(request)


HN = source("api:hn-algolia", HN_URL, query=QueryRules(queries=("ban", "block", "cut off")))


def test_the_answers_to_all_queries_are_joined_and_what_two_of_them_found_stands_once() -> None:
    search = Search({"ban": hits("one", "two"), "block": hits("two", "three"), "cut off": hits()})
    found = listed(HN, search)
    assert (titles(found), found.flags, len(found.snapshots)) == (["one", "two", "three"], (), 3)


def test_one_query_that_fails_leaves_the_others_and_says_so() -> None:
    found = listed(HN, Search({"ban": hits("one"), "cut off": hits("two")}))
    assert (titles(found), found.flags) == (["one", "two"], ("partial",))


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, "server-error"),
        ({"ban": Page(b'{"message": "no"}')}, "bad-answer"),
        ({"block": hits(), "cut off": hits()}, "server-error"),
    ],
    ids=["all", "the first counts", "nothing found by the others"],
)
def test_queries_of_which_none_brings_anything_fail_by_the_first_failure(
    answers: Mapping[str, Page], reason: str
) -> None:
    with pytest.raises((FetchError, FeedError)) as caught:
        read(HN, Search(answers))
    assert isinstance(caught.value, FetchError | FeedError)
    assert caught.value.reason == reason


def test_an_interface_is_asked_for_what_came_since_it_was_read_last() -> None:
    search = Search({name: hits(name) for name in ("ban", "block", "cut off")})
    listed(HN, search, Known(url=HN_URL, since=NOW - timedelta(days=2)))
    since = int((NOW - timedelta(days=3)).timestamp())
    assert [one["numericFilters"] for one in search.queries] == [[f"created_at_i>{since}"]] * 3


# Watched pages


def watched(**rules: object) -> Source:
    return source("page-watch", URL, watch=WatchRules(**rules))  # type: ignore[arg-type]  # the rules of each test


def watch_memory(of: Source, body: str) -> WatchMemory:
    memory = listed(of, {URL: Page(body.encode())}).watch
    assert memory is not None
    return memory


def test_the_first_reading_of_a_watched_page_is_its_baseline() -> None:
    found = listed(watched(), {URL: Page(STORY.encode(), headers={"ETag": '"1"'})})
    assert found.watch is not None
    assert found.verdict is not None
    assert (found.verdict.kind, found.verdict.change, found.entries) == ("baseline", None, ())
    assert found.watch.sha256 == found.snapshots[0].sha256 == found.body_sha256
    assert found.validators == Validators(url=URL)  # a page is always looked at, whatever its server says


def test_a_watched_page_that_became_another_one_is_a_failure_and_what_was_believed_stays() -> None:
    memory = watch_memory(watched(), STORY)
    other = lists.page(
        "<main><h1>Our team</h1><p>" + "We build tools for people who write for a living. " * 3 + "</main>"
    )
    with pytest.raises(FeedError) as caught:
        read(watched(), Web({URL: Page(other.encode())}), Known(url=URL, watch=memory))
    assert caught.value.reason == "other-page"
    assert f"{URL} has become another page (text)" in caught.value.detail


def test_other_rules_make_a_new_baseline_of_a_watched_page() -> None:
    memory = watch_memory(watched(), STORY)
    found = listed(watched(select="p"), {URL: Page(STORY.encode())}, Known(url=URL, watch=memory))
    assert found.verdict is not None
    assert found.verdict.kind == "baseline"


# Secrets


class Listening:
    """A sandbox that keeps everything that it was given, as bytes."""

    def __init__(self) -> None:
        self.heard = b""

    def call(self, function: Callable[P, ResultT], /, *args: P.args, **kwargs: P.kwargs) -> ResultT:
        self.heard += pickle.dumps((function, args, kwargs))
        return function(*args, **kwargs)


def told(web: Web) -> dict[str, bool]:
    """Which addresses were told the secret."""
    return {str(one.url): SECRET in one.headers.get_list("Authorization") for one in web.requests}


def test_what_a_source_is_asked_with_reaches_its_address_and_no_reader() -> None:
    sandbox, web = Listening(), Web({URL: FEED})
    read(source(headers=KEYED), web, sandbox=sandbox)
    assert told(web) == {URL: True, "https://news.example/robots.txt": False}
    assert b"trade-press" in sandbox.heard
    assert SECRET.encode() not in sandbox.heard


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://NEWS.example:443/other", True),
        ("http://news.example/feed", False),
        ("https://news.example:8443/feed", False),
        ("https://www.news.example/feed", False),
    ],
)
def test_the_server_of_a_source_is_its_scheme_host_and_port(address: str, own: bool) -> None:
    web = Web({address: FEED, "https://news.example/other": FEED})
    read(source(headers=KEYED), web, Known(url=address))
    assert [value for url, value in told(web).items() if not url.endswith("robots.txt")] == [own]


def test_no_secret_follows_a_redirect_to_another_host() -> None:
    web = Web({URL: Page(status=302, headers={"Location": MOVED}), MOVED: FEED})
    read(source(headers=KEYED), web)
    assert (told(web)[URL], told(web)[MOVED]) == (True, False)


@pytest.mark.parametrize("kind", ["rss", "page-watch"])
def test_no_secret_is_told_where_a_source_has_moved_for_good(kind: SourceKind) -> None:
    page = Page(STORY.encode()) if kind == "page-watch" else FEED
    web = Web({MOVED: page})
    read(source(kind, headers=KEYED), web, Known(url=MOVED))
    assert told(web)[MOVED] is False


def test_no_secret_is_told_to_another_host_of_the_site_that_an_index_names() -> None:
    files = "https://files.news.example/new.xml"
    web = Web(
        {
            MAP_URL: xml(lists.index(lists.line(files, "2026-07-09").replace("url>", "sitemap>"))),
            files: xml(lists.urlset(lists.line("/news/1"))),
        }
    )
    sandbox = Listening()
    read(source("sitemap", MAP_URL, headers=KEYED), web, sandbox=sandbox)
    assert (told(web)[MAP_URL], told(web)[files]) == (True, False)
    assert SECRET.encode() not in sandbox.heard
