"""A JSON Feed is read as its specification says, and as it is met in the world."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.failures import FeedError
from pipeline.fetch.json_feed import read_json_feed
from pipeline.fetch.listed import Listed
from pipeline.fetch.mending import MAX_ITEMS
from pipeline.model.source import Entry
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.feeds import BASE, listing, source

VERSION = "https://jsonfeed.org/version/1.1"
ITEM = {"id": "1", "url": "https://news.example/1", "title": "Fabrikam bans Nimbus"}


def feed(*items: object, **more: object) -> str:
    return json.dumps({"version": VERSION, "title": "News", "items": items, **more})


def read(text: str | bytes, content_type: str = "application/feed+json") -> Listed:
    body = text if isinstance(text, bytes) else text.encode()
    return read_json_feed(body, source=source(), base_url=BASE, content_type=content_type, now=NOW)


def only(**fields: Any) -> Entry:  # noqa: ANN401 - whatever JSON holds
    entries = read(feed({**ITEM, **fields})).entries
    assert len(entries) == 1
    return entries[0]


def refusal(text: str) -> FeedError:
    with pytest.raises(FeedError) as caught:
        read(text)
    return caught.value


def test_an_item_becomes_an_entry() -> None:
    found = only(
        content_html="<p>Staff were told.</p><p>So it is.</p>",
        summary="Staff were told.",
        date_published="2026-07-09T17:00:00+08:00",
        date_modified="2026-07-09T18:00:00+08:00",
        authors=[{"name": "Ann Ode"}, {"name": "Ben Poe"}],
        language="de-AT",
        tags=["ai"],
    )
    assert (found.url, found.guid, found.title) == (ITEM["url"], "1", ITEM["title"])
    assert (found.summary, found.content) == ("Staff were told.", "Staff were told.\nSo it is.")
    assert (found.author, found.language) == ("Ann Ode, Ben Poe", "de")
    assert found.published is not None
    assert found.updated is not None
    assert (found.published.text, found.updated.text) == ("2026-07-09T17:00:00+08:00", "2026-07-09T18:00:00+08:00")


def test_a_source_of_another_kind_reads_it_too() -> None:
    text = feed(ITEM)
    assert listing(text) == read(text)
    assert listing("\ufeff\n" + text) == read(text)


def test_the_feed_has_a_title_and_may_be_empty() -> None:
    assert read(feed()) == Listed(entries=(), flags=("empty",), title="News")
    assert read(json.dumps({"version": VERSION})).flags == ("empty",)
    assert read(json.dumps({"version": VERSION, "items": "none"})).flags == ("empty",)


@pytest.mark.parametrize(
    ("given", "guid"), [(7, "7"), (7.5, "7.5"), ("a\u200bb", "ab"), (None, ""), (True, ""), ([1], "")]
)
def test_an_id_is_text_whatever_it_was(given: object, guid: str) -> None:
    assert only(id=given).guid == guid


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": "/2"}, "https://news.example/2"),
        ({"url": None, "external_url": "https://other.example/2"}, "https://other.example/2"),
        ({"url": "https://news.example/2", "external_url": "https://other.example/2"}, "https://news.example/2"),
        ({"url": "", "id": "https://news.example/2"}, "https://news.example/2"),
        ({"url": 5, "id": "5"}, "https://news.example/5"),
        ({"url": "javascript:alert(1)", "id": "5"}, ""),
        ({"url": None, "id": "5"}, ""),
    ],
)
def test_the_address_is_found_wherever_it_stands(fields: dict[str, object], url: str) -> None:
    found = only(**fields)
    assert (found.url, "no-link" in found.flags) == (url, not url)


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"author": {"name": "Ann Ode"}}, "Ann Ode"),
        ({"author": "Ann Ode <ann@news.example>"}, "Ann Ode"),
        ({"authors": {"name": "Ann Ode"}}, "Ann Ode"),
        ({"authors": ["Ann Ode", {"name": "Ben Poe"}, {"url": "https://x.example"}, None, 3]}, "Ann Ode, Ben Poe, 3"),
        ({"authors": [], "author": None}, "The Desk"),
        ({}, "The Desk"),
    ],
)
def test_authors_are_names_in_whatever_form(fields: dict[str, object], author: str) -> None:
    found = read(feed({**ITEM, **fields}, authors=[{"name": "The Desk"}])).entries[0]
    assert found.author == author


def test_plain_text_stays_what_it_is() -> None:
    found = only(content_text="if a < b & c > d:\n\n  use <script>\nEnd")
    assert found.content == "if a < b & c > d:\nuse <script>\nEnd"
    assert found.summary == "if a < b & c > d: use <script> End"


def test_a_script_is_no_text() -> None:
    assert only(content_html="<p>Ban</p><script>alert(1)</script>").content == "Ban"


@pytest.mark.parametrize(
    ("date", "text"),
    [("2026-07-09", "2026-07-09"), (1783587600, "2026-07-09T09:00:00+00:00"), ("soon", None), (None, None), ({}, None)],
)
def test_a_date_is_read_with_certainty_or_not_at_all(date: object, text: str | None) -> None:
    published = only(date_published=date).published
    assert (published.text if published else None) == text


def test_what_is_no_item_is_left_out() -> None:
    assert len(read(feed(ITEM, None, "x", [ITEM], 3, {})).entries) == 1


def test_of_a_key_that_is_there_twice_the_last_counts() -> None:
    text = feed(ITEM).replace('"title": "Fabrikam', '"title": "Old", "title": "Fabrikam')
    assert read(text).entries[0].title == "Fabrikam bans Nimbus"


def test_numbers_that_are_none_mean_nothing() -> None:
    text = feed({**ITEM, "id": "ID"}).replace('"ID"', "NaN")
    assert read(text).entries[0].guid == ""
    assert read(text.replace("NaN", "-Infinity")).entries[0].guid == ""


def test_a_version_may_be_missing_where_the_items_are_plainly_those_of_a_feed() -> None:
    text = json.dumps({"items": [{**ITEM, "content_html": "x"}]})
    assert len(read(text).entries) == 1


@pytest.mark.parametrize(
    "found",
    [[], [ITEM], {}, {"items": []}, {"items": [ITEM]}, {"version": "2", "items": [ITEM]}, {"items": ["x"]}, 3, "x"],
)
def test_other_json_is_no_feed(found: object) -> None:
    error = refusal(json.dumps(found))
    assert (error.reason, error.detail) == ("not-a-feed", f"{BASE} sent JSON that is no JSON Feed.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        ("{", "broken"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "broken"),
        ("[" * 100_000, "too-complex"),
        ('{"items":' + "[" * 100_000, "too-complex"),
        (feed(ITEM).replace('"1"', "1" * 5_000), "broken"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, reason: str) -> None:
    assert refusal(text).reason == reason


def test_a_feed_that_breaks_off_keeps_its_whole_items_and_says_so() -> None:
    text = feed(ITEM, {**ITEM, "id": "2", "url": "/2", "content_text": "x"}, {**ITEM, "id": "3", "url": "/3"})
    text = text.replace('"title": "Fabrikam', '"content_text": "y", "title": "Fabrikam')
    found = read(text[:-40])
    assert [(entry.guid, entry.flags) for entry in found.entries] == [("1", ()), ("2", ("cut-off",))]
    assert found.flags == ("cut-off",)


def test_an_archive_is_read_up_to_a_bound() -> None:
    found = read(feed(*({"title": str(n)} for n in range(MAX_ITEMS + 1))))
    assert (len(found.entries), found.flags) == (MAX_ITEMS, ("capped",))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["/1", "2026-07-09"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "id", "url", "title", "authors", "items"]), inner, max_size=4)
    ),
    max_leaves=12,
)
ITEMS = st.dictionaries(
    st.sampled_from(
        ["id", "url", "external_url", "title", "content_html", "content_text", "summary", "author", "authors"]
    )
    | st.sampled_from(["date_published", "date_modified", "language"]),
    VALUES,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS | VALUES, max_size=4), VALUES)
def test_any_json_in_the_place_of_a_feed_is_read_or_refused(items: list[object], author: object) -> None:
    found = read(feed(*items, authors=author))
    assert len({entry.entry_id for entry in found.entries}) == len(found.entries)
    assert all(entry.url or entry.title or entry.summary for entry in found.entries)
