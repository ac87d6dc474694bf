"""Jobs at several hosts: side by side, none too many at one host, and the results in the order asked for."""

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.crew import in_order

Job = tuple[str, Callable[[], int]]


def number(value: int) -> int:
    return value


@given(
    hosts=st.lists(st.sampled_from("abc"), max_size=30),
    workers=st.integers(1, 6),
    per_host=st.integers(1, 4),
)
@settings(max_examples=40, deadline=None)
def test_every_job_is_done_once_and_told_in_its_place(hosts: list[str], workers: int, per_host: int) -> None:
    done: list[int] = []

    def work(index: int) -> int:
        done.append(index)
        return index

    jobs: list[Job] = [(host, partial(work, index)) for index, host in enumerate(hosts)]
    assert list(in_order(jobs, workers=workers, per_host=per_host)) == list(range(len(hosts)))
    assert sorted(done) == list(range(len(hosts)))


class Watchful:
    """Counts how many jobs of a host run at the same time; each waits until as many as can be are there."""

    def __init__(self, expected: int) -> None:
        self.running: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._all_there = threading.Barrier(expected)

    def work(self, host: str) -> int:
        with self._lock:
            self.running[host] += 1
            self.most[host] = max(self.most[host], self.running[host])
        self._all_there.wait(timeout=60)
        with self._lock:
            self.running[host] -= 1
        return 0


@pytest.mark.parametrize(("per_host", "workers", "at_once"), [(1, 8, 2), (2, 8, 4), (3, 4, 4)])
def test_so_many_of_a_host_and_in_all_run_at_the_same_time(per_host: int, workers: int, at_once: int) -> None:
    watchful = Watchful(at_once)
    jobs: list[Job] = [(host, partial(watchful.work, host)) for host in "ababababababababababababab"[: at_once * 6]]
    assert list(in_order(jobs, workers=workers, per_host=per_host)) == [0] * len(jobs)
    assert max(watchful.most.values()) <= per_host


def test_a_slow_host_does_not_hold_up_the_others() -> None:
    others_done = threading.Event()

    def slow() -> int:
        assert others_done.wait(timeout=10)
        return 0

    def last() -> int:
        others_done.set()
        return 2

    jobs: list[Job] = [("slow", slow), ("quick", partial(number, 1)), ("quick", last)]
    assert list(in_order(jobs, workers=2, per_host=1)) == [0, 1, 2]


def test_who_stops_reading_stops_the_work() -> None:
    begun: list[int] = []

    def work(index: int) -> int:
        begun.append(index)
        return index

    jobs: list[Job] = [("one", partial(work, index)) for index in range(100)]
    results = in_order(jobs, workers=1, per_host=1)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(begun) <= 2


def test_a_bug_is_raised_where_its_result_would_stand() -> None:
    def broken() -> int:
        raise ZeroDivisionError

    jobs: list[Job] = [("a", partial(number, 1)), ("a", broken), ("a", partial(number, 3))]
    results = in_order(jobs, workers=2, per_host=1)
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_no_jobs_are_no_work() -> None:
    assert list(in_order([], workers=4, per_host=1)) == []
