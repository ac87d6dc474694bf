"""Stories: articles that report the same happening.

Average linkage over the likeness of pairs: a chain of pairs would join whole weeks into one story. The clusters do not
depend on the order of the input. Stories of earlier nights keep their ids and take in new articles; they are never
split, nor merged with one another. Filler has been stripped before, because it makes unrelated pages look alike.
See docs/explanation/stories.md.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.analyse.stories.copying import Copies
from pipeline.analyse.stories.linkage import Linkage, Pair
from pipeline.analyse.stories.pair import Weighed, in_reach, likeness, weigh
from pipeline.analyse.stories.spread import Spread, keys
from pipeline.analyse.stories.telling import opposed
from pipeline.model.event import Story
from pipeline.model.sketch import Sketch

__all__ = ["JOIN", "Grouped", "candidates", "group"]

JOIN = 0.5
"""Least average likeness of two clusters that are joined."""
_COPIED = 0.95  # least likeness of a copy
_LEAST_ALIKE = 0.04  # likeness of words from which on two articles are compared
_COMMON = 0.02  # a word that a greater share of the articles holds brings no two articles together …
_RARE = 50  # … unless no more than so many hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Articles of one story, as far as they are in the window.

    Attributes:
        articles: in the order (published, url).
        copies: pairs (article, the earliest article whose text it repeats), by their ids.
    """

    articles: tuple[Sketch, ...]
    copies: tuple[tuple[str, str], ...]


def group(sketches: Iterable[Sketch], known: Sequence[Story] = (), spread: Spread | None = None) -> tuple[Grouped, ...]:
    """Cut articles into stories.

    Args:
        sketches: of all articles of the window, old and new.
        known: stories of earlier nights; their articles stay together.
        spread: how rare words are; by default among these articles.

    Returns:
        Stories in the order of their first articles.
    """
    ordered = sorted(sketches, key=lambda one: one.order)
    rarity = (spread or Spread.of(ordered)).rarity({key for one in ordered for key in keys(one)})
    weighed = [weigh(one, rarity) for one in ordered]
    clusters, stories = _start(ordered, known)
    home = {number: story for members, story in zip(clusters, stories, strict=True) for number in members}
    near = {
        (one, other): likeness(weighed[one], weighed[other], rarity)
        for one, other in candidates(weighed, [bool(home[number]) for number in range(len(ordered))])
        if in_reach(weighed[one], weighed[other])
    }

    def link(told: Sequence[Sketch]) -> list[list[int]]:
        def apart(one: Sequence[int], other: Sequence[int]) -> bool:
            return any(opposed(told[a], told[b]) for a in one for b in other)

        return Linkage(clusters, stories, apart=apart, least=JOIN).join(near)

    copied = Copies(ordered, near, link(ordered))
    near |= {pair: max(near[pair], _COPIED) for pair in copied.pairs}
    return tuple(
        Grouped(articles=tuple(ordered[number] for number in members), copies=copied.among(members))
        for members in link(copied.telling(ordered))
    )


def _start(ordered: Sequence[Sketch], known: Sequence[Story]) -> tuple[list[list[int]], list[str]]:
    """One cluster for each known story, and one for each article that is in none; with the stories' ids."""
    story_of = {article_id: story.story_id for story in known for article_id in story.article_ids}
    by_story: dict[str, list[int]] = {}
    for number, one in enumerate(ordered):
        by_story.setdefault(story_of.get(one.article_id, f"/{number}"), []).append(number)
    return list(by_story.values()), ["" if story.startswith("/") else story for story in by_story]


def most_holders(articles: int) -> int:
    """How many of some articles may hold a word by which two of them are brought together."""
    return max(_RARE, int(_COMMON * articles))


def candidates(weighed: Sequence[Weighed], settled: Sequence[bool] = ()) -> Iterator[Pair]:
    """Pairs that share a word that is not common, and whose words are alike at all; and pairs with the same actor.

    Args:
        weighed: articles, numbered in their order.
        settled: those whose story is known; two of them are no pair. By default there are none.

    Yields:
        Pairs of numbers, the lesser first.
    """
    holders = _Holders(weighed, settled)
    for number, one in enumerate(weighed):
        alike: defaultdict[int, float] = defaultdict(float)
        for key, weight in one.words.items():
            for other in holders.before(number, key):
                alike[other] += weight * weighed[other].words[key]
        found = {other for other, score in alike.items() if score >= _LEAST_ALIKE}
        found.update(other for event in one.told for other in holders.before(number, event.actor))
        yield from ((other, number) for other in sorted(found))


class _Holders:
    """Which articles hold a word or tell of an actor."""

    def __init__(self, weighed: Sequence[Weighed], settled: Sequence[bool]) -> None:
        self._settled = settled or [False] * len(weighed)
        self._all: defaultdict[int | str, list[int]] = defaultdict(list)
        self._open: defaultdict[int | str, list[int]] = defaultdict(list)
        self._most = most_holders(len(weighed))
        for number, one in enumerate(weighed):
            held: list[int | str] = [*one.words, *dict.fromkeys(event.actor for event in one.told)]
            for key in held:
                self._all[key].append(number)
                if not self._settled[number]:
                    self._open[key].append(number)

    def before(self, number: int, key: int | str) -> Sequence[int]:
        """Articles with a lesser number that hold a key, and that are worth comparing."""
        if isinstance(key, int) and len(self._all[key]) > self._most:
            return ()
        listed = (self._open if self._settled[number] else self._all)[key]
        return listed[: bisect_left(listed, number)]
