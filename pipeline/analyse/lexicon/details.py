"""Words for replacements, exemptions, sources and reasons: ``data/details.yaml``, compiled."""

from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, sorted_by
from pipeline.analyse.lexicon.patterns import Pattern, Said, ahead, says
from pipeline.model.vocabulary import Reason


@checked(config=STRICT, frozen=True)
class ReasonWords:
    """Words that give a reason."""

    reason: Reason
    says: Said


@checked(config=STRICT, frozen=True)
class DetailCues:
    """Cues, as patterns.

    Attributes:
        replacing: in front of a tool that replaces another: "staff were told to use the in-house assistant".
        sole: the same with more room: "the only editor left is". ``replaces``: behind it: "is the approved editor".
        only: behind "only": "may still be used".
        own_ways: what people do of themselves: "on their own phones". ``failed``: a replacement that did not do.
        own_key: where a tool is withheld, users can go on with a key of their own.
        offered: a competitor advertises itself. ``others``: somebody else's word or example. ``not_so``: "must not".
        exempt: "does not apply to", with what is left out as ``who``.
        relayed: "according to", with whose word it is as ``who``.
        because: a sentence that says why; ``reason_told``: the same outright, further on; ``no_reason``: why not.
        reasons: the words for it.
    """

    replacing: Annotated[
        Pattern,
        says(r"\b(?:(?:{directed})\b[^;]{0,60}?\b(?:{directed_to})|(?:{instead}))\s*(?:(?:{between}|[\w-]+'s)\s+)*$"),
    ]
    sole: Annotated[Pattern, ahead(r"\b[^;]{0,60}\bis\s+(?:the\s+)?")]
    replaces: Annotated[Pattern, says(r"(?:\s+(?:{kinds}))?,?(?:(?!\b(?:asked|to|told)\b)[^;]){0,60}?\b(?:{instead})")]
    only: Annotated[Pattern, says(r"\s+(?:{})\b")]
    own_key: Said
    offered: Said
    own_ways: Said
    failed: Said
    others: Said
    not_so: Annotated[Pattern, says(r"(?:\b(?:{})|n't)(?:\s+[\w'-]+){0,5}\s*$")]
    exempt: Annotated[Pattern, says(r"\b(?:{})\s+(?P<who>[^.;]{3,90})")]
    relayed: Annotated[Pattern, says(r"\b(?:{})\s+(?:(?:an?|the)\s+)?(?P<who>[^.,;]{3,60})")]
    because: Said
    reason_told: Said
    no_reason: Said
    reasons: Annotated[tuple[ReasonWords, ...], sorted_by("reason")]
