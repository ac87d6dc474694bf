"""The writer's checks: what the register says is held against its schema and the stored articles at every write.

A violation is a bug of ours, never news: it stops the run before anything is published, and nothing of the night's
register is stored.
"""

import json
from collections.abc import Iterator, Sequence

from pipeline.analyse.register.imported import cited
from pipeline.model.article import Article
from pipeline.model.errors import StoreError
from pipeline.model.restriction import Candidate, Claim, Claims, Proof, Restriction
from pipeline.nightly.house import House
from pipeline.render.register_json import check, register_json

Item = Restriction | Candidate


def check_written(house: House, written: Sequence[Item]) -> None:
    """Check the register as it stands in the transaction that is still open.

    Args:
        house: with the store that has just been written.
        written: rows and candidates that are new or changed; their quotes are looked up.

    Raises:
        StoreError: the first violation, in one line.
    """
    wrong = next(_violations(house, written), None)
    if wrong is not None:
        raise StoreError(f"the register would not be valid, so nothing of it was kept: {wrong} (please report this)")


def _violations(house: House, written: Sequence[Item]) -> Iterator[str]:
    yield from check(json.loads(register_json(house.store.registry.register(today=house.today.isoformat()))))
    proofs = [proof for item in written for proof in _ours(item)]
    articles = {a.article_id: a for a in house.store.articles.articles({proof.article_id for proof in proofs})}
    for item in written:
        name = item.restriction_id if isinstance(item, Restriction) else item.candidate_id
        if isinstance(item, Candidate):
            known = {proof.evidence_id for proof in item.evidence}
            for evidence_id in sorted(_cited(item.claims) - known):
                yield f"{name}: names evidence {evidence_id!r}, which is not there"
        for proof in _ours(item):
            fault = _fault(proof, articles.get(proof.article_id))
            if fault:
                yield f"{name}: evidence {proof.evidence_id!r}: {fault}"


def _ours(item: Item) -> list[Proof]:
    """The quotes of a row but for those that an import brought: their articles are another instance's."""
    claims: list[Claim] = [getattr(item.claims, name) for name in Claims.__dataclass_fields__]
    theirs = {i for claim in claims if claim.set_by == "import" for i in cited(claim)}
    ours = {i for claim in claims if claim.set_by != "import" for i in cited(claim)}
    foreign = isinstance(item, Restriction) and bool(item.imported_from)
    return [] if foreign else [proof for proof in item.evidence if proof.evidence_id not in theirs - ours]


def _cited(claims: Claims) -> set[str]:
    found: list[Claim] = [getattr(claims, name) for name in Claims.__dataclass_fields__]
    return {evidence_id for claim in found for evidence_id in cited(claim)}


def _fault(proof: Proof, article: Article | None) -> str:
    """What is wrong with the address of a quote; empty if it stands there word for word."""
    if article is None:
        return f"no article {proof.article_id!r} is stored"
    if not 0 <= proof.block < len(article.blocks):
        return f"article {proof.article_id!r} has no block {proof.block}"
    if article.blocks[proof.block].text[proof.start : proof.end] != proof.quote:
        return f"its quote does not stand at {proof.start} to {proof.end} of block {proof.block}"
    return ""
