"""Families of words: ``data/families.yaml``, found by the stems of their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.analyse.lexicon.packs import Words, read_pack
from pipeline.text.stems import stem


@dataclass(frozen=True, slots=True)
class Families:
    """What a word is about when somebody says what may be done with a tool."""

    by_stem: Mapping[str, tuple[str, ...]]

    def of(self, stemmed: str) -> tuple[str, ...]:
        """The families of a word's stem, in the order of the alphabet; none for most words."""
        return self.by_stem.get(stemmed, ())


@cache  # the package's own file; nobody changes what is returned
def load() -> Families:
    """The families that ship with the package.

    Raises:
        ValueError: the data file is malformed; names the file and the place.
    """
    found: dict[str, dict[str, None]] = {}
    for family, words in sorted(read_pack("families.yaml", dict[str, Words]).items()):
        for word in words:
            found.setdefault(stem(word), {})[family] = None
    return Families({stemmed: tuple(families) for stemmed, families in found.items()})
