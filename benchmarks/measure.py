"""What a piece of work costs, its child processes included: wall, CPU seconds, peak memory.

CPU seconds come from getrusage, and from /proc for descendants that are alive: a server that forks workers may outlive
the work. Where there is no /proc, those count only once they have ended. Of children, getrusage gives no memory that
could be used: the maximum of one counts what its parent was at the fork.
"""

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MIB = 1024 * 1024
_EVERY = 0.1  # seconds between two looks at the memory: a look takes about two milliseconds
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


def tell(what: str, work: Callable[[], int]) -> None:
    """Do a piece of work that returns how many units it did, and print what it cost as a line of JSON."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    done = work()
    told = {
        "what": what,
        "done": done,
        "wall": time.perf_counter() - wall,
        "cpu": cpu_seconds() - cpu,
        "cpu_before": cpu,
        "self_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / _MIB,
    }
    print(json.dumps(told), flush=True)


def cpu_seconds() -> float:
    """CPU seconds of this process and all its descendants so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    ended = sum(one.ru_utime + one.ru_stime for one in used)
    return ended + sum(_ticks(pid) for pid in _descendants(os.getpid())) / _TICKS


def resident_mib() -> float:
    """Resident memory of this process; 0 where there is no /proc."""
    return _resident(os.getpid()) * _PAGE / _MIB


class PeakMemory:
    """Watches the resident memory of a process and its descendants, pages that they share counted for each.

    Args:
        pid: of the process.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.mib = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            pages = sum(_resident(pid) for pid in (self._pid, *_descendants(self._pid)))
            self.mib = max(self.mib, pages * _PAGE / _MIB)


def _descendants(pid: int) -> set[int]:
    """All processes that have a process among their ancestors."""
    children: dict[int, list[int]] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        if fields := _fields(stat):
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, ahead = set[int](), [pid]
    while ahead:
        below = children.get(ahead.pop(), [])
        found.update(below)
        ahead.extend(below)
    return found


def _ticks(pid: int) -> int:
    """User and system time of a process and of those of its children that have ended."""
    return sum(map(int, _fields(_PROC / str(pid) / "stat")[11:15]))


def _fields(stat: Path) -> list[str]:
    """What stands in a stat file from the third field on, the state (proc(5)): behind a name that may hold anything."""
    with suppress(OSError):  # the process has ended meanwhile
        return stat.read_text().rpartition(")")[2].split()
    return []


def _resident(pid: int) -> int:
    with suppress(OSError):
        return int((_PROC / str(pid) / "statm").read_text().split()[1])
    return 0
