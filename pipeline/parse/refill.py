"""Filler found anew in an article that was parsed, when more is known of what others say. Needs no page."""

from dataclasses import replace

from pipeline.model.article import Article
from pipeline.parse.filler import find_filler
from pipeline.parse.pieces import blocks_of, of_page, rebuild
from pipeline.parse.sitewide import SiteMemory


def refill(article: Article, memory: SiteMemory) -> Article:
    """The article with the filler that is found in it under a memory.

    What was found before is undone first, so the same memory gives the same article, whatever was known before; with
    ``NOTHING_SEEN`` it is as it was parsed. What frames the text stays as it is, and so do title and
    teaser of a partial article. An article that is none of a page (the change of a watched page, or title and summary
    of a feed alone) stays as it is.
    """
    if not of_page(article):
        return article
    head, drafts, frame, sheet = rebuild(article)
    fates = find_filler(sheet, memory, article.article_id)
    return replace(article, blocks=(*head, *blocks_of(drafts, frame, sheet, fates, start=len(head))))


def mark_anew(article: Article, memory: SiteMemory) -> Article:
    """As ``refill``, without the work for one that shares nothing with others, and did not when it was marked last."""
    shared = memory.known or any(block.rule == "filler:site" for block in article.blocks)
    return refill(article, memory) if shared else article
