"""A web server on loopback that misbehaves: one named resource for each fault.

    with running() as server:
        options = FetchOptions(hosts={"*.example": server.address})

Faults that last (a drip, an endless body) end when the client hangs up or the server is stopped. With the name of a
certificate the server speaks TLS; ``stalling`` and ``full`` are listeners that never get as far as HTTP.
"""

import gzip
import json
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import zstandard

CERTIFICATES = Path(__file__).parent / "certificates"
"""``authority.pem`` has signed ``good``, ``expired`` and ``wrong-host``; ``self-signed`` stands alone."""

FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
    b"<item><title>Fabrikam bans Nimbus</title><link>/story/1</link>"
    b"<pubDate>Thu, 09 Jul 2026 09:00:00 GMT</pubDate></item>"
    b"<item><title>Contoso limits Nimbus</title><link>/story/2</link></item></channel></rss>"
)
STORY = b"<!doctype html><html><title>Fabrikam bans Nimbus</title><p>Staff were told on Monday.</p></html>"
CHALLENGE = b'<!doctype html><title>Wait</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>'
CONSENT = b'<!doctype html><html><form action="https://consent.portal.example/save"><button>Yes</button></form></html>'
PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=1),
    "deflate": zlib.compress,
    "gzip": gzip.compress,
    "zstd": zstandard.compress,
}
UNPACKED_BOMB = 20_000_000
BOMBS = {coding: pack(b"\0" * UNPACKED_BOMB) for coding, pack in PACK.items()}
DOUBLE_BOMBS = {coding: PACK[coding](bomb) for coding, bomb in BOMBS.items()}
BOMB, DOUBLE_BOMB = BOMBS["gzip"], DOUBLE_BOMBS["gzip"]

XML = "application/rss+xml; charset=utf-8"
HTML = "text/html; charset=utf-8"


class FaultServer(ThreadingHTTPServer):
    """The server, and what was asked of it."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
            # the handshake is for the thread of each connection, so that none keeps the others waiting
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.stopping = threading.Event()
        self.hits: list[str] = []

    @property
    def address(self) -> str:
        """Where it listens, as ``address:port``."""
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what most of these faults are for."""


@contextmanager
def running(certificate: str = "") -> Iterator[FaultServer]:
    """A fault server for the length of a ``with``, over TLS if a certificate is named."""
    server = FaultServer(certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def stalling() -> Iterator[str]:
    """The place of a listener that takes connections and never says a word, not even in a handshake."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def full() -> Iterator[str]:
    """The place of a listener that takes no more connections, so that whoever dials it hears nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, ExitStack() as waiting:
        for _ in range(4):
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield f"127.0.0.1:{listener.getsockname()[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: FaultServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are written one after the other

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

    def give_raw(self, answer: bytes) -> None:
        """Answer with these bytes, whatever they are, and close the connection."""
        self.close_connection = True
        self.wfile.write(answer)

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


def _chunks(handler: _Handler) -> None:
    handler.give_raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n40\r\n" + FEED[:64] + b"\r\n40\r\n" + FEED[64:90])


def _drip_of_headers(handler: _Handler) -> None:
    handler.close_connection = True
    handler.wfile.write(_HEAD)
    while not handler.server.stopping.wait(0.005):
        handler.wfile.write(b"X-More: 1\r\n")


def _silence(handler: _Handler) -> None:
    handler.close_connection = True
    handler.server.stopping.wait(5)


def _cookie(handler: _Handler) -> None:
    if "ok=1" in handler.headers.get("Cookie", ""):
        handler.give(FEED)
    else:
        handler.give(b"", HTML, status=302, Location="/cookie", Set_Cookie="ok=1; Path=/")


def _hops(handler: _Handler) -> None:
    left = int(handler.path.rpartition("-")[2]) - 1
    handler.lead(f"/hops-{left}" if left else "/ok", 301)


def _echo(handler: _Handler) -> None:
    handler.give(json.dumps({name.lower(): value for name, value in handler.headers.items()}).encode(), "text/plain")


def _robots(handler: _Handler) -> None:
    host = handler.headers["Host"]
    if host.startswith("strict."):
        handler.give(b"User-agent: *\nDisallow: /\nAllow: /open\n", "text/plain")
    elif host.startswith("ill."):
        handler.give(b"", "text/plain", status=503)
    else:
        _missing(handler)


def _with_head(head: bytes) -> Callable[[_Handler], None]:
    """A healthy feed behind these headers."""
    return lambda handler: handler.give_raw(_HEAD + head + b"Content-Length: %d\r\n\r\n" % len(FEED) + FEED)


def _with_length(length: int) -> Callable[[_Handler], None]:
    """A feed that says to be this long, and then the end of the connection."""
    return lambda handler: handler.give_raw(_HEAD + b"Content-Length: %d\r\n\r\n" % length + FEED)


def _packed(coding: str, body: bytes) -> Callable[[_Handler], None]:
    return lambda handler: handler.give(body, Content_Encoding=coding)


def _leading(location: str, status: int = 302) -> Callable[[_Handler], None]:
    return lambda handler: handler.lead(location, status)


def _later(status: int, after: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.give(b"Later.", HTML, status=status, Retry_After=after)


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"

RESOURCES: dict[str, Callable[[_Handler], None]] = {
    "/202": lambda handler: handler.give(b"Working on it.", HTML, status=202),
    "/304": _unchanged,
    "/401": lambda handler: handler.give(b"Who are you?", HTML, status=401),
    "/403": lambda handler: handler.give(b"No.", HTML, status=403),
    "/404": _missing,
    "/410": lambda handler: handler.give(b"Gone.", HTML, status=410),
    "/429": _later(429, "120"),
    "/429-date": _later(429, "Fri, 10 Jul 2026 02:05:00 GMT"),
    "/429-garbage": _later(429, "in a while"),
    "/429-huge": _later(429, "1000000000"),
    "/429-negative": _later(429, "-30"),
    "/451": lambda handler: handler.give(b"No.", HTML, status=451),
    "/500": lambda handler: handler.give(b"Oops.", HTML, status=500),
    "/503": _later(503, "30"),
    "/503-silent": lambda handler: handler.give(b"Later.", HTML, status=503),
    "/br": _packed("br", PACK["br"](FEED)),
    "/br-bomb": _packed("br", BOMBS["br"]),
    "/broken-feed": lambda handler: handler.give(FEED[: FEED.index(b"Contoso")]),
    "/challenge": lambda handler: handler.give(CHALLENGE, HTML),
    "/challenge-403": lambda handler: handler.give(CHALLENGE, HTML, status=403, cf_mitigated="challenge"),
    "/challenge-503": lambda handler: handler.give(CHALLENGE, HTML, status=503),
    "/compress": _packed("compress", b"\x1f\x9d\x90"),
    "/consent": _leading("/consent-page"),
    "/consent-page": lambda handler: handler.give(CONSENT, HTML),
    "/cookie": _cookie,
    "/cut-br": _packed("br", PACK["br"](FEED)[:-20]),
    "/cut-gzip": _packed("gzip", gzip.compress(FEED)[:-20]),
    "/cut-zstd": _packed("zstd", PACK["zstd"](FEED)[:-20]),
    "/deflate": _packed("deflate", zlib.compress(FEED)),
    "/deflate-bomb": _packed("deflate", BOMBS["deflate"]),
    "/double-br-bomb": _packed("br, br", DOUBLE_BOMBS["br"]),
    "/double-deflate-bomb": _packed("deflate, deflate", DOUBLE_BOMBS["deflate"]),
    "/double-gzip-bomb": _packed("gzip, gzip", DOUBLE_BOMBS["gzip"]),
    "/double-zstd-bomb": _packed("zstd, zstd", DOUBLE_BOMBS["zstd"]),
    "/drip-of-headers": _drip_of_headers,
    "/echo": _echo,
    "/empty": lambda handler: handler.give(b""),
    "/endless": lambda handler: handler.give_on(_for_ever(b"<!-- more -->" * 500), 0.0),
    "/gzip": _packed("gzip", gzip.compress(FEED)),
    "/gzip-bad-sum": _packed("gzip", gzip.compress(FEED)[:-8] + bytes(8)),
    "/gzip-bomb": _packed("gzip", BOMBS["gzip"]),
    "/gzip-no-header": lambda handler: handler.give(gzip.compress(FEED)),
    "/gzip-twice": _packed("gzip, gzip", gzip.compress(gzip.compress(FEED))),
    "/gzip-with-garbage": _packed("gzip", gzip.compress(FEED) + b"garbage"),
    "/headers-folded": _with_head(b"X-Folded: one\r\n two\r\n"),
    "/headers-latin1": _with_head('X-Name: Café\r\nETag: "é"\r\n'.encode("latin-1")),
    "/headers-long": _with_head(b"X-Long: " + b"x" * 200_000 + b"\r\n"),
    "/headers-many": _with_head(b"X-Many: 1\r\n" * 20_000),
    "/headers-nul": _with_head(b"X-Nul: a\0b\r\n"),
    "/headers-twice": _with_head(b"Content-Type: text/html\r\nX-A: 1\r\nX-A: 2\r\n"),
    "/headers-two-lengths": _with_head(b"Content-Length: 7\r\n"),
    "/headers-without-colon": _with_head(b"this is no header\r\n"),
    "/hints": lambda handler: handler.give_raw(
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + _HEAD + b"Connection: close\r\n\r\n" + FEED
    ),
    "/json": lambda handler: handler.give(b'{"items": []}', "application/feed+json"),
    "/latin1": lambda handler: handler.give(
        FEED.replace(b"utf-8", b"iso-8859-1").replace(b"Nimbus", "Nimbus Café".encode("latin-1")), "text/xml"
    ),
    "/length-larger": _with_length(len(FEED) + 1_000),
    "/length-smaller": _with_length(len(FEED) - 50),
    "/lies-gzip": _packed("gzip", FEED),
    "/lies-zstd": _packed("zstd", FEED),
    "/loop": _leading("/loop-back"),
    "/loop-back": _leading("/loop"),
    "/moved": _leading("/ok", 301),
    "/moved-308": _leading("/ok", 308),
    "/no-answer": _without_answer,
    "/no-http": lambda handler: handler.give_raw(b"220 mail.example ready\r\n"),
    "/not-a-feed": lambda handler: handler.give(STORY, HTML),
    "/ok": lambda handler: handler.give(FEED),
    "/open": lambda handler: handler.give(STORY, HTML),
    "/pdf": lambda handler: handler.give(b"%PDF-1.7", "application/pdf"),
    "/redirect-closed": _leading("http://strict.example/story/1"),
    "/redirect-file": _leading("file:///etc/passwd"),
    "/redirect-inside": _leading("http://inside.example/ok"),
    "/redirect-metadata": _leading("http://169.254.169.254/latest/meta-data/"),
    "/redirect-nowhere": lambda handler: handler.give(b"", HTML, status=302),
    "/redirect-other": _leading("http://other.example/ok"),
    "/redirect-other-echo": _leading("http://other.example/echo"),
    "/redirect-plain": _leading("http://news.example/ok"),
    "/redirect-port": _leading("http://news.example:6379/"),
    "/redirect-relative": _leading("ok?from=here"),
    "/redirect-schemeless": _leading("//other.example/ok"),
    "/reset": _reset_inside,
    "/robots.txt": _robots,
    "/silence": _silence,
    "/slow-drip": lambda handler: handler.give_on(_for_ever(b"."), 0.001),
    "/story/1": lambda handler: handler.give(STORY, HTML),
    "/truncated": _with_length(len(FEED) + 1_000),
    "/truncated-chunks": _chunks,
    "/zstd": _packed("zstd", PACK["zstd"](FEED)),
    "/zstd-bomb": _packed("zstd", BOMBS["zstd"]),
}
RESOURCES |= {f"/hops-{left}": _hops for left in range(1, 31)}
