"""The load server serves the same news to everybody who is measured, and answers as servers do."""

import asyncio
import json
from hashlib import sha256

import pytest

from benchmarks.load import Shape, Site, feed_urls, resources, serve
from benchmarks.news import LATEST, feed_body, item, page_body

SHAPE = Shape(feeds=10, entries=20, paged=1)
PORTS = (1111, 2222, 3333)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(shape=SHAPE, latency=0.0, ports=list(PORTS), served=resources(SHAPE, PORTS))


def _split(response: bytes) -> tuple[str, dict[str, str], bytes]:
    head, _, body = response.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


def test_the_news_are_those_that_the_published_figures_were_measured_with() -> None:
    made = [page_body(3, item(3, 5))]
    made += [feed_body(feed, [item(feed, 1), item(feed, 0)], "http://127.0.0.1:1") for feed in (1, 6, 8)]
    digest = sha256(b"".join(made)).hexdigest()
    assert digest[:16] == "8838a60c5304df51", "the news have changed: measure again before you change this"


def test_a_text_does_not_depend_on_what_was_made_before() -> None:
    alone = page_body(4, item(4, 7))
    for other in (0, 9):
        page_body(other, item(other, 7))
    assert page_body(4, item(4, 7)) == alone
    assert page_body(4, item(4, 8)) != alone


def test_feeds_and_pages_have_the_sizes_that_are_promised(site: Site) -> None:
    sizes = [len(site.served[f"/feeds/{feed}.xml"].body) for feed in range(10)]
    assert all(9_000 < size < 11_500 for size in sizes[:8])
    assert all(95_000 < size < 115_000 for size in sizes[8:])
    pages = [len(resource.body) for path, resource in site.served.items() if path.startswith("/pages/")]
    assert len(pages) == 20
    assert all(106_000 < size < 108_000 for size in pages)


def test_no_entry_is_later_than_the_latest_that_a_clock_must_stand_behind() -> None:
    assert all(item(feed, 19).published <= LATEST.replace(minute=30) for feed in (0, 499))


def test_feeds_are_spread_over_the_ports_and_link_to_their_own() -> None:
    urls = feed_urls(SHAPE, PORTS)
    assert urls[:4] == [
        "http://127.0.0.1:1111/feeds/0.xml",
        "http://127.0.0.1:2222/feeds/1.xml",
        "http://127.0.0.1:3333/feeds/2.xml",
        "http://127.0.0.1:1111/feeds/3.xml",
    ]
    assert b"http://127.0.0.1:2222/pages/1/19.html" in resources(SHAPE, PORTS)["/feeds/1.xml"].body


@pytest.mark.parametrize("path", ["/feeds/0.xml", "/pages/0/3.html"])
@pytest.mark.parametrize(("asked", "given"), [("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")])
def test_who_has_this_version_is_told_so_without_a_body(site: Site, path: str, asked: str, given: str) -> None:
    status, headers, body = _split(site.answer(path, {}))
    assert status == "HTTP/1.1 200 OK"
    assert len(body) == int(headers["Content-Length"]) > 1_000
    status, again, body = _split(site.answer(path, {asked: headers[given]}))
    assert status == "HTTP/1.1 304 Not Modified"
    assert again["ETag"] == headers["ETag"]
    assert body == b""


def test_an_etag_of_another_version_wins_over_a_date_of_this_one(site: Site) -> None:
    modified = _split(site.answer("/feeds/0.xml", {}))[1]["Last-Modified"]
    status, _, _ = _split(site.answer("/feeds/0.xml", {"if-none-match": '"other"', "if-modified-since": modified}))
    assert status == "HTTP/1.1 200 OK"


def test_only_what_there_is_is_found(site: Site) -> None:
    assert _split(site.answer("/robots.txt", {}))[2].startswith(b"User-agent: *")
    assert _split(site.answer("/pages/1/3.html", {}))[0] == "HTTP/1.1 404 Not Found"


def test_another_night_brings_new_entries_and_ends_what_was_known() -> None:
    shape = Shape(feeds=1, entries=3, paged=0)
    site = Site(shape=shape, latency=0.05, ports=[1111], served=resources(shape, [1111]))
    etag = _split(site.answer("/feeds/0.xml", {}))[1]["ETag"]
    site.answer("/ctl?epoch=1&new=2&latency_ms=0", {})
    status, _, body = _split(site.answer("/feeds/0.xml", {"if-none-match": etag}))
    assert status == "HTTP/1.1 200 OK"
    assert [number for number in range(6) if b"/pages/0/%d.html</link>" % number in body] == [2, 3, 4]
    assert site.latency == 0


def test_what_was_asked_is_counted_until_it_is_reset() -> None:
    shape = Shape(feeds=1, entries=1, paged=0)
    site = Site(shape=shape, latency=0.0, ports=[1111], served=resources(shape, [1111]))
    for path in ("/feeds/0.xml", "/feeds/0.xml", "/nothing"):
        site.answer(path, {})
    counted = {"feeds 200": 2, "nothing 404": 1, "most at once": 0}
    assert json.loads(_split(site.answer("/stats?reset=1", {}))[2]) == counted
    assert json.loads(_split(site.answer("/stats", {}))[2]) == {"most at once": 0}


def test_a_connection_serves_several_requests_in_pieces_and_counts_those_at_the_same_time() -> None:
    async def play() -> tuple[list[bytes], int]:
        site = Site(shape=Shape(feeds=1, entries=1, paged=0), latency=0.0)
        servers = await serve(site, 2)
        answers = []
        reader, writer = await asyncio.open_connection("127.0.0.1", site.ports[1])
        for piece in (b"GET /robots.txt HTTP/1.1\r\nHo", b"st: x\r\n\r\n"):
            writer.write(piece)
            await writer.drain()
        answers.append(await reader.readuntil(b"\r\n\r\n"))
        await reader.readexactly(len(site.served["/robots.txt"].body))
        writer.write(b"GET /feeds/9.xml HTTP/1.1\r\nConnection: close\r\n\r\n")
        answers.append(await reader.read())
        writer.close()
        await writer.wait_closed()
        for server in servers:
            server.close()
            await server.wait_closed()
        return answers, site.most

    answers, most = asyncio.run(play())
    assert [answer.split(b"\r\n")[0] for answer in answers] == [b"HTTP/1.1 200 OK", b"HTTP/1.1 404 Not Found"]
    assert most == 1
