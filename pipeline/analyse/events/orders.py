"""Orders and other phrases: "told its staff to stop using Y", "staff may no longer use Y", "Y is off limits"."""

import re
from collections.abc import Iterator

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger, Voice
from pipeline.analyse.events.verbs import is_passive, is_pluperfect
from pipeline.analyse.lexicon.restricting import Phrase, Restricting

_REACH = 140  # letters behind the verb of an order within which the order is given
_NEXT = 2  # letters between a verb of ordering and the people who are ordered
_BORDER = re.compile(r"[;:.?!]")
_TO_VERB = re.compile(r"\bto \w+$")  # "not permitted to use": the subject is who used it


def find_orders(sentence: Sentence, restricting: Restricting) -> Iterator[Trigger]:
    """Orders: "X told its staff to stop using Y", "staff were told not to use Y"."""
    low = sentence.low
    for order in restricting.orders.finditer(low):
        if order.group() in restricting.homographs and restricting.helpers.determined.search(low[: order.start()]):
            continue  # "withdrew its order to stop using Y": a noun
        found = _ordered(low, order.end(), restricting)
        if found is None:
            continue
        done, phrase = found
        left = low[: order.start()]
        told = any(audience.end == len(left.rstrip()) for audience in sentence.audiences)  # "Brightwell staff told to"
        headless = (told or not left.strip()) and not low[order.end() : done.start()].strip()  # "Told to …, staff"
        soft = order.group() in restricting.asking
        asked = soft and not (order.group() in restricting.binding and _binds(sentence, order, done, restricting))
        yield Trigger(
            start=order.start(),
            end=done.end(),
            body=done.end(),
            action="restrict" if soft else phrase.action,
            voice="order-passive" if headless or is_passive(left, restricting.helpers) else "order",
            asked=asked,
            pluperfect=is_pluperfect(left, restricting.helpers),
        )


def find_phrases(sentence: Sentence, restricting: Restricting) -> Iterator[Trigger]:
    """Permissions withheld or given back: "staff may not use Y", "Y can be used again"."""
    begun = {sentence.low[match.start()] for match in restricting.phrase.finditer(sentence.low)}
    if not begun:
        return
    for (pattern, phrase), letters in zip(restricting.phrases, restricting.phrase_letters, strict=True):
        if letters is not None and letters.isdisjoint(begun):
            continue
        for match in pattern.finditer(sentence.low):
            yield Trigger(
                start=match.start(),
                end=match.end(),
                body=match.end(),
                action=phrase.action,
                voice=_voice(phrase, match.group()),
                pluperfect=is_pluperfect(sentence.low[: match.start()], restricting.helpers),
                noun=phrase.noun,
                withholds=phrase.withholds,
            )


def find_inquiries(sentence: Sentence, restricting: Restricting) -> Iterator[Trigger]:
    """An authority looks into something: "has opened an inquiry into Y", "asked the makers of Y for answers"."""
    if not restricting.inquiry.search(sentence.low):
        return
    for pattern, phrase in restricting.inquiries:
        for match in pattern.finditer(sentence.low):
            yield Trigger(
                start=match.start(),
                end=match.end(),
                body=match.end(),
                action=phrase.action,
                voice="passive" if phrase.voice == "passive" else "active",
            )


def _binds(sentence: Sentence, order: re.Match[str], done: re.Match[str], restricting: Restricting) -> bool:
    """Whether a request goes to people of the one who asks, which makes an order of it: "asked its employees to"."""
    near = (audience for audience in sentence.audiences if audience.end <= done.start())
    asked = (audience for audience in near if audience.end <= order.start() or audience.start - order.end() <= _NEXT)
    return any(restricting.helpers.bound.search(audience.text.lower()) for audience in asked)


def _ordered(low: str, start: int, restricting: Restricting) -> tuple[re.Match[str], Phrase] | None:
    """What is ordered behind a verb of ordering: the first phrase, with no clause between."""
    found = []
    for pattern, phrase in restricting.ordered:
        done = pattern.search(low, start, start + _REACH)
        if done is not None and not _BORDER.search(low[start : done.start()]):
            found.append((done, phrase))
    return min(found, key=lambda pair: (pair[0].start(), -pair[0].end()), default=None)


def _voice(phrase: Phrase, words: str) -> Voice:
    if phrase.voice != "open":
        return phrase.voice
    return "user" if _TO_VERB.search(words) else "passive"
