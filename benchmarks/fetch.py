"""Fetching side by side with others, in one run: ``make bench``, or ``python -m benchmarks.fetch --help``.

All ask the same server on loopback, one after the other and round by round (A B C, A B C, …), each in a process of its
own. What counts are the ratios of a round, whose members met the same machine; docs/explanation/speed.md says more.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from benchmarks.measure import PeakMemory
from benchmarks.report import Run, report

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is to fetch.

    Attributes:
        paged: of so many feeds, all pages are opened in the part about articles.
        rounds: how often everything is measured.
    """

    feeds: int
    entries: int
    paged: int
    rounds: int
    latency_ms: float

    @property
    def pages(self) -> int:
        """How many pages are opened."""
        return self.paged * self.entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One process of a contender.

    Attributes:
        module: in benchmarks/peers.
        phase: its argument.
        feeds: how many feeds it is given.
        answer, times: what the server must have answered in the end, and how often.
        done: what it must tell to have done: entries that were new to it, or pages.
    """

    peer: str
    module: str
    phase: str
    feeds: int
    answer: str
    times: int
    done: int


def nights(size: Size) -> list[list[Step]]:
    """Who reads feeds, each on a first and on an unchanged night."""
    peers = (("offlimits", "offlimits"), ("reader", "lemon"), ("httpx + feedparser", "bare"))
    phases = (("first", "feeds 200", size.feeds * size.entries), ("again", "feeds 304", 0))
    return [
        [
            Step(peer=peer, module=module, phase=phase, feeds=size.feeds, answer=answer, times=size.feeds, done=done)
            for phase, answer, done in phases
        ]
        for peer, module in peers
    ]


def articles(size: Size) -> list[list[Step]]:
    """Who opens pages. Offlimits reads the feeds that list them first, which is not counted."""

    def step(peer: str, module: str, phase: str, answer: str = "pages 200", times: int = size.pages) -> Step:
        return Step(
            peer=peer, module=module, phase=phase, feeds=size.paged, answer=answer, times=times, done=size.pages
        )

    return [
        [step("offlimits", "offlimits", "listed", "feeds 200", size.paged), step("offlimits", "offlimits", "pages")],
        [step("Scrapy", "spider", "fetch")],
        [step("Scrapy + trafilatura", "spider", "extract")],
    ]


class Server:
    """The load server while it runs, with the addresses of its feeds."""

    def __init__(self, urls: list[str]) -> None:
        self.urls = urls

    def asked(self) -> dict[str, int]:
        """What was asked since the last time."""
        with urlopen(f"http://{urlsplit(self.urls[0]).netloc}/stats?reset=1") as response:
            told: dict[str, int] = json.load(response)
        return told


@contextmanager
def serving(size: Size) -> Iterator[Server]:
    """Run the load server; it ends with its standard input."""
    options = {"feeds": size.feeds, "entries": size.entries, "paged": size.paged, "latency-ms": size.latency_ms}
    command = [sys.executable, "-m", "benchmarks.load", *(f"--{name}={value}" for name, value in options.items())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Server(json.loads(process.stdout.readline()))


def prepare(folder: Path, size: Size, server: Server, feeds: int) -> None:
    """Write for a contender what it is to ask for."""
    urls = server.urls[:feeds]
    pages = [
        f"http://{urlsplit(url).netloc}/pages/{feed}/{number}.html"
        for feed, url in enumerate(urls[: size.paged])
        for number in range(size.entries)
    ]
    (folder / "feeds.json").write_text(json.dumps(urls))
    (folder / "pages.json").write_text(json.dumps(pages))


def run(step: Step, folder: Path, server: Server, number: int) -> list[Run]:
    """Run one process, and make sure that it did what it was asked to.

    Raises:
        SystemExit: it failed, or asked for something else; its figures would mean nothing.
    """
    server.asked()
    command = [sys.executable, "-m", f"benchmarks.peers.{step.module}", step.phase, str(folder)]
    lines: list[tuple[str, float]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, PeakMemory(process.pid) as memory:
        assert process.stdout is not None
        lines.extend((line, memory.mib) for line in process.stdout)
    asked, told = server.asked(), [(json.loads(line), mib) for line, mib in lines]
    as_expected = asked.get(step.answer) == step.times and all(found["done"] == step.done for found, _ in told)
    if process.returncode or not told or not as_expected:
        raise SystemExit(f"{step.peer}, {step.phase}: {lines}; the server answered {asked}")
    most = asked["most at once"]
    return [
        Run(round=number, peer=step.peer, units=step.times, most_at_once=most, tree_mib=mib, **found)
        for found, mib in told
    ]


def compare(size: Size, server: Server, only: list[str]) -> Iterator[Run]:
    """All rounds of all contenders, or of some."""
    for part in (nights(size), articles(size)):
        for number in range(size.rounds):
            for steps in part:
                if only and steps[0].peer not in only:
                    continue
                with tempfile.TemporaryDirectory() as made:
                    folder = Path(made)
                    prepare(folder, size, server, steps[0].feeds)
                    for step in steps:
                        for found in run(step, folder, server, number):
                            print(f"  {found.what:8} {found.peer:22} {found.wall:7.2f} s", file=sys.stderr, flush=True)
                            yield found


def profile(size: Size, server: Server, phase: str) -> None:
    """Profile a phase of Offlimits, after those that have to come before it."""
    steps = articles(size)[0] if phase == "pages" else nights(size)[0]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        prepare(folder, size, server, steps[0].feeds)
        for step in takewhile(lambda step: step.phase != phase, steps):
            run(step, folder, server, 0)
        command = [sys.executable, "-m", "benchmarks.peers.offlimits", phase, made, str(RESULTS / f"{phase}.prof")]
        subprocess.run(command, check=True)


def machine() -> dict[str, object]:
    """What the figures were measured on, and with which versions."""
    peers = ("feedparser", "httpx", "reader", "scrapy", "trafilatura")
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "versions": ", ".join(f"{name} {version(name)}" for name in peers),
    }


def _main() -> None:
    parser = argparse.ArgumentParser(description="Fetching, side by side with others.")
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--entries", type=int, default=20, help="of each feed")
    parser.add_argument("--paged", type=int, default=20, help="feeds of which all pages are opened, for articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency-ms", type=float, default=50.0, help="before each answer")
    parser.add_argument("--only", action="append", help="measure this contender alone; may be given several times")
    parser.add_argument(
        "--profile",
        choices=("first", "again", "pages"),
        help="profile Offlimits instead: its first night, its all-304 night, or the opening of pages",
    )
    given = vars(parser.parse_args())
    profiling, only = given.pop("profile"), given.pop("only")
    size = Size(**given)
    RESULTS.mkdir(exist_ok=True)
    os.environ["no_proxy"] = "127.0.0.1"  # whatever the environment says, for us and for all that are started here
    with serving(size) as server:
        if profiling:
            profile(size, server, profiling)
            return
        where = machine()
        runs = list(compare(size, server, only or []))
    text = report(runs, where, asdict(size))
    print(text)
    named = RESULTS / f"fetch-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    named.with_suffix(".txt").write_text(text)
    named.with_suffix(".json").write_text(
        json.dumps({"machine": where, "size": asdict(size), "runs": [asdict(one) for one in runs]}, indent=1)
    )


if __name__ == "__main__":
    _main()
