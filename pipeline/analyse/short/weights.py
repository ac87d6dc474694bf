"""Weights that were learned from labelled digests: ``data/classes.txt`` and ``data/actors.txt``.

``python -m benchmarks.learn_short`` learns them anew. A line of the first is a feature and its weight for each of
``CLASSES``; of the second, a feature and its weight, "class kind" features among them.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.analyse.short.features import CLASSES

_MOST_OFTEN = 3.0  # mentions that count


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of features; a feature that is not listed weighs nothing."""

    classes: Mapping[str, tuple[float, ...]]
    actors: Mapping[str, float]

    def class_chances(self, features: Iterable[str]) -> dict[str, float]:
        """How likely each class is; together 1."""
        sums = list(self.classes["base"])
        for feature in sorted(features):
            for number, weight in enumerate(self.classes.get(feature, ())):
                sums[number] += weight
        highest = max(sums)
        shares = [math.exp(one - highest) for one in sums]
        return {name: share / sum(shares) for name, share in zip(CLASSES, shares, strict=True)}

    def actor_chance(self, features: Mapping[str, float]) -> float:
        """How likely it is that one with these features acts."""
        total = self.actors["base"] + sum(self.actors.get(name, 0.0) * features[name] for name in sorted(features))
        return 1 / (1 + math.exp(-total))


def in_class(features: Mapping[str, float], told: str, count: int) -> dict[str, float]:
    """The features of a candidate with what it is in a text of a class, among a number of candidates."""
    kinds = {f"{told} {name}": 1.0 for name in features if name.startswith("kind ")}
    often = min(_MOST_OFTEN, features.get("count", 1.0))
    return {**features, **kinds, "count": often, "one of": 1.0 / max(1, count)}


@cache  # the package's own files, read once in a process; nobody changes what is returned
def load() -> Weights:
    """The weights that ship with the package."""
    classes = {name: tuple(float(one) for one in found) for name, found in _rows("classes.txt")}
    return Weights(classes=classes, actors={name: float(found[0]) for name, found in _rows("actors.txt")})


def _rows(name: str) -> Iterable[tuple[str, list[str]]]:
    text = (resources.files("pipeline.analyse.short") / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        feature, _, found = line.partition("\t")
        yield feature, found.split()
