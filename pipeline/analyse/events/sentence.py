"""One sentence of an article with everything that it names, found once and read by all later steps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model.article import Article
from pipeline.model.event import Place
from pipeline.model.vocabulary import BlockKind
from pipeline.text.sentences import sentences

_BROKEN_OFF = re.compile(r"(?:…|\.\.\.)\W*$")
_LONGEST = 2000  # code points; what goes on for longer is no sentence, and costs more than its length
_MOST = 1500  # sentences of one article that are read

MentionKind = Literal["tool", "generic", "org", "reference", "region", "audience"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: ``sentence.text[start:end] == text``.

    Attributes:
        name: canonical name; for a region its code; for a reference its head noun ("company").
        known: stands in the lexicon.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    name: str
    known: bool = True

    def apart(self, others: Sequence["Mention"]) -> bool:
        """Whether it shares no letter with any of the others."""
        return all(self.end <= other.start or other.end <= self.start for other in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a kept block.

    Attributes:
        index: number of the sentence in the article, from 0.
        block: order of its block; ``article.blocks[block].text[start:start + len(text)] == text``.
        low: the text in small letters, with straight apostrophes, letter for letter.
        kind: of its block; "title" where only the title and a summary are known, or for the title itself.
        quoted: spans between quotation marks.
        tools: AI tools by name; ``generics``: AI tools in general.
    """

    index: int
    block: int
    para: int
    start: int
    text: str
    low: str
    kind: BlockKind = "paragraph"
    quoted: tuple[tuple[int, int], ...] = ()
    tools: tuple[Mention, ...] = ()
    generics: tuple[Mention, ...] = ()
    orgs: tuple[Mention, ...] = ()
    references: tuple[Mention, ...] = ()
    regions: tuple[Mention, ...] = ()
    audiences: tuple[Mention, ...] = ()

    def __hash__(self) -> int:
        """Of what tells sentences apart in practice, for caches; all fields would cost more than they save."""
        return hash((self.index, self.block, self.text))

    @property
    def heading(self) -> bool:
        """Whether it stands in a heading."""
        return self.kind == "heading"

    @property
    def things(self) -> tuple[Mention, ...]:
        """What can be restricted: tools by name and AI tools in general, in order."""
        return tuple(sorted((*self.tools, *self.generics), key=lambda mention: mention.start))

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether a span lies inside quotation marks."""
        return any(begin <= start and end <= stop for begin, stop in self.quoted)


def cut(article: Article) -> Iterator[Sentence]:
    """The sentences of the kept blocks without what they name: the first 1,500 of at most 2,000 code points each.

    Of a partial article, a sentence that breaks off is passed over: its end may take back what it says.
    """
    index = 0
    for block in article.kept_blocks:
        for span in sentences(block.text):
            if index == _MOST:
                return
            if len(span.text) > _LONGEST or (article.partial and _BROKEN_OFF.search(span.text)):
                continue
            yield Sentence(
                index=index,
                block=block.order,
                para=block.para,
                start=span.start,
                text=span.text,
                low=in_small(span.text),
                kind=block.kind,
            )
            index += 1


def places(article: Article) -> tuple[Place, ...]:
    """Where the sentences that ``cut`` gives stand, in order."""
    return tuple(
        Place(block=sentence.block, start=sentence.start, end=sentence.start + len(sentence.text))
        for sentence in cut(article)
    )


def in_small(text: str) -> str:
    """A text in small letters, with straight apostrophes, letter for letter: a place in one is a place in the other."""
    small = text.lower()
    if len(small) != len(text):  # "İ" becomes two letters
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return small.replace("’", "'")


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Mentions that lie wholly between two places, in order."""
    return sorted((m for m in mentions if start <= m.start and m.end <= end), key=lambda m: m.start)
