"""The network as one connection sees it: only checked addresses, never beyond a deadline; and what can break on it."""

import re
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

import httpcore
import httpx

from pipeline.fetch.failures import FetchError, failed_at
from pipeline.fetch.guard import Guard, Place

Resolve = Callable[[str, int], Sequence[str]]
"""A host name and a port to IP addresses; raises socket.gaierror."""

_HEAD_ENDS = re.compile(rb"\n\r?\n")
_LINE_END = 2  # bytes

_UNKNOWN_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

# What the operating system says, from the special to the general.
_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "tls"),
    (socket.gaierror, "dns"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "reset"),
)


class PrivateAddress(httpx.ConnectError):
    """A name leads to nothing but addresses that may not be dialled."""


class Overdue(httpx.TimeoutException):
    """The deadline of a request has passed."""


# What httpx says where the operating system is silent.
_KINDS: tuple[tuple[type[httpx.TransportError], str], ...] = (
    (PrivateAddress, "private-address"),
    (Overdue, "deadline"),
    (httpx.TimeoutException, "timeout"),
    (httpx.ProxyError, "unreachable"),
    (httpx.ConnectError, "unreachable"),
    (httpx.NetworkError, "reset"),
    (httpx.RemoteProtocolError, "bad-response"),
)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host in the order in which they should be tried; the system's resolver asks.

    Raises:
        socket.gaierror: there are none.
    """
    found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class Wire(httpcore.NetworkBackend):
    """Dials for one connection.

    Names are resolved in the thread that asks, so a resolver may exceed the deadline by its own time-out.

    Args:
        guard: says what may be dialled.
        resolve: knows the addresses of names.
        network: makes the connections to addresses.
        monotonic: seconds that never run backwards.
        proxy: host of the operator's proxy, which may be anywhere; empty if there is none.

    Attributes:
        ends_at: deadline of the request that is under way; ``begin`` sets it.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        resolve: Resolve,
        network: httpcore.NetworkBackend,
        monotonic: Callable[[], float],
        proxy: str = "",
    ) -> None:
        self._guard = guard
        self._resolve = resolve
        self._network = network
        self._monotonic = monotonic
        self._proxy = proxy
        self.ends_at = 0.0
        self._stream: httpcore.NetworkStream | None = None
        self._head = bytearray()
        self._body: int | None = None

    def begin(self, ends_at: float) -> None:
        """Get ready for the next request, which has this deadline."""
        self.ends_at = ends_at
        self._head.clear()
        self._body = None

    def arrived(self, data: bytes) -> None:
        """Count what comes behind the head of the answer."""
        if self._body is not None:
            self._body += len(data)
            return
        start = max(0, len(self._head) - 3)
        self._head += data
        while end := _HEAD_ENDS.search(self._head, start):
            rest = self._head[end.end() :]
            if self._head[9:10] != b"1":  # not "HTTP/1.1 103", behind which comes the head that counts
                self._body = len(rest)
                break
            self._head, start = rest, 0

    def exceeds(self, length: int) -> bool:
        """Whether more has come than the body of this length that was announced.

        A line end behind it is no excess: old servers send one.
        """
        if self._stream is not None and self._stream.get_extra_info("is_readable"):
            with suppress(httpcore.TimeoutException, httpcore.NetworkError, Overdue):
                self._stream.read(_LINE_END + 1, 0.001)  # nothing comes if the server has hung up
        return self._body is not None and self._body > length + _LINE_END

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Dial the addresses of a host that may be dialled, one after the other, until one answers.

        Raises:
            PrivateAddress: there are none.
            Overdue: none answered before the deadline.
            httpcore.ConnectError, httpcore.ConnectTimeout: none answered.
        """
        places = self.places(host, port)
        dial = partial(self._network.connect_tcp, local_address=local_address, socket_options=socket_options)
        for left, place in zip(range(len(places), 1, -1), places, strict=False):
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._opened(dial(*place, timeout=self.limit(timeout) / left))
        try:
            return self._opened(dial(*places[-1], timeout=self.limit(timeout)))
        except httpcore.ConnectTimeout:
            self.limit(timeout)  # the deadline is the better word, where it has passed
            raise

    def places(self, host: str, port: int) -> list[Place]:
        """Where a host may be dialled: the place given for it, else all its addresses that are public.

        Raises:
            PrivateAddress: it has no such address.
            httpcore.ConnectError: its name cannot be resolved.
        """
        place = None if host == self._proxy else self._guard.pin(host)
        if place is not None:
            return [place]
        try:
            addresses = self._resolve(host, port)
        except socket.gaierror as error:
            raise httpcore.ConnectError(str(error)) from error
        chosen = addresses if host == self._proxy else self._guard.choose(host, addresses)
        if not chosen:
            raise PrivateAddress(f"{host} has no public address")
        return [(address, port) for address in chosen]

    def _opened(self, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        self._stream = _Stream(stream, self)
        return self._stream

    def limit(self, timeout: float | None) -> float:
        """How long the next step may take: not longer than the silence of a server may last, nor than what is left.

        Raises:
            Overdue: nothing is left.
        """
        left = self.ends_at - self._monotonic()
        if left <= 0:
            raise Overdue("the deadline has passed")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection that ends with its deadline, even if a byte comes now and then."""

    def __init__(self, inner: httpcore.NetworkStream, wire: Wire) -> None:
        self._inner = inner
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Wait for bytes."""
        try:
            data = self._inner.read(max_bytes, self._wire.limit(timeout))
        except httpcore.ReadTimeout:
            self._wire.limit(timeout)
            raise
        self._wire.arrived(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._inner.write(buffer, self._wire.limit(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Begin TLS; the handshake as a whole has one limit."""
        try:
            self._inner = self._inner.start_tls(ssl_context, server_hostname, self._wire.limit(timeout))
        except httpcore.ConnectTimeout:
            self._wire.limit(timeout)
            raise
        self._wire.begin(self._wire.ends_at)  # what came before is the answer of a proxy
        return self

    def get_extra_info(self, info: str) -> object:
        """What is known of the connection."""
        return self._inner.get_extra_info(info)


def failure(address: str, error: httpx.TransportError) -> FetchError:
    """What a broken exchange means.

    Args:
        address: what was asked for.
        error: what httpx raised; the class of the error and of its causes decides, never a message.
    """
    if isinstance(error, httpx.ConnectError):
        for cause in _causes(error):
            for kind, reason in _CAUSES:
                if isinstance(cause, kind):
                    unknown = isinstance(cause, socket.gaierror) and cause.errno in _UNKNOWN_NAME
                    return failed_at(address, "dns-unknown" if unknown else reason)
    reason = next((name for known, name in _KINDS if isinstance(error, known)), "bad-url")
    return failed_at(address, reason)


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__
