"""A small web on loopback: what each address answers, and a record of what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """What one address answers.

    Attributes:
        etag: without its quotes; by default it hangs on the body, so that it never lies.
        headers: others that it sends.
    """

    body: bytes
    content_type: str = HTML
    status: int = 200
    etag: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class LoopbackWeb:
    """Answers on 127.0.0.1 for every host, while its context lasts; what is not in ``pages`` is a 404.

    Attributes:
        pages: answers by "host/path"; may be changed at any time.
        asked: addresses in the order of the requests, as "host/path", without those of robots.txt.
        heard: the headers of these requests, by their names in lower case.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.heard: list[dict[str, str]] = []
        self._server = _Server(self)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005})

    @property
    def address(self) -> str:
        """Where it listens, as ``address:port``."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def publish(self, outlet: str, *articles: tuple[str, str, str]) -> None:
        """Let ``<outlet>.example`` list articles, and serve their pages.

        Args:
            outlet: host without its last part.
            articles: name of the page, title, and time of publication as feeds write it; ``put`` gives the page.
        """
        host = f"{outlet}.example"
        items = "".join(
            f"<item><title>{escape(title)}</title><link>http://{host}/{name}</link><pubDate>{day}</pubDate></item>"
            for name, title, day in articles
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title>{items}</channel></rss>'
        self.pages[f"{host}/feed"] = Page(feed.encode(), RSS)

    def put(self, place: str, body: str | bytes, content_type: str = HTML, status: int = 200, **headers: str) -> None:
        """Let an address ("host/path") answer; an underscore in a header's name stands for a hyphen."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[place] = Page(body.encode() if isinstance(body, str) else body, content_type, status, headers=given)

    def lead(self, place: str, to: str, status: int = 301) -> None:
        """Let an address lead to another, both as "host/path"."""
        self.put(place, "", status=status, Location=f"http://{to}")

    def listen(self) -> list[str]:
        """What was asked for since this was last called."""
        asked = list(self.asked)
        self.asked.clear()
        self.heard.clear()
        return asked


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # with its usual 5, a connection that finds the queue full is tried again a second later

    def __init__(self, web: LoopbackWeb) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.web = web

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer would look up a name for the address


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        place = f"{self.headers['Host'].partition(':')[0]}{self.path}"
        if self.path != "/robots.txt":
            self.server.web.asked.append(place)
            self.server.web.heard.append({name.lower(): value for name, value in self.headers.items()})
        page = self.server.web.pages.get(place, Page(b"<p>There is nothing here.</p>", status=404))
        etag = f'"{page.etag or sha256(page.body).hexdigest()[:16]}"'
        known = page.status == 200 and self.headers["If-None-Match"] == etag
        self.send_response(304 if known else page.status)
        usual = {"Content-Type": page.content_type, "ETag": etag, "Connection": "close"}
        for name, value in {**usual, **page.headers}.items():
            self.send_header(name, value)
        if not known:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(b"" if known else page.body)

    def log_message(self, *_: object) -> None:
        """Keep no access log."""
