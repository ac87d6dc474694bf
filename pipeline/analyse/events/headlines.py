"""What a headline alone may tell: only what it says outright, of one who is named, to a tool that is named.

Headlines overclaim, so that an event which rests on one is held to more than an event in the text
(docs/decisions/0019-partial-articles.md). What is left is told as reported, and as "headline only".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.analyse.events.context import Context, Named
from pipeline.analyse.events.place import Place
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.stance import stance
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.events.triggers import find_triggers
from pipeline.analyse.lexicon.headlines import Headlines
from pipeline.model.event import Event

_BEHIND_NAME = re.compile(r"(?:^|[^\w])(?!(?:And|In|The)\s)[A-Z][\w.-]*\s$")  # "PwC" Australia
_IN = re.compile(r"\b(?:across|in)\s+(?:the\s+)?$")
_SCARE = re.compile(r"[\"'‘’“”«][^\w]?$")  # Samsung "bans" it
_JOINED = re.compile(r"\s*(?:,|&|and\b|or\b)")  # "X, like Y, bans", "X and other firms ban"
_HITS = re.compile(r"\b(?:affects?|hits?|hurts?|spares?|threatens?)\b")
_WORD = re.compile(r"[’'\"”]?(?:\s+|-|[’']s\s)\w")
_DEVICES = re.compile(r"[’']?s?\s+(?:\w+\s+)?(?:computers|devices|equipment|machines|networks?|phones|systems)\b")
_CONTRARY = ("proposed", "denied")


def told_by(place: Place, event: Event, actor: Named, targets: Sequence[Named], context: Context) -> Event | None:
    """An event as a headline may tell it, or None.

    Args:
        place: the trigger, in the title of a partial article.
        event: as it would stand in a text.
        actor: who acts.
        targets: on what.
        context: of the article.
    """
    words = context.language.headlines
    low, trigger = place.sentence.low, place.trigger
    if words.doubted.search(low) or words.weak.match(low, trigger.start) or words.wanted.search(low[: trigger.start]):
        return None
    if _SCARE.search(place.sentence.text[: trigger.start]) or not _is_named(actor, event, context):
        return None
    if not _acts_itself(place, event, actor):
        return None
    if event.action_class in ("imposed", "lifted") and not _acts_there(place, actor, words):
        return None
    if not all(_is_aimed_at(target, place, actor, context) for target in targets):
        return None
    return replace(event, background=event.background or bool(words.past.search(low)))


def contradicted(read: Sequence[Sentence], tools: Tools) -> bool:
    """Whether the text under a headline tells what is wanted, asked or denied, and of nothing that it was done."""
    told = [
        stance(sentence, trigger, tools.language)
        for sentence in read
        if sentence.kind != "title"
        for trigger in find_triggers(sentence, tools.language.restricting)
    ]
    return any(one in _CONTRARY for one in told) and not any(one in ("fact", "coming") for one in told)


def _is_named(actor: Named, event: Event, context: Context) -> bool:
    """Whether the one who acts has a name of its own: no "Bank", no country inside a firm's name, none that wishes."""
    mention, text = actor.mention, actor.sentence.text
    if mention.kind == "region":
        inside = _BEHIND_NAME.search(text[: mention.start])
        return not inside and event.action_class != "proposed"
    plain = len(mention.text.split()) == 1 and not mention.known
    return not (plain and context.language.parties.kind_of(mention.text))


def _acts_itself(place: Place, event: Event, actor: Named) -> bool:
    """Whether it acts on its own.

    Its people did not just lose something, its devices are not just named, it tells its own people what to do and not
    other firms, and it takes nobody else's product away from one country: that is done by somebody's order.
    """
    trigger, sentence = place.trigger, place.sentence
    passive = trigger.voice in ("passive", "order-passive", "user")
    if passive and event.action == "cut_off" and event.actor_type != "vendor":
        return False
    if passive and actor.sentence is sentence and _DEVICES.match(sentence.text, actor.mention.end):
        return False
    if event.actor_type in ("company", "vendor") and event.mechanism.startswith("employer"):
        return not any(_IN.search(sentence.low[: region.start]) for region in _behind(place))
    if trigger.voice == "order" and event.actor_type in ("government-body", "regulator"):
        return not any(trigger.start <= org.start < trigger.body for org in sentence.orgs)
    return True


def _behind(place: Place) -> list[Mention]:
    """The countries and regions behind a trigger."""
    return [region for region in place.sentence.regions if region.start >= place.trigger.end]


def _acts_there(place: Place, actor: Named, words: Headlines) -> bool:
    """Whether nothing stands between the one who acts and what it does that may be who really acts."""
    trigger, mention = place.trigger, actor.mention
    if trigger.voice != "active" or actor.sentence is not place.sentence or mention.end > trigger.start:
        return True
    between = place.sentence.low[mention.end : trigger.start]
    return bool(_JOINED.match(between) or words.own_act.fullmatch(between))


def _is_aimed_at(target: Named, place: Place, actor: Named, context: Context) -> bool:
    """Whether the trigger is about this target: nothing else stands between them, and it is no tool without a name.

    "AI tools" may be what an employer forbids; what a vendor takes away has a name, and so has "Musk's chatbot".
    """
    mention, trigger = target.mention, place.trigger
    if target.sentence is not place.sentence:
        return True
    if mention.kind == "generic":
        vendors = context.lexicon.vendors
        named = any(org.name in vendors for org in place.sentence.orgs)
        return not named and mention.text.endswith(("s", "AI"))
    words, low = context.language.headlines, place.sentence.low
    if trigger.voice not in ("active", "order"):
        inside = actor.sentence is place.sentence and not actor.mention.apart((mention,))
        return not inside and not (trigger.noun and _HITS.search(low[trigger.end : mention.start]))
    if words.other_object.search(low[trigger.end : mention.start]):
        return False
    behind = low[mention.end :] if mention.start >= trigger.end else ""
    return not _WORD.match(behind) or bool(words.own_object.match(behind))
