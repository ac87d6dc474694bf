"""The quotes that carry the fields of one event."""

from pipeline.analyse.events.sentence import Sentence
from pipeline.model.event import Evidence

_LIMIT = 400  # code points of the longest quote
_LEAD = 120  # code points in front of the words that matter, where a sentence is longer than that


class Quotes:
    """Collects the evidence of an event, each quote once for each field."""

    def __init__(self, article_id: str) -> None:
        self._article_id = article_id
        self._quotes: list[Evidence] = []

    @property
    def all(self) -> tuple[Evidence, ...]:
        """Everything that was added, in that order."""
        return tuple(self._quotes)

    def add(self, field: str, sentence: Sentence, at: int) -> None:
        """Quote a sentence for a field.

        Args:
            field: of the event.
            sentence: is quoted whole where it is short enough.
            at: place in it that the quote must hold.
        """
        start, end = _within_limit(sentence.text, at)
        quote = Evidence(
            field=field,
            article_id=self._article_id,
            block=sentence.block,
            start=sentence.start + start,
            end=sentence.start + end,
            text=sentence.text[start:end],
        )
        if quote not in self._quotes:
            self._quotes.append(quote)


def _within_limit(text: str, at: int) -> tuple[int, int]:
    """A span of at most 400 code points around a place, the whole text if it is short enough, cut at spaces if any."""
    if len(text) <= _LIMIT:
        return 0, len(text)
    start = max(0, min(at - _LEAD, len(text) - _LIMIT))
    space = text.find(" ", start, at + 1) if start else -1
    start = space + 1 if space >= 0 else start
    end = min(len(text), start + _LIMIT)
    space = text.rfind(" ", at + 1, end)
    return start, space if end < len(text) and space >= 0 else end
