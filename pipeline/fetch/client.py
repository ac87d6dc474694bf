"""One polite client for everything that is asked of the web: feeds, pages and robots.txt."""

import re
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

import httpx

from pipeline.fetch.address import asked, target
from pipeline.fetch.body import decoded
from pipeline.fetch.challenge import announced
from pipeline.fetch.failures import BodyError, FetchError
from pipeline.fetch.polite import AGENT, ROBOTS_BYTES, Pace, Rules, robots_rules
from pipeline.fetch.wire import Routes, failure
from pipeline.model.options import FetchOptions
from pipeline.model.source import Validators

_HOPS = 6  # redirects followed for one request; RFC 9309 asks for at least five for robots.txt
_PERMANENT = {301, 308}
_REDIRECTS = (301, 302, 303, 307, 308)
_READ = (200, 203)  # answers whose body is what was asked for
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")
_TRANSIENT = (202, 304, 408, 425, 429)  # beside all of 5xx; 304 where no condition was set is a fault


class Clock(Protocol):
    """Time, as the client needs it."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back for one address.

    Attributes:
        status: 200, 203, or 304 with an empty body.
        body: content codings undone.
        etag, last_modified: to be echoed in a conditional request to ``final_url``; empty where none was given.
        moved_to: where the address has moved for good: the final address if every redirect was permanent, else empty.
    """

    status: int
    final_url: str
    content_type: str
    body: bytes
    etag: str
    last_modified: str
    moved_to: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What is asked for, wherever it leads."""

    url: httpx.URL
    max_bytes: int
    validators: Validators | None = None
    robots: bool = False  # a robots.txt is asked for without asking a robots.txt, and read as far as the limit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """What one exchange gave; the body is empty unless it is what was asked for."""

    status: int
    headers: httpx.Headers
    body: bytes


class Client:
    """Asks for addresses, one host at a time and no faster than it likes. Safe to use from several threads.

    It stands on httpx's transport, not on its client: no cookies, no proxies, nothing from the environment, and no look
    at where a redirect leads but our own. robots.txt is read once for each host and kept as long as the client lives,
    which is one run.

    Args:
        options: limits, pauses, contact and fixed addresses of hosts.
        version: of Offlimits, for the User-Agent.
        clock: for pauses and deadlines.
        transport: makes the connections; by default those of httpx.
    """

    def __init__(
        self, options: FetchOptions, *, version: str, clock: Clock, transport: httpx.BaseTransport | None = None
    ) -> None:
        contact = _printable(options.contact)
        self._options = options
        self._clock = clock
        self._transport = Routes(transport or httpx.HTTPTransport(trust_env=False), options.hosts)
        self._headers = {
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            "User-Agent": f"{AGENT}/{version}" + (f" (+{contact})" if contact else ""),
        }
        self._pace = Pace()
        self._rules: dict[str, Rules | FetchError] = {}
        self._reading: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    def get(self, url: str, validators: Validators | None = None) -> Answer:
        """Ask for an address, politely and within the limits.

        Args:
            url: http or https, without a user name.
            validators: what its server gave last time. They go to the address that gave them and to no other.

        Raises:
            FetchError: there is nothing to read.
        """
        answer = self._follow(_Request(url=asked(url), max_bytes=self._options.max_bytes, validators=validators))
        if answer.status in _READ or (answer.status == 304 and _condition(validators, answer.final_url)):
            return answer
        transient = answer.status >= 500 or answer.status in _TRANSIENT
        raise FetchError(
            f"http-{answer.status}", f"{answer.final_url} answered with status {answer.status}.", transient=transient
        )

    def _follow(self, request: _Request) -> Answer:
        """Ask, and ask again where it leads. Pauses that we make ourselves do not count for the deadline."""
        url, statuses = request.url, list[int]()
        left = self._options.deadline_seconds
        for _ in range(_HOPS + 1):
            delay = self._await_turn(url, request)
            started = self._clock.monotonic()
            try:
                reply = self._ask(url, request, started + left)
            finally:
                ended = self._clock.monotonic()
                left -= ended - started
                with self._lock:
                    self._pace.answered(url.host, ended, delay)
            if reply.status not in _REDIRECTS:
                return self._answer(url, reply, moved=bool(statuses) and set(statuses) <= _PERMANENT)
            statuses.append(reply.status)
            url = target(url, reply.headers.get("location", ""))
        raise FetchError("too-many-redirects", f"{request.url} leads on more than {_HOPS} times.", transient=True)

    def _await_turn(self, url: httpx.URL, request: _Request) -> float:
        """Make sure that the address may be asked for, and wait until it may.

        Returns:
            The pause of its host in seconds.
        """
        delay = self._options.delay_seconds
        if not request.robots:
            rules = self._rules_for(url)
            if rules.unavailable:
                raise FetchError(
                    "robots-unavailable", f"{url} has a site that cannot give its robots.txt.", transient=True
                )
            if not rules.allow(str(url)):
                raise FetchError("robots", f"{url} is closed to us by the robots.txt of its site.")
            delay = max(delay, rules.delay_seconds)
        with self._lock:
            wait = self._pace.ask(url.host, self._clock.monotonic(), delay)
        if wait > 0:
            self._clock.sleep(wait)
        return delay

    def _rules_for(self, url: httpx.URL) -> Rules:
        place = url.copy_with(path="/robots.txt", query=None)
        key = str(place)
        with self._lock:
            reading = self._reading.setdefault(key, threading.Lock())
        with reading:  # the others of this host wait for the one who reads
            if key not in self._rules:
                self._rules[key] = self._read_rules(place)
        known = self._rules[key]
        if isinstance(known, FetchError):
            raise FetchError(known.reason, known.detail, transient=known.transient)
        return known

    def _read_rules(self, place: httpx.URL) -> Rules | FetchError:
        """The rules of a host, or why it cannot be asked for anything."""
        try:
            answer = self._follow(_Request(url=place, max_bytes=ROBOTS_BYTES, robots=True))
        except FetchError as error:
            # A robots.txt that leads nowhere is one that is not there (RFC 9309, section 2.3.1.2).
            return Rules() if error.reason in ("bad-redirect", "too-many-redirects") else error
        return robots_rules(answer.status, answer.body)

    def _ask(self, url: httpx.URL, request: _Request, ends_at: float) -> _Reply:
        """Ask once, and read the body where it is what was asked for."""
        timeout = httpx.Timeout(min(self._options.timeout_seconds, self._left(url, ends_at)))
        question = httpx.Request(
            "GET",
            url,
            headers=self._headers | _condition(request.validators, str(url)),
            extensions={"timeout": timeout.as_dict()},
        )
        try:
            with closing(self._transport.handle_request(question)) as response:
                response.request = question
                if announced(response.headers) and not request.robots:
                    raise FetchError("challenge", f"{url} answered with a check for robots.", transient=True)
                body = self._body(response, request, ends_at) if response.status_code in _READ else b""
                return _Reply(status=response.status_code, headers=response.headers, body=body)
        except httpx.TransportError as error:
            raise failure(str(url), error) from error
        except BodyError as error:
            transient = error.reason == "truncated"
            raise FetchError(error.reason, f"{url} {error.predicate}.", transient=transient) from error

    def _body(self, response: httpx.Response, request: _Request, ends_at: float) -> bytes:
        pieces: list[bytes] = []
        body = decoded(
            self._arriving(response, ends_at),
            coding=response.headers.get("content-encoding", ""),
            content_type=response.headers.get("content-type", ""),
            max_bytes=request.max_bytes,
        )
        try:
            pieces.extend(body)
        except BodyError as error:
            if error.reason != "too-large" or not request.robots:
                raise
        return b"".join(pieces)

    def _arriving(self, response: httpx.Response, ends_at: float) -> Iterator[bytes]:
        """The body as it comes; a server that sends a byte now and then is cut off by the deadline."""
        try:
            for chunk in response.iter_raw():
                yield chunk
                self._left(response.url, ends_at)
        except httpx.RemoteProtocolError as error:
            raise BodyError("truncated", "sent a body that breaks off") from error

    def _left(self, url: httpx.URL, ends_at: float) -> float:
        left = ends_at - self._clock.monotonic()
        if left <= 0:
            limit = self._options.deadline_seconds
            raise FetchError("deadline", f"{url} took more than {limit:g} seconds.", transient=True)
        return left

    def _answer(self, url: httpx.URL, reply: _Reply, *, moved: bool) -> Answer:
        return Answer(
            status=reply.status,
            final_url=str(url),
            content_type=_printable(reply.headers.get("content-type", "")),
            body=reply.body,
            etag=_verbatim(reply.headers.get("etag", "")),
            last_modified=_verbatim(reply.headers.get("last-modified", "")),
            moved_to=str(url) if moved else "",
            fetched_at=self._clock.now(),
        )


def _condition(validators: Validators | None, url: str) -> dict[str, str]:
    """The headers of a conditional request for an address."""
    if validators is None or validators.url != url:
        return {}
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if _verbatim(value)}


def _verbatim(value: str) -> str:
    """The value if it can be sent back as it came, else nothing."""
    return value if _printable(value) == value else ""


def _printable(value: str) -> str:
    return _UNPRINTABLE.sub("", value)
