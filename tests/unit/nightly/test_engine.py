"""Pages are parsed alike by any engine, and a page that breaks one is a failure of that page."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.fetch.confined import Limits
from pipeline.model.article import Article, Page
from pipeline.model.outcome import Outcome
from pipeline.model.source import ENTRY_TYPE
from pipeline.nightly.engine import Engine, InPlace, Processes, workers_for
from pipeline.parse.article import parse_one
from tests.unit.parse import mill
from tests.unit.parse.pages import page, plain_page, said
from tests.unit.parse.stories import lead, title

BATCHES = [
    [page(mill.as_semantic(), article_id="a"), page(b"\x00\x01", article_id="b")],
    [],
    [page(mill.as_soup(), article_id=f"c{n}") for n in range(5)],
    [plain_page(lead(0), article_id="d")],
    [page(b'{"reason":"challenge"}', content_type=ENTRY_TYPE, article_id="e", hints=said(title=title(1), summary="x"))],
]


def poison(one: Page) -> Outcome[Article]:
    """A stage in which some pages break what parses them."""
    if one.article_id == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if one.article_id == "ended":
        os._exit(3)
    if one.article_id == "slow":
        time.sleep(30)
    if one.article_id == "large":
        bytearray(2_000_000_000)
    if one.article_id == "bug":
        raise KeyError(one.article_id)
    return parse_one(one)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_outcomes_are_the_same_with_any_number_of_workers(workers: int) -> None:
    assert list(Processes(workers).map(parse_one, BATCHES)) == list(InPlace().map(parse_one, BATCHES))


def test_what_a_feed_says_stands_in_for_a_page_in_another_process_too() -> None:
    ((found,),) = Processes(1).map(parse_one, BATCHES[-1:])
    assert found.output is not None
    assert (found.output.partial, found.output.barrier) == (True, "challenge")
    assert [block.kind for block in found.output.blocks] == ["title", "teaser"]


def test_outcomes_come_in_the_order_of_the_pages() -> None:
    found = list(Processes(2).map(parse_one, BATCHES))
    assert [[outcome.input_id for outcome in batch] for batch in found] == [
        [one.article_id for one in batch] for batch in BATCHES
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("killed", "too-complex"),
        ("ended", "broken"),
        ("slow", "too-complex"),
        ("large", "too-complex"),
        ("bug", "broken"),
    ],
)
def test_a_page_that_breaks_its_process_is_a_failure_and_the_rest_goes_on(name: str, reason: str) -> None:
    pages = [plain_page(lead(n), article_id=each) for n, each in enumerate(("x", name, "y"))]
    (found,) = Processes(1, limits=Limits(wall_seconds=6.0)).map(poison, [pages])
    assert [(outcome.input_id, outcome.state, outcome.reason) for outcome in found] == [
        ("x", "done", ""),
        (name, "failed", reason),
        ("y", "done", ""),
    ]
    assert found[1].detail
    assert not found[1].transient


def test_pages_are_taken_as_they_are_needed() -> None:
    taken = []

    def batches() -> Iterator[list[Page]]:
        for n in range(6):
            taken.append(n)
            yield [plain_page(lead(0), article_id=str(n))]

    found = Processes(1).map(parse_one, batches())
    next(found)
    assert len(taken) <= 2
    found.close()
    assert len(taken) <= 2


def test_nothing_is_started_for_nothing() -> None:
    started = time.monotonic()
    assert list(Processes(4).map(parse_one, [])) == []
    assert time.monotonic() - started < 0.2


_RUN = """
import sys, time
from tests.unit.nightly.test_engine import poison
from tests.unit.parse.pages import plain_page
from pipeline.nightly.engine import Processes
print("started", flush=True)
pages = [plain_page("A text of some words.", article_id=name) for name in ("x", "slow", "slow")]
for found in Processes(2).map(poison, [pages]):
    pass
"""


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in listed for child in path.read_text(encoding="ascii").split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are told by /proc")
def test_no_process_outlives_a_run_that_was_killed() -> None:
    run = subprocess.Popen([sys.executable, "-c", _RUN], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3])
    assert run.stdout is not None
    run.stdout.readline()
    deadline = time.monotonic() + 20
    while len(_children(run.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    children = _children(run.pid)
    assert len(children) == 2
    time.sleep(1.0)
    run.kill()
    run.wait()
    run.stdout.close()
    deadline = time.monotonic() + 45
    while any(_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_alive(child) for child in children)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("pages", "allowed", "workers"), [(0, 4, 1), (9, 4, 1), (25, 4, 2), (400, 4, 4), (400, 1, 1), (10_000, 64, 64)]
)
def test_no_more_workers_start_than_are_worth_it(pages: int, allowed: int, workers: int) -> None:
    assert workers_for(pages, allowed) == workers


def test_all_processors_are_used_if_nothing_is_set() -> None:
    assert workers_for(10_000, None) == len(os.sched_getaffinity(0))


def test_both_are_engines() -> None:
    engines: list[Engine] = [InPlace(), Processes(1)]
    assert len(engines) == 2
