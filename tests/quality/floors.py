"""Floors under how well articles are read. A floor goes down only with a reason, written here beside it.

Whatever the shares: nothing may be told with the wrong polarity or on a wrong day, and every quote stands where it
says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.quality.event_score import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The least shares; 0 to 1."""

    relevance_precision: float
    relevance_recall: float
    events_precision: float
    events_f1: float
    story_f1: float

    def broken(self, scores: Scores) -> Iterator[str]:
        """Every floor that is broken, with what was measured."""
        shares = (
            ("relevance, precision", scores.relevance.precision, self.relevance_precision),
            ("relevance, recall", scores.relevance.recall, self.relevance_recall),
            ("events, precision", scores.events.precision, self.events_precision),
            ("events, F1", scores.events.f1, self.events_f1),
            ("stories, F1 of pairs", scores.pairs.f1, self.story_f1),
        )
        for name, share, floor in shares:
            if share < floor:
                yield f"{name}: {share:.3f} is below {floor:.3f}"
        yield from (f"wrong polarity: {error}" for error in scores.polarity)
        yield from (f"wrong day: {error}" for error in scores.wrong_days)
        yield from (f"no such quote: {error}" for error in scores.broken_quotes)


LONGFORM = Floors(relevance_precision=0.95, relevance_recall=0.85, events_precision=0.95, events_f1=0.85, story_f1=0.80)
"""For full-length articles: the set beside this file, and those of ``make quality``."""
DIGESTS = Floors(relevance_precision=0.95, relevance_recall=0.40, events_precision=0.95, events_f1=0.50, story_f1=0.35)
"""For digests of a sentence or two. Measured: relevance P 1.00, R .43; events P 1.00, F1 .54; stories .39."""
WORLD = Floors(relevance_precision=0.95, relevance_recall=0.80, events_precision=0.95, events_f1=0.85, story_f1=0.80)
"""For the sample world. Measured: relevance P 1.00, R .84; events P 1.00, F1 .90; stories .86. The recall is a little
below that of ``LONGFORM``, and so is its floor; ``make quality`` names what is missed."""
