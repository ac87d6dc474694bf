"""Who acts in a sentence with a trigger."""

import re

from pipeline.analyse.context import Context, Named, is_object, is_tool_too
from pipeline.analyse.mentions import Mention
from pipeline.analyse.sentence import Sentence
from pipeline.analyse.triggers import Trigger

_APPOSITION = re.compile(r"^,\s+$|^\s*\($")
_RELATIVE = re.compile(r",?\s+(?:which|who)(?:\s+\w+ly|\s+also)?\s+(?:ha[sd]\s+|have\s+|will\s+|would\s+)?$")
_CONJUNCTION = re.compile(r"^\s*(?:,|and|or|,\s*and|as well as|&)\s+(?:the\s+)?(?:[\w-]+[’']s\s+)?$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:ese|ian|ish|ean|can|man|ch|ss|an)$")
_NOUN_BEHIND = re.compile(
    r"^[\s-]+(?:agenc|army|based|branch|city|compan|congress|court|customer|developer|entit|firm|giant|government|house|judge|law|maker"
    r"|market|militar|national|office|official|platform|president|region|senate|start-?up|state|subsidiar|user|vendor)\w*",
    re.IGNORECASE,
)
_FIRST_TO = re.compile(
    r"\b(?:become|becomes|became|is|was)\s+(?:the|one of the)\s+(?:first|latest|second|third|only)\b[^.;]*\bto\s+$"
)
_AT = re.compile(
    r"(?:\b(?:at|(?:employees|staff|bankers|people|workers|engineers|developers|members|doctors|nurses|teachers|officials) (?:of|in|for|with))\s+(?:the\s+)?|^)$",
    re.IGNORECASE,
)
_BY = re.compile(r"^[^.;:]{0,80}?\bby\s+(?:the\s+)?(?:[a-z’'-]+\s+){0,3}$", re.IGNORECASE)
_TOLD_BY = re.compile(
    r"\b(?:report|reported|according|cited|seen|obtained|survey|study|article|quoted)\b[^.;]*$", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:it|they|he|she)\b", re.IGNORECASE)


def find_actors(sentence: Sentence, trigger: Trigger, context: Context) -> list[Named]:
    """Who acts, in the order of the text; several where names are joined by "and". Empty if the text does not say."""
    if trigger.voice in ("passive", "order-passive", "loser"):
        agent = _agent(sentence, trigger, context)
        return [agent] if agent else []
    subject = _subject(sentence, trigger, context)
    if subject is None:
        return []
    if subject.sentence is not sentence:
        return [subject]
    return [Named(mention, sentence) for mention in _joined_to(subject.mention, sentence)]


def _subject(sentence: Sentence, trigger: Trigger, context: Context) -> Named | None:
    """The nearest name in front of the trigger that can be its subject."""
    text = sentence.text
    first = _FIRST_TO.search(text[: trigger.start])  # "Texas has become the first US state to ban …"
    end = first.start() if first else trigger.start
    candidates = [m for m in (*sentence.orgs, *sentence.references, *named_regions(sentence)) if m.end <= end]
    relative = _RELATIVE.search(text[: trigger.start])
    if relative:
        before = [m for m in candidates if m.end == relative.start() and m.kind != "reference"]
        if before:
            return Named(before[-1], sentence)
    for mention in sorted(candidates, key=lambda m: (m.end, m.start), reverse=True):
        if is_object(text, mention) or (mention.kind == "org" and not context.acceptable(mention)):
            continue
        if mention.kind != "reference":
            return Named(mention, sentence)
        if any(other.kind == "org" and _APPOSITION.match(text[other.end : mention.start]) for other in candidates):
            continue
        resolved = context.resolve(mention, sentence)
        if resolved:
            return resolved
    return context.protagonist() if _PRONOUN.search(text[: trigger.start]) else None


def named_regions(sentence: Sentence) -> list[Mention]:
    """Countries named by name ("Italy blocked …"), not by adjective or in front of a noun ("a US agency")."""
    return [
        mention
        for mention in sentence.regions
        if not any(org.start <= mention.start and mention.end <= org.end for org in sentence.orgs)
        and not _ADJECTIVE.search(mention.text)
        and not _NOUN_BEHIND.match(sentence.text[mention.end :])
    ]


def _joined_to(subject: Mention, sentence: Sentence) -> list[Mention]:
    """The names joined to a subject by commas and "and": "Kakao, Naver and Karrot"."""
    group = [subject]
    if subject.kind != "org":
        return group
    for mention in reversed([m for m in sentence.orgs if m.end <= subject.start]):
        if not mention.known or not _CONJUNCTION.match(sentence.text[mention.end : group[0].start]):
            break
        group.insert(0, mention)
    return group


def _agent(sentence: Sentence, trigger: Trigger, context: Context) -> Named | None:
    """Passive voice: "by X" behind the trigger, the organisation of the audience, or whom the article is about."""
    for mention in (*sentence.orgs, *named_regions(sentence)):
        between = sentence.text[trigger.end : mention.start]
        if mention.start >= trigger.end and _BY.search(between) and not _TOLD_BY.search(between):
            return Named(mention, sentence)
    for mention in reversed([m for m in sentence.orgs if context.acceptable(m)]):
        if is_tool_too(mention, sentence):
            continue
        holds = _holds_audience(sentence, mention)
        if holds or (mention.end <= trigger.start and _AT.search(sentence.text[: mention.start])):
            return Named(mention, sentence)
    return context.protagonist() or (context.authority() if trigger.action == "lift" else None)


def _holds_audience(sentence: Sentence, mention: Mention) -> bool:
    return any(audience.start <= mention.start and mention.end <= audience.end for audience in sentence.audiences)
