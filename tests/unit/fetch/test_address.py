"""Only addresses of the web are asked for, and what is refused is printed without harm."""

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.address import asked, target
from pipeline.fetch.failures import FetchError

HERE = httpx.URL("https://news.example/a/b?page=1")


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://news.example/feed", "https://news.example/feed"),
        ("  HTTP://News.Example/feed \n", "http://news.example/feed"),
        ("https://news.example:8443/a?x=1&y=%20#part", "https://news.example:8443/a?x=1&y=%20"),
        ("https://news.example/ä b", "https://news.example/%C3%A4%20b"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_a_web_address_is_read_without_its_fragment(address: str, read: str) -> None:
    assert str(asked(address)) == read


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
    ],
)
def test_anything_else_is_a_bad_url(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        asked(address)
    assert (caught.value.reason, caught.value.transient) == ("bad-url", False)


def test_a_refused_address_is_printed_on_one_line_without_its_password() -> None:
    with pytest.raises(FetchError) as caught:
        asked("http://user:hidden@news.example/\r\nSet-Cookie: a" + "x" * 900)
    detail = caught.value.detail
    assert "hidden" not in detail
    assert "news.example" in detail
    assert "\n" not in detail
    assert "\r" not in detail
    assert len(detail) < 300


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
    assert str(target(HERE, location)) == read


@pytest.mark.parametrize(
    "location", ["", "  ", "file:///etc/passwd", "http://u:p@other.example/", "http://[x", "data:,x"]
)
def test_a_redirect_that_leads_out_of_the_web_is_bad(location: str) -> None:
    with pytest.raises(FetchError) as caught:
        target(HERE, location)
    assert caught.value.reason == "bad-redirect"
    assert str(HERE) in caught.value.detail


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(max_size=30).map("http://".__add__)))
def test_any_text_is_a_web_address_or_refused(text: str) -> None:
    for read in (asked, lambda location: target(HERE, location)):
        try:
            url = read(text)
        except FetchError:
            continue
        assert url.scheme in ("http", "https")
        assert url.host
        assert not url.userinfo
