"""Capitalised names that are in no lexicon: "Aldermoor County Council"."""

import re
from collections.abc import Iterator

from pipeline.analyse.events.sentence import Mention
from pipeline.analyse.lexicon.parties import Parties

_WORD = r"(?:[A-ZÀ-Þ][\w’'&.-]*\w|[A-Z]{1,3}\b)"
# "Bank of the Lowlands", "Aldermoor County Council", "Port de Vigny"
_RUN = re.compile(rf"{_WORD}(?:\s+(?:&\s+|(?:of|for|de|du|des|di)\s+(?:the\s+)?)?{_WORD})*")
_PART = re.compile(r"\S+")
_JOINS = frozenset(("of", "for", "the", "&"))
_POSSESSIVE = re.compile(r"[’']s?$")


def capitalised(text: str, parties: Parties) -> Iterator[Mention]:
    """Runs of capitalised words that can be names, without the common words at their edges ("The", "Monday")."""
    for match in _RUN.finditer(text):
        mention = _trimmed(match, parties)
        if mention is not None:
            yield mention


def _trimmed(match: re.Match[str], parties: Parties) -> Mention | None:
    """The run without the common words at its edges and without a possessive ending."""
    words = list(_PART.finditer(match.group()))
    while words and _is_common(words[0].group(), words[1].group() if len(words) > 1 else "", parties):
        words.pop(0)
        while words and words[0].group() in _JOINS:
            words.pop(0)  # "Employees of Hanzawa Motors"
    while words and (words[-1].group() in parties.not_names or words[-1].group()[0].islower()):
        words.pop()
    if not words:
        return None
    start = match.start() + words[0].start()
    name = _POSSESSIVE.sub("", match.group()[words[0].start() : words[-1].end()])
    return Mention("org", start, start + len(name), name, name, known=False)


def _is_common(word: str, following: str, parties: Parties) -> bool:
    """Whether a capitalised word at the head of a run is no part of the name."""
    if word == "New" and _POSSESSIVE.sub("", following) in parties.new_places:
        return False
    return word in parties.not_names or (word[-1] in "'’s" and _POSSESSIVE.sub("", word) in parties.not_names)
