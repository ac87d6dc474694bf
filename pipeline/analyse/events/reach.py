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
    r"|\s+\w+(?:ed|s)\s+(?:an?|it|its|that|the|them|to)\b"
)
_WHAT = re.compile(r"\b(?:how|what|when|where)\b")
_MADE = re.compile(  # "essays written with"
    r"\b(?:\w+ed|built|done|drawn|found|made|the help|written)\s+(?:by|in|of|on|through|using|via|with)\s+"
    r"(?:the\s+help\s+of\s+)?(?:the\s+)?$"
)
_USING = re.compile(r"\bfrom\s+\w+ing\b|\b(?:access to|downloads? of|use of)\b")
_OF = re.compile(
    r"([\w-]+)\s+(?:about|against|for|in|into|of|on|over|towards?|with|without)\s"
)  # "takeover of", "advert for"
# a bill "to buy"; but not access "to its new" Y
_TO = re.compile(
    r"(?:([\w-]+)\s+)?\bto\s+(?!(?:all|an?|any|both|each|its|other|the|their)\b)([\w-]+)\s+(?:\S+\s+){0,2}$"
)
_THROUGH = re.compile(r"\b(?:in|inside|into|on|through|using|via|with)\s+(?:the\s+)?$")  # told not to work "with" Y
_FROM = re.compile(r".*\bfrom\s+(?:\w+ing\s+)?")  # bars some of its staff "from using"
_FROM_DOING = re.compile(r"\s+from\s+(?!being\b)\w+ing\b")  # "barred Y from answering": a rule about answers
_TO_SOMEBODY = re.compile(
    r"\bfrom\s+(?!having\b)\w+ing\b(?:(?!\baccess\b).)*\bto\s+(?:the\s+)?$"
)  # "from selling chips to Y"
_AMOUNT = re.compile(  # "limits Y to 40 messages a day": a quota
    r"\s+to\s+(?:[\w-]+\s+){1,3}(?:answers|characters|files|hours|images|messages|minutes|prompts|queries|questions"
    r"|requests|tokens|uses|videos)\b"
)
_DURATION = re.compile(r"^\s+(?:for|lasting|of)\s+(?:[\w-]+\s+){1,5}?(?:days?|hours?|months?|weeks?|years?)(?=\s)")
_PLURAL = re.compile(r"(?<![\w'])([a-z]{2,}[^\Wsui]s)\s+$")  # "books"; but not "various", "its", "access"
_PROCESSING = re.compile(r"\b(?:collecting|handling|processing)$")
_IS_NOT = re.compile(r"\s(?:is|are|was|were|has|have|had)(?: not|n't)(?: been)?\s*$")  # "Y is not banned"
_BY = re.compile(r"\bby\s+(?:the\s+)?(?:[\w-]+\s+)?$")  # "blocked by Y": the tool acts


def is_object(sentence: Sentence, trigger: Trigger, tool: Mention, things: Things) -> bool:
    """Whether a tool behind a trigger can be what it restricts."""
    low = sentence.low
    between = low[trigger.body : tool.start]
    if (
        things.products.match(low[tool.end :])
        or things.fakes.search(low[: tool.start])
        or _is_beside_another(sentence, tool, between, things)
        or between.endswith(" those of ")  # "blocks bots such as those of Y"
        or _TO_SOMEBODY.search(between)
        or (_FROM_DOING.match(low[tool.end :]) and "from" not in between)
        or _AMOUNT.match(low[tool.end :])
    ):
        return False
    if _WHAT.search(between) and _VERB.match(low[tool.end :]):  # "restricted what Y may say"
        return False
    if _PROCESSING.search(low[: trigger.end]):  # what must not be processed are the data of those who use it
        return not _BORDER.search(between)
    if things.naming.search(between):  # "a ban on apps that send data abroad, naming Y"
        return True
    if _BORDER.search(between) or things.elsewhere.search(between) or things.accounts.match(between):
        return False
    if things.relative.search(between) and not (trigger.noun and trigger.action == "lift"):
        return False
    if not _is_head(between, trigger, things):
        return False
    return not (_BY.search(between) or _MADE.search(between)) and _joins(between, low[tool.end :], things)


def _is_beside_another(sentence: Sentence, tool: Mention, between: str, things: Things) -> bool:
    """Whether things of another kind stand right in front of the tool, as in a headline: "banned books Chat GPT"."""
    plural = _PLURAL.search(between)
    if (
        plural is None
        or things.heads.fullmatch(plural.group(1))
        or any(m.end == tool.start - 1 for m in sentence.audiences)
    ):
        return False
    return not (things.used.search(f"{between}of ") or things.naming.search(between) or things.joined.match(between))


def may_be_of(left: str, noun: str, things: Things) -> bool:
    """Whether a tool is what is restricted where a noun and a preposition stand in front of it ("downloads of")."""
    return bool(things.used.search(left) or things.heads.fullmatch(noun))


def _is_head(between: str, trigger: Trigger, things: Things) -> bool:
    """Whether a tool behind these words is itself what is restricted, or its use or access to it is.

    "Banned an advert for Y" and "blocked a bill to buy Y" restrict the advert and the bill.
    """
    if trigger.voice in ("order", "order-passive") and _THROUGH.search(between):
        return True
    own = _FROM.sub("", between)
    own = _DURATION.sub("", own) if trigger.noun else own
    nouns = list(_OF.finditer(own))
    # the first noun is the object, the last one has the tool: "the sale of shares in the maker of Y"
    if not all(may_be_of(own[: noun.end()], noun.group(1), things) for noun in (*nouns[:1], *nouns[-1:])):
        return False
    to = _TO.search(own)
    if to is None or things.heads.fullmatch(to.group(1) or ""):
        return True
    return bool(things.doing.fullmatch(to.group(2))) and not things.schemes.fullmatch(to.group(1) or "")


def is_elsewhere(between: str, things: Things) -> bool:
    """Whether words behind a trigger lead into another clause: "banned Y after staff", "banned Y, unlike Z, whose"."""
    return bool(_BORDER.search(between) or things.elsewhere.search(between) or things.relative.search(between))


def is_subject(sentence: Sentence, trigger: Trigger, tool: Mention, things: Things) -> bool:
    """Whether a tool in front of a passive trigger can be its subject."""
    low = sentence.low
    between = _IS_NOT.sub(" ", low[tool.end : trigger.start])
    if things.products.match(between) or things.fakes.search(low[: tool.start]) or things.accounts.match(between):
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
