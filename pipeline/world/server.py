"""The sample world on a loopback port: one server for all hosts, told apart by the Host header."""

import gzip
import sys
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from pipeline.world.answers import Answer, answer
from pipeline.world.records import World

_ADDRESS = "127.0.0.1"


class WorldServer:
    """Serves the sample world on 127.0.0.1, at a free port, while its context lasts.

    Args:
        world: what is served.
        now: the world's time at first, an aware datetime; set ``now`` to let it go on.
    """

    def __init__(self, world: World, now: datetime) -> None:
        self._listener = _Listener(world, now)
        self._thread = Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        """The port that the system chose."""
        return self._listener.server_port

    @property
    def now(self) -> datetime:
        """The world's time; what is published later does not exist yet."""
        return self._listener.now

    @now.setter
    def now(self, moment: datetime) -> None:
        self._listener.now = moment  # one reference is swapped: a request sees the old time or the new one

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()


class _Listener(ThreadingHTTPServer):
    request_queue_size = 64  # the default of 5 makes clients that come all at once wait for a second

    def __init__(self, world: World, now: datetime) -> None:
        self.world = world
        self.now = now
        super().__init__((_ADDRESS, 0), _Handler)

    def server_bind(self) -> None:
        # HTTPServer would look up a name for the address, which can take seconds where there is no name server.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = _ADDRESS, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base class has it
        if not isinstance(sys.exception(), ConnectionError):  # a client that went away is nobody's mistake
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    server_version = "SampleWorld"
    sys_version = ""

    def do_GET(self) -> None:
        now = self.server.now
        host = self.headers.get("Host", "").partition(":")[0]
        found = answer(self.server.world, host, urlsplit(self.path).path, now)
        self.close_connection = True
        if found is None:
            return
        headers = {"Date": format_datetime(now.astimezone(UTC), usegmt=True), "Connection": "close"}
        if found.status == 200:
            headers["ETag"] = found.etag
        if found.last_modified:
            headers["Last-Modified"] = format_datetime(found.last_modified, usegmt=True)
        if found.status == 200 and self._knows(found):
            self._send(304, headers, b"")
            return
        headers |= {"Content-Type": found.content_type, "Vary": "Accept-Encoding"}
        body = found.body
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, mtime=0)
        self._send(found.status, headers | {"Content-Length": str(len(body))}, body)

    def log_message(self, *_: object) -> None:
        """Keep no access log."""

    def _knows(self, found: Answer) -> bool:
        """Whether the client has this content already; an ETag decides before a date does (RFC 9110, 13.2.2)."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return found.etag in known
        since = self.headers.get("If-Modified-Since")
        if since is None or found.last_modified is None:
            return False
        try:
            moment = parsedate_to_datetime(since)
        except ValueError:
            return False
        return moment.tzinfo is not None and found.last_modified <= moment

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
