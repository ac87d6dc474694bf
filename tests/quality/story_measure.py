"""Figures of stories and of copies, for ``make quality`` and for the floors."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pipeline.analyse.cluster import group
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.stories.pair import FOLLOW_UP_DAYS
from pipeline.inspect import inspect_pages, read_lines
from pipeline.model.event import Story
from tests.quality.copies_made import Made, make_copies
from tests.quality.pages import FILLER
from tests.quality.story_sets import Labelled, StoryScores, load_labelled, score_stories

DATA = FILLER.parent


@dataclass(slots=True)
class CopyScores:
    """Copies that were found with the right original, that are none, and that were missed; the latter by their way."""

    found: int = 0
    false: list[str] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Share of the told copies that are copies of what is named."""
        return self.found / max(1, self.found + len(self.false))

    @property
    def recall(self) -> float:
        """Share of the copies that are told."""
        return self.found / max(1, self.found + self.missed.total())


def made_copies() -> list[Made]:
    """Copies of the articles of ``longform``, among other prose with the same filler."""
    articles = [json.loads(line) for line in _lines(DATA / "longform" / "gold.jsonl")]
    prose = [json.loads(line) for line in _lines(DATA / "sentences" / "prose.jsonl")]
    texts = [
        (row["id"], row["title"], (DATA / "longform" / row["text_file"]).read_text(encoding="utf-8").strip())
        for row in articles
    ]
    return list(make_copies(texts, [(row["title"], "\n\n".join(row["paragraphs"])) for row in prose]))


def score_copies(made: Sequence[Made], tools: Tools) -> CopyScores:
    """Let ``inspect`` find the copies of a made set."""
    lines = (
        json.dumps({"id": one.name, "title": one.title, "published": one.published, "text": one.text}) for one in made
    )
    scores = CopyScores()
    for one, answer in zip(made, inspect_pages(list(read_lines(lines, DATA)), tools, warm=False), strict=True):
        if answer.copy_of is not None and answer.copy_of == one.origin:
            scores.found += 1
        elif answer.copy_of is not None:
            scores.false.append(f"{one.name}, not of {answer.copy_of}")
        elif one.origin:
            scores.missed[one.way] += 1
    return scores


def copies_lines(tools: Tools) -> list[str]:
    """Figures of the made set."""
    made = made_copies()
    scores = score_copies(made, tools)
    shares = f"P {scores.precision:.3f}  R {scores.recall:.3f}  missed {dict(scores.missed)}"
    return [f"copies: {len(made)} texts  {shares}", *(f"  false: {one}" for one in scores.false)]


def grouping_lines(path: Path) -> list[str]:
    """Figures of stories on a set of articles with labels, or that there is nothing to measure on."""
    name = f"stories of {path.name.removesuffix('.jsonl')}"
    if not path.is_file():
        return [f"{name}: not measured (no data at {path.parent})"]
    articles = load_labelled(path)
    gold = [one.story for one in articles]
    lines = [f"{name}: {_shares(score_stories(gold, [one.told for one in articles]))}"]
    if all(one.sketch and one.sketch.published_on for one in articles):
        lines.append(f"  day by day: {_shares(score_stories(gold, day_by_day(articles)))}")
    return lines


def day_by_day(articles: Sequence[Labelled]) -> list[str]:
    """The story of each article when each day's are put into the stories of the days before."""
    sketches = [one.sketch for one in articles if one.sketch]
    home: dict[str, str] = {}
    for day in sorted({one.published_on for one in sketches}):
        first = (date.fromisoformat(day) - timedelta(days=FOLLOW_UP_DAYS)).isoformat()
        window = [one for one in sketches if first <= one.published_on <= day]
        members: dict[str, list[str]] = {}
        for one in window:
            if one.article_id in home:
                members.setdefault(home[one.article_id], []).append(one.article_id)
        known = [
            Story(story_id=story, title="", first_published=None, article_ids=tuple(ids))
            for story, ids in members.items()
        ]
        for story in group(window, known):
            ids = [one.article_id for one in story.articles]
            held = next((home[article_id] for article_id in ids if article_id in home), ids[0])
            for article_id in ids:
                home.setdefault(article_id, held)
    return [home[one.article_id] for one in sketches]


def _shares(scores: StoryScores) -> str:
    bcubed = f"BCubed P {scores.bcubed_precision:.3f}  R {scores.bcubed_recall:.3f}  F {scores.bcubed:.3f}"
    return f"{bcubed}  pairs P {scores.pair_precision:.3f}  R {scores.pair_recall:.3f}  F {scores.pair:.3f}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
