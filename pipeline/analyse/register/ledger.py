"""The evidence of one restriction, each quote once, with its id."""

from collections.abc import Iterable

from pipeline.analyse.register.support import Support
from pipeline.model.event import Evidence
from pipeline.model.restriction import Proof


class Ledger:
    """Collects quotes while the claims of a row are made."""

    def __init__(self) -> None:
        self._proofs: dict[tuple[str, int, int, int], Proof] = {}

    def cite(self, support: Support, field: str) -> tuple[str, ...]:
        """Ids of the quotes that carry a field of an event."""
        ids = []
        for quote in support.event.evidence:
            if quote.field == field:
                key = (quote.article_id, quote.block, quote.start, quote.end)
                ids.append(self._proofs.setdefault(key, _proof(support, quote)).evidence_id)
        return tuple(dict.fromkeys(ids))

    def cite_all(self, supports: Iterable[Support], field: str) -> tuple[str, ...]:
        """Ids of the quotes that carry a field of several events."""
        return tuple(dict.fromkeys(evidence_id for support in supports for evidence_id in self.cite(support, field)))

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """All quotes cited, in the order of publication and place."""
        return tuple(
            sorted(self._proofs.values(), key=lambda p: (p.published or "9999", p.url, p.block, p.start, p.evidence_id))
        )


def _proof(support: Support, quote: Evidence) -> Proof:
    report = support.report
    return Proof(
        evidence_id=f"{quote.article_id[:10]}-{quote.block}-{quote.start}-{quote.end}",
        article_id=quote.article_id,
        block=quote.block,
        start=quote.start,
        end=quote.end,
        quote=quote.text,
        url=report.url,
        publisher=report.outlet,
        title=report.title or report.url,
        published=report.published,
        retrieved_at=report.retrieved_at,
        language=report.language or "en",
        role=support.role,
        source_grade=report.grade,
        sha256=report.sha256,
        relays=support.event.attribution,
    )
