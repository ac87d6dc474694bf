"""Connections go where the operator says, under the name that was asked for; what breaks on them has a name."""

import socket
import ssl
from collections.abc import Mapping

import httpx
import pytest

from pipeline.fetch.wire import Routes, failure


class Recorder(httpx.BaseTransport):
    """Remembers the request that reached it."""

    def __init__(self) -> None:
        self.seen: httpx.Request | None = None
        self.closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.seen = request
        return httpx.Response(200)

    def close(self) -> None:
        self.closed = True


def sent(url: str, hosts: Mapping[str, str]) -> httpx.Request:
    inner = Recorder()
    request = httpx.Request("GET", url, headers={"If-None-Match": '"a"'}, extensions={"timeout": {"read": 3.0}})
    assert Routes(inner, hosts).handle_request(request).status_code == 200
    assert inner.seen is not None
    return inner.seen


def test_a_host_that_is_not_named_keeps_its_address() -> None:
    request = sent("https://news.example/feed?x=1", {"other.example": "127.0.0.1:8000"})
    assert str(request.url) == "https://news.example/feed?x=1"
    assert "sni_hostname" not in request.extensions


def test_a_named_host_is_dialled_elsewhere_under_its_own_name() -> None:
    request = sent("http://news.example/feed?x=1", {"news.example": "127.0.0.1:8000"})
    assert str(request.url) == "http://127.0.0.1:8000/feed?x=1"
    assert request.headers["host"] == "news.example"
    assert request.headers["if-none-match"] == '"a"'
    assert request.extensions["timeout"] == {"read": 3.0}


def test_tls_keeps_the_name_too_and_shares_no_connection() -> None:
    request = sent("https://news.example/", {"news.example": "127.0.0.1:8443"})
    assert request.extensions["sni_hostname"] == "news.example"
    assert request.headers["host"] == "news.example"
    assert request.headers["connection"] == "close"


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("http://a.example/", 1),
        ("http://A.Example:9000/", 1),
        ("http://b.example/", 2),
        ("http://deep.b.example/", 2),
        ("http://c.deep.example/", 3),
        ("http://deep.example/", 2),
        ("http://example/", None),
        ("http://a.example.org/", None),
    ],
)
def test_a_name_wins_over_a_suffix_and_a_longer_suffix_over_a_shorter(url: str, port: int | None) -> None:
    hosts = {"A.example": "127.0.0.1:1", "*.example": "127.0.0.1:2", "*.deep.example": "127.0.0.1:3"}
    request = sent(url, hosts)
    if port is None:
        assert str(request.url) == url
    else:
        assert (request.url.host, request.url.port) == ("127.0.0.1", port)


def test_an_address_of_ip_version_6_may_be_given() -> None:
    request = sent("http://news.example/", {"news.example": "[::1]:8000"})
    assert (request.url.host, request.url.port) == ("::1", 8000)


def test_closing_reaches_the_transport_that_does_the_work() -> None:
    inner = Recorder()
    Routes(inner, {}).close()
    assert inner.closed


def raised(kind: type[httpx.TransportError], cause: Exception | None) -> httpx.TransportError:
    """The error as httpx raises it: two layers above what the operating system said."""
    error = kind("message that must not matter: timeout refused ssl")
    error.__cause__ = RuntimeError("middle layer")
    error.__cause__.__context__ = cause
    return error


@pytest.mark.parametrize(
    ("kind", "cause", "reason", "transient"),
    [
        (httpx.ConnectError, socket.gaierror(socket.EAI_AGAIN, "try again"), "dns", True),
        (httpx.ConnectError, socket.gaierror(socket.EAI_NONAME, "unknown"), "dns", False),
        (httpx.ConnectError, ConnectionRefusedError(), "refused", True),
        (httpx.ConnectError, ssl.SSLCertVerificationError(), "tls", False),
        (httpx.ConnectError, ssl.SSLError(), "tls", True),
        (httpx.ConnectError, OSError("no route"), "unreachable", True),
        (httpx.ConnectError, None, "unreachable", True),
        (httpx.ConnectTimeout, TimeoutError(), "timeout", True),
        (httpx.ReadTimeout, None, "timeout", True),
        (httpx.PoolTimeout, None, "timeout", True),
        (httpx.ReadError, ConnectionResetError(), "reset", True),
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
