"""Fingerprints of the articles of a batch, in memory: what a night keeps in the database."""

from collections.abc import Iterable
from heapq import nsmallest

from pipeline.model.fingerprint import Prints
from pipeline.parse.sitewide import MOST_HOLDERS, MOST_SITE


class Shelf:
    """Remembers the newest articles of one site, which come in the order of publication."""

    def __init__(self) -> None:
        self._articles: dict[str, Prints] = {}
        self._by_band: dict[int, dict[str, None]] = {}

    def put(self, prints: Prints) -> None:
        """Remember an article in the place of an older one with its id; the oldest one goes if there are too many."""
        self._drop(prints.article_id)
        if len(self._articles) == MOST_SITE:
            self._drop(next(iter(self._articles)))
        self._articles[prints.article_id] = prints
        for sentence in prints.sentences:
            for band in sentence.bands:
                self._by_band.setdefault(band, {})[prints.article_id] = None

    def holders(self, prints: Prints) -> list[Prints]:
        """Articles that may hold sentences of this one; of each band only those with the least lots."""
        bands = {band for sentence in prints.sentences for band in sentence.bands}
        return [self._articles[article_id] for article_id in sorted(self._found(bands, prints.article_id))]

    def _found(self, bands: Iterable[int], own: str) -> set[str]:
        found: set[str] = set()
        for band in bands:
            held = (article_id for article_id in self._by_band.get(band, ()) if article_id != own)
            found.update(
                nsmallest(MOST_HOLDERS, held, key=lambda article_id: (self._articles[article_id].lot, article_id))
            )
        return found

    def _drop(self, article_id: str) -> None:
        gone = self._articles.pop(article_id, None)
        for sentence in gone.sentences if gone else ():
            for band in sentence.bands:
                self._by_band.get(band, {}).pop(article_id, None)
