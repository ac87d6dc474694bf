"""A feed is read in the encoding that it is in, whatever is said about it."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.charset import feed_text


def prolog(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>'


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("big5", "禁止使用"),
        ("euc-jp", "生成AIの利用を禁止"),
        ("euc-kr", "사용 금지"),
        ("gb18030", "禁止使用镕"),
        ("gbk", "禁止使用"),
        ("iso-2022-jp", "利用を禁止"),
        ("iso-8859-2", "zakázaný nástroj"),
        ("koi8-r", "запрет"),
        ("shift_jis", "利用を禁止"),
        ("utf-8", "café – 禁止"),
        ("windows-1251", "запрет"),
        ("windows-1252", "“ban” – café"),
    ],
)
def test_a_declared_encoding_is_followed_in_the_header_and_in_the_file(encoding: str, words: str) -> None:
    named = f"{prolog(encoding)}<rss>{words}</rss>"
    assert feed_text(named.encode(encoding), "text/xml") == named
    bare = f"<rss>{words}</rss>"
    assert feed_text(bare.encode(encoding), f'text/xml; charset="{encoding}"') == bare


@pytest.mark.parametrize(
    "body",
    [
        codecs.BOM_UTF8 + "<rss>café</rss>".encode(),
        "<rss>café</rss>".encode("utf-16"),
        codecs.BOM_UTF16_BE + "<rss>café</rss>".encode("utf-16-be"),
        "<rss>café</rss>".encode("utf-32"),
        codecs.BOM_UTF32_BE + "<rss>café</rss>".encode("utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(body: bytes) -> None:
    assert feed_text(body, "text/xml; charset=iso-8859-1") == "<rss>café</rss>"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_are_seen_without_a_mark(encoding: str) -> None:
    text = prolog("utf-16") + "<rss>café</rss>"
    assert feed_text(text.encode(encoding), "text/xml") == text


@pytest.mark.parametrize("content_type", ["text/xml; charset=iso-8859-1", "text/xml; charset=us-ascii", "text/xml", ""])
def test_utf_8_wins_over_a_wrong_declaration(content_type: str) -> None:
    text = prolog("iso-8859-1") + "<rss>São Paulo – naïve</rss>"
    assert feed_text(text.encode(), content_type) == text


def test_a_superset_is_read_where_its_subset_is_declared() -> None:
    assert feed_text("“ban”".encode("cp1252"), "text/xml; charset=iso-8859-1") == "“ban”"
    assert feed_text("镕".encode("gb18030"), "text/xml; charset=gb2312") == "镕"


def test_western_text_is_read_though_it_says_utf_8() -> None:
    assert feed_text((prolog("utf-8") + "<rss>“ban” café</rss>").encode("cp1252"), "").endswith("“ban” café</rss>")


def test_a_few_broken_bytes_do_not_spoil_utf_8() -> None:
    body = "禁止使用 – café".encode() + b"\xff" + "禁止".encode()
    assert feed_text(body, "") == "禁止使用 – café\ufffd禁止"


def test_a_legacy_feed_that_breaks_off_keeps_its_encoding() -> None:
    body = "禁止使用生成".encode("gb18030")[:-1]
    assert feed_text(body, "text/xml; charset=gb2312").startswith("禁止使用生")


@pytest.mark.parametrize("encoding", ["utf-7", "punycode", "idna", "unicode_escape", "rot13", "hex", "nonsense", "é"])
def test_an_encoding_that_no_feed_uses_is_not_believed(encoding: str) -> None:
    body = f"{prolog(encoding)}<rss>+ADw- \\u0041 b-a</rss>".encode()
    assert feed_text(body, f"text/xml; charset={encoding}").endswith("<rss>+ADw- \\u0041 b-a</rss>")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80), st.sampled_from(["", "utf-8", "gb2312", "iso-2022-jp", "big5", "utf-16", "utf-7", "x"]))
def test_any_bytes_give_a_text_that_can_be_written(body: bytes, charset: str) -> None:
    feed_text(body, f"text/xml; charset={charset}").encode()
