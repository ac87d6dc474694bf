"""Only addresses of the web are asked for, and what is refused is printed without harm."""

from functools import partial

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.address import asked, origin, target
from pipeline.fetch.failures import FetchError
from pipeline.fetch.guard import Guard

HERE = httpx.URL("https://news.example/a/b?page=1")
GUARD = Guard(pins={"here.example": ("127.0.0.1", 8000)}, private=frozenset({"10.0.0.1", "*.inside.example", "::1"}))


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://news.example/feed", "https://news.example/feed"),
        ("  HTTP://News.Example/feed \n", "http://news.example/feed"),
        ("https://news.example:8443/a?x=1&y=%20#part", "https://news.example:8443/a?x=1&y=%20"),
        ("https://news.example/ä b", "https://news.example/%C3%A4%20b"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://1.1.1.1:8080/", "http://1.1.1.1:8080/"),
        ("https://news.example:4000/", "https://news.example:4000/"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        ("http://here.example:22/", "http://here.example:22/"),
        ("http://wiki.inside.example:6379/", "http://wiki.inside.example:6379/"),
        ("http://10.0.0.1:25/", "http://10.0.0.1:25/"),
        ("http://[0:0::1]:8000/", "http://[0:0::1]:8000/"),
    ],
)
def test_a_web_address_is_read_without_its_fragment(address: str, read: str) -> None:
    assert str(asked(address, GUARD)) == read


@pytest.mark.parametrize(
    "address",
    [
        "",
        "news.example/feed",
        "//news.example/feed",
        "file:///etc/passwd",
        "ftp://news.example/feed",
        "javascript:alert(1)",
        "http://",
        "http:///feed",
        "http://[::1/",
        "http://news.example:port/",
        "http://news.example:99999/",
        "http://user:word@news.example/",
        "http://user@news.example/",
        "http://exa mple/",
        "http://news%2eexample/",
        "http://news.example\\.other.example/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0/",
        "http://0177.0.0.1/",
        "http://1.1.1.1./",
        "http://news.example./",
        "http://news..example/",
        "http://%31%32%37.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:127.0.0.1%251]/",
        "http://news.example:22/",
        "http://news.example:25/",
        "http://news.example:6379/",
        "http://news.example:11211/",
        "http://news.example:0/",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 130}example/",
        f"http://news.example/{'a' * 8_000}",
    ],
)
def test_anything_else_is_a_bad_url(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        asked(address, GUARD)
    assert (caught.value.reason, caught.value.transient) == ("bad-url", False)


def test_a_refused_address_is_printed_on_one_line_without_its_password() -> None:
    with pytest.raises(FetchError) as caught:
        asked("http://user:hidden@news.example/\r\nSet-Cookie: a" + "x" * 900, GUARD)
    detail = caught.value.detail
    assert "hidden" not in detail
    assert "news.example" in detail
    assert "\n" not in detail
    assert "\r" not in detail
    assert len(detail) < 300


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127\u30020\u30020\u30021/",
        "http://[::1]:443/x",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://LocalHost/",
        "http://news.localhost:8080/",
    ],
)
def test_an_address_that_is_private_by_its_number_or_name_is_refused_before_it_is_resolved(address: str) -> None:
    strict = Guard(pins={})
    for read in (partial(asked, guard=strict), partial(target, HERE, guard=strict)):
        with pytest.raises(FetchError) as caught:
            read(address)
        assert (caught.value.reason, caught.value.transient) == ("private-address", False)


def test_a_port_of_another_service_is_named_in_the_refusal() -> None:
    with pytest.raises(FetchError, match="no web server is asked on port 5432"):
        asked("http://news.example:5432/", GUARD)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://news.example/a", ("http", "news.example", 80)),
        ("https://news.example/b", ("https", "news.example", 443)),
        ("https://news.example:8443/", ("https", "news.example", 8443)),
        ("http://[2606:4700::1111]/", ("http", "2606:4700::1111", 80)),
        ("https://b\u00fccher.example/", ("https", "xn--bcher-kva.example", 443)),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, expected: tuple[str, str, int]) -> None:
    assert origin(httpx.URL(url)) == expected


@pytest.mark.parametrize(
    ("location", "read"),
    [
        ("/c", "https://news.example/c"),
        ("c", "https://news.example/a/c"),
        ("?page=2", "https://news.example/a/b?page=2"),
        ("//other.example/c", "https://other.example/c"),
        ("http://other.example/c#part", "http://other.example/c"),
    ],
)
def test_a_redirect_counts_from_the_address_that_gave_it(location: str, read: str) -> None:
    assert str(target(HERE, location, GUARD)) == read


@pytest.mark.parametrize(
    "location",
    [
        "",
        "  ",
        "file:///etc/passwd",
        "http://u:p@other.example/",
        "http://[x",
        "data:,x",
        "//other.example:25/",
        "//0/",
    ],
)
def test_a_redirect_that_leads_out_of_the_web_is_bad(location: str) -> None:
    with pytest.raises(FetchError) as caught:
        target(HERE, location, GUARD)
    assert caught.value.reason == "bad-redirect"
    assert str(HERE) in caught.value.detail


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(max_size=30).map("http://".__add__)))
def test_any_text_is_a_web_address_or_refused(text: str) -> None:
    for read in (partial(asked, guard=GUARD), partial(target, HERE, guard=GUARD)):
        try:
            url = read(text)
        except FetchError:
            continue
        assert url.scheme in ("http", "https")
        assert url.host
        assert not url.userinfo
