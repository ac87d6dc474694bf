"""The dates of one article, each read with the tense of its verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.lexicon.days import DayCues
from pipeline.model.event import PartialDate
from pipeline.text.spoken_dates import DatePlace, Tense, find_places

# "LONDON, June 25 - ", "Seoul (Agency) – ": where and when it was written, not when it happened
_DATELINE = re.compile(
    r"[A-Z][A-Z .,/’'-]{2,40}?,?\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})?\s*"
    r"(?:\([^)]{2,20}\)\s*)?[-–—:]\s"
)
_LAST_CLAUSE = re.compile(r"\b(?:and|but)\b|;")  # "was signed on 29 December and takes effect on Wednesday"
_SIDE_REACH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date with the words that carry it: ``sentence.text[start:end]``."""

    date: PartialDate
    sentence: Sentence
    start: int
    end: int


class Calendar:
    """Reads the dates of an article from its day of publication; every sentence is searched once.

    Args:
        published_on: the day of publication.
        cues: words around dates.
        whole: only days that are written out in full count, with month and year; of a partial article.
    """

    def __init__(self, published_on: date | None, cues: DayCues, *, whole: bool = False) -> None:
        self.published_on = published_on
        self._whole = whole
        self.cues = cues
        self._places: dict[int, tuple[DatePlace, ...]] = {}

    def places(self, sentence: Sentence) -> tuple[DatePlace, ...]:
        """Every place that may be a date, in order; the dateline is none."""
        if sentence.index not in self._places:
            dateline = _DATELINE.match(sentence.text)
            begin = dateline.end() if dateline else 0
            self._places[sentence.index] = tuple(p for p in find_places(sentence.text) if p.start >= begin)
        return self._places[sentence.index]

    def read(self, place: DatePlace, sentence: Sentence, tense: Tense) -> FoundDate | None:
        """The date at a place, or None where it cannot be known: "today" in a letter of Friday is not this day."""
        if place.form == "today" and self._is_quoted(place, sentence):
            return None
        known = place.read(None if self._whole else self.published_on, tense)
        if self._whole and known and known.date.precision != "day":
            return None
        return FoundDate(date=known.date, sentence=sentence, start=known.start, end=known.end) if known else None

    def _is_quoted(self, place: DatePlace, sentence: Sentence) -> bool:
        """Whether a text passes on the words of another one at a place."""
        dated = any(other.start < place.start and other.form != "today" for other in self.places(sentence))
        return dated or bool(self.cues.written.search(sentence.low, 0, place.start))

    def is_ahead(self, found: FoundDate) -> bool:
        """Whether a day lies behind the day of publication: nobody announces on a day that is still to come."""
        return self.published_on is not None and found.date.value > self.published_on.isoformat()

    def any_tense(self, sentence: Sentence) -> Iterator[tuple[DatePlace, PartialDate]]:
        """The places whose date is known in some tense, with that date."""
        tenses: tuple[Tense, ...] = ("past", "future", "open")
        for place in self.places(sentence):
            known = next((read for tense in tenses if (read := place.read(self.published_on, tense))), None)
            if known is not None:
                yield place, known.date

    def side(self, place: DatePlace, sentence: Sentence) -> Tense:
        """Before or after publication: "from Friday" lies ahead even in a report of what was decided."""
        left = _LAST_CLAUSE.split(sentence.low[max(0, place.start - _SIDE_REACH) : place.start])[-1]
        return "past" if self.cues.past.search(left) else "future"
