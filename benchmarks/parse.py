"""Parsing side by side with trafilatura: ``make parsing DATA=path``, or ``python -m benchmarks.parse --help``.

Contenders take turns, round by round, each in a process of its own that goes through all pages once untimed. What
counts is the ratio of a round, whose members met the same machine; docs/explanation/speed.md says more.
"""

import argparse
import gzip
import json
import logging
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import trafilatura

from benchmarks.measure import resident_mib
from pipeline.model.article import Page
from pipeline.parse.article import run

RESULTS = Path(__file__).parent / "results"
OURS = "offlimits"
BASE = "trafilatura with metadata"
BEATS = 20  # looks at the memory while pages go round

_NOTE = """\
CPU milliseconds a page, and the ratio of Offlimits to each other. "a round" is the median of the rounds with their
range; "least" takes for each page the least of all rounds, so that other work of the machine hardly counts."""


def pages_in(folder: Path) -> list[bytes]:
    """The HTML files below a folder, packed with gzip or not, in order of their names."""
    paths = [*folder.rglob("*.html"), *folder.rglob("*.html.gz")]
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in sorted(paths)]


def stage(body: bytes) -> None:
    """The whole stage: main text, metadata, filler."""
    page = Page(
        article_id="",
        snapshot_id="",
        source_id="",
        outlet="",
        url="",
        body=body,
        content_type="text/html; charset=utf-8",
    )
    next(run([page]))


CONTENDERS: dict[str, Callable[[bytes], object]] = {
    OURS: stage,
    BASE: lambda body: trafilatura.bare_extraction(body, with_metadata=True),
    "trafilatura without metadata": trafilatura.bare_extraction,
    "trafilatura fast": lambda body: trafilatura.bare_extraction(body, fast=True),
}


def measure(name: str, bodies: Sequence[bytes]) -> list[float]:
    """CPU seconds of each page, all of them done once before."""
    work = CONTENDERS[name]
    for body in bodies:
        work(body)
    spent = []
    for body in bodies:
        before = time.process_time()
        work(body)
        spent.append(time.process_time() - before)
    return spent


def go_round(bodies: Sequence[bytes], pages: int) -> list[float]:
    """Resident MiB before, and while so many pages go through the stage, the same ones over and over."""
    memory, waiting = [resident_mib()], cycle(bodies)
    for _ in range(BEATS):
        for body in islice(waiting, pages // BEATS):
            stage(body)
        memory.append(resident_mib())
    return memory


def alone(task: str, folder: Path) -> list[float]:
    """A task in a process of its own: a contender, or a number of pages whose memory is looked at."""
    command = [sys.executable, "-m", "benchmarks.parse", str(folder), "--alone", task]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: list[float] = json.loads(told)
    return figures


def table(rounds: Sequence[dict[str, list[float]]]) -> Iterator[str]:
    """The figures of all contenders, as lines."""
    pages = len(rounds[0][OURS])
    yield f"{'':32} {'ms a page':>18} {'ratio, a round':>22} {'least':>8}"
    least = {name: sum(map(min, zip(*(one[name] for one in rounds), strict=True))) for name in rounds[0]}
    for name in rounds[0]:
        spent = [1000 * sum(one[name]) / pages for one in rounds]
        ratios = [sum(one[OURS]) / sum(one[name]) for one in rounds]
        yield f"  {name:30} {_spread(spent, '.1f'):>18} {_spread(ratios, '.2f'):>22} {least[OURS] / least[name]:8.2f}"


def _spread(values: Sequence[float], form: str) -> str:
    return f"{median(values):{form}} ({min(values):{form}}-{max(values):{form}})"


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "versions": ", ".join(f"{name} {version(name)}" for name in ("lxml", "trafilatura")),
    }


def _main() -> None:
    parser = argparse.ArgumentParser(description="Parsing, side by side with trafilatura.")
    parser.add_argument("folder", type=Path, help="with pages as .html or .html.gz, at any depth")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=10_000, help="that go through the stage for a look at its memory")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    bodies = pages_in(given.folder)
    if not bodies:
        raise SystemExit(f"There are no pages in {given.folder}")
    if given.alone:
        task = given.alone
        print(json.dumps(go_round(bodies, int(task)) if task.isdigit() else measure(task, bodies)))
        return
    _compare(given.folder, len(bodies), given.rounds, given.pages)


def _compare(folder: Path, count: int, rounds: int, pages: int) -> None:
    where = machine()
    figures = [{name: alone(name, folder) for name in CONTENDERS} for _ in range(rounds)]
    memory = alone(str(pages), folder) if pages else []
    lines = [*(f"{name}: {value}" for name, value in where.items()), f"pages: {count}, rounds: {rounds}", "", _NOTE, ""]
    lines += table(figures)
    if memory:
        shown = ", ".join(f"{mib:.0f}" for mib in memory)
        lines += ["", f"Resident MiB while {pages} pages go through the stage, at equal intervals: {shown}"]
    print("\n".join(lines))
    RESULTS.mkdir(exist_ok=True)
    told = {"machine": where, "rounds": figures, "memory_mib": memory}
    named = RESULTS / f"parse-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    named.with_suffix(".txt").write_text("\n".join([*lines, ""]))
    named.with_suffix(".json").write_text(json.dumps(told, indent=1))


if __name__ == "__main__":
    _main()
