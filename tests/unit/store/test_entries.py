"""An item of a source is one entry, however its address, its id or its headline change; its page is opened once."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.identity import entry_id
from pipeline.model.source import Entry
from pipeline.store.rows import time_text
from pipeline.store.store import Store
from tests.unit.records import NOW, entry, later, published, snapshot
from tests.unit.store.filling import attempt


def save(store: Store, *names: str, at: datetime = NOW) -> int:
    with store.transaction():
        return len(store.entries.save([entry(name, at=at) for name in names], now=at).new)


def run(store: Store) -> int:
    with store.transaction():
        return store.runs.start(NOW)


def test_an_entry_is_the_same_again(store: Store) -> None:
    assert save(store, "one") == 1
    assert store.entries.entry("entry-one") == entry("one")
    assert store.entries.entry("entry-two") is None


def test_a_known_entry_is_not_counted_again(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        saved = store.entries.save([entry("one", at=later(days=1)), entry("two")], now=later(days=1))
    assert ([new.entry_id for new in saved.new], saved.revised) == (["entry-two"], 0)
    assert store.entries.entry("entry-one") == entry("one")


def test_no_entries_are_no_work(store: Store) -> None:
    assert save(store) == 0


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=5))
@settings(max_examples=15, deadline=None)
def test_however_often_an_entry_is_listed_it_is_new_once(
    tmp_path_factory: pytest.TempPathFactory, nights: list[list[str]]
) -> None:
    with Store(tmp_path_factory.mktemp("data")) as store:
        new = sum(save(store, *dict.fromkeys(names)) for names in nights)
        listed = {name for names in nights for name in names}
        assert new == len(listed)
        assert store.entries.counts() == {
            "entries": len(listed),
            "pages_waiting": len(listed),
            "pages_opened": 0,
            "pages_closed": 0,
            "pages_skipped": 0,
        }


def waiting(store: Store) -> list[str]:
    return [page.url.rsplit("/", 1)[1] for page in store.entries.waiting_pages(tries=5)]


def test_the_page_of_a_new_entry_waits(store: Store) -> None:
    save(store, "one")
    (page,) = store.entries.waiting_pages(tries=5)
    assert (page.url, page.source_id) == (entry("one").url, "harbourpost")


def test_pages_wait_newest_first_by_address_within_a_day_and_undated_last(store: Store) -> None:
    days = {"old": "2026-07-01", "new": "2026-07-09", "b": "2026-07-05", "a": "2026-07-05", "undated": None}
    with store.transaction():
        store.entries.save([entry(name, day=day) for name, day in days.items()], now=NOW)
    assert waiting(store) == ["new", "a", "b", "old", "undated"]


def test_a_page_that_two_sources_list_waits_once(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        other = replace(entry("one", source="mergequeue"), entry_id="entry-other")
        saved = store.entries.save([other], now=NOW)
        assert (len(saved.new), saved.opening) == (1, ())
    assert waiting(store) == ["one"]
    assert store.entries.waiting_pages(tries=5)[0].source_id == "harbourpost"


def test_an_opened_page_waits_no_more_and_its_snapshot_is_kept(store: Store) -> None:
    save(store, "one", "two")
    page = snapshot("one")
    with store.transaction():
        store.entries.close_page(page.url, snapshot=page)
    assert waiting(store) == ["two"]
    assert store.fetched.snapshot(page.snapshot_id) == page
    assert store.entries.counts()["pages_opened"] == 1


def test_a_page_that_cannot_be_opened_for_good_waits_no_more(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        store.entries.close_page(entry("one").url, reason="gone")
    assert waiting(store) == []
    assert store.entries.counts()["pages_closed"] == 1


def test_a_page_that_could_not_be_opened_this_time_goes_on_waiting(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        store.entries.note_page(entry("one").url, "timeout")
    assert waiting(store) == ["one"]


@pytest.mark.parametrize(
    ("failures", "still_waits"),
    [
        ([], True),
        ([0, 1, 2, 3], True),
        ([0, 1, 2, 3, 4], False),
        ([0, 0, 0, 0, 0, 0], True),
        ([0, 7, 14, 21, 28], False),
    ],
)
def test_a_page_that_failed_on_five_days_is_not_asked_for_again(
    store: Store, failures: list[int], *, still_waits: bool
) -> None:
    save(store, "one")
    run_id = run(store)
    with store.transaction():
        store.fetched.save_attempts(
            [
                attempt(run_id, later(days=day, minutes=number), url=entry("one").url, page=True, state="failed")
                for number, day in enumerate(failures)
            ]
        )
    assert (waiting(store) == ["one"]) is still_waits


@pytest.mark.parametrize("changes", [{"page": False, "state": "failed"}, {"page": True, "state": "done"}])
def test_only_failures_to_open_the_page_count(store: Store, changes: dict[str, object]) -> None:
    save(store, "one")
    run_id = run(store)
    with store.transaction():
        store.fetched.save_attempts(
            [attempt(run_id, later(days=day), url=entry("one").url, **changes) for day in range(9)]
        )
    assert waiting(store) == ["one"]


def test_what_was_first_seen_in_a_window_is_counted_with_what_was_not_opened(store: Store) -> None:
    save(store, "before", at=NOW)
    save(store, "opened", "waits", "gone", at=later(days=1))
    save(store, "after", at=later(days=2))
    page = snapshot("opened")
    with store.transaction():
        store.entries.close_page(page.url, snapshot=page)
        store.entries.close_page(entry("gone").url, reason="gone")
    since, until = time_text(NOW), time_text(later(days=1))
    assert store.entries.seen_between(since, until) == (3, 2, 0)
    assert store.entries.seen_between("", until) == (4, 3, 0)
    assert store.entries.seen_between(until, until) == (0, 0, 0)


def test_each_source_s_entries_are_counted_with_the_day_of_the_newest(store: Store) -> None:
    with store.transaction():
        store.entries.save(
            [
                entry("a", day="2026-07-01"),
                entry("b", day="2026-07-09"),
                entry("c", day=None),
                entry("d", day=None, source="mergequeue"),
            ],
            now=NOW,
        )
    assert store.entries.entry_counts() == {"harbourpost": (3, "2026-07-09"), "mergequeue": (1, None)}


def list_again(store: Store, *listed: Entry, days: int = 1) -> tuple[int, int]:
    with store.transaction():
        saved = store.entries.save(listed, now=later(days=days))
    return len(saved.new), saved.revised


ONE = replace(entry("one"), guid="tag:1", updated=published("2026-07-08"), content="Quill is banned.")


@pytest.mark.parametrize(
    "url",
    [
        "http://harbourpost.example/one",
        "https://www.harbourpost.example/one/",
        "https://harbourpost.example/one?utm_source=feed",
    ],
)
def test_a_page_spelt_in_another_way_is_the_same_item_and_waits_once(store: Store, url: str) -> None:
    first = replace(entry("one"), entry_id=entry_id("harbourpost", entry("one").url, "", ""))
    assert list_again(store, first, days=0) == (1, 0)
    assert list_again(store, replace(first, entry_id=entry_id("harbourpost", url, "", ""), url=url)) == (0, 0)
    assert list_again(store, replace(first, entry_id="other", source_id="mergequeue", url=url)) == (1, 0)
    assert waiting(store) == ["one"]


def test_two_items_on_one_page_stay_two(store: Store) -> None:
    first, second = replace(entry("one"), title="First"), replace(entry("one"), entry_id="second", title="Second")
    assert list_again(store, first, second, days=0) == (2, 0)
    assert list_again(store, second, first) == (0, 0)
    assert waiting(store) == ["one"]


def test_an_item_whose_address_changes_with_its_headline_is_known_by_its_own_id(store: Store) -> None:
    list_again(store, ONE, days=0)
    moved = replace(ONE, entry_id="other", url="https://harbourpost.example/quill-banned-again", title="Again")
    assert list_again(store, moved) == (0, 1)
    held = store.entries.entry("entry-one")
    assert held is not None
    assert (held.title, held.url, held.first_seen_at) == ("Again", ONE.url, ONE.first_seen_at)


def test_the_same_id_at_another_source_is_another_item(store: Store) -> None:
    list_again(store, ONE, days=0)
    other = replace(ONE, entry_id="other", source_id="mergequeue", url="https://mergequeue.example/1")
    assert list_again(store, other) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "revised"),
    [
        ({}, 0),
        ({"title": "Quill is not banned"}, 1),
        ({"updated": published("2026-07-09")}, 1),
        ({"content": "Quill is not banned."}, 1),
        ({"content": ""}, 0),
        ({"updated": None}, 0),
        ({"summary": "12 comments"}, 0),
        ({"published": published("2026-07-10")}, 0),
        ({"published": None}, 0),
    ],
)
def test_an_edit_is_a_revision_and_a_feed_s_whim_is_none(
    store: Store, changes: dict[str, object], revised: int
) -> None:
    list_again(store, ONE, days=0)
    assert list_again(store, replace(ONE, **changes)) == (0, revised)  # type: ignore[arg-type]
    assert len(store.entries.revisions("entry-one")) == revised


def test_a_revision_tells_what_was_before_and_the_page_is_opened_anew_three_times(store: Store) -> None:
    list_again(store, ONE, days=0)
    page = snapshot("one")
    opened_anew = []
    for number in range(1, 6):
        with store.transaction():
            store.entries.close_page(page.url, snapshot=page)
        list_again(store, replace(ONE, title=f"Title {number}"), days=number)
        opened_anew.append(waiting(store) == ["one"])
    assert opened_anew == [True, True, True, False, False]
    assert [one["title"] for one in store.entries.revisions("entry-one")] == [
        ONE.title,
        *(f"Title {number}" for number in range(1, 5)),
    ]


def test_a_page_that_fails_when_it_is_opened_anew_keeps_what_it_gave(store: Store) -> None:
    list_again(store, ONE, days=0)
    page = snapshot("one")
    with store.transaction():
        store.entries.close_page(page.url, snapshot=page)
        store.entries.close_page(page.url, reason="not-html")
    assert store.entries.counts()["pages_opened"] == 1
    assert store.articles.unparsed(1)[0].snapshot_id == page.snapshot_id


def test_an_entry_without_an_address_is_kept_and_has_no_page(store: Store) -> None:
    assert list_again(store, replace(entry("one"), url="")) == (1, 0)
    assert waiting(store) == []
    assert store.entries.seen_between("", "9") == (1, 0, 0)


def test_one_more_item_on_a_page_that_was_read_opens_it_anew(store: Store) -> None:
    list_again(store, entry("one"), days=0)
    page = snapshot("one")
    with store.transaction():
        store.entries.close_page(page.url, snapshot=page)
    list_again(store, replace(entry("one"), entry_id="elsewhere", source_id="mergequeue"))
    assert waiting(store) == []
    list_again(store, replace(entry("one"), entry_id="second", title="Second"))
    assert waiting(store) == ["one"]


def test_what_a_filter_skipped_is_given_to_another_filter(store: Store) -> None:
    save(store, "one", "two")
    with store.transaction():
        store.entries.skip_page(entry("one").url, "filter", filter_version="1")
        store.entries.skip_page(entry("two").url, "archive")
    assert waiting(store) == []
    assert store.entries.seen_between("", "9") == (2, 0, 1)
    assert store.entries.filtered(other_than="1", since=NOW) == []
    assert store.entries.filtered(other_than="2", since=later(days=1)) == []
    assert [one.entry_id for one in store.entries.filtered(other_than="2", since=NOW)] == ["entry-one"]
    with store.transaction():
        store.entries.let_wait(entry("one").url)
    assert waiting(store) == ["one"]


def test_an_address_tells_who_listed_it_and_what_became_of_its_page(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        store.entries.skip_page(entry("one").url, "old")
    ((found, state, reason),) = store.entries.listed_as("http://www.harbourpost.example/one?utm_medium=rss")
    assert (found.entry_id, state, reason) == ("entry-one", "skipped", "old")
    assert store.entries.page_state("http://harbourpost.example/one") == "skipped"
    assert store.entries.listed_as("https://harbourpost.example/two") == []
    assert store.entries.page_state("https://harbourpost.example/two") == ""
