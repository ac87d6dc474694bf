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
        for one, other in candidates(weighed)
        if not (home[one] and home[other]) and in_reach(weighed[one], weighed[other])
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


def candidates(weighed: Sequence[Weighed]) -> Iterator[Pair]:
    """Pairs that share a word that is not common, and whose words are alike at all; and pairs with the same actor.

    Args:
        weighed: articles, numbered in their order.

    Yields:
        Pairs of numbers, the lesser first.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    actors: defaultdict[str, set[int]] = defaultdict(set)
    most = max(_RARE, int(_COMMON * len(weighed)))
    for number, one in enumerate(weighed):
        for key in one.words:
            holders[key].append(number)
        for event in one.told:
            actors[event.actor].add(number)
    for number, one in enumerate(weighed):
        alike: defaultdict[int, float] = defaultdict(float)
        for key, weight in one.words.items():
            listed = holders[key]
            if len(listed) <= most:
                for other in listed[: bisect_left(listed, number)]:
                    alike[other] += weight * weighed[other].words[key]
        found = {other for other, score in alike.items() if score >= _LEAST_ALIKE}
        found |= {other for event in one.told for other in actors[event.actor] if other < number}
        yield from ((other, number) for other in sorted(found))
