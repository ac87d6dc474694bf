"""Stories of Hacker News become entries that lead to the pages of others."""

from typing import Any

import pytest

from pipeline.fetch.failures import FeedError
from pipeline.fetch.identity import entry_id
from pipeline.model.source import Entry
from pipeline.text.dates import published
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.lists import HN_URL, read_hn


def hit(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the interface may send
    usual = {
        "objectID": "48000001",
        "title": "Fabrikam bans Nimbus",
        "url": "https://news.example/1",
        "author": "someone",
        "points": 120,
        "created_at": "2026-07-09T05:10:11Z",
        "created_at_i": 1783573811,
        "story_text": None,
    }
    return usual | fields


def only(**fields: Any) -> Entry:  # noqa: ANN401 - likewise
    (entry,) = read_hn({"hits": [hit(**fields)], "nbHits": 1}).entries
    return entry


def reason(answer: object) -> str:
    with pytest.raises(FeedError) as caught:
        read_hn(answer)
    assert HN_URL in caught.value.detail
    return caught.value.reason


def test_a_story_becomes_an_entry_that_was_posted_and_not_published_then() -> None:
    assert only() == Entry(
        entry_id=entry_id("trade-press", "https://news.example/1", "", ""),
        source_id="trade-press",
        url="https://news.example/1",
        title="Fabrikam bans Nimbus",
        summary="",
        author="",
        language="en",
        published=None,
        first_seen_at=NOW,
        updated=published("2026-07-09T05:10:11+00:00"),
    )


@pytest.mark.parametrize("url", [None, "", "  "])
def test_a_question_leads_to_its_own_page(url: str | None) -> None:
    entry = only(url=url, story_text="&lt;p&gt;Since Monday &lt;i&gt;we&lt;/i&gt; may not.")
    assert entry.url == "https://news.ycombinator.com/item?id=48000001"
    assert entry.summary == "Since Monday we may not."


def test_a_story_without_an_address_at_all_leads_to_its_own_page() -> None:
    bare = {"objectID": 7, "title": "Ask: banned?"}
    (entry,) = read_hn({"hits": [bare]}).entries
    assert (entry.url, entry.updated) == ("https://news.ycombinator.com/item?id=7", None)


def test_an_address_loses_what_tells_how_a_reader_came() -> None:
    assert only(url="https://news.example/1?utm_source=hn&id=2#top").url == "https://news.example/1?id=2"
    assert only(url="https://www.google.com/amp/s/news.example/1").url == "https://news.example/1"


def test_a_title_is_text_and_no_markup() -> None:
    assert only(title="  Why <vector> is\u200b banned & gone ").title == "Why <vector> is banned & gone"


def test_a_time_in_the_future_is_not_believed() -> None:
    assert only(created_at="2036-07-09T05:10:11Z").updated is None
    assert only(created_at=17).updated is None


def test_one_page_is_one_entry_however_often_it_was_posted() -> None:
    again = hit(objectID="2", title="Nimbus is banned", url="http://www.news.example/1/")
    found = read_hn({"hits": [hit(), again], "nbHits": 2})
    assert [entry.title for entry in found.entries] == ["Fabrikam bans Nimbus"]
    assert found.flags == ()


@pytest.mark.parametrize(
    "bad",
    [
        {"objectID": None},
        {"objectID": "1/../2"},
        {"objectID": "١٢"},
        {"objectID": "9" * 19},
        {"objectID": True},
        {"title": ""},
        {"title": ["x"]},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://news.example/"},
    ],
)
def test_a_story_that_cannot_be_used_is_left_out_and_told(bad: dict[str, Any]) -> None:
    found = read_hn({"hits": [hit(**bad), hit(objectID="2", url="https://news.example/2"), 7]})
    assert ([entry.url for entry in found.entries], found.flags) == (["https://news.example/2"], ("bad-records",))


def test_more_hits_than_came_are_told() -> None:
    assert read_hn({"hits": [hit()], "nbHits": 2}).flags == ("cut-off",)
    assert read_hn({"hits": [hit()], "nbHits": "2"}).flags == ("cut-off",)
    assert read_hn({"hits": [hit()], "nbHits": None}).flags == ()


def test_no_hits_are_no_failure() -> None:
    found = read_hn({"hits": [], "nbHits": 0})
    assert (found.entries, found.flags) == ((), ("empty",))


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"hits": None},
        {"hits": {"0": {}}},
        {"hits": [{}, 1, None]},
        [],
        [{"hits": []}],
        "hits",
        7,
        None,
        {"message": "invalid numericFilters", "status": 400},
        b"<html>Down</html>",
        b'{"hits": [',
        b'{"hits": ' + b"[" * 100_000,
        b'{"hits": [{"objectID": ' + b"9" * 5_000 + b"}]}",
    ],
)
def test_what_is_no_answer_is_a_failure(answer: object) -> None:
    assert reason(answer) == "bad-answer"


def test_the_failure_says_what_came() -> None:
    with pytest.raises(FeedError, match="invalid numericFilters"):
        read_hn({"message": "invalid numericFilters"})


def test_an_empty_body_is_a_failure_of_its_own() -> None:
    assert reason(b" \n") == "empty"
