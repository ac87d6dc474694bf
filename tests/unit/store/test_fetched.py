"""What came from outside is kept once, in the order of its coming, and never changed."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.source import Validators
from pipeline.store.rows import time_text
from pipeline.store.store import Store
from tests.unit.records import NOW, entry, later, snapshot
from tests.unit.store.filling import attempt

FEED = "https://harbourpost.example/feed"


def save(store: Store, *names: str, at: datetime = NOW) -> int:
    with store.transaction():
        return store.fetched.save_entries([entry(name, at=at) for name in names])


def run(store: Store) -> int:
    with store.transaction():
        return store.runs.start(NOW)


def test_a_snapshot_is_the_same_again(store: Store) -> None:
    page = snapshot(body=bytes(range(256)) * 100)
    with store.transaction():
        store.fetched.save_snapshot(page)
    assert store.fetched.snapshot(page.snapshot_id) == page
    assert store.fetched.snapshot("nowhere") is None


def test_the_same_bytes_from_the_same_address_are_kept_once_with_their_first_time(store: Store) -> None:
    first, again = snapshot(at=NOW), snapshot(at=later(days=1))
    with store.transaction():
        store.fetched.save_snapshot(first)
        store.fetched.save_snapshot(again)
    assert store.fetched.snapshot(first.snapshot_id) == first


def test_the_head_of_a_snapshot_is_its_hash_and_its_time(store: Store) -> None:
    page = snapshot()
    with store.transaction():
        store.fetched.save_snapshot(page)
    head = store.fetched.snapshot_head(page.snapshot_id)
    assert (head.sha256, head.fetched_at) == (page.sha256, page.fetched_at)
    with pytest.raises(KeyError, match="nowhere"):
        store.fetched.snapshot_head("nowhere")


def test_an_entry_is_the_same_again(store: Store) -> None:
    assert save(store, "one") == 1
    assert store.fetched.entry("entry-one") == entry("one")
    assert store.fetched.entry("entry-two") is None


def test_a_known_entry_is_ignored_and_not_counted(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        changed = replace(entry("one", at=later(days=1)), title="Another title")
        assert store.fetched.save_entries([changed, entry("two")]) == 1
    assert store.fetched.entry("entry-one") == entry("one")


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
        assert store.fetched.counts() == {
            "entries": len(listed),
            "pages_waiting": len(listed),
            "pages_opened": 0,
            "pages_closed": 0,
        }


def waiting(store: Store, limit: int = 100, tries: int = 5) -> list[str]:
    return [page.url.rsplit("/", 1)[1] for page in store.fetched.waiting_pages(limit=limit, tries=tries)]


def test_the_page_of_a_new_entry_waits(store: Store) -> None:
    save(store, "one")
    (page,) = store.fetched.waiting_pages(limit=5, tries=5)
    assert (page.url, page.source_id) == (entry("one").url, "harbourpost")


def test_pages_wait_newest_first_by_address_within_a_day_and_undated_last(store: Store) -> None:
    days = {"old": "2026-07-01", "new": "2026-07-09", "b": "2026-07-05", "a": "2026-07-05", "undated": None}
    with store.transaction():
        store.fetched.save_entries([entry(name, day=day) for name, day in days.items()])
    assert waiting(store) == ["new", "a", "b", "old", "undated"]


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 9])
def test_no_more_pages_wait_than_the_night_can_open(store: Store, limit: int) -> None:
    save(store, "a", "b", "c")
    assert waiting(store, limit=limit) == ["a", "b", "c"][:limit]


def test_a_page_that_two_sources_list_waits_once(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        other = replace(entry("one", source="mergequeue"), entry_id="entry-other")
        assert store.fetched.save_entries([other]) == 1
    assert waiting(store) == ["one"]
    assert store.fetched.waiting_pages(limit=5, tries=5)[0].source_id == "harbourpost"


def test_an_opened_page_waits_no_more_and_its_snapshot_is_kept(store: Store) -> None:
    save(store, "one", "two")
    page = snapshot("one")
    with store.transaction():
        store.fetched.close_page(page.url, snapshot=page)
    assert waiting(store) == ["two"]
    assert store.fetched.snapshot(page.snapshot_id) == page
    assert store.fetched.counts()["pages_opened"] == 1


def test_a_page_that_cannot_be_opened_for_good_waits_no_more(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        store.fetched.close_page(entry("one").url, reason="gone")
    assert waiting(store) == []
    assert store.fetched.counts()["pages_closed"] == 1


def test_a_page_that_could_not_be_opened_this_time_goes_on_waiting(store: Store) -> None:
    save(store, "one")
    with store.transaction():
        store.fetched.note_page(entry("one").url, "timeout")
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


def test_validators_are_kept_by_source_replaced_and_forgotten(store: Store) -> None:
    first = Validators(url=FEED, etag='W/"1"', last_modified="Mon, 06 Jul 2026 09:00:00 GMT")
    second = Validators(url=FEED, last_modified="Tue, 07 Jul 2026 09:00:00 GMT")
    with store.transaction():
        store.fetched.save_validators("b", first)
        store.fetched.save_validators("a", first)
        store.fetched.save_validators("a", second)
    assert store.fetched.validators() == {"a": second, "b": first}
    with store.transaction():
        store.fetched.save_validators("a", Validators(url=FEED))
        store.fetched.save_validators("never", Validators(url=FEED))
    assert store.fetched.validators() == {"b": first}


def test_attempts_are_the_same_again_newest_first_by_source(store: Store) -> None:
    run_id = run(store)
    old = attempt(run_id, NOW)
    new = attempt(
        run_id, later(days=1), state="failed", reason="timeout", detail="It stayed silent.", transient=True, entries=3
    )
    other = attempt(run_id, NOW, source_id="mergequeue")
    opened = attempt(run_id, later(days=2), page=True)
    with store.transaction():
        store.fetched.save_attempts([old, new, other, opened])
    assert store.fetched.last_attempts() == {"harbourpost": [new, old], "mergequeue": [other]}


def test_of_attempts_at_one_moment_the_later_written_is_the_newer(store: Store) -> None:
    run_id = run(store)
    first, second = attempt(run_id, reason="first"), attempt(run_id, reason="second")
    with store.transaction():
        store.fetched.save_attempts([first, second])
    assert store.fetched.last_attempts()["harbourpost"] == [second, first]


def test_the_last_sixty_attempts_are_told(store: Store) -> None:
    run_id = run(store)
    made = [attempt(run_id, later(days=day)) for day in range(70)]
    with store.transaction():
        store.fetched.save_attempts(made)
    assert store.fetched.last_attempts()["harbourpost"] == made[:9:-1]


def test_attempts_may_be_asked_for_up_to_a_time(store: Store) -> None:
    run_id = run(store)
    made = [attempt(run_id, later(days=day)) for day in range(5)]
    with store.transaction():
        store.fetched.save_attempts(made)
    assert store.fetched.last_attempts(until=later(days=2))["harbourpost"] == made[2::-1]
    assert store.fetched.last_attempts(until=later(days=-1)) == {}


def test_what_was_first_seen_in_a_window_is_counted_with_what_was_not_opened(store: Store) -> None:
    save(store, "before", at=NOW)
    save(store, "opened", "waits", "gone", at=later(days=1))
    save(store, "after", at=later(days=2))
    page = snapshot("opened")
    with store.transaction():
        store.fetched.close_page(page.url, snapshot=page)
        store.fetched.close_page(entry("gone").url, reason="gone")
    since, until = time_text(NOW), time_text(later(days=1))
    assert store.fetched.seen_between(since, until) == (3, 2)
    assert store.fetched.seen_between("", until) == (4, 3)
    assert store.fetched.seen_between(until, until) == (0, 0)


def test_sources_that_were_read_in_a_window_are_told(store: Store) -> None:
    run_id = run(store)
    with store.transaction():
        store.fetched.save_attempts(
            [
                attempt(run_id, NOW, source_id="before"),
                attempt(run_id, later(hours=1), source_id="read"),
                attempt(run_id, later(hours=1), source_id="unchanged", state="skipped"),
                attempt(run_id, later(hours=1), source_id="failed", state="failed"),
                attempt(run_id, later(hours=1), source_id="page", page=True),
                attempt(run_id, later(hours=3), source_id="after"),
            ]
        )
    assert store.fetched.sources_read_between(time_text(NOW), time_text(later(hours=2))) == {"read", "unchanged"}
    assert store.fetched.sources_read_between("", time_text(NOW)) == {"before"}


def test_each_source_s_entries_are_counted_with_the_day_of_the_newest(store: Store) -> None:
    with store.transaction():
        store.fetched.save_entries(
            [
                entry("a", day="2026-07-01"),
                entry("b", day="2026-07-09"),
                entry("c", day=None),
                entry("d", day=None, source="mergequeue"),
            ]
        )
    assert store.fetched.entry_counts() == {"harbourpost": (3, "2026-07-09"), "mergequeue": (1, None)}
