"""Articles that GDELT has seen become entries, though its JSON and its titles are not what they should be."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.api.gdelt import mended_title
from pipeline.fetch.failures import FeedError
from pipeline.fetch.identity import entry_id
from pipeline.model.source import Entry
from pipeline.text.dates import published
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.lists import GDELT_URL, read_gdelt_answer


def article(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the interface may send
    usual = {
        "url": "https://news.example/1",
        "url_mobile": "https://m.news.example/1",
        "title": "Fabrikam bans Nimbus",
        "seendate": "20260709T031500Z",
        "socialimage": "https://news.example/1.jpg",
        "domain": "news.example",
        "language": "German",
        "sourcecountry": "Germany",
    }
    return usual | fields


def only(**fields: Any) -> Entry:  # noqa: ANN401 - likewise
    (entry,) = read_gdelt_answer({"articles": [article(**fields)]}).entries
    return entry


def reason(answer: object) -> str:
    with pytest.raises(FeedError) as caught:
        read_gdelt_answer(answer)
    assert GDELT_URL in caught.value.detail
    return caught.value.reason


def test_an_article_becomes_an_entry_that_was_seen_and_not_published_then() -> None:
    assert only() == Entry(
        entry_id=entry_id("trade-press", "https://news.example/1", "", ""),
        source_id="trade-press",
        url="https://news.example/1",
        title="Fabrikam bans Nimbus",
        summary="",
        author="",
        language="de",
        published=None,
        first_seen_at=NOW,
        updated=published("2026-07-09T03:15:00+00:00"),
        publisher="news.example",
    )


@pytest.mark.parametrize("seen", ["", "yesterday", "20261309T031500Z", "20360709T031500Z", None, 20260709])
def test_a_time_that_cannot_be_believed_is_unknown(seen: object) -> None:
    assert only(seendate=seen).updated is None


@pytest.mark.parametrize("language", ["", "Klingon", None])
def test_an_unknown_language_is_that_of_the_source(language: str | None) -> None:
    assert only(language=language).language == "en"


def test_no_articles_are_no_failure() -> None:
    answers: tuple[dict[str, Any], ...] = ({}, {"articles": []})
    for answer in answers:
        found = read_gdelt_answer(answer)
        assert (found.entries, found.flags) == ((), ("empty",))


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"Fabrikam\'s ban", "Fabrikam's ban"),
        (r"A \ban on \x tools", "A ban on x tools"),
        (r"Off\fimits", "Offfimits"),
        (r"C:\\temp \"quoted\" \/ \u00e9", r'C:\temp "quoted" / é'),
        (r"\u12 broken", "u12 broken"),
        ("a raw\ttab\x01 and\nbreak", "a raw tab and break"),
        (r"caf\u00e9 \ud83d", "café"),
    ],
)
def test_escapes_that_are_none_are_text(written: str, title: str) -> None:
    body = '{"articles":[{"url":"https://news.example/1","title":"' + written + '"}]}'
    (entry,) = read_gdelt_answer(body.encode()).entries
    assert entry.title == title


def test_thousands_of_wrong_escapes_are_mended_in_one_go() -> None:
    body = '{"articles":[{"url":"https://news.example/1","title":"' + "\\x" * 200_000 + 'end"}]}'
    (entry,) = read_gdelt_answer(body.encode()).entries
    assert entry.title.endswith("xend")


@pytest.mark.parametrize(
    ("tokens", "title"),
    [
        ("Acme bans ToolX from 10 July , moves staff", "Acme bans ToolX from 10 July, moves staff"),
        ("Why not ? Because !", "Why not? Because!"),
        ("The U . S . ban", "The U.S. ban"),
        ("Acme ' s 1 , 500 staff", "Acme's 1,500 staff"),
        ("It isn ' t over", "It isn't over"),
        ("Up 3 . 5 percent", "Up 3.5 percent"),
        ("In 2026 , 300 firms", "In 2026, 300 firms"),
        ("A fine of $ 5 million ( so far )", "A fine of $5 million (so far)"),
        ("阿克米 公司 禁止 ToolX 使用 ， 明天 起", "阿克米公司禁止 ToolX 使用，明天起"),
        ("ツール の 利用 禁止", "ツールの利用禁止"),
        ("도구 사용 금지", "도구 사용 금지"),
        ("Plain title: nothing to mend, it's fine (really)", "Plain title: nothing to mend, it's fine (really)"),
        (".NET tools and :colons", ".NET tools and :colons"),
        ("", ""),
    ],
)
def test_titles_lose_the_spaces_of_their_tokens(tokens: str, title: str) -> None:
    assert mended_title(tokens) == title


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_mending_a_title_takes_spaces_alone_and_nothing_the_second_time(title: str) -> None:
    once = mended_title(title)
    assert once.replace(" ", "") == mended_title(title.replace(" ", "")).replace(" ", "")
    assert once == once.strip()


def test_a_title_is_plain_text() -> None:
    assert only(title="Q&amp;A: <b>Nimbus</b> banned").title == "Q&A: Nimbus banned"


def test_as_many_articles_as_were_asked_for_may_not_be_all() -> None:
    articles = [article(url=f"https://news.example/{number}") for number in range(3)]
    assert read_gdelt_answer({"articles": articles}, (("maxrecords", "3"),)).flags == ("cut-off",)
    assert read_gdelt_answer({"articles": articles}, (("maxrecords", "4"),)).flags == ()
    assert read_gdelt_answer({"articles": articles}, (("maxrecords", "x"),)).flags == ()


def test_one_page_is_one_entry() -> None:
    twin = article(url="https://www.news.example/1?utm_source=x", title="Nimbus banned")
    assert [entry.title for entry in read_gdelt_answer({"articles": [article(), twin]}).entries] == [
        "Fabrikam bans Nimbus"
    ]


@pytest.mark.parametrize("bad", [{"url": ""}, {"url": "javascript:x"}, {"title": None}, {"title": " "}, {"url": 3}])
def test_an_article_that_cannot_be_used_is_left_out_and_told(bad: dict[str, Any]) -> None:
    found = read_gdelt_answer({"articles": [article(**bad), article(), None]})
    assert (len(found.entries), found.flags) == (1, ("bad-records",))


@pytest.mark.parametrize(
    "answer",
    [
        b"The specified phrase is too short.",
        b"<html><body>Error</body></html>",
        {"articles": None},
        {"articles": {}},
        {"error": "x"},
        {"articles": [{}, {"url": "https://news.example/"}]},
        [],
        None,
        b'{"articles":[{"url":"https://news.example/1","title":"ends here',
        b'{"articles":' + b"[" * 100_000,
    ],
)
def test_what_is_no_answer_is_a_failure(answer: object) -> None:
    assert reason(answer) == "bad-answer"


def test_the_failure_says_what_came_in_plain_text() -> None:
    with pytest.raises(FeedError, match="phrase is too short"):
        read_gdelt_answer(b"Your query: <b>phrase is too short</b>")


def test_a_request_for_patience_is_no_wrong_answer() -> None:
    assert reason(b"Please limit requests to one every 5 seconds.") == "throttled"
    assert read_gdelt_answer(json.dumps({"articles": [article(title="EU to limit requests")]}).encode()).entries


def test_an_empty_body_is_a_failure_of_its_own() -> None:
    assert reason(b"") == "empty"
