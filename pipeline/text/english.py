"""Whether a text is English, by its small words alone: quick, and sure where it says yes."""

from collections.abc import Sequence

from pipeline.text.words import words

ENGLISH = 0.08  # share of the words below from which a text is English; terse English has 0.12, its neighbours 0.01
LONGEST = 20_000  # characters of a text that are looked at
# Frequent in English and no words of its neighbours (Dutch has "of" and "is", German has "in" and "was").
_STOP_WORDS = frozenset({"and", "for", "from", "that", "the", "their", "this", "to", "which", "with", "would"})


def is_english(text: str) -> bool:
    """Whether enough of a text's words are English stop words and several of them occur."""
    return are_english(words(text[:LONGEST]))


def are_english(token: Sequence[str]) -> bool:
    """The same for a text that has been cut into words."""
    found = [word for word in token if word in _STOP_WORDS]
    return len(set(found)) >= 2 and len(found) >= ENGLISH * len(token)
