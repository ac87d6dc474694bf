"""The history of runs tells when each began, how it ended, and which were cut off."""

from pipeline.store.runs import Run
from pipeline.store.store import Store
from tests.unit.records import NOW, later


def start(store: Store, days: int = 0) -> int:
    with store.transaction():
        return store.runs.start(later(days=days))


def finish(store: Store, run_id: int, days: int = 0, state: str = "done", **summary: int) -> None:
    with store.transaction():
        store.runs.finish(run_id, later(days=days, hours=1), state, summary)


def test_no_run_is_there_at_first(store: Store) -> None:
    assert store.runs.last(5) == []


def test_a_run_that_goes_on_has_no_end(store: Store) -> None:
    run_id = start(store)
    assert store.runs.last(1) == [Run(run_id=run_id, started_at=NOW, finished_at=None, state="running", summary={})]


def test_a_run_that_ended_says_what_it_did(store: Store) -> None:
    run_id = start(store)
    finish(store, run_id, articles=3, sent=1)
    assert store.runs.last(1) == [
        Run(
            run_id=run_id,
            started_at=NOW,
            finished_at=later(hours=1),
            state="done",
            summary={"articles": 3, "sent": 1},
        )
    ]


def test_a_run_that_never_ended_is_cut_off_when_the_next_begins(store: Store) -> None:
    first = start(store)
    second = start(store, 1)
    assert [(run.run_id, run.state, run.finished_at) for run in store.runs.last(5)] == [
        (second, "running", None),
        (first, "cut off", None),
    ]


def test_a_run_that_ended_stays_as_it_ended(store: Store) -> None:
    for day, state in enumerate(("done", "failed")):
        finish(store, start(store, day), day, state)
    start(store, 2)
    assert [run.state for run in store.runs.last(5)] == ["running", "failed", "done"]


def test_ids_rise_and_the_newest_runs_come_first(store: Store) -> None:
    ids = [start(store, day) for day in range(6)]
    assert ids == sorted(set(ids))
    assert [run.run_id for run in store.runs.last(3)] == ids[:2:-1]
    assert store.runs.last(0) == []
