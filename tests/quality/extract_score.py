"""How well the main text is found: shingles of four words, as article extraction benchmarks count them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

SHINGLE = 4  # words

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractScores:
    """Means over pages; F1 is the harmonic mean of the two means. A side that is empty is left out of its mean."""

    precision: float
    recall: float
    exact: float
    pages: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_texts(pairs: Iterable[tuple[str, str]]) -> ExtractScores:
    """Compare pairs of gold text and found text."""
    precisions, recalls, exact = [], [], []
    for gold, found in pairs:
        wanted, got = _shingles(gold), _shingles(found)
        shared = sum((wanted & got).values())
        if got:
            precisions.append(shared / sum(got.values()))
        if wanted:
            recalls.append(shared / sum(wanted.values()))
        exact.append(_WORD.findall(gold) == _WORD.findall(found))
    return ExtractScores(
        precision=fmean(precisions or [0.0]),
        recall=fmean(recalls or [0.0]),
        exact=fmean(exact or [0]),
        pages=len(exact),
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if 0 < len(words) < SHINGLE:
        return Counter([tuple(words)])
    return Counter(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
