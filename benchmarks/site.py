"""A large site, made up, and published: ``python -m benchmarks.site [--restrictions 2000]``.

What counts is what one new restriction costs, which files it touches, and the ratio of pages a second to Pelican in the
same run; docs/explanation/speed.md tells of it.
"""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import PeakMemory
from pipeline.deliver.publish import publish
from pipeline.deliver.search_index import search_files
from pipeline.model.edition import Edition
from pipeline.model.restriction import Party, Proof, Register, Restriction, Target
from pipeline.model.site import SiteContent, StoryArticle, StoryPage
from pipeline.nightly.publishing import collecting_seldom
from pipeline.render.site.records import search_records
from pipeline.render.site.tree import builds
from tests.examples import REGISTER, RICH, SITE

FIRST = date(2021, 7, 5)
TOOLS, ACTORS, VENDORS = 300, 800, 60


def content(restrictions: int, stories: int, editions: int) -> SiteContent:
    """So much of everything, each with names and ids of its own."""
    rows = tuple(_row(number, restrictions) for number in range(1, restrictions + 1))
    return SiteContent(
        register=Register(restrictions=rows, changed_at="2026-07-13T05:15:00Z", version=str(restrictions)),
        editions=tuple(_edition(number, rows) for number in range(editions)),
        stories=tuple(_story(number, restrictions) for number in range(stories, 0, -1)),
        sources=(),
    )


def _row(number: int, of: int) -> Restriction:
    like = REGISTER.restrictions[number % len(REGISTER.restrictions)]
    day = (FIRST + timedelta(days=1820 * number // of)).isoformat()
    tool = Target(tool=f"Tool {number % TOOLS}", vendor=f"Vendor {number % VENDORS}", surfaces=("web",))
    actor = Party(party_id=f"actor-{number % ACTORS}", name=f"Actor {number % ACTORS}", type="company", country="NO")
    claims = replace(
        like.claims,
        actor=replace(like.claims.actor, value=actor),
        targets=replace(like.claims.targets, value=(tool,)),
    )
    return replace(
        like,
        restriction_id=f"AIR-{day[:4]}-{number:04}",
        title=f"Actor {number % ACTORS} bans Tool {number % TOOLS}",
        claims=claims,
        added_on=day,
        modified_on=day,
        evidence=tuple(_proof(proof, number) for proof in like.evidence),
        related=(),
        story_ids=(f"story-{number:05}",),
    )


def _proof(proof: Proof, number: int) -> Proof:
    return replace(
        proof, article_id=f"{proof.article_id}-{number}", url=f"https://outlet-{number % 70}.example/{number}"
    )


def _story(number: int, restrictions: int) -> StoryPage:
    day = (FIRST + timedelta(days=number % 1820)).isoformat()
    return StoryPage(
        story_id=f"story-{number:05}",
        title=f"What was told of tool {number % TOOLS} on {day}",
        first_published=day,
        articles=tuple(
            StoryArticle(
                article_id=f"article-{number}-{place}",
                outlet=f"Outlet {(number + place) % 70}",
                title=f"What outlet {place} tells of tool {number % TOOLS} on {day}",
                url=f"https://outlet-{(number + place) % 70}.example/{number}",
                published=day,
                kept_words=300 + place,
                stripped_words=200,
                stripped=(("chrome:related", 6), ("filler:advice", 2)),
            )
            for place in range(1 + number % 4)
        ),
        restriction_ids=(f"AIR-{day[:4]}-{number:04}",) if number <= restrictions else (),
    )


def _edition(number: int, rows: tuple[Restriction, ...]) -> Edition:
    monday = FIRST + timedelta(weeks=number)
    year, week, _ = monday.isocalendar()
    row = rows[len(rows) * number // 260]
    return replace(
        RICH,
        edition_id=f"{year}-W{week:02}",
        first_on=monday.isoformat(),
        last_on=(monday + timedelta(days=6)).isoformat(),
        items=tuple(replace(item, restriction_id=row.restriction_id) for item in RICH.items),
        baseline=not number,
    )


def publish_both(whole: SiteContent, folder: Path) -> int:
    """Publish both builds with the index of the search, as a night does; pages of one."""
    pages = 0
    with ThreadPoolExecutor(1) as aside, collecting_seldom():
        index = aside.submit(search_files, search_records(whole), folder / "public")
        for private, files in builds(whole, SITE):
            publish([*files, *index.result()], folder / ("private" if private else "public"))
            pages = sum(file.path.endswith(".html") for file in files)
    return pages


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for name in ("public", "private"):
        shown = (folder / name).resolve()
        for path in shown.rglob("*") if shown.is_dir() else ():
            if path.is_file():
                known = path.lstat()
                found[f"{name}/{path.relative_to(shown).as_posix()}"] = (known.st_ino, known.st_mtime_ns)
    return found


def another(whole: SiteContent) -> SiteContent:
    """The content with one more restriction."""
    rows = whole.register.restrictions
    row = replace(
        rows[-1], restriction_id="AIR-2026-9999", title="Actor 7 bans Tool 7", added_on="2026-07-12", story_ids=()
    )
    register = replace(whole.register, restrictions=(*rows, row), version=str(len(rows) + 1))
    return replace(whole, register=register)


def pelican(folder: Path, pages: int) -> float | None:
    """Seconds that Pelican takes for so many pages of the words of a story's page; None where it is not installed."""
    if find_spec("pelican") is None:
        return None
    for number in range(pages):
        words = f"<p>What outlet {number % 70} tells of tool {number % TOOLS} in some words of its own.</p>\n" * 12
        head = f"<title>Story {number}</title><meta name='date' content='2026-07-{1 + number % 28:02}'>"
        place = folder / "content" / f"story-{number:05}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"<html><head>{head}</head><body>{words}</body></html>", encoding="utf-8")
    command = [sys.executable, "-m", "pelican", str(folder / "content"), "-o", str(folder / "output"), "-q"]
    before = time.perf_counter()
    subprocess.run(command, check=True, cwd=folder)
    return time.perf_counter() - before


def _told(what: str, whole: SiteContent, folder: Path) -> tuple[int, float]:
    before = _stamps(folder)
    wall = time.perf_counter()
    with PeakMemory(os.getpid()) as memory:
        pages = publish_both(whole, folder)
    seconds = time.perf_counter() - wall
    touched = sum(before.get(path) != stamp for path, stamp in _stamps(folder).items())
    print(f"{what:22} {seconds:7.1f} s  {touched:7} files touched  {memory.mib:6.0f} MiB at most", flush=True)
    return pages, seconds


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--restrictions", type=int, default=2000)
    arguments.add_argument("--stories", type=int, default=20_000)
    arguments.add_argument("--editions", type=int, default=260)
    arguments.add_argument("--pelican", type=int, default=2000, help="pages that Pelican makes")
    given = arguments.parse_args()
    whole = content(given.restrictions, given.stories, given.editions)
    more = another(whole)
    with TemporaryDirectory() as name:
        folder = Path(name)
        pages, seconds = _told("both builds, from none", whole, folder)
        _told("nothing new", whole, folder)
        _told("one more restriction", more, folder)
        _told("and back again", whole, folder)
        _told("one more, once again", more, folder)
        ours = 2 * pages / seconds
        print(f"{pages} pages in each build, {ours:.0f} pages a second, written and flushed")
        taken = pelican(folder, given.pelican)
        if taken is None:
            print("Pelican is not installed: not measured")
        else:
            theirs = given.pelican / taken
            print(
                f"Pelican: {given.pelican} pages, {theirs:.0f} a second; Offlimits is {ours / theirs:.1f} times as fast"
            )


if __name__ == "__main__":
    main()
