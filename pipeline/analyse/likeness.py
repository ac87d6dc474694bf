"""How alike two articles are: words, names, title, day, and whether they tell the same restriction.

The score decides with a veto: two articles that tell different restrictions are no story, however alike they are.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model.article import Article
from pipeline.model.event import Analysis, Event
from pipeline.text.words import words

WINDOW_DAYS = 14
"""Articles further apart are no story by their words alone."""
FOLLOW_UP_DAYS = 45
"""… but they are if they tell the same restriction."""
COPY = 0.6
"""Share of the shorter text's five-word runs that stand in the other: a copy, also a truncated one."""

_RUN = 5
_LEAD_WORDS = 300
_FADE_DAYS = 4  # after so many days nearness has fallen to 1/e
_LEXICAL, _NAMES, _TITLE, _NEARNESS = 0.5, 0.25, 0.15, 0.1  # weights; chosen on hand-labelled articles
_SAME = 0.3  # for telling the same restriction
_COPIED = 0.9  # least score of a copy
_MANY_ACTORS = 2  # beyond that an article is a round-up
_VERSION = re.compile(r"[ -]v?\d")
# "Alibaba", "3.7", but not the first word of a sentence
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b(?:[A-Z][\w’'-]+|\d[\d.,]*)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article with what was read in it."""

    article: Article
    analysis: Analysis

    @property
    def order(self) -> tuple[str, str, str]:
        """Articles come in the order (published, url); undated ones last."""
        published = self.article.published
        return (published.published_on.isoformat() if published else "9999", self.article.url, self.article.article_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is compared of an article.

    Attributes:
        vector: weighted words of title and lead, of length 1. ``title``: those of the title alone.
        names: capitalised words and numbers of the lead.
        runs: runs of five words of the whole text.
    """

    vector: Mapping[str, float]
    title: Mapping[str, float]
    names: frozenset[str]
    day: date | None
    events: tuple[Event, ...]
    runs: frozenset[str]


def features(read: Sequence[Read]) -> list[Features]:
    """The features of several articles; words that many of them share weigh less."""
    texts = [Counter(words(f"{item.article.title} {item.article.title} {_lead(item.article)}")) for item in read]
    spread = Counter(word for counts in texts for word in counts)
    weight = {word: math.log(1 + len(texts) / count) for word, count in spread.items()}
    return [
        Features(
            vector=_weighted(counts, weight),
            title=_weighted(Counter(words(item.article.title)), weight),
            names=frozenset(_NAME.findall(_lead(item.article))),
            day=item.article.published.published_on if item.article.published else None,
            events=tuple(event for event in item.analysis.events if not event.background),
            runs=runs(item.article.text),
        )
        for item, counts in zip(read, texts, strict=True)
    ]


def likeness(one: Features, other: Features) -> float | None:
    """How alike two articles are, 0 to 1; None where they cannot be one story."""
    gap = abs((one.day - other.day).days) if one.day and other.day else WINDOW_DAYS // 2
    same = _tell_the_same(one.events, other.events)
    if gap > (FOLLOW_UP_DAYS if same else WINDOW_DAYS) or (one.events and other.events and not same):
        return None
    score = (
        _LEXICAL * _cosine(one.vector, other.vector)
        + _NAMES * _overlap(one.names, other.names)
        + _TITLE * _cosine(one.title, other.title)
        + _NEARNESS * math.exp(-gap / _FADE_DAYS)
        + (_SAME if same else 0.0)
    )
    if containment(one.runs, other.runs) >= COPY:
        score = max(score, _COPIED)
    return min(1.0, score)


def same_restriction(one: Event, other: Event) -> bool:
    """Whether two events can tell the same restriction: same actor, class and tools, and no days far apart."""
    if one.actor != other.actor or one.action_class != other.action_class:
        return False
    if not _families(one) & _families(other):
        return False
    days = [event.effective.day for event in (one, other) if event.effective and event.effective.day]
    return len(days) < 2 or abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) <= WINDOW_DAYS


def runs(text: str) -> frozenset[str]:
    """Runs of five words."""
    listed = words(text)
    return frozenset(" ".join(listed[i : i + _RUN]) for i in range(len(listed) - _RUN + 1))


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that stands in the other; 0 where there is too little to compare."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= 2 * _RUN else 0.0


def _tell_the_same(one: tuple[Event, ...], other: tuple[Event, ...]) -> bool:
    """Whether two articles tell the same restriction; a round-up of many is a story of its own, like only its like."""
    many = [len({event.actor for event in events}) > _MANY_ACTORS for events in (one, other)]
    return many[0] == many[1] and any(same_restriction(a, b) for a in one for b in other)


def _families(event: Event) -> set[str]:
    """Names of the tools without versions: "Claude 3.5 Sonnet" and "Claude 3.x" are of one family."""
    return {_VERSION.split(target, maxsplit=1)[0] for target in event.targets}


def _lead(article: Article) -> str:
    return " ".join(article.text.split()[:_LEAD_WORDS])


def _weighted(counts: Counter[str], weight: Mapping[str, float]) -> dict[str, float]:
    vector = {word: (1 + math.log(count)) * weight.get(word, 0.0) for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value * large[word] for word, value in small.items() if word in large)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0
