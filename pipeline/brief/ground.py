"""The grounding gate: what another hand wrote about a restriction passes only if the reports and the register bear it.

It is a gate, not a judge of style. A sentence passes if it is the headline of the register, or a sentence of a report
that stands on its own, told as reported; it may leave out only what adds nothing to the claim. Whatever cannot be
checked is refused: a missing sentence costs less than a false one. docs/explanation/grounding.md tells what it asks.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.event import Event
from pipeline.model.restriction import Party, Restriction, Target
from pipeline.model.vocabulary import ACTION_CLASS
from pipeline.text.sentences import sentences
from pipeline.text.words import clean, words

WORDS = 40
"""Longest text."""
_FEWEST = 4
_RUN = 12
"""So many words of a report in a row are its publisher's, and stand only in quotation marks."""
_ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io|ai|gov|edu|example|eu|uk|de|cn)\b|@", re.IGNORECASE)
_MARKUP = re.compile(r"[<>\[\]{}*_#|`~\\^=$]")
_ADVICE = re.compile(
    r"\b(?:should|must|ought|needs? to|have to|has to|recommend\w*|advis\w+|consider|please|click|visit|contact|call"
    r"|ignore|you|your|yours|we|our|ours|us|i|me|my|let's|don't)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(r"\b(?:reportedly|according to reports)\b", re.IGNORECASE)
_SET_OFF = re.compile(rf"(?P<before>, )?{_HEDGE.pattern}(?P<behind>,)?", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|no|nobody|nothing|neither|nor|never|without|cannot)\b|n['’]t\b|\b(?:den(?:y|ies|ied|ying)|denial)\b",
    re.IGNORECASE,
)
_POINTS_AWAY = re.compile(
    r"^(?:He|She|It|They|This|That|These|Those|Such|Both|Its|Their|His|Her|There|Here|And|But|So|Or|Then|Yet|If"
    r"|The [a-z])"
    r"|\b(?:also|too|so|likewise|similar\w*|same|such|former|latter|others?|another|respectively|as well)\b"
)
"""Words that only another sentence explains: alone, or behind another one, they say something else."""
_AFTERTHOUGHT = re.compile(r"(?:the|an?|its|their|which|whose|who|after|following|because|citing)\b")
"""How a clause begins that tells more about what has been said, and takes nothing of it back."""
_CONDITION = re.compile(
    r"\b(?:if|unless|until|till|except\w*|exempt\w*|excluding|only|but|although|though|while|whereas|however|instead|may"
    r"|might|could|would|temporar\w+|briefly|pending|lift\w*|revers\w+|withdr\w+|rumou?r\w*|alleg\w+|claim\w*|false\w*"
    r"|hoax|correct\w*|paus\w+|suspend\w*|delay\w*|postpon\w+)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]\s|\s[–—-]\s|[()]")
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_]+(?:[.,'’&/%-][^\W_]+)*%?|[“”\"„«»,;:()–—]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a text may rest on.

    Attributes:
        row: the restriction that it is about.
        sources: texts of its reports, as they were given to whoever wrote.
    """

    row: Restriction
    sources: tuple[str, ...]


def faults(text: str, ground: Ground, events: Sequence[Event]) -> tuple[str, ...]:
    """Why a text may not be printed; empty if it may.

    Args:
        text: as it came.
        ground: what it may rest on.
        events: what our own reading finds in the text.

    Returns:
        Reasons of a closed list: "advice", "copied", "form", "headline" (nothing else is told), "hedge", "length",
        "negation", "reading", "words".
    """
    if text != clean(text) or _ADDRESS.search(text) or _MARKUP.search(text) or not _is_plain(text):
        return ("form",)
    if not _FEWEST <= len(text.split()) <= WORDS or not text.endswith("."):
        return ("length",)
    told = [span.text for span in sentences(text)]
    reported = [one for one in told if not _is_headline(one, ground.row)]
    found = {
        "advice": bool(_ADVICE.search(text)),
        "copied": _is_copied(text, ground.sources),
        "headline": not reported,
        "hedge": not all(_HEDGE.search(one) for one in (told if _is_hedged(ground.row) else reported)),
        "negation": bool(_NOT.search(text)) and ground.row.status != "denied",
        "reading": not _reads_alike(events, ground.row),
        "words": not all(_is_reported(one, ground.sources) for one in reported),
    }
    return tuple(sorted(name for name, wrong in found.items() if wrong))


def _is_plain(text: str) -> bool:
    """Letters, digits, spaces and the marks of a sentence; no quotation, and nothing that looks like another letter."""
    return all(
        one in " .,;:'’()-–/%&+" or unicodedata.category(one)[0] in "LN" or unicodedata.category(one) == "Mn"
        for one in text
    )


def _is_headline(sentence: str, row: Restriction) -> bool:
    return any(one in _readings(row.title) for one in _readings(sentence))


def _is_reported(sentence: str, sources: Sequence[str]) -> bool:
    """Whether a sentence is one of a report, but for words of caution and for afterthoughts that it leaves out."""
    told = _readings(sentence)
    alone = _without_caution(sentence, comma="")
    if _POINTS_AWAY.search(alone[:1].upper() + alone[1:]):
        return False
    fronts = [one for source in sources for span in sentences(source) for one in _fronts(span.text)]
    return any(one in fronts for one in told)


def _fronts(sentence: str) -> Iterator[list[str]]:
    """The words of a sentence of a report, whole and without the afterthoughts at its end."""
    if not sentence.rstrip("”\"’')]").endswith((".", "!")):
        return  # a question, or a sentence that is cut off
    yield from _readings(sentence)
    for found in _CLAUSE.finditer(sentence):
        rest = sentence[found.end() :]
        if _AFTERTHOUGHT.match(rest) and not _CONDITION.search(rest) and not _NOT.search(rest):
            yield from _readings(sentence[: found.start()])


def _readings(sentence: str) -> tuple[list[str], list[str]]:
    """The words of a sentence without those of caution; a comma before these may be theirs or the sentence's."""
    return _tokens(_without_caution(sentence, comma="")), _tokens(_without_caution(sentence, comma=", "))


def _without_caution(sentence: str, *, comma: str) -> str:
    def kept(found: re.Match[str]) -> str:
        return comma if found["before"] and found["behind"] else ", " if found["before"] else " "

    return " ".join(_SET_OFF.sub(kept, sentence).replace(" ,", ",").split())


def _tokens(text: str) -> list[str]:
    """Words as they are written, but for the case of the first, and the marks within a sentence."""
    found: list[str] = _TOKEN.findall(text)
    return [found[0][:1].casefold() + found[0][1:], *found[1:]] if found else []


def _is_copied(text: str, sources: Sequence[str]) -> bool:
    runs = {run for source in sources for run in _runs(source)}
    return not runs.isdisjoint(_runs(text))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    told = words(text)
    return (tuple(told[at : at + _RUN]) for at in range(len(told) - _RUN + 1))


def _reads_alike(events: Sequence[Event], row: Restriction) -> bool:
    """Whether our own reading finds the row's decision in the text, and nothing that is another."""
    told = [event for event in events if not event.inferred]
    return bool(told) and all(_is_the_same(event, row) for event in told)


def _is_the_same(event: Event, row: Restriction) -> bool:
    actor, action = row.claims.actor.value, row.claims.action.value
    if not isinstance(actor, Party) or event.actor != actor.name:
        return False
    imposed = "lifted" if row.status == "lifted" else "denied" if row.status == "denied" else None
    classes: Collection[str] = (imposed,) if imposed else (_class_of(row, action),)
    return event.action_class in classes and bool(event.targets) and set(event.targets) <= _tools(row)


def _class_of(row: Restriction, action: object) -> str:
    if row.status == "proposed":
        return "proposed"
    return next((told for name, told in ACTION_CLASS.items() if name == action), "")


def _tools(row: Restriction) -> set[str]:
    value = row.claims.targets.value
    return {item.tool for item in value if isinstance(item, Target)} if isinstance(value, tuple) else set()


def _is_hedged(row: Restriction) -> bool:
    return "reportedly" in row.title
