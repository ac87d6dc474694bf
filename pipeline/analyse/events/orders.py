"""Orders and other phrases: "told its staff to stop using Y", "staff may no longer use Y", "Y is off limits"."""

import re
from collections.abc import Iterator

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger, Voice
from pipeline.analyse.events.verbs import is_passive, is_pluperfect
from pipeline.analyse.lexicon.restricting import Phrase, Restricting

_REACH = 140  # letters behind the verb of an order within which the order is given
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
        asked = order.group() in restricting.asking
        yield Trigger(
            start=order.start(),
            end=done.end(),
            body=done.end(),
            action="restrict" if asked else phrase.action,
            voice="order-passive" if headless or is_passive(left, restricting.helpers) else "order",
            asked=asked,
            pluperfect=is_pluperfect(left, restricting.helpers),
        )


def find_phrases(sentence: Sentence, restricting: Restricting) -> Iterator[Trigger]:
    """Permissions withheld or given back: "staff may not use Y", "Y can be used again"."""
    if not restricting.phrase.search(sentence.low):
        return
    for pattern, phrase in restricting.phrases:
        for match in pattern.finditer(sentence.low):
            yield Trigger(
                start=match.start(),
                end=match.end(),
                body=match.end(),
                action=phrase.action,
                voice=_voice(phrase, match.group()),
            )


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
