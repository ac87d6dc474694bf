"""Readers run in processes of their own, so that bytes from outside can neither hang nor fill the memory of a night.

A child is a fresh interpreter, never a fork of this process with its threads, and it imports only what the function
that it is given needs. It lives for many calls. One that breaks a limit is killed, and only the call that it was busy
with fails. Nothing runs before the first call, and no thread or process is left when the sandbox is closed.
"""

import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from threading import Lock, Semaphore
from types import TracebackType
from typing import Any, ParamSpec, Protocol, Self, TypeVar

from pipeline.fetch.confined import Limits
from pipeline.fetch.failures import FeedError

_P = ParamSpec("_P")
ResultT = TypeVar("ResultT")

_START = """\
import sys
sys.path[:] = {path!r}
from pipeline.fetch.confined import confine, serve
serve({handle}, confine)
"""
_GRACE_SECONDS = 1.0  # for what a limit on CPU time does not see: a machine that is busy with other things


class Runner(Protocol):
    """Runs a function where it can do no harm."""

    def call(self, function: Callable[_P, ResultT], /, *args: _P.args, **kwargs: _P.kwargs) -> ResultT:
        """What the function gives.

        Args:
            function: of the top level of a module, so that a child finds it.
            args: can be pickled, and so can the result.
            kwargs: likewise; ``base_url`` names the input in the sentence of an error.

        Raises:
            FeedError: the one that the function raised; "too-complex" if it broke a limit; "broken" if it failed in any
                other way.
        """
        ...


class Inline:
    """A Runner that runs everything here and now, for tests."""

    def call(self, function: Callable[_P, ResultT], /, *args: _P.args, **kwargs: _P.kwargs) -> ResultT:
        """What the function gives; what it raises is raised."""
        return function(*args, **kwargs)


class Child(Protocol):
    """A process that serves calls."""

    @property
    def connection(self) -> "Connection[Any, Any]":
        """Over which it is given calls and answers them."""
        ...

    def kill(self) -> None:
        """End it, whatever it does."""
        ...

    def wait(self) -> int:
        """Wait for its end: 0 or more if it ended by itself, less if it was ended."""
        ...


class Sandbox:
    """A Runner with child processes; several threads may call at the same time.

    Args:
        workers: children at the same time; further calls wait for a free one.
        limits: of one call.
        start: makes a child that waits for its first call.
    """

    def __init__(self, *, workers: int, limits: Limits | None = None, start: Callable[[], Child] | None = None) -> None:
        self._limits = limits or Limits()
        self._start = start or _started
        self._places = Semaphore(workers)
        self._idle: deque[Child] = deque()
        self._children: list[Child] = []
        self._lock = Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all children at once; a call that is still waiting for one fails."""
        with self._lock:
            self._closed = True
            children = list(self._children)
        for each in children:  # whoever waits for one reads the end of its answers, and closes the connection
            each.kill()
            each.wait()
        while (child := self._resting()) is not None:
            self._end(child)

    def call(self, function: Callable[_P, ResultT], /, *args: _P.args, **kwargs: _P.kwargs) -> ResultT:
        """See ``Runner.call``."""
        subject = str(kwargs.get("base_url") or "What was read")
        with self._places:
            child = self._sent((function, args, kwargs, self._limits))
            goes_on = False
            try:
                answer, goes_on = self._answer(child, subject)
            finally:
                if goes_on:
                    self._idle.append(child)  # the last one is taken first, so that no more begin than are needed
                else:
                    self._end(child)
        if isinstance(answer, FeedError):
            raise answer
        return answer  # type: ignore[no-any-return]  # it is what the function gave in the child

    def _sent(self, request: object) -> Child:
        """A child that has been given something to do: one that is idle and still there, or a new one."""
        while (child := self._resting()) is not None:
            try:
                child.connection.send(request)
            except OSError:
                self._end(child)
            else:
                return child
        with self._lock:
            if self._closed:
                raise RuntimeError("the sandbox is closed")
            child = self._start()
            self._children.append(child)
        child.connection.send(request)
        return child

    def _resting(self) -> Child | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _answer(self, child: Child, subject: str) -> Any:  # noqa: ANN401 - the child can send anything
        if not child.connection.poll(self._limits.wall_seconds + _GRACE_SECONDS):
            raise FeedError("too-complex", f"{subject} could not be read within {self._limits.wall_seconds:g} seconds.")
        try:
            return child.connection.recv()
        except (EOFError, OSError):
            if child.wait() > 0:  # it ended by itself, not by a limit
                raise FeedError("broken", f"{subject} could not be read, and ended its reader.") from None
            words = "could not be read within the limits of time and memory"
            raise FeedError("too-complex", f"{subject} {words}.") from None

    def _end(self, child: Child) -> None:
        with self._lock:
            self._children.remove(child)
        child.kill()
        child.wait()
        child.connection.close()


@dataclass(frozen=True, slots=True, eq=False)
class _Process:
    """An interpreter of its own."""

    connection: "Connection[Any, Any]"
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.process.kill()

    def wait(self) -> int:
        return self.process.wait()


def _started() -> _Process:
    """A child that waits for its first call. It takes its end of a pair of sockets over from this process."""
    ours, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - the interpreter that runs this, and no word from outside
            [sys.executable, "-c", _START.format(path=sys.path, handle=theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            process_group=0,  # an interrupt from the keyboard is for the parent alone, which ends its children
        )
    return _Process(ours, process)
