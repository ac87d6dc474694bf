"""Loose words for headlines: ``data/prefilter.yaml``, compiled."""

from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, Cues, Words
from pipeline.analyse.lexicon.patterns import Pattern, says, written

_LETTER = "a-zà-ɏа-ӿ"


def whole(words: str) -> str:
    """A pattern for whole words, in Chinese and Korean text too, which has no spaces around them.

    Args:
        words: an alternation of patterns in small letters; digits may follow what it finds ("GPT4").
    """
    return rf"(?<![{_LETTER}0-9])(?:{words})(?![{_LETTER}])"


_WORDS = whole("{}")
_INSIDE = r"|(?=[^\x00-\x7f])(?:{anywhere})"  # one look at a letter spares most texts a hundred
_LANGUAGES = whole("{english}|{german}|{romance}|{elsewhere}") + _INSIDE


@checked(config=STRICT, frozen=True)
class PrefilterWords:
    """Words, as patterns over a text in small letters; ``marks`` over a text as it is written.

    Attributes:
        everyday: names of the lexicon that are mostly common words.
        broad: vendors that sell much else.
        names: AI tools that the lexicon does not keep.
        things: AI without a name. ``marks``: abbreviations for it.
        absent: in front of a name: "no".
        restricting: something is taken away or given back, wherever it stands; ``common``: the same close by.
        guards: whose business it is to look at what others do.
        people: who is bound in an organisation. ``bodies``: the organisation. ``rules``: what they are bound by.
    """

    everyday: Words
    broad: Words
    names: Annotated[Pattern, says(whole("{latin}|{elsewhere}") + _INSIDE)]
    things: Annotated[Pattern, says(_LANGUAGES)]
    marks: Annotated[Pattern, written(r"(?<![A-Za-zÀ-ɏА-я0-9])(?:{marks})(?![A-Za-zÀ-ɏА-я]|[ -](?i:{not_tools})\b)")]
    absent: Cues
    restricting: Annotated[Pattern, says(_LANGUAGES)]
    common: Annotated[Pattern, says(_WORDS)]
    guards: Annotated[Pattern, says(_WORDS)]
    people: Annotated[Pattern, says(_WORDS)]
    bodies: Annotated[Pattern, says(_WORDS)]
    rules: Annotated[Pattern, says(_WORDS)]
