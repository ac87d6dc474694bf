"""The one quote of an item: a publisher's own words, whole clauses of them, and never more than the limit."""

import re
from collections.abc import Sequence

from pipeline.brief.wording import actor_name
from pipeline.model.edition import Quote, Report
from pipeline.model.restriction import Proof, Restriction, Target
from pipeline.model.rights import WITHHELD

_DATELINE = re.compile(r"^[A-Z][A-Z .'-]+(?:, [\w .]{3,15})?(?: \([A-Za-z ]+\))? [-–—] ")
"""The dateline of a wire text ("LONDON, July 3 - "): of the agency, and no part of the sentence."""
_CLAUSE = re.compile(r"[,;:–—]\s|\s(?:and|but|because|which|after|when|while)\s")
_POINTS_BACK = re.compile(
    r"^(?:It|They|He|She|This|That|These|Those|Such|Both)\b"
    r"|\b(?:similar|the same|such an?|the former|the latter)\b"
)
"""Words that only what stands before the quote explains: with them nobody can tell what is meant."""


def quote(row: Restriction, limit: int) -> Quote | None:
    """The best verbatim words for what is so: from the best source, at most ``limit`` words, cut only at clauses."""
    ranked = [proof for proof in _ranked(row) if proof.quote != WITHHELD]
    tools = _needles(row)
    actor = [(actor_name(row) or "the actor").split(" (")[0]] if tools else []  # where the text says "its API"
    for proof, needles in [(proof, needles) for needles in (tools, actor) for proof in ranked]:
        text = clip(proof.quote, limit, needles)
        if text:
            return Quote(text=text, outlet=proof.publisher, published=proof.published, url=proof.url)
    return None


def report(row: Restriction) -> Report | None:
    """The best page that tells what is so, for a row of which no words can be quoted."""
    best = next(iter(_ranked(row)), None)
    return None if best is None else Report(outlet=best.publisher, published=best.published, url=best.url)


def _ranked(row: Restriction) -> list[Proof]:
    """The evidence for what is so, the best source first."""
    proofs = {proof.evidence_id: proof for proof in row.evidence}
    cited = _words_of_the_lift(row) if row.status == "lifted" else ()
    return sorted(
        (proofs[evidence_id] for evidence_id in cited or _words_of_the_action(row)),
        key=lambda proof: (proof.role != "primary", proof.source_grade, proof.published or "9", proof.url),
    )


def _words_of_the_action(row: Restriction) -> tuple[str, ...]:
    action = row.claims.action
    return action.evidence or tuple(e for alternative in action.alternatives for e in alternative.evidence)


def _words_of_the_lift(row: Restriction) -> tuple[str, ...]:
    """What names the actor, and does not tell of what was imposed."""
    imposed = set(_words_of_the_action(row))
    return tuple(evidence_id for evidence_id in row.claims.actor.evidence if evidence_id not in imposed)


def clip(text: str, limit: int, needles: Sequence[str]) -> str:
    """The longest run of whole clauses with a needle in it and 5 to ``limit`` words, without a dateline; or empty.

    One that begins the sentence goes before one that begins in its middle.
    """
    text = _DATELINE.sub("", text)
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    fitting = []
    for start in cuts:
        for end in cuts:
            piece = text[start:end].strip(" ,;:–—")
            piece = re.sub(r"\s(?:and|but|because|which|after|when|while)$", "", piece)
            if (
                5 <= len(piece.split()) <= limit
                and any(needle in piece for needle in needles)
                and not _POINTS_BACK.search(piece)
            ):
                fitting.append((start == 0, len(piece), piece))
    return max(fitting, default=(True, 0, ""))[2]


def _needles(row: Restriction) -> list[str]:
    value = row.claims.targets.value
    names = [item.tool for item in value if isinstance(item, Target)] if isinstance(value, tuple) else []
    return [name.split(" (")[0] for name in names]
