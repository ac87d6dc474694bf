"""What runs inside a child process of the sandbox: one call after the other, each within its limits."""

import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.fetch.failures import FeedError

_MEGABYTE = 1_048_576
_PAGES = Path("/proc/self/statm")  # Linux; elsewhere the memory that a child has at its start is not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one call may use.

    Attributes:
        wall_seconds: by the clock on the wall.
        cpu_seconds: of processor time.
        memory_megabytes: of address space, over what the child has at its first call.
    """

    wall_seconds: float = 10.0
    cpu_seconds: int = 10
    memory_megabytes: int = 512


def serve(handle: int, confine: Callable[[Limits], None]) -> None:
    """Answer the calls that come over a socket, until its other end is closed.

    An answer is a pair: what the function gave, or the FeedError that its failing means; and whether the child goes on.

    Args:
        handle: number of the open socket.
        confine: sets the limits; before each call.

    Raises:
        Exception: a function failed as no reader should. The other end has been told; the child ends.
    """
    with Connection(handle) as connection:
        while True:
            try:
                function, args, kwargs, limits = connection.recv()
            except EOFError:
                return
            confine(limits)
            signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + 2)  # also where nobody is left to kill it
            subject = kwargs.get("base_url") or "What was read"
            answer, goes_on = None, False
            try:
                answer, goes_on = function(*args, **kwargs), True
            except FeedError as error:
                answer, goes_on = error, True
            except (MemoryError, RecursionError):
                answer, goes_on = FeedError("too-complex", f"{subject} could not be read within its memory."), True
            finally:
                if not goes_on:
                    answer = FeedError("broken", f"{subject} could not be read ({type(sys.exception()).__name__}).")
                signal.setitimer(signal.ITIMER_REAL, 0)
                connection.send((answer, goes_on))


def confine(limits: Limits) -> None:
    """Set the limits of the process that calls this: memory once, time anew, and no core dumps."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = int(time.process_time()) + 1 + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if most == resource.RLIM_INFINITY else min(seconds, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held, most = resource.getrlimit(resource.RLIMIT_AS)
    if held == resource.RLIM_INFINITY:
        pages = int(_PAGES.read_text(encoding="ascii").split()[0]) if _PAGES.exists() else 0
        with suppress(ValueError, OSError):  # a system that knows no such limit
            size = pages * resource.getpagesize() + limits.memory_megabytes * _MEGABYTE
            resource.setrlimit(resource.RLIMIT_AS, (size, most))
