"""A web server on loopback that misbehaves: one named resource for each fault.

    with running() as server:
        options = FetchOptions(hosts={"*.example": server.address})

Faults that last (a drip, an endless body) end when the client hangs up or the server is stopped.
"""

import gzip
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
    b"<item><title>Fabrikam bans Nimbus</title><link>/story/1</link>"
    b"<pubDate>Thu, 09 Jul 2026 09:00:00 GMT</pubDate></item>"
    b"<item><title>Contoso limits Nimbus</title><link>/story/2</link></item></channel></rss>"
)
STORY = b"<!doctype html><html><title>Fabrikam bans Nimbus</title><p>Staff were told on Monday.</p></html>"
CHALLENGE = b'<!doctype html><title>Wait</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>'
CONSENT = b'<!doctype html><html><form action="https://consent.portal.example/save"><button>Yes</button></form></html>'
BOMB = gzip.compress(b"\0" * 50_000_000)
DOUBLE_BOMB = gzip.compress(BOMB)

XML = "application/rss+xml; charset=utf-8"
HTML = "text/html; charset=utf-8"


class FaultServer(ThreadingHTTPServer):
    """The server, and what was asked of it."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stopping = threading.Event()
        self.hits: list[str] = []

    @property
    def address(self) -> str:
        """Where it listens, as ``address:port``."""
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what most of these faults are for."""


@contextmanager
def running() -> Iterator[FaultServer]:
    """A fault server for the length of a ``with``."""
    server = FaultServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: FaultServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.server.hits.append(f"{self.headers['Host']}{path}")
        RESOURCES.get(path, _missing)(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the standard library's name
        """Say nothing."""

    def give(self, body: bytes, content_type: str = XML, *, status: int = 200, **headers: str) -> None:
        """Answer; an underscore in a header's name stands for a hyphen."""
        self.send_response(status)
        given = {"Content-Type": content_type, "Content-Length": str(len(body))}
        given.update({name.replace("_", "-"): value for name, value in headers.items()})
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def give_on(self, pieces: Iterator[bytes], pause: float) -> None:
        """Answer without a length, a piece at a time, until somebody has enough."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", XML)
        self.end_headers()
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            if self.server.stopping.wait(pause):
                return

    def lead(self, location: str, status: int = 302) -> None:
        """Answer with a redirect."""
        self.give(b"", HTML, status=status, Location=location)

    def hang_up(self) -> None:
        """Close the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


def _missing(handler: _Handler) -> None:
    handler.give(b"There is nothing here.", HTML, status=404)


def _unchanged(handler: _Handler) -> None:
    known = handler.headers["If-None-Match"] == '"v1"'
    handler.give(b"" if known else FEED, status=304 if known else 200, ETag='"v1"')


def _for_ever(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def _without_answer(handler: _Handler) -> None:
    handler.hang_up()


def _reset_inside(handler: _Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", XML)
    handler.send_header("Content-Length", str(len(FEED)))
    handler.end_headers()
    handler.wfile.write(FEED[:100])
    handler.wfile.flush()
    handler.hang_up()


def _truncated(handler: _Handler) -> None:
    handler.close_connection = True
    handler.give(FEED, Content_Length=str(len(FEED) + 1_000))


def _truncated_chunks(handler: _Handler) -> None:
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Type", XML)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"40\r\n" + FEED[:64] + b"\r\n40\r\n" + FEED[64:90])


def _no_http(handler: _Handler) -> None:
    handler.close_connection = True
    handler.wfile.write(b"220 mail.example ready\r\n")


def _long_headers(handler: _Handler) -> None:
    handler.close_connection = True
    handler.give(FEED, X_Long="x" * 200_000)


def _silence(handler: _Handler) -> None:
    handler.close_connection = True
    handler.server.stopping.wait(5)


def _robots(handler: _Handler) -> None:
    host = handler.headers["Host"]
    if host.startswith("strict."):
        handler.give(b"User-agent: *\nDisallow: /\nAllow: /open\n", "text/plain")
    elif host.startswith("ill."):
        handler.give(b"", "text/plain", status=503)
    else:
        _missing(handler)


RESOURCES: dict[str, Callable[[_Handler], None]] = {
    "/304": _unchanged,
    "/404": _missing,
    "/410": lambda handler: handler.give(b"Gone.", HTML, status=410),
    "/429": lambda handler: handler.give(b"Slower.", HTML, status=429, Retry_After="120"),
    "/500": lambda handler: handler.give(b"Oops.", HTML, status=500),
    "/503": lambda handler: handler.give(b"Later.", HTML, status=503, Retry_After="30"),
    "/brotli": lambda handler: handler.give(b"\x0b\x02\x80abc\x03", Content_Encoding="br"),
    "/broken-feed": lambda handler: handler.give(FEED[: FEED.index(b"Contoso")]),
    "/challenge": lambda handler: handler.give(CHALLENGE, HTML),
    "/challenge-403": lambda handler: handler.give(CHALLENGE, HTML, status=403, cf_mitigated="challenge"),
    "/consent": lambda handler: handler.lead("/consent-page"),
    "/consent-page": lambda handler: handler.give(CONSENT, HTML),
    "/cut-gzip": lambda handler: handler.give(gzip.compress(FEED)[:-20], Content_Encoding="gzip"),
    "/deflate": lambda handler: handler.give(zlib.compress(FEED), Content_Encoding="deflate"),
    "/double-gzip-bomb": lambda handler: handler.give(DOUBLE_BOMB, Content_Encoding="gzip, gzip"),
    "/empty": lambda handler: handler.give(b""),
    "/endless": lambda handler: handler.give_on(_for_ever(b"<!-- more -->" * 500), 0.0),
    "/gzip": lambda handler: handler.give(gzip.compress(FEED), Content_Encoding="gzip"),
    "/gzip-bomb": lambda handler: handler.give(BOMB, Content_Encoding="gzip"),
    "/gzip-no-header": lambda handler: handler.give(gzip.compress(FEED)),
    "/json": lambda handler: handler.give(b'{"items": []}', "application/feed+json"),
    "/latin1": lambda handler: handler.give(
        FEED.replace(b"utf-8", b"iso-8859-1").replace(b"Nimbus", "Nimbus Café".encode("latin-1")), "text/xml"
    ),
    "/lies-gzip": lambda handler: handler.give(FEED, Content_Encoding="gzip"),
    "/long-headers": _long_headers,
    "/loop": lambda handler: handler.lead("/loop-back"),
    "/loop-back": lambda handler: handler.lead("/loop"),
    "/moved": lambda handler: handler.lead("/ok", 301),
    "/no-answer": _without_answer,
    "/no-http": _no_http,
    "/not-a-feed": lambda handler: handler.give(STORY, HTML),
    "/ok": lambda handler: handler.give(FEED),
    "/open": lambda handler: handler.give(STORY, HTML),
    "/pdf": lambda handler: handler.give(b"%PDF-1.7", "application/pdf"),
    "/redirect-closed": lambda handler: handler.lead("http://strict.example/story/1"),
    "/redirect-file": lambda handler: handler.lead("file:///etc/passwd"),
    "/redirect-nowhere": lambda handler: handler.give(b"", HTML, status=302),
    "/redirect-other": lambda handler: handler.lead("http://other.example/ok"),
    "/reset": _reset_inside,
    "/robots.txt": _robots,
    "/silence": _silence,
    "/slow-drip": lambda handler: handler.give_on(_for_ever(b"."), 0.001),
    "/story/1": lambda handler: handler.give(STORY, HTML),
    "/truncated": _truncated,
    "/truncated-chunks": _truncated_chunks,
}
