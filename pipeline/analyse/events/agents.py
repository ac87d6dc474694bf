"""Who acts in the passive voice: the agent, if the sentence or the article says it."""

import re
from collections.abc import Sequence

from pipeline.analyse.events.context import Context, Named, is_tool_too
from pipeline.analyse.events.objects import is_attribute
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.speakers import find_speaker
from pipeline.analyse.events.subjects import HELPERS, named_countries
from pipeline.analyse.events.trigger import Trigger

_BY = re.compile(r"[^.;:]{0,80}?\bby\s+(?:the\s+)?(?:[a-z'-]+\s+){0,3}$")  # was blocked for everybody "by the city's"
_AT = re.compile(r"[^,;:]{0,40}?\bat\s+(?:the\s+)?$")  # was banned "at" Brightwell
_ON = re.compile(  # were banned "on all equipment of" Brightwell, "from" Brightwell's laptops
    r"\b(?:across|from|in|off|on)\s+(?:all\s+|the\s+|every\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:computers?|devices?|equipment|laptops?|machines?|networks?|offices?|phones?|systems?)\s+(?:at|of)\s+(?:the\s+)?$"
)
_IN_FRONT = re.compile(
    r",?\s+(?:it|the \w+|they)?\s*(?:also |has been |had been |is |was |were )*$"
)  # "in Italy it was"
_BEHIND = re.compile(r"\s+(?:again\s+|also\s+|entirely\s+|outright\s+)?in\s+(?:the\s+)?")  # blocked "in" Italy
_THERE = re.compile(r"\bthere\s*(?:[.,;]|$)")
_SOMEBODY = re.compile(  # "by its own filter": somebody acts who is no organisation; but not "by e-mail", "by 1 May"
    r"[^,;:]{0,40}?\bby\s+"
    r"(?!(?:the [\w-]+'s) (?:[\w-]+ ){0,3}(?:filters?|firewalls?|gateways?|networks?|policy|proxy|rules|systems?)\b)"
    r"(?!(?:default|e-?mail|law|letter|memo|mistake|name|next|notice|now|the (?:end|time|way)|then)\b|\d)"
)
_FROM = re.compile(  # removed "from Apple and" Google's store
    r"\b(?:against|for|from|of|to|with)\s+(?:the\s+)?(?:[\w-]+(?:,| and)\s+)*$"
)


def find_agent(sentence: Sentence, trigger: Trigger, context: Context, targets: Sequence[Named] = ()) -> Named | None:
    """Whoever stands behind "by", the organisation of the audience, or whom the article is about.

    Args:
        sentence: the sentence of the trigger.
        trigger: the words that restrict.
        context: of the article.
        targets: what is restricted; others than its maker do so.
    """
    stated = _stated(sentence, trigger, context)
    if stated or _SOMEBODY.match(sentence.low[trigger.end :]):
        return stated
    for mention in reversed([m for m in sentence.orgs if context.acceptable(m) and not is_tool_too(m, sentence)]):
        if is_attribute(sentence, mention, context.language.parties):
            continue
        at = mention.end <= trigger.start and context.language.parties.members.search(sentence.low[: mention.start])
        if at or _holds_audience(sentence, mention):
            return Named(mention, sentence)
    speaker = find_speaker(sentence, trigger, context)
    makers = {context.lexicon.vendor_of(target.name) for target in targets} if trigger.action == "ban" else set()
    if speaker is not None and not _cannot_be_meant(speaker, sentence, trigger, context) and speaker.name not in makers:
        return speaker
    there = _where(sentence, trigger, context)
    if there is not None:
        return there
    lead = context.protagonist(sentence) or (context.authority() if trigger.action == "lift" else None)
    if lead is not None and trigger.action != "lift" and context.is_freeing(lead):
        return None  # a court is in the news for what it lifts; who had imposed that is somebody else
    if lead is None or lead.name in makers or _cannot_be_meant(lead, sentence, trigger, context):
        return None
    here = _of(lead, sentence)
    if any(_undergoes(mention, sentence, trigger) for mention in here):
        return None
    return Named(here[0], sentence) if here else lead


def _where(sentence: Sentence, trigger: Trigger, context: Context) -> Named | None:
    """The country in which something was blocked, where the text is about somebody else: "in Italy it was blocked"."""
    if trigger.voice != "passive" or trigger.action == "lift" or trigger.withholds or sentence.kind == "title":
        return None
    lead = context.protagonist(sentence)
    actor = context.lexicon.actors.get(lead.name) if lead else None
    for mention in named_countries(sentence, context):
        near = _IN_FRONT.match(sentence.low[mention.end : trigger.start]) or _BEHIND.fullmatch(
            sentence.low, trigger.end, mention.start
        )
        located = sentence.low[: mention.start].endswith((" in ", "in "))
        if (
            near
            and located
            and mention.name != (actor.country if actor else None)
            and not (lead and context.type_of(lead.mention) == "vendor")
        ):
            return Named(mention, sentence)
    return None


def _cannot_be_meant(lead: Named, sentence: Sentence, trigger: Trigger, context: Context) -> bool:
    """Whether the one whom the article is about cannot be who acts here, where nobody is named.

    It speaks for others, or complains of what was done, or it happened "there".
    """
    parties = context.language.parties
    if parties.advocates.search(lead.name) or _THERE.search(sentence.low, trigger.end):
        return True
    return any(parties.aggrieved.match(told.low, m.end) for told in (sentence, lead.sentence) for m in _of(lead, told))


def _of(lead: Named, sentence: Sentence) -> list[Mention]:
    return [mention for mention in sentence.orgs if mention.name == lead.mention.name]


def _stated(sentence: Sentence, trigger: Trigger, context: Context) -> Named | None:
    """Who is named behind "by" or "at": "was blocked by X", "the ban at X was lifted"."""
    for mention in (*sentence.orgs, *named_countries(sentence, context)):
        begin = trigger.body if mention.start < trigger.end else trigger.end
        between = sentence.low[begin : mention.start]
        if mention.start < begin or context.language.parties.telling.search(between):
            continue
        if (
            _BY.match(between)
            or _AT.match(between)
            or (_ON.search(sentence.low, trigger.start, mention.start) and " by " not in sentence.low[mention.end :])
        ):
            return Named(mention, sentence)
    return None


def _undergoes(mention: Mention, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether it is done to a name: "Apple was told to remove Y", "Y was removed from Apple's store"."""
    if not mention.apart(sentence.tools) or sentence.low.startswith("'s", mention.end):
        return False  # "access to OpenAI's API was cut": its owner may well act
    if mention.start >= trigger.end:
        return bool(_FROM.search(sentence.low[: mention.start]))
    return bool(HELPERS.fullmatch(sentence.low[mention.end : trigger.start]))


def _holds_audience(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name stands inside an audience: "Brightwell's staff"; a store is no audience that decides."""
    return any(
        audience.start <= mention.start and mention.end <= audience.end and not audience.text.endswith("stores")
        for audience in sentence.audiences
    )
