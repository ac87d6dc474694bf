"""Work at several hosts side by side: each job one after the other at its host, the results in the order asked for."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

ResultT = TypeVar("ResultT")


def in_order(jobs: Sequence[tuple[str, Callable[[], ResultT]]], *, workers: int, per_host: int) -> Iterator[ResultT]:
    """Do all jobs, at most ``per_host`` of one host and ``workers`` in all at the same time.

    The next jobs of a host begin when a result is wanted, so whoever stops reading stops the work too.

    Args:
        jobs: pairs (host, what to do).
        workers: threads.
        per_host: jobs of one host at the same time.

    Yields:
        The results in the order of the jobs. What a job raises is raised where its result would stand.
    """
    queues: dict[str, deque[int]] = {}
    for index, (host, _) in enumerate(jobs):
        queues.setdefault(host, deque()).append(index)
    ended: SimpleQueue[tuple[int, str, Future[ResultT]]] = SimpleQueue()
    results: dict[int, Future[ResultT]] = {}
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="fetch")

    def begin(host: str) -> None:
        if queues[host]:
            index = queues[host].popleft()
            pool.submit(jobs[index][1]).add_done_callback(lambda future: ended.put((index, host, future)))

    def take(*, waiting: bool) -> None:
        while waiting or not ended.empty():
            index, host, future = ended.get()
            results[index] = future
            begin(host)
            waiting = False

    try:
        for _ in range(per_host):
            for host in queues:
                begin(host)
        for index in range(len(jobs)):
            take(waiting=False)
            while index not in results:
                take(waiting=True)
            yield results.pop(index).result()
    finally:
        pool.shutdown(cancel_futures=True)
