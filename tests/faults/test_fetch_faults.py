"""Real connections to a server that misbehaves: every fault ends in time, with its reason, and alone."""

import socket
from collections.abc import Iterator

import pytest

from pipeline.fetch.body import PIECE, decoded
from pipeline.fetch.client import Client
from pipeline.fetch.failures import BodyError, FetchError
from pipeline.fetch.stage import open_pages, read_sources
from pipeline.model.options import FetchOptions
from pipeline.model.source import Source, Validators
from tests.faults.server import BOMB, DOUBLE_BOMB, FEED, FaultServer
from tests.unit.fetch.clocks import NOW, FakeClock


def options(faults: FaultServer, **limits: float) -> FetchOptions:
    return FetchOptions(
        delay_seconds=0,
        hosts={"*.example": faults.address},
        max_bytes=int(limits.get("max_bytes", 100_000)),
        timeout_seconds=limits.get("timeout_seconds", 5.0),
        deadline_seconds=limits.get("deadline_seconds", 30.0),
        workers=4,
    )


@pytest.fixture
def asking(faults: FaultServer) -> Iterator[Client]:
    with Client(options(faults), version="1", clock=FakeClock()) as client:
        yield client


def refusal(client: Client, path: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(f"http://news.example{path}")
    return caught.value


@pytest.mark.parametrize("path", ["/ok", "/gzip", "/deflate", "/gzip-no-header"])
def test_a_healthy_answer_arrives_whole(asking: Client, path: str) -> None:
    answer = asking.get(f"http://news.example{path}")
    assert (answer.status, answer.body, answer.final_url) == (200, FEED, f"http://news.example{path}")


@pytest.mark.parametrize(
    ("path", "reason", "transient"),
    [
        ("/404", "http-404", False),
        ("/410", "http-410", False),
        ("/429", "http-429", True),
        ("/500", "http-500", True),
        ("/503", "http-503", True),
        ("/brotli", "bad-encoding", False),
        ("/challenge-403", "challenge", True),
        ("/cut-gzip", "truncated", True),
        ("/double-gzip-bomb", "too-large", False),
        ("/endless", "too-large", False),
        ("/gzip-bomb", "too-large", False),
        ("/lies-gzip", "bad-encoding", False),
        ("/long-headers", "bad-response", True),
        ("/loop", "too-many-redirects", True),
        ("/no-answer", "reset", True),
        ("/no-http", "bad-response", True),
        ("/redirect-closed", "robots", False),
        ("/redirect-file", "bad-redirect", False),
        ("/redirect-nowhere", "bad-redirect", False),
        ("/reset", "reset", True),
        ("/truncated", "truncated", True),
        ("/truncated-chunks", "truncated", True),
    ],
)
def test_every_fault_has_its_reason(asking: Client, path: str, reason: str, transient: bool) -> None:
    error = refusal(asking, path)
    assert (error.reason, error.transient) == (reason, transient)
    assert "127.0.0.1" not in error.detail
    assert ".example" in error.detail


def test_a_drip_is_cut_off_by_the_deadline(faults: FaultServer) -> None:
    clock = FakeClock(step=1.0)
    with Client(options(faults, deadline_seconds=20.0), version="1", clock=clock) as client:
        assert refusal(client, "/slow-drip").reason == "deadline"


def test_silence_is_cut_off_by_the_timeout(faults: FaultServer) -> None:
    with Client(options(faults, timeout_seconds=0.05), version="1", clock=FakeClock()) as client:
        error = refusal(client, "/silence")
    assert (error.reason, error.transient) == ("timeout", True)


@pytest.mark.parametrize(("coding", "bomb"), [("gzip", BOMB), ("gzip, gzip", DOUBLE_BOMB)], ids=["one layer", "two"])
def test_a_bomb_never_unfolds_past_the_limit(coding: str, bomb: bytes) -> None:
    pieces = decoded(iter([bomb]), coding=coding, content_type="text/xml", max_bytes=200_000)
    sizes: list[int] = []
    with pytest.raises(BodyError, match="more than 200000 bytes"):
        sizes.extend(len(piece) for piece in pieces)
    assert sum(sizes) <= 200_000
    assert max(sizes, default=0) <= PIECE


def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def test_a_closed_port_refuses() -> None:
    fixed = FetchOptions(delay_seconds=0, hosts={"news.example": f"127.0.0.1:{closed_port()}"})
    with Client(fixed, version="1", clock=FakeClock()) as client:
        error = refusal(client, "/ok")
    assert (error.reason, error.transient) == ("refused", True)


def test_a_server_without_tls_fails_the_handshake(asking: Client) -> None:
    with pytest.raises(FetchError) as caught:
        asking.get("https://news.example/ok")
    assert caught.value.reason == "tls"


def test_a_redirect_to_another_host_is_followed_there(faults: FaultServer, asking: Client) -> None:
    answer = asking.get("http://news.example/redirect-other")
    assert (answer.final_url, answer.body, answer.moved_to) == ("http://other.example/ok", FEED, "")
    assert "other.example/ok" in faults.hits


def test_a_permanent_redirect_is_reported(asking: Client) -> None:
    assert asking.get("http://news.example/moved").moved_to == "http://news.example/ok"


def test_what_has_not_changed_is_not_sent_again(asking: Client) -> None:
    first = asking.get("http://news.example/304")
    assert (first.status, first.etag) == (200, '"v1"')
    again = asking.get("http://news.example/304", Validators(url=first.final_url, etag=first.etag))
    assert (again.status, again.body) == (304, b"")


def test_robots_are_kept_to_over_real_connections(faults: FaultServer, asking: Client) -> None:
    with pytest.raises(FetchError) as caught:
        asking.get("http://strict.example/ok")
    assert caught.value.reason == "robots"
    assert "strict.example/ok" not in faults.hits
    assert asking.get("http://strict.example/open").status == 200
    with pytest.raises(FetchError) as caught:
        asking.get("http://ill.example/ok")
    assert caught.value.reason == "robots-unavailable"


def test_a_night_of_bad_sources_reads_the_good_ones(faults: FaultServer, asking: Client) -> None:
    expected = {
        "/ok": "done",
        "/broken-feed": "done",
        "/challenge": "challenge",
        "/consent": "consent",
        "/empty": "empty",
        "/endless": "too-large",
        "/gzip-bomb": "too-large",
        "/json": "json",
        "/latin1": "done",
        "/loop": "too-many-redirects",
        "/not-a-feed": "html",
        "/reset": "reset",
        "/truncated": "truncated",
        "/gzip-no-header": "done",
    }
    sources = [
        Source(source_id=path, name=path, kind="rss", url=f"http://host{n % 5}.example{path}")
        for n, path in enumerate(expected)
    ]
    outcomes = list(read_sources(sources, client=asking, options=options(faults), now=NOW, memory={}))
    assert {one.input_id: one.reason or one.state for one in outcomes} == expected
    assert [one.input_id for one in outcomes] == list(expected)
    titles = {one.input_id: [entry.title for entry in one.output.entries] for one in outcomes if one.output is not None}
    assert titles == {
        "/ok": ["Fabrikam bans Nimbus", "Contoso limits Nimbus"],
        "/broken-feed": ["Fabrikam bans Nimbus"],
        "/latin1": ["Fabrikam bans Nimbus Café", "Contoso limits Nimbus Café"],
        "/gzip-no-header": ["Fabrikam bans Nimbus", "Contoso limits Nimbus"],
    }


def test_a_night_of_bad_pages_opens_the_good_ones(faults: FaultServer, asking: Client) -> None:
    expected = {
        "/story/1": "done",
        "/404": "http-404",
        "/challenge": "challenge",
        "/consent": "consent",
        "/pdf": "not-html",
        "/redirect-closed": "robots",
        "/truncated": "truncated",
        "/open": "done",
    }
    pages = [(path, f"http://host{n % 3}.example{path}") for n, path in enumerate(expected)]
    outcomes = list(open_pages(pages, client=asking, options=options(faults), now=NOW))
    assert {one.input_id: one.reason or one.state for one in outcomes} == expected
    assert [one.state for one in outcomes if one.input_id == "/redirect-closed"] == ["skipped"]
    assert all(one.output.fetched_at == NOW for one in outcomes if one.output is not None)
