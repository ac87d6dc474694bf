"""Which clause of a sentence a day belongs to: that of the verb that restricts, or one beside it."""

import re

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.lexicon.days import DayCues
from pipeline.text.spoken_dates import DatePlace

SEEN = re.compile(r"\b(?:obtained|reviewed|seen|viewed)\s+by\b")
"""Behind a paper: the day is that of the reader, not of the paper."""
_SUBORDINATE = re.compile(  # "While X lifted its block on", "a fair that runs from", "in a memo seen by Y on"
    r"^\W*(?:after|although|as(?!\s+of\b)|because|before|since(?=\s+\w+\s+\w)|though|when|whereas|while"
    r"|(?!beginning|effective|starting)\w+ing)\s+\w"
    rf"|\b(?:that|where|which|who|whose)\b|{SEEN.pattern}"
)
_AFTER = re.compile(r"\W*(?:after|amid|because of|following)\s+\w+\s")  # "After a leak on Monday X banned"
_VERB = r"(?:are|can|could|had|has|have|is|may|must|plans?|to|was|were|will|would)"
_NEXT = re.compile(  # "has banned Y and will offer Z from", "…, and X is to follow from"
    rf";|:\s|\b(?:after|ahead of|because|before|when)\b|\b(?:and|but|while|whereas)\s+(?:\w+ly\s+)?{_VERB}\b"
    rf"|,\s+(?:and|but|while|whereas)\s+(?:[\w'-]+\s+){{1,5}}{_VERB}\b"
)
_RELATIVE = re.compile(r"\b(?:that|which)\b")
_ASIDE = re.compile(r",\s+(?:which|who)\b(?:[^,;]|,(?=\d))*$")  # "X, which banned Y in 2023, said on Monday"
_EFFECT = re.compile(r"\b(?:appl(?:y|ies)|effect(?:ive)?|force|holds?)\b")
_SAYING = re.compile(  # between a verb of saying and its day: "told staff on"
    r"(?:\s+(?!(?:as|by|from|he|it|of|she|since|starting|that|they|to|until|will|would)\b)[\w'-]+){0,4}\s*"
)


def is_beside(sentence: Sentence, place: DatePlace, trigger: Trigger, cues: DayCues) -> bool:
    """Whether a day stands in another clause than the trigger, so that it is not the trigger's day.

    "Because of a law that applies from 2 August, X banned Y", "X banned Y and will offer Z from 1 October".
    """
    low = sentence.low
    if place.end <= trigger.start:
        begin = max(low.rfind(mark, 0, place.start) for mark in ",;:")
        between = low[place.end : trigger.start]
        if "," in between:
            return bool(_SUBORDINATE.search(low[begin + 1 : place.start]))
        return len(between.split()) > 1 and bool(_AFTER.match(low[begin + 1 : place.start]))
    between = low[min(trigger.end, place.start) : place.start]
    if trigger.action == "lift" and _RELATIVE.search(between):  # "lifted a block that took effect on"
        return True
    clause = _NEXT.search(between)
    if clause is None:
        return False
    tail = between[clause.start() :]
    return not (_EFFECT.search(tail) or cues.its_noun.search(tail) or cues.it_holds.search(tail))


def aside(sentence: Sentence, trigger: Trigger) -> tuple[int, int] | None:
    """The relative clause in which a trigger stands, or None where it stands in the main clause.

    What it tells is mostly known already, and the days around it are those of the main clause.
    """
    begin = _ASIDE.search(sentence.low[: trigger.start])
    if begin is None:
        return None
    end = sentence.low.find(",", trigger.end)
    return (begin.start(), end) if end >= 0 else None


def is_day_of_saying(sentence: Sentence, place: DatePlace, cues: DayCues) -> bool:
    """Whether a day belongs to a verb of saying right in front of it: "said on Tuesday", "told staff on Monday"."""
    spoken = [match.end() for match in cues.spoke.finditer(sentence.low, 0, place.start)]
    return bool(spoken) and _SAYING.fullmatch(sentence.low, spoken[-1], place.start) is not None
