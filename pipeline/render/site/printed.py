"""The register as the site prints it for programs: of each article the words that its pages show, and no others.

A quote that the pages cut is cut here at the same word, and its end is moved with it, so that what is left stands at
its address. One that they leave out is "…" and keeps the address of the whole. Hash, block and id are never touched:
whoever holds the article finds all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model.availability import Availability
from pipeline.model.restriction import Candidate, Proof, Register
from pipeline.model.rights import WITHHELD
from pipeline.render.site.quotes import ARTICLE_WORDS, Cited, Shown, cite, cited_by, worth_showing
from pipeline.text.words import words


def printed(register: Register, pages: Mapping[str, int]) -> Register:
    """The register with no more words of an article than its pages show.

    Args:
        register: with whole quotes.
        pages: how many pages share the words of an article, by its id.
    """
    watched = cite_watched(register.candidates, pages)
    return replace(
        register,
        restrictions=tuple(
            replace(row, evidence=cut(row.evidence, cite(row.evidence, cited_by(row.claims), pages)))
            for row in register.restrictions
        ),
        candidates=tuple(replace(row, evidence=cut(row.evidence, watched)) for row in register.candidates),
    )


def printed_lists(facts: Sequence[Availability]) -> tuple[Availability, ...]:
    """Facts of vendors' lists with at most so many words of a list as of any page; the others are known by their codes.

    Lines of countries that are listed no more come first, then those that say the most; each is counted once.
    """
    order = sorted(range(len(facts)), key=lambda place: (facts[place].listed, -len(facts[place].quote), place))
    shown: dict[str, set[str]] = {}
    left: dict[str, int] = {}
    for place in order:
        url, quote = facts[place].url, facts[place].quote
        count = len(words(quote))
        if quote not in shown.setdefault(url, set()) and count <= left.setdefault(url, ARTICLE_WORDS):
            shown[url].add(quote)
            left[url] -= count
    return tuple(fact if fact.quote in shown[fact.url] else replace(fact, quote="") for fact in facts)


def cite_watched(candidates: Sequence[Candidate], pages: Mapping[str, int]) -> Cited:
    """What the page of all candidates shows of their evidence.

    Args:
        candidates: in the order of the page.
        pages: how many pages share the words of an article, by its id.
    """
    cited: dict[str, tuple[str, ...]] = {}
    for candidate in candidates:
        for evidence_id, names in cited_by(candidate.claims).items():
            cited[evidence_id] = tuple(dict.fromkeys((*cited.get(evidence_id, ()), *names)))
    return cite([proof for candidate in candidates for proof in candidate.evidence], cited, pages)


def cut(proofs: Sequence[Proof], cited: Cited) -> tuple[Proof, ...]:
    """Evidence with the words that a page shows of it."""
    by_number = {quote.number: quote for group in cited.references for quote in group}
    return tuple(_cut(proof, by_number.get(cited.numbers.get(proof.evidence_id, 0))) for proof in proofs)


def _cut(proof: Proof, shown: Shown | None) -> Proof:
    """One piece of evidence; the words of one that goes under another's number are those that are shown there."""
    if shown is None:
        return replace(proof, quote=WITHHELD)
    before = proof.start - shown.proof.start
    text = shown.text[before : before + len(proof.quote)]
    if text == proof.quote:
        return proof
    text = text.rstrip()
    if not worth_showing(text):
        return replace(proof, quote=WITHHELD)
    return replace(proof, quote=text, end=proof.start + len(text))
