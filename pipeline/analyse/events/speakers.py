"""Who says what a sentence tells: "…, the carmaker told them on Wednesday", "…, a spokesman for Airbus said"."""

import re

from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.trigger import Trigger

_HELPERS = r"(?:\s+(?:also|ha[sd]|have|in a \w+|later|\w+ly))*\s+"
_BEFORE_NAME = re.compile(  # ", the" carmaker said; "a spokesman for" Airbus, "bureaus of" the ministry said
    r"(?:^|[,;:.\"”'’]\s*|\b(?:and|as|but)\s+)(?:the\s+)?$"
    r"|\b(?:branch(?:es)?|bureaus?|departments?|divisions?|offices?|units?)\s+(?:at|in|of|within)\s+(?:the\s+)?$"
    r"|\b(?:boss|chief|executive|head|manager|minister|official|officer|spokes\w+|statement)\s+(?:at|for|from|of)\s+(?:the\s+)?$"
)
_OF_NAME = re.compile(r"'s?\s+(?:[\w-]+\s+){0,3}?(?:boss|chief|director|head|minister|officer|president|spokes\w+)\b")


def find_speaker(sentence: Sentence, trigger: Trigger, context: Context) -> Named | None:
    """The organisation to which a verb of saying outside the trigger's clause belongs, or None."""
    parties = [m for m in (*sentence.orgs, *sentence.references) if m.apart(sentence.tools)]
    for spoken in context.language.days.spoke.finditer(sentence.low):
        if trigger.start <= spoken.start() < trigger.end:
            continue
        for mention in parties:
            if _speaks(mention, sentence.low, spoken.start()):
                found = _who(mention, sentence, context)
                if found is not None:
                    return found
    return None


def _speaks(mention: Mention, low: str, verb: int) -> bool:
    """Whether a name is the subject of a verb of saying: its own, or that of somebody who speaks for it."""
    if mention.end >= verb or not _BEFORE_NAME.search(low[: mention.start]):
        return False
    between = low[mention.end : verb]
    person = _OF_NAME.match(between)
    return re.fullmatch(_HELPERS, between[person.end() if person else 0 :]) is not None


def _who(mention: Mention, sentence: Sentence, context: Context) -> Named | None:
    if mention.kind == "reference":
        return context.resolve(mention, sentence)
    return Named(mention, sentence) if context.acceptable(mention) else None
