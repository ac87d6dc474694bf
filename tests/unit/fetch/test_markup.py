"""Markup becomes the words that a reader sees, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.markup import declared_feeds, plain_lines, plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("Fabrikam bans Nimbus", "Fabrikam bans Nimbus"),
        ("<b>Fabrikam</b> bans <i>Nim</i>bus", "Fabrikam bans Nimbus"),
        ("<p>First.</p><p>Second.<br>Third.</p>", "First. Second. Third."),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("  many \n spaces\t here ", "many spaces here"),
        ("<!-- a note -->kept", "kept"),
        ("<!-- nothing but a note -->", ""),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ("zero\u200bwidth and \x07 bell", "zerowidth and bell"),
    ],
)
def test_tags_go_and_words_stay(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("R&amp;D", "R&D"),
        ("R&amp;D <b>lab</b>", "R&D lab"),
        ("caf&eacute; &#8211; &#x201C;ban&#x201D;", "café – “ban”"),
        ("R&amp;amp;D", "R&amp;D"),
        ("Q&A", "Q&A"),
        ("broken &#xD800; &#0; reference", "broken \ufffd \ufffd reference"),
    ],
)
def test_references_are_undone_once(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_markup_that_was_escaped_twice_is_removed_too() -> None:
    assert plain_text("&lt;p&gt;Staff were &lt;b&gt;told&lt;/b&gt; to stop.&lt;/p&gt;") == "Staff were told to stop."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("if a < b and c > d", "if a < b and c > d"),
        ("I <3 it", "I <3 it"),
        ("how to use the &lt;script&gt; tag", "how to use the <script> tag"),
        ("<p>The &lt;script&gt; tag</p>", "The <script> tag"),
    ],
)
def test_what_only_looks_like_a_tag_stays(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@pytest.mark.parametrize("name", ["iframe", "noscript", "script", "style", "svg", "template", "textarea"])
def test_what_no_reader_sees_is_left_out(name: str) -> None:
    assert plain_text(f"before<{name}>alert(1)</{name}> after") == "before after"


def test_nesting_without_end_is_survived() -> None:
    assert plain_text("<b>" * 20_000 + "x") in ("", "x")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&;/!-ab script=\"'#x0\x00\ud800é"), max_size=60))
def test_any_text_comes_out_clean_and_on_one_line(markup: str) -> None:
    text = plain_text(markup)
    assert text == text.strip()
    assert not set(text) & set("\n\r\t\x00\ud800")
    assert "  " not in text


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>First <b>one</b>.</p>\n<p>Second.<br/>Third.</p>", ["First one.", "Second.", "Third."]),
        (
            "<h2>Title</h2>Text\nthat goes on<ul><li>one</li><li>two</li></ul>",
            ["Title", "Text that goes on", "one", "two"],
        ),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", ["a b", "c"]),
        ("<DIV>One</DIV><P>Two", ["One", "Two"]),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", ["One.", "Two."]),
        ("no markup\nat all", ["no markup at all"]),
        ("<p> </p><p>\u200b</p>", []),
        ("<p>bell \x07 and &#7; and \ufffe</p>", ["bell and and"]),
        ("<?xml version='1.0' encoding='koi8-r'?><p>caf\u00e9</p>", ["caf\u00e9"]),
        ("<br>kept\u200b <b>apart</b>", ["kept apart"]),
    ],
)
def test_each_paragraph_has_a_line_of_its_own(markup: str, lines: list[str]) -> None:
    assert plain_lines(markup) == lines


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&;/!-pbr=\"'#x7\x00\x07\ufffe\n\ud800é"), max_size=60))
def test_the_lines_are_those_of_the_text(markup: str) -> None:
    lines = plain_lines(markup)
    assert all(lines)
    assert " ".join(lines) == plain_text(markup)


@pytest.mark.parametrize(
    ("head", "feeds"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', ("https://news.example/feed",)),
        ('<LINK REL=Alternate TYPE="Application/Atom+XML" HREF="atom.xml">', ("https://news.example/a/atom.xml",)),
        ('<link rel="feed alternate" type="application/feed+json" href="//x.example/f">', ("https://x.example/f",)),
        (
            '<base href="https://x.example/b/"><link rel="alternate" type="application/rss+xml" href="f">',
            ("https://x.example/b/f",),
        ),
        ('<link rel="alternate" type="application/rss+xml" href="/f">' * 2, ("https://news.example/f",)),
        ('<link rel="alternate" type="application/rss+xml" href="">', ()),
        ('<link rel="alternate" type="application/rss+xml">', ()),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', ()),
        ('<link rel="alternate" type="text/html" hreflang="de" href="/de">', ()),
        ('<link rel="alternate" type="application/json" href="/wp-json/1">', ()),
        ('<link rel="stylesheet" type="application/rss+xml" href="/x">', ()),
        ("", ()),
    ],
)
def test_the_feeds_that_a_page_declares_are_found(head: str, feeds: tuple[str, ...]) -> None:
    assert declared_feeds(f"<html><head>{head}</head></html>" if head else "", "https://news.example/a/") == feeds
