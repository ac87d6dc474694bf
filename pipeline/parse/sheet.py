"""The text of one article as the rules see it: lines, their sentences, and what each of them asserts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from pipeline.model.vocabulary import BlockKind
from pipeline.parse.advice import Genericness, content, weigh
from pipeline.parse.draft import Draft
from pipeline.parse.facts import Facts, Names, Tokens, names_in_title, quotations
from pipeline.text.sentences import Span, sentences
from pipeline.text.stems import stem
from pipeline.text.words import words

REPORTING = -2.0  # how generic a sentence may be by its words and still tell something
PROSE = 6  # words; a shorter line is a label, and says too little to be judged

_RUNNING: tuple[BlockKind, ...] = ("paragraph", "list-item", "quote")
_UNJUDGED = Genericness(0.0, ())


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
        fresh: what it asserts that neither the title nor an earlier sentence has.
        form: how generic it is by its words; zero where that is not asked, as in tables and other languages.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    topic: frozenset[str]
    facts: Facts
    slotted: bool
    fresh: Facts
    form: Genericness

    @property
    def tells(self) -> bool:
        """Whether it tells the story: it asserts something, or is worded like a report."""
        return not self.facts.none or self.form.score < REPORTING

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
        own = 1 if sentence.tells else 0
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
    writer = _Writer(names, title, english=english)
    lines = tuple(writer.line(i, cut) for i, cut in zip(inside, cuts, strict=True))
    telling = [s for line in lines if line.prose for s in line.sentences if s.tells]
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


class _Writer:
    """Writes the lines of one sheet, in order.

    Args:
        names: which words are names.
        title: its names need no telling, and whoever quotes it gives nobody's words.
        english: whether it is asked how generic a sentence is.
    """

    def __init__(self, names: Names, title: str, *, english: bool) -> None:
        self._names = names
        self._title = words(title)
        self._told = Facts(names=names_in_title(title))
        self._english = english
        self._stems: dict[str, str] = {}

    def line(self, position: int, cut: _Cut) -> Line:
        """The line of a draft."""
        quoted = [(start, end) for start, end in quotations(cut.text) if words(cut.text[start:end]) != self._title]
        pieces, whole = [], tuple(words(cut.text))
        judged = self._english and cut.kind in _RUNNING and len(whole) >= PROSE
        for span, tokens in cut.pieces:
            inside = any(start < span.end and span.start < end for start, end in quoted)
            pieces.append(self._sentence(span.text, tokens, quoted=inside, judged=judged))
        facts = reduce(or_, (piece.facts for piece in pieces), Facts())
        if cut.kind != "heading":
            self._told = self._told | facts
        return Line(draft=position, kind=cut.kind, text=cut.text, words=whole, sentences=tuple(pieces), facts=facts)

    def _stem(self, word: str) -> str:
        """The stem of a word; a page uses most of its words more than once."""
        if word not in self._stems:
            self._stems[word] = stem(word)
        return self._stems[word]

    def _sentence(self, text: str, tokens: Tokens, *, quoted: bool, judged: bool) -> Sentence:
        slot = self._names.slot(tokens)
        free = tokens.without(slot) if slot else tokens
        whole = [part for word in free.bare for part in (word.split("-") if "-" in word else (word,))]
        stems = tuple(self._stem(word) for word in whole)
        facts = self._names.facts(free) | Facts(quotes=quoted)
        return Sentence(
            text=text,
            words=tuple(whole),
            stems=stems,
            topic=frozenset(content(whole, stems)),
            facts=facts,
            slotted=slot is not None,
            fresh=facts.beyond(self._told),
            form=weigh(text, whole, stems, facts.names) if judged else _UNJUDGED,
        )
