"""Whether a page that turns up is one that was retracted. If it is, it is erased before anything is made of it."""

from collections.abc import Iterable

from pipeline.model.article import Article
from pipeline.model.source import Snapshot
from pipeline.nightly.house import House
from pipeline.store.retractions import key_of_page, keys_of


def is_retracted(house: House, snapshot: Snapshot) -> bool:
    """Whether a page that was opened is one that was retracted, by its address, where it led, or its bytes.

    If it is, what it is known by now is noted as well, and the page is forgotten: it is erased like the first.
    """
    return _again(house, keys_of(snapshot), snapshot.url)


def is_retracted_article(house: House, article: Article) -> bool:
    """Whether an article says that its own address is that of a page that was retracted."""
    return bool(article.canonical) and _again(house, (key_of_page(article.canonical),), article.url)


def _again(house: House, keys: Iterable[str], url: str) -> bool:
    retractions = house.store.retractions
    found = retractions.covering(keys)
    if not found:
        return False
    trace = retractions.trace(url)
    known = next(one for one in retractions.all() if one.retraction_id == found)
    retractions.save(known, {*trace.keys, *keys})
    retractions.erase(trace)
    return True
