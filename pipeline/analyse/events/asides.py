"""What is said beside the restriction itself: replacement, exemption, reasons, and whose word it is."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.lexicon.details import DetailCues
from pipeline.model.vocabulary import Reason

# "The Ledger first reported", in a text as it is written
_OUTLET = re.compile(r"\b(?P<who>[A-Z][\w’'&]*(?: [A-Z][\w’'&]*){0,3})\s+(?:first\s+)?reported\b")
OWN_KEY = "bring your own key"
"""How a replacement is printed that is the same tool with a key of the user's own."""
_GOES_ON = re.compile(r"(?:he|her|his|it|its|she|their|there|they)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value with the words that carry it: ``sentence.text[start:]`` begins with them."""

    value: str
    sentence: Sentence
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricted:
    """What a replacement is looked for.

    Attributes:
        targets: names of the restricted tools.
        actor: who restricts.
        own: tools that the actor makes itself.
        strangers: organisations that the text names beside the actor and the makers of the tools.
    """

    targets: AbstractSet[str]
    actor: str
    own: AbstractSet[str]
    strangers: AbstractSet[str]


def find_replacement(sentences: Sequence[Sentence], what: Restricted, cues: DetailCues) -> Found | None:
    """The tool that takes the place of the restricted ones; a competitor's offer is none."""
    others = False
    for sentence in sentences:
        others = _is_about_others(sentence, what, before=others)
        if others or cues.own_ways.search(sentence.low) or cues.failed.search(sentence.low):
            continue
        for mention in sentence.tools:
            if mention.name in what.targets or sentence.in_quotes(mention.start, mention.end):
                continue
            if _is_told_by_another(sentence, mention, what) or _is_offer(sentence, mention, what, cues):
                continue
            if _replaces(sentence, mention, cues):
                return Found(value=mention.name, sentence=sentence, start=mention.start)
    return None


def find_own_key(sentences: Sequence[Sentence], cues: DetailCues) -> Found | None:
    """What is left to users where a vendor cuts off a service that hands its tool on: a key of their own."""
    for sentence in sentences:
        match = cues.own_key.search(sentence.low)
        if match:
            return Found(value=OWN_KEY, sentence=sentence, start=match.start())
    return None


def find_exemption(sentences: Sequence[Sentence], cues: DetailCues) -> Found | None:
    """Who or what is left out, in the words of the text."""
    for sentence in sentences:
        match = cues.exempt.search(sentence.low)
        if match:
            who = sentence.text[match.start("who") : match.end("who")].strip(" ,")
            return Found(value=who, sentence=sentence, start=match.start("who"))
    return None


def find_reasons(
    told: Sentence, window: Sequence[Sentence], rest: Sequence[Sentence], cues: DetailCues
) -> list[tuple[Reason, Found]]:
    """Reasons that the trigger's sentence gives, or else the first of the next ones that gives any.

    Args:
        told: the sentence of the trigger.
        window: the sentences behind it.
        rest: sentences about the one who acts, further on, in which only a reason that is told outright counts.
        cues: words that give reasons.
    """
    for sentence in (told, *window):
        found = list(_reasons_in(sentence, cues))
        if found:
            return found
    for sentence in rest:
        found = list(_reasons_in(sentence, cues)) if cues.reason_told.search(sentence.low) else []
        if found:
            return found
    return []


def whose_word(sentences: Sequence[Sentence], cues: DetailCues) -> str | None:
    """Whose word the article passes on: "an internal notice", "the Ledger"; None where it says nothing."""
    for sentence in sentences:
        found = (cues.relayed.search(sentence.low), _OUTLET.search(sentence.text))
        first = min((match for match in found if match), key=lambda match: match.start(), default=None)
        if first and not sentence.in_quotes(*first.span()):
            return sentence.text[first.start("who") : first.end("who")].strip()
    return None


def _is_about_others(sentence: Sentence, what: Restricted, *, before: bool) -> bool:
    """Whether a sentence tells of another organisation: it names one and not the actor, or goes on about one."""
    if any(org.name == what.actor for org in sentence.orgs):
        return False
    apart = (org for org in sentence.orgs if org.name in what.strangers and org.apart(sentence.tools))
    if any(not sentence.low.startswith("'s", org.end) for org in apart):
        return True
    return before and bool(_GOES_ON.match(sentence.low))


def _replaces(sentence: Sentence, mention: Mention, cues: DetailCues) -> bool:
    left, right = sentence.low[: mention.start], sentence.low[mention.end :]
    if cues.others.search(left) or cues.not_so.search(left):
        return False
    if left.endswith("only ") and cues.only.match(right):
        return True
    return bool(cues.replacing.search(left) or cues.sole.search(left) or cues.replaces.match(right))


def _is_told_by_another(sentence: Sentence, mention: Mention, what: Restricted) -> bool:
    """Whether another organisation than the actor stands in front: "unlike the insurer Z, which told its staff to"."""
    ahead = (org for org in sentence.orgs if org.end <= mention.start and org.name in what.strangers)
    return any(not sentence.low.startswith("'s", org.end) for org in ahead)


def _is_offer(sentence: Sentence, mention: Mention, what: Restricted, cues: DetailCues) -> bool:
    """Whether a competitor advertises itself; what the actor makes, or is named with, is no competitor's."""
    if mention.name in what.own or what.actor in sentence.text:
        return False
    return bool(cues.offered.search(sentence.low))


def _reasons_in(sentence: Sentence, cues: DetailCues) -> Iterator[tuple[Reason, Found]]:
    why = cues.because.search(sentence.low) or cues.reason_told.search(sentence.low)
    if not why or cues.no_reason.search(sentence.low):
        return
    for row in cues.reasons:
        match = row.says.search(sentence.low)
        if match:
            yield row.reason, Found(value=row.reason, sentence=sentence, start=match.start())
