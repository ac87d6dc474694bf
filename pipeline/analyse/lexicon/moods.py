"""Words that say how far a sentence states a fact: ``data/moods.yaml``, compiled."""

from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT
from pipeline.analyse.lexicon.patterns import AnyWord, Pattern, Said, ahead, says

_TO = r"\s+to(?:\s+\w+ly)?(?:\s+(?:be|have|have been))?\s*"  # "to", "to quietly", "to be"


@checked(config=STRICT, frozen=True)
class Moods:
    """Cues, as patterns. Lists of single words are looked for anywhere in a clause, the others beside a verb.

    Attributes:
        proposes: "considers"; ``asked``: of somebody else: "urged"; ``guessed``: "could".
        bills: what a bill "would" do is no guess. ``bill``: what a whole article may be about.
        brought_in: between a bill and the body that has it: "introduced".
        wishes: in front of "that Y be banned".
        drops: in front of a proposal: "rejected a motion to".
        denies: "denied", "rejected reports"; ``impersonal``: "it is not true that". ``refuted``: behind a statement:
            "are wrong". ``plainly``: "has not", which denies if somebody says so, but not if it is ``entirely``.
        talk: what such a negation answers: "rumours".
        undone: in a sentence near by: "is a forgery". ``reversed``: likewise: "the ban was lifted".
        unsent: "the draft memo said".
        negates: "has not", "had no plans at all to".
        open: "is weighing whether to": still to be decided.
        supposes: what follows is imagined, believed, or only made possible.
        awaits: "will soon be", "is set to".
        decides: "has decided to". ``done``: "was forced to", "the first bank to".
        begins: in front of an -ing form: "began". ``papers``: "sent an e-mail".
        told: "the firm said on Friday that it would soon".
        intends: "plans to".
        generally: "if you", "anyone who".
    """

    proposes: Annotated[Pattern, says(r"(?<![\w-])(?:{own}|(?P<asked>{asked})|(?P<guessed>{guessed}))(?![\w-])")]
    bills: Said
    brought_in: Said
    bill: AnyWord
    wishes: AnyWord
    open: Annotated[Pattern, says(r"\b(?:{weighing})\b[^,;]{0,40}?\b(?:{question})[^,;]*$")]
    drops: AnyWord
    denies: Annotated[
        Pattern,
        says(r"\b(?:{words}|(?P<impersonal>{impersonal})|(?:{rejects})(?:\s+[\w'-]+){0,2}\s+(?:{reports}))\b"),
    ]
    plainly: Annotated[Pattern, ahead(r"(?:\W+\w+){0,3}\W*")]
    entirely: AnyWord
    talk: AnyWord
    refuted: Annotated[Pattern, says(r"\b(?:is|are|was|were|as)\s+(?:\w+ly\s+)?(?:{})\b")]
    undone: Said
    reversed: Said
    unsent: Said
    supposes: AnyWord
    negates: Annotated[Pattern, says(r"(?:\b(?:{})|n't)(?:\W+(?!(?:and|but)\b)\w+){0,3}\W*$")]
    awaits: Annotated[Pattern, ahead(r"(?:\s+\w+ly)?(?:\s+(?:be|have|have been|begin|start|soon))*\s*")]
    decides: Annotated[Pattern, ahead(_TO)]
    done: Annotated[Pattern, ahead(_TO)]
    begins: Annotated[Pattern, ahead(r"\s*")]
    papers: Annotated[Pattern, ahead(r"\s*")]
    told: Annotated[Pattern, ahead(r"\b[^;]{0,80}\bwould(?:\s+\w+ly)?(?:\s+(?:be|begin|start|soon|no longer))*\s*")]
    intends: Annotated[Pattern, ahead(r"(?:\s+\w+ly)?\s*")]
    generally: Annotated[Pattern, says(r"(?:^|[\s(“\"])(?:{})\b[^,;:]{0,30}$")]
