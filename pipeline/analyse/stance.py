"""How far a trigger is a fact: told as done, as coming, as proposed, as denied, or as nothing of the kind.

Polarity is the trap of this subject: "judge blocks ban", "denies banning", "would ban", "if you ban" all hold the words
of a ban. Whatever cannot be told apart is no event.
"""

import re
from typing import Literal

from pipeline.analyse.language import Language
from pipeline.analyse.sentence import Sentence
from pipeline.analyse.triggers import Trigger

Stance = Literal["fact", "coming", "proposed", "denied", "none"]

_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|no plans?|no intention|nobody|no one|without|unlikely|stop(?:ped|s)? short of|far from|instead of|rather than)\b"
    r"(?:\W+\w+){0,3}\W*$|n[’']t(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|shall|is to|are to|was to|set to|due to|about to|going to|[’']ll|plans to|begin(?:s)? to|begin|start)(?:\s+\w+ly)?(?:\s+(?:be|have|begin|start|stop))?\s*$",
    re.IGNORECASE,
)
_SAID_WOULD = re.compile(
    r"\b(?:said|says|announced|confirmed|told|wrote|informed|notified|revealed|reported)\b[^.;]{0,80}\bwould(?:\s+\w+ly)?(?:\s+(?:be|begin|start|soon|no longer))*\s*$",
    re.IGNORECASE,
)
_PROGRESSIVE = re.compile(r"\b(?:is|are)(?:\s+now)?\s+\w+ing(?:\s+(?:off|out|down|in))?$", re.IGNORECASE)
_YOU = re.compile(r"(?:^|[\s(“\"])(?:you|we|I|they who|anyone who|whoever|one)\b[^,;:]{0,30}$", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"”’']?\s*$")
_DENIAL_REACH = 90
_WINDOW = 70


def stance(sentence: Sentence, trigger: Trigger, language: Language) -> Stance:
    """The stance of a trigger, from the words in front of it in its sentence."""
    text = sentence.text
    if _QUESTION.search(text) or sentence.heading or sentence.in_quotes(trigger.start, trigger.end):
        return "none"
    left = _clause(text, trigger.start)
    if _says_nothing(left, language):
        return "none"
    denial = language.denies.search(text[max(0, trigger.start - _DENIAL_REACH) : trigger.start])
    if denial and trigger.action != "lift":
        return "denied"
    if _NEGATION.search(left) and not _NOT_ONLY.search(left):
        return "none"
    return _mood(left, text, trigger, language)


def _mood(left: str, text: str, trigger: Trigger, language: Language) -> Stance:
    if _SAID_WOULD.search(text[: trigger.start]):
        return "coming"
    near = left[-_WINDOW:]
    if trigger.asked:
        return "proposed"
    proposing = list(language.proposes.finditer(near))
    if proposing and _governs(near[proposing[-1].end() :]):
        # "plans to ban" with a day of its own is a decision; the caller looks for the day
        return "proposed"
    if _FUTURE.search(left) or _PROGRESSIVE.search(f"{left}{text[trigger.start : trigger.end]}"):
        return "coming"
    return "fact"


def _says_nothing(left: str, language: Language) -> bool:
    """Suppositions, questions in reported speech, and what is said of the reader or in general."""
    supposing = list(language.supposes.finditer(left))
    if supposing and not re.search(r"[,;:]", left[supposing[-1].end() :]):
        return True
    return bool(_YOU.search(left))


def _governs(between: str) -> bool:
    """Whether a proposing word reaches the trigger: at most a few words and no clause between them."""
    return len(between.split()) <= 5 and not re.search(r"[,;:]", between)


def _clause(text: str, end: int) -> str:
    """The text in front of a place, from the last border of a clause."""
    borders = [
        match.end()
        for match in re.finditer(r"[;:]\s|\s[–—-]\s|,\s(?:and|but|or|while|though|although)\s|\sbut\s", text[:end])
    ]
    return text[borders[-1] if borders else 0 : end]


def plans(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the proposing word is one of intention ("plans to ban"), which a definite day makes a decision."""
    left = _clause(sentence.text, trigger.start)[-_WINDOW:]
    return bool(
        re.search(
            r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed)?) to(?:\s+\w+ly)?\s*$", left, re.IGNORECASE
        )
    )
