"""The headline as a part of a template: words of the title that stand in running prose as if they were one word."""

from collections.abc import Sequence
from typing import NamedTuple

LEAST = 3  # words; two words of a title stand together in honest prose all the time
SHARE = (
    0.6  # of the title's words that a slot holds; templates are filled with the title or with a shortened form of it
)


class Slot(NamedTuple):
    """A run of title words in a text: ``words[start:end]``."""

    start: int
    end: int


def find_slot(words: Sequence[str], title: Sequence[str]) -> Slot | None:
    """The longest run of title words, in the title's order, if it is long enough to be a slot.

    Args:
        words: of a sentence, in lower case.
        title: words of the title, in lower case.
    """
    needed = max(LEAST, round(SHARE * len(title)))
    known = set(title)
    if len(title) < needed or sum(word in known for word in words) < needed:
        return None
    at: dict[str, list[int]] = {}
    for i, word in enumerate(title[:40]):
        at.setdefault(word, []).append(i)
    best = Slot(0, 0)
    ending: dict[int, int] = {}
    for i, word in enumerate(words):
        ending = {j: ending.get(j - 1, 0) + 1 for j in at.get(word, ())}
        longest = max(ending.values(), default=0)
        if longest > best.end - best.start:
            best = Slot(i - longest + 1, i + 1)
    return best if best.end - best.start >= needed else None
