"""Whether a text tells something as history: "had banned", or dated well before the article."""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.analyse.events.calendar import Calendar
from pipeline.analyse.events.clauses import is_beside
from pipeline.analyse.events.place import Place
from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.lexicon.restricting import Helpers
from pipeline.model.event import PartialDate
from pipeline.text.spoken_dates import DatePlace

_BORDER = re.compile(r"[;:]\s|,\s(?:and|but|while)\s|\sbut\s")
_PRESENT = re.compile(r"can(?:not)?|could|do|have|may|must|never|no|not|off|shall|should|will|would")
_CHRONICLE = re.compile(r"(?:[a-z]+\s+)?(?P<year>(?:19|20)\d\d):\s")  # "Winter 2025: the ministry bans"
_TO_COME = re.compile(r"\b(?:(?:are|is) to|shall|will)\b")
OLD_DAYS = 45
"""What a text dates further back than this is told as history."""


def is_old(place: Place, calendar: Calendar, days: Sequence[PartialDate]) -> bool:
    """Whether an event is background.

    Args:
        place: the trigger with the sentences around it.
        calendar: of the article.
        days: on which it was announced and took effect, as far as known.
    """
    # "denied that it had banned": the denial is new
    pluperfect = place.trigger.pluperfect and place.stance != "denied"
    start, end = _clause(place.sentence, place.trigger)
    if calendar.cues.long_ago.search(place.sentence.low, start, end):
        return True
    if calendar.published_on is None:
        return pluperfect
    chronicle = _CHRONICLE.match(place.sentence.low)
    if chronicle and int(chronicle["year"]) < calendar.published_on.year:
        return True
    if _TO_COME.search(place.sentence.low, place.trigger.start, place.trigger.end):
        return False
    border = calendar.published_on.toordinal() - OLD_DAYS
    if any(first_day(day.value).toordinal() >= border for day in days):
        return False
    if pluperfect:
        told = [sentence for sentence in (place.sentence, place.before) if sentence]
        return not any(_is_dated_after(sentence, calendar, border) for sentence in told)
    return bool(days) or _is_dated_before(place, calendar, border)


def in_simple_past(place: Place, helpers: Helpers) -> bool:
    """Whether it is told in the simple past ("banned", "was blocked"), which tells news as well as history."""
    if place.stance != "fact" or place.trigger.noun:
        return False
    low, trigger = place.sentence.low, place.trigger
    auxiliary = helpers.auxiliary.search(low[: trigger.start])
    if auxiliary and auxiliary["perfect"]:
        return False
    if auxiliary and auxiliary["passive"]:
        return auxiliary["passive"] in ("was", "were")
    head = low[trigger.start : trigger.end].split(maxsplit=1)[0]
    return head in ("was", "were") or not (_PRESENT.fullmatch(head) or head.endswith(("s", "ing")))


def first_day(value: str) -> date:
    """The first day of ``2026-07-10``, ``2026-07``, ``2026-Q3`` or ``2026``."""
    if "-Q" in value:
        return date(int(value[:4]), 3 * int(value[-1]) - 2, 1)
    return date.fromisoformat(value) if len(value) == 10 else date(int(value[:4]), int(value[5:7] or 1), 1)


def _is_dated_before(place: Place, calendar: Calendar, border: int) -> bool:
    """Whether the clause of the trigger dates what it tells before a day (an ordinal) and nothing later."""
    start, end = _clause(place.sentence, place.trigger)
    days = []
    for spoken, known in calendar.any_tense(place.sentence):
        if start <= spoken.start < end and not _is_aside(spoken, place, calendar):
            days.append(known.value)
    around = calendar.published_on.isoformat() if calendar.published_on else ""  # "not this year" is no history
    return bool(days) and all(first_day(day).toordinal() < border and not around.startswith(day) for day in days)


def _is_aside(spoken: DatePlace, place: Place, calendar: Calendar) -> bool:
    """Whether a date is told of something else: "founded in 2019", "Y, which came out in 2022"."""
    low, trigger = place.sentence.low, place.trigger
    if calendar.cues.origins.search(low[: spoken.start]) or is_beside(place.sentence, spoken, trigger, calendar.cues):
        return True
    aside = calendar.cues.asides.search(low[: spoken.start])
    if aside is None:
        return False
    # "X, which banned Y in 2023", "said that in 2023 it banned Y": the trigger stands in the aside too
    return aside.start() >= trigger.start or "," in low[spoken.end : trigger.start]


def _clause(sentence: Sentence, trigger: Trigger) -> tuple[int, int]:
    """Where the clause of a trigger begins and ends."""
    borders = [match.start() for match in _BORDER.finditer(sentence.low)]
    start = max((border for border in borders if border < trigger.start), default=0)
    return start, min((border for border in borders if border >= trigger.end), default=len(sentence.low))


def _is_dated_after(sentence: Sentence, calendar: Calendar, border: int) -> bool:
    """Whether the sentence gives a date from this day (an ordinal) on."""
    return any(first_day(known.value).toordinal() >= border for _, known in calendar.any_tense(sentence))
