"""How alike two articles are: the probability that they report the same happening, from named features."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt

from pipeline.analyse.stories.telling import tell_the_same
from pipeline.model.sketch import Sketch, Told

WINDOW_DAYS = 14
"""Articles further apart are no story by their words alone."""
FOLLOW_UP_DAYS = 45
"""… but they can be if they tell the same restriction."""
_FADE_DAYS = 1.5  # after so many days nearness has fallen to 1/e
_SAME = 3.0  # added to the logarithm of the odds where both tell the same restriction; chosen on labelled articles
_AT_ONCE = {"nearness": 1.0, "same day": 1.0}  # whoever tells the same restriction is near, whatever the day
_RAREST = 3  # shared words that are looked at by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An article as it is compared: its words weighed by how rare they are.

    Attributes:
        words, title, names: weights by hash, of length 1.
        mass: how rare its words are, all together.
        day: number of the day, or None.
    """

    words: Mapping[int, float]
    title: Mapping[int, float]
    names: Mapping[int, float]
    mass: float
    day: int | None
    told: tuple[Told, ...]


def weigh(sketch: Sketch, rarity: Mapping[int, float]) -> Weighed:
    """An article as it is compared among others.

    Args:
        sketch: of the article.
        rarity: of each of its words and names.
    """
    words = {key: (1 + log(count)) * rarity[key] for key, count in sketch.words}
    return Weighed(
        words=_of_length_one(words),
        title=_of_length_one({key: rarity[key] for key in sketch.title}),
        names=_of_length_one({key: words.get(key, rarity[key]) for key in sketch.names}),
        mass=sum(rarity[key] for key, _ in sketch.words),
        day=date.fromisoformat(sketch.published_on).toordinal() if sketch.published_on else None,
        told=sketch.told,
    )


def likeness(one: Weighed, other: Weighed, rarity: Mapping[int, float]) -> float:
    """The probability that two articles report the same happening; 0 where their days are too far apart.

    Two articles that tell different restrictions are the caller's to keep apart: ``telling.opposed``.
    """
    same = tell_the_same(one.told, other.told)
    found = features(one, other, rarity) | (_AT_ONCE if same and days_apart(one, other) is not None else {})
    weights = _weights()
    odds = weights["base"] + sum(weights[name] * value for name, value in found.items()) + (_SAME if same else 0.0)
    return 1 / (1 + exp(-odds))


def in_reach(one: Weighed, other: Weighed) -> bool:
    """Whether the days of two articles allow them to be one story; an undated article is in reach of all."""
    gap = days_apart(one, other)
    if gap is None or gap <= WINDOW_DAYS:
        return True
    return gap <= FOLLOW_UP_DAYS and tell_the_same(one.told, other.told)


def features(one: Weighed, other: Weighed, rarity: Mapping[int, float]) -> dict[str, float]:
    """What speaks for two articles being one story, each from 0 to about 1."""
    small, large = (one, other) if len(one.words) <= len(other.words) else (other, one)
    shared = [key for key in small.words if key in large.words]
    words = sum(small.words[key] * large.words[key] for key in shared)
    rare = sorted((rarity[key] for key in shared), reverse=True)
    mass = sum(rare)
    of_words = {
        "words": words,
        "words, root": sqrt(words),
        "names": _cosine(one.names, other.names),
        "title": _cosine(one.title, other.title),
        "rarity shared": mass / 10,
        "rarity shared, log": log(1 + mass),
        "rarest shared": sum(rare[:_RAREST]) / _RAREST,
        "share of the smaller": mass / max(1e-9, min(one.mass, other.mass)),
    }
    gap = days_apart(one, other)
    if gap is None:  # words have to say more where no days do
        return of_words | {"undated": 1.0} | {f"undated: {name}": value for name, value in of_words.items()}
    return of_words | {
        "nearness": exp(-gap / _FADE_DAYS),
        "same day": float(gap == 0),
    }


def days_apart(one: Weighed, other: Weighed) -> int | None:
    """Days between two articles; None where one is undated."""
    return None if one.day is None or other.day is None else abs(one.day - other.day)


def _of_length_one(weights: dict[int, float]) -> dict[int, float]:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {key: weight / length for key, weight in weights.items()} if length else {}


def _cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * large[key] for key, weight in small.items() if key in large)


@cache  # the package's own file, read once in a process
def _weights() -> Mapping[str, float]:
    """Weights of the features, and "base": lines "name weight", sorted.

    Raises:
        ValueError: a line is malformed; this is a mistake in the package, not in its use.
    """
    lines = files("pipeline.analyse.stories").joinpath("data/weights.txt").read_text("utf-8").splitlines()
    return {name: float(weight) for name, _, weight in (line.rpartition(" ") for line in lines)}
