"""Which publishers' words a page shows: at most so many of one article, each quote once, verbatim, with its address."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

from pipeline.model.restriction import Claims, Proof
from pipeline.text.words import words

ARTICLE_WORDS = 50
"""Words of one article that a site may show, on all of its pages together."""
_WORTH_SHOWING = 4  # a quote cut to fewer words says nothing
_WEIGHT = (  # the claims whose evidence is shown first, where there is no room for all
    "action",
    "effective",
    "ends",
    "affected",
    "replacement",
    "reasons",
    "exempt",
    "announced",
    "response",
    "targets",
    "actor",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quote on a page.

    Attributes:
        number: by which claims refer to it.
        text: the words that are shown, a verbatim part of the quote; empty where there is no room for any.
        cut: whether the quote goes on behind them.
        fields: claims that rest on it.
    """

    number: int
    proof: Proof
    text: str
    cut: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The evidence of a page.

    Attributes:
        references: the quotes that are shown, in one group for each article.
        numbers: the number under which each piece of evidence is shown, by its id.
    """

    references: tuple[tuple[Shown, ...], ...]
    numbers: Mapping[str, int]


def cited_by(claims: Claims) -> dict[str, tuple[str, ...]]:
    """The claims that rest on each piece of evidence, by its id; disputed claims first, then the weightiest."""
    ranked = sorted(
        (item.name for item in fields(Claims)),
        key=lambda name: (getattr(claims, name).status != "disputed", _WEIGHT.index(name)),
    )
    found: dict[str, tuple[str, ...]] = {}
    for name in ranked:
        claim = getattr(claims, name)
        for evidence_id in (*claim.evidence, *(i for other in claim.alternatives for i in other.evidence)):
            if name not in found.get(evidence_id, ()):
                found[evidence_id] = (*found.get(evidence_id, ()), name)
    return found


def cite(
    proofs: Iterable[Proof], cited: Mapping[str, tuple[str, ...]], pages: Mapping[str, int] = MappingProxyType({})
) -> Cited:
    """Choose what a page shows of its evidence, article by article.

    Args:
        proofs: all evidence that the page names, in the order in which it is shown.
        cited: the claims that rest on each, the weightiest first; what none rests on is left out.
        pages: how many pages share the words of an article, by its id; one that is not named is on this page alone.

    Returns:
        The quotes, numbered from 1; one inside another is not repeated, but goes under the other's number.
    """
    used = list({proof.evidence_id: proof for proof in proofs if proof.evidence_id in cited}.values())
    holders = {proof.evidence_id: _holder(proof, used) for proof in used}
    names: dict[str, dict[str, None]] = {}
    for evidence_id, holder in holders.items():
        names.setdefault(holder.evidence_id, {}).update(dict.fromkeys(cited[evidence_id]))
    rank = {evidence_id: place for place, evidence_id in enumerate(cited)}
    whole = [proof for proof in used if proof.evidence_id in names]
    texts = _within_limit(sorted(whole, key=lambda proof: rank[proof.evidence_id]), pages)
    whole = [proof for group in _by_article(whole) for proof in group]
    shown = [
        Shown(
            number=number,
            proof=proof,
            text=texts[proof.evidence_id],
            cut=texts[proof.evidence_id] != proof.quote,
            fields=tuple(names[proof.evidence_id]),
        )
        for number, proof in enumerate(whole, start=1)
    ]
    number_of = {quote.proof.evidence_id: quote.number for quote in shown}
    return Cited(
        references=tuple(
            tuple(quote for quote in shown if quote.proof.article_id == article)
            for article in dict.fromkeys(proof.article_id for proof in whole)
        ),
        numbers={evidence_id: number_of[holder.evidence_id] for evidence_id, holder in holders.items()},
    )


def _by_article(proofs: Sequence[Proof]) -> list[list[Proof]]:
    groups: dict[str, list[Proof]] = {}
    for proof in proofs:
        groups.setdefault(proof.article_id, []).append(proof)
    return list(groups.values())


def _holder(proof: Proof, others: Sequence[Proof]) -> Proof:
    """The first of the longest quotes that hold this one; itself, if no other does."""
    holding = [
        other
        for other in others
        if (other.article_id, other.block) == (proof.article_id, proof.block)
        and other.start <= proof.start
        and other.end >= proof.end
    ]
    return max(holding, key=lambda other: other.end - other.start)


def _within_limit(proofs: Sequence[Proof], pages: Mapping[str, int]) -> dict[str, str]:
    left: dict[str, int] = {}
    texts = {}
    for proof in proofs:
        room = left.get(proof.article_id, ARTICLE_WORDS // pages.get(proof.article_id, 1))
        text = first_words(proof.quote, room)
        if text != proof.quote and not worth_showing(text):
            text = ""
        texts[proof.evidence_id] = text
        left[proof.article_id] = room - len(words(text))
    return texts


def worth_showing(text: str) -> bool:
    """Whether the beginning of a quote still says something."""
    return len(words(text)) >= _WORTH_SHOWING


def first_words(text: str, count: int) -> str:
    """The beginning of a text, cut behind a word, with at most so many words (Chinese characters count one by one)."""
    if (text.isascii() and len(text) < 2 * count) or len(words(text)) <= count:  # two letters make one word at least
        return text
    ends = [match.start() for match in re.finditer(r"\s", text)] or list(range(len(text)))
    fitting = [end for end in ends if len(words(text[:end])) <= count]
    return text[: fitting[-1]].rstrip() if fitting else ""
