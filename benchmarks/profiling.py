"""Where a piece of work spends its CPU seconds, in all threads; child processes are counted as a whole."""

import cProfile
import pstats
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import cpu_seconds

_LINES = 45


def profiled(work: Callable[[], object], kept: Path) -> None:
    """Do a piece of work, print its costliest functions, and keep the profile for pstats or a viewer.

    Waiting costs nothing here: the clock of each thread runs only while it computes. Up to Python 3.11 a profiler sees
    one thread, so that each gets its own; a later one sees them all, and mixes their calls in cumulative times.
    """
    profiles = [cProfile.Profile(time.thread_time)]

    def begin(*_: object) -> None:
        profiles.append(cProfile.Profile(time.thread_time))
        profiles[-1].enable()

    if sys.version_info < (3, 12):
        threading.setprofile(begin)
    before, cpu = time.process_time(), cpu_seconds()
    try:
        profiles[0].runcall(work)
    finally:
        threading.setprofile(None)
    own = time.process_time() - before
    children = cpu_seconds() - cpu - own
    stats = pstats.Stats(*profiles)
    stats.dump_stats(kept)
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(_LINES)
    print(f"{len(profiles)} threads took {own:.2f} CPU seconds, the profiler's included,", end=" ")
    print(f"and child processes {children:.2f}. Kept in {kept}")
