"""One spelling for each page, and nothing but web addresses."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.urls import canonical, domain, host, split_web

BASE = "https://news.example/2026/07/feed.xml"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example?page=2", "https://news.example/?page=2"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("http://news.example:443/a", "http://news.example:443/a"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/a#", "https://news.example/a"),
        ("https://news.example/a?", "https://news.example/a"),
        ("  https://news.example/a \n", "https://news.example/a"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/a\u200bb", "https://news.example/ab"),
        ("https://reader:secret@news.example/a", "https://news.example/a"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("https://zürich.example/straße?q=ü", "https://zürich.example/straße?q=ü"),
        ("https://news.example/%7Ea/./b/../c;x", "https://news.example/%7Ea/./b/../c;x"),
        ("HTTPS://news.example/;", "https://news.example/;"),
    ],
)
def test_a_page_has_one_spelling(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("utm_source=feed", ""),
        ("UTM_Source=feed&id=5", "?id=5"),
        ("id=5&utm_campaign=x&utm_medium=y&page=2", "?id=5&page=2"),
        ("fbclid=x&gclid=y&msclkid=z", ""),
        ("ref_src=x&at_medium=y&cmpid=z&ocid=1", ""),
        ("ref=home", "?ref=home"),
        ("utmost=1", "?utmost=1"),
        ("b=2&a=1", "?b=2&a=1"),
        ("empty=&utm_id=1", "?empty="),
        ("flag&utm_id=1", "?flag"),
        ("q=%E9t%E9&utm_id=1", "?q=%E9t%E9"),
        ("q=1+2&utm_id=1", "?q=1+2"),
        ("q=100%&utm_id=1", "?q=100%"),
        ("%75tm_source=x&id=5", "?id=5"),
        ("a=1;utm_id=2", "?a=1;utm_id=2"),
    ],
)
def test_tracking_parameters_go_and_the_others_stay_as_they_are_written(query: str, kept: str) -> None:
    assert canonical(f"https://news.example/a?{query}") == f"https://news.example/a{kept}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("b.html", "https://news.example/2026/07/b.html"),
        ("/b", "https://news.example/b"),
        ("../06/b", "https://news.example/2026/06/b"),
        ("//other.example/b", "https://other.example/b"),
        ("?page=2&utm_id=1", "https://news.example/2026/07/feed.xml?page=2"),
        ("#top", "https://news.example/2026/07/feed.xml"),
        ("", "https://news.example/2026/07/feed.xml"),
        ("http://other.example/b", "http://other.example/b"),
    ],
)
def test_a_relative_address_counts_from_its_base(url: str, expected: str) -> None:
    assert canonical(url, BASE) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/a",
        "news.example/a",
        "//news.example/a",
        "ftp://news.example/a",
        "file:///etc/passwd",
        "data:text/html,x",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "mailto:news@example.org",
        "https:",
        "https://",
        "https:///a",
        "https:news.example",
        "http://[::1",
        "http://news.example:99999/",
        "http://news.example:port/",
    ],
)
def test_what_is_no_web_address_has_no_spelling(url: str) -> None:
    assert canonical(url) is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "ftp://a.example/"])
def test_a_base_does_not_make_a_web_address_of_another_scheme(url: str) -> None:
    assert canonical(url, BASE) is None


def test_a_broken_base_gives_nothing() -> None:
    assert canonical("a", "http://[::1") is None


PARTS = st.lists(
    st.sampled_from(
        [
            "a",
            "B",
            "é",
            "/",
            "?",
            "#",
            "&",
            "=",
            ";",
            ":",
            "@",
            "%",
            "%E9",
            "[",
            "]",
            "\\",
            ".",
            "..",
            " ",
            "\u200b",
            "utm_id=1",
            "+",
        ]
    ),
    max_size=12,
).map("".join)
ADDRESSES = st.text(max_size=40) | st.builds(
    "{}{}".format, st.sampled_from(["", "https://a.example/", "HTTP://", "//", "javascript:"]), PARTS
)


@given(ADDRESSES, st.sampled_from(["", BASE]))
@settings(max_examples=60, deadline=None)
def test_a_canonical_address_is_a_web_address_and_its_own_canonical_form(url: str, base: str) -> None:
    found = canonical(url, base)
    if found is None:
        return
    parts = urlsplit(found)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert not parts.fragment
    assert not parts.username
    assert canonical(found) == found
    assert canonical(found, "https://elsewhere.example/x/") == found


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.News.example/a", "news.example"),
        ("https://news.example:8080", "news.example"),
        ("http://wwwnews.example/", "wwwnews.example"),
        ("http://[::1]:80/", "::1"),
        ("https://a:b@news.example", "news.example"),
        ("ftp://news.example", ""),
        ("news.example", ""),
        ("", ""),
    ],
)
def test_a_host_is_named_without_www(url: str, expected: str) -> None:
    assert host(url) == expected


def test_the_parts_of_a_web_address_are_given_or_nothing_is() -> None:
    parts = split_web(" https://news.example:8080/a?b#c ")
    assert parts is not None
    assert (parts.hostname, parts.port, parts.path, parts.query) == ("news.example", 8080, "/a", "b")
    assert split_web("mailto:a@b.example") is None
    assert split_web("http://:80/") is None


@pytest.mark.parametrize(
    ("url", "registered"),
    [
        ("https://www.news.example/a", "news.example"),
        ("https://tech.news.example/a", "news.example"),
        ("https://news.acme.co.uk/", "acme.co.uk"),
        ("https://www.gov.uk/notice", "gov.uk"),
        ("https://health.gov.uk/notice", "health.gov.uk"),
        ("https://somebody.blog.example/", "blog.example"),
        ("http://192.0.2.7/a", "192.0.2.7"),
        ("http://[2001:db8::1]/a", "2001:db8::1"),
        ("http://localhost/", "localhost"),
        ("mailto:a@news.example", ""),
    ],
)
def test_the_registered_part_of_a_host(url: str, registered: str) -> None:
    assert domain(url) == registered
