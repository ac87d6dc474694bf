"""What a page reserves is found wherever it may stand, and what it says to other robots is not taken for ours."""

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.reserved import reserved_by_headers, reserved_by_markup
from pipeline.model.rights import rights

HEAD = "<!doctype html><html><head><title>Ban on Nimbus</title>"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<meta name="robots" content="noarchive">', ("noarchive",)),
        ('<meta name="robots" content="noindex, nofollow">', ("noindex",)),
        ('<meta name="robots" content="none">', ("noindex",)),
        ('<meta name="robots" content="noindex noarchive">', ("noarchive", "noindex")),
        ("<META CONTENT=NOARCHIVE NAME=Robots />", ("noarchive",)),
        ("<meta name=' robots ' content='\n noindex ,\tnoarchive\n'>", ("noarchive", "noindex")),
        ('<meta name="offlimits" content="noarchive">', ("noarchive",)),
        ('<meta name="robots" content="no&#97;rchive">', ("noarchive",)),
        ('<meta name="tdm-reservation" content="1">', ("tdm",)),
        (
            '<meta name="robots" content="noarchive"><meta name="robots" content="noindex">',
            ("noarchive", "noindex"),
        ),
        ('<meta name="TDM-Reservation" content=" 1 "><meta name="robots" content="noindex">', ("noindex", "tdm")),
    ],
)
def test_a_meta_tag_for_every_robot_or_for_us_reserves(tag: str, expected: tuple[str, ...]) -> None:
    assert reserved_by_markup((HEAD + tag).encode()) == expected


@pytest.mark.parametrize(
    "tag",
    [
        "",
        '<meta name="robots" content="index, follow, max-image-preview:large">',
        '<meta name="robots" content="nofollow">',
        '<meta name="robots">',
        '<meta content="noindex">',
        '<meta name="googlebot" content="noarchive">',
        '<meta name="offlimits-checker" content="noarchive">',
        '<meta name="description" content="noindex">',
        '<meta name="tdm-reservation" content="0">',
        '<meta name="tdm-policy" content="1">',
        '<!-- <meta name="robots" content="noindex"> -->',
        '<script>document.write(\'<meta name="robots" content="noindex">\')</script>',
        '<p>Write &lt;meta name="robots" content="noindex"&gt; into the head.</p>',
        '<meta name="robots" content="noindex',
    ],
)
def test_nothing_else_reserves(tag: str) -> None:
    assert reserved_by_markup((HEAD + tag).encode()) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "shift_jis", "utf-16"])
def test_the_encoding_of_a_page_does_not_matter(encoding: str) -> None:
    page = HEAD + '<meta charset="utf-16"><meta name="robots" content="noarchive"><p>Nimbus'
    assert reserved_by_markup(page.encode(encoding)) == ("noarchive",)


def test_only_the_beginning_of_a_page_is_looked_at() -> None:
    tag = b'<meta name="robots" content="noindex">'
    assert reserved_by_markup(b"<p>" + b" " * 60_000 + tag) == ("noindex",)
    assert reserved_by_markup(b"<p>" + b" " * 66_000 + tag) == ()


def test_deep_and_broken_markup_hides_nothing() -> None:
    assert reserved_by_markup(b"<div>" * 9_000 + b'<meta name="robots" content="noindex"></b><x:y <') == ("noindex",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("noarchive", ("noarchive",)),
        ("NoIndex, nofollow", ("noindex",)),
        ("none", ("noindex",)),
        ("offlimits: noarchive", ("noarchive",)),
        ("Offlimits: noindex, noarchive", ("noarchive", "noindex")),
        ("*: noindex", ("noindex",)),
        ("noindex, googlebot: noarchive", ("noindex",)),
        ("googlebot: noindex, offlimits: noarchive", ("noarchive",)),
        ("googlebot: noarchive", ()),
        ("googlebot: nofollow, noarchive, bingbot/2.0: noindex", ()),
        ("all, max-snippet: 20, noarchive", ("noarchive",)),
        ("max-image-preview:large, noindex", ("noindex",)),
        ("unavailable_after: Wed, 25 Jun 2026 15:00:00 GMT, noarchive", ("noarchive",)),
        ("offlimits: max-snippet: 5, noindex", ("noindex",)),
        ("", ()),
        (":,::, ,", ()),
    ],
)
def test_the_header_says_it_for_every_robot_or_for_one(value: str, expected: tuple[str, ...]) -> None:
    assert reserved_by_headers({"X-Robots-Tag": value}) == expected
    assert reserved_by_headers({"x-robots-tag": value, "content-type": "text/html"}) == expected


@pytest.mark.parametrize(("value", "expected"), [("1", ("tdm",)), (" 1, 1", ("tdm",)), ("0", ()), ("", ())])
def test_a_header_reserves_text_and_data_mining(value: str, expected: tuple[str, ...]) -> None:
    assert reserved_by_headers({"TDM-Reservation": value}) == expected


def test_several_headers_of_one_name_count_together() -> None:
    headers = httpx.Headers([("X-Robots-Tag", "noindex"), ("tdm-reservation", "1"), ("X-Robots-Tag", "noarchive")])
    assert reserved_by_headers(headers) == ("noarchive", "noindex", "tdm")
    assert reserved_by_headers({}) == ()


def test_what_is_reserved_stops_keeping_and_use_by_a_model() -> None:
    found = rights("ok", reserved_by_markup(b'<meta name="tdm-reservation" content="1">'))
    assert (found.keep, found.model, found.quote) == (False, False, True)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=60))
def test_anything_from_outside_gives_known_words_in_order(body: bytes, value: str) -> None:
    for found in (
        reserved_by_markup(b"<meta name=robots content=" + body),
        reserved_by_markup(body),
        reserved_by_headers({"x-robots-tag": value, "tdm-reservation": value}),
    ):
        assert set(found) <= {"noarchive", "noindex", "tdm"}
        assert list(found) == sorted(set(found))
