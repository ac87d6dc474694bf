"""Where a sentence speaks of restricting, and in which voice.

A trigger is the words that restrict ("has banned", "told its staff to stop using", "may no longer be used", "issued a
ban on") with the action they stand for. Who acts on what is for ``roles``, how far it is a fact for ``stance``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.analyse.language import Language, VerbForm
from pipeline.analyse.mentions import Mention
from pipeline.analyse.sentence import Sentence
from pipeline.model.vocabulary import Action

TriggerVoice = Literal["active", "passive", "order", "order-passive", "loser", "label"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that restrict: ``sentence.text[start:end]``.

    Attributes:
        body: where the object is looked for: behind this place.
        asked: the words only ask ("asked Apple to remove").
        perfect_past: "had banned": older than what the article tells.
        noun: a restriction that is spoken of by a noun: "lifted the ban".
    """

    start: int
    end: int
    body: int
    action: Action
    voice: TriggerVoice
    asked: bool = False
    perfect_past: bool = False
    noun: bool = False


_BE = r"(?:is|are|was|were|be|been|being|gets?|got|remains?|stays?|[’']re)"
_ADVERB = r"(?:\s+(?:\w+ly|also|now|again|still|once|at once|in effect|already|no longer))*"
_PASSIVE_LEFT = re.compile(rf"\b{_BE}{_ADVERB}\s*$", re.IGNORECASE)
_HAD = re.compile(rf"\bhad(?:\s+been)?{_ADVERB}\s*$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:\b(?:a|an|the|its|their|his|her|this|that|such|new|any|no|of|on|for|under|with|over|[\w-]+[’']s?)\s+)"
    r"(?:(?!to\b|will\b|would\b|may\b|could\b|must\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_MODAL_LEFT = re.compile(
    r"\b(?:to|will|would|may|might|can|could|shall|should|must|not|n[’']t|do|does|did|and|or)(?:\s+\w+ly)?\s*$",
    re.IGNORECASE,
)
_REDUCED_RIGHT = re.compile(
    r"^\s*(?:from|in|by|on|at|across|for|over|under|throughout|worldwide|nationwide|there|here|again|[.,;:)]|$)"
)
_TAKES_EFFECT = re.compile(
    r"^[^.;:]{0,90}?\b(?:takes?|took|is due to take|will take|is set to take|goes into|went into|comes into|came into) (?:effect|force)\b"
)
_ACCESS = re.compile(
    r"\b(?:access|supply|supplies|service|services|availability|downloads?|sales?|subscriptions?|use|usage|support|accounts?|keys?|licen[cs]es?"
    r"|capacity|traffic)\b",
    re.IGNORECASE,
)
_NOUN_TAKES = re.compile(r"^\s*(?:on|of|against|from|for|that|which|under which|to)\b", re.IGNORECASE)
_NOUN_WORDS = frozenset("ban bans block blocks limit limits curb curbs".split())
_NEAR = 70  # characters within which the object of an everyday verb must stand
_NOUN_NEAR = 90
_NOUN_AHEAD = 220  # "a ban on applications …, naming DeepSeek"


def find_triggers(sentence: Sentence, language: Language) -> list[Trigger]:
    """All triggers of a sentence, in order, the longer of two that overlap."""
    found = [
        *_orders(sentence, language),
        *_phrases(sentence, language),
        *_nouns(sentence, language),
        *_verbs(sentence, language),
    ]
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (-(t.end - t.start), t.start)):
        if all(trigger.end <= other.start or other.end <= trigger.start for other in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.start)


def things(sentence: Sentence) -> tuple[Mention, ...]:
    """What can be restricted: tools by name, then AI tools in general, in order."""
    return tuple(sorted((*sentence.tools, *sentence.generics), key=lambda mention: mention.start))


def _verbs(sentence: Sentence, language: Language) -> Iterator[Trigger]:
    text = sentence.text
    for match in language.verbs.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        for entry in language.verb_forms[match.group().lower()]:
            voice = _voice(sentence, match, entry)
            if voice is None or not _object_fits(sentence, match, entry, voice):
                continue
            if _is_noun(match.group().lower(), left, right):
                continue
            yield Trigger(
                start=match.start(),
                end=match.end(),
                body=match.end(),
                action=entry.verb.action,
                voice=voice,
                perfect_past=bool(_HAD.search(left)),
            )
            break


def _voice(sentence: Sentence, match: re.Match[str], entry: VerbForm) -> TriggerVoice | None:
    left, right = sentence.text[: match.start()], sentence.text[match.end() :]
    if entry.form & {"past", "participle"}:
        if _PASSIVE_LEFT.search(left):
            return "passive"
        if re.search(rf"\b(?:has|have|had){_ADVERB}\s*$", left) or "past" not in entry.form:
            return "active" if "participle" in entry.form and re.search(r"\bha[sd]|have\b", left[-40:]) else "passive"
        if _REDUCED_RIGHT.search(right) and _thing_ends_near(sentence, match.start()):
            return "passive"
        return "active"
    if "base" in entry.form and not left.strip(" \"“'("):
        return None  # an imperative: "Block the address in the router"
    return "active"


def _thing_ends_near(sentence: Sentence, place: int) -> bool:
    return any(0 <= place - mention.end <= 12 for mention in (*things(sentence), *sentence.audiences))


def _object_fits(sentence: Sentence, match: re.Match[str], entry: VerbForm, voice: TriggerVoice) -> bool:
    """Whether verbs with other uses have a tool, or access to one, for their object."""
    if not (entry.access or entry.verb.near):
        return True
    start, end = (match.end(), match.end() + _NEAR) if voice == "active" else (match.start() - _NEAR, match.start())
    if entry.access:
        return bool(_ACCESS.search(sentence.text[max(0, start) : end]))
    window = sentence.text[max(0, start) : end]
    return any(start <= m.start < end for m in things(sentence)) or bool(_ACCESS.search(window))


def _is_noun(word: str, left: str, right: str) -> bool:
    if word not in _NOUN_WORDS or _MODAL_LEFT.search(left):
        return False
    return bool(_DETERMINED.search(left)) or bool(re.match(r"^\s*(?:on|of)\b", right))


def _orders(sentence: Sentence, language: Language) -> Iterator[Trigger]:
    """Orders: "X told its staff to stop using Y", "staff were told not to use Y"."""
    text = sentence.text
    for order in language.orders.finditer(text):
        for pattern, phrase in language.ordered:
            done = pattern.search(text, order.end(), order.end() + 140)
            if done is None or re.search(r"[;:.?!]", text[order.end() : done.start()]):
                continue
            left = text[: order.start()]
            passive = bool(_PASSIVE_LEFT.search(left)) or bool(
                re.match(r"^\s*$", text[order.end() : done.start()]) and not left.strip()
            )
            asked = bool(language.asking.fullmatch(order.group()))
            yield Trigger(
                start=order.start(),
                end=done.end(),
                body=done.end(),
                action="restrict" if asked else phrase.action,
                voice="order-passive" if passive else "order",
                asked=asked,
                perfect_past=bool(_HAD.search(left)),
            )
            break


def _phrases(sentence: Sentence, language: Language) -> Iterator[Trigger]:
    text = sentence.text
    voices: dict[str, TriggerVoice] = {
        "active": "active",
        "active-subject": "loser",
        "label": "label",
        "loser": "loser",
        "passive": "passive",
    }
    for pattern, phrase in (*language.phrases, *language.withheld):
        for match in pattern.finditer(text):
            voice: TriggerVoice
            if phrase.voice == "open":
                voice = "loser" if re.search(r"\bto \w+$", match.group()) else "passive"
            else:
                voice = voices[phrase.voice]
            yield Trigger(start=match.start(), end=match.end(), body=match.end(), action=phrase.action, voice=voice)


def _nouns(sentence: Sentence, language: Language) -> Iterator[Trigger]:
    """Nouns: "issued a ban on Y", "suspended the city's ban on Y", "the ban on Y was lifted"."""
    text = sentence.text
    for noun in language.nouns.finditer(text):
        governed = _governed(text, noun, language)
        if governed is not None and (governed.action == "lift" or _near_thing(sentence, noun)):
            yield governed


def _near_thing(sentence: Sentence, noun: re.Match[str]) -> bool:
    return any(-_NOUN_NEAR <= mention.start - noun.end() <= _NOUN_AHEAD for mention in things(sentence))


def _governed(text: str, noun: re.Match[str], language: Language) -> Trigger | None:
    """The noun under its verb: in front of it in the active voice, behind it in the passive."""
    window = max(0, noun.start() - 45)
    before = text[window : noun.start()]
    kinds: tuple[tuple[re.Pattern[str], Action], ...] = (
        (language.flipping, "lift"),
        (language.lifting, "lift"),
        (language.imposing, "ban"),
    )
    for pattern, action in kinds:
        verbs = list(pattern.finditer(before))
        if verbs and not re.search(r"[;:,]| and | but ", before[verbs[-1].end() :]):
            start = window + verbs[-1].start()
            return Trigger(
                start=start,
                end=noun.end(),
                body=noun.end(),
                action=action,
                voice="passive" if _PASSIVE_LEFT.search(text[:start]) else "active",
                perfect_past=bool(_HAD.search(text[:start])),
                noun=True,
            )
    takes_effect = _TAKES_EFFECT.match(text[noun.end() :])
    if takes_effect:
        return Trigger(start=noun.start(), end=noun.end(), body=noun.end(), action="ban", voice="passive", noun=True)
    behind = text[noun.end() : noun.end() + 60]
    for pattern, action in kinds:
        verb = pattern.search(behind)
        if verb and _PASSIVE_LEFT.search(behind[: verb.start()]):
            return Trigger(
                start=noun.start(),
                end=noun.end() + verb.end(),
                body=noun.end(),
                action=action,
                voice="passive",
                noun=True,
            )
    return None
