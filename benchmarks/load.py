"""A server of made-up news on loopback, in a process of its own: ``python -m benchmarks.load --help``.

    GET /feeds/<f>.xml           a feed: ETag, Last-Modified, 304
    GET /pages/<f>/<n>.html      the page of an entry, likewise, for the first ``--paged`` feeds
    GET /robots.txt              closes nothing that is asked for here
    GET /stats[?reset=1]         what was asked since the last reset, as JSON
    GET /ctl?latency_ms=50       how long each answer waits from now on
    GET /ctl?epoch=1&new=2       the night: every feed has published epoch times new entries more

All bodies are made before the first answer, and anew before the answer to /ctl where it changes them, so that what is
measured is the one who asks. It prints the addresses of its feeds as JSON once it is ready, and ends with its standard
input, so that it never outlives whoever started it.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import parse_qs

from benchmarks.news import feed_body, item, page_body

_REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What stands at an address; without an etag it has no versions."""

    body: bytes
    content_type: str
    etag: str = ""
    last_modified: str = ""

    @property
    def head(self) -> str:
        """The header lines of its validators."""
        return f"ETag: {self.etag}\r\nLast-Modified: {self.last_modified}\r\n" if self.etag else ""

    def unchanged(self, headers: dict[str, str]) -> bool:
        """Whether a conditional request names this version; If-None-Match takes precedence (RFC 9110, 13.2.2)."""
        if "if-none-match" in headers:
            return headers["if-none-match"] == self.etag
        return bool(self.etag) and headers.get("if-modified-since") == self.last_modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How much news there is.

    Attributes:
        paged: of so many feeds, the first, the pages are served too.
    """

    feeds: int
    entries: int
    paged: int


def resources(shape: Shape, ports: Sequence[int], published: int = 0) -> dict[str, Resource]:
    """Everything that is served, by path.

    Args:
        shape: how much there is.
        ports: feeds are spread over them.
        published: how many entries every feed has published more than at first.
    """
    served = {"/robots.txt": Resource(body=b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")}
    for feed in range(shape.feeds):
        items = [item(feed, number) for number in reversed(range(published, published + shape.entries))]
        modified = format_datetime(items[0].published, usegmt=True)
        body = feed_body(feed, items, f"http://127.0.0.1:{_port(feed, ports)}")
        served[f"/feeds/{feed}.xml"] = _versioned(body, "application/xml; charset=utf-8", modified)
        for one in items if feed < shape.paged else ():
            modified = format_datetime(one.published, usegmt=True)
            served[one.path] = _versioned(page_body(feed, one), "text/html; charset=utf-8", modified)
    return served


def feed_urls(shape: Shape, ports: Sequence[int]) -> list[str]:
    """The addresses of the feeds, by number."""
    return [f"http://127.0.0.1:{_port(feed, ports)}/feeds/{feed}.xml" for feed in range(shape.feeds)]


def _port(feed: int, ports: Sequence[int]) -> int:
    return ports[feed % len(ports)]


def _versioned(body: bytes, content_type: str, modified: str) -> Resource:
    etag = f'"{sha256(body).hexdigest()[:20]}"'
    return Resource(body=body, content_type=content_type, etag=etag, last_modified=modified)


@dataclass(slots=True)
class Site:
    """What is served now, how, and what was asked of it.

    Attributes:
        asked: answers by the first part of the path and the status, as "feeds 304".
        waiting: requests that have no answer yet; ``most`` of them at the same time.
    """

    shape: Shape
    latency: float
    ports: list[int] = field(default_factory=list)
    served: dict[str, Resource] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    most: int = 0

    def answer(self, path: str, headers: dict[str, str]) -> bytes:
        """The response to a GET."""
        place, _, query = path.partition("?")
        if place in ("/ctl", "/stats"):
            text = self._control(query) if place == "/ctl" else self._stats(query)
            return _response(200, Resource(body=text.encode(), content_type="application/json"))
        resource = self.served.get(place)
        status = 404 if resource is None else 304 if resource.unchanged(headers) else 200
        self.asked[f"{place.split('/')[1]} {status}"] += 1
        return _response(status, resource or Resource(body=b"", content_type="text/plain"))

    def _control(self, query: str) -> str:
        asked = {name: float(values[0]) for name, values in parse_qs(query).items()}
        self.latency = asked.get("latency_ms", self.latency * 1000) / 1000
        if "epoch" in asked:
            published = int(asked["epoch"] * asked.get("new", 0))
            self.served = resources(self.shape, self.ports, published)
        return "{}"

    def _stats(self, query: str) -> str:
        told = json.dumps({**self.asked, "most at once": self.most})
        if query:
            self.asked.clear()
            self.most = 0
        return told


def _response(status: int, resource: Resource) -> bytes:
    body = b"" if status == 304 else resource.body
    length = "" if status == 304 else f"Content-Type: {resource.content_type}\r\nContent-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status} {_REASONS[status]}\r\n{resource.head}{length}\r\n".encode() + body


class Connection(asyncio.Protocol):
    """One connection, kept alive: GET requests without bodies, one after the other."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._transport: asyncio.Transport | None = None
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the shape of a protocol
        self._transport = None

    def data_received(self, data: bytes) -> None:
        head, end, rest = (self._received + data).partition(b"\r\n\r\n")
        if not end:
            self._received = head
            return
        self._received = rest
        request, *lines = head.decode("latin-1").split("\r\n")
        path = request.split(" ")[1]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if path.startswith(("/ctl", "/stats")):
            self._send(path, headers)
            return
        self._site.waiting += 1
        self._site.most = max(self._site.most, self._site.waiting)
        asyncio.get_running_loop().call_later(self._site.latency, self._send_late, path, headers)

    def _send_late(self, path: str, headers: dict[str, str]) -> None:
        self._site.waiting -= 1
        self._send(path, headers)

    def _send(self, path: str, headers: dict[str, str]) -> None:
        if self._transport is None:
            return
        self._transport.write(self._site.answer(path, headers))
        if headers.get("connection", "").lower() == "close":
            self._transport.close()


async def serve(site: Site, ports: int) -> list[asyncio.Server]:
    """Listen on so many free ports, and make everything that is served there."""
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(lambda: Connection(site), "127.0.0.1", 0, backlog=1024) for _ in range(ports)]
    site.ports = [server.sockets[0].getsockname()[1] for server in servers]
    site.served = resources(site.shape, site.ports)
    return servers


async def _until_told(site: Site, ports: int) -> None:
    servers = await serve(site, ports)
    print(json.dumps(feed_urls(site.shape, site.ports)), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for server in servers:
        server.close()


def _main() -> None:
    parser = argparse.ArgumentParser(description="A server of made-up news on loopback.")
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--entries", type=int, default=20, help="of each feed")
    parser.add_argument("--paged", type=int, default=50, help="feeds of which the pages are served too")
    parser.add_argument("--ports", type=int, default=8)
    parser.add_argument("--latency-ms", type=float, default=50.0)
    given = parser.parse_args()
    shape = Shape(feeds=given.feeds, entries=given.entries, paged=given.paged)
    asyncio.run(_until_told(Site(shape=shape, latency=given.latency_ms / 1000), given.ports))


if __name__ == "__main__":
    _main()
