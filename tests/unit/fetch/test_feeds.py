"""Feeds as they are in the world become entries with the right title, address, date and words."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from pipeline.model.source import Entry, Published
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.feeds import atom, entry, item, listing, only, read, rss


def test_an_item_becomes_an_entry() -> None:
    more = (
        "<description>Staff were told on Monday.</description><dc:creator>Ann Ode</dc:creator>"
        "<pubDate>Thu, 09 Jul 2026 09:00:00 +0800</pubDate>"
    )
    assert only(rss(item(more=more), channel="<language>en-GB</language>")) == Entry(
        entry_id=hashlib.sha256(b"trade-press\0https://news.example/1").hexdigest()[:20],
        source_id="trade-press",
        url="https://news.example/1",
        title="Fabrikam bans Nimbus",
        summary="Staff were told on Monday.",
        author="Ann Ode",
        language="en",
        published=Published(
            text="2026-07-09T09:00:00+08:00",
            published_on=date(2026, 7, 9),
            published_at=datetime(2026, 7, 9, 1, tzinfo=UTC),
        ),
        first_seen_at=NOW,
    )


def test_an_atom_entry_becomes_an_entry() -> None:
    inner = "<published>2026-07-09T09:00:00Z</published><author><name>Ann Ode</name></author><summary>Short.</summary>"
    found = only(atom(entry(inner)))
    assert (found.url, found.title, found.author, found.summary) == (
        "https://news.example/1",
        "Fabrikam bans Nimbus",
        "Ann Ode",
        "Short.",
    )
    assert found.published is not None
    assert found.published.text == "2026-07-09T09:00:00+00:00"


def test_an_item_of_rdf_becomes_an_entry() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>N</title></channel>'
        '<item rdf:about="https://news.example/1"><title>Fabrikam bans Nimbus</title><link>https://news.example/1</link>'
        "<dc:date>2026-07-09</dc:date></item></rdf:RDF>"
    )
    found = only(feed)
    assert (found.url, found.published) == (
        "https://news.example/1",
        Published(text="2026-07-09", published_on=date(2026, 7, 9)),
    )


def test_the_order_of_the_feed_is_kept_and_ids_differ() -> None:
    entries = read(rss(*(item(f"https://news.example/{n}", f"Title {n}") for n in (3, 1, 2))))
    assert [one.title for one in entries] == ["Title 3", "Title 1", "Title 2"]
    assert len({one.entry_id for one in entries}) == 3


def test_of_two_items_with_one_address_the_first_counts() -> None:
    entries = read(rss(item(title="First"), item(link="https://news.example/1?utm_source=rss", title="Second")))
    assert [one.title for one in entries] == ["First"]


def test_a_shared_guid_does_not_merge_items() -> None:
    guid = '<guid isPermaLink="false">same</guid>'
    assert len(read(rss(item(more=guid), item("https://news.example/2", more=guid)))) == 2


@pytest.mark.parametrize("feed", [rss(), atom()])
def test_a_feed_may_be_empty_and_says_so(feed: str) -> None:
    found = listing(feed)
    assert (found.entries, found.flags, found.title) == ((), ("empty",), "News")


# Addresses


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a/1", "https://news.example/a/1"),
        ("//other.example/a/1", "https://other.example/a/1"),
        ("a/1", "https://news.example/a/1"),
        ("\n  https://news.example/a/1 \n", "https://news.example/a/1"),
        ("<![CDATA[https://news.example/a?x=1&y=2]]>", "https://news.example/a?x=1&y=2"),
        ("https://news.example/a?x=1&amp;y=2", "https://news.example/a?x=1&y=2"),
        ("https://news.example/a?x=1&y=2&copy=3", "https://news.example/a?x=1&y=2&copy=3"),
        ("https://news.example/a?id=7&amp;utm_medium=rss#part", "https://news.example/a?id=7"),
        ("HTTPS://News.Example:443/a", "https://news.example/a"),
    ],
)
def test_a_link_is_made_absolute_and_one_of_its_spellings_is_chosen(link: str, url: str) -> None:
    assert only(rss(item(link))).url == url


@pytest.mark.parametrize(
    "inner",
    [
        "<guid>https://news.example/1</guid>",
        '<guid isPermaLink="true">https://news.example/1</guid>',
        "<link></link><guid>https://news.example/1</guid>",
        "<guid>/1</guid>",
        '<atom:link href="https://news.example/1"/>',
        "<link>http://count.example/~r/x</link><feedburner:origLink>https://news.example/1</feedburner:origLink>",
        "<link>https://news.example/1</link><guid>https://news.example/other</guid>",
        "<guid>https://news.example/other</guid><link>https://news.example/1</link>",
        '<enclosure url="https://news.example/1" type="text/html"/>',
        "<link>https://www.bing.com/news/apiclick.aspx?ref=x&amp;url=https%3a%2f%2fnews.example%2f1&amp;c=2</link>",
    ],
)
def test_the_address_is_found_wherever_rss_puts_it(inner: str) -> None:
    assert only(rss(f"<item><title>T</title>{inner}</item>")).url == "https://news.example/1"


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="self" href="/x"/><link rel="enclosure" href="/y.mp3"/><link rel="alternate" href="/1"/>',
        '<link rel="alternate" type="text/plain" href="/1"/>',
        '<link rel="alternate" type="application/json" href="/1.json"/><link href="/1"/>',
        '<link rel="replies" type="text/html" href="/1/comments"/><link href="/1"/><link href="/de/1" hreflang="de"/>',
        '<link href="1" xml:base="https://news.example/"/>',
    ],
)
def test_the_address_is_found_wherever_atom_puts_it(link: str) -> None:
    assert only(atom(entry("", link))).url == "https://news.example/1"


def test_an_atom_id_that_is_an_address_serves_where_no_link_is() -> None:
    assert only(atom("<entry><id>https://news.example/1</id><title>T</title></entry>")).url == "https://news.example/1"


def test_a_base_in_the_feed_counts_before_its_own_address() -> None:
    feed = atom(entry("", '<link href="1"/>'), attributes='xml:base="https://other.example/blog/"')
    assert only(feed).url == "https://other.example/blog/1"


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<link> </link>",
        "<link>javascript:alert(1)</link>",
        "<link>mailto:desk@news.example</link>",
        "<guid>item-4711</guid>",
        '<guid isPermaLink="false">https://news.example/1</guid>',
        '<enclosure url="https://news.example/1.mp3" type="audio/mpeg"/>',
    ],
)
def test_an_item_without_a_web_address_is_kept_and_says_so(inner: str) -> None:
    found = read(rss(f"<item><title>T</title>{inner}</item>", item(title="Next")))
    assert [(one.title, one.url, one.flags) for one in found] == [
        ("T", "", ("no-link",)),
        ("Next", "https://news.example/1", ()),
    ]


def test_an_item_that_says_nothing_at_all_is_left_out() -> None:
    assert [one.title for one in read(rss("<item></item><item><guid>7</guid></item>", item()))] == [
        "Fabrikam bans Nimbus"
    ]


# Words


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("R&amp;D at Fabrikam", "R&D at Fabrikam"),
        ("R&amp;amp;D &amp;#8211; memo", "R&D – memo"),
        ("&lt;b&gt;Fabrikam&lt;/b&gt; bans Nimbus", "Fabrikam bans Nimbus"),
        ("<![CDATA[<b>Fabrikam</b> bans Nimbus]]>", "Fabrikam bans Nimbus"),
        ("<![CDATA[Q&A: why Fabrikam bans]]>", "Q&A: why Fabrikam bans"),
        ("Q&A: why Fabrikam bans", "Q&A: why Fabrikam bans"),
        ("AT&T &nosuch; &#1; &#xD800;", "AT&T &nosuch; \ufffd"),
        ("Caf&eacute;&nbsp;bans", "Café bans"),
        ("a &lt; b", "a < b"),
        ("Fabrikam\x0b bans\x07", "Fabrikam bans"),
        ("Fabrikam\n   bans", "Fabrikam bans"),
        ("“Fabrikam” bans\u200b", "“Fabrikam” bans"),
        ("", ""),
    ],
)
def test_a_title_is_plain_text(title: str, text: str) -> None:
    assert only(rss(item(title=title))).title == text


def test_a_title_in_xhtml_is_plain_text() -> None:
    title = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">R&amp;D <b>bans</b></div></title>'
    feed = atom(f"<entry>{title}<link href='https://news.example/1'/></entry>")
    assert only(feed).title == "R&D bans"


@pytest.mark.parametrize(
    "inner",
    [
        "<description>Staff were told. So it is.</description>",
        "<description>&lt;p&gt;Staff were told.&lt;/p&gt;&lt;p&gt;So it is.&lt;/p&gt;</description>",
        "<description><![CDATA[<p>Staff were told.<br/>So it is.</p><script>alert(1)</script>]]></description>",
        "<description>Staff were told. So it is.</description><content:encoded>Much more.</content:encoded>",
        "<content:encoded><![CDATA[<p>Staff were told.</p> So it is.]]></content:encoded>",
        "<description/><content:encoded><![CDATA[<p>Staff were told.</p> So it is.]]></content:encoded>",
    ],
)
def test_a_summary_is_plain_text_and_stands_before_the_whole_text(inner: str) -> None:
    assert only(rss(item(more=inner))).summary == "Staff were told. So it is."


@pytest.mark.parametrize(
    ("inner", "author"),
    [
        ("<author>desk@news.example (Ann Ode)</author>", "Ann Ode"),
        ("<author>desk@news.example</author>", ""),
        ("<author>Ann Ode</author>", "Ann Ode"),
        ("<dc:creator><![CDATA[<a href='/ann'>Ann Ode</a>]]></dc:creator>", "Ann Ode"),
        ("<dc:creator>Ann Ode</dc:creator><dc:creator>Ben Poe</dc:creator>", "Ann Ode, Ben Poe"),
        ("<dc:creator>Ann Ode</dc:creator><dc:creator>Ann Ode</dc:creator>", "Ann Ode"),
        ("<dc:creator>Ann Ode &lt;ann@news.example&gt;</dc:creator>", "Ann Ode"),
        ("", ""),
    ],
)
def test_an_author_is_a_name_without_an_address(inner: str, author: str) -> None:
    assert only(rss(item(more=inner))).author == author


@pytest.mark.parametrize(
    ("feed", "language"),
    [
        (rss(item()), "ko"),
        (rss(item(), channel="<language>de-AT</language>"), "de"),
        (rss(item(), channel="<language>zh_CN</language>"), "zh"),
        (rss(item(), channel="<language>German</language>"), "ko"),
        (rss(item(more="<dc:language>FR</dc:language>"), channel="<language>de</language>"), "fr"),
        (atom(entry(""), attributes='xml:lang="ja"'), "ja"),
        (atom("<entry xml:lang='fr'><title>T</title><link href='/1'/></entry>", attributes='xml:lang="de"'), "fr"),
    ],
)
def test_the_language_is_that_of_the_entry_or_the_feed_or_the_source(feed: str, language: str) -> None:
    assert only(feed, language="ko").language == language


# Dates


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<pubDate>Thu, 09 Jul 2026 09:00:00 GMT</pubDate>", "2026-07-09T09:00:00+00:00"),
        ("<pubDate>\n 2026-07-09T09:00:00Z \n</pubDate>", "2026-07-09T09:00:00+00:00"),
        ("<pubDate>2026-07-09</pubDate>", "2026-07-09"),
        ("<dc:date>2026-07-09</dc:date>", "2026-07-09"),
        ("<pubDate>2026-07-08</pubDate><dc:date>2026-07-09</dc:date>", "2026-07-08"),
        ("<pubDate>10/07/2026</pubDate>", None),
        ("<pubDate>2026年7月9日 09:00</pubDate>", "2026-07-09T09:00:00"),
        ("<dcterms:created xmlns:dcterms='http://purl.org/dc/terms/'>2026-07-09</dcterms:created>", "2026-07-09"),
        ("<pubDate>Fri, 30 Feb 2026 09:00:00 GMT</pubDate>", None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate>Sun, 20 Dec 2026 00:00:00 GMT</pubDate>", None),
        ("<pubDate>soon</pubDate><dc:date>2026-07-09</dc:date>", None),
        ("", None),
    ],
)
def test_a_date_is_read_with_certainty_or_not_at_all(inner: str, text: str | None) -> None:
    published = only(rss(item(more=inner))).published
    assert (published.text if published else None) == text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<updated>2026-07-09T09:00:00Z</updated>", "2026-07-09T09:00:00+00:00"),
        (
            "<updated>2026-07-09T09:00:00Z</updated><published>2026-07-01T08:00:00Z</published>",
            "2026-07-01T08:00:00+00:00",
        ),
    ],
)
def test_the_day_of_an_update_counts_only_where_none_of_publication_is_given(inner: str, text: str) -> None:
    found = only(atom(entry(inner)))
    assert found.published is not None
    assert found.published.text == text
    assert found.updated is not None
    assert found.updated.text == "2026-07-09T09:00:00+00:00"


def test_the_whole_text_is_kept_in_its_paragraphs() -> None:
    inner = (
        "<description>Short.</description>"
        "<content:encoded><![CDATA[<p>Staff were <b>told</b>.</p><script>alert(1)</script><p>So it is.</p>]]>"
        "</content:encoded>"
    )
    found = only(rss(item(more=inner)))
    assert (found.summary, found.content) == ("Short.", "Staff were told.\nSo it is.")


def test_without_a_text_of_its_own_the_content_is_empty() -> None:
    assert only(rss(item(more="<description>Short.</description>"))).content == ""
