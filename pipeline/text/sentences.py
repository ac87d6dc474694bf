"""Cutting a paragraph into sentences, with the place of each."""

import re
from typing import NamedTuple

# A full stop behind these does not end a sentence.
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|St|Jr|Sr|Inc|Ltd|Co|Corp|No|vs|etc|e\.g|i\.e|U\.S|U\.K|E\.U|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Art|Fig|v|approx)\.$"
)
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)|[。！？]+[”」』]*")


class Span(NamedTuple):
    """A piece of a text with its place: ``whole[start:end] == text``."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph, in order; together they are the whole text but for the white space between them."""
    cuts = []
    for match in _STOP.finditer(text):
        end = match.end()
        if text[match.start()] == "." and not _ends_here(text, match.start() + 1, end):
            continue
        cuts.append(end)
    found = []
    start = 0
    for end in [*cuts, len(text)]:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            at = start + piece.index(stripped)
            found.append(Span(at, at + len(stripped), stripped))
        start = end
    return found


def _ends_here(text: str, behind_stop: int, end: int) -> bool:
    following = text[end:].lstrip()[:1]
    if following.islower():
        return False
    if not _SHORT.search(text[max(0, behind_stop - 12) : behind_stop]):
        return True
    # "in the U.S. The company …": an abbreviation ends a sentence if a capitalised function word follows.
    return bool(re.match(r"\s+(?:The|This|That|It|He|She|They|In|On|But|And|A|An|Its|Their|According)\b", text[end:]))
