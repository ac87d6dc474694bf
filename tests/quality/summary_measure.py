"""Figures of summaries, for ``make quality`` and for the floor."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.brief.summary.choose import WORDS, summarise
from pipeline.brief.summary.texts import Passage, Text, in_order
from pipeline.summarise import answer_lines
from pipeline.text.sentences import sentences
from tests.quality.pages import FILLER
from tests.quality.rouge import Rouge, mean, rouge
from tests.quality.summary_sets import Told, lead, load_told, oracle

LONGFORM = FILLER.parent / "longform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A labelled story of full articles, with the sentences that tell what happened."""

    name: str
    articles: tuple[dict[str, Any], ...]
    telling: frozenset[str]

    def told_by(self, said: Iterable[str]) -> bool:
        """Whether one of some sentences is one that tells it."""
        return any(one in telling or telling in one for one in said for telling in self.telling)


def summaries_lines(directory: Path) -> list[str]:
    """Figures on our own articles, and on a public set, or that there is nothing to measure on."""
    stories = load_stories()
    ours, first = (sum(story.told_by(of(story)) for story in stories) for of in (said_of, lead_of))
    lines = [f"summaries of longform: {ours} of {len(stories)} tell what happened, of leads {first}"]
    paths = (directory / "allsides_roundups.dev.jsonl", directory / "allsides_excerpts.dev.jsonl")
    if not all(path.is_file() for path in paths):
        return [*lines, f"summaries: not measured (no data at {directory})"]
    told = load_told(*paths)
    answers = {one["label"]: one for one in answer_lines(_asked(told))}
    lines.append(_line("summaries, ours", told, [answers[one.label]["summary"] for one in told]))
    lines.append(_line("summaries, lead in turns", told, [lead(one.texts) for one in told]))
    lines.append(_line("summaries, greedy oracle", told, [oracle(one) for one in told]))
    verbatim = list(_at_addresses(told, answers))
    lines.append(f"  {sum(verbatim)} of {len(verbatim)} sentences verbatim at their address; {_speed(told)}")
    return lines


def load_stories(directory: Path = LONGFORM) -> list[Story]:
    """The stories of the labelled articles that tell a restriction."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in map(json.loads, (directory / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        if row["relevant"] == "yes" and row["events"]:
            text = (directory / row["text_file"]).read_text(encoding="utf-8")
            groups.setdefault(row["story"], []).append({**row, "text": text})
    return [
        Story(
            name=name,
            articles=tuple(rows),
            telling=frozenset(
                event["evidence"]["action"] for row in rows for event in row["events"] if not event["background"]
            ),
        )
        for name, rows in groups.items()
    ]


def said_of(story: Story) -> list[str]:
    """The sentences of our summary."""
    kept = [{key: row[key] for key in ("id", "title", "published", "text")} for row in story.articles]
    texts = {row["id"]: row["text"] for row in kept}
    (answer,) = answer_lines([json.dumps({"label": story.name, "articles": kept})])
    return [texts[one["id"]][one["start"] : one["end"]] for one in answer["sentences"]]


def lead_of(story: Story) -> list[str]:
    """The whole sentences of a lead in turns that fit the budget."""
    texts = in_order(
        Text(text_id=row["id"], title=row["title"], published=row["published"] or "", passages=_passages(row["text"]))
        for row in story.articles
    )
    said: list[str] = []
    for one in sentences(lead(texts)):
        if sum(len(text.split()) for text in (*said, one.text)) > WORDS:
            break
        said.append(one.text)
    return said


def _passages(text: str) -> tuple[Passage, ...]:
    return tuple(Passage(text=paragraph) for paragraph in text.split("\n\n"))


def _asked(told: Sequence[Told]) -> Iterator[str]:
    for one in told:
        articles = [
            {"id": text.text_id, "title": text.title, "published": text.published, "text": text.passages[0].text}
            for text in one.texts
        ]
        yield json.dumps({"label": one.label, "articles": articles})


def _at_addresses(told: Sequence[Told], answers: Mapping[str, dict[str, Any]]) -> Iterator[bool]:
    """Of each sentence, whether what stands at its address stands in the summary, too."""
    for one in told:
        texts = {text.text_id: text.passages[0].text for text in one.texts}
        answer = answers[one.label]
        said = [texts[place["id"]][place["start"] : place["end"]] for place in answer["sentences"]]
        yield from (" ".join(said) == answer["summary"] for _ in said)


def _line(name: str, told: Sequence[Told], texts: Sequence[str]) -> str:
    score: Rouge = mean([rouge(one.summary, text, limit=WORDS) for one, text in zip(told, texts, strict=True)])
    size = sum(min(WORDS, len(text.split())) for text in texts) / len(texts)
    shares = f"R1 {100 * score.one:.2f}  R2 {100 * score.two:.2f}  RL {100 * score.longest:.2f}"
    return f"{name}: {shares}  ({len(told)} groups, {size:.0f} words)"


def _speed(told: Sequence[Told]) -> str:
    """Time of a group, and the ratio to that of a lead, which cuts the same sentences."""
    before = time.process_time()
    for one in told:
        summarise(one.texts)
    ours = time.process_time() - before
    before = time.process_time()
    for one in told:
        lead(one.texts)
    base = time.process_time() - before
    return f"{1000 * ours / len(told):.2f} ms a group, {ours / base:.1f} times a lead"
