"""Which tools a trigger is about, and whom it binds."""

import re
from collections.abc import Sequence

from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.reach import is_elsewhere, is_object, is_subject, may_be_of
from pipeline.analyse.events.sentence import Mention, Sentence, within
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.lexicon.things import Things

_PRONOUN_BEHIND = re.compile(
    r"\s+(?:(?:[\w-]+\s+){0,3}?from\s+\w+ing\s+)?(?:it|them|both)\b"
)  # "barred staff from using it"
_WHICH = re.compile(r",?\s+(?:which|that)\b")
_PRONOUN_AHEAD = re.compile(r"(?:^|[,;:]\s|\band\s|\bthat\s)\s*(?:it|they|both)\s+(?:\w+\s+){0,3}$")
_OF_OTHERS = re.compile(
    r"\s+(?:against|on)\s+(?!(?:both|it|one|that|the|them|these|this|those)\b)"
)  # the ban on phones
_PRONOUN_INSIDE = re.compile(r"\s(?:it|them|both)\s")  # "told his team to keep it off"
_FROM_USING = re.compile(r"\s*(?:from|to)\s+\w+ing\b")
_LOSES = re.compile(r"[\w. -]+?'s?\s+(?:[\w-]+\s+){0,3}?access\b")  # "cut Windsurf's access to": who loses it, not what
_PART = re.compile(r"\b(?!(?:all|copies|use|users|versions|access)\b)[\w-]+ of\s+$")  # "the memory of" the assistant
_CALLED_FOR = re.compile(
    r"\b(?:ask|call|plead|push|vote)(?:e?s|ed|ing)?\s+for\s+(?:the\s+)?$"
)  # "calls for Y to be banned"
_PLACE = re.compile(  # "blocked Y in Malaysia", "blocked access to Y from Malaysia"; but not "blocked Y from Malaysia"
    r"\b(?:across|in|throughout|(?:access|connections|requests|sign-ups|traffic|visits)\b[^.;:,]{0,50}?\bfrom)"
    r" (?:the )?(?P<place>[A-Z]\w+(?: [A-Z]\w+)*)"
)
_PLACE_REACH = 70  # letters behind a trigger in which the place stands in which it holds
_IS_ON = re.compile(  # "the AI features that come built into the devices": where it is, it is restricted
    r"\b(?:that|which)\s+(?:are|comes?|is|runs?|ships?)\s+(?:\w+ly\s+)?"
    r"(?:built\s+in(?:to)?|in|on|(?:pre-?)?installed\s+on|with)\s+(?:the\s+)?$"
)
_OWNED = 30  # letters between an owner and its tool
_NEAR = 60  # letters behind a trigger within which "the tool" is its object
_NEAR_AHEAD = 40


def find_targets(sentence: Sentence, trigger: Trigger, context: Context) -> list[Named]:
    """The tools that a trigger is about. Empty if the sentence does not say, or says "it" of nothing known."""
    things = context.language.things
    named = sentence.things
    ahead = [mention for mention in named if mention.end <= trigger.start]
    if trigger.voice == "label" and not ahead and _refers_ahead(sentence, trigger, things):
        return context.tools(sentence)
    first = _first_target(sentence, trigger, ahead, things)
    if first is not None:
        return [Named(mention, sentence) for mention in _list_around(first, named, sentence, things)]
    likewise = context.language.restricting.likewise.match(sentence.low, trigger.start)
    if trigger.noun and (likewise or trigger.action in ("lift", "deny")) and not _is_of_others(sentence, trigger):
        # "stopped the measure": what was restricted was said before
        meant = context.tools(sentence)
        return meant if len(meant) == 1 else []  # "for one of them": of two tools nobody knows which
    return context.tools(sentence) if _refers(sentence, trigger, things) else []


def _is_of_others(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the restriction that is lifted is one of something else: "the ban on phones"; but not "against X"."""
    found = _OF_OTHERS.match(sentence.low[trigger.body :])
    return bool(found) and not any(org.start == trigger.body + found.end() for org in sentence.orgs if found)


def own_target(sentence: Sentence, trigger: Trigger, actor: Named, things: Things) -> Named | None:
    """What a vendor restricts where no product is named: "its API", "API traffic from China"."""
    match = things.own.search(sentence.low, trigger.start)
    if match is None:
        return None
    what = match["what"] or match["bare"] or ""
    printed = f"{actor.name} models" if what.startswith("model") else f"{actor.name} API"
    words = sentence.text[match.start() : match.end()]
    return Named(Mention("tool", match.start(), match.end(), words, printed, known=False), sentence, printed)


def find_audience(sentence: Sentence, trigger: Trigger, things: Things) -> Mention | None:
    """Whom the trigger binds, in the words of the sentence."""
    inside = within(sentence.audiences, trigger.start, trigger.body)
    if inside:
        return inside[0]
    passive = trigger.voice == "passive" and audience_is_subject(sentence, trigger)
    if passive or trigger.voice in ("order-passive", "user"):
        ahead = [mention for mention in sentence.audiences if mention.end <= trigger.start]
        if ahead:
            return ahead[-1]
    behind = [mention for mention in sentence.audiences if mention.start >= trigger.body]
    if behind and not is_elsewhere(_IS_ON.sub("", sentence.low[trigger.body : behind[0].start]), things):
        return behind[0]
    return None


def find_place(sentence: Sentence, trigger: Trigger, actor: str) -> Mention | None:
    """The country in which a tool is withheld or blocked: "blocked Y in Malaysia"; a small one by its actor's name."""
    for found in _PLACE.finditer(sentence.text, trigger.start, trigger.body + _PLACE_REACH):
        start, end = found.span("place")
        known = next((r for r in sentence.regions if r.start == start), None)
        if known is not None:
            return known
        if found["place"] in actor:
            return Mention("region", start, end, found["place"], found["place"], known=False)
    return None


def audience_is_subject(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the audience stands in front and the tool behind: "staff have been banned from using Y"."""
    if _FROM_USING.match(sentence.low[trigger.end :]):
        return True
    return bool(sentence.audiences) and not any(mention.end <= trigger.start for mention in sentence.things)


def _first_target(sentence: Sentence, trigger: Trigger, ahead: Sequence[Mention], things: Things) -> Mention | None:
    """The first tool that the words of the trigger reach, by its voice."""
    named = sentence.things
    if trigger.action == "investigate":  # "into X Corp over Y": whatever is named behind, or in front
        return next((m for m in named if m.start >= trigger.start), ahead[-1] if ahead else None)
    inside = [mention for mention in named if trigger.start <= mention.start < trigger.body]
    behind = [m for m in named if m.start >= trigger.body and not _is_owner(m, sentence)]
    objects = [m for m in behind[:1] if is_object(sentence, trigger, m, things)]
    if trigger.voice == "label" or (trigger.voice == "passive" and not audience_is_subject(sentence, trigger)):
        standing = [mention for mention in ahead if _can_be_subject(mention, sentence, things)]
        subjects = [m for m in standing[-1:] if is_subject(sentence, trigger, m, things)]
        chosen = subjects or inside[:1] or (objects if not ahead else [])
    else:
        chosen = inside[:1] or objects or (list(ahead[-1:]) if trigger.voice == "passive" else [])
    return chosen[0] if chosen else None


def _is_owner(mention: Mention, sentence: Sentence) -> bool:
    """Whether a tool's name is here its maker's: "cut Windsurf's access to", "blocked Perplexity's Comet"."""
    if _LOSES.match(sentence.low[mention.start :]):
        return True
    genitive = sentence.low.startswith("'s", mention.end)
    return genitive and any(0 < tool.start - mention.end <= _OWNED for tool in sentence.tools)


def _refers(sentence: Sentence, trigger: Trigger, things: Things) -> bool:
    """Whether the trigger's object or subject is "it", "the tool" or the like."""
    if trigger.voice == "passive" and not _FROM_USING.match(sentence.low[trigger.end :]):
        return _refers_ahead(sentence, trigger, things)
    if _PRONOUN_INSIDE.search(sentence.low, trigger.start, trigger.end) or _named_inside(sentence, trigger, things):
        return True
    right = sentence.low[trigger.body :]
    found = things.back.search(right)
    near = (
        found is not None
        and found.start() <= _NEAR
        and not right.startswith(" of ", found.end())
        and found["which"] != "its"
    )  # "its assistant" is another
    return bool(_PRONOUN_BEHIND.match(right)) or near


def _named_inside(sentence: Sentence, trigger: Trigger, things: Things) -> bool:
    """Whether the words of the trigger hold "the tool": "took the chatbot off its network"."""
    found = things.back.search(sentence.low, trigger.start, trigger.end)
    return found is not None and found["which"] != "its"


def _refers_ahead(sentence: Sentence, trigger: Trigger, things: Things) -> bool:
    left = sentence.low[: trigger.start]
    return bool(_PRONOUN_AHEAD.search(left)) or any(
        len(left) - match.end() <= _NEAR_AHEAD and not _PART.search(left[: match.start()])
        for match in things.back.finditer(left)
    )


def _can_be_subject(mention: Mention, sentence: Sentence, things: Things) -> bool:
    """Whether one in front of a passive trigger can be its subject: not in "pictures made with Y are banned"."""
    left = sentence.low[: _list_around(mention, sentence.things, sentence, things)[0].start]
    means = things.means.search(left)
    if means is None or _CALLED_FOR.search(left):
        return True
    relative = _WHICH.match(sentence.low[mention.end :]) and not means.group().startswith("of")
    return bool(relative) or may_be_of(left, left[: means.start()].rstrip().rpartition(" ")[2], things)


def _list_around(first: Mention, named: Sequence[Mention], sentence: Sentence, things: Things) -> list[Mention]:
    """A thing and all that are joined to it by commas, "and" or "or"; names before words for tools in general."""
    low = high = named.index(first)
    while low > 0 and things.joined.match(sentence.low[named[low - 1].end : named[low].start]):
        low -= 1
    while high + 1 < len(named) and things.joined.match(sentence.low[named[high].end : named[high + 1].start]):
        high += 1
    chosen = list(named[low : high + 1])
    return [mention for mention in chosen if mention.kind == "tool"] or chosen
