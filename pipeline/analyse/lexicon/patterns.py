"""Patterns made of words. A record of the lexicon names, for each list of its data file, the pattern it goes into."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Annotated

from pydantic import BeforeValidator, TypeAdapter

from pipeline.analyse.lexicon.initials import grouped
from pipeline.analyse.lexicon.packs import Cues, Written

Pattern = re.Pattern[str]
WORDS = r"(?<![\w-])(?:{})(?![\w-])"
"""Whole words: "cut" is not found in "cut-off"."""


def either(words: Iterable[str]) -> str:
    """Plain words as one alternation, longer ones first, grouped by their first letter.

    The grouping changes nothing but the time: three times faster over a list of two hundred names.
    """
    return "|".join(f"{first}(?:{rest})" for first, rest in _by_first(words))


def names(words: Iterable[str]) -> str:
    """The same for names that begin no sooner than a word does: "Grok", but not the one in "xGrok" or "x-Grok".

    What stands in front is looked at once the first letter fits: few letters of a text are capitals.
    """
    return "|".join(rf"{first}(?<![\w-]{first})(?:{rest})" for first, rest in _by_first(words))


def _by_first(words: Iterable[str]) -> list[tuple[str, str]]:
    """The first letters, each with what is behind it in the words that begin so, as expressions."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        found.setdefault(word[0], []).append(re.escape(word[1:]))
    return [(re.escape(first), "|".join(rest)) for first, rest in sorted(found.items())]


def any_of(says: Iterable[str]) -> str:
    """Regular expressions as one alternation, longer ones first."""
    return grouped(sorted(set(says), key=lambda one: (-len(one), one)))


def words(plain: Iterable[str]) -> Pattern:
    """Any of these plain words, as a whole word."""
    return re.compile(WORDS.replace("{}", either(plain)))


def says(template: str = r"\b(?:{})(?!\w)") -> BeforeValidator:
    """How a sorted list of regular expressions becomes one pattern, over a sentence in small letters.

    Args:
        template: ``{}`` stands for any of the list. Where the data file has several lists under one key, ``{name}``
            stands for any of the list of that name.
    """
    return BeforeValidator(partial(_compiled, TypeAdapter(dict[str, Cues]), template))


def ahead(behind: str = "") -> BeforeValidator:
    """The same for what stands at the end of the text in front of a place; ``behind`` may stand between."""
    return says(rf"\b(?:{{}}){behind}$")


def written(template: str) -> BeforeValidator:
    """The same over a text as it is written, with its capitals."""
    return BeforeValidator(partial(_compiled, TypeAdapter(dict[str, Written]), template))


def _compiled(shape: TypeAdapter[dict[str, tuple[str, ...]]], template: str, value: object) -> Pattern:
    lists = shape.validate_python(value if isinstance(value, dict) else {"": value})
    for name, items in lists.items():
        template = template.replace("{" + name + "}", any_of(items))
    return re.compile(template)


Said = Annotated[Pattern, says()]
"""Any of a list, beginning and ending with a word."""
AnyWord = Annotated[Pattern, says(WORDS)]
"""Any of a list, as whole words."""
