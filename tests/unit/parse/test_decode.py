"""Bytes to text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.decode import MAX_BYTES, UnreadableError, read

GREETING = "<p>Grüße aus Köln – „leise“</p>"


def text_of(body: bytes, content_type: str = "text/html") -> str:
    return read(body, content_type)[0]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (GREETING.encode(), "text/html; charset=utf-8"),
        (GREETING.encode(), "text/html"),
        (GREETING.encode("windows-1252"), "text/html; charset=windows-1252"),
        (GREETING.encode("windows-1252"), "text/html; charset=ISO-8859-1"),
        (GREETING.encode("windows-1252"), "text/html; charset=us-ascii"),
        (GREETING.encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + GREETING.encode(), "text/html"),
        (b"\xef\xbb\xbf" + GREETING.encode(), "text/html; charset=windows-1251"),
        (b'<meta charset="windows-1252">' + GREETING.encode("windows-1252"), "text/html"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=utf-8">' + GREETING.encode(), ""),
        (b'<meta charset="utf-16">' + GREETING.encode(), "text/html"),
        (GREETING.encode(), "text/html; charset=no-such-charset"),
        (GREETING.encode(), "text/html; charset=utf-7"),
    ],
    ids=[
        "header",
        "utf-8 that nobody declares",
        "another charset in the header",
        "the superset of latin-1",
        "the superset of ascii",
        "byte-order mark of utf-16",
        "byte-order mark of utf-8",
        "byte-order mark against the header",
        "meta charset",
        "meta http-equiv, no header",
        "a readable declaration of utf-16 is wrong",
        "unknown name",
        "a codec that is no charset of pages",
    ],
)
def test_the_same_text_comes_out_of_every_declaration(body: bytes, content_type: str) -> None:
    assert text_of(body, content_type).endswith(GREETING)


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("shift_jis", "<p>東京で①人工知能を禁止する</p>"),
        ("gb2312", "<p>公司禁止员工使用聊天机器人，镕</p>"),
        ("euc-kr", "<p>회사가 챗봇 사용을 금지했다</p>"),
        ("koi8-r", "<p>Компания запретила чат-бот</p>"),
        ("big5", "<p>公司禁止員工使用聊天機器人</p>"),
    ],
)
def test_charsets_of_other_scripts_are_read(charset: str, text: str) -> None:
    codec = {"gb2312": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949"}.get(charset, charset)
    assert text_of(text.encode(codec), f"text/html; charset={charset}") == text


def test_a_wrong_header_is_given_up_for_what_the_bytes_look_like() -> None:
    text = "<p>" + "Компания запретила сотрудникам пользоваться чат-ботом на рабочих компьютерах. " * 8 + "</p>"
    assert text_of(text.encode("windows-1251"), "text/html; charset=utf-8") == text


def test_bytes_that_fit_nothing_still_give_text() -> None:
    assert "ok" in text_of(b"<p>ok \x81\x8d\x8f\x90\x9d \xff\xfe\xfd</p>", "text/html; charset=utf-8")


@pytest.mark.parametrize("codec", ["idna", "punycode", "unicode_escape", "raw_unicode_escape", "rot13", "utf7", "hex"])
def test_codecs_that_run_or_rewrite_text_are_never_used(codec: str) -> None:
    body = rb"<p>\u0041 +AEE- xn--bcher-kva</p>"
    assert text_of(body, f"text/html; charset={codec}") == body.decode()


@pytest.mark.parametrize(
    ("content_type", "plain"),
    [
        ("text/html", False),
        ("text/html; charset=utf-8", False),
        ("application/xhtml+xml", False),
        ("", False),
        ("text/plain", True),
        ("TEXT/PLAIN; format=flowed", True),
    ],
)
def test_only_declared_plain_text_is_plain_where_there_are_tags(content_type: str, plain: bool) -> None:
    assert read(b"<p>Hello</p>", content_type) == ("<p>Hello</p>", plain)


@pytest.mark.parametrize("text", ["Hello there.", "a < b and b > c", "3 <4", "<3"])
def test_text_without_a_tag_is_plain_whatever_the_header_says(text: str) -> None:
    assert read(text.encode(), "text/html") == (text, True)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"%PDF-1.7 and more", "text/html", "not-html"),
        (b"\x89PNG\r\n", "", "not-html"),
        (b"PK\x03\x04zip", "text/html", "not-html"),
        (b"\x1f\x8bgzip", "text/html", "not-html"),
        (b"{}", "application/json", "not-html"),
        (b"<p>x</p>", "image/svg+xml", "not-html"),
        (b"<p>x</p>", "application/octet-stream", "not-html"),
        (b"", "text/html", "empty"),
        (b" \n\t ", "text/html", "empty"),
        (b"<p>" + b"x" * MAX_BYTES, "text/html", "too-large"),
    ],
)
def test_what_is_no_page_is_refused_by_name(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(body, content_type)
    assert caught.value.reason == reason
    assert caught.value.detail == str(caught.value)


@settings(max_examples=60, deadline=None)
@given(body=st.binary(min_size=1, max_size=400), content_type=st.text(max_size=60))
def test_any_bytes_give_text_or_a_named_refusal(body: bytes, content_type: str) -> None:
    try:
        result = read(body, content_type)[0]
    except UnreadableError as error:
        result = error.reason
    assert result


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_utf_8_comes_through_unchanged(text: str) -> None:
    assert text_of(f"<p>{text}</p>".encode(), "text/html; charset=utf-8") == f"<p>{text}</p>"
