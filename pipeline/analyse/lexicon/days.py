"""Words beside a day that say what the day is: ``data/days.yaml``, compiled."""

from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT
from pipeline.analyse.lexicon.patterns import Pattern, Said, ahead, says

_THE = r"\s+(?:the\s+)?"


@checked(config=STRICT, frozen=True)
class DayCues:
    """Cues, as patterns; most are looked for at the end of what stands in front of a day.

    Attributes:
        starts: "takes effect on". ``starts_noun``: "the ban starts on", in a sentence about other things.
        deadline: "no later than". ``ends``: "until". ``made``: "the change was made on".
        announced: "published on", where the sentence goes on about the restriction; ``announced_anywhere``: "staff were
            told by e-mail on", "the notice went out on".
        spoke: a verb of saying. ``anonymous``: those whose saying is not the actor's.
        decreed: papers of an authority, whose day is not that of what a vendor does upon them: "the order is dated".
        asides: "which had been the first in". ``origins``: "founded in".
        long_ago: "two years ago". ``ahead``: "from next week". ``immediate``: "with immediate effect".
        same_day: "and took effect the same day". ``stated``: "in a statement on", of the one who acts.
        delivered: behind a day: ", when the notice was delivered".
        expires: "the keys expire on"; ``on_it_expire`` behind a day: "on 3 May the keys expire".
        written: "in the note she writes": what follows are the words of a paper, with its own "today".
        past: "has been in force since".
        resumes: a sentence that begins with a noun for the restriction: "The ban …". ``it_holds``: "It takes effect".
        its_noun: a noun for the restriction anywhere: "this policy".
    """

    starts: Annotated[Pattern, ahead(r"\s*,?\s*(?:on\s+|the\s+|late\s+|early\s+|mid-?)?")]
    starts_noun: Annotated[Pattern, says(r"\b(?:{nouns})\b[^.;:,]{0,40}?\b(?:{verbs})\s+(?:on|from)?\s*$")]
    deadline: Annotated[Pattern, ahead(_THE)]
    ends: Annotated[Pattern, ahead(_THE)]
    made: Annotated[Pattern, says(r"\b(?:{nouns})\w* (?:was|were) (?:{verbs})(?: live)?\s+(?:on\s+)?$")]
    announced: Annotated[Pattern, ahead(r"\s+(?:out\s+)?(?:on\s+)?")]
    announced_anywhere: Annotated[
        Pattern,
        says(
            r"\b(?:made|makes) (?:it|this|them|the \w+) (?:known|public)\s+(?:on\s+)?$"
            r"|\b(?:were|was) (?:{informed})(?: of (?:it|this|the \w+))?(?: by (?:e-?mail|letter|memo))?\s+(?:on\s+)?$"
            r"|\b(?:{notices})(?: (?:that|which) \w+ (?:it|them|this|the \w+))?"
            r"(?: (?:to|from|by|for)(?: [\w'-]+){1,6}?)?"
            r"(?:,? (?:dated|issued|published|sent)| (?:{noticed})(?: \w+){0,8}?)\s+(?:on\s+)?(?:the\s+)?$"
        ),
    ]
    spoke: Said
    anonymous: Said
    decreed: Said
    asides: Annotated[Pattern, ahead(r"\b[^,;]*")]
    origins: Annotated[Pattern, ahead(r"\b[^,;]*")]
    long_ago: Said
    ahead: Said
    immediate: Said
    same_day: Said
    stated: Annotated[
        Pattern,
        says(
            r"\b(?:in|with|by) (?:an?|its|the|their) (?:[\w-]+ ){0,3}?(?:{})"
            r"(?: dated| issued| of| published| sent)?\s+(?:on\s+)?(?:the\s+)?$"
        ),
    ]
    delivered: Annotated[Pattern, says(r",?\s+when (?:the|its|their|an?) (?:{notices}) (?:was|were) (?:{sent})\b")]
    expires: Annotated[Pattern, says(r"\b(?:{nouns})\s+(?:will\s+)?(?:{verbs})\s+(?:on\s+)?(?:the\s+)?$")]
    on_it_expire: Annotated[
        Pattern, says(r",?\s+(?:all|its|the|their|these)\s+(?:\w+\s+)?(?:{nouns})\s+(?:will\s+)?(?:{verbs})\b")
    ]
    written: Annotated[Pattern, says(r"\b(?:{papers})\b[^.;]{0,80}?\b(?:{say})\b")]
    past: Annotated[Pattern, ahead(r"\b[^.;]*")]
    resumes: Annotated[
        Pattern,
        says(
            r"(?:(?:the|this|that|its|his|her|their|both|these)\s+(?:[\w-]+\s+){0,2}?(?:{})(?!\s+(?:in|into|to|towards?)\b)"
            r"|until then|from then)\b"
        ),
    ]
    it_holds: Annotated[Pattern, says(r"(?:it|they|this|that) (?:{})\b")]
    its_noun: Annotated[Pattern, says(r"\b(?:the|this|that|new|its) (?:{})\b")]
