"""The words of a text without their endings, for weights that were learned from few texts."""

import re
from collections.abc import Iterator

from pipeline.text.stems import stem

_WORD = re.compile(r"[a-z][\w'-]*|\d+")


def stems(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The stems between two places of a text in small letters, with their places; a number is "#"."""
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        yield "#" if word[0].isdigit() else stem(word), match.start(), match.end()
