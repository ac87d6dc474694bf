"""What speaks for a choice of sentences: each trait a number, mostly from 0 to 1. Few, so that little is fitted.

A word is a stem; the smallest words of the language do not count. How much a word weighs in a group is the number of
its texts that hold it, and of their titles.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, sqrt

from pipeline.brief.summary.texts import Sentence, Text
from pipeline.text.smallest import smallest
from pipeline.text.stems import stem
from pipeline.text.words import words

TRAITS = (
    "agreed",
    "central",
    "early",
    "filled",
    "filled, squared",
    "long",
    "points back",
    "question",
    "quotes",
    "titled",
)
"""Names of the traits, sorted.

All but ``filled`` (words, as a share of the budget), its square, and ``titled`` (of the sentence that tells most of its
own title, how much) are means over the sentences, weighed by their length: ``agreed``, share of its words that other
texts have; ``central``, likeness to the whole group; ``early``, falling with its place in its text; ``long``, words
beyond forty, as a share of forty; the rest is yes or no.
"""
_EARLY = 0.5  # how fast early fades, by the sentence; found best in published measurements of full articles, too
_LONG = 40  # words from which a sentence is long


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A sentence with what is known of it alone.

    Attributes:
        words: its words.
        titled: share of the words of its own title that it has.
        means: the traits that count as means.
    """

    sentence: Sentence
    words: frozenset[str]
    titled: float
    means: tuple[float, ...]


class Group:
    """The sentences of some texts, and how a choice of them is measured.

    Args:
        texts: of one language, in order.
        sentences: those of each text that may be chosen.
        budget: words of a summary.
    """

    def __init__(self, texts: Sequence[Text], sentences: Sequence[Sequence[Sentence]], budget: int) -> None:
        self.budget = budget
        titles = [content(text.title) for text in texts]
        tokens = [[words(one.text) for one in listed] for listed in sentences]
        said = [[_content(token) for token in listed] for listed in tokens]
        bodies = [frozenset().union(*listed) for listed in said]
        holding = Counter(word for body in bodies for word in body)
        self._weights = holding + Counter(word for title in titles for word in title)
        self._length = sqrt(sum(weight * weight for weight in self._weights.values()))
        self._holding = holding
        self._others = len(texts) - 1
        self.rated = [
            self._rate(one, token, own, title)
            for title, *columns in zip(titles, sentences, tokens, said, strict=True)
            for one, token, own in zip(*columns, strict=True)
        ]

    def _rate(self, one: Sentence, token: Sequence[str], own: frozenset[str], title: frozenset[str]) -> Rated:
        count = max(1, len(own))
        elsewhere = sum(self._holding[word] - 1 for word in own) / max(1, self._others)
        return Rated(
            sentence=one,
            words=own,
            titled=len(own & title) / max(1, len(title)),
            means=(
                elsewhere / count,
                sum(self._weights[word] for word in own) / (self._length * sqrt(count)) if own else 0.0,
                exp(-_EARLY * one.number),
                max(0, one.size - _LONG) / _LONG,
                float(bool(token) and token[0] in _openings()),
                float(one.text.rstrip("\"”’')").endswith(("?", "？"))),
                float(any(mark in one.text for mark in '"“”「」')),
            ),
        )

    def traits(self, chosen: Sequence[Rated]) -> tuple[float, ...]:
        """The traits of a choice, in the order of ``TRAITS``; it has to hold a sentence."""
        total = sum(one.sentence.size for one in chosen)
        filled = total / self.budget
        columns = zip(*(one.means for one in chosen), strict=True)
        means = [
            sum(value * one.sentence.size for value, one in zip(column, chosen, strict=True)) / total
            for column in columns
        ]
        titled = max(one.titled for one in chosen)
        return (*means[:3], filled, filled * filled, *means[3:], titled)


def content(text: str) -> frozenset[str]:
    """The words of a text that count, stemmed."""
    return _content(words(text))


@cache  # the package's own file, read once in a process
def _openings() -> frozenset[str]:
    """Words that point back, where a sentence begins with one."""
    return frozenset(files("pipeline.brief.summary").joinpath("data/openings.txt").read_text("utf-8").split())


def _content(token: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in token if word not in smallest())


def alike(one: Rated, other: Rated) -> float:
    """Share of the words of the shorter sentence that the other has, too."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
