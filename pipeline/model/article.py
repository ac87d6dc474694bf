"""One parsed page, and the blocks of its text with the fate of each."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.model.source import Published
from pipeline.model.vocabulary import Barrier, BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of plain text, or one sentence of it where fates differ.

    Attributes:
        order: position in the article, from 0.
        para: paragraph that the block belongs to; pieces of one paragraph share it.
        rule: what dropped the block ("filler:repeat", "chrome:byline"), or None for a block that is kept.
        because: what the rule rests on ("block 14", "no name, number or date of this story"); empty if kept.
        articles: ids of other articles that the rule rests on, at most three; only where it looks beyond this one.
    """

    order: int
    para: int
    kind: BlockKind
    text: str
    rule: str | None = None
    because: str = ""
    articles: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the block counts as text of the article."""
        return self.rule is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One parsed page. Blocks are in page order and all of them are here, kept or dropped.

    Attributes:
        article_id: derived from the address, so that a page parsed again keeps its id.
        outlet: name of the publisher as it is printed.
        partial: hardly more than title and feed summary is known; both are blocks then, ahead of the page's own.
        barrier: what stands in front of the text, in its place; None where nothing does.
        modified: when the page says that it was changed last; never before ``published``.
        canonical: the address that the page calls its own; empty where it names none of its host.
        site: what the page calls the site that it is on; ``outlet`` is the source's name for it.
        tags: what the page says that it is about, in its own words, each once.
    """

    article_id: str
    snapshot_id: str
    source_id: str
    outlet: str
    url: str
    title: str
    author: str
    language: str
    published: Published | None
    blocks: tuple[Block, ...]
    partial: bool = False
    barrier: Barrier | None = None
    modified: Published | None = None
    canonical: str = ""
    site: str = ""
    tags: tuple[str, ...] = ()

    @property
    def kept_blocks(self) -> tuple[Block, ...]:
        """The blocks that count."""
        return tuple(block for block in self.blocks if block.kept)

    @property
    def text(self) -> str:
        """Kept blocks: paragraphs joined by blank lines, pieces of one paragraph by a space."""
        paragraphs: dict[int, list[str]] = {}
        for block in self.kept_blocks:
            paragraphs.setdefault(block.para, []).append(block.text)
        return "\n\n".join(" ".join(pieces) for pieces in paragraphs.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says about a page: its feed, or the person who hands it over. Empty where nothing is said."""

    title: str = ""
    author: str = ""
    language: str = ""
    summary: str = ""
    published: Published | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that waits to be parsed.

    Attributes:
        body: bytes as fetched; text/plain is cut at blank lines, anything else is read as HTML.
        given: wins over what the page says of itself.
        hints: used where the page says nothing.
    """

    article_id: str
    snapshot_id: str
    source_id: str
    outlet: str
    url: str
    body: bytes
    content_type: str
    fetched_at: datetime | None = None
    given: Said = Said()
    hints: Said = Said()
