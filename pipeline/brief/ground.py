"""The grounding gate: what another hand wrote about a restriction passes only if the sources and the register bear it.

It is a gate, not a judge of style. Whatever cannot be checked is refused: a missing sentence costs less than a false
one. docs/explanation/grounding.md tells what it finds and what it cannot find.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.event import Event
from pipeline.model.restriction import Party, Restriction, Target
from pipeline.model.vocabulary import ACTION_CLASS
from pipeline.text.days import MONTHS, WEEKDAYS
from pipeline.text.smallest import smallest
from pipeline.text.stems import stem
from pipeline.text.words import clean, words

WORDS = 40
"""Longest text."""
_FEWEST = 4
_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_DAYS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})\b\.?(?:,? (?P<year>\d{{4}}))?"),
    re.compile(rf"\b(?P<month>{_MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?"
    r"|half|third|quarter|all|every|most|several|many|few|none|first|second|last|only|never|always)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]*)[”\"»]")
_QUOTE_MARK = re.compile(r"[“”\"„«»]")
_ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io|ai|gov|edu|example|eu|uk|de|cn)\b|@", re.IGNORECASE)
_MARKUP = re.compile(r"[<>\[\]{}*_#|`~\\^=$]")
_ADVICE = re.compile(
    r"\b(?:should|must|ought|needs? to|have to|has to|recommend\w*|advis\w+|consider|please|click|visit|contact|call"
    r"|ignore|you|your|yours|we|our|ours|us|i|me|my|let's|don't)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:reportedly|according to|reports? sa(?:y|id)|is said to|are said to|was said to)\b", re.IGNORECASE
)
_NOT = re.compile(
    r"\b(?:not|no|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b|\bden(?:y|ies|ied)\b", re.IGNORECASE
)
_TELLING = frozenset(
    {"allow", "ban", "bar", "block", "forbid", "impos", "lift", "limit", "longer", "outlet", "prohibit", "report"}
    | {"restrict", "restriction", "retir", "staff", "stop", "suspend", "use", "user"}
)
_SENTENCE = re.compile(r"(?<=[.!?;:])[”\"]?\s+")
_NEAR = 5
"""How far apart two words may stand in a source that are neighbours in a text; small words are not counted."""
_HEDGES = frozenset({"according", "reportedly", "said"})


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
        Reasons of a closed list: "advice", "form", "hedge", "length", "name", "negation", "number", "order", "day",
        "quote", "reading", "words".
    """
    if text != clean(text) or _ADDRESS.search(text) or _MARKUP.search(text) or not _is_plain(text):
        return ("form",)
    if not _FEWEST <= len(text.split()) <= WORDS or not text.endswith("."):
        return ("length",)
    found = {
        "advice": bool(_ADVICE.search(text)),
        "day": not _days_stand(text, ground),
        "hedge": _is_hedged(ground.row) and not _HEDGE.search(text),
        "name": not _names_stand(text, ground),
        "negation": bool(_NOT.search(text)) and ground.row.status != "denied",
        "order": not _order_stands(text, ground),
        "number": not _numbers_stand(text, ground),
        "quote": not _quotes_stand(text, ground.sources),
        "reading": not _reads_alike(events, ground.row),
        "words": not _words_stand(text, ground),
    }
    return tuple(sorted(name for name, wrong in found.items() if wrong))


def _is_plain(text: str) -> bool:
    """Letters, digits, spaces and the marks of a sentence; nothing that looks like another letter."""
    return all(
        one in " .,;:'’“”\"()-–/%&+" or unicodedata.category(one)[0] in "LN" or unicodedata.category(one) == "Mn"
        for one in text
    )


def _days(text: str) -> Iterator[tuple[int, int, int]]:
    """Days with month and year (0 if it is not given)."""
    for pattern in _DAYS:
        for found in pattern.finditer(text):
            name = found["month"]
            month = int(name) if name.isdigit() else [one[:3] for one in MONTHS].index(name[:3]) + 1
            yield int(found["year"] or 0), month, int(found["day"])


def _without_days(text: str) -> str:
    for pattern in _DAYS:
        text = pattern.sub(" ", text)
    return text


def _days_stand(text: str, ground: Ground) -> bool:
    """Whether each day is one of the sources or the register, and each month and weekday is named there."""
    claims = ground.row.claims
    values = (claims.announced, claims.effective, claims.ends)
    known = " ".join(
        value
        for claim in values
        for value in (claim.value, *(a.value for a in claim.alternatives))
        if isinstance(value, str)
    )
    base = " ".join((*ground.sources, known, ground.row.title))
    there = set(_days(base))
    for year, month, day in _days(text):
        if not any((m, d) == (month, day) and (not year or not y or y == year) for y, m, d in there):
            return False
        if year and str(year) not in base:
            return False
    rest = _without_days(text)
    loose = [one for one in (*MONTHS, *WEEKDAYS) if re.search(rf"\b{one}\b", rest)]
    return all(re.search(rf"\b{one}\b", base) for one in loose)


def _numbers_stand(text: str, ground: Ground) -> bool:
    base = " ".join((*ground.sources, ground.row.title, *_named(ground.row)))
    there = set(map(_plain_number, _NUMBER.findall(base)))
    told = [_plain_number(one) for one in _NUMBER.findall(_without_days(text))]
    counted = {one.casefold() for one in _COUNTED.findall(text)}
    return there.issuperset(told) and counted <= {one.casefold() for one in _COUNTED.findall(base)}


def _plain_number(number: str) -> str:
    return re.sub(r",(?=\d{3})", "", number)


def _names_stand(text: str, ground: Ground) -> bool:
    """Whether each word with a capital, and each in another script, stands so in the sources or the register.

    The first word of a sentence may be any word that the sources have in small letters.
    """
    base = " ".join((*ground.sources, ground.row.title, *_named(ground.row)))
    there = set(re.findall(r"[^\W\d_][\w’'-]*", base))
    small = {one.casefold() for one in there} | smallest() | _HEDGES
    calendar = {*MONTHS, *WEEKDAYS, *(month[:3] for month in MONTHS)}
    begins = {found.end() - 1 for found in re.finditer(r"(?:^|[.!?:]\s+)[“\"]?\w", text)}
    for found in re.finditer(r"[^\W\d_][\w’'-]*", text):
        word = found[0]
        if word in there or word in calendar or word.removesuffix("’s").removesuffix("'s") in there:
            continue
        if not word.isascii() or (word[0].isupper() and not (found.start() in begins and word.casefold() in small)):
            return False
    return True


def _quotes_stand(text: str, sources: Sequence[str]) -> bool:
    quoted = _QUOTED.findall(text)
    if len(_QUOTE_MARK.findall(text)) != 2 * len(quoted):
        return False
    base = [" ".join(source.split()) for source in sources]
    return all(any(" ".join(words_.split()) in source for source in base) for words_ in quoted)


def _words_stand(text: str, ground: Ground) -> bool:
    """Whether all that is said is said in the words of the sources, or in those by which any restriction is told."""
    base = {stem(word) for part in (*ground.sources, ground.row.title, *_named(ground.row)) for word in words(part)}
    told = [stem(word) for word in words(text) if word not in smallest() | _HEDGES]
    return bool(told) and all(word in base or word in _TELLING for word in told)


def _order_stands(text: str, ground: Ground) -> bool:
    """Whether neighbouring words are said near each other, in that order, in one sentence of a source or the headline.

    Words that all stand there make another claim where they are put together anew: whose staff, whose day.
    """
    units = [_content(part) for source in (*ground.sources, ground.row.title) for part in _SENTENCE.split(source)]
    near = {
        (one, other) for unit in units for place, one in enumerate(unit) for other in unit[place + 1 : place + _NEAR]
    }
    return all(pair in near for part in _SENTENCE.split(text) for pair in pairwise(_content(part)))


def _content(text: str) -> list[str]:
    """Stems of the words that carry something, in their order."""
    told = [stem(word) for word in words(text) if word not in smallest() | _HEDGES]
    return [word for word in told if word not in _TELLING]


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


def _named(row: Restriction) -> list[str]:
    """Names of the register: who decided, what it is about, whose that is."""
    actor, value = row.claims.actor.value, row.claims.targets.value
    targets = [item for item in value if isinstance(item, Target)] if isinstance(value, tuple) else []
    names = [actor.name] if isinstance(actor, Party) else []
    return [*names, *(item.tool for item in targets), *(item.vendor or "" for item in targets)]


def _is_hedged(row: Restriction) -> bool:
    return "reportedly" in row.title
