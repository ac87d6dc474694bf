"""Connections are kept for the next request to their origin, few of them, and replaced where the server has hung up."""

import ssl
import threading
from collections.abc import Iterator

import httpcore
import httpx
import pytest

from pipeline.fetch.lines import Lines
from pipeline.fetch.wire import Overdue, PrivateAddress
from pipeline.model.options import FetchOptions
from tests.unit.fetch.clocks import FakeClock
from tests.unit.fetch.networks import PUBLIC, Names, Network, Played

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"


class Everywhere(Names):
    """Every name has the same public address."""

    def __init__(self) -> None:
        super().__init__({})

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.asked.append(host)
        return (PUBLIC,)


class Keeping(Played):
    """A server that keeps the connection open: it is readable only when there is something to read."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self._pieces:
            raise httpcore.ReadTimeout
        return super().read(max_bytes, timeout)

    def get_extra_info(self, info: str) -> object:
        return False if info == "is_readable" else None


def lines(network: Network, clock: FakeClock | None = None, **options: object) -> Lines:
    given = {"per_host": 2, **options}
    return Lines(
        FetchOptions(**given),  # type: ignore[arg-type]  # the options of each test
        monotonic=(clock or FakeClock()).monotonic,
        resolve=Everywhere(),
        network=network,
        tls=ssl.create_default_context(),
    )


def question(url: str, **extensions: object) -> httpx.Request:
    return httpx.Request("GET", url, headers=[(b"Host", httpx.URL(url).netloc)], extensions=extensions)


def ask(transport: Lines, url: str = "http://news.example/", **extensions: object) -> bytes:
    """One request, read to its end."""
    response = transport.handle_request(question(url, **extensions))
    try:
        stream = response.stream
        assert isinstance(stream, httpx.SyncByteStream)
        return b"".join(stream)
    finally:
        response.close()


def test_the_request_arrives_as_it_was_made() -> None:
    stream = Keeping([OK])
    with lines(Network(stream)) as transport:
        assert ask(transport, "http://news.example:8080/a%20b?c=d") == b"ok"
    assert stream.sent == b"GET /a%20b?c=d HTTP/1.1\r\nHost: news.example:8080\r\n\r\n"


def test_the_answer_arrives_as_it_was_given() -> None:
    with lines(Network(Keeping([b"HTTP/1.1 404 No\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 0\r\n\r\n"]))) as transport:
        response = transport.handle_request(question("http://news.example/"))
        response.close()
    assert response.status_code == 404
    assert response.headers.get_list("x-a") == ["1", "2"]


@pytest.mark.parametrize("reply", [OK, UNCHANGED, CHUNKED])
def test_a_connection_is_used_again(reply: bytes) -> None:
    network = Network(Keeping([reply, reply, reply]))
    with lines(network) as transport:
        for _ in range(3):
            ask(transport)
    assert network.dialled == [(PUBLIC, 80)]


def test_tls_begins_once_with_the_name_that_was_asked_for() -> None:
    stream = Keeping([OK, OK])
    with lines(Network(stream)) as transport:
        ask(transport, "https://news.example/")
        ask(transport, "https://news.example/2")
    assert stream.names == ["news.example"]


@pytest.mark.parametrize(
    "other", ["http://news.example:8080/", "https://news.example/", "http://other.example/", "http://sub.news.example/"]
)
def test_another_origin_gets_another_connection(other: str) -> None:
    network = Network(Keeping([OK, OK]), Keeping([OK, OK]))
    with lines(network) as transport:
        ask(transport)
        ask(transport, other)
        ask(transport)
    assert len(network.dialled) == 2


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\n\r\nok",
    ],
)
def test_a_connection_that_the_server_closes_is_not_used_again(reply: bytes) -> None:
    network = Network(Played([reply]), Played([reply]))
    with lines(network) as transport:
        assert [ask(transport), ask(transport)] == [b"ok", b"ok"]
    assert len(network.dialled) == 2


def test_a_connection_on_which_the_server_has_hung_up_is_seen_before_it_is_used() -> None:
    class HungUp(Keeping):
        def get_extra_info(self, info: str) -> object:
            return not self._pieces if info == "is_readable" else None

    gone = HungUp([OK, b""])
    network = Network(gone, Keeping([OK]))
    with lines(network) as transport:
        ask(transport)
        gone._pieces.clear()
        assert ask(transport) == b"ok"
    assert gone.sent.count(b"GET") == 1
    assert gone.closed


@pytest.mark.parametrize("end", [httpcore.ReadError("reset"), b""])
def test_a_stale_connection_is_replaced_once(end: Exception | bytes) -> None:
    network = Network(Keeping([OK, end]), Keeping([OK]))
    with lines(network) as transport:
        assert [ask(transport), ask(transport)] == [b"ok", b"ok"]
    assert len(network.dialled) == 2


def test_a_new_connection_that_breaks_is_not_replaced() -> None:
    network = Network(Keeping([OK, b""]), Keeping([httpcore.ReadError("reset")]), Keeping([OK]))
    with lines(network) as transport:
        ask(transport)
        with pytest.raises(httpx.ReadError):
            ask(transport)
    assert len(network.dialled) == 2


def test_a_server_that_stays_silent_is_not_asked_a_second_time() -> None:
    network = Network(Keeping([OK, httpcore.ReadTimeout()]), Keeping([OK]))
    with lines(network) as transport:
        ask(transport)
        with pytest.raises(httpx.ReadTimeout):
            ask(transport)
    assert len(network.dialled) == 1


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b"220 mail.example ready\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nok and more", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, httpx.RemoteProtocolError),
        (b"", httpx.RemoteProtocolError),
        (httpcore.ReadError("reset"), httpx.ReadError),
        (httpcore.ReadTimeout(), httpx.ReadTimeout),
    ],
)
def test_what_breaks_is_said_as_httpx_says_it_and_ends_the_connection(
    reply: bytes | Exception, expected: type[Exception]
) -> None:
    stream = Played([reply])
    with lines(Network(stream)) as transport, pytest.raises(expected):
        ask(transport)
    assert stream.closed


@pytest.mark.parametrize("error", [httpcore.ConnectError("no"), httpcore.ConnectTimeout("no")])
def test_nobody_there_is_said_as_httpx_says_it(error: Exception) -> None:
    with lines(Network(error)) as transport, pytest.raises(getattr(httpx, type(error).__name__)):
        ask(transport)


def test_a_header_that_cannot_be_sent_is_a_mistake_of_ours() -> None:
    request = httpx.Request("GET", "http://news.example/", headers=[(b"X-Bad", b"a\x00b")])
    with lines(Network(Keeping([]))) as transport, pytest.raises(httpx.LocalProtocolError):
        transport.handle_request(request)


# The guard


def test_a_private_address_is_not_dialled() -> None:
    network = Network(Keeping([OK]))
    transport = Lines(
        FetchOptions(), monotonic=FakeClock().monotonic, resolve=Names({"news.example": ("10.0.0.1",)}), network=network
    )
    with transport, pytest.raises(PrivateAddress):
        ask(transport)
    assert network.dialled == []


def test_a_pin_is_dialled_and_the_name_stays() -> None:
    stream = Keeping([OK])
    network = Network(stream)
    with lines(network, hosts={"*.example": "127.0.0.1:8000"}) as transport:
        ask(transport, "https://news.example/")
    assert network.dialled == [("127.0.0.1", 8000)]
    assert stream.names == ["news.example"]
    assert b"Host: news.example\r\n" in stream.sent


# Deadlines


def test_a_connection_that_is_used_again_has_the_deadline_of_its_request() -> None:
    clock, stream = FakeClock(), Keeping([OK, OK])
    with lines(Network(stream), clock) as transport:
        ask(transport, ends_at=clock.at + 5)
        clock.at += 100
        ask(transport, ends_at=clock.at + 7)
        assert (stream.limits[0], stream.limits[-1], set(stream.limits)) == (5.0, 7.0, {5.0, 7.0})
        with pytest.raises(Overdue):
            ask(transport, ends_at=clock.at)


def test_without_a_deadline_that_of_the_options_counts() -> None:
    stream = Keeping([OK])
    with lines(Network(stream), deadline_seconds=33.0) as transport:
        ask(transport)
    assert set(stream.limits) == {33.0}


# What nobody wants to read


def refuse(transport: Lines) -> None:
    """One request of which only the head is looked at."""
    transport.handle_request(question("http://news.example/")).close()


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\ngone"],
        [b"HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\n", b"go", b"ne"],
        [b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n", b"4\r\ngone\r\n0\r\n\r\n"],
        [UNCHANGED],
    ],
)
def test_a_short_body_that_nobody_wants_does_not_cost_the_connection(pieces: list[bytes]) -> None:
    network = Network(Keeping([*pieces, OK]))
    with lines(network) as transport:
        refuse(transport)
        assert ask(transport) == b"ok"
    assert len(network.dialled) == 1


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 404 No\r\nContent-Length: 100000\r\n\r\n", *[b"x" * 1_000] * 100],
        [b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"3e8\r\n" + b"x" * 1_000 + b"\r\n"] * 100],
        [b"HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\n", httpcore.ReadError("reset")],
        [b"HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\ngone and more"],
    ],
)
def test_a_long_or_broken_body_that_nobody_wants_costs_the_connection_but_nothing_else(
    pieces: list[bytes | Exception],
) -> None:
    stream = Keeping(pieces)
    network = Network(stream, Keeping([OK]))
    with lines(network) as transport:
        refuse(transport)
        assert stream.closed
        assert ask(transport) == b"ok"
    assert sum(piece == b"x" * 1_000 for piece in stream._pieces) in (0, 100)


def test_nobody_waits_for_a_body_that_nobody_wants() -> None:
    clock = FakeClock()

    def pass_time() -> None:
        clock.at += 0.2

    stream = Keeping([b"HTTP/1.1 404 No\r\nContent-Length: 100\r\n\r\n", *[b"x"] * 100], pass_time)
    with lines(Network(stream), clock) as transport:
        refuse(transport)
    assert clock.at < 101.0
    assert stream.closed


def test_a_response_may_be_closed_twice() -> None:
    network = Network(Keeping([OK, OK]))
    with lines(network) as transport:
        response = transport.handle_request(question("http://news.example/"))
        response.close()
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream.close()
        ask(transport)
    assert len(network.dialled) == 1


# How many are kept


@pytest.fixture
def many() -> Iterator[tuple[Lines, list[Keeping]]]:
    streams = [Keeping([OK] * 70) for _ in range(70)]
    with lines(Network(*streams)) as transport:
        yield transport, streams
    assert all(stream.closed for stream in streams)


def test_of_too_many_open_connections_the_oldest_is_closed(many: tuple[Lines, list[Keeping]]) -> None:
    transport, streams = many
    for n in range(70):
        ask(transport, f"http://host{n}.example/")
        if n >= 2:
            ask(transport, "http://host1.example/")  # this one stays in use
    assert [n for n, stream in enumerate(streams) if stream.closed] == [0, 2, 3, 4, 5, 6]


def test_no_more_connections_of_an_origin_are_kept_than_it_may_get_requests() -> None:
    streams = [Keeping([OK] * 2) for _ in range(3)]
    with lines(Network(*streams)) as transport:
        open_ones = [transport.handle_request(question("http://news.example/")) for _ in streams]
        for response in open_ones:
            response.close()
        assert [stream.closed for stream in streams] == [False, False, True]
    assert all(stream.closed for stream in streams)


def test_a_connection_that_is_freed_after_the_end_is_closed() -> None:
    stream = Keeping([OK])
    transport = lines(Network(stream))
    response = transport.handle_request(question("http://news.example/"))
    transport.close()
    assert not stream.closed
    response.close()
    assert stream.closed


def test_many_threads_share_the_connections() -> None:
    streams = [Keeping([OK] * 200) for _ in range(32 * 20)]  # as many as there are requests, should none be shared
    network = Network(*streams)
    failures: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for n in range(20):
                assert ask(transport, f"http://host{(name + n) % 5}.example/") == b"ok"
        except BaseException as error:
            failures.append(error)
            raise

    with lines(network, per_host=4) as transport:
        threads = [threading.Thread(target=work, args=(name,)) for name in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(network.dialled) < len(streams)
        assert sum(not stream.closed for stream in streams[: len(network.dialled)]) <= 20


# A proxy


def test_with_a_proxy_http_goes_through_it_after_the_name_was_checked_here() -> None:
    stream, names = Keeping([OK, OK]), Names({"news.example": (PUBLIC,), "proxy.internal": ("10.0.0.3",)})
    network = Network(stream)
    transport = Lines(
        FetchOptions(proxy="http://user:word@proxy.internal:3128"),
        monotonic=FakeClock().monotonic,
        resolve=names,
        network=network,
    )
    with transport:
        assert ask(transport) == b"ok"
        assert ask(transport) == b"ok"
    assert network.dialled == [("10.0.0.3", 3128)]
    assert stream.sent.startswith(b"GET http://news.example:80/ HTTP/1.1\r\nHost: news.example\r\n")
    assert stream.sent.count(b"Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n") == 2
    assert names.asked == ["news.example", "proxy.internal"]


def test_with_a_proxy_https_goes_through_a_tunnel() -> None:
    stream = Keeping([b"HTTP/1.1 200 Connection established\r\n\r\n", OK])
    network = Network(stream)
    with lines(network, proxy="http://proxy.example:3128") as transport:
        assert ask(transport, "https://news.example/") == b"ok"
    assert network.dialled == [(PUBLIC, 3128)]
    assert stream.sent.startswith(b"CONNECT news.example:443 HTTP/1.1\r\n")
    assert stream.names == ["news.example"]


def test_a_proxy_may_speak_tls_itself() -> None:
    stream = Keeping([OK])
    with lines(Network(stream), proxy="https://proxy.example:3129") as transport:
        assert ask(transport) == b"ok"
    assert stream.names == ["proxy.example"]


def test_a_proxy_that_refuses_is_said_as_httpx_says_it() -> None:
    stream = Keeping([b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n"])
    with lines(Network(stream), proxy="http://proxy.example:3128") as transport, pytest.raises(httpx.ProxyError):
        ask(transport, "https://news.example/")
    assert stream.closed


def test_a_proxy_is_not_asked_for_what_is_private_here() -> None:
    network = Network(Keeping([OK]))
    names = Names({"evil.example": ("127.0.0.1",), "proxy.example": (PUBLIC,)})
    transport = Lines(
        FetchOptions(proxy="http://proxy.example:3128"), monotonic=FakeClock().monotonic, resolve=names, network=network
    )
    with transport, pytest.raises(PrivateAddress):
        ask(transport, "http://evil.example/")
    assert network.dialled == []


def test_a_pinned_host_is_dialled_past_the_proxy() -> None:
    network = Network(Keeping([OK]))
    hosts = {"news.example": "127.0.0.1:8000"}
    with lines(network, proxy="http://proxy.example:3128", hosts=hosts) as transport:
        ask(transport)
    assert network.dialled == [("127.0.0.1", 8000)]


def test_certificates_are_checked_unless_a_test_says_otherwise() -> None:
    network = Network(Keeping([OK]), Keeping([OK]))
    transport = Lines(FetchOptions(), monotonic=FakeClock().monotonic, resolve=Everywhere(), network=network)
    with transport:
        ask(transport, "https://news.example/")
        ask(transport, "https://other.example/")
        context = transport._certificates()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
