"""Feeds that are built to do harm: cases FE01 to FE09. Identity (FE10 to FE13) is tested in unit/fetch."""

import codecs
import gzip
import itertools
import socket
from pathlib import Path

import pytest

from pipeline.fetch.confined import Limits
from pipeline.fetch.failures import FeedError
from pipeline.fetch.feeds import read_feed
from pipeline.fetch.listed import Listed
from pipeline.fetch.sandbox import Sandbox
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.feeds import BASE, HEAD, item, rss, source

LIMITS = Limits(wall_seconds=30, cpu_seconds=30, memory_megabytes=512)
LETTERS = "abcdefghij"
LAUGHS = "".join(f"<!ENTITY {one} '" + f"&{other};" * 10 + "'>" for other, one in itertools.pairwise(LETTERS))
BARE = " ".join(f"a{n}=1" for n in range(50_000))
QUOTED = " ".join(f"a{n}='1'" for n in range(50_000))


def read(body: str | bytes, content_type: str = "application/xml") -> Listed:
    plain = body if isinstance(body, bytes) else body.encode()
    return read_feed(plain, source=source(), base_url=BASE, content_type=content_type, now=NOW)


def declaring(entities: str, title: str) -> str:
    return f"{HEAD}<!DOCTYPE r [{entities}]>" + rss(item(title=title)).removeprefix(HEAD)


@pytest.mark.parametrize(
    ("entities", "title"),
    [
        (f'<!ENTITY a "ha">{LAUGHS}', "&j;"),
        (f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 2_000),
        ('<!ENTITY % a "<!ENTITY b \'ha\'>"><!ENTITY % c "%a;%a;%a;">%c;', "&b;"),
    ],
    ids=["FE01 billion laughs", "FE01 quadratic entity", "FE01 parameter entity"],
)
def test_an_entity_is_never_expanded(entities: str, title: str) -> None:
    assert [entry.title for entry in read(declaring(entities, title)).entries] == [title]


@pytest.mark.parametrize("place", ["file", "http"], ids=["FE02 file", "FE02 http"])
def test_nothing_outside_is_read_for_an_entity(place: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:x:0")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        address = secret.as_uri() if place == "file" else f"http://127.0.0.1:{port}/x"
        entities = f'<!ENTITY x SYSTEM "{address}"><!ENTITY % y SYSTEM "{address}">%y;'
        found = read(declaring(entities, "a&x;b").replace("<!DOCTYPE r", f'<!DOCTYPE r SYSTEM "{address}"'))
        assert "root:" not in repr(found)
        assert found.entries[0].title == "a&x;b"
        with pytest.raises(BlockingIOError):  # nobody has called
            listener.accept()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (f"<item {BARE}><title>T</title></item>", 1),
        (f"<item {QUOTED}><title>T</title></item>", "too-complex"),
        (f"<item><title>T</title>{'<a>' * 200_000}{'</a>' * 200_000}</item>", 1),
        ("".join(f"<item><title>{n}</title></item>" for n in range(50_000)), 10_000),
        (f"<item><title>T</title></item>{'<' * 1_000_000}", 1),
        (f"<item><title>T{'&' * 500_000}</title></item>", 1),
        (f"<item><title>T</title><description>{'&lt;b&gt;' * 200_000}</description></item>", 1),
    ],
    ids=[
        "FE03 50,000 attributes without quotes",
        "FE03 50,000 attributes",
        "FE04 200,000 nested",
        "FE04 50,000 items",
        "FE04 1 MB of <",
        "FE04 500,000 &",
        "FE04 200,000 nested in a text",
    ],
)
def test_a_feed_that_is_built_to_take_for_ever_ends_in_time(body: str, outcome: int | str) -> None:
    with Sandbox(workers=1, limits=LIMITS) as sandbox:
        try:
            found = sandbox.call(
                read_feed, rss(body).encode(), source=source(), base_url=BASE, content_type="text/xml", now=NOW
            )
        except FeedError as error:
            assert error.reason == outcome  # noqa: PT017 - either way of ending is looked at
        else:
            assert len(found.entries) == outcome


@pytest.mark.parametrize(
    ("title", "text"),
    [("a&#xD800;b", "a\ufffdb"), ("a&#55296;&#xDFFF;b", "a\ufffd\ufffdb"), ("a&#99999999999;b", "a\ufffdb")],
    ids=["FE05 surrogate", "FE05 pair of them", "FE05 beyond Unicode"],
)
def test_a_character_that_is_none_breaks_nothing(title: str, text: str) -> None:
    assert read(rss(item(title=title), item("/2"))).entries[0].title == text


@pytest.mark.parametrize(
    "title", ["a\x00b", "a\x01\x08\x0b\x0c\x1fb", "a&#0;b", "a&#x1;b", "<![CDATA[a\x00\x1bb]]>", "a\u202e\u200bb"],
    ids=["FE06 NUL", "FE06 C0", "FE06 NUL as a number", "FE06 C0 as a number", "FE06 in a section", "FE06 unseen"],
)  # fmt: skip
def test_controls_do_not_pass(title: str) -> None:
    found = read(rss(item(title=title, more=f"<description>{title}</description>")))
    assert {entry.title.replace("\ufffd", "") for entry in found.entries} == {"ab"}
    assert "\x00" not in found.entries[0].summary + found.entries[0].content


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (codecs.BOM_UTF16_LE + rss(item(title="запрет")).encode("utf-16-le"), "text/xml; charset=koi8-r"),
        (rss(item(title="запрет")).replace("utf-8", "koi8-r").encode("koi8-r"), "text/xml"),
        (rss(item(title="запрет")).encode("koi8-r"), "text/xml; charset=koi8-r"),
        (rss(item(title="запрет")).encode(), "text/xml; charset=koi8-r"),
    ],
    ids=["FE07 mark", "FE07 prolog", "FE07 header", "FE07 bytes"],
)
def test_the_bytes_decide_on_the_encoding_before_what_is_said_of_them(body: bytes, content_type: str) -> None:
    assert read(body, content_type).entries[0].title == "запрет"


def test_utf_7_is_never_decoded() -> None:
    feed = rss(item(title="+ADw-script+AD4-")).replace("utf-8", "utf-7")
    assert read(feed, "text/xml; charset=utf-7").entries[0].title == "+ADw-script+AD4-"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<!doctype html><p>Our feeds", "not-a-feed"),
        (b'{"error": 404}', "not-a-feed"),
        (b"\x89PNG\r\n\x1a\n", "not-a-feed"),
        (gzip.compress(b"<!doctype html><p>Our feeds"), "not-a-feed"),
    ],
    ids=["FE08 empty", "FE08 page", "FE08 JSON", "FE08 picture", "FE08 packed page"],
)
def test_what_is_no_feed_is_a_failure_and_never_a_feed_without_news(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(body)
    assert caught.value.reason == reason


@pytest.mark.parametrize("packed", [False, True], ids=["FE09 plain", "FE09 packed"])
def test_a_feed_that_breaks_off_keeps_its_whole_items(packed: bool) -> None:
    whole = rss(*(item(f"/{n}", f"Title {n}", f"<description>{n * 7_919}</description>") for n in range(50))).encode()
    part = gzip.compress(whole)[:-300] if packed else whole[:-300]
    found = read(part)
    assert 1 < len(found.entries) < 50
    assert found.flags == ("cut-off",)
    assert [entry.title for entry in found.entries] == [f"Title {n}" for n in range(len(found.entries))]
