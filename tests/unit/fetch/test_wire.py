"""One connection dials checked addresses only, keeps its deadline, and has a name for whatever breaks on it."""

import socket
import ssl

import httpcore
import httpx
import pytest

from pipeline.fetch.guard import Guard
from pipeline.fetch.wire import Overdue, PrivateAddress, Wire, failure, resolved
from tests.unit.fetch.clocks import FakeClock
from tests.unit.fetch.networks import PUBLIC, Names, Network, Played

GUARD = Guard(pins={"pinned.example": ("127.0.0.1", 8000)}, private=frozenset({"wiki.internal"}))
OTHER = "2606:4700::1111"


def wire(names: Names | None = None, network: Network | None = None, clock: FakeClock | None = None) -> Wire:
    """One that has an hour for its request."""
    time = clock or FakeClock()
    found = Wire(
        GUARD,
        resolve=names or Names({"news.example": (PUBLIC,)}),
        network=network or Network(Played([])),
        monotonic=time.monotonic,
    )
    found.begin(time.at + 3_600)
    return found


# Where it dials


@pytest.mark.parametrize(
    ("host", "addresses", "places"),
    [
        ("news.example", (PUBLIC,), [(PUBLIC, 443)]),
        ("news.example", (PUBLIC, OTHER), [(PUBLIC, 443), (OTHER, 443)]),
        ("news.example", ("10.0.0.1", PUBLIC, "::1"), [(PUBLIC, 443)]),
        ("wiki.internal", ("10.0.0.1",), [("10.0.0.1", 443)]),
        ("pinned.example", ("10.0.0.1",), [("127.0.0.1", 8000)]),
    ],
)
def test_a_host_is_dialled_where_it_may_be(
    host: str, addresses: tuple[str, ...], places: list[tuple[str, int]]
) -> None:
    assert wire(Names({host: addresses})).places(host, 443) == places


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("10.0.0.1", "::1"), ()])
def test_a_host_without_a_public_address_is_not_dialled(addresses: tuple[str, ...]) -> None:
    network = Network(Played([]))
    with pytest.raises(PrivateAddress):
        wire(Names({"news.example": addresses}), network).connect_tcp("news.example", 80)
    assert network.dialled == []


def test_a_name_that_cannot_be_resolved_fails_with_its_cause() -> None:
    with pytest.raises(httpcore.ConnectError) as caught:
        wire(Names({})).connect_tcp("news.example", 80)
    assert isinstance(caught.value.__cause__, socket.gaierror)


def test_a_pinned_host_is_not_resolved() -> None:
    names = Names({})
    wire(names).connect_tcp("pinned.example", 80)
    assert names.asked == []


def test_addresses_are_tried_in_turn_and_share_the_time() -> None:
    network = Network(httpcore.ConnectTimeout("silence"), httpcore.ConnectError("refused"), Played([]))
    dialling = wire(Names({"news.example": (PUBLIC, OTHER, "1.1.1.1")}), network)
    dialling.connect_tcp("news.example", 80, timeout=12.0)
    assert [address for address, _ in network.dialled] == [PUBLIC, OTHER, "1.1.1.1"]
    assert network.limits == [4.0, 6.0, 12.0]


@pytest.mark.parametrize("error", [httpcore.ConnectError("refused"), httpcore.ConnectTimeout("silence")])
def test_what_the_last_address_says_is_what_is_said(error: Exception) -> None:
    network = Network(httpcore.ConnectError("first"), error)
    with pytest.raises(type(error)) as caught:
        wire(Names({"news.example": (PUBLIC, OTHER)}), network).connect_tcp("news.example", 80, timeout=12.0)
    assert caught.value is error


def test_the_system_gives_each_address_once() -> None:
    assert resolved("127.0.0.1", 80) == ["127.0.0.1"]
    assert resolved("::1", 80) == ["::1"]


# How long it takes


def test_no_step_takes_longer_than_what_is_left() -> None:
    clock, stream = FakeClock(), Played([b"a", b"b"])
    dialling = wire(network=Network(stream), clock=clock)
    dialling.begin(clock.at + 10)
    connection = dialling.connect_tcp("news.example", 443, timeout=60.0)
    connection.start_tls(ssl.create_default_context(), "news.example", timeout=60.0)
    clock.at += 4
    connection.write(b"x", timeout=60.0)
    connection.read(1, timeout=5.0)
    clock.at += 3
    connection.read(1)
    assert stream.limits == [10.0, 6.0, 5.0, 3.0]
    clock.at += 3
    for step in (lambda: connection.read(1, 5.0), lambda: connection.write(b"x", 5.0)):
        with pytest.raises(Overdue):
            step()


def test_silence_up_to_the_deadline_is_a_missed_deadline() -> None:
    clock = FakeClock()

    def pass_time() -> None:
        clock.at += 20

    dialling = wire(network=Network(Played([httpcore.ReadTimeout()] * 2, pass_time)), clock=clock)
    dialling.begin(clock.at + 30)
    connection = dialling.connect_tcp("news.example", 80)
    with pytest.raises(httpcore.ReadTimeout):
        connection.read(1, timeout=20.0)
    with pytest.raises(Overdue):
        connection.read(1, timeout=20.0)


class Late(Network):
    """Nobody answers, and time passes."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(Played([httpcore.ConnectTimeout()]))
        self._clock = clock

    def connect_tcp(self, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        self._clock.at += 20
        raise httpcore.ConnectTimeout


def test_a_connection_that_takes_up_to_the_deadline_is_a_missed_deadline() -> None:
    clock = FakeClock()
    dialling = wire(network=Late(clock), clock=clock)
    dialling.begin(clock.at + 20)
    with pytest.raises(Overdue):
        dialling.connect_tcp("news.example", 80, timeout=60.0)


@pytest.mark.parametrize(("left", "expected"), [(30.0, httpcore.ConnectTimeout), (20.0, Overdue)])
def test_a_handshake_that_stalls_ends_with_its_limit(left: float, expected: type[Exception]) -> None:
    clock = FakeClock()

    class Stalling(Played):
        def start_tls(self, *args: object, **kwargs: object) -> httpcore.NetworkStream:
            clock.at += 20
            raise httpcore.ConnectTimeout

    dialling = wire(network=Network(Stalling([])), clock=clock)
    dialling.begin(clock.at + left)
    connection = dialling.connect_tcp("news.example", 443)
    with pytest.raises(expected):
        connection.start_tls(ssl.create_default_context(), "news.example", timeout=20.0)


# How much has come

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"


@pytest.mark.parametrize(
    ("pieces", "exceeds"),
    [
        ([HEAD + b"body"], False),
        ([HEAD, b"bo", b"dy"], False),
        ([HEAD + b"body\r\n"], False),
        ([HEAD + b"body and more"], True),
        ([HEAD + b"body", b" and more"], True),
        ([HEAD.replace(b"\r\n", b"\n") + b"body and more"], True),
        ([b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n", HEAD + b"body"], False),
        ([b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"body and more"], True),
        ([HEAD[:10]], False),
        ([bytes([byte]) for byte in HEAD + b"body and more"], True),
        ([bytes([byte]) for byte in HEAD + b"body"], False),
    ],
)
def test_more_than_was_announced_is_noticed(pieces: list[bytes], exceeds: bool) -> None:
    dialling = wire(network=Network(Played(pieces)))
    connection = dialling.connect_tcp("news.example", 80)
    for _ in pieces:
        connection.read(100)
    assert dialling.exceeds(4) is exceeds


def test_what_has_come_but_was_not_read_is_noticed_too() -> None:
    dialling = wire(network=Network(Played([HEAD + b"body", b"and"])))
    dialling.connect_tcp("news.example", 80).read(100)
    assert dialling.exceeds(4)


def test_a_server_that_breaks_off_behind_the_body_does_not_exceed() -> None:
    dialling = wire(network=Network(Played([HEAD + b"body", httpcore.ReadError("reset")])))
    dialling.connect_tcp("news.example", 80).read(100)
    assert not dialling.exceeds(4)


def test_each_request_is_counted_anew_and_so_is_what_comes_behind_a_handshake() -> None:
    dialling = wire(network=Network(Played([HEAD + b"body and more", HEAD + b"body and more", HEAD + b"body"])))
    assert not dialling.exceeds(4)
    connection = dialling.connect_tcp("news.example", 443)
    connection.read(100)
    dialling.begin(1_000.0)
    connection.read(100)
    connection.start_tls(ssl.create_default_context())
    connection.read(100)
    assert not dialling.exceeds(4)


def test_closing_reaches_the_connection() -> None:
    stream = Played([])
    wire(network=Network(stream)).connect_tcp("news.example", 80).close()
    assert stream.closed


# What it means


def raised(kind: type[httpx.TransportError], cause: Exception | None) -> httpx.TransportError:
    """The error as it is raised: two layers above what the operating system said."""
    error = kind("message that must not matter: timeout refused ssl")
    error.__cause__ = RuntimeError("middle layer")
    error.__cause__.__context__ = cause
    return error


@pytest.mark.parametrize(
    ("kind", "cause", "reason", "transient"),
    [
        (httpx.ConnectError, socket.gaierror(socket.EAI_AGAIN, "try again"), "dns", True),
        (httpx.ConnectError, socket.gaierror(socket.EAI_FAIL, "server failure"), "dns", True),
        (httpx.ConnectError, socket.gaierror(socket.EAI_NONAME, "unknown"), "dns-unknown", True),
        (httpx.ConnectError, ConnectionRefusedError(), "refused", True),
        (httpx.ConnectError, ConnectionResetError(), "reset", True),
        (httpx.ConnectError, ssl.SSLCertVerificationError(), "certificate", True),
        (httpx.ConnectError, ssl.SSLError(), "tls", True),
        (httpx.ConnectError, OSError("no route"), "unreachable", True),
        (httpx.ConnectError, None, "unreachable", True),
        (PrivateAddress, None, "private-address", False),
        (Overdue, None, "deadline", True),
        (httpx.ConnectTimeout, TimeoutError(), "timeout", True),
        (httpx.ReadTimeout, None, "timeout", True),
        (httpx.PoolTimeout, None, "timeout", True),
        (httpx.ProxyError, None, "unreachable", True),
        (httpx.ReadError, ConnectionResetError(), "reset", True),
        (httpx.ReadError, ssl.SSLError(), "reset", True),
        (httpx.WriteError, BrokenPipeError(), "reset", True),
        (httpx.RemoteProtocolError, None, "bad-response", True),
        (httpx.LocalProtocolError, None, "bad-url", False),
        (httpx.UnsupportedProtocol, None, "bad-url", False),
    ],
)
def test_the_class_of_an_error_decides_what_it_means(
    kind: type[httpx.TransportError], cause: Exception | None, reason: str, transient: bool
) -> None:
    found = failure("https://news.example/feed", raised(kind, cause))
    assert (found.reason, found.transient) == (reason, transient)
    assert found.detail.startswith("https://news.example/feed ")
    assert "must not matter" not in found.detail
