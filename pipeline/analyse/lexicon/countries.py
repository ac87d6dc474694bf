"""Countries by the names that lists of them use: ``data/countries.yaml``, compiled.

``names.Region`` is for running text, where "Georgia" or "Jordan" may be anything; here a whole line is a country.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, Words, in_order, read_pack
from pipeline.analyse.lexicon.patterns import either

_NOT_WORD = re.compile(r"[^\w]+|_")
_SAINT = re.compile(r"\bst\b")


@checked(config=STRICT, frozen=True)
class Country:
    """A country or territory.

    Attributes:
        code: ISO 3166-1, two letters.
        name: as it is printed.
        also: other spellings.
    """

    code: str
    name: str
    also: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Countries:
    """All countries.

    Attributes:
        names: by code, as they are printed.
        codes: by every spelling, folded.
        places: any spelling, in a folded text.
    """

    names: Mapping[str, str]
    codes: Mapping[str, str]
    places: re.Pattern[str]

    def named_in(self, text: str) -> tuple[tuple[str, ...], str]:
        """The countries that a text names, in its order, each once, and what is left of the text without them."""
        folded = fold(text)
        found = tuple(dict.fromkeys(self.codes[match.group()] for match in self.places.finditer(folded)))
        return found, " ".join(self.places.sub(" ", folded).split())


def fold(text: str) -> str:
    """Small letters without accents, words with single spaces between them; "&" is "and", "St." is "saint"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.replace("&", " and ")) if not unicodedata.combining(c))
    plain = bare.casefold().replace("’", "'").replace("'", "").replace(".", "")
    return _SAINT.sub("saint", " ".join(_NOT_WORD.sub(" ", plain).split()))


@cache  # the package's own file, read once in a process; nobody changes what is returned
def load_countries() -> Countries:
    """The countries that ship with the package.

    Raises:
        ValueError: the file is malformed, out of order, or one spelling stands for two countries.
    """
    rows = read_pack("countries.yaml", tuple[Country, ...])
    in_order(tuple(row.code for row in rows))
    return compiled(rows)


def compiled(rows: tuple[Country, ...]) -> Countries:
    """Countries ready for use; errors as for ``load_countries``."""
    codes: dict[str, str] = {}
    for row in rows:
        for spelling in (row.name, *row.also):
            known = codes.setdefault(fold(spelling), row.code)
            if known != row.code:
                raise ValueError(f"countries.yaml: {spelling!r} stands for {known} and for {row.code}")
    return Countries(
        names={row.code: row.name for row in rows},
        codes=codes,
        places=re.compile(rf"\b(?:{either(codes)})\b"),
    )
