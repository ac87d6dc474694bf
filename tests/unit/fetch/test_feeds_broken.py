"""A feed with slips is read all the same; what is no feed, or would do harm, is refused with its reason."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.failures import FeedError
from pipeline.text.words import clean
from tests.unit.fetch.feeds import BASE, HEAD, item, listing, only, read, rss


def refusal(body: str | bytes) -> FeedError:
    with pytest.raises(FeedError) as caught:
        read(body)
    return caught.value


@pytest.mark.parametrize(
    "feed",
    [
        "\n \t" + rss(item()),
        rss(item()).removeprefix(HEAD),
        "\ufeff\n" + rss(item()),
        "<br />\n<b>Warning</b>: something on line 3<br />\n" + rss(item()),
        rss(item(more="<foo:bar>unbound</foo:bar>")),
        rss(item()) + "<!-- made in 3 ms -->\n</html>",
        rss(item(), "<item><title>Cut</title><li")[:-40],
        rss(item(more="<category>a & b</category>")),
        rss(item(more="<description>a <b>b</description>")),
        rss(item()).replace("<rss", "<!DOCTYPE rss SYSTEM 'http://news.example/rss.dtd'><rss"),
    ],
)
def test_a_feed_with_slips_is_read_all_the_same(feed: str) -> None:
    entries = read(feed)
    assert [(one.title, one.url) for one in entries] == [("Fabrikam bans Nimbus", "https://news.example/1")]


@pytest.mark.parametrize("content_type", ["text/html", "application/octet-stream", "", "text/xml; charset=iso-8859-1"])
def test_the_content_type_does_not_matter(content_type: str) -> None:
    assert only(rss(item(title="café")), content_type).title == "café"


def test_a_legacy_encoding_is_read() -> None:
    feed = rss(item(title="禁止使用")).replace("utf-8", "gb2312")
    assert only(feed.encode("gb18030")).title == "禁止使用"


def test_wide_characters_are_read() -> None:
    assert only(rss(item(title="café")).replace("utf-8", "utf-16").encode("utf-16")).title == "café"


def test_a_feed_that_breaks_off_keeps_its_whole_items_and_says_so() -> None:
    feed = rss(
        item(), item("https://news.example/2"), item("https://news.example/3", more="<pubDate>2026-07-09</pubDate>")
    )
    found = listing(feed[: feed.index("07-09")])
    assert [(one.url, one.flags) for one in found.entries] == [
        ("https://news.example/1", ()),
        ("https://news.example/2", ("cut-off",)),
    ]
    assert found.flags == ("cut-off",)


def test_a_feed_that_breaks_off_in_its_first_item_has_failed() -> None:
    feed = rss(item())
    assert refusal(feed[: feed.index("</link>")]).reason == "truncated"


def test_entities_do_not_multiply() -> None:
    levels = "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in ("ba", "cb", "dc", "ed", "fe", "gf"))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{levels}]>' + rss(
        item(title="&g;")
    ).removeprefix(HEAD)
    assert only(bomb).title == "&g;"


def test_no_file_is_read_for_an_entity() -> None:
    feed = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(item(title="a&x;b")).removeprefix(HEAD)
    assert only(feed).title == "a&x;b"


def test_bytes_that_name_a_file_or_an_address_are_not_followed() -> None:
    assert refusal(__file__.encode()).reason == "not-a-feed"
    assert refusal(b"http://127.0.0.1:9/feed").reason == "not-a-feed"


ATTRIBUTES = " ".join(f'a{n}=""' for n in range(600))
BRACKETS = ATTRIBUTES.replace('""', "'>'")
CROWDS = {
    "attributes": rss(f"<item {ATTRIBUTES}><title>T</title></item>"),
    "attributes with brackets": rss(f"<item {BRACKETS}><title>T</title></item>"),
    "authors": rss(f"<item><author>{'a' * 3_000}</author></item>"),
    "authors in a section": rss(f"<item><dc:Creator x=''><![CDATA[{'a.' * 3_000}]]></dc:Creator></item>"),
    "namespaces": rss("".join(f'<a{n}:x xmlns:a{n}="u{n}"/>' for n in range(1_100))),
}


@pytest.mark.parametrize("feed", CROWDS.values(), ids=CROWDS)
def test_a_feed_that_would_take_for_ever_is_refused(feed: str) -> None:
    assert refusal(feed).reason == "too-complex"


def test_an_empty_author_and_a_long_text_are_not_too_much() -> None:
    found = only(rss(item(more=f"<author/><dc:creator>Ann Ode</dc:creator><description>{'word ' * 900}</description>")))
    assert (found.author, len(found.summary)) == ("Ann Ode", 4_499)


def test_any_number_of_subjects_takes_no_time() -> None:
    subjects = "".join(f"<category>{n}</category><dc:subject>{n}</dc:subject>" for n in range(4_000))
    found = only(rss(item(more=f"{subjects}<description>Kept.</description>")))
    assert (found.title, found.summary) == ("Fabrikam bans Nimbus", "Kept.")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b'{"version": "2", "items": []}', "not-a-feed"),
        (b"[]", "not-a-feed"),
        (b"<!doctype html><title>Our feeds</title><p>Choose one.", "not-a-feed"),
        (b"<html><body><item><link>https://news.example/1</link></item></body></html>", "not-a-feed"),
        (b'<?xml version="1.0"?>\n<!-- a --> <!DOCTYPE html PUBLIC "x"><html xmlns="y"></html>', "not-a-feed"),
        (b'<!doctype html><form action="https://consent.portal.example/save"><button>Yes</button></form>', "consent"),
        (b'<html><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/v1"></script></html>', "challenge"),
        (b'<html><form><input type="password"></form></html>', "login"),
        (b'<form><input type="password"></form>', "login"),
        (b"Service is down", "not-a-feed"),
        (b"<urlset><url><loc>https://news.example/1</loc></url></urlset>", "not-a-feed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-a-feed"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 30, "bad-encoding"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    error = refusal(body)
    assert error.reason == reason
    assert error.detail.startswith(f"{BASE} ")
    assert error.detail.endswith(".")
    assert error.discovered == ()


def test_a_page_in_place_of_a_feed_tells_which_feeds_it_has() -> None:
    page = (
        "<!doctype html><html><head><link rel=stylesheet href=/a.css>"
        "<link rel='alternate' type='application/rss+xml' href='/real.xml'>"
        "<link rel=alternate type='application/atom+xml; charset=utf-8' href='https://other.example/atom'>"
        "</head><body>Our feeds</body></html>"
    )
    error = refusal(page)
    assert (error.reason, error.discovered) == (
        "not-a-feed",
        ("https://news.example/real.xml", "https://other.example/atom"),
    )


def test_a_feed_with_the_document_type_of_a_page_is_a_feed() -> None:
    assert only("<!DOCTYPE html PUBLIC 'x'>" + rss(item()).removeprefix(HEAD)).title == "Fabrikam bans Nimbus"


def test_a_feed_that_is_packed_all_the_same_is_unpacked() -> None:
    assert only(gzip.compress(rss(item()).encode()), "application/octet-stream").title == "Fabrikam bans Nimbus"


def test_what_breaks_the_parser_breaks_this_feed_alone() -> None:
    broken = rss(item(more="<image><width><b></width></image>"))
    assert refusal(broken).reason == "broken"
    assert len(read(rss(item()))) == 1


PIECES = (
    "<rss>~<channel>~<item>~</item>~<title>~</title>~<link>~</link>~https://news.example/1~/2~<link href='http://['>~<guid>"
    "~</guid>~<feed xmlns='http://www.w3.org/2005/Atom'>~<entry>~</entry>~<![CDATA[~]]>~<!--~-->~<!ENTITY a '&a;'>~&a;"
    "~<!DOCTYPE x [~]>~&#xD800;~&#99999999999;~&~<author>~a@b.example~<pubDate>~2026-07-09~24:00~<category>~xmlns:a=''"
    "~<a:b>~<content mode='base64'>~<source>~<image>~<width>~</width>~<svg>~\x00~<georss:point>"
    "~<?xml encoding='utf-7'?>"
)
FEEDS = st.lists(st.sampled_from(PIECES.split("~")), max_size=25).map(lambda pieces: "".join(pieces).encode())


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=120), FEEDS))
def test_any_bytes_end_in_entries_or_a_feed_error(body: bytes) -> None:
    try:
        entries = read(body)
    except FeedError:
        return
    assert len({one.entry_id for one in entries}) == len(entries)
    for one in entries:
        assert one.url.startswith(("http://", "https://")) != ("no-link" in one.flags)
        assert [one.title, one.summary, one.author] == [clean(one.title), clean(one.summary), clean(one.author)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4))
def test_titles_that_are_escaped_as_they_should_be_come_back(titles: list[str]) -> None:
    written = [title.replace("&", "&amp;amp;").replace("<", "&amp;lt;").replace("]]>", "") for title in titles]
    entries = read(rss(*(item(f"/{n}", title) for n, title in enumerate(written))).encode("utf-8", "replace"))
    assert [one.url for one in entries] == [f"https://news.example/{n}" for n in range(len(titles))]
