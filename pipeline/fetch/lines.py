"""Connections of our own: made to checked addresses, kept open for the next request, never held beyond a deadline."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import httpcore
import httpx

from pipeline.fetch.address import origin
from pipeline.fetch.guard import Guard
from pipeline.fetch.wire import Resolve, Wire, resolved
from pipeline.model.options import FetchOptions

_MOST_IDLE = 64  # connections kept open in all
_IDLE_SECONDS = 30.0  # after which one is not used again; many servers close theirs sooner, which is noticed
_REST_BYTES = 65_536  # of a body that nobody wants, read so that the connection can be used again
_REST_SECONDS = 0.5  # for that

_Key = tuple[str, str, int]

# httpcore raises its own errors; whoever talks to a transport expects those of httpx.
_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.ProxyError, httpx.ProxyError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
)
_HUNG_UP = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One connection, and the network as it sees it."""

    key: _Key
    connection: httpcore.ConnectionInterface
    wire: Wire


class Lines(httpx.BaseTransport):
    """Sends requests over connections that it owns. Safe to use from several threads.

    Each connection belongs to one origin (scheme, host, port) and serves one request at a time. Idle ones are found by
    their origin, without a look at the others. One on which the server has hung up meanwhile is replaced, once.

    A request's deadline is in its extension ``ends_at``, by the clock given here; without it, the options say how
    long it may take.

    With ``options.proxy`` every request goes through that proxy, but for hosts that are pinned under ``options.hosts``.
    Names are then resolved and checked here before the proxy is asked; it resolves them anew, so it has to refuse
    private addresses itself where an answer may differ. Nothing is ever taken from the environment, but for the
    certificates that OpenSSL trusts.

    Args:
        options: exceptions of the guard, the proxy, and how many requests a host gets at the same time.
        monotonic: seconds that never run backwards.
        resolve: knows the addresses of names; by default the system's resolver.
        network: makes the connections to addresses; by default the system's sockets.
        tls: settings for https; by default certificates are checked against those of the system and of certifi.

    Raises:
        ValueError: an address under ``options.hosts`` has no port.
    """

    def __init__(
        self,
        options: FetchOptions,
        *,
        monotonic: Callable[[], float],
        resolve: Resolve = resolved,
        network: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._guard = Guard.of(options)
        self._per_origin = options.per_host
        self._seconds = options.deadline_seconds
        self._monotonic = monotonic
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()
        self._tls = tls
        self._proxy = httpx.URL(options.proxy) if options.proxy else None
        self._lock = threading.Lock()
        self._idle: dict[_Key, list[_Line]] = {}  # the origin that was used last comes last
        self._count = 0
        self._closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give its answer, whose body is read from the connection as it is iterated.

        Raises:
            httpx.TransportError: of the kinds that ``pipeline.fetch.wire.failure`` knows.
        """
        url = request.url
        key = origin(url)
        question = httpcore.Request(
            request.method.encode("ascii"),
            httpcore.URL(scheme=key[0].encode(), host=url.raw_host, port=key[2], target=url.raw_path),
            headers=request.headers.raw,
            extensions={"timeout": request.extensions.get("timeout", {})},
        )
        ends_at: float = request.extensions.get("ends_at", self._monotonic() + self._seconds)
        with _as_httpx():
            line = self._take(key)
            if line is not None:
                with suppress(*_HUNG_UP):  # it was closed while it was idle, which says nothing about the server
                    return self._ask(line, question, ends_at)
            return self._ask(self._new(key, ends_at), question, ends_at)

    def close(self) -> None:
        """Close all connections; those in use are closed when their answers are."""
        with self._lock:
            idle = [line for lines in self._idle.values() for line in lines]
            self._idle.clear()
            self._count = 0
            self._closed = True
        for line in idle:
            line.connection.close()

    def free(self, line: _Line, *, usable: bool) -> None:
        """Keep a connection for the next request to its origin, or close it; of too many the oldest is closed."""
        gone: _Line | None = line
        if usable and line.connection.is_available():
            with self._lock:
                lines = self._idle.pop(line.key, [])
                if not self._closed and len(lines) < self._per_origin:
                    lines.append(line)
                    self._count += 1
                    gone = None
                if lines:
                    self._idle[line.key] = lines
                if self._count > _MOST_IDLE:
                    gone = self._out(next(iter(self._idle)), 0)
        if gone is not None:
            gone.connection.close()

    def _take(self, key: _Key) -> _Line | None:
        """An idle connection to this origin that is still open."""
        while True:
            with self._lock:
                if key not in self._idle:
                    return None
                line = self._out(key, -1)
            if not line.connection.has_expired():
                return line
            line.connection.close()

    def _out(self, key: _Key, at: int) -> _Line:
        """Take a connection out of the idle ones of an origin."""
        lines = self._idle[key]
        line = lines.pop(at)
        if not lines:
            del self._idle[key]
        self._count -= 1
        return line

    def _new(self, key: _Key, ends_at: float) -> _Line:
        scheme, host, port = key
        there = httpcore.Origin(scheme.encode(), host.encode(), port)
        proxy = self._proxy if self._guard.pin(host) is None else None
        wire = self._wire(proxy.host if proxy is not None else "")
        wire.begin(ends_at)
        tls = self._certificates() if "https" in (scheme, proxy.scheme if proxy is not None else "") else None
        if proxy is None:
            return _Line(
                key=key,
                wire=wire,
                connection=httpcore.HTTPConnection(
                    there, ssl_context=tls, keepalive_expiry=_IDLE_SECONDS, network_backend=wire
                ),
            )
        self._wire().places(host, port)
        pool = httpcore.HTTPProxy(
            str(proxy.copy_with(userinfo=b"")),
            proxy_auth=(proxy.username, proxy.password) if proxy.userinfo else None,
            ssl_context=tls,
            proxy_ssl_context=tls if proxy.scheme == "https" else None,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=wire,
        )
        return _Line(key=key, wire=wire, connection=pool.create_connection(there))

    def _wire(self, proxy: str = "") -> Wire:
        return Wire(self._guard, resolve=self._resolve, network=self._network, monotonic=self._monotonic, proxy=proxy)

    def _certificates(self) -> ssl.SSLContext:
        with self._lock:
            if self._tls is None:
                self._tls = httpcore.default_ssl_context()
            return self._tls

    def _ask(self, line: _Line, question: httpcore.Request, ends_at: float) -> httpx.Response:
        line.wire.begin(ends_at)
        with ExitStack() as undone:
            undone.callback(line.connection.close)
            reply = line.connection.handle_request(question)
            undone.pop_all()
        body = _Body(self, line, reply, self._monotonic)
        return httpx.Response(reply.status, headers=reply.headers, stream=body)


class _Body(httpx.SyncByteStream):
    """A body on its way. When it is closed, its connection is freed."""

    def __init__(self, lines: Lines, line: _Line, reply: httpcore.Response, monotonic: Callable[[], float]) -> None:
        self._lines = lines
        self._line = line
        self._reply = reply
        self._length = _length(reply)
        self._monotonic = monotonic
        self._begun = self._closed = self._exceeded = False

    def __iter__(self) -> Iterator[bytes]:
        self._begun = True
        with _as_httpx():
            yield from self._reply.iter_stream()
            if self._length is not None and self._line.wire.exceeds(self._length):
                self._exceeded = True
                raise httpcore.RemoteProtocolError("there is more than the length that was announced")

    def close(self) -> None:
        """Free the connection. What is left of a short body is read first, if it comes at once."""
        if self._closed:
            return
        self._closed = True
        if not self._begun and (self._length or 0) <= _REST_BYTES:
            self._line.wire.ends_at = min(self._line.wire.ends_at, self._monotonic() + _REST_SECONDS)
            with suppress(httpx.TransportError):
                room = _REST_BYTES
                for chunk in self:
                    room -= len(chunk)
                    if room < 0:
                        break
        self._reply.close()
        self._lines.free(self._line, usable=not self._exceeded)


def _length(reply: httpcore.Response) -> int | None:
    """The length that an answer announces for its body; None if it does so in no way or in another."""
    fields = {name.lower(): value for name, value in reply.headers}
    if b"transfer-encoding" in fields or reply.status in (204, 304):
        return None
    length = fields.get(b"content-length", b"")
    return int(length) if length.isdigit() else None


@contextmanager
def _as_httpx() -> Iterator[None]:
    try:
        yield
    except tuple(ours for ours, _ in _ERRORS) as error:
        kind = next(theirs for ours, theirs in _ERRORS if isinstance(error, ours))
        raise kind(str(error)) from error
