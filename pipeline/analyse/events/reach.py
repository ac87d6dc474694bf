"""Whether a tool near a trigger is what is restricted, or only stands in the same sentence.

"Banned a student for using Y", "banned every tool except Y", "blocked Y's crawler" and "banned phones and bought Y" all
name Y near a word for a ban.
"""

import re

from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.lexicon.things import Things

_BORDER = re.compile(r"[;:]|\s[–—]\s")
_AND = re.compile(r"\b(?:and|or)\b")
_DIRECTLY = re.compile(r",?\s+(?:which|that)\b")  # "Y, which was banned": the tool is the subject of the clause
_OPEN_CLAUSE = re.compile(r"\b(?:which|who|that)\b[^,]*$")
_VERB = re.compile(
    r"\s+(?:can|could|did|does|do|had|has|have|is|are|may|might|must|shall|should|was|were|will|would)\b"
)
_MADE = re.compile(  # "essays written with"
    r"\b(?:\w+ed|built|done|drawn|found|made|the help|written)\s+(?:by|in|of|on|through|using|via|with)\s+"
    r"(?:the\s+help\s+of\s+)?(?:the\s+)?$"
)
_USING = re.compile(r"\bfrom\s+\w+ing\b|\b(?:access to|downloads? of|use of)\b")
_BY = re.compile(r"\bby\s+(?:the\s+)?(?:[\w-]+\s+)?$")  # "blocked by Y": the tool acts


def is_object(sentence: Sentence, trigger: Trigger, tool: Mention, things: Things) -> bool:
    """Whether a tool behind a trigger can be what it restricts."""
    low = sentence.low
    between = low[trigger.body : tool.start]
    if things.products.match(low[tool.end :]):
        return False
    if things.naming.search(between):  # "a ban on apps that send data abroad, naming Y"
        return True
    if _BORDER.search(between) or things.elsewhere.search(between) or things.accounts.match(between):
        return False
    if things.relative.search(between) and not (trigger.noun and trigger.action == "lift"):
        return False
    return not (_BY.search(between) or _MADE.search(between)) and _joins(between, low[tool.end :], things)


def is_elsewhere(between: str, things: Things) -> bool:
    """Whether words behind a trigger lead into another clause: "banned Y after staff", "banned Y, unlike Z, whose"."""
    return bool(_BORDER.search(between) or things.elsewhere.search(between) or things.relative.search(between))


def is_subject(sentence: Sentence, trigger: Trigger, tool: Mention, things: Things) -> bool:
    """Whether a tool in front of a passive trigger can be its subject."""
    low = sentence.low
    between = low[tool.end : trigger.start]
    if things.products.match(between) or things.accounts.match(between):
        return False
    if _DIRECTLY.match(between):
        return True
    if _BORDER.search(between) or things.elsewhere_ahead.search(between) or _OPEN_CLAUSE.search(between):
        return False
    conjunction = _last(_AND, between)
    return conjunction is None or bool(things.others.match(between[conjunction.end() :]))


def _joins(between: str, right: str, things: Things) -> bool:
    """Whether an "and" in front of the tool begins the next object, and not the next thing that was done."""
    conjunction = _last(_AND, between)
    if conjunction is None:
        return True
    if _VERB.match(right):  # "…, and Y must comply"
        return False
    behind = between[conjunction.start() :]
    return bool(things.joined.match(behind) or _USING.search(behind))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None
