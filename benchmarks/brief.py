"""Composing and rendering an edition, side by side with JSON: ``python -m benchmarks.brief [--rows 1000]``.

The register is made up of rows of the fixture world, each with an id of its own, so many of them new that the mail is
as full as a mail gets. What counts is the ratio to writing the same register as JSON and reading it again, in the same
run: less no program could do that tells of it.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date

from pipeline.brief.compose import compose
from pipeline.brief.window import Window
from pipeline.model.edition import Edition
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Register, Restriction
from pipeline.render.email import html, mail, markdown, text
from pipeline.render.register_json import json_bytes
from pipeline.render.site import build
from pipeline.text.days import week_of
from tests.examples import CONTENT, COVERAGE, REGISTER, SITE

NEW = 40
ROUNDS = 7
WINDOW = Window(
    week=week_of(date(2026, 7, 12)),
    first_on=date(2026, 7, 6),
    since="2026-07-06T05:00:00Z",
    until="2026-07-13T05:00:00Z",
    baseline=False,
)


def register(rows: int) -> Register:
    """So many rows, the last of them new in the week."""
    return replace(REGISTER, restrictions=tuple(_row(number, new=number > rows - NEW) for number in range(1, rows + 1)))


def _row(number: int, *, new: bool) -> Restriction:
    like = REGISTER.restrictions[number % len(REGISTER.restrictions)]
    at = "2026-07-10T05:00:00Z" if new else "2026-06-01T05:00:00Z"
    return replace(
        like,
        restriction_id=f"AIR-2026-{number:04}",
        added_on=at[:10],
        history=tuple(replace(revision, at=at) for revision in like.history),
    )


def outputs(edition: Edition) -> None:
    """Everything that is made of an edition."""
    mail(edition, sender="brief@offlimits.example", recipient="lead@firm.example", site=SITE)
    markdown(edition, SITE)
    json_bytes(asdict(edition))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the median round, the first left out."""
    taken = []
    for _ in range(ROUNDS + 1):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return statistics.median(taken[1:])


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=1000)
    rows = arguments.parse_args().rows
    whole = register(rows)

    def made() -> Edition:
        return compose(WINDOW, whole, COVERAGE, inventory=None, options=BriefOptions())

    edition = made()
    finished = html(edition, SITE)
    plain = asdict(whole)
    peer = seconds(lambda: json.loads(json.dumps(plain)))
    told = f"{len(edition.items)} items, {len(edition.dates)} dates, {len(edition.changes)} changes"
    print(f"{rows} rows; {told}; {len(text(edition, SITE).split())} words, {len(finished) / 1000:.1f} kB of HTML")
    content = replace(CONTENT, editions=(edition,))
    for name, work in (
        ("compose", made),
        ("mail, Markdown and JSON", lambda: outputs(edition)),
        ("the site around it", lambda: build(content, SITE, private=True)),
    ):
        taken = seconds(work)
        print(f"{name:24} {taken * 1000:8.1f} ms  {taken / peer:6.2f} times the peer")
    print(f"{'the register as JSON':24} {peer * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
