"""Groups of texts with a summary that somebody wrote, and the summaries that others are measured against.

A set is two files of JSON lines: texts (``id``, ``label``, ``title``, ``text``, ``date``) and summaries (``label``,
``summary``).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from pipeline.brief.summary.choose import WORDS
from pipeline.brief.summary.texts import Passage, Text, in_order, sentences_of
from tests.quality.rouge import rouge


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A group, in order, with its summary."""

    label: str
    summary: str
    texts: tuple[Text, ...]


def load_told(summaries: Path, texts: Path) -> list[Told]:
    """The groups of a set, sorted by label."""
    groups: dict[str, list[Text]] = {}
    for row in _rows(texts):
        text = Text(
            text_id=row["id"],
            title=row["title"],
            published=row["date"],
            passages=(Passage(text=row["text"]),),
            language="en",
        )
        groups.setdefault(row["label"], []).append(text)
    told = {row["label"]: row["summary"] for row in _rows(summaries)}
    return [
        Told(label=label, summary=told[label], texts=tuple(in_order(group))) for label, group in sorted(groups.items())
    ]


def lead(texts: Sequence[Text]) -> str:
    """The first sentence of each text, then the second of each, and so on: who summarises news has to beat this."""
    rounds = zip_longest(*(sentences_of(text) for text in texts))
    return " ".join(one.text for turn in rounds for one in turn if one is not None)


def oracle(told: Told, budget: int = WORDS) -> str:
    """Sentences that are added while they bring ROUGE-1 up, by one who knows the summary."""
    every = [one for text in told.texts for one in sentences_of(text)]
    chosen: list[str] = []
    best = 0.0
    while True:
        said = sum(len(text.split()) for text in chosen)
        fitting = [one for one in every if said + one.size <= budget]
        scores = [(rouge(told.summary, " ".join([*chosen, one.text]), limit=budget).one, one.text) for one in fitting]
        score, text = max(scores, default=(0.0, ""))
        if score <= best:
            return " ".join(chosen)
        best = score
        chosen.append(text)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
