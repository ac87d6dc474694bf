"""What came from outside is kept once and never changed, and so is every attempt to get it."""

import pytest

from pipeline.store.rows import time_text
from pipeline.store.store import Store
from tests.unit.records import NOW, later, snapshot
from tests.unit.store.filling import attempt


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


def test_of_a_snapshot_that_may_not_be_kept_only_hash_and_time_stay(store: Store) -> None:
    page = snapshot()
    with store.transaction():
        store.fetched.save_snapshot(page)
        store.fetched.drop_body(page.snapshot_id)
    left = store.fetched.snapshot(page.snapshot_id)
    assert left is not None
    assert left.body == b""
    assert store.fetched.snapshot_head(page.snapshot_id).sha256 == page.sha256


def test_attempts_at_a_page_are_told_newest_first(store: Store) -> None:
    run_id = run(store)
    page = snapshot("one").url
    first, second = (attempt(run_id, later(days=day), url=page, page=True, state="failed") for day in (0, 1))
    listing = attempt(run_id, url=page)
    with store.transaction():
        store.fetched.save_attempts([first, second, listing])
    assert store.fetched.attempts_at(page) == [second, first]


def test_a_pause_that_a_server_wants_is_told_until_it_is_over(store: Store) -> None:
    run_id = run(store)
    wants = [
        attempt(run_id, url="https://a.example/1", state="failed", reason="throttled", retry_at=later(days=2)),
        attempt(run_id, url="https://a.example/1", state="failed", reason="throttled", retry_at=later(days=1)),
        attempt(run_id, url="https://b.example/1", state="failed", reason="throttled", retry_at=later(hours=1)),
        attempt(run_id, url="https://c.example/1"),
    ]
    with store.transaction():
        store.fetched.save_attempts(wants)
    assert store.fetched.pauses(later(hours=2)) == [("https://a.example/1", later(days=2))]
    assert store.fetched.pauses(later(days=2)) == []
