"""Which tools a trigger is about, and whom it binds."""

import re

from pipeline.analyse.context import Context, Named
from pipeline.analyse.mentions import Mention, within
from pipeline.analyse.sentence import Sentence
from pipeline.analyse.triggers import Trigger, things

_JOINED = re.compile(
    r"^(?:\s*\([^)]*\))?\s*(?:,|and|or|,\s*(?:and|or)|as well as|&|/|such as|like|including|, including)\s+(?:(?:to|with|its|the|both|also|its own|for)\s+)*"
    r"(?:[\w.-]+[’']s?\s+)?(?:(?:AI|the)\s+)?(?:(?:chatbot|assistant|editor|app|tool|agent|model)s?\s+)?$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?P<which>the|this|that|its|both|these|those|the two|the three)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:apps?|applications?|agents?|assistants?|bots?|chatbots?|editor|models?|programs?|programme|services?"
    r"|site|software|systems?|tools?|two|companion|products?)\b",
    re.IGNORECASE,
)
_PRONOUN_BEHIND = re.compile(r"^\s+(?:(?:[\w-]+\s+){0,3}?from\s+\w+ing\s+)?(?:it|them|both)\b", re.IGNORECASE)
_PRONOUN_AHEAD = re.compile(
    r"(?:^|[,;:]\s|\band\s|\bthat\s|\bwhich\s)\s*(?:it|they|both|which)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)
_OWN = re.compile(
    r"\b(?:its|the|their|own)\s+(?:own\s+)?(?:[\w-]+\s+){0,2}?(?P<what>APIs?|models?|programming[- ]interface)\b|\b(?P<bare>API|programming[- ]interface)\b"
)
# A tool behind these words is not what is banned: "pictures made with Midjourney are banned".
_BY_MEANS_OF = re.compile(
    r"\b(?:with|by|using|from|about|help of|written by|made by|on)\s+(?:the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)
_USE_OF = re.compile(
    r"\b(?:use|uses|usage|access|downloads?|versions?|availability|sales?|apps?|applications?|software|chatbots?|tools?|services?|instances?"
    r"|employees|staff|workers|engineers|developers)\s+(?:of|to|for|like|such as|including|with|from|using)\s+(?:the\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)


def find_targets(sentence: Sentence, trigger: Trigger, context: Context) -> list[Named]:
    """The tools that a trigger is about. Empty if the sentence does not say, or says "it" of nothing known."""
    named = things(sentence)
    behind = [mention for mention in named if mention.start >= trigger.body]
    inside = [mention for mention in named if trigger.start <= mention.start < trigger.body]
    ahead = [mention for mention in named if mention.end <= trigger.start]
    if trigger.voice == "label" and not ahead and _refers_ahead(sentence, trigger):
        return context.tools()
    if trigger.voice == "label" or (trigger.voice == "passive" and not audience_is_subject(sentence, trigger)):
        first = _standing(ahead, named, sentence.text)[-1:] or (behind[:1] if not ahead else [])
    else:
        first = inside[:1] or behind[:1] or (ahead[-1:] if trigger.voice == "passive" else [])
    if first:
        return [Named(mention, sentence) for mention in _list_around(first[0], named, sentence.text)]
    lifted = trigger.noun and trigger.action == "lift"  # "stopped the measure": what was restricted was said before
    if lifted:
        meant = context.tools()
        return meant if len(meant) == 1 else []  # "for one of them": of two tools nobody knows which
    return context.tools() if _refers(sentence, trigger) else []


def own_target(sentence: Sentence, trigger: Trigger, actor: Named) -> Named | None:
    """What a vendor restricts where no product is named: "its API", "API traffic from China"."""
    match = _OWN.search(sentence.text, trigger.start)
    if match is None:
        return None
    what = match["what"] or match["bare"] or ""
    printed = f"{actor.name} models" if what.lower().startswith("model") else f"{actor.name} API"
    place = Mention("tool", match.start(), match.end(), match.group(), printed, known=False)
    return Named(place, sentence, printed)


def find_audience(sentence: Sentence, trigger: Trigger) -> Mention | None:
    """Whom the trigger binds, in the words of the sentence."""
    inside = within(sentence.audiences, trigger.start, trigger.body)
    if inside:
        return inside[0]
    if trigger.voice in ("order-passive", "loser") or audience_is_subject(sentence, trigger):
        ahead = [mention for mention in sentence.audiences if mention.end <= trigger.start]
        if ahead:
            return ahead[-1]
    behind = [mention for mention in sentence.audiences if mention.start >= trigger.body]
    return behind[0] if behind else None


def audience_is_subject(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the audience stands in front and the tool behind: "staff have been banned from using Y"."""
    if re.match(r"^\s*(?:from|to)\s+\w+ing\b", sentence.text[trigger.end :]):
        return True
    return bool(sentence.audiences) and not any(mention.end <= trigger.start for mention in things(sentence))


def _refers(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the trigger's object or subject is "it", "the tool" or the like."""
    if trigger.voice == "passive":
        return _refers_ahead(sentence, trigger)
    right = sentence.text[trigger.body :]
    found = _REFERENCE.search(right)
    near = found is not None and found.start() <= 60 and found["which"].lower() != "its"  # "its assistant" is another
    return bool(_PRONOUN_BEHIND.match(right)) or near


def _refers_ahead(sentence: Sentence, trigger: Trigger) -> bool:
    left = sentence.text[: trigger.start]
    return bool(_PRONOUN_AHEAD.search(left)) or any(len(left) - m.end() <= 40 for m in _REFERENCE.finditer(left))


def _standing(ahead: list[Mention], named: tuple[Mention, ...], text: str) -> list[Mention]:
    """Those in front of a passive trigger that can be its subject."""
    kept = []
    for mention in ahead:
        left = text[: _list_around(mention, named, text)[0].start]
        if not _BY_MEANS_OF.search(left) or _USE_OF.search(left):
            kept.append(mention)
    return kept


def _list_around(first: Mention, named: tuple[Mention, ...], text: str) -> list[Mention]:
    """A thing and all that are joined to it by commas, "and" or "or"; names before words for tools in general."""
    at = named.index(first)
    low = high = at
    while low > 0 and _JOINED.match(text[named[low - 1].end : named[low].start]):
        low -= 1
    while high + 1 < len(named) and _JOINED.match(text[named[high].end : named[high + 1].start]):
        high += 1
    chosen = list(named[low : high + 1])
    return [mention for mention in chosen if mention.kind == "tool"] or chosen
