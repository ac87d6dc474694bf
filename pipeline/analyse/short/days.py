"""Days of a short text that stand in another clause than the words that restrict: "Since Sunday", "said on Monday".

A day is taken only where the text gives one alone for what it is: two different ones are nobody's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.analyse.events.calendar import Calendar, FoundDate
from pipeline.analyse.events.quotes import Quotes
from pipeline.analyse.events.sentence import Sentence
from pipeline.model.event import Event
from pipeline.text.spoken_dates import DatePlace, Tense

_TOLD = re.compile(  # "announced the change on", "in an e-mail on", "a memo of"
    r"\b(?:adopted|announced|asked|attached|brought in|circulated|decided|decreed|e-?mail(?:ed)?|filed|granted|informed"
    r"|introduced|issued|letter|mailed|memo|notice|notified|order(?:ed)?|posted|published|released|ruled|said|sent|signed"
    r"|statement|tabled|tells|testified|testimony to|told|wrote)\b"
    r"(?:(?!\b(?:because|before|after|that|which|who)\b)[^.;:]){0,40}?(?:\b(?:late|early)\s+)?(?:\b(?:on|of|dated)\s+)?$"
)
_STARTS = re.compile(
    r"\b(?:as of|beginning|effective|from|in effect since|in force (?:from|since)|since|starting|with effect from)"
    r"(?:\s+on)?\s+$"
)
_BIT = re.compile(  # "was restored on", "stopped working on"
    r"\b(?:blocked|came back|cut off|disappeared|normalised|normalized|reappeared|reopened|restored|returned"
    r"|stopped working|switched off|unblocked|vanished|went dark|withdrawn)\b"
    r"(?:(?!\bafter\b)[^.;:,]){0,25}?(?:\b(?:late|early)\s+)?\bon\s+$"
)
_OPENS = re.compile(r"\W*(?:(?:late|early)\s+)?(?:on\s+)?$")  # "On Friday, the keys"
_SAID_THEN = re.compile(r"[^.;:]{0,50}?\b(?:announced|asked|ordered|ruled|said|told|wrote)\b")
_BIT_THEN = re.compile(r"[^.;:]{0,50}?\b(?:blocked|restored|stopped working|switched off|vanished|went dark)\b")
_NEXT = re.compile(r"(?:next|this)\s", re.IGNORECASE)
_DEADLINE = re.compile(r"\bby\s+$")
_BITES = re.compile(r"\b(?:block|cut|disable|disappear|go|lose|remov|shut|uninstall)\w*\b")
_ELSE = re.compile(  # what is dated is something else
    r"\b(?:founded|had|last|launch\w*|opened|since\s+(?:\w+\s+){1,3}in|term|until|was allowed|were allowed)\b[^,;:.]*$"
)


class ShortCalendar(Calendar):
    """A calendar in which a bare weekday never lies ahead: "effective Wednesday" may be the last one or the next."""

    def read(self, place: DatePlace, sentence: Sentence, tense: Tense) -> FoundDate | None:
        """As that of every calendar."""
        ahead = place.form == "weekday" and tense != "past" and not _NEXT.match(place.text)
        return None if ahead else super().read(place, sentence, tense)


def with_days(event: Event, sentences: Sequence[Sentence], calendar: Calendar) -> Event:
    """An event with the days that the rest of its text gives."""
    quotes = Quotes(event.article_id)
    if event.background:
        return event
    if event.effective is None and event.action_class in ("imposed", "lifted"):
        found = _only(sentences, calendar, _is_start)
        if found:
            quotes.add("effective", found.sentence, found.start)
            event = replace(event, effective=found.date)
            if event.action_class == "imposed" and calendar.published_on:
                event = replace(event, status="upcoming" if calendar.is_ahead(found) else "in_force")
    if event.announced is None:
        found = _only(sentences, calendar, _is_saying)
        if found and not calendar.is_ahead(found):
            quotes.add("announced", found.sentence, found.start)
            event = replace(event, announced=found.date)
    return replace(event, evidence=(*event.evidence, *quotes.all))


def _only(
    sentences: Sequence[Sentence], calendar: Calendar, fits: Callable[[DatePlace, Sentence, Calendar], FoundDate | None]
) -> FoundDate | None:
    """The day that fits, if there is but one."""
    found = list(_fitting(sentences, calendar, fits))
    return found[0] if len({one.date.value for one in found}) == 1 else None


def _fitting(
    sentences: Sequence[Sentence], calendar: Calendar, fits: Callable[[DatePlace, Sentence, Calendar], FoundDate | None]
) -> Iterator[FoundDate]:
    for sentence in sentences:
        for place in calendar.places(sentence):
            known = fits(place, sentence, calendar)
            if known is not None and known.date.precision == "day":
                yield known


def _is_start(place: DatePlace, sentence: Sentence, calendar: Calendar) -> FoundDate | None:
    left, right = sentence.low[: place.start], sentence.low[place.end :]
    starts = _STARTS.search(left)
    past = bool(starts and "since" in starts.group()) or bool(_BIT.search(left))
    past = past or bool(_OPENS.fullmatch(left) and _BIT_THEN.match(right))
    deadline = _DEADLINE.search(left) and _BITES.search(sentence.low)
    if not (starts or deadline or past) or _ELSE.search(left):
        return None
    return calendar.read(place, sentence, "past" if past else "future")


def _is_saying(place: DatePlace, sentence: Sentence, calendar: Calendar) -> FoundDate | None:
    left, right = sentence.low[: place.start], sentence.low[place.end :]
    if _STARTS.search(left) or _DEADLINE.search(left) or _ELSE.search(left):
        return None
    if not (_TOLD.search(left) or (_OPENS.fullmatch(left) and _SAID_THEN.match(right))):
        return None
    return calendar.read(place, sentence, "past")
