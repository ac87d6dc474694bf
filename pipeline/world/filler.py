"""What a content mill puts around an article: sentences from its pools, dealt out by the article's slug alone."""

from collections.abc import Iterator
from string import Template
from zlib import crc32

from pipeline.text.sentences import sentences
from pipeline.world.records import Filler, Piece, Step, WorldArticle

_PARAGRAPHS_BETWEEN = 2


def pad(article: WorldArticle, filler: Filler) -> tuple[Piece, ...]:
    """The body of a mill's page: every piece of the article, in order, with filler between and behind.

    Every page starts its turn through a pool at a place that its slug decides. Steps between paragraphs move on through
    their pools; each step behind the article starts anew, so that sentences dealt twice stand on the page twice.
    """
    return tuple(_padded(article, filler))


def _padded(article: WorldArticle, filler: Filler) -> Iterator[Piece]:
    paragraphs = 0
    last = len(article.pieces) - 1
    for number, piece in enumerate(article.pieces):
        yield piece
        paragraphs += piece.kind == "paragraph"
        if piece.kind == "paragraph" and paragraphs % _PARAGRAPHS_BETWEEN == 0 and number != last:
            turn = paragraphs // _PARAGRAPHS_BETWEEN - 1
            for step in filler.between:
                yield from _dealt(step, filler, article, turn * step.count)
    for step in filler.after:
        yield from _dealt(step, filler, article, 0)


def _dealt(step: Step, filler: Filler, article: WorldArticle, skip: int) -> Iterator[Piece]:
    texts: tuple[str, ...] = (step.text,)
    if step.deal:
        pool = filler.pools[step.deal]
        start = crc32(article.slug.encode()) + skip
        texts = tuple(pool[(start + number) % len(pool)] for number in range(step.count))
    lead = sentences(article.lead)[0].text
    for text in texts:
        yield Piece(step.kind, Template(text).substitute(title=article.title.lower(), lead=lead))
