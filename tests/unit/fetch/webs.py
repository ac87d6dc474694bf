"""A web in memory: addresses and what they answer, and a record of what was asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import httpx
import pytest

from pipeline.fetch.client import Answer, Client
from pipeline.fetch.failures import FetchError
from pipeline.model.options import FetchOptions
from pipeline.model.source import Validators
from tests.unit.fetch.clocks import FakeClock

FEED = "https://news.example/feed"
ROBOTS = "https://news.example/robots.txt"
PLAIN = FetchOptions(delay_seconds=0.0, retries=0)
TEXT = b"<rss>Fabrikam bans Nimbus</rss>"


class Chunks(httpx.SyncByteStream):
    """A body that comes in pieces, and may break."""

    def __init__(self, *chunks: bytes, error: Exception | None = None) -> None:
        self._chunks = chunks
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks
        if self._error is not None:
            raise self._error


@dataclass(frozen=True)
class Page:
    """What one address answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()
    chunks: tuple[bytes, ...] = ()
    breaks: Exception | None = None
    refuses: Exception | None = None


class Web(httpx.BaseTransport):
    """Answers for the addresses it knows, and with 404 for all others."""

    def __init__(self, pages: Mapping[str, Page | Sequence[Page]]) -> None:
        self._pages = pages
        self.requests: list[httpx.Request] = []

    @property
    def asked(self) -> list[str]:
        """Addresses in the order in which they were asked for, without those of robots.txt."""
        return [str(one.url) for one in self.requests if one.url.path != "/robots.txt"]

    @property
    def robots_asked(self) -> list[str]:
        """Addresses of robots.txt in the order in which they were asked for."""
        return [str(one.url) for one in self.requests if one.url.path == "/robots.txt"]

    def _page(self, request: httpx.Request) -> Page:
        """What this address answers now: the next of several pages, of which the last one stays."""
        found = self._pages.get(str(request.url), Page(status=404))
        if isinstance(found, Page):
            return found
        before = sum(one.url == request.url for one in self.requests) - 1
        return found[min(before, len(found) - 1)]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        page = self._page(request)
        if page.refuses is not None:
            raise page.refuses
        stream = Chunks(*(page.chunks or (page.body,)), error=page.breaks)
        headers = [(name.encode(), value.encode()) for name, value in page.headers.items()]
        headers += [(b"Set-Cookie", cookie.encode()) for cookie in page.cookies]
        return httpx.Response(page.status, headers=headers, stream=stream)


def client(web: httpx.BaseTransport, clock: FakeClock | None = None, options: FetchOptions | None = None) -> Client:
    """A client on this web, without pauses and second attempts unless the options say so."""
    return Client(options or PLAIN, version="1.2.3", clock=clock or FakeClock(), transport=web)


def chain(*statuses: int) -> dict[str, Page]:
    """FEED leads over /1, /2 … to the text."""
    stops = [FEED, *(f"https://news.example/{n}" for n in range(1, len(statuses) + 1))]
    pages = {
        stop: Page(status=status, headers={"Location": f"/{n}"})
        for n, (stop, status) in enumerate(zip(stops, statuses, strict=False), 1)
    }
    return {**pages, stops[-1]: Page(TEXT)}


def robots(text: str) -> Page:
    return Page(text.encode(), headers={"Content-Type": "text/plain"})


def got(pages: Mapping[str, Page | Sequence[Page]], url: str = FEED, validators: Validators | None = None) -> Answer:
    with client(Web(pages)) as asking:
        return asking.get(url, validators)


def refusal(
    pages: Mapping[str, Page | Sequence[Page]], url: str = FEED, options: FetchOptions | None = None
) -> FetchError:
    with client(Web(pages), options=options) as asking, pytest.raises(FetchError) as caught:
        asking.get(url)
    return caught.value
