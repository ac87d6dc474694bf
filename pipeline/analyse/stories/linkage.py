"""Average linkage over a sparse set of pairs: the two closest clusters are joined until none is close enough.

A pair that is not among those given counts as nothing alike. What is kept for two clusters is the sum of the
likenesses between them; sums are added up when clusters are joined. Two clusters that hold different known stories, or
articles that are opposed, are never joined. Articles are numbered in their order, so the result does not depend on the
order in which they came; of two equal pairs the one with the earlier articles is joined first.
"""

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence

Pair = tuple[int, int]
_DIGITS = 9  # ties must not hang on the order in which likenesses were added up


class Linkage:
    """Clusters of articles, numbered from 0.

    Args:
        clusters: what belongs together from the start: numbers, each in one cluster.
        known: the id of each cluster's known story, or "".
        apart: whether two clusters, by their members, may never be joined.
        least: average likeness from which on clusters are joined.
    """

    def __init__(
        self,
        clusters: Sequence[Sequence[int]],
        known: Sequence[str],
        *,
        apart: Callable[[Sequence[int], Sequence[int]], bool],
        least: float,
    ) -> None:
        self._members = dict(enumerate(sorted(members) for members in clusters))
        self._known = dict(enumerate(known))
        self._next = len(self._members)
        self._near: dict[int, dict[int, float]] = {number: {} for number in self._members}
        self._apart = apart
        self._least = least
        self._waiting: list[tuple[float, int, int, int, int]] = []

    def join(self, likeness: Mapping[Pair, float]) -> list[list[int]]:
        """Join what is close enough.

        Args:
            likeness: of pairs of articles, the lesser number first.

        Returns:
            The clusters, in the order of their first articles.
        """
        home = {article: number for number, members in self._members.items() for article in members}
        for (one, other), score in sorted(likeness.items()):
            self._add(home[one], home[other], score)
        for one, near in self._near.items():
            self._note(one, (other for other in near if other > one))
        while self._waiting:
            *_, one, other = heapq.heappop(self._waiting)
            if one in self._members and other in self._members and not self._forbidden(one, other):
                self._merge(one, other)
        return sorted(self._members.values())

    def _add(self, one: int, other: int, score: float) -> None:
        if one != other:
            for near, far in ((one, other), (other, one)):
                self._near[near][far] = self._near[near].get(far, 0.0) + score

    def _note(self, one: int, others: Iterable[int]) -> None:
        """Let pairs wait that are close enough."""
        mine = self._members[one]
        for other in others:
            theirs = self._members[other]
            average = round(self._near[one][other] / (len(mine) * len(theirs)), _DIGITS)
            if average >= self._least:
                first, second = sorted((mine[0], theirs[0]))
                heapq.heappush(self._waiting, (-average, first, second, one, other))

    def _forbidden(self, one: int, other: int) -> bool:
        both_known = bool(self._known[one] and self._known[other])
        return both_known or self._apart(self._members[one], self._members[other])

    def _merge(self, one: int, other: int) -> None:
        both = self._next
        self._next += 1
        near = self._near[both] = {}
        self._members[both] = sorted(self._members.pop(one) + self._members.pop(other))
        self._known[both] = self._known.pop(one) or self._known.pop(other)
        for part in sorted((one, other)):
            for third, total in self._near.pop(part).items():
                if third not in (one, other):
                    near[third] = near.get(third, 0.0) + total
                    del self._near[third][part]
        for third, total in near.items():
            self._near[third][both] = total
        self._note(both, near)
