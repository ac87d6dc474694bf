"""A feed is brought nearer to XML without a change of what it says, and a trap is told before it is entered."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.mending import MAX_ITEMS, cut, mended, too_complex

PROLOG = '<?xml version="1.0" encoding="utf-8"?>'


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("<a>plain</a>", "<a>plain</a>"),
        ('\n <?xml version="1.0" encoding="gb2312"?>\n<a/>', "\n<a/>"),
        ("<a>\x00b\x0bc\ufffe</a>", "<a>bc</a>"),
        ("<a>Q&A</a>", "<a>Q&amp;A</a>"),
        ("<a href='?b=1&c=2'/>", "<a href='?b=1&amp;c=2'/>"),
        ("&eacute;&nbsp;&hellip;", "&#233;&#160;&#8230;"),
        ("&lt;b&gt; &amp; &quot;", "&#60;b&#62; &#38; &#34;"),
        ("&#8211;&#x2013;", "&#8211;&#8211;"),
        ("&#1;&#xD800;&#99999999;", "&#65533;&#65533;"),
        ("&nosuch;", "&amp;nosuch;"),
        ("<![CDATA[Q&A &nosuch; &eacute;]]>&", "<![CDATA[Q&A &nosuch; &eacute;]]>&amp;"),
        ("<![CDATA[no end & more", "<![CDATA[no end & more"),
        ("<category term='x'/><dc:subject>y</dc:subject>", "<unread term='x'/><unread>y</unread>"),
        ("<categories>x</categories>", "<categories>x</categories>"),
    ],
)
def test_slips_are_mended_and_the_rest_is_left(text: str, mend: str) -> None:
    assert mended(text) == PROLOG + mend


def test_entities_that_the_feed_declares_are_never_used() -> None:
    text = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a d="&c;">&c;</a>'
    assert mended(text) == PROLOG + text.replace("&", "&amp;")


@pytest.mark.parametrize("number", [499, 500])
@pytest.mark.parametrize("quote", ["''", '""', '">"', "'>'"])
def test_500_attributes_are_too_many(number: int, quote: str) -> None:
    attributes = "\n".join(f"a{n} = {quote}" for n in range(number))
    assert too_complex(f"<a {attributes}>") is (number == 500)


def test_attributes_count_in_each_element_by_itself() -> None:
    assert not too_complex("<a b='1' c='2'/>" * 5_000)


def test_a_thousand_namespaces_are_enough() -> None:
    assert not too_complex("<a xmlns:b='c'/>" * 1_000)
    assert too_complex("<a xmlns:b='c'/>" * 1_001)


@pytest.mark.parametrize(
    "text", ["<" * 300_000, "<a " * 100_000, "<a b='" * 60_000, " " * 400_000, "<author>" * 40_000]
)
def test_telling_a_trap_is_none_itself(text: str) -> None:
    too_complex(text)
    assert mended(text).startswith(PROLOG)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_between_tags_can_be_read_by_a_strict_parser(text: str) -> None:
    body = text.replace("<", "").replace("]]>", "").encode("utf-8", "replace").decode()
    assert ET.fromstring(mended(f"<a>{body}</a>")).tag == "a"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("<rss><channel><item>1</item><item>2", "<rss><channel><item>1</item></channel></rss>"),
        ("<rss><channel><item>1</item></channel>", "<rss><channel><item>1</item></channel></rss>"),
        ("<rss><channel><title>a</title><item>1", "<rss><channel><title>a</title></channel></rss>"),
        ("<rss><channel><title>a", "<rss><channel><title>a</channel></rss>"),
        ("<feed><entry>1</entry ><entry>2</ent", "<feed><entry>1</entry ></feed>"),
        ("<a:feed><a:entry>1</a:entry><a:ent", "<a:feed><a:entry>1</a:entry></a:feed>"),
        ("<rdf:RDF><channel></channel><item>1</item><item", "<rdf:RDF><channel></channel><item>1</item></rdf:RDF>"),
    ],
)
def test_a_feed_that_breaks_off_is_cut_behind_its_last_whole_item(text: str, whole: str) -> None:
    assert cut(text) == (whole, True, False)


@pytest.mark.parametrize(
    "text", ["", "no feed", "<html><body>", "<rss/>", "<feed xmlns='x' />", "<rss><item>1</item></rss>", "<rss></rss >"]
)
def test_what_does_not_break_off_is_left(text: str) -> None:
    assert cut(text) == (text, False, False)


def test_items_behind_the_first_ten_thousand_are_left_out() -> None:
    item = "<item></item>"
    whole = f"<rss><channel>{item * MAX_ITEMS}</channel></rss>"
    assert cut(whole) == (whole, False, False)
    assert cut(f"<rss><channel>{item * (MAX_ITEMS + 1)}</channel></rss>") == (whole, False, True)


PIECES = "<rss>~</rss>~<channel>~</channel>~<item>~</item>~</item~a~text~&~<"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split("~")), max_size=12))
def test_cutting_is_done_once(pieces: list[str]) -> None:
    once = cut("".join(pieces))
    assert cut(once.text) == (once.text, False, False)
