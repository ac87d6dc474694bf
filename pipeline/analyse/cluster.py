"""Stories: articles that report the same happening.

Average linkage over the likeness of pairs: a chain of pairs would join whole weeks into one story. The clusters do not
depend on the order of the input. Stories of earlier nights keep their ids and take in new articles; they are never
split, nor merged with one another. Filler has been stripped before, because it makes unrelated pages look alike.
See docs/explanation/stories.md.
"""

import heapq
from collections.abc import Sequence
from itertools import combinations

from pipeline.analyse.likeness import COPY, Features, Read, containment, features, likeness, runs
from pipeline.model.event import Story

__all__ = ["Read", "copies", "group"]

_JOIN = 0.36  # least average likeness of two clusters that are joined; chosen on hand-labelled articles
_DIGITS = 9  # ties must not hang on the order in which likenesses were added up


def group(read: Sequence[Read], known: Sequence[Story] = ()) -> tuple[tuple[Read, ...], ...]:
    """Cut articles into stories.

    Args:
        read: all articles of the window, old and new.
        known: stories of earlier nights; their articles stay together.

    Returns:
        Groups in the order of their first articles, articles in the order (published, url).
    """
    ordered = sorted(read, key=lambda item: item.order)
    linkage = _Linkage(features(ordered), _start(ordered, known))
    while linkage.join_closest():
        pass
    return tuple(tuple(ordered[i] for i in members) for members in sorted(linkage.clusters))


def copies(story: Sequence[Read]) -> tuple[tuple[str, str], ...]:
    """Pairs (article, the earliest article of the story whose text it repeats)."""
    texts = [runs(item.article.text) for item in story]
    pairs = []
    for number, item in enumerate(story):
        earlier = next((i for i in range(number) if containment(texts[number], texts[i]) >= COPY), None)
        if earlier is not None:
            pairs.append((item.article.article_id, story[earlier].article.article_id))
    return tuple(pairs)


_Members = tuple[int, ...]
"""A cluster: the numbers of its articles, in order."""


def _start(ordered: Sequence[Read], known: Sequence[Story]) -> dict[_Members, str]:
    """One cluster for each known story, with its id, and one for each article that is in none."""
    story_of = {article_id: story.story_id for story in known for article_id in story.article_ids}
    by_story: dict[str, list[int]] = {}
    for number, item in enumerate(ordered):
        article_id = item.article.article_id
        by_story.setdefault(story_of.get(article_id, f"/{number}"), []).append(number)
    return {tuple(members): "" if story.startswith("/") else story for story, members in by_story.items()}


class _Linkage:
    """Joins the two closest clusters, one pair after the other.

    The sum of likenesses between two clusters is kept and added up when they are joined; None is a veto, which no sum
    outweighs. Pairs wait in a heap; one whose cluster is gone is passed over.
    """

    def __init__(self, of: Sequence[Features], clusters: dict[_Members, str]) -> None:
        self.clusters = clusters
        self._sums: dict[tuple[_Members, _Members], float | None] = {}
        self._waiting: list[tuple[float, _Members, _Members]] = []
        alike = {(i, j): likeness(of[i], of[j]) for i, j in combinations(range(len(of)), 2)}
        for one, other in combinations(sorted(clusters), 2):
            pairs = [alike[min(i, j), max(i, j)] for i in one for j in other]
            known = [score for score in pairs if score is not None]
            self._note(one, other, sum(known) if len(known) == len(pairs) else None)

    def join_closest(self) -> bool:
        """Join the pair with the highest average; of two equal ones that with the earlier articles. False if none."""
        while self._waiting:
            _, one, other = heapq.heappop(self._waiting)
            if one in self.clusters and other in self.clusters:
                self._join(one, other)
                return True
        return False

    def _join(self, one: _Members, other: _Members) -> None:
        both = tuple(sorted((*one, *other)))
        ids = (self.clusters.pop(one), self.clusters.pop(other))
        thirds = list(self.clusters)
        self.clusters[both] = ids[0] or ids[1]
        for third in thirds:
            sums = [self._sums[min(third, part), max(third, part)] for part in (one, other)]
            known = [total for total in sums if total is not None]
            low, high = sorted((both, third))
            self._note(low, high, sum(known) if len(known) == len(sums) else None)

    def _note(self, one: _Members, other: _Members, total: float | None) -> None:
        self._sums[one, other] = total
        if total is None or (self.clusters[one] and self.clusters[other]):
            return
        average = round(total / (len(one) * len(other)), _DIGITS)
        if average >= _JOIN:
            heapq.heappush(self._waiting, (-average, one, other))
