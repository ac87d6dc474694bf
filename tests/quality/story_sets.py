"""Labelled stories: ordinary news, and pairs of happenings of one kind; and the figures of a grouping.

A set is one JSON object a line: ``id``, ``label`` (its story), ``title``, ``text``, and perhaps ``date``, ``url`` and
``topic`` (stories that are alike).
"""

import json
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.analyse.reading import prepare
from pipeline.analyse.stories.sketch import sketch
from pipeline.inspect import inspect_pages, read_lines
from pipeline.model.sketch import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An article with the story and the topic that its label names.

    Attributes:
        sketch: what is remembered of it; None where it could not be read.
        told: the story that ``inspect`` gave it.
    """

    story: str
    topic: str
    sketch: Sketch | None
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScores:
    """Shares, 0 to 1: BCubed weighs articles, ``pair`` weighs pairs of articles of one story."""

    bcubed_precision: float
    bcubed_recall: float
    pair_precision: float
    pair_recall: float

    @property
    def bcubed(self) -> float:
        """F of BCubed."""
        return _f(self.bcubed_precision, self.bcubed_recall)

    @property
    def pair(self) -> float:
        """F of pairs."""
        return _f(self.pair_precision, self.pair_recall)


def load_labelled(path: Path) -> list[Labelled]:
    """The articles of a set, read and grouped by ``inspect``."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines = (
        json.dumps({key: row.get(key) for key in ("id", "url", "title", "text")} | {"published": row.get("date")})
        for row in rows
    )
    found = inspect_pages(list(read_lines(lines, path.parent)), prepare(), warm=False)
    return [
        Labelled(
            story=row["label"],
            topic=row.get("topic") or row["label"],
            sketch=sketch(one.read) if one.read else None,
            told=one.story or f"alone: {row['id']}",
        )
        for row, one in zip(rows, found, strict=True)
    ]


def score_stories(gold: Sequence[Hashable], told: Sequence[Hashable]) -> StoryScores:
    """Score a grouping.

    Args:
        gold: the story of each article.
        told: what it was put into, in the same order.
    """
    wanted, found, both = Counter(gold), Counter(told), Counter(zip(gold, told, strict=True))
    shared, made, due = (sum(map(_pairs, counts.values())) for counts in (both, found, wanted))
    return StoryScores(
        bcubed_precision=sum(n * n / found[story] for (_, story), n in both.items()) / len(gold),
        bcubed_recall=sum(n * n / wanted[story] for (story, _), n in both.items()) / len(gold),
        pair_precision=shared / made if made else 1.0,
        pair_recall=shared / due if due else 1.0,
    )


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _f(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
