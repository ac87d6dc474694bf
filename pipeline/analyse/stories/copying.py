"""Which articles repeat another's text: by containment, so that a truncated copy and one with filler count too."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.analyse.stories.linkage import Pair
from pipeline.analyse.stories.sketch import RUN, terms, unpack
from pipeline.model.sketch import Sketch, Told

COPY = 0.6
"""Share of the shorter text's runs of five words that stand in the other, from which on one is a copy."""
_NOTHING_NEW = 0.8  # share of an article's own runs that stand in an earlier one, from which on it adds nothing
_WORTH_A_LOOK = 0.2  # … from which on runs that many stories share are left out, and the pair is looked at again
_FILLER_STORIES = 5  # a run that articles of more stories hold is filler …
_FILLER_ARTICLES = 40  # … or that so many articles hold: what they share may have made one story of them
_PARTS = 4  # in which runs are counted, one after the other, so that not all are held at once


class Copies:
    """The pairs of articles of which one repeats the other.

    Args:
        ordered: the articles, in the order (published, url).
        near: pairs of their numbers that are looked at, the lesser first.
        stories: the articles by their words alone: numbers, each in one story.
    """

    def __init__(self, ordered: Sequence[Sketch], near: Iterable[Pair], stories: Sequence[Sequence[int]]) -> None:
        self._ids = [one.article_id for one in ordered]
        self._packed = [one.runs for one in ordered]
        look = [pair for pair in sorted(near) if containment(*self._runs(pair)) >= _WORTH_A_LOOK]
        filler = _filler(self._packed, stories) if look else frozenset()
        self.pairs = {pair for pair in look if contains(*self._runs(pair), filler) >= COPY}
        self._bare = {pair: self._adds_nothing(pair, ordered[pair[1]].told, filler) for pair in self.pairs}

    def telling(self, ordered: Sequence[Sketch]) -> list[Sketch]:
        """The articles as they tell their news: one that adds nothing to an earlier one tells what that tells.

        Where a text is cut or edited it may be read otherwise; its original knows better. But a restriction that is
        told in a sentence of its own is news, and if one names an actor that the other does not, it is a template in
        which the name was changed.
        """
        told = list(ordered)
        for earlier, later in sorted(pair for pair, bare in self._bare.items() if bare):
            first, second = told[earlier], ordered[later]
            if told[later] is second and _named(first, second) and _named(second, first):
                told[later] = replace(second, told=first.told, relevant=first.relevant)
        return told

    def _adds_nothing(self, pair: Pair, told: Sequence[Told], filler: frozenset[int]) -> bool:
        earlier, later = self._runs(pair)
        left = later - filler
        new = left - earlier
        news = any(
            len(new.intersection(said)) > len(said) / 2 for said in (unpack(event.said) for event in told) if said
        )
        return len(new) <= (1 - _NOTHING_NEW) * len(left) and not news

    def _runs(self, pair: Pair) -> tuple[frozenset[int], frozenset[int]]:
        return _unpacked(self._packed[pair[0]]), _unpacked(self._packed[pair[1]])

    def among(self, members: Sequence[int]) -> tuple[tuple[str, str], ...]:
        """Pairs (article, the earliest article whose text it repeats) of some articles, by their ids."""
        earliest: dict[int, int] = {}
        for one in members:
            for other in members:
                if other < one and (other, one) in self.pairs:
                    earliest[one] = other
                    break
        return tuple((self._ids[one], self._ids[other]) for one, other in earliest.items())


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the smaller set of runs that stands in the other; 0 where there is too little to compare."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= 2 * RUN else 0.0


def contains(one: frozenset[int], other: frozenset[int], filler: frozenset[int]) -> float:
    """As ``containment``, filler left out; where one has nothing else, 1 if the other has not more, else 0."""
    bare = [one - filler, other - filler]
    if min(map(len, bare)) >= 2 * RUN:
        return containment(*bare)
    return float(bool(one and other) and bare[0] == bare[1])


def _named(one: Sketch, other: Sketch) -> bool:
    """Whether the actors of one article are named in the other, at least by a part of their names."""
    held = {key for key, _ in other.words}
    return all(held.intersection(terms(event.actor)) for event in one.told)


@lru_cache(
    maxsize=4_096
)  # pairs come in the order of their days, and an article is in many; all of them would be large
def _unpacked(packed: str) -> frozenset[int]:
    return frozenset(unpack(packed))


def _filler(packed: Sequence[str], stories: Sequence[Sequence[int]]) -> frozenset[int]:
    """Runs that articles of many stories hold."""
    found: set[int] = set()
    for part in range(_PARTS):
        of_stories: Counter[int] = Counter()
        of_articles: Counter[int] = Counter()
        for members in stories:
            runs = [run for number in members for run in unpack(packed[number]) if run % _PARTS == part]
            of_stories.update(set(runs))
            of_articles.update(runs)
        found |= {run for run, count in of_stories.items() if count > _FILLER_STORIES}
        found |= {run for run, count in of_articles.items() if count > _FILLER_ARTICLES}
    return frozenset(found)
