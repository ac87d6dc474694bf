"""One outcome for each source and each page, in the order in which they were given, whatever the web does."""

import threading
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.listing import Known, Listing
from pipeline.fetch.sandbox import Inline
from pipeline.fetch.stage import OUT_OF_TIME, Fetching, open_pages, read_sources
from pipeline.model.options import FetchOptions
from pipeline.model.outcome import Outcome
from pipeline.model.source import Snapshot, Source, Validators
from tests.unit.fetch.clocks import NOW, FakeClock
from tests.unit.fetch.feeds import item, rss, source
from tests.unit.fetch.webs import Chunks, Page, Web, client, robots

XML = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
FEED_URL = "https://news.example/feed"
FEED = Page(rss(item()).encode(), headers={**XML, "ETag": '"7"', "Last-Modified": "today"})
ARTICLE = Page(b"<!doctype html><p>Fabrikam bans Nimbus.</p>", headers=HTML)
HERE = "https://news.example/1"
CHALLENGE = b'<html><script src="/cdn-cgi/challenge-platform/h/b/x"></script></html>'
OPTIONS = FetchOptions(delay_seconds=0, retries=0, workers=3)


@contextmanager
def fetching(
    web: httpx.BaseTransport, options: FetchOptions = OPTIONS, clock: FakeClock | None = None
) -> Iterator[Fetching]:
    """What reading and opening work with, on this web."""
    with client(web, clock, options) as asking:
        yield Fetching(client=asking, sandbox=Inline(), options=options, now=NOW)


def listings(
    sources: Sequence[Source], web: httpx.BaseTransport, memory: Mapping[str, Known] | None = None
) -> list[Outcome[Listing]]:
    with fetching(web) as work:
        return list(read_sources(sources, fetching=work, memory=memory or {}))


def snapshots(pages: Sequence[tuple[str, str]], web: httpx.BaseTransport, workers: int = 3) -> list[Outcome[Snapshot]]:
    with fetching(web, replace(OPTIONS, workers=workers)) as work:
        return list(open_pages(pages, fetching=work))


def listing(page: Page, memory: Mapping[str, Known] | None = None) -> Outcome[Listing]:
    [outcome] = listings([source()], Web({FEED_URL: page}), memory)
    return outcome


def snapshot(page: Page) -> Outcome[Snapshot]:
    [outcome] = snapshots([("a1", HERE)], Web({HERE: page}))
    return outcome


# Sources


def test_a_source_gives_its_snapshot_its_entries_and_what_to_remember() -> None:
    outcome = listing(FEED)
    assert (outcome.input_id, outcome.state) == ("trade-press", "done")
    assert outcome.output is not None
    assert outcome.output.snapshots == (
        Snapshot(
            url=FEED_URL,
            final_url=FEED_URL,
            status=200,
            content_type="application/rss+xml",
            body=FEED.body,
            fetched_at=NOW,
        ),
    )
    assert [entry.title for entry in outcome.output.entries] == ["Fabrikam bans Nimbus"]
    assert outcome.output.entries[0].first_seen_at == NOW
    assert outcome.output.validators == Validators(url=FEED_URL, etag='"7"', last_modified="today")
    assert (outcome.output.source_id, outcome.output.moved_to) == ("trade-press", "")


def test_a_source_that_has_not_changed_is_skipped() -> None:
    first = listing(FEED)
    assert first.output is not None
    again = listing(Page(status=304), {"trade-press": Known(url=FEED_URL, validators=first.output.validators)})
    assert (again.state, again.reason, again.output) == ("skipped", "not-modified", None)


def test_a_source_that_has_moved_says_where() -> None:
    new = "https://feeds.example/new"
    web = Web({FEED_URL: Page(status=301, headers={"Location": new}), new: FEED})
    [outcome] = listings([source()], web)
    assert outcome.output is not None
    assert outcome.output.moved_to == new
    assert outcome.output.validators.url == new
    assert [one.final_url for one in outcome.output.snapshots] == [new]


def test_relative_links_count_from_where_the_feed_was_found() -> None:
    new = "https://feeds.example/deep/new"
    feed = Page(rss(item("story")).encode(), headers=XML)
    [outcome] = listings([source()], Web({FEED_URL: Page(status=302, headers={"Location": new}), new: feed}))
    assert outcome.output is not None
    assert outcome.output.entries[0].url == "https://feeds.example/deep/story"


def test_a_source_is_asked_at_the_address_that_is_remembered_of_it() -> None:
    new = "https://feeds.example/new"
    web = Web({new: FEED})
    [outcome] = listings([source()], web, {"trade-press": Known(url=new)})
    assert (outcome.state, web.asked) == ("done", [new])


@pytest.mark.parametrize(
    ("page", "reason", "transient"),
    [
        (Page(status=404), "not-found", True),
        (Page(status=410), "gone", False),
        (Page(status=403), "forbidden", True),
        (Page(status=503), "server-error", True),
        (Page(refuses=httpx.ReadTimeout("silence")), "timeout", True),
        (Page(b"", headers=XML), "empty", True),
        (Page(b"<html><p>Home</p></html>", headers=HTML), "not-a-feed", True),
        (Page(CHALLENGE, headers=HTML), "challenge", True),
    ],
)
def test_a_source_that_fails_says_why(page: Page, reason: str, transient: bool) -> None:
    outcome = listing(page)
    assert (outcome.state, outcome.reason, outcome.transient) == ("failed", reason, transient)
    assert FEED_URL in outcome.detail


def test_a_source_that_robots_close_has_failed_because_nobody_would_miss_it_otherwise() -> None:
    web = Web({"https://news.example/robots.txt": robots("User-agent: *\nDisallow: /\n")})
    [outcome] = listings([source()], web)
    assert (outcome.state, outcome.reason, outcome.transient) == ("failed", "robots", False)


def test_one_bad_source_does_not_touch_the_others() -> None:
    urls = ["https://a.example/", "not an address", "https://b.example/", "https://a.example/gone"]
    web = Web({"https://a.example/": FEED, "https://b.example/": FEED})
    outcomes = listings([source(f"s{n}", url) for n, url in enumerate(urls)], web)
    assert [(one.input_id, one.state, one.reason) for one in outcomes] == [
        ("s0", "done", ""),
        ("s1", "failed", "bad-url"),
        ("s2", "done", ""),
        ("s3", "failed", "not-found"),
    ]


def test_no_sources_give_no_outcomes() -> None:
    assert listings([], Web({})) == []


def test_when_a_server_wants_to_be_asked_again_is_told() -> None:
    later = Page(status=429, headers={"Retry-After": "172800"})
    assert listing(later).retry_at == NOW + timedelta(days=2)
    assert snapshot(later).retry_at == NOW + timedelta(days=2)


# The run's time


class Sluggish(httpx.BaseTransport):
    """A web that takes its time over every answer but those about robots."""

    def __init__(self, web: Web, clock: FakeClock, seconds: float) -> None:
        self._web = web
        self._clock = clock
        self._seconds = seconds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/robots.txt":
            self._clock.sleep(self._seconds)
        return self._web.handle_request(request)


URLS = tuple(f"https://n{n}.example/feed" for n in range(3))


def test_what_the_time_of_the_run_does_not_reach_waits_and_has_not_failed() -> None:
    web = Web(dict.fromkeys(URLS, FEED))
    with fetching(web, replace(OPTIONS, run_seconds=0)) as work:
        read = list(read_sources([source(url, url) for url in URLS], fetching=work, memory={}))
        opened = list(open_pages([(url, url) for url in URLS], fetching=work))
    for outcomes in (read, opened):
        assert [(one.input_id, one.state, one.reason) for one in outcomes] == [
            (url, "skipped", OUT_OF_TIME) for url in URLS
        ]
        assert "next run" in outcomes[0].detail
    assert web.requests == []


@pytest.mark.parametrize("what", ["sources", "pages"])
def test_a_request_that_the_end_of_the_run_cuts_short_has_not_failed(what: str) -> None:
    clock = FakeClock()
    web = Sluggish(Web(dict.fromkeys(URLS, FEED if what == "sources" else ARTICLE)), clock, 40)
    options = replace(OPTIONS, workers=1, run_seconds=60, deadline_seconds=50)
    with fetching(web, options, clock) as work:
        outcomes: list[Outcome[Listing]] | list[Outcome[Snapshot]]
        if what == "sources":
            outcomes = list(read_sources([source(url, url) for url in URLS], fetching=work, memory={}))
        else:
            outcomes = list(open_pages([(url, url) for url in URLS], fetching=work))
    assert [(one.state, one.reason) for one in outcomes] == [
        ("done", ""),
        ("skipped", OUT_OF_TIME),
        ("skipped", OUT_OF_TIME),
    ]


def test_a_request_that_takes_too_long_by_itself_has_failed() -> None:
    clock = FakeClock()
    web = Sluggish(Web({FEED_URL: FEED}), clock, 40)
    with fetching(web, replace(OPTIONS, run_seconds=600, deadline_seconds=30), clock) as work:
        [outcome] = read_sources([source()], fetching=work, memory={})
    assert (outcome.state, outcome.reason, outcome.transient) == ("failed", "deadline", True)


# Pages


def test_what_a_page_reserves_is_kept_with_it_from_its_head_and_from_its_headers() -> None:
    page = b'<html><head><meta name="robots" content="noindex"></head><p>Fabrikam bans Nimbus.</p>'
    outcome = snapshot(Page(page, headers={**HTML, "X-Robots-Tag": "noarchive", "TDM-Reservation": "1"}))
    assert outcome.output is not None
    assert outcome.output.reserved == ("noarchive", "noindex", "tdm")


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml", "text/plain", ""])
def test_a_page_gives_its_snapshot(kind: str) -> None:
    outcome = snapshot(Page(ARTICLE.body, headers={"Content-Type": kind}))
    assert (outcome.input_id, outcome.state) == ("a1", "done")
    assert outcome.output is not None
    assert (outcome.output.body, outcome.output.url, outcome.output.fetched_at) == (ARTICLE.body, HERE, NOW)


@pytest.mark.parametrize(
    ("page", "reason", "transient"),
    [
        (Page(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "not-html", False),
        (Page(ARTICLE.body, headers={"Content-Type": "application/json"}), "not-html", False),
        (Page(b"\x89PNG", headers={}), "not-html", False),
        (Page(b" \n", headers=HTML), "empty", True),
        (Page(CHALLENGE, headers=HTML), "challenge", True),
        (Page(b'<form action="/consent?x=1"><button>Yes</button></form>', headers=HTML), "consent", True),
        (Page(b'<form><input type="password"></form>', headers=HTML), "login", True),
        (Page(status=404), "not-found", True),
        (Page(status=410), "gone", False),
        (Page(status=429), "throttled", True),
        (Page(status=500), "server-error", True),
        (Page(refuses=httpx.ConnectTimeout("silence")), "timeout", True),
    ],
)
def test_a_page_that_cannot_be_read_says_why(page: Page, reason: str, transient: bool) -> None:
    outcome = snapshot(page)
    assert (outcome.state, outcome.reason, outcome.transient) == ("failed", reason, transient)
    assert HERE in outcome.detail


def test_a_page_that_robots_close_is_skipped() -> None:
    web = Web({"https://news.example/robots.txt": robots("User-agent: offlimits\nDisallow: /\n"), HERE: ARTICLE})
    [outcome] = snapshots([("a1", HERE)], web)
    assert (outcome.state, outcome.reason) == ("skipped", "robots")
    assert HERE in outcome.detail


def test_a_page_may_be_asked_for_twice() -> None:
    outcomes = snapshots([("a1", HERE), ("a2", HERE)], Web({HERE: ARTICLE}))
    assert [(one.input_id, one.state) for one in outcomes] == [("a1", "done"), ("a2", "done")]


# Side by side


class Meeting(httpx.BaseTransport):
    """Answers one host only when another has been asked for too, and counts who is inside at the same time."""

    def __init__(self, waits: Mapping[str, str]) -> None:
        self._waits = waits
        self._asked = {name: threading.Event() for name in {*waits.values()}}
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        if request.url.path == "/robots.txt":
            return httpx.Response(404, stream=Chunks())
        with self._lock:
            self._inside[name] += 1
            self.most[name] = max(self.most[name], self._inside[name])
        if name in self._asked:
            self._asked[name].set()
        if name in self._waits:
            assert self._asked[self._waits[name]].wait(5)
        with self._lock:
            self._inside[name] -= 1
        return httpx.Response(200, headers=HTML, stream=Chunks(ARTICLE.body))


def pages(*urls: str) -> list[tuple[str, str]]:
    return [(f"a{n}", url) for n, url in enumerate(urls)]


def test_hosts_are_asked_side_by_side_and_outcomes_keep_their_order() -> None:
    meeting = Meeting({"slow.example": "quick.example"})
    outcomes = snapshots(pages("http://slow.example/", "http://quick.example/"), meeting)
    assert [(one.input_id, one.state) for one in outcomes] == [("a0", "done"), ("a1", "done")]


def test_one_host_is_asked_for_one_page_at_a_time() -> None:
    meeting = Meeting({})
    wanted = pages(*(f"http://{name}.example/{n}" for n in range(10) for name in ("a", "b", "www.a")))
    assert [one.input_id for one in snapshots(wanted, meeting, workers=8)] == [input_id for input_id, _ in wanted]
    assert set(meeting.most.values()) == {1}


def test_an_outcome_is_given_before_the_later_ones_are_there() -> None:
    meeting = Meeting({"last.example": "never.example"})
    with fetching(meeting, replace(OPTIONS, workers=2)) as work:
        outcomes = open_pages(pages("http://first.example/", "http://last.example/"), fetching=work)
        assert next(outcomes).input_id == "a0"
        snapshots(pages("http://never.example/"), meeting)
        assert next(outcomes).state == "done"


def test_who_stops_reading_stops_the_asking() -> None:
    web = Web({f"{HERE}{n}": ARTICLE for n in range(50)})
    with fetching(web, replace(OPTIONS, workers=2)) as work:
        outcomes = open_pages(pages(*(f"{HERE}{n}" for n in range(50))), fetching=work)
        assert [next(outcomes).input_id, next(outcomes).input_id] == ["a0", "a1"]
        assert isinstance(outcomes, Generator)
        outcomes.close()
    assert len(web.asked) <= 4


def test_a_bug_is_no_outcome() -> None:
    with pytest.raises(ZeroDivisionError):
        snapshots(pages(HERE), Web({HERE: Page(refuses=ZeroDivisionError())}))


KINDS = {
    "done": ARTICLE,
    "failed": Page(status=500),
    "skipped": Page(status=302, headers={"Location": "http://shut.example/"}),
}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 3)), max_size=12),
    st.integers(1, 4),
)
def test_any_mixture_gives_one_outcome_each_and_the_same_ones_again(kinds: list[tuple[str, int]], workers: int) -> None:
    urls = [f"http://host{host}.example/{n}" for n, (_, host) in enumerate(kinds)]
    known = {url: KINDS[kind] for url, (kind, _) in zip(urls, kinds, strict=True)}
    closed = {"http://shut.example/robots.txt": robots("User-agent: *\nDisallow: /\n")}
    runs = [snapshots(pages(*urls), Web({**known, **closed}), workers) for _ in range(2)]
    assert [(one.input_id, one.state) for one in runs[0]] == [(f"a{n}", kind) for n, (kind, _) in enumerate(kinds)]
    assert runs[0] == runs[1]
