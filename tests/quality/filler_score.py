"""How well filler is stripped: kept text against labelled pages.

Gold blocks (for mixed paragraphs: their sentence spans) are matched to the kept text by their tokens, each token used
once, so of N copies of a block as many count as kept as the text holds; copies to keep are served first. First whole
blocks, longest first, then runs of at least five tokens. A unit counts as kept from half of its tokens on.

Drop precision, recall and F1 count units of filler that are to be dropped: dropped (true positives) or kept (false
negatives), and units of fact, context or quote that are to be kept but were dropped (false positives, called lost).
Units labelled "either" do not count.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from statistics import fmean
from typing import Literal, TypedDict

RUN = 5  # tokens
KEPT = 0.5  # share of a unit's tokens from which it counts as kept

_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_RANK: dict[bool | str, int] = {True: 0, "either": 1, False: 2}


class GoldSpan(TypedDict):
    """A sentence of a mixed paragraph."""

    text: str
    label: str
    keep: bool | Literal["either"]


class GoldBlock(GoldSpan, total=False):
    """A labelled piece of visible text."""

    i: int
    body: bool
    spans: list[GoldSpan]


class GoldPage(TypedDict):
    """A labelled page."""

    id: str
    site: str
    clean: bool
    url: str
    title: str
    author: str | None
    published: str
    language: str
    blocks: list[GoldBlock]


@dataclass(slots=True)
class Unit:
    """A gold block or span, and how many of its tokens were found in the kept text."""

    label: str
    keep: bool | str
    text: str
    tokens: list[str]
    found: int = 0

    @property
    def kept(self) -> bool:
        """Whether most of it is in the kept text."""
        return self.found / len(self.tokens) >= KEPT


@dataclass(slots=True)
class Tally:
    """Counts over some pages."""

    dropped: int = 0
    left: int = 0
    lost: int = 0
    keep: int = 0
    chrome: int = 0
    chrome_dropped: int = 0

    @property
    def precision(self) -> float:
        """Share of dropped units that were filler; 1 where nothing was dropped."""
        return self.dropped / (self.dropped + self.lost) if self.dropped + self.lost else 1.0

    @property
    def recall(self) -> float:
        """Share of filler units that were dropped; 1 where there is none."""
        return self.dropped / (self.dropped + self.left) if self.dropped + self.left else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def chrome_share(self) -> float:
        """Share of the frame's units that were dropped."""
        return self.chrome_dropped / self.chrome if self.chrome else 1.0


@dataclass(slots=True)
class Scores:
    """Tallies by site and over all, and what was lost and left."""

    whole: Tally = field(default_factory=Tally)
    sites: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    lost: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def mean_f1(self) -> float:
        """Mean of the drop F1 of the sites that have filler."""
        return fmean(tally.f1 for tally in self.sites.values() if tally.dropped + tally.left)


def load_gold(directory: Path) -> list[GoldPage]:
    """All labelled pages of ``directory/gold``, in the order of their names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((directory / "gold").glob("*.json"))]


def score(golds: Iterable[GoldPage], kept: Mapping[str, str]) -> Scores:
    """Compare kept texts with the labels; a page without a text counts as empty."""
    scores = Scores()
    for gold in golds:
        units = _units(gold)
        match(units, tokens(kept.get(gold["id"], "")))
        for tally in (scores.whole, scores.sites[gold["site"]]):
            for unit in units:
                _count(tally, unit)
        scores.lost += [f"{gold['id']}: {unit.text}" for unit in units if unit.keep is True and not unit.kept]
        scores.left += [f"{gold['id']}: {unit.text}" for unit in units if unit.keep is False and unit.kept]
    return scores


def tokens(text: str) -> list[str]:
    """Words in lower case, one token a CJK character."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "").replace("’", "'")
    return _TOKEN.findall(folded)


def match(units: Sequence[Unit], kept: Sequence[str]) -> None:
    """Note on each unit how many of its tokens the kept text holds."""
    used = [False] * len(kept)
    at: dict[str, list[int]] = defaultdict(list)
    for i, token in enumerate(kept):
        at[token].append(i)
    rest = []
    for unit in sorted(units, key=lambda unit: (-len(unit.tokens), _RANK[unit.keep])):
        length = len(unit.tokens)
        place = next(
            (i for i in at[unit.tokens[0]] if kept[i : i + length] == unit.tokens and not any(used[i : i + length])),
            None,
        )
        if place is None:
            rest.append(unit)
        else:
            used[place : place + length] = [True] * length
            unit.found = length
    _match_runs(rest, kept, used)


def _match_runs(units: Iterable[Unit], kept: Sequence[str], used: list[bool]) -> None:
    for unit in units:
        free = [f"\0{i}" if taken else token for i, (token, taken) in enumerate(zip(kept, used, strict=True))]
        matcher = SequenceMatcher(None, unit.tokens, free, autojunk=False)
        for run in matcher.get_matching_blocks():
            if run.size >= min(RUN, len(unit.tokens)):
                unit.found += run.size
                used[run.b : run.b + run.size] = [True] * run.size


def _units(gold: GoldPage) -> list[Unit]:
    pieces: list[GoldSpan] = [span for block in gold["blocks"] for span in (block.get("spans") or [block])]
    units = [Unit(piece["label"], piece["keep"], piece["text"], tokens(piece["text"])) for piece in pieces]
    return [unit for unit in units if unit.tokens]


def _count(tally: Tally, unit: Unit) -> None:
    if unit.keep is True:
        tally.keep += 1
        tally.lost += not unit.kept
    elif unit.keep is False and unit.label.startswith("filler"):
        tally.left += unit.kept
        tally.dropped += not unit.kept
    elif unit.keep is False:
        tally.chrome += 1
        tally.chrome_dropped += not unit.kept
