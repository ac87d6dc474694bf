"""What a text asserts that can be checked: names, numbers, dates, quotations. Told by spelling, without a model."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.parse.lexicon import load
from pipeline.parse.slots import Slot, find_slot

TOKEN = re.compile(r"[^\W_]+(?:[.&'’/-][^\W_]+)*")
QUOTE_WORDS = 3  # a shorter quotation is a term, not somebody's words

_MARK = re.compile(r"[\"“”„«»]")
_CLOSES = {'"': '"”', "“": '”"', "„": '“”"', "«": "»", "»": "«"}
_ACRONYMS = frozenset(load("acronyms"))
_CALENDAR = frozenset(load("calendar"))
_FUNCTION = frozenset(load("function"))
_PLACE = {word: line.split()[0] for line in load("demonyms") for word in line.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a piece of text asserts, all in lower case.

    Attributes:
        names: words of proper names.
        numbers: figures, months, days of the week; a day of a month is one number more ("10jul").
        quotes: whether it holds somebody's words.
    """

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    quotes: bool = False

    @property
    def none(self) -> bool:
        """Whether there is nothing to check."""
        return not (self.names or self.numbers or self.quotes)

    def beyond(self, told: "Facts") -> "Facts":
        """What of it is not told yet; a quotation always counts, because its words are not compared."""
        return Facts(names=self.names - told.names, numbers=self.numbers - told.numbers, quotes=self.quotes)

    def __or__(self, other: "Facts") -> "Facts":
        """What two pieces assert together."""
        return Facts(
            names=self.names | other.names, numbers=self.numbers | other.numbers, quotes=self.quotes or other.quotes
        )


class Names:
    """Which words of one document are names.

    A capital letter inside a sentence makes a name; at the beginning of a sentence only if the word is never written
    small in the document and either stands with a capital elsewhere or is followed by another capital. Words with a
    capital behind the first letter are names, common abbreviations are not.

    Args:
        sentences: words of the prose of the document, without headings, whose capitals mean nothing in English.
        title: of the document; a name that is small in a slot for it is a name.
    """

    def __init__(self, sentences: Iterable["Tokens"], title: str) -> None:
        self._title = [bare(token) for token in TOKEN.findall(title)]
        inner: set[str] = set()
        small: set[str] = set()
        for tokens in sentences:
            slot = find_slot(tokens.bare, self._title) or Slot(0, 0)
            for i, token in enumerate(tokens.written):
                if i > 0 and token[0].isupper():
                    inner.add(tokens.bare[i])
                elif i > 0 and token.islower() and not slot.start <= i < slot.end:
                    small.add(token)
        self._inner = inner - small - _FUNCTION
        self._small = small

    def slot(self, tokens: "Tokens") -> Slot | None:
        """Where a template was filled with the title: title words in a spelling that they have nowhere else.

        That is a name written small, a common word with a capital in the middle of a sentence, or the whole headline
        within a sentence.
        """
        found = find_slot(tokens.bare, self._title)
        if found is None:
            return None
        written, words, run = tokens.written, tokens.bare, range(found.start, found.end)
        small = any(written[i].islower() and words[i] in self._inner for i in run)
        whole = len(run) == len(self._title)
        large = whole and any(i > 0 and written[i][0].isupper() and words[i] in self._small for i in run)
        copied = whole and len(run) >= 5 and (found.start > 0 or all(written[i].islower() for i in run))
        return found if small or large or copied else None

    def facts(self, tokens: "Tokens") -> Facts:
        """The names and numbers of one sentence; what stands in a slot is to be left out."""
        named = [
            tokens.bare[i] for i, token in enumerate(tokens.written) if not token.islower() and self._is_name(tokens, i)
        ]
        return Facts(names=frozenset(_PLACE.get(name, name) for name in named), numbers=frozenset(_numbers(tokens)))

    def _is_name(self, tokens: "Tokens", i: int) -> bool:
        token, word = tokens.written[i], tokens.bare[i]
        if word in _ACRONYMS or word.split("-")[0] in _ACRONYMS:
            return False
        if any(letter.isupper() for letter in token[1:]):
            return True
        if not token[0].isupper() or word in _FUNCTION or word in _CALENDAR:
            return False
        if i > 0 or word in self._inner:
            return True
        following = tokens.written[1:2]
        return word not in self._small and any(
            after[0].isupper() and bare(after) not in _ACRONYMS for after in following
        )


class Tokens(NamedTuple):
    """The words of a sentence, as they are written and bare."""

    written: Sequence[str]
    bare: Sequence[str]

    @classmethod
    def of(cls, text: str) -> "Tokens":
        """The words of a text."""
        written = TOKEN.findall(text)
        return cls(written, [bare(token) for token in written])

    def without(self, slot: Slot) -> "Tokens":
        """All but what stands in a slot."""
        return Tokens(
            [*self.written[: slot.start], *self.written[slot.end :]], [*self.bare[: slot.start], *self.bare[slot.end :]]
        )


def bare(token: str) -> str:
    """A word in lower case without a genitive's ending: "Anthropic's" gives "anthropic"."""
    word = token.casefold().replace("’", "'")
    return word.removesuffix("'s").removesuffix("'") if "'" in word else word


def names_in_title(title: str) -> frozenset[str]:
    """All words of a title, spelled as in ``Facts``; its capitals do not tell names from other words."""
    return frozenset(_PLACE.get(word, word) for word in map(bare, TOKEN.findall(title)))


def quotations(text: str) -> list[tuple[int, int]]:
    """Where somebody's words stand in a paragraph, quotation marks included; one that is not closed goes to the end."""
    spans = []
    start, closes = -1, ""
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if start < 0 and mark in _CLOSES and (mark != '"' or at == 0 or not text[at - 1].isalnum()):
            start, closes = at, _CLOSES[mark]
        elif start >= 0 and mark in closes:
            spans.append((start, match.end()))
            start = -1
    if start >= 0:
        spans.append((start, len(text)))
    return [(begin, end) for begin, end in spans if len(text[begin:end].split()) >= QUOTE_WORDS]


def _numbers(tokens: Tokens) -> Iterator[str]:
    before = ""
    for token, word in zip(tokens.written, tokens.bare, strict=True):
        number = ""
        if word in _CALENDAR:
            number = word[:3] if token[0].isupper() else ""
        elif not word.isalpha() and any(letter.isdigit() for letter in word):
            number = word.replace(",", "")
        if number:
            yield number
            if before and before.isdigit() != number.isdigit():
                yield f"{before}{number}" if before.isdigit() else f"{number}{before}"
        before = number
