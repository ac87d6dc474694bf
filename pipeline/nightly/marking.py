"""What articles have in common is remembered, and articles of which more is known now are marked anew.

A page is parsed alone. Then its sentences are remembered; every article for which that matters, those of earlier nights
as well, waits to be marked; and an article whose marks change is read again, without a word to readers. Both steps know
by the outcomes of their stage what is left to do, so the marks hang on the articles alone: not on the night in which
each was read, on their order, or on how often a run was killed.
"""

from collections.abc import Sequence

from pipeline.model.article import Article
from pipeline.model.outcome import done
from pipeline.model.site import TextShare
from pipeline.nightly.house import House
from pipeline.nightly.rhythm import batches
from pipeline.parse.article import VERSION
from pipeline.parse.prints import fingerprint
from pipeline.parse.refill import mark_anew
from pipeline.parse.sitewide import MOST_HOLDERS, MOST_SITE, recall

_FILLER = "filler:"
_REPEATED = frozenset({"filler:near-repeat", "filler:repeat", "filler:site", "filler:slotted"})


def remember(house: House, *, most: int = MOST_SITE) -> int:
    """Remember every article that is not remembered yet, and forget those that are too old.

    Args:
        house: the run's house.
        most: articles of one site that are remembered.

    Returns:
        How many were remembered.
    """
    store = house.store
    waiting = store.articles.waiting("remember", VERSION)
    for batch in batches(waiting):
        with store.transaction():
            touched: set[str] = set()
            sites = {_remember(house, article, touched) for article in store.articles.articles(batch)}
            for site in sorted(sites):
                for old in store.memory.oldest(site, most):
                    touched.update(store.memory.touched(old, MOST_HOLDERS))
                    store.memory.drop(old.article_id)
            store.articles.undo(["mark"], sorted(touched))
            for article_id in batch:
                store.articles.save_outcome("remember", VERSION, article_id, done(article_id, None))
    return len(waiting)


def _remember(house: House, article: Article, touched: set[str]) -> str:
    """Remember one article; returns its site."""
    memory = house.store.memory
    prints, held = fingerprint(article), memory.prints(article.article_id)
    if prints != held:
        if held:
            touched.update(memory.touched(held, MOST_HOLDERS))
        memory.save(prints)
        touched.update(memory.touched(prints, MOST_HOLDERS))
    return prints.site


def mark(house: House) -> int:
    """Mark every article anew of which more is known than when it was marked.

    Returns:
        How many have other marks than before.
    """
    store = house.store
    waiting = store.articles.waiting("mark", VERSION)
    changed = 0
    with house.progress.step("comparing articles", len(waiting)) as advance:
        for batch in batches(waiting):
            with store.transaction():
                for article in store.articles.articles(batch):
                    prints = store.memory.prints(article.article_id) or fingerprint(article)
                    marked = mark_anew(article, recall(article, prints, store.memory.holders(prints, MOST_HOLDERS)))
                    if marked != article:
                        again = _fates(marked) != _fates(article)
                        store.articles.save_marked(marked, again=again)
                        changed += again
                    store.memory.save_share(article.article_id, article.source_id, share([marked]))
                    store.articles.save_outcome("mark", VERSION, article.article_id, done(article.article_id, None))
                    advance()
    return changed


def _fates(article: Article) -> list[tuple[str, str | None]]:
    """What is read of an article, and what is not; the reasons beside it name other articles, and these change."""
    return [(block.text, block.rule) for block in article.blocks]


def share(articles: Sequence[Article]) -> TextShare:
    """How much of some articles was stripped; what frames a body is not counted."""
    words = filler = repeated = 0
    for article in articles:
        for block in article.blocks:
            length, rule = len(block.text.split()), block.rule or ""
            if block.kept or rule.startswith(_FILLER):
                words += length
                filler += length if rule else 0
                repeated += length if rule in _REPEATED else 0
    return TextShare(articles=len(articles), words=words, filler=filler, repeated=repeated)
