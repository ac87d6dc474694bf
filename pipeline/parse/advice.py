"""How generic a sentence is: advice to an audience, truisms, openings and closings without content.

The score is a sum of named features. The weights are those of a logistic regression, rounded: 180 sentences of
advice, most of them in our own words, against 1,400 sentences of news reports, all without a name, a number or a
quote. A feature that is absent adds nothing, and no single word decides.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pipeline.parse.lexicon import Phrases, load, phrases, runs, stems

_ABSTRACT = stems("abstract")
_AUDIENCE = stems("audience")
_EVALUATIVE = stems("evaluative")
_FRAMES = Phrases("frames")
_FUNCTION = frozenset(load("function"))
_IDIOMS = runs("idioms")
_IMPERATIVES = frozenset(load("imperatives"))
_PEOPLE = stems("people")

_ADVISING = phrases("advising")
_EVERYBODY = phrases("everybody")
_HABITS = phrases("habits")
_NARRATIVE = phrases("narrative")
_PRESENT = phrases("present")
_RULES = phrases("rules")
_TIMELESS = phrases("timeless")

_PAST = re.compile(r"\b(?!(?:embed|exceed|feed|indeed|need|proceed|speed|succeed)\b)[a-z]{3,}ed\b")
_PLURAL = re.compile(r"(?!always|besides|perhaps|sometimes|this|thus|yes)[a-z-]{3,}[^s]s")
_BACK = frozenset({"both", "he", "her", "his", "it", "its", "she", "their", "these", "they", "this", "those"})
_POINTED = frozenset(
    {"the", "this", "that", "these", "those", "its", "his", "her", "their", "several", "some", "two", "three"}
)
_RANKED = frozenset({"first", "least", "less", "more", "most", "only", *load("evaluative")})
EARLY = 7  # words in which the subject of a sentence is expected


class Genericness(NamedTuple):
    """How generic a sentence is, and the features that speak for it, strongest first."""

    score: float
    signs: tuple[str, ...]


class _Reading(NamedTuple):
    """A sentence in lower case, with what several features ask for."""

    text: str
    words: Sequence[str]
    stems: Sequence[str]
    content: Sequence[str]
    audience: Sequence[int]
    people: Sequence[int]


def weigh(text: str, words: Sequence[str], stems_of: Sequence[str]) -> Genericness:
    """The score of one sentence.

    Args:
        text: the sentence.
        words: its words in lower case.
        stems_of: their stems.

    Returns:
        A score of which 0 is undecided; two sentences of advice in three are above it, one of news in twenty.
    """
    reading = _Reading(
        text.casefold().replace("’", "'"),
        words,
        stems_of,
        content(words, stems_of),
        _meant(_AUDIENCE, words, stems_of),
        _meant(_PEOPLE, words, stems_of),
    )
    parts = {name: weight * test(reading) for name, (weight, test) in _FEATURES.items()}
    signs = sorted((name for name, part in parts.items() if part > 0), key=lambda name: (-parts[name], name))
    return Genericness(_BASE + sum(parts.values()), tuple(signs))


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


def _idioms(reading: _Reading) -> float:
    found = 0
    for i, first in enumerate(reading.stems):
        found += any(tuple(reading.stems[i : i + len(run)]) == run for run in _IDIOMS.get(first, ()))
    return min(3, found)


def _plural(reading: _Reading) -> bool:
    first = reading.words[0] if reading.words else ""
    return bool(_PLURAL.fullmatch(first)) and first not in _FUNCTION


def _many(pattern: re.Pattern[str], most: int = 1) -> Callable[[_Reading], float]:
    return lambda reading: min(most, sum(1 for _ in pattern.finditer(reading.text)))


_FEATURES: Mapping[str, tuple[float, Callable[[_Reading], float]]] = {
    "abstract words": (4.8, lambda at: sum(one in _ABSTRACT for one in at.content) / max(1, len(at.content))),
    "advice": (1.0, _advises),
    "advice to an audience": (1.2, lambda at: _early(at.audience) and _advises(at)),
    "advice to people": (1.2, lambda at: _early(at.people) and _advises(at)),
    "an audience": (0.8, lambda at: _early(at.audience)),
    "an audience later on": (0.2, lambda at: min(2, sum(i >= EARLY for i in at.audience))),
    "evaluation": (0.85, lambda at: min(3, sum(one in _EVALUATIVE for one in at.content))),
    "everybody": (0.6, _many(_EVERYBODY)),
    "habit": (1.4, _many(_HABITS)),
    "idiom": (2.2, _idioms),
    "imperative": (0.8, lambda at: bool(at.words) and at.words[0] in _IMPERATIVES),
    "length": (-1.8, lambda at: min(30, len(at.words)) / 30),
    "narrative": (-1.4, _many(_NARRATIVE, 2)),
    "past": (-1.0, _many(_PAST, 3)),
    "people": (1.2, lambda at: _early(at.people)),
    "plural subject": (0.4, _plural),
    "points back": (-1.1, _points_back),
    "present": (1.0, _many(_PRESENT)),
    "rule": (-1.6, _many(_RULES)),
    "stock phrase": (1.1, lambda at: min(3, _FRAMES.count(at.text, at.words))),
    "timeless": (1.6, _many(_TIMELESS)),
}
_BASE = -2.7
