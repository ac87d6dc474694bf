"""How generic a sentence is: advice to an audience, truisms, openings and closings without content.

The score is a sum of named features and of the weights of its words, both learned as one logistic regression: the
weights of the features stand in data/features.txt, those of word stems in data/weights.txt. How they were learned and
what they were measured on is told in docs/explanation/filler.md. No single feature and no single word decides.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from pipeline.parse.lexicon import load, phrases, stems, weights

_ABSTRACT = stems("abstract")
_AUDIENCE = stems("audience")
_EVALUATIVE = stems("evaluative")
_FUNCTION = frozenset(load("function"))
_IMPERATIVES = frozenset(load("imperatives"))

_ADVISING = phrases("advising")
_ATTRIBUTING = phrases("attributing")
_NARRATIVE = phrases("narrative")
_RULES = phrases("rules")
_UNKNOWN = phrases("unknown")

_PAST = re.compile(r"\b(?!(?:embed|exceed|feed|indeed|need|proceed|speed|succeed)\b)[a-z]{3,}ed\b")
_BACK = frozenset({"both", "he", "her", "his", "it", "its", "she", "their", "these", "they", "this", "those"})
_POINTED = frozenset(
    {"the", "this", "that", "these", "those", "its", "his", "her", "their", "several", "some", "two", "three"}
)
_RANKED = frozenset({"first", "least", "less", "more", "most", "only", *load("evaluative")})
GENERAL = 0.3  # weight from which a word says little
EARLY = 7  # words in which the subject of a sentence is expected


class Genericness(NamedTuple):
    """How generic a sentence is by its words and its form.

    Attributes:
        score: the logarithm of the odds that it is advice or a truism.
        signs: what speaks for it, strongest first.
        reported: whether it says who says so, or what is not known.
    """

    score: float
    signs: tuple[str, ...]
    reported: bool = False


class _Reading(NamedTuple):
    """A sentence in lower case, with what several features ask for."""

    text: str
    words: Sequence[str]
    stems: Sequence[str]
    content: Sequence[str]
    audience: Sequence[int]


def weigh(text: str, words: Sequence[str], stems_of: Sequence[str], names: Collection[str] = ()) -> Genericness:
    """The score of one sentence.

    Args:
        text: the sentence.
        words: its words in lower case.
        stems_of: their stems.
        names: those of its words that are names, which have no weight of their own.

    Returns:
        The logarithm of the odds that it is advice or a truism, by its words and form alone; where it stands and what
        it asserts is for the caller to add (``pipeline.parse.generic``).
    """
    reading = _Reading(
        text.casefold().replace("’", "'"),
        words,
        stems_of,
        content(words, stems_of),
        _meant(_AUDIENCE, words, stems_of),
    )
    parts = {name: WEIGHTS[name] * test(reading) for name, test in _FEATURES.items()}
    own = {one: _WORDS[one] for one, word in zip(stems_of, words, strict=True) if one in _WORDS and word not in names}
    parts["words"] = sum(own.values())
    signs = sorted((name for name, part in parts.items() if part > 0), key=lambda name: (-parts[name], name))
    reported = bool(parts["attributed"] or parts["not known"])
    return Genericness(WEIGHTS["base"] + sum(parts.values()), tuple(signs), reported)


def says_little(stem_of: str) -> bool:
    """Whether a word, by its stem, would fit any story: an abstract, evaluative or otherwise general one."""
    return stem_of in _ABSTRACT or stem_of in _EVALUATIVE or _WORDS.get(stem_of, 0.0) >= GENERAL


def content(words: Sequence[str], stems_of: Sequence[str]) -> list[str]:
    """The stems of words that carry a subject: all but function words."""
    return [one for one, word in zip(stems_of, words, strict=True) if word not in _FUNCTION]


def _meant(known: frozenset[str], words: Sequence[str], stems_of: Sequence[str]) -> list[int]:
    """Places of words for anybody of a kind: "teams", but not "the team" or "its teams"."""
    return [i for i, one in enumerate(stems_of) if one in known and not _POINTED.intersection(words[max(0, i - 3) : i])]


def _early(places: Sequence[int]) -> bool:
    return any(i < EARLY for i in places)


def _advises(reading: _Reading) -> bool:
    return bool(_ADVISING.search(reading.text))


def _points_back(reading: _Reading) -> bool:
    """Whether it begins with a word for something told before: "It", "They", "The app", but not "The best teams"."""
    first, second = (*reading.words[:2], "", "")[:2]
    return second not in _RANKED if first == "the" else first in _BACK


def _any(pattern: re.Pattern[str]) -> Callable[[_Reading], float]:
    return lambda reading: bool(pattern.search(reading.text))


def _many(pattern: re.Pattern[str], most: int = 1) -> Callable[[_Reading], float]:
    return lambda reading: min(most, sum(1 for _ in pattern.finditer(reading.text)))


_FEATURES: Mapping[str, Callable[[_Reading], float]] = {
    "abstract words": lambda at: sum(one in _ABSTRACT for one in at.content) / max(1, len(at.content)),
    "advice": _advises,
    "advice to an audience": lambda at: _early(at.audience) and _advises(at),
    "an audience": lambda at: _early(at.audience),
    "attributed": _any(_ATTRIBUTING),
    "evaluation": lambda at: min(3, sum(one in _EVALUATIVE for one in at.content)),
    "imperative": lambda at: bool(at.words) and at.words[0] in _IMPERATIVES,
    "narrative": _many(_NARRATIVE, 2),
    "not known": _any(_UNKNOWN),
    "past": _many(_PAST, 3),
    "points back": _points_back,
    "rule": _many(_RULES),
}
WEIGHTS = weights("features")
_WORDS = weights("weights")
