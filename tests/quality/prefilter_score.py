"""How well the prefilter chooses: the share of wanted entries that it opens, and the share of a stream.

Sets are one entry a line: ``id``, ``title``, ``summary`` and ``relevant`` (yes, no, borderline). Ours are

- ``topic_titles/topic.jsonl``: titles of public pages with a digest of their leads in other words, and ``lead_terms``,
  the words of title and lead that matter. They are facts from a set that is in the public domain.
- ``topic_titles/headlines.jsonl``: headlines on the topic in the manner of many outlets, in four batches, each written
  before anything was tuned on it. Many happened, some are made up: they are no source of facts.
- ``stream/titles.jsonl``: a week of a technology press, written before the filter, of which one in a hundred is on
  topic and many others sound like it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.analyse.prefilter import Prefilter

DATA = Path(__file__).parent / "data"
TOPIC = DATA / "topic_titles" / "topic.jsonl"
HEADLINES = DATA / "topic_titles" / "headlines.jsonl"
STREAM = DATA / "stream" / "titles.jsonl"

Given = Literal["title", "summary", "lead terms"]
"""What the filter is given: the title alone, or with a summary, or with the words of its lead that matter."""
_GIVEN: dict[Given, Callable[["Headline"], str]] = {
    "title": lambda row: "",
    "summary": lambda row: row.summary,
    "lead terms": lambda row: row.lead_terms,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An entry and whether its page is wanted."""

    entry_id: str
    title: str
    summary: str
    lead_terms: str
    relevant: str
    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was opened of a set; borderline entries count neither as wanted nor as others.

    Attributes:
        missed: wanted entries that were not opened, and why. ``opened``: others that were.
    """

    wanted: int
    others: int
    missed: tuple[str, ...]
    opened: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Share of the wanted that were opened; 1 where none is wanted."""
        return 1 - len(self.missed) / self.wanted if self.wanted else 1.0

    @property
    def share(self) -> float:
        """Share of all entries that were opened; 0 of none."""
        total = self.wanted + self.others
        return (self.wanted - len(self.missed) + len(self.opened)) / total if total else 0.0


def load_headlines(path: Path) -> list[Headline]:
    """A set by its file; digests that lie beside it (``digests/<id>.txt``, title line first) are its summaries."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Headline(
            entry_id=row["id"],
            title=row["title"],
            summary=row.get("summary") or _digest(path.parent / "digests" / f"{row['id']}.txt"),
            lead_terms=row.get("lead_terms", ""),
            relevant=row["relevant"],
            batch=row.get("batch", 1),
        )
        for row in rows
    ]


def choose(prefilter: Prefilter, rows: Iterable[Headline], given: Given, *, strict: bool = False) -> Choices:
    """Judge every entry of a set."""
    wanted: list[tuple[bool, str]] = []
    others: list[tuple[bool, str]] = []
    for row in rows:
        choice = prefilter.judge(row.title, _GIVEN[given](row), strict=strict)
        line = f"{row.entry_id}: {choice.why}: {row.title}"
        if row.relevant != "borderline":
            (wanted if row.relevant == "yes" else others).append((choice.open, line))
    return Choices(
        wanted=len(wanted),
        others=len(others),
        missed=tuple(line for opened, line in wanted if not opened),
        opened=tuple(line for opened, line in others if opened),
    )


def choice_lines(name: str, path: Path, prefilter: Prefilter) -> list[str]:
    """Figures of a set, with what was missed, or that there is nothing to measure on."""
    if not path.is_file():
        return [f"prefilter, {name}: not measured (no data at {path.parent})"]
    rows = load_headlines(path)
    lines = []
    for given in _GIVEN:
        if given == "lead terms" and not any(row.lead_terms for row in rows):
            continue
        found = choose(prefilter, rows, given)
        what = "title alone" if given == "title" else f"with {given}"
        figures = f"recall {found.recall:.3f} of {found.wanted}, opened {len(found.opened)} of {found.others} others"
        lines.append(f"prefilter, {name}, {what}: {figures}, {100 * found.share:.1f} % of all")
        lines += [f"  missed: {line}" for line in found.missed]
    return lines


def _digest(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[2].strip() if path.is_file() else ""
