"""Names and connections for tests: a resolver that knows what it is told, and a network that plays what it is given."""

import socket
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence

import httpcore

PUBLIC = "93.184.216.34"


class Names:
    """A resolver: the addresses of each name, or of each lookup of it, the last of which stays, or its error.

    Attributes:
        asked: the names in the order in which they were asked for.
    """

    def __init__(self, names: Mapping[str, tuple[str, ...] | list[tuple[str, ...]] | int]) -> None:
        self._names = names
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        found = self._names.get(host, socket.EAI_NONAME)
        if isinstance(found, int):
            raise socket.gaierror(found, "message that must not matter")
        if isinstance(found, list):
            return found[min(self.asked.count(host), len(found)) - 1]
        return found


class Played(httpcore.NetworkStream):
    """A connection on which everything has come already.

    Args:
        pieces: what each read gives; an exception is raised; nothing is left behind the last one.
    """

    def __init__(self, pieces: Iterable[bytes | Exception], on_read: Callable[[], None] = lambda: None) -> None:
        self._pieces = list(pieces)
        self._on_read = on_read
        self.sent = b""
        self.limits: list[float | None] = []
        self.names: list[str | None] = []
        self.closed = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.limits.append(timeout)
        self._on_read()
        piece = self._pieces.pop(0) if self._pieces else b""
        if isinstance(piece, Exception):
            raise piece
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.limits.append(timeout)
        self.sent += buffer

    def close(self) -> None:
        self.closed = True

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self.limits.append(timeout)
        self.names.append(server_hostname)
        piece = self._pieces[0] if self._pieces else b""
        if isinstance(piece, Exception):
            raise self._pieces.pop(0)  # type: ignore[misc]  # it is the exception that was looked at
        return self

    def get_extra_info(self, info: str) -> object:
        return bool(self._pieces) if info == "is_readable" else None


class Network(httpcore.NetworkBackend):
    """Connections to any address, each of them played.

    Args:
        streams: what each connection in turn is; an exception is raised instead.

    Attributes:
        dialled: addresses and ports in order.
        limits: how long each might take.
    """

    def __init__(self, *streams: Played | Exception) -> None:
        self._streams = list(streams)
        self.dialled: list[tuple[str, int]] = []
        self.limits: list[float | None] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.dialled.append((host, port))
        self.limits.append(timeout)
        stream = self._streams.pop(0) if self._streams else httpcore.ConnectError("nobody is there")
        if isinstance(stream, Exception):
            raise stream
        return stream


class Detour(httpcore.NetworkBackend):
    """Takes every connection to one place on loopback, and remembers where it was meant to go.

    Args:
        place: ``address:port``.
    """

    def __init__(self, place: str) -> None:
        host, _, port = place.rpartition(":")
        self._place = host, int(port)
        self._sockets = httpcore.SyncBackend()
        self.dialled: list[tuple[str, int]] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.dialled.append((host, port))
        return self._sockets.connect_tcp(*self._place, timeout=timeout)
