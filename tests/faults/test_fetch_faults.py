"""A night over a web that misbehaves: every fault has its name and stays alone, and what is well is read."""

from collections.abc import Iterator

import pytest

from pipeline.fetch.client import Client
from pipeline.fetch.sandbox import Inline
from pipeline.fetch.stage import Fetching, open_pages, read_sources
from pipeline.model.options import FetchOptions
from pipeline.model.source import Source
from tests.faults.server import FaultServer
from tests.unit.fetch.clocks import NOW, QuickClock


def options(faults: FaultServer) -> FetchOptions:
    return FetchOptions(delay_seconds=0, hosts={"*.example": faults.address}, max_bytes=100_000, workers=4)


@pytest.fixture
def fetching(faults: FaultServer) -> Iterator[Fetching]:
    given = options(faults)
    with Client(given, version="1", clock=QuickClock()) as client:
        yield Fetching(client=client, sandbox=Inline(), options=given, now=NOW)


def test_robots_are_kept_to_over_real_connections(faults: FaultServer, fetching: Fetching) -> None:
    pages = [(path, f"http://{path}") for path in ("strict.example/ok", "strict.example/open", "ill.example/ok")]
    outcomes = list(open_pages(pages, fetching=fetching))
    assert [(one.state, one.reason) for one in outcomes] == [
        ("skipped", "robots"),
        ("done", ""),
        ("failed", "robots-unavailable"),
    ]
    assert "strict.example/ok" not in faults.hits
    assert "ill.example/ok" not in faults.hits


def test_a_night_of_bad_sources_reads_the_good_ones(fetching: Fetching) -> None:
    expected = {
        "/ok": "done",
        "/broken-feed": "done",
        "/challenge": "challenge",
        "/consent": "consent",
        "/empty": "empty",
        "/endless": "too-large",
        "/gzip-bomb": "too-large",
        "/json": "not-a-feed",
        "/latin1": "done",
        "/loop": "too-many-redirects",
        "/not-a-feed": "not-a-feed",
        "/reset": "reset",
        "/truncated": "truncated",
        "/gzip-no-header": "done",
    }
    sources = [
        Source(source_id=path, name=path, kind="rss", url=f"http://host{n % 5}.example{path}")
        for n, path in enumerate(expected)
    ]
    outcomes = list(read_sources(sources, fetching=fetching, memory={}))
    assert {one.input_id: one.reason or one.state for one in outcomes} == expected
    assert [one.input_id for one in outcomes] == list(expected)
    titles = {one.input_id: [entry.title for entry in one.output.entries] for one in outcomes if one.output is not None}
    assert titles == {
        "/ok": ["Fabrikam bans Nimbus", "Contoso limits Nimbus"],
        "/broken-feed": ["Fabrikam bans Nimbus"],
        "/latin1": ["Fabrikam bans Nimbus Café", "Contoso limits Nimbus Café"],
        "/gzip-no-header": ["Fabrikam bans Nimbus", "Contoso limits Nimbus"],
    }


def test_a_night_of_bad_pages_opens_the_good_ones(fetching: Fetching) -> None:
    expected = {
        "/story/1": "done",
        "/404": "not-found",
        "/challenge": "challenge",
        "/consent": "consent",
        "/pdf": "not-html",
        "/redirect-closed": "robots",
        "/truncated": "truncated",
        "/open": "done",
    }
    pages = [(path, f"http://host{n % 3}.example{path}") for n, path in enumerate(expected)]
    outcomes = list(open_pages(pages, fetching=fetching))
    assert {one.input_id: one.reason or one.state for one in outcomes} == expected
    assert [one.state for one in outcomes if one.input_id == "/redirect-closed"] == ["skipped"]
    assert all(one.output.fetched_at == NOW for one in outcomes if one.output is not None)
