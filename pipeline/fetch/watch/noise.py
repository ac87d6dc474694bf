"""What is no difference between two readings of a page, sentence by sentence.

Every unit gets a key: its words, with dates in one notation, without numbering, punctuation, case, and without what
stamps a page ("last updated on 3 May", "updated 4 days ago", "© 2026"). Units of equal keys are the same. A number in
any other sentence is part of its key: "13 years" and "16 years" differ.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.fetch.watch.phrases import any_of
from pipeline.text.sentences import sentences
from pipeline.text.spoken_dates import find_places
from pipeline.text.words import clean, words

_FULL_DATES = frozenset({"iso", "slashed", "day"})
_DATE = r"(?:\d{4}-\d\d-\d\d|\d+ [a-z]+|[a-z]{3,9}\.? \d{1,2}|\d[\d./: -]*\d|today|yesterday)"
_AGO = r"(?:(?:about|over|almost)\s+)?(?:\d+|an?|one)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago"
_CHANGED = r"(?:updated|modified|revised|reviewed|edited|changed)"
# In the middle of a text only what can be nothing else: "models published on 1 May" is part of a rule.
_STAMPS = re.compile(
    rf"\blast\s+{_CHANGED}(?:\s+on|\s*:)*\s*(?:{_DATE}|{_AGO})"
    rf"|\b{_CHANGED}\s*:\s*(?:{_DATE}|{_AGO})"
    rf"|\b(?:{_CHANGED}|posted|published)\s+{_AGO}"
)
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright\b).{0,20}\b(?:19|20)\d\d\b|\ball rights reserved\W*$")
_RIGHTS_WORDS = 20
_LONGEST_STAMP = 160  # characters; no stamp is longer, and most sentences are
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERING = re.compile(
    r"^(?:[•‣◦▪●∙·*–-]\s+)?"
    r"(?:\(?(?:[a-z]?\.?\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxlc]{2,6})[.)](?:\s+|$)|\d{1,2}(?:\.\d{1,2})+\s+|§\s*\d+\s+)*"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
# "8 July 2026Previous version": a link that only a style sheet sets apart
_GLUED = re.compile(r"(?<=\d)(?=[A-Z][a-z])")
_SIGNS = re.compile(r"[%$€£¥₹+<>=≤≥±]")
_DIGITS = re.compile(r"\d+")
_ANCHORS = re.compile(any_of("anchors"))
_FILLER = re.compile(any_of("fillers"))
_BANNER = re.compile(any_of("banner"))
_BUTTON = re.compile(any_of("buttons"))
_ERROR = re.compile(any_of("errors"))
_COUNT = re.compile(r"\d+(?:st|nd|rd|th)?")
_DAY = "day#"  # a full date in a skeleton
_ENOUGH_WORDS = 6  # beside its numbers; a shorter unit says too little to tell a rule from a counter
_BANNER_WORDS = 150
_NOTICE_WORDS = 16


class Unit(NamedTuple):
    """A sentence, or a line of a list, with its key; the key is empty where it tells nothing."""

    text: str
    key: str


def units_of(lines: Iterable[str], *, as_set: bool) -> list[Unit]:
    """The units of a text, in order."""
    if as_set:
        return [keyed(line) for line in lines]
    return [keyed(span.text) for line in lines for span in sentences(line)]


def keyed(text: str) -> Unit:
    """A unit with its key."""
    dated = _one_notation(_GLUED.sub(" ", _FOOTNOTE.sub("", text)))
    low = _NUMBERING.sub("", clean(dated).casefold())
    if _is_stamp(low):
        return Unit(text, "")
    low = _STAMPS.sub(" ", low)
    low = _ISO.sub(r"day\1\2\3", low)
    spelt = _SIGNS.sub(lambda sign: f" sign{ord(sign.group())} ", low)
    return Unit(text, " ".join(words(spelt)))


def digest(text: str) -> str:
    """A short name for a text, 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def skeleton(key: str) -> str:
    """A key without its numbers; empty where it holds none."""
    bones = _DIGITS.sub("#", key)
    return bones if bones != key else ""


def is_bare(bones: str) -> bool:
    """Whether a skeleton holds so few words that its number may be a counter; a full date is none."""
    parts = bones.split()
    return _DAY not in parts and sum("#" not in word for word in parts) < _ENOUGH_WORDS


def is_banner(units: Sequence[str]) -> bool:
    """Whether neighbouring units are a cookie banner: they speak of cookies, and something is to be pressed."""
    low = [unit.casefold().strip(" .!") for unit in units]
    if sum(len(words(text)) for text in low) > _BANNER_WORDS or not any(_BANNER.search(text) for text in low):
        return False
    return any(_BUTTON.fullmatch(text) for text in low)


def is_error(text: str) -> bool:
    """Whether a line of a few words says that the page is not there, or not to be seen."""
    low = text.casefold().replace("’", "'")
    return len(words(low)) <= _NOTICE_WORDS and bool(_ERROR.search(low))


def _one_notation(text: str) -> str:
    """Full dates as ISO days: "8 July 2026" and "July 8, 2026" are one day."""
    if not _YEAR.search(text):
        return text
    for place in reversed(find_places(text)):
        known = place.read(None) if place.form in _FULL_DATES else None
        if known is not None:
            text = f"{text[: place.start]}{known.date.value}{text[place.end :]}"
    return text


def _is_stamp(low: str) -> bool:
    """Whether a unit only says when a page was changed, how often it was read, or whose it is."""
    if len(low) > _LONGEST_STAMP:
        return False
    if _RIGHTS.search(low):
        return len(words(low)) <= _RIGHTS_WORDS
    bare, anchors = _ANCHORS.subn(" ", low)
    if not anchors:
        return False
    return all(_COUNT.fullmatch(word) or _FILLER.fullmatch(word) for word in words(bare))
