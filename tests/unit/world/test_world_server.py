"""The loopback server: one port for all hosts, conditional requests, gzip, a clock that can be set, and no noise."""

import http.client
import socket
import struct
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser
import httpx
import pytest

from pipeline.world.content import load
from pipeline.world.records import World
from pipeline.world.server import WorldServer
from pipeline.world.sources import NIGHTS

SHIPPED = load()
WIRE, FEED = "meridianwire.example", "/feeds/latest.xml"


@pytest.fixture(scope="module")
def world() -> World:
    return SHIPPED


@pytest.fixture(scope="module")
def running() -> Iterator[WorldServer]:
    with WorldServer(SHIPPED, NIGHTS[0]) as server:
        yield server


@pytest.fixture
def server(running: WorldServer) -> WorldServer:
    running.now = NIGHTS[0]
    return running


def get(
    server: WorldServer, host: str, path: str, headers: Mapping[str, str] | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host, **(headers or {})})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_hosts_are_told_apart_on_one_port(server: WorldServer) -> None:
    _, wire = get(server, WIRE, FEED)
    _, paper = get(server, f"harbourpost.example:{server.port}", "/rss/all.xml")
    assert feedparser.parse(wire).feed.title == "Meridian Wire"
    assert feedparser.parse(paper).feed.title == "Harbour Post"


def test_an_unknown_host_gets_nothing(server: WorldServer) -> None:
    response, _ = get(server, "nobody.example", FEED)
    assert response.status == 404


def test_a_query_does_not_change_the_page(server: WorldServer) -> None:
    article = SHIPPED.articles_of(SHIPPED.outlet("ledgerdaily"))[0]
    plain, tracked = SHIPPED.path(article), f"{SHIPPED.path(article)}?utm_source=rss&utm_medium=feed"
    assert get(server, "ledgerdaily.example", plain)[1] == get(server, "ledgerdaily.example", tracked)[1]


def test_setting_the_clock_publishes_more(server: WorldServer) -> None:
    counts = []
    for night in NIGHTS:
        server.now = night
        counts.append(len(feedparser.parse(get(server, WIRE, FEED)[1]).entries))
    assert counts == [5, 8, 10, 11]
    assert server.now == NIGHTS[-1]


def test_the_date_of_an_answer_is_that_of_the_world(server: WorldServer) -> None:
    response, _ = get(server, WIRE, FEED)
    assert response.headers["Date"] == "Mon, 22 Jun 2026 05:00:00 GMT"


def test_a_known_etag_is_answered_without_a_body(server: WorldServer) -> None:
    response, body = get(server, WIRE, FEED)
    again, nothing = get(server, WIRE, FEED, {"If-None-Match": response.headers["ETag"]})
    assert body
    assert (again.status, nothing) == (304, b"")
    assert again.headers["ETag"] == response.headers["ETag"]


def test_a_stale_etag_is_answered_in_full_even_if_the_date_fits(server: WorldServer) -> None:
    response, _ = get(server, WIRE, FEED)
    known = {"If-None-Match": '"old"', "If-Modified-Since": response.headers["Last-Modified"]}
    assert get(server, WIRE, FEED, known)[0].status == 200


def test_a_known_date_is_answered_without_a_body(server: WorldServer) -> None:
    response, _ = get(server, WIRE, FEED)
    known = {"If-Modified-Since": response.headers["Last-Modified"]}
    assert response.headers["Last-Modified"] == "Fri, 19 Jun 2026 13:30:00 GMT"
    assert get(server, WIRE, FEED, known)[0].status == 304


@pytest.mark.parametrize(
    "since", ["Fri, 19 Jun 2026 13:29:59 GMT", "yesterday", "Fri, 19 Jun 2026 13:30:00 -0000", "Fri, 99 Jun 2026"]
)
def test_an_older_or_unreadable_date_is_answered_in_full(server: WorldServer, since: str) -> None:
    assert get(server, WIRE, FEED, {"If-Modified-Since": since})[0].status == 200


def test_a_date_has_no_meaning_where_nothing_has_one(server: WorldServer) -> None:
    known = {"If-Modified-Since": "Fri, 19 Jun 2026 13:30:00 GMT"}
    response, _ = get(server, WIRE, "/robots.txt", known)
    assert response.status == 200
    assert "Last-Modified" not in response.headers


def test_a_feed_with_news_is_answered_in_full(server: WorldServer) -> None:
    response, _ = get(server, WIRE, FEED)
    known = {"If-None-Match": response.headers["ETag"]}
    server.now = NIGHTS[1]
    assert get(server, WIRE, FEED, known)[0].status == 200


def test_only_good_answers_have_an_etag(server: WorldServer) -> None:
    assert "ETag" not in get(server, WIRE, "/nothing")[0].headers
    assert "ETag" not in get(server, "barristerbeat.example", "/feed")[0].headers


def test_gzip_is_used_when_it_is_asked_for(server: WorldServer) -> None:
    plain, body = get(server, WIRE, FEED)
    packed, bytes_sent = get(server, WIRE, FEED, {"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(bytes_sent) < len(body)
    assert int(packed.headers["Content-Length"]) == len(bytes_sent)


def test_a_real_client_reads_packed_pages(server: WorldServer) -> None:
    response = httpx.get(f"http://127.0.0.1:{server.port}{FEED}", headers={"Host": WIRE})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(feedparser.parse(response.content).entries) == 5


def test_the_down_source_closes_the_connection_without_a_word(server: WorldServer) -> None:
    for _ in range(3):
        with pytest.raises(http.client.RemoteDisconnected):
            get(server, "valleycourier.example", "/feed.xml")


def test_the_challenge_source_answers_403_with_a_page(server: WorldServer) -> None:
    response, body = get(server, "barristerbeat.example", "/feed")
    assert response.status == 403
    assert b"JavaScript" in body


def test_the_broken_feed_is_a_complete_answer_with_half_a_feed(server: WorldServer) -> None:
    server.now = NIGHTS[1]
    response, body = get(server, "gadgetlantern.example", "/index.rdf")
    assert response.status == 200
    assert int(response.headers["Content-Length"]) == len(body)
    assert b"</rss>" not in body


def test_every_page_of_the_world_can_be_fetched(server: WorldServer) -> None:
    server.now = NIGHTS[-1]

    def fetched(number: int) -> int:
        article = SHIPPED.articles[number]
        return get(server, SHIPPED.outlet(article.outlet_id).host, SHIPPED.path(article))[0].status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(fetched, range(len(SHIPPED.articles)))) == {200}


def test_the_server_keeps_quiet(server: WorldServer, capfd: pytest.CaptureFixture[str]) -> None:
    get(server, WIRE, FEED)
    get(server, WIRE, "/nothing")
    assert capfd.readouterr() == ("", "")


def test_a_client_that_goes_away_is_no_noise(server: WorldServer, capfd: pytest.CaptureFixture[str]) -> None:
    rude = socket.create_connection(("127.0.0.1", server.port), timeout=5)
    rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset instead of a proper end
    rude.sendall(b"GET / HT")
    rude.close()
    assert get(server, WIRE, FEED)[0].status == 200
    assert capfd.readouterr().err == ""


def test_a_mistake_of_the_server_is_not_hidden(capfd: pytest.CaptureFixture[str]) -> None:
    with (
        WorldServer(replace(SHIPPED, skeletons={}), NIGHTS[0]) as server,
        pytest.raises(http.client.RemoteDisconnected),
    ):
        get(server, WIRE, FEED)
    assert "KeyError: 'meridianwire.xml'" in capfd.readouterr().err


def test_the_server_listens_on_loopback_and_stops_with_its_context(world: World) -> None:
    with WorldServer(world, NIGHTS[0]) as server:
        port = server.port
        assert get(server, WIRE, FEED)[0].status == 200
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_two_servers_have_two_ports_and_two_clocks(world: World) -> None:
    with WorldServer(world, NIGHTS[0]) as one, WorldServer(world, NIGHTS[3]) as other:
        assert one.port != other.port
        other.now = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(days=2)
        assert one.now == NIGHTS[0]
