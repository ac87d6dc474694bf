"""The words that restrict in a clause of a short text, with how far they are told as a fact.

Beside the triggers of the grammar: verbs of headlines, phrases without a verb ("back in the app stores"), and a
restriction by its name alone ("the Y ban at X"), which is presupposed and so counts as told, but for what is wanted or
weighed near by.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.stance import Stance, stance
from pipeline.analyse.events.trigger import Trigger, Voice
from pipeline.analyse.events.triggers import find_triggers
from pipeline.analyse.events.verbs import is_passive
from pipeline.analyse.lexicon.language import Language
from pipeline.model.vocabulary import Action

_ASKS = re.compile(r"(?:are|can|could|did|do|does|has|have|is|may|should|will|would|was|were)\s+(?!n't)|how to\b")
_BARE_MODAL = re.compile(r"\b(?:can|could|may|might|must|ought|should|would)\s+(?:\w+ly\s+)?(?:be\s+)?$")
_UNREAL = re.compile(
    r"\b(?:against|alleged|argu\w+|avert\w*|avoid\w*|bypass\w*|calls? for|circumvent\w*|despite calls|draft|evad\w+"
    r"|faces?|facing|fear\w*|if|looming|no|not|possible|potential|proposed|risks?|rumou?r\w*|threat\w*|without|would"
    r"|whether|years? (?:after|since))\s+(?:[\w'-]+\s+){0,3}$"
)
_BEHIND_UNREAL = re.compile(r"\s+(?:[\w'-]+\s+){0,2}(?:looms?|mooted|rumou?rs?|threats?|fears?|debate|calls?)\b")
_ON = re.compile(r"\s+(?:on|of|for|against)\b")
_NEAR, _BESIDE = 30, 3  # letters between such a noun and what it is about
_PREPOSITIONS = frozenset(
    ("after", "amid", "as", "at", "despite", "following", "for", "from", "in", "inside", "on", "over", "under", "with")
)
_EMPTY = re.compile(r"^\W*(?:(?:also|and|but|first|for now|in effect|now|since|temporarily|then|yet|\w+ly),?\s+)*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Words that restrict in their clause.

    Attributes:
        told: how far it is told as a fact.
        loose: a phrase or a name of short texts, whose parties may stand anywhere.
        noun: told by its name alone.
        headless: nothing stands in front of it in its clause.
        withheld: a vendor keeps something from a place.
    """

    sentence: Sentence
    trigger: Trigger
    told: Stance
    loose: bool = False
    noun: bool = False
    headless: bool = False
    withheld: bool = False

    @property
    def in_title(self) -> bool:
        """Whether it stands in the title."""
        return self.sentence.kind == "title"

    @property
    def passive(self) -> bool:
        """Whether who acts does not stand in front of it as its subject."""
        return self.trigger.voice in ("passive", "order-passive", "user", "label") or self.headless


def find_frames(sentences: Sequence[Sentence], language: Language) -> list[Frame]:
    """All frames of a short text, in order; of two in one place, the one that says more than "imposed"."""
    return [frame for sentence in sentences for frame in _of_clause(sentence, language)]


def _of_clause(sentence: Sentence, language: Language) -> list[Frame]:
    if sentence.text.rstrip(" \"'”’").endswith("?") or _is_question(sentence):
        return []
    kept: list[Frame] = []
    for found in (_phrases(sentence, language), _grammar(sentence, language), _names(sentence, language)):
        for frame in found:
            if all(_apart(frame.trigger, other.trigger) for other in kept):
                kept.append(frame)
    return sorted(kept, key=lambda frame: frame.trigger.start)


def _is_question(sentence: Sentence) -> bool:
    """Whether a title asks without its mark: "Is Y blocked on school laptops"."""
    return sentence.kind == "title" and bool(_ASKS.match(sentence.low))


def _apart(one: Trigger, other: Trigger) -> bool:
    return one.end <= other.start or other.end <= one.start


def _grammar(sentence: Sentence, language: Language) -> Iterator[Frame]:
    """What the grammar of full articles finds, with the stance that it gives."""
    for trigger in find_triggers(sentence, language.restricting):
        if language.headlines.weak.match(sentence.low, trigger.start):
            continue
        told = stance(sentence, trigger, language)
        headless = bool(_EMPTY.match(sentence.low[: trigger.start]))
        if told == "none" and headless and not trigger.noun and _is_participle(sentence.low[trigger.start :]):
            told = "fact"
        if told != "none":
            yield Frame(sentence=sentence, trigger=trigger, told=told, headless=headless)


def _is_participle(words: str) -> bool:
    return words.split(maxsplit=1)[0].endswith(("ed", "cut", "shut"))


def _phrases(sentence: Sentence, language: Language) -> Iterator[Frame]:
    """Phrases of short texts, those that take something back first."""
    short, low = language.short, sentence.low
    for match in short.denied.finditer(low):
        yield _frame(sentence, match, "ban", "denied")
    for match in short.proposed.finditer(low):
        if not (_is_denied(low, match.start(), language) or _BARE_MODAL.search(low[: match.start()])):
            yield _frame(sentence, match, "ban", "proposed")
    for match in short.inquiry.finditer(low):
        yield _frame(sentence, match, "investigate", "proposed")
    yield from _stated(sentence, short.lifted.finditer(low), "lift", language)
    for frame in _stated(sentence, short.withheld.finditer(low), "restrict", language):
        yield replace(frame, withheld=True)
    yield from _stated(sentence, short.limited.finditer(low), "restrict", language)
    for says, action in short.imposed:
        yield from _stated(sentence, says.finditer(low), action, language)
    for match in short.verbs.finditer(low):
        action, forms = short.verb_forms[match.group()]
        passive = bool(forms & {"past", "participle"}) and is_passive(
            low[: match.start()], language.restricting.helpers
        )
        if _BARE_MODAL.search(low[: match.start()]):
            continue
        trigger = _trigger(match, action, "passive" if passive else "active")
        told = stance(sentence, trigger, language)
        if told != "none":
            yield Frame(sentence=sentence, trigger=trigger, told=told)


def _stated(
    sentence: Sentence, matches: Iterator[re.Match[str]], action: Action, language: Language
) -> Iterator[Frame]:
    """Phrases with the stance that the words around them leave."""
    for match in matches:
        if _BARE_MODAL.search(sentence.low[: match.start()]) or _is_denied(sentence.low, match.start(), language):
            continue
        found = _frame(sentence, match, action, "fact")
        told = stance(sentence, found.trigger, language)
        if told in ("fact", "coming") or (told == "none" and _is_free(sentence, match, language)):
            coming = told == "coming"
            yield _frame(sentence, match, action, "coming" if coming else "fact")
        elif told == "proposed" and action != "lift":
            yield _frame(sentence, match, action, "proposed")


def _is_free(sentence: Sentence, match: re.Match[str], language: Language) -> bool:
    """Whether nothing in front of a phrase takes it back; an infinitive in a fragment has no subject to say more."""
    left = sentence.low[: match.start()]
    supposing = language.moods.supposes.search(left) or language.moods.proposes.search(left)
    return not (supposing or language.moods.negates.search(left) or sentence.in_quotes(match.start(), match.end()))


def _is_denied(low: str, start: int, language: Language) -> bool:
    return bool(language.moods.negates.search(low, max(0, start - 25), start))


def _names(sentence: Sentence, language: Language) -> Iterator[Frame]:
    """Restrictions by their names: "the Y ban", "a clampdown on Y"."""
    low = sentence.low
    for says, action in language.short.nouns:
        for match in says.finditer(low):
            left = low[: match.start()]
            if (
                _UNREAL.search(left)
                or _BEHIND_UNREAL.match(low, match.end())
                or not _is_name(sentence, match, language)
            ):
                continue
            frame = _frame(sentence, match, action, "fact")
            yield Frame(sentence=sentence, trigger=frame.trigger, told="fact", loose=True, noun=True)


def _is_name(sentence: Sentence, match: re.Match[str], language: Language) -> bool:
    """Whether such a noun is about a tool or people, in front of it or behind "on", and under no unknown verb."""
    low, place = sentence.low, match.start()
    named = (*sentence.things, *sentence.orgs, *sentence.regions, *sentence.audiences)
    behind = _ON.match(low, match.end())
    reached = behind is not None and any(0 <= m.start - behind.end() <= _NEAR for m in named)
    beside = any(0 <= place - m.end <= _BESIDE for m in named)
    if (behind is not None) != reached or not (reached or beside or _EMPTY.match(low[:place])):
        return False
    words = re.findall(r"[\w-]+", _blanked(low[:place], named).replace("'s", " "))
    first = next((word for word in reversed(words) if word not in language.short.noun_heads), "")
    return not first or first in _PREPOSITIONS or bool(language.restricting.governing[-1][0].fullmatch(first))


def _blanked(text: str, mentions: Sequence[Mention]) -> str:
    """A text with blanks in the place of names."""
    return "".join(
        " " if any(m.start <= place < m.end for m in mentions) else letter for place, letter in enumerate(text)
    )


def _frame(sentence: Sentence, match: re.Match[str], action: Action, told: Stance) -> Frame:
    trigger = _trigger(match, action, "passive")
    headless = bool(_EMPTY.match(sentence.low[: match.start()]))
    return Frame(sentence=sentence, trigger=trigger, told=told, loose=True, headless=headless)


def _trigger(match: re.Match[str], action: Action, voice: Voice) -> Trigger:
    return Trigger(start=match.start(), end=match.end(), body=match.end(), action=action, voice=voice)
