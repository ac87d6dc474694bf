"""How rare words are: counted among the articles at hand, on top of a count that ships with the package.

The shipped count keeps two articles on a ban from looking alike by "ban" and "company" where only a handful of
articles is compared; with some thousand articles it hardly matters any more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from zlib import crc32

from pipeline.model.sketch import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """In how many articles each word occurs.

    Attributes:
        articles: how many were counted.
        holding: articles that hold a word, by its hash; words of none are left out.
    """

    articles: int
    holding: Mapping[int, int]

    @classmethod
    def of(cls, sketches: Iterable[Sketch]) -> "Spread":
        """Counted among some articles."""
        listed = list(sketches)
        return cls(articles=len(listed), holding=Counter(key for one in listed for key in keys(one)))

    def rarity(self, wanted: Iterable[int]) -> dict[int, float]:
        """How rare each of these words is, 0 (in every article) to 1 (in none)."""
        shipped = _shipped()
        all_of_them = log(self.articles + shipped.articles + 2)
        return {
            key: 1 - log(self.holding.get(key, 0) + shipped.holding.get(key, 0) + 1) / all_of_them for key in wanted
        }


def keys(sketch: Sketch) -> set[int]:
    """The words and names of an article."""
    return {*(key for key, _ in sketch.words), *sketch.names}


def found_by(sketch: Sketch) -> set[int]:
    """By what an article of another night is found: its words and names, and the actors of what it tells.

    One shared word is no reason to look at an article, one actor is; so each actor stands for two.
    """
    return keys(sketch) | {crc32(f"actor {event.actor} {half}".encode()) for event in sketch.told for half in (1, 2)}


@cache  # the package's own file, read once in a process
def _shipped() -> Spread:
    """The count that ships: first line the number of articles, then "hash count" lines.

    Raises:
        ValueError: a line is malformed; this is a mistake in the package, not in its use.
    """
    text = files("pipeline.analyse.stories").joinpath("data/spread.txt").read_text("utf-8")
    first, *lines = text.splitlines()
    return Spread(articles=int(first), holding={int(key): int(count) for key, count in map(str.split, lines)})
