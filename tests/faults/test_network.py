"""What the network can do to us: every case is refused or ends in time, with its name, and the next source is read.

The name of each test, or that of its parameters, begins with the number of its case in the list of faults.
"""

import json
import os
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.fetch.client import Client
from pipeline.fetch.failures import FetchError
from pipeline.fetch.lines import Lines
from pipeline.model.options import FetchOptions
from pipeline.model.source import Validators
from tests.faults.clients import Asking, options
from tests.faults.server import CERTIFICATES, FEED, FaultServer, full, running, stalling
from tests.unit.fetch.clocks import QuickClock
from tests.unit.fetch.networks import PUBLIC, Names

DATA = Path(__file__).parents[1] / "quality" / "data" / "ssrf"


def cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


PRIVATE = [case["ip"] for case in cases("addresses") if not case["public"]]
PUBLIC_ONES = [case["ip"] for case in cases("addresses") if case["public"]]


def literal(address: str) -> str:
    return f"[{address}]" if ":" in address else address


@pytest.fixture
def asking(faults: FaultServer) -> Iterator[Asking]:
    with Asking(faults) as client:
        yield client


def assert_next_source_is_read(client: Client) -> None:
    assert client.get("http://news.example/ok").body == FEED


@pytest.mark.parametrize("address", PRIVATE, ids=[f"NE01-{address}" for address in PRIVATE])
def test_a_name_that_leads_to_a_private_address_is_refused_before_it_is_dialled(
    faults: FaultServer, address: str
) -> None:
    with Asking(faults, resolve=Names({"evil.example": (address,), "news.example": (PUBLIC,)})) as client:
        for url in ("http://evil.example/ok", "https://evil.example:8443/ok", f"http://{literal(address)}/ok"):
            assert client.refusal(url).reason == "private-address"
        assert client.network.dialled == []
        assert_next_source_is_read(client)


@pytest.mark.parametrize("address", PUBLIC_ONES, ids=[f"NE01-{address}" for address in PUBLIC_ONES])
def test_a_name_that_leads_to_a_public_address_is_dialled_there(faults: FaultServer, address: str) -> None:
    with Asking(faults, resolve=Names({"news.example": (address,), address: (address,)})) as client:
        assert_next_source_is_read(client)
        assert client.get(f"http://{literal(address)}/ok").body == FEED
        assert set(client.network.dialled) == {(address, 80)}


SPELLINGS = [
    *(case["url"] for case in cases("urls")),
    "http://0x7f.1/",
    "http://2130706433/",
    "http://[::ffff:7f00:1]/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://%6c%6f%63alhost/",
    "http://127%2e0%2e0%2e1/",
    "http://[::1%25lo]/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http:////127.0.0.1/",
    "http:\\\\127.0.0.1/",
]


@pytest.mark.parametrize("url", SPELLINGS, ids=[f"NE02-{n}" for n, _ in enumerate(SPELLINGS)])
def test_no_spelling_of_an_address_gets_round_the_guard(asking: Asking, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        asking.get(url)
    assert caught.value.reason in ("bad-url", "private-address")
    assert asking.network.dialled == []
    assert_next_source_is_read(asking)


@pytest.mark.parametrize("path", ["/redirect-metadata", "/redirect-inside"], ids=["NE03-number", "NE03-name"])
def test_a_redirect_into_a_private_network_is_refused_at_its_hop(asking: Asking, path: str) -> None:
    assert asking.refusal(path).reason == "private-address"
    assert {address for address, _ in asking.network.dialled} == {PUBLIC}
    assert_next_source_is_read(asking)


@pytest.mark.parametrize("scheme", ["http", "https"], ids=["NE04-http", "NE04-https"])
def test_a_name_that_changes_its_mind_is_dialled_where_it_was_checked(faults: FaultServer, scheme: str) -> None:
    names = Names({"news.example": [(PUBLIC,), ("127.0.0.1",)]})
    with running("good") as secure:
        server = secure if scheme == "https" else faults
        with Asking(server, resolve=names, tls=trusting()) as client:
            answer = json.loads(client.get(f"{scheme}://news.example/echo").body)
            client.get(f"{scheme}://news.example/ok")
        assert {address for address, _ in client.network.dialled} == {PUBLIC}
        assert answer["host"] == "news.example"
        assert names.asked == ["news.example"]  # the connection was kept
        with Asking(server, resolve=Names({"news.example": ("127.0.0.1",)})) as client:
            assert client.refusal(f"{scheme}://news.example/ok").reason == "private-address"


@pytest.mark.parametrize(
    "addresses", [("10.0.0.1", PUBLIC), (PUBLIC, "::1"), ("::1", PUBLIC, "fd00::1")], ids=["NE05-a", "NE05-b", "NE05-c"]
)
def test_of_public_and_private_addresses_only_the_public_ones_are_dialled(
    faults: FaultServer, addresses: tuple[str, ...]
) -> None:
    with Asking(faults, resolve=Names({"news.example": addresses})) as client:
        assert_next_source_is_read(client)
        assert client.network.dialled == [(PUBLIC, 80)]


def test_ne06_the_only_way_out_is_the_guarded_one() -> None:
    """What an article or a feed links to goes through the same client, because no other file opens a connection.

    But one, which asks the text model at the address that the operator wrote, and at no other.
    """
    source = Path(__file__).parents[2] / "pipeline" / "fetch"
    opening = ("socket.create_connection", "HTTPTransport", "httpx.Client", "httpx.get", "urlopen", "connect_tcp(")
    found = {
        path.name for path in source.rglob("*.py") if any(word in path.read_text(encoding="utf-8") for word in opening)
    }
    assert found == {"wire.py", "text_model.py"}
    asking = (source / "text_model.py").read_text(encoding="utf-8")
    assert "follow_redirects=False" in asking
    assert asking.count("base_url") == 1


@pytest.fixture
def proxies() -> Iterator[None]:
    names = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "http://127.0.0.1:9"))
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


def test_ne07_proxies_of_the_environment_are_not_used(faults: FaultServer, proxies: None) -> None:
    with Asking(faults) as client:
        assert_next_source_is_read(client)
        assert client.network.dialled == [(PUBLIC, 80)]
    pinned = options(hosts={"*.example": faults.address})
    with Client(pinned, version="1", clock=QuickClock()) as real:
        assert_next_source_is_read(real)


OUTSIDE = [
    "file:///etc/passwd",
    "ftp://news.example/feed",
    "gopher://news.example/",
    "data:text/xml,<rss/>",
    "unix:///run/secret.sock",
    "javascript:alert(1)",
    "http://news.example:22/",
    "http://news.example:25/",
    "http://news.example:6379/",
    "https://news.example:5432/",
]


@pytest.mark.parametrize("url", OUTSIDE, ids=[f"NE08-{url.partition('/')[0]}-{n}" for n, url in enumerate(OUTSIDE)])
def test_other_schemes_and_ports_are_refused(asking: Asking, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        asking.get(url)
    assert (caught.value.reason, caught.value.transient) == ("bad-url", False)
    assert asking.network.dialled == []


@pytest.mark.parametrize(
    "path", ["/redirect-file", "/redirect-port"], ids=["NE08-redirect-scheme", "NE08-redirect-port"]
)
def test_a_redirect_to_another_scheme_or_port_is_refused(asking: Asking, path: str) -> None:
    assert asking.refusal(path).reason == "bad-redirect"


@pytest.mark.parametrize(
    ("errno", "reason", "lookups"),
    [
        pytest.param(socket.EAI_AGAIN, "dns", 2, id="NE09-timeout"),
        pytest.param(socket.EAI_FAIL, "dns", 2, id="NE09-servfail"),
        pytest.param(socket.EAI_NONAME, "dns-unknown", 1, id="NE09-nxdomain"),
    ],
)
def test_a_name_that_is_not_resolved_is_told_from_one_that_does_not_exist(
    faults: FaultServer, errno: int, reason: str, lookups: int
) -> None:
    names = Names({"lost.example": errno, "news.example": (PUBLIC,)})
    with Asking(faults, options(retries=1), resolve=names) as client:
        for path in ("a", "b", "c"):
            assert client.refusal(f"http://lost.example/{path}").reason == reason
        assert names.asked.count("lost.example") == lookups  # no storm: the host is given up for this run
        assert len(client.clock.slept) == lookups - 1
        assert_next_source_is_read(client)


def closed_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{listener.getsockname()[1]}"


def test_ne10_a_closed_port_refuses_and_is_tried_twice() -> None:
    with Asking(closed_port(), options(retries=1)) as client:
        error = client.refusal("/ok")
        assert (error.reason, error.transient) == ("refused", True)
        assert len(client.network.dialled) == 2
        assert 1 <= sum(client.clock.slept) <= 8


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param({"timeout_seconds": 0.1}, "timeout", id="NE10-silence"),
        pytest.param({"deadline_seconds": 0.1}, "deadline", id="NE10-deadline"),
        pytest.param({"run_seconds": 0.1}, "deadline", id="NE10-run"),
    ],
)
def test_a_black_hole_is_left_in_time(limits: dict[str, float], reason: str) -> None:
    begun = time.monotonic()
    with full() as place, Asking(place, options(**limits)) as client:
        assert client.refusal("/ok").reason == reason
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/no-answer", "reset", id="NE10-before-headers"),
        pytest.param("/reset", "reset", id="NE10-in-the-body"),
        pytest.param("/truncated-chunks", "truncated", id="NE10-in-the-chunks"),
    ],
)
def test_a_connection_that_breaks_is_tried_once_more_and_the_others_go_on(
    faults: FaultServer, path: str, reason: str
) -> None:
    before = len(faults.hits)
    with Asking(faults, options(retries=1)) as client:
        assert client.refusal(path).reason == reason
        asked = faults.hits[before:].count(f"news.example{path}")
        assert 2 <= asked <= 3  # one more where the first went out on a connection that had been kept
        assert len(client.clock.slept) == 1
        assert_next_source_is_read(client)


def trusting() -> ssl.SSLContext:
    """Settings that trust the authority of the test certificates and are strict otherwise."""
    return ssl.create_default_context(cafile=str(CERTIFICATES / "authority.pem"))


@pytest.mark.parametrize(
    ("certificate", "reason"),
    [
        pytest.param("expired", "certificate", id="NE11-expired"),
        pytest.param("wrong-host", "certificate", id="NE11-wrong-host"),
        pytest.param("self-signed", "certificate", id="NE11-self-signed"),
    ],
)
def test_a_certificate_that_proves_nothing_is_not_accepted(certificate: str, reason: str) -> None:
    with running(certificate) as server, Asking(server, options(retries=1), tls=trusting()) as client:
        error = client.refusal("https://news.example/ok")
        assert (error.reason, error.transient) == (reason, True)
        assert len(client.network.dialled) == 1
        assert server.hits == []


def test_ne11_a_good_certificate_is_accepted_and_an_unknown_authority_is_not() -> None:
    with running("good") as server:
        with Asking(server, tls=trusting()) as client:
            assert client.get("https://news.example/ok").body == FEED
            assert client.network.dialled == [(PUBLIC, 443)]
        with Asking(server) as client:
            assert client.refusal("https://news.example/ok").reason == "certificate"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param({"timeout_seconds": 0.1}, "timeout", id="NE11-stall-silence"),
        pytest.param({"deadline_seconds": 0.1}, "deadline", id="NE11-stall-deadline"),
    ],
)
def test_a_handshake_that_stalls_is_left_in_time(limits: dict[str, float], reason: str) -> None:
    with stalling() as place, Asking(place, options(**limits)) as client:
        assert client.refusal("https://news.example/ok").reason == reason


def test_ne11_a_server_without_tls_fails_the_handshake(asking: Asking) -> None:
    assert asking.refusal("https://news.example/ok").reason == "tls"


@pytest.mark.parametrize(
    ("path", "limits"),
    [
        pytest.param("/slow-drip", {"deadline_seconds": 0.15}, id="NE12-body"),
        pytest.param("/slow-drip", {"run_seconds": 0.15}, id="NE12-body-run"),
        pytest.param("/drip-of-headers", {"deadline_seconds": 0.15}, id="NE12-headers"),
        pytest.param("/drip-of-headers", {"run_seconds": 0.15}, id="NE12-headers-run"),
        pytest.param("/silence", {"deadline_seconds": 0.15}, id="NE12-silence"),
    ],
)
def test_a_drip_is_cut_off_by_the_deadline(faults: FaultServer, path: str, limits: dict[str, float]) -> None:
    begun = time.monotonic()
    with Asking(faults, options(**limits)) as client:
        error = client.refusal(path)
        assert ("the run's time is used up" in error.detail) is ("run_seconds" in limits)
    assert error.reason == "deadline"
    assert time.monotonic() - begun < 1


def test_ne12_a_run_that_is_over_asks_nobody(faults: FaultServer) -> None:
    before = len(faults.hits)
    with Asking(faults, options(run_seconds=0.0)) as client:
        assert client.refusal("/ok").reason == "deadline"
        assert client.time_is_up
    assert len(faults.hits) == before


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"], ids=["NE01-allowed-name", "NE01-allowed-number"])
def test_a_private_host_is_read_where_the_operator_names_it(faults: FaultServer, host: str) -> None:
    port = faults.address.rpartition(":")[2]
    allowed = options(private_hosts=(host,))
    clock = QuickClock()
    names = Names({"localhost": ("127.0.0.1",), "127.0.0.1": ("127.0.0.1",)})
    with Client(
        allowed, version="1", clock=clock, transport=Lines(allowed, monotonic=clock.monotonic, resolve=names)
    ) as client:
        answer = client.get(f"http://{host}:{port}/304")
        again = client.get(f"http://{host}:{port}/304", Validators(url=answer.final_url, etag=answer.etag))
    assert (answer.body, again.status) == (FEED, 304)
    with Client(FetchOptions(), version="1", clock=clock) as client, pytest.raises(FetchError) as caught:
        client.get(f"http://{host}:{port}/ok")
    assert caught.value.reason == "private-address"
