"""The text of one article as the rules see it: lines, their sentences, and what each of them asserts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from pipeline.model.vocabulary import BlockKind
from pipeline.parse.advice import content
from pipeline.parse.draft import Draft
from pipeline.parse.facts import Facts, Names, Tokens, names_in_title, quotations
from pipeline.parse.stems import stem
from pipeline.text.sentences import Span, sentences
from pipeline.text.words import words

PROSE = 6  # words; a shorter line is a label, and says too little to be judged

_RUNNING: tuple[BlockKind, ...] = ("paragraph", "list-item", "quote")


class Fate(NamedTuple):
    """Why a piece is dropped.

    Attributes:
        draft: position of the draft that the rule rests on; it is named behind ``because`` when blocks have numbers.
        articles: other articles that it rests on, a few of them.
    """

    rule: str
    because: str
    draft: int | None = None
    articles: tuple[str, ...] = ()


class Spot(NamedTuple):
    """A sentence's place: number of its line, number in that line."""

    line: int
    sentence: int


Fates = Mapping[Spot, Fate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a line; a line that is not running text is one sentence.

    Attributes:
        words: in lower case, without genitives and without what stands in a slot for the title; compounds in parts.
        stems: of these words.
        topic: stems that carry its subject: no function words.
        slotted: whether the title stands in it as in a template.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    topic: frozenset[str]
    facts: Facts
    slotted: bool

    @property
    def masked(self) -> list[str]:
        """Its stems, with a star for each name and number: what a template has in common."""
        asserted = self.facts.names | self.facts.numbers
        return ["*" if word in asserted else one for word, one in zip(self.words, self.stems, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One draft of the body that the frame's rules left.

    Attributes:
        draft: its position among the drafts of the page.
    """

    draft: int
    kind: BlockKind
    text: str
    words: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    facts: Facts

    @property
    def prose(self) -> bool:
        """Whether it is running text: long enough, and no heading, row or code."""
        return self.kind in _RUNNING and len(self.words) >= PROSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One article before its filler is found.

    Attributes:
        english: whether rules that need English words may be used.
        topic: stems of sentences that assert something, with the number of these sentences: the words of the story.
    """

    title: str
    english: bool
    lines: tuple[Line, ...]
    title_stems: frozenset[str]
    topic: Mapping[str, int]
    title_names: frozenset[str]

    def in_topic(self, sentence: Sentence) -> frozenset[str]:
        """The subject words of a sentence that the title or an assertion elsewhere in the article has, too."""
        own = 0 if sentence.facts.none else 1
        return frozenset(one for one in sentence.topic if one in self.title_stems or self.topic.get(one, 0) > own)


def lay_out(drafts: Sequence[Draft], inside: Sequence[int], *, title: str, english: bool) -> Sheet:
    """Cut the body's drafts into sentences and note what each asserts.

    Args:
        drafts: all drafts of the page.
        inside: positions of those that are text of the article, in order.
        title: of the article.
        english: whether the article is in English.
    """
    cuts = [_cut(drafts[i]) for i in inside]
    names = Names((tokens for cut in cuts if cut.kind not in ("heading", "code") for _, tokens in cut.pieces), title)
    lines = tuple(_line(i, cut, names) for i, cut in zip(inside, cuts, strict=True))
    telling = [s for line in lines if line.prose for s in line.sentences if not s.facts.none]
    return Sheet(
        title=title,
        english=english,
        lines=lines,
        title_stems=frozenset(stem(word) for word in words(title)),
        topic=Counter(one for sentence in telling for one in sentence.topic),
        title_names=names_in_title(title),
    )


class _Cut(NamedTuple):
    """A draft in sentences, each with its words."""

    kind: BlockKind
    text: str
    pieces: list[tuple[Span, Tokens]]


def _cut(draft: Draft) -> _Cut:
    text = draft.text
    spans = sentences(text) if draft.kind in _RUNNING else [Span(0, len(text), text)]
    return _Cut(draft.kind, text, [(span, Tokens.of(span.text)) for span in spans])


def _line(position: int, cut: _Cut, names: Names) -> Line:
    quoted = quotations(cut.text)
    pieces = []
    for span, tokens in cut.pieces:
        inside = any(start < span.end and span.start < end for start, end in quoted)
        pieces.append(_sentence(span.text, tokens, names, quoted=inside))
    facts = reduce(or_, (piece.facts for piece in pieces), Facts())
    whole = tuple(words(cut.text))
    return Line(draft=position, kind=cut.kind, text=cut.text, words=whole, sentences=tuple(pieces), facts=facts)


def _sentence(text: str, tokens: Tokens, names: Names, *, quoted: bool) -> Sentence:
    slot = names.slot(tokens)
    free = tokens.without(slot) if slot else tokens
    whole = [part for word in free.bare for part in (word.split("-") if "-" in word else (word,))]
    stems = tuple(stem(word) for word in whole)
    return Sentence(
        text=text,
        words=tuple(whole),
        stems=stems,
        topic=frozenset(content(whole, stems)),
        facts=names.facts(free) | Facts(quotes=quoted),
        slotted=slot is not None,
    )
