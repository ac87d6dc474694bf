"""What is remembered of the text of articles, to know a template again; and how much of each source was stripped."""

import json

from pipeline.model.fingerprint import Prints
from pipeline.model.site import TextShare
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json

_PRINTS = Json(Prints)


class Memory:
    """Fingerprints and what was stripped. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def prints(self, article_id: str) -> Prints | None:
        """What is remembered of an article, or None."""
        row = self._db.one("SELECT record FROM fingerprints WHERE article_id = ?", article_id)
        return _PRINTS.read(row["record"]) if row else None

    def save(self, prints: Prints) -> None:
        """Remember an article; what was remembered of it before goes."""
        self.drop(prints.article_id)
        row: Row = {
            "article_id": prints.article_id,
            "site": prints.site,
            "published_on": prints.published_on,
            "record": _PRINTS.write(prints),
        }
        self._db.insert("fingerprints", [row])
        self._db.insert(
            "fingerprint_bands",
            [
                {"band": band, "lot": prints.lot, "article_id": prints.article_id}
                for band in sorted({band for sentence in prints.sentences for band in sentence.bands})
            ],
        )

    def drop(self, article_id: str) -> None:
        """Forget an article."""
        held = self.prints(article_id)
        if held:
            self._db.run(
                "DELETE FROM fingerprint_bands WHERE band IN (SELECT value FROM json_each(?)) AND article_id = ?",
                _bands(held),
                article_id,
            )
            self._db.run("DELETE FROM fingerprints WHERE article_id = ?", article_id)

    def holders(self, prints: Prints, most: int) -> list[Prints]:
        """Other articles that may hold a sentence of this one, in the order of their ids.

        Args:
            prints: of the article.
            most: articles that are looked at for each band, those with the least lots.
        """
        rows = self._db.rows(
            """SELECT record FROM fingerprints WHERE article_id IN (
                SELECT near.article_id FROM json_each(?1) AS wanted
                JOIN fingerprint_bands AS near ON near.band = wanted.value
                WHERE near.article_id <> ?2 AND near.lot <= COALESCE(
                    (SELECT lot FROM fingerprint_bands WHERE band = wanted.value AND article_id <> ?2
                    ORDER BY lot LIMIT 1 OFFSET ?3), 9223372036854775807))
            ORDER BY article_id""",
            _bands(prints),
            prints.article_id,
            most - 1,
        )
        return [_PRINTS.read(row["record"]) for row in rows]

    def touched(self, prints: Prints, most: int) -> list[str]:
        """Ids of the articles for which it matters that this one is remembered, itself included, sorted.

        Args:
            prints: of an article that is remembered.
            most: as in ``holders``. Where enough with lesser lots hold a sentence, one more makes no difference.
        """
        rows = self._db.rows(
            """SELECT DISTINCT near.article_id FROM json_each(?1) AS wanted
            JOIN fingerprint_bands AS near ON near.band = wanted.value
            WHERE ?2 <= COALESCE((SELECT lot FROM fingerprint_bands WHERE band = wanted.value
                ORDER BY lot LIMIT 1 OFFSET ?3), 9223372036854775807)
            ORDER BY near.article_id""",
            _bands(prints),
            prints.lot,
            most,
        )
        return [row["article_id"] for row in rows]

    def oldest(self, site: str, most: int) -> list[Prints]:
        """What is remembered of a site beyond its newest articles; those without a day are the oldest.

        Args:
            site: a host.
            most: articles that stay.
        """
        rows = self._db.rows(
            """SELECT record FROM fingerprints WHERE site = ?
            ORDER BY published_on DESC, article_id DESC LIMIT -1 OFFSET ?""",
            site,
            most,
        )
        return [_PRINTS.read(row["record"]) for row in rows]

    def save_share(self, article_id: str, source_id: str, share: TextShare) -> None:
        """Keep how much of an article was stripped."""
        row: Row = {
            "article_id": article_id,
            "source_id": source_id,
            "words": share.words,
            "filler": share.filler,
            "repeated": share.repeated,
        }
        self._db.put("text_shares", [row])

    def shares(self) -> dict[str, TextShare]:
        """How much was stripped from the articles of each source."""
        rows = self._db.rows(
            """SELECT source_id, COUNT(*) AS articles, SUM(words) AS words, SUM(filler) AS filler,
            SUM(repeated) AS repeated FROM text_shares GROUP BY source_id ORDER BY source_id"""
        )
        return {row.pop("source_id"): TextShare(**row) for row in rows}


def _bands(prints: Prints) -> str:
    return json.dumps(sorted({band for sentence in prints.sentences for band in sentence.bands}))
