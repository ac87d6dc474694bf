"""A large site, made up: ``python -m benchmarks.site [--restrictions 2000]``."""

import argparse
import time
from dataclasses import replace
from datetime import date, timedelta

from pipeline.model.edition import Edition
from pipeline.model.restriction import Party, Proof, Register, Restriction, Target
from pipeline.model.site import SiteContent, StoryArticle, StoryPage
from pipeline.render.site import build
from tests.examples import REGISTER, RICH, SITE

FIRST = date(2021, 7, 5)
TOOLS, ACTORS, VENDORS = 300, 800, 60


def content(restrictions: int, stories: int, editions: int) -> SiteContent:
    """So much of everything, each with names and ids of its own."""
    rows = tuple(_row(number, restrictions) for number in range(1, restrictions + 1))
    return SiteContent(
        register=Register(restrictions=rows, changed_at="2026-07-13T05:15:00Z", version=restrictions),
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


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--restrictions", type=int, default=2000)
    arguments.add_argument("--stories", type=int, default=20_000)
    arguments.add_argument("--editions", type=int, default=260)
    given = arguments.parse_args()
    whole = content(given.restrictions, given.stories, given.editions)
    before = time.perf_counter()
    files = build(whole, SITE, private=False)
    print(len(files), sum(map(len, files.values())) // 1000, "kB", time.perf_counter() - before)


if __name__ == "__main__":
    main()
