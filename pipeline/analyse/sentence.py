"""An article's sentences with everything that they name, found once and read by all later steps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.analyse.mentions import Mention, Reader, Signals, audiences
from pipeline.model.article import Article
from pipeline.text.sentences import sentences

_QUOTED = re.compile(r"[“\"«](?P<words>[^”\"»]{12,}?)[”\"»]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a kept block.

    Attributes:
        index: number of the sentence in the article, from 0.
        block: order of its block; ``article.blocks[block].text[start:start + len(text)] == text``.
        heading: stands in a heading.
        quoted: spans between quotation marks.
    """

    index: int
    block: int
    para: int
    start: int
    text: str
    heading: bool = False
    tools: tuple[Mention, ...] = ()
    generics: tuple[Mention, ...] = ()
    orgs: tuple[Mention, ...] = ()
    references: tuple[Mention, ...] = ()
    regions: tuple[Mention, ...] = ()
    audiences: tuple[Mention, ...] = ()
    quoted: tuple[tuple[int, int], ...] = field(default=())

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether a span lies inside quotation marks."""
        return any(begin <= start and end <= stop for begin, stop in self.quoted)


def read_sentences(article: Article, reader: Reader) -> tuple[Sentence, ...]:
    """All sentences of the kept blocks, in order."""
    body = "\n".join([article.title, *(block.text for block in article.kept_blocks)])
    signals = Signals(body, reader)
    return tuple(_read(article, reader, signals))


def read_text(text: str, reader: Reader, signals: Signals) -> Sentence:
    """A single text, such as a title, as one sentence."""
    return _sentence(Sentence(index=0, block=-1, para=-1, start=0, text=text), reader, signals)


def _read(article: Article, reader: Reader, signals: Signals) -> Iterator[Sentence]:
    index = 0
    for block in article.kept_blocks:
        for span in sentences(block.text):
            bare = Sentence(
                index=index,
                block=block.order,
                para=block.para,
                start=span.start,
                text=span.text,
                heading=block.kind == "heading",
            )
            yield _sentence(bare, reader, signals)
            index += 1


def _describes(generic: Mention, tool: Mention) -> bool:
    """Whether words for tools in general only say what a named tool is: "the companion chatbot Lumi"."""
    return generic.start <= tool.end + 2 and tool.start <= generic.end + 2


def _sentence(bare: Sentence, reader: Reader, signals: Signals) -> Sentence:
    text = bare.text
    tools = reader.tools(text, signals)
    regions = reader.regions(text)
    return Sentence(
        index=bare.index,
        block=bare.block,
        para=bare.para,
        start=bare.start,
        text=text,
        heading=bare.heading,
        tools=tuple(tools),
        generics=tuple(m for m in reader.generics(text) if not any(_describes(m, tool) for tool in tools)),
        orgs=tuple(reader.orgs(text, [*tools, *regions])),
        references=tuple(reader.references(text)),
        regions=tuple(regions),
        audiences=tuple(audiences(text)),
        quoted=tuple(match.span("words") for match in _QUOTED.finditer(text)),
    )
