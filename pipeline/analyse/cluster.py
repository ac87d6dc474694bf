"""Stories: articles that report the same happening.

Average linkage over a pair score of words, names, title and day gap, with vetoes where two articles tell different
restrictions. The clusters do not depend on the order of the input; stories of earlier nights keep their ids, take in
new articles, and are never split or merged. Filler has been stripped before (it makes unrelated pages look alike).
Average linkage, because chains of pairs join whole weeks into one story; see docs/explanation/stories.md.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model.article import Article
from pipeline.model.event import Analysis, Event, Story
from pipeline.text.words import words

WINDOW_DAYS = 14
"""Articles further apart are no story by their words alone."""
_FOLLOW_UP_DAYS = 45  # … but they are if they tell the same restriction
_JOIN = 0.36  # least average score inside a story; chosen on hand-labelled articles, see docs/explanation/stories.md
_COPY = 0.6  # share of the shorter text's five-word runs that stand in the other: a copy, also a truncated one
_RUN = 5
_LEAD_WORDS = 300
_VERSION = re.compile(r"[ -]v?\d")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b(?:[A-Z][\w’'-]+|\d[\d.,]*)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article with what was read in it."""

    article: Article
    analysis: Analysis

    @property
    def order(self) -> tuple[str, str]:
        """Articles come in the order (published, url); undated ones last."""
        published = self.article.published
        return (published.published_on.isoformat() if published else "9999", self.article.url)


@dataclass(frozen=True, slots=True)
class _Features:
    vector: Mapping[str, float]
    title: Mapping[str, float]
    names: frozenset[str]
    day: date | None
    events: tuple[Event, ...]
    runs: frozenset[str]


@dataclass(slots=True)
class _Cluster:
    story_id: str | None
    members: list[int]


def group(read: Sequence[Read], known: Sequence[Story] = ()) -> tuple[tuple[Read, ...], ...]:
    """Cut articles into stories.

    Args:
        read: all articles of the window, old and new.
        known: stories of earlier nights; their articles stay together.

    Returns:
        Groups in the order of their first articles, articles in the order (published, url).
    """
    ordered = sorted(read, key=lambda item: item.order)
    features = _features(ordered)
    clusters = _start(ordered, known)
    while True:
        best = _closest(clusters, features)
        if best is None:
            break
        first, second = best
        first.members = sorted(first.members + second.members)
        first.story_id = first.story_id or second.story_id
        clusters.remove(second)
    return tuple(tuple(ordered[i] for i in c.members) for c in sorted(clusters, key=lambda c: c.members))


def copies(story: Sequence[Read]) -> tuple[tuple[str, str], ...]:
    """Pairs (article, the earliest article of the story whose text it repeats)."""
    runs = [_runs(item.article.text) for item in story]
    pairs = []
    for number, item in enumerate(story):
        for earlier in range(number):
            if _containment(runs[number], runs[earlier]) >= _COPY:
                pairs.append((item.article.article_id, story[earlier].article.article_id))
                break
    return tuple(pairs)


def _start(ordered: Sequence[Read], known: Sequence[Story]) -> list[_Cluster]:
    """One cluster for each known story, one for each article that is in none."""
    story_of = {article_id: story.story_id for story in known for article_id in story.article_ids}
    by_story: dict[str, list[int]] = {}
    clusters = []
    for number, item in enumerate(ordered):
        story_id = story_of.get(item.article.article_id)
        if story_id is None:
            clusters.append(_Cluster(None, [number]))
        else:
            by_story.setdefault(story_id, []).append(number)
    return clusters + [_Cluster(story_id, members) for story_id, members in by_story.items()]


def _closest(clusters: Sequence[_Cluster], features: Sequence[_Features]) -> tuple[_Cluster, _Cluster] | None:
    """The two clusters with the highest average score, if it is high enough; ties go to the earlier articles."""
    found: list[tuple[float, list[int], list[int], _Cluster, _Cluster]] = []
    for at, first in enumerate(clusters):
        for second in clusters[at + 1 :]:
            if first.story_id and second.story_id:
                continue
            score = _average(first, second, features)
            if score >= _JOIN:
                low, high = sorted((first, second), key=lambda c: c.members)
                found.append((-score, low.members, high.members, low, high))
    if not found:
        return None
    _, _, _, low, high = min(found, key=lambda row: row[:3])
    return low, high


def _average(first: _Cluster, second: _Cluster, features: Sequence[_Features]) -> float:
    total = 0.0
    for one in first.members:
        for other in second.members:
            score = _pair(features[one], features[other])
            if score is None:
                return 0.0
            total += score
    return total / (len(first.members) * len(second.members))


def _pair(one: _Features, other: _Features) -> float | None:
    """How alike two articles are, 0 to 1; None where they cannot be one story."""
    gap = abs((one.day - other.day).days) if one.day and other.day else WINDOW_DAYS // 2
    same = _same_event(one.events, other.events)
    if gap > (_FOLLOW_UP_DAYS if same else WINDOW_DAYS) or (one.events and other.events and not same):
        return None
    nearness = math.exp(-gap / 4)
    lexical = 0.5 * _cosine(one.vector, other.vector) + 0.25 * _overlap(one.names, other.names)
    score = lexical + 0.15 * _cosine(one.title, other.title) + 0.1 * nearness
    if same:
        score += 0.3
    if _containment(one.runs, other.runs) >= _COPY:
        score = max(score, 0.9)
    return min(1.0, score)


def _same_event(one: tuple[Event, ...], other: tuple[Event, ...]) -> bool:
    """Same actor, same class, overlapping tools, and effective days at most 14 days apart.

    A round-up tells many restrictions and is a story of its own: beyond two actors it matches only its like.
    """
    if (len({event.actor for event in one}) > 2) != (len({event.actor for event in other}) > 2):
        return False
    return any(same_restriction(a, b) for a in one for b in other)


def same_restriction(one: Event, other: Event) -> bool:
    """Whether two events can tell the same restriction."""
    if one.actor != other.actor or one.action_class != other.action_class:
        return False
    if not _families(one) & _families(other):
        return False
    days = [event.effective.day for event in (one, other) if event.effective and event.effective.day]
    return len(days) < 2 or abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) <= WINDOW_DAYS


def _families(event: Event) -> set[str]:
    """Names of the tools without versions: "Claude 3.5 Sonnet" and "Claude 3.x" are of one family."""
    return {_VERSION.split(target)[0] for target in event.targets}


def _features(ordered: Sequence[Read]) -> list[_Features]:
    texts = [Counter(words(f"{item.article.title} {item.article.title} {_lead(item.article)}")) for item in ordered]
    titles = [Counter(words(item.article.title)) for item in ordered]
    spread = Counter(word for counts in texts for word in counts)
    weight = {word: math.log(1 + len(texts) / count) for word, count in spread.items()}
    return [
        _Features(
            vector=_weighted(counts, weight),
            title=_weighted(title, weight),
            names=frozenset(_NAME.findall(_lead(item.article))),
            day=item.article.published.published_on if item.article.published else None,
            events=tuple(event for event in item.analysis.events if not event.background),
            runs=_runs(item.article.text),
        )
        for item, counts, title in zip(ordered, texts, titles, strict=True)
    ]


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


def _runs(text: str) -> frozenset[str]:
    """Runs of five words."""
    listed = words(text)
    return frozenset(" ".join(listed[i : i + _RUN]) for i in range(len(listed) - _RUN + 1))


def _containment(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= 2 * _RUN else 0.0
