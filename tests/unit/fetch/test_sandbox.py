"""A reader that hangs, swells or breaks ends alone, and nothing is left of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Pipe
from pathlib import Path

import pytest

from pipeline.fetch.confined import Limits, serve
from pipeline.fetch.failures import FeedError
from pipeline.fetch.sandbox import Inline, Runner, Sandbox
from tests.unit.fetch.feeds import BASE

QUICK = Limits(wall_seconds=0.5, cpu_seconds=30, memory_megabytes=256)


ORPHAN = """
import threading, time
from pipeline.fetch.confined import Limits
from pipeline.fetch.sandbox import Sandbox
from tests.unit.fetch.test_sandbox import hang
sandbox = Sandbox(workers=1, limits={limits!r})
threading.Thread(target=sandbox.call, args=(hang,), kwargs={{"base_url": "x"}}, daemon=True).start()
while not sandbox._children:
    time.sleep(0.01)
print(next(iter(sandbox._children)).process.pid, flush=True)
time.sleep(60)
"""


def running(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2][0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def refuse(reason: str, *, base_url: str) -> None:
    raise FeedError(reason, f"{base_url} was refused.", ("https://news.example/feed",))


def stumble(kind: type[BaseException] = UnicodeError, *, base_url: str = "") -> None:
    raise kind


def hang(*, base_url: str) -> None:
    time.sleep(60)


def spin(*, base_url: str) -> None:
    while True:
        pass


def swell(*, base_url: str) -> int:
    return len(bytearray(1_000_000_000))


def die(*, base_url: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(*, base_url: str) -> None:
    os._exit(3)


def own_number() -> int:
    return os.getpid()


def nap(*, base_url: str) -> None:
    time.sleep(0.3)


def vanish() -> None:
    raise SystemExit


class Poison:
    """Something that ends whoever unpacks it."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return vanish, ()


def take(poison: object, *, base_url: str) -> None:
    assert poison


class Thread:
    """A child that is none: it serves in a thread of this process, and without limits.

    Args:
        code: with which it says that it ended.
    """

    def __init__(self, code: int = 0) -> None:
        self.connection, self._theirs = Pipe()
        self.code = code
        self.seen: list[Limits] = []
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def kill(self) -> None:
        self.connection.close()

    def wait(self) -> int:
        self._thread.join()
        return self.code

    def _serve(self) -> None:
        with self._theirs, suppress(OSError, SystemExit, UnicodeError):
            serve(os.dup(self._theirs.fileno()), self.seen.append)


class Start:
    """Begins such children, and keeps them."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.children: list[Thread] = []

    def __call__(self) -> Thread:
        self.children.append(Thread(self.code))
        return self.children[-1]


def served(function: object, *args: object, **kwargs: object) -> object:
    """What a child answers."""
    child = Thread()
    child.connection.send((function, args, kwargs, QUICK))
    answer, goes_on = child.connection.recv()
    assert child.seen == [QUICK]
    assert goes_on == (not isinstance(answer, FeedError) or answer.reason != "broken")
    child.kill()
    child.wait()
    return answer


def test_a_child_answers_with_what_the_function_gives() -> None:
    assert served(len, b"abc") == 3


def test_a_child_answers_with_the_error_of_a_reader() -> None:
    error = served(refuse, "not-a-feed", base_url=BASE)
    assert isinstance(error, FeedError)
    assert (error.reason, str(error)) == ("not-a-feed", f"{BASE} was refused.")
    assert error.discovered == ("https://news.example/feed",)


@pytest.mark.parametrize("kind", [MemoryError, RecursionError])
def test_a_child_that_is_full_says_so(kind: type[BaseException]) -> None:
    error = served(stumble, kind, base_url=BASE)
    assert isinstance(error, FeedError)
    assert (error.reason, error.detail) == ("too-complex", f"{BASE} could not be read within its memory.")


def test_a_child_tells_of_a_bug_and_ends() -> None:
    error = served(stumble, UnicodeError)
    assert isinstance(error, FeedError)
    assert (error.reason, error.detail) == ("broken", "What was read could not be read (UnicodeError).")


def test_in_place_everything_is_as_it_is_called() -> None:
    runner: Runner = Inline()
    assert runner.call(own_number) == os.getpid()
    with pytest.raises(FeedError, match="was refused"):
        runner.call(refuse, "empty", base_url=BASE)
    with pytest.raises(UnicodeError):
        runner.call(stumble, UnicodeError)


def test_a_sandbox_that_is_not_needed_starts_nothing() -> None:
    with Sandbox(workers=2) as sandbox:
        assert not sandbox._children
    with pytest.raises(RuntimeError, match="closed"):
        sandbox.call(own_number)


def test_a_child_serves_many_calls() -> None:
    start = Start()
    with Sandbox(workers=2, start=start) as sandbox:
        assert [sandbox.call(len, "abc"), sandbox.call(len, b"ab")] == [3, 2]
        with pytest.raises(FeedError, match="was refused"):
            sandbox.call(refuse, "login", base_url=BASE)
        assert sandbox.call(len, "abc") == 3
    assert len(start.children) == 1
    assert not start.children[0]._thread.is_alive()


@pytest.mark.parametrize(
    ("function", "arguments", "code", "reason"),
    [
        (stumble, [], 0, "broken"),
        (take, [Poison()], 1, "broken"),
        (take, [Poison()], -9, "too-complex"),
        (nap, [], 0, "too-complex"),
    ],
    ids=["a bug", "an end", "a kill", "a call that hangs"],
)
def test_a_child_that_fails_is_not_used_again(
    function: Callable[..., None], arguments: list[object], code: int, reason: str
) -> None:
    start = Start(code)
    with Sandbox(workers=1, limits=Limits(wall_seconds=-0.9), start=start) as sandbox:
        with pytest.raises(FeedError) as caught:
            sandbox.call(function, *arguments, base_url=BASE)
        assert (caught.value.reason, caught.value.detail.startswith(f"{BASE} could not be read")) == (reason, True)
        assert sandbox.call(len, "abc") == 3
    assert len(start.children) == 2


def test_a_child_that_is_gone_between_two_calls_is_replaced() -> None:
    start = Start()
    with Sandbox(workers=1, start=start) as sandbox:
        sandbox.call(len, "abc")
        start.children[0].kill()
        assert sandbox.call(len, "abc") == 3
    assert len(start.children) == 2


def test_there_are_no_more_children_than_places() -> None:
    start = Start()
    with Sandbox(workers=2, start=start) as sandbox, ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda size: sandbox.call(len, b"x" * size), range(40))) == list(range(40))
    assert 1 <= len(start.children) <= 2


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_one_child_serves_many_calls_and_none_is_left() -> None:
    before = threading.active_count()
    with Sandbox(workers=2) as sandbox:
        numbers = {sandbox.call(own_number) for _ in range(5)}
        assert len(numbers) == 1
        assert os.getpid() not in numbers
        with ThreadPoolExecutor(4) as pool:
            numbers |= set(pool.map(lambda _: sandbox.call(own_number), range(20)))
        assert len(numbers) <= 2
    assert not [number for number in numbers if alive(number)]
    assert threading.active_count() == before


@pytest.mark.slow
@pytest.mark.parametrize("fault", [hang, swell, die], ids=["hangs", "swells", "dies"])
def test_a_call_that_breaks_a_limit_fails_alone(fault: Callable[..., object]) -> None:
    with Sandbox(workers=1, limits=QUICK) as sandbox:
        assert sandbox.call(len, b"abc") == 3
        with pytest.raises(FeedError) as caught:
            sandbox.call(fault, base_url=BASE)
        assert caught.value.reason == "too-complex"
        assert caught.value.detail.startswith(f"{BASE} could not be read within")
        assert sandbox.call(len, b"abc") == 3


@pytest.mark.slow
def test_a_call_that_only_computes_runs_out_of_processor_time() -> None:
    limits = Limits(wall_seconds=30, cpu_seconds=1, memory_megabytes=256)
    with Sandbox(workers=1, limits=limits) as sandbox, pytest.raises(FeedError) as caught:
        sandbox.call(spin, base_url=BASE)
    assert caught.value.reason == "too-complex"


@pytest.mark.slow
def test_a_bug_breaks_its_call_alone() -> None:
    with Sandbox(workers=1) as sandbox:
        with pytest.raises(FeedError) as caught:
            sandbox.call(stumble, UnicodeError)
        assert (caught.value.reason, caught.value.detail) == (
            "broken",
            "What was read could not be read (UnicodeError).",
        )
        with pytest.raises(FeedError) as caught:
            sandbox.call(refuse, "login", base_url=BASE)
        assert caught.value.reason == "login"
        assert sandbox.call(len, b"abc") == 3


@pytest.mark.slow
def test_a_reader_that_ends_its_process_is_broken() -> None:
    with Sandbox(workers=1) as sandbox, pytest.raises(FeedError) as caught:
        sandbox.call(leave, base_url=BASE)
    assert caught.value.reason == "broken"


@pytest.mark.slow
def test_an_interrupt_leaves_nothing_behind() -> None:
    numbers: list[int] = []
    with pytest.raises(KeyboardInterrupt), Sandbox(workers=1) as sandbox:  # noqa: PT012 - both are what is tested
        numbers.append(sandbox.call(own_number))
        raise KeyboardInterrupt
    assert not alive(numbers[0])


@pytest.mark.slow
def test_closing_ends_a_call_that_is_running() -> None:
    with ThreadPoolExecutor(1) as pool, Sandbox(workers=1) as sandbox:
        sandbox.call(own_number)
        running = pool.submit(sandbox.call, hang, base_url=BASE)
        while sandbox._idle:
            time.sleep(0.01)
        sandbox.close()
        with pytest.raises((FeedError, RuntimeError)):  # it may not have begun yet
            running.result(timeout=10)


@pytest.mark.slow
def test_a_child_ends_by_itself_where_nobody_is_left_to_end_it() -> None:
    quick = Limits(wall_seconds=0.2, cpu_seconds=30, memory_megabytes=256)
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHAN.format(limits=quick)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running(child)
