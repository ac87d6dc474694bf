"""What is not known to be public is private, and only the operator makes exceptions."""

import hashlib
import ipaddress
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.guard import Guard, is_host, is_literal, is_public
from pipeline.model.options import FetchOptions

DATA = Path(__file__).parents[2] / "quality" / "data" / "ssrf"
ADDRESSES = [json.loads(line) for line in (DATA / "addresses.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_addresses_are_the_pinned_ones() -> None:
    listed = (DATA / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split("  ") for line in listed)}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in DATA.glob("*.jsonl")}
    assert found == expected


@pytest.mark.parametrize("case", ADDRESSES, ids=[case["ip"] for case in ADDRESSES])
def test_every_known_address_is_judged_rightly(case: dict[str, object]) -> None:
    assert is_public(str(case["ip"])) is case["public"]


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "::ffff:8.8.8.8",
        "::ffff:0:8.8.8.8",
        "::7f00:1",
        "2001:db8::1",
        "2001:20::1",
        "5f00::1",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "2606:4700::1111%eth0",
        "news.example",
        "127.1",
        "",
    ],
)
def test_what_is_special_in_any_way_is_not_public(address: str) -> None:
    assert not is_public(address)


@settings(max_examples=60, deadline=None)
@given(st.ip_addresses(v=4))
def test_no_address_is_public_that_the_standard_library_calls_private(address: ipaddress.IPv4Address) -> None:
    assert address.is_global or not is_public(str(address))


@settings(max_examples=60, deadline=None)
@given(st.ip_addresses(v=6))
def test_outside_global_unicast_nothing_of_version_6_is_public(address: ipaddress.IPv6Address) -> None:
    assert int(address) >> 125 == 1 or not is_public(str(address))
    assert is_public(str(address)) <= address.is_global


@pytest.mark.parametrize(
    ("host", "literal", "spelt"),
    [
        ("news.example", False, True),
        ("a_b.news-1.example", False, True),
        ("xn--bcher-kva.example", False, True),
        ("localhost", False, True),
        ("1.2.3.4", True, True),
        ("2606:4700::1111", True, True),
        ("1.2.3.4.example", False, True),
        ("0x.example", False, True),
        ("127.1", False, False),
        ("2130706433", False, False),
        ("0x7f000001", False, False),
        ("127.0.0.0x1", False, False),
        ("0x", False, False),
        ("news.0", False, False),
        ("1.2.3.4.", False, False),
        ("1.2.3.256", False, False),
        ("01.2.3.4", False, False),
        ("fe80::1%eth0", False, False),
        ("::g", False, False),
        ("news.example.", False, False),
        (".news.example", False, False),
        ("-news.example", False, False),
        ("news..example", False, False),
        ("new s.example", False, False),
        ("news%2eexample", False, False),
        ("", False, False),
        ("a" * 64, False, False),
        (".".join(["a"] * 130), False, False),
    ],
)
def test_a_host_is_a_name_or_an_address_in_its_plain_spelling(host: str, literal: bool, spelt: bool) -> None:
    assert is_literal(host) is literal
    assert is_host(host) is spelt


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789abcdefx.:%-_ ", max_size=30))
def test_a_host_that_is_a_number_of_any_kind_is_an_address_that_can_be_judged(host: str) -> None:
    if is_host(host) and host.rpartition(".")[2].isdigit():
        assert is_literal(host)


OPTIONS = FetchOptions(
    hosts={"Pinned.example": "127.0.0.1:8000", "*.example": "[::1]:2", "*.deep.example": "127.0.0.1:3"},
    private_hosts=("Wiki.internal", "10.0.0.7", "[fd00:0:0::1]", "*.corp.internal"),
)


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("pinned.example", ("127.0.0.1", 8000)),
        ("PINNED.example", ("127.0.0.1", 8000)),
        ("other.example", ("::1", 2)),
        ("a.deep.example", ("127.0.0.1", 3)),
        ("b.a.deep.example", ("127.0.0.1", 3)),
        ("deep.example", ("::1", 2)),
        ("example", None),
        ("pinned.example.org", None),
    ],
)
def test_a_name_wins_over_a_suffix_and_a_longer_suffix_over_a_shorter(host: str, place: tuple[str, int] | None) -> None:
    assert Guard.of(OPTIONS).pin(host) == place
    assert Guard.of(FetchOptions()).pin(host) is None


@pytest.mark.parametrize(
    ("host", "trusted"),
    [
        ("pinned.example", True),
        ("a.example", True),
        ("wiki.internal", True),
        ("10.0.0.7", True),
        ("fd00::1", True),
        ("fd00:0::0001", True),
        ("git.corp.internal", True),
        ("corp.internal", False),
        ("10.0.0.8", False),
        ("evil-wiki.internal", False),
        ("localhost", False),
    ],
)
def test_only_hosts_that_the_operator_names_may_be_private(host: str, trusted: bool) -> None:
    guard = Guard.of(OPTIONS)
    assert guard.trusts(host) is trusted
    assert guard.choose(host, ["10.9.9.9", "1.1.1.1"]) == (("10.9.9.9", "1.1.1.1") if trusted else ("1.1.1.1",))
    assert guard.opens(host, 22) is trusted
    assert guard.opens(host, 443)


def test_a_name_that_is_not_named_may_not_borrow_an_address_that_is() -> None:
    assert Guard.of(OPTIONS).choose("evil.org", ["10.0.0.7"]) == ()


@pytest.mark.parametrize("port", [80, 443, 1024, 4000, 8000, 8080, 8081, 8443, 8888, 65_535])
def test_ports_on_which_web_servers_are_found_are_open(port: int) -> None:
    assert Guard(pins={}).opens("news.org", port)


@pytest.mark.parametrize(
    "port", [0, 1, 21, 22, 25, 81, 1023, 1433, 2049, 2375, 3306, 5432, 5900, 6000, 6063, 6379, 6667]
)
def test_ports_of_other_services_are_closed(port: int) -> None:
    assert not Guard(pins={}).opens("news.org", port)


@pytest.mark.parametrize(
    ("host", "refused"),
    [
        ("localhost", True),
        ("news.localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("10.0.0.7", False),
        ("1.1.1.1", False),
        ("notlocalhost", False),
        ("localhost.example.org", False),
    ],
)
def test_what_is_private_by_number_or_name_is_known_before_it_is_resolved(host: str, refused: bool) -> None:
    assert Guard.of(OPTIONS).refuses(host) is refused


def test_a_trusted_localhost_is_not_refused() -> None:
    assert not Guard.of(FetchOptions(private_hosts=("localhost",))).refuses("localhost")


def test_a_pin_without_a_port_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        Guard.of(FetchOptions(hosts={"news.example": "127.0.0.1"}))
