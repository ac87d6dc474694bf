"""Text is cleaned, counted, shortened and made into names for paths."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.words import clean, join_words, shorten, slug, spaced, words

ANY = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  plain   text \n here\t", "plain text here"),
        ("one\u00a0two\u2003three\u3000four", "one two three four"),
        ("line\u2028line\u2029end", "line line end"),
        ("next\x85line", "next line"),
        ("bell\x07 null\x00 escape\x1b[31m", "bell null escape[31m"),
        ("delete\x7f", "delete"),
        ("right\u202eleft\u202c and \u2066isolate\u2069", "rightleft and isolate"),
        ("zero\u200bwidth\u200d \ufeffmark", "zerowidth mark"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian and Hindi spell with joiners
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("خانه\u200c ban\u200dned", "خانه banned"),
        ("Nim\u034fbus\u3164", "Nimbus"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone\ud800surrogate\udfff", "lonesurrogate"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("inter\ufff9linear\ufffb", "interlinear"),
        ("no\uffff character\ufffe", "no character"),
        ("arabic\u061cmark", "arabicmark"),
        ("\u200b", ""),
        ("阿里 巴巴", "阿里 巴巴"),
        ("emoji 🚫 stays", "emoji 🚫 stays"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_letters_are_composed() -> None:
    assert clean("cafe\u0301") == "café"


def test_letters_are_composed_behind_what_stood_between_them() -> None:
    assert clean("cafe\u200b\u0301") == "café"


@given(ANY | st.text(alphabet="e\u0301\u200b\u0327a \n\ud800\u1100\u1161\u00ad\u202e", max_size=20))
@settings(max_examples=60, deadline=None)
def test_clean_text_is_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.normalize("NFC", cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert not re.search(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\ud800-\udfff]|\s\s|[^\S ]", cleaned)
    cleaned.encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Alibaba bans Claude Code.", ["alibaba", "bans", "claude", "code"]),
        ("Anthropic's firm", ["anthropic's", "firm"]),
        ("Anthropic’s firm", ["anthropic's", "firm"]),
        ("GPT-4.5", ["gpt", "4", "5"]),
        ("snake_case", ["snake", "case"]),
        ("Straße", ["strasse"]),
        ("禁用 AI 工具", ["禁", "用", "ai", "工", "具"]),
        ("日本のAI", ["日", "本", "のai"]),
        ("— … !?", []),
    ],
)
def test_words_are_counted_without_punctuation(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_words_hold_no_space_and_no_capital(text: str) -> None:
    for word in words(text):
        assert word
        assert not re.search(r"\s", word)
        assert word == word.casefold()


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("short", 60, "short"),
        ("one two three", 9, "one two…"),
        ("one two three", 8, "one…"),
        ("one, two", 6, "one…"),
        ("one – two", 7, "one…"),
        ("word", 3, "wo…"),
        ("ab cd", 1, "…"),
        ("", 10, ""),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


@given(ANY, st.integers(1, 70))
@settings(max_examples=60, deadline=None)
def test_a_shortened_text_keeps_to_its_limit_and_begins_like_the_text(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text if len(text) <= limit else text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Claude Code", "claude-code"),
        ("  GPT-4.5!  ", "gpt-4-5"),
        ("Crème Brûlée", "creme-brulee"),
        ("İstanbul", "istanbul"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "item"),
        (".hidden", "hidden"),
        ("a/b\\c", "a-b-c"),
        ("C:\\temp", "c-temp"),
        ("null\x00byte", "null-byte"),
        ("阿里巴巴", "item"),
        ("阿里 Qwen 巴巴", "qwen"),
        ("", "item"),
        ("---", "item"),
        ("%2e%2e", "2e-2e"),
        ("CON", "con-x"),
        ("com1", "com1-x"),
        ("LPT9", "lpt9-x"),
        ("nul", "nul-x"),
        ("aux.txt", "aux-txt"),
        ("console", "console"),
        ("com10", "com10"),
        ("\ud800", "item"),
    ],
)
def test_a_slug_is_safe_in_a_path(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_slug_of_nothing_is_the_fallback() -> None:
    assert slug("阿里巴巴", fallback="actor") == "actor"
    assert slug("", fallback="con") == "con-x"


def test_a_long_slug_does_not_end_in_a_hyphen() -> None:
    assert slug("a" * 79 + " b") == "a" * 79
    assert slug("ab " * 60) == "-".join(["ab"] * 27)[:80].strip("-")


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_every_slug_is_short_and_plain_and_stays_what_it_is(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 80
    assert slug(made) == made


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["one"], "one"),
        (["one", "two"], "one and two"),
        (["one", "two", "three"], "one, two and three"),
        (("one", "two"), "one and two"),
    ],
)
def test_items_are_joined_as_english_does(items: list[str] | tuple[str, ...], expected: str) -> None:
    assert join_words(items) == expected


def test_items_may_be_joined_by_or() -> None:
    assert join_words(["one", "two", "three"], "or") == "one, two or three"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阿里巴巴集团", "阿 里 巴 巴 集 团"),
        ("据报道，阿里巴巴禁用Claude Code。", "据 报 道 ， 阿 里 巴 巴 禁 用 Claude Code 。"),
        ("あいう カタ 漢字", "あ い う カ タ 漢 字"),
        ("plain words, 한국어 Ünïcode", "plain words, 한국어 Ünïcode"),
        ("𠮷野家", "𠮷 野 家"),
        ("", ""),
    ],
)
def test_scripts_without_spaces_are_cut_into_characters(text: str, expected: str) -> None:
    assert spaced(text) == expected
    assert spaced(expected) == expected
