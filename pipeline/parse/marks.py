"""What the elements around a text are for, as far as they say so themselves."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.parse.lexicon import load

NO_MARKS: frozenset[str] = frozenset()
PICTURED = "pictured"  # the mark of a text that shares its element with a picture, or says what a picture says

_ENTRIES = tuple(tuple(entry.split(": ", maxsplit=1)) for entry in load("marks"))
_SAYING = frozenset({"aria-label", "class", "data-testid", "id", "itemprop", "role"})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = re.compile(r"[^a-z]+")
_KNOWN = {
    mark: re.compile("|".join(f"-{word}s?-" for name, word in _ENTRIES if name == mark)) for mark, _ in _ENTRIES
}


def marks_of(attributes: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The marks of one element: "related", "newsletter" and so on, the first words of the lines of data/marks.txt.

    Classes, ids, roles and the like are read word by word, whatever stands between their words.
    """
    said = " ".join(value for name, value in attributes if name in _SAYING)
    return _marks(said) if said else NO_MARKS


@lru_cache(maxsize=4096)  # a site repeats its names; what is asked decides the answer, so that it is no memory
def _marks(said: str) -> frozenset[str]:
    names = "-" + _APART.sub("-", _HUMP.sub("-", said[:500]).lower()) + "-"
    found = frozenset(mark for mark, pattern in _KNOWN.items() if pattern.search(names))
    return found or NO_MARKS
