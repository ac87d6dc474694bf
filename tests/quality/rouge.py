"""ROUGE-1, -2 and -L as F, with stems of our own (``pipeline.text.stems``) in place of Porter's.

Figures are a few hundredths of a point from those of the library rouge-score, which would bring nltk with it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.text.stems import stem

_WORD = re.compile(r"[a-z0-9]+")


class Rouge(NamedTuple):
    """Three shares, 0 to 1: words, pairs of words, and the longest sequence of words that both texts have."""

    one: float
    two: float
    longest: float


def rouge(reference: str, text: str, *, limit: int) -> Rouge:
    """Score the first words of a text.

    Args:
        reference: what somebody wrote as a summary.
        text: the summary that is scored.
        limit: words of it that count.
    """
    wanted, told = _stems(reference), _stems(" ".join(text.split()[:limit]))
    return Rouge(
        _f(_shared(wanted, told), len(wanted), len(told)),
        _f(
            _shared(_pairs(wanted), _pairs(told)),
            len(wanted) - 1,
            len(told) - 1,
        ),
        _f(_longest(wanted, told), len(wanted), len(told)),
    )


def mean(scores: Sequence[Rouge]) -> Rouge:
    """The mean of several."""
    return Rouge(*(sum(column) / len(scores) for column in zip(*scores, strict=True)))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text.lower())]


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(words)]


def _shared(wanted: Sequence[str], told: Sequence[str]) -> int:
    return (Counter(wanted) & Counter(told)).total()


def _longest(wanted: Sequence[str], told: Sequence[str]) -> int:
    row = [0] * (len(told) + 1)
    for word in wanted:
        above = row
        row = [0]
        for i, other in enumerate(told):
            row.append(above[i] + 1 if word == other else max(above[i + 1], row[i]))
    return row[-1]


def _f(shared: int, wanted: int, told: int) -> float:
    return 2 * shared / (wanted + told) if shared else 0.0
