"""Words without their endings: "bans", "banned" and "banning" count as one. English only, and rough on purpose."""

import re
from functools import lru_cache

_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_VOWEL = re.compile(r"[aeiouy]")
_BRITISH = re.compile(r"([a-z]{3})iz(e|ed|es|ing|ation|ations)$")


@lru_cache(maxsize=16_384)  # a word is asked for a dozen times on a page; the answer depends on it alone
def stem(word: str) -> str:
    """The stem of a lower-case word; two words with the same stem are taken as the same word.

    Endings of number, tense and manner go (a short form of Porter's first steps), and so does a last "e"; spellings
    with "-ize" become "-ise". Words with digits stay as they are.
    """
    if "'" in word:
        word = word.removesuffix("'s").removesuffix("'").replace("'", "")
    if "iz" in word:
        word = _BRITISH.sub(r"\1is\2", word)
    if not word.isalpha():
        return word
    word = _without_tense(_singular(word)) if len(word) > 3 else word
    return word.removesuffix("e") if len(word) > 2 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_tense(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending, shortest in (("ing", 5), ("ed", 4), ("ly", 6)):
        left = word.removesuffix(ending)
        if left != word and len(word) >= shortest and _VOWEL.search(left) and not word.endswith("eed"):
            return _DOUBLED.sub(r"\1", left)
    return word
