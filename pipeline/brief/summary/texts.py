"""Texts to summarise, and their sentences: whole ones, and those that may be halves."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.text.sentences import sentences

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_CLOSED = re.compile(r"[.!?。！？][\"”’»」』)\]]*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)[\"”’»)\]]*$")
_BEGUN_BEFORE = re.compile(r"[a-z]+[\s,]|[,;:…–—-]|\.\.\.")
_STOP = re.compile(r"[.!?。！？]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a text that may be quoted; no sentence goes over its end.

    Attributes:
        block: number of the block that it is of; 0 where a text has none.
        start: place of its first code point, which ``start`` and ``end`` of its sentences count from.
    """

    text: str
    block: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of a group.

    Attributes:
        text_id: names it; in a group each text has its own.
        published: when it was published, as ISO; empty where nobody knows.
        language: code of its language; texts of one code are of one language.
        most_words: that may be quoted of it; None if there is no such limit.
    """

    text_id: str
    title: str
    passages: tuple[Passage, ...]
    published: str = ""
    language: str = ""
    most_words: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its address: in block ``block`` of the text, from ``start`` to ``end``, in code points.

    Attributes:
        number: its place among the sentences of its text, from 0.
        size: words; Chinese and Japanese characters count one by one.
    """

    text_id: str
    block: int
    start: int
    end: int
    text: str
    number: int
    size: int

    @property
    def whole(self) -> bool:
        """Whether it begins and ends as sentences do, and closes the quotation that it opens."""
        closed = _CLOSED.search(self.text) and not _CUT_OFF.search(self.text)
        return bool(closed) and not _BEGUN_BEFORE.match(self.text) and _quotes_close(self.text)

    @property
    def stops(self) -> bool:
        """Whether its last character is a full stop: who cuts a summary at its stops then gets it back."""
        return bool(_STOP.search(self.text))


def in_order(texts: Iterable[Text]) -> list[Text]:
    """Texts in the order in which they were published, undated ones last; then by id, whatever order they came in."""
    return sorted(texts, key=lambda one: (not one.published, one.published, one.text_id, one.title))


def of_one_language(texts: Sequence[Text]) -> list[Text]:
    """The texts in the language of most of them; of several, the one in which more is said, then the first."""
    counts = Counter(one.language for one in texts if one.passages)
    said: Counter[str] = Counter()
    for one in texts:
        said[one.language] += sum(size(passage.text) for passage in one.passages)
    if not counts:
        return []
    chosen = max(counts, key=lambda code: (counts[code], said[code]))
    return [one for one in texts if one.language == chosen]


def sentences_of(text: Text) -> list[Sentence]:
    """All sentences of a text, in order."""
    cut = ((passage, span) for passage in text.passages for span in sentences(passage.text))
    return [
        Sentence(
            text_id=text.text_id,
            block=passage.block,
            start=passage.start + span.start,
            end=passage.start + span.end,
            text=span.text,
            number=number,
            size=size(span.text),
        )
        for number, (passage, span) in enumerate(cut)
    ]


def size(text: str) -> int:
    """Words of a text, as they stand between spaces; Chinese and Japanese characters count one by one."""
    return len(_CJK.sub(" x ", text).split())


def _quotes_close(text: str) -> bool:
    """Whether every double quotation mark has its other half."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0
