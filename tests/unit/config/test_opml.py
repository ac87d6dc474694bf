"""The feeds of other readers come in as sources, ours go out, and a hostile file does no harm."""

import time
from contextlib import suppress

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.config.opml import MOST_BYTES, MOST_FEEDS, additions, additions_text, opml_bytes, read_opml
from pipeline.config.shapes import FeedsShape
from pipeline.model.errors import UsageError
from pipeline.model.source import Source


def opml(body: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{declaration}\n<opml version="2.0"><head><title>x</title></head><body>{body}</body></opml>'.encode()


def outline(url: str, **more: str) -> str:
    said = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<outline xmlUrl="{url}"{said}/>'


def source(**changes: object) -> Source:
    said = {"source_id": "a", "name": "A", "kind": "rss", "url": "https://a.example/feed", **changes}
    return Source(**said)  # type: ignore[arg-type] # any of its values


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            outline("https://a.example/feed", text="short", title="A &amp; B", type="rss"),
            {"name": "A & B", "kind": "rss", "url": "https://a.example/feed"},
        ),
        (
            outline("https://a.example/atom", text="A", type="Atom", language="de-AT"),
            {"name": "A", "kind": "atom", "url": "https://a.example/atom", "lang": "de"},
        ),
        (
            outline("https://a.example/feed.json", type="json", language="unknown"),
            {"name": "a.example", "kind": "json-feed", "url": "https://a.example/feed.json"},
        ),
        (
            '<outline type="rss" url=" https://a.example/feed " TITLE="  A\nB " />',
            {"name": "A B", "kind": "rss", "url": "https://a.example/feed"},
        ),
        (
            '<OUTLINE XMLURL="https://a.example/feed" Text="A"/>',
            {"name": "A", "kind": "rss", "url": "https://a.example/feed"},
        ),
    ],
)
def test_an_outline_becomes_a_source(said: str, found: dict[str, str]) -> None:
    assert read_opml(opml(said)) == [found]


@pytest.mark.parametrize(
    "said",
    [
        '<outline text="a folder"/>',
        '<outline type="link" url="https://a.example/"/>',
        outline("ftp://a.example/feed"),
        outline("/feed"),
        outline("javascript:alert(1)"),
        outline(""),
        "<!-- " + outline("https://a.example/feed") + " -->",
        "<?xml-stylesheet href='x'?>",
    ],
)
def test_what_names_no_feed_is_passed_over(said: str) -> None:
    assert read_opml(opml(said)) == []


def test_nested_outlines_are_read_in_order_and_each_feed_once() -> None:
    body = (
        f'<outline text="f">{outline("https://a.example/1", text="1")}'
        f'<outline text="g">{outline("https://a.example/2", text="2")}</outline></outline>'
        f"{outline('https://a.example/3', text='3')}{outline('http://a.example/1?utm_source=x', text='1 again')}"
    )
    assert [found["name"] for found in read_opml(opml(body))] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "body",
    [
        opml(outline("https://a.example/", text="Zoë"), '<?xml version="1.0" encoding="utf-8"?>'),
        b"\xef\xbb\xbf" + opml(outline("https://a.example/", text="Zoë")),
        opml(outline("https://a.example/", text="Zoë"), '<?xml version="1.0" encoding="iso-8859-1"?>'),
        opml(outline("https://a.example/", text="Zoë"), "").decode().encode("utf-16"),
        opml(outline("https://a.example/", text="Zoë"), "").decode().encode("cp1252"),
        opml(outline("https://a.example/", text="Zoë"), '<?xml version="1.0" encoding="iso-8859-15"?>')
        .decode()
        .encode("iso-8859-15"),
        opml(outline("https://a.example/", text="Zoë"), '<?xml version="1.0" encoding="koi9"?>')
        .decode()
        .encode("cp1252"),
        opml(outline("https://a.example/", text="Zoë"), '<?xml version="1.0" encoding="cp99999"?>')
        .decode()
        .encode("cp1252"),
        b"\n  " + opml(outline("https://a.example/", text="Zoë")),
        opml(outline("https://a.example/", text="Zoë")).replace(b"</body></opml>", b""),
        opml(outline("https://a.example/", text="Zo\x00ë") + "<outline text='a & b'>"),
    ],
    ids=["plain", "mark", "lie", "utf-16", "none", "latin-9", "odd", "unknown", "space", "cut", "broken"],
)
def test_every_encoding_is_found_out_and_what_is_broken_passed_over(body: bytes) -> None:
    assert read_opml(body)[0]["name"] == "Zoë"


def deep(depth: int) -> bytes:
    return opml("<outline>" * depth + outline("https://a.example/") + "</outline>" * depth)


BOMB = '<!DOCTYPE opml [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "the file is no OPML; export the subscriptions of a feed reader as OPML"),
        (b"\0\1\2", "the file is no OPML; "),
        (b"just text", "the file is no OPML; "),
        (b"<html><body><outline/></body></html>", "the file is no OPML; "),
        (b"<rss version='2.0'/>", "the file is no OPML; "),
        (
            BOMB.encode() + opml("&b;", ""),
            "the file declares a document type, which OPML has not; remove the line with ",
        ),
        (opml("", '<!doctype opml SYSTEM "file:///etc/passwd">'), "the file declares a document type"),
        ((BOMB + "<opml/>").encode("utf-16"), "the file declares a document type"),
        (b" " * (MOST_BYTES + 1), "the file is larger than 5,000,000 bytes; that is no list of feeds"),
        (deep(60), "the file is built of too many outlines; that is no list of feeds"),
        (opml("<outline/>" * 50_001), "the file is built of too many outlines; that is no list of feeds"),
        (
            opml("".join(outline(f"https://a.example/{n}") for n in range(MOST_FEEDS + 1))),
            "the file lists more than 5,000 feeds; take some of them out",
        ),
    ],
    ids=["empty", "zero", "text", "html", "rss", "bomb", "system", "utf-16", "large", "deep", "many", "feeds"],
)
def test_what_is_no_list_of_feeds_is_refused_quickly(body: bytes, told: str) -> None:
    began = time.perf_counter()
    with pytest.raises(UsageError) as caught:
        read_opml(body)
    assert time.perf_counter() - began < 10
    assert str(caught.value).startswith(told)


def test_a_tower_of_elements_ends_quickly() -> None:
    assert read_opml(opml("<x>" * 30 + outline("https://a.example/") + "</x>" * 30))


def test_additions_have_ids_that_nothing_else_has_and_leave_out_what_is_there() -> None:
    body = opml(
        outline("https://a.example/feed/", text="A again")
        + outline("https://b.example/", text="Harbour Post")
        + outline("https://c.example/", text="Harbour Post!")
        + outline("https://d.example/", text="港湾新聞")
        + outline("https://e.example/", text="港湾")
    )
    existing = [source(), source(source_id="harbour-post", url="https://x.example/")]
    found = additions(body, existing)
    assert [one["id"] for one in found] == ["harbour-post-2", "harbour-post-3", "source", "source-2"]
    assert [one["url"][8] for one in found] == ["b", "c", "d", "e"]


def test_additions_are_lines_that_the_configuration_takes() -> None:
    body = opml(
        outline("https://a.example/?a=1&amp;b=2", text="A: 'b', [c] #d {e} -", type="atom", language="fr")
        + outline("https://b.example/", text="no")
        + outline("https://c.example/", text="x" * 1000)
    )
    text = additions_text(body, [])
    assert text.count("\n") == 3
    listed = yaml.safe_load("sources:\n" + text)
    checked = FeedsShape.model_validate(listed)
    assert [one.name for one in checked.sources] == ["A: 'b', [c] #d {e} -", "no", "x" * 300]
    assert checked.sources[0].url == "https://a.example/?a=1&b=2"
    assert (checked.sources[0].kind, checked.sources[0].lang, checked.sources[0].grade) == ("atom", "fr", "F")
    assert additions_text(opml(""), []) == ""


def test_what_goes_out_comes_in_again() -> None:
    ours = [
        source(name="A & <B> \x07", language="de"),
        source(source_id="b", kind="json-feed", name="B", url="https://b.example/?x=1&y=2"),
        source(source_id="c", kind="atom", name="C", url="https://c.example/"),
        source(source_id="d", kind="html-list", name="D", url="https://d.example/"),
        source(source_id="e", kind="api:gdelt", name="E", url="https://e.example/"),
    ]
    body = opml_bytes(ours)
    assert body.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<opml version=\"2.0\">")
    assert etree.fromstring(body).findtext("head/title") == "Offlimits"
    assert read_opml(body) == [
        {"name": "A & <B>", "kind": "rss", "url": "https://a.example/feed", "lang": "de"},
        {"name": "B", "kind": "json-feed", "url": "https://b.example/?x=1&y=2", "lang": "en"},
        {"name": "C", "kind": "atom", "url": "https://c.example/", "lang": "en"},
    ]
    assert opml_bytes(ours) == body


@given(st.binary(max_size=200) | st.text(max_size=100).map(opml))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    found: list[dict[str, str]] = []
    with suppress(UsageError):
        found = additions(body, [])
    assert FeedsShape.model_validate({"use": "defaults", "sources": found}).use == "defaults"


def test_a_raw_ampersand_in_an_address_stays_one() -> None:
    text = b'<opml version="2.0"><body><outline text="Q" xmlUrl="https://q.example/f?a=1&b=2&amp;c=3&lang=en"/></body></opml>'
    assert [found["url"] for found in read_opml(text)] == ["https://q.example/f?a=1&b=2&c=3&lang=en"]
