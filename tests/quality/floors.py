"""Floors under how well articles are read. A floor goes down only with a reason, written here beside it.

Names are those of ``tests.quality.event_measures``. What may never happen, on any set, is ``NEVER``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.quality.event_measures import Measures

NEVER: Mapping[str, float] = {
    "soft told as a ban": 0,
    "bans told as soft": 0,
    "effective, wrong": 0,
    "undated: effective, wrong": 0,
    "replacement, spurious": 0,
}
WHOLE: Mapping[str, float] = {
    "evidence, events with quotes": 1,
    "evidence, verbatim": 1,
    "evidence, at its address": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The least that must be measured, and the most that may be; ``WHOLE`` and ``NEVER`` hold too."""

    least: Mapping[str, float]
    most: Mapping[str, float] = field(default_factory=dict)

    def broken(self, found: Measures) -> Iterator[str]:
        """Every floor that is broken, with what was measured; a floor under what cannot be measured is broken."""
        for name, floor in {**WHOLE, **self.least}.items():
            value = found[name]
            if value is None or value < floor:
                yield f"{name}: {_told(value)} is below {floor:.3f}"
        for name, ceiling in {**NEVER, **self.most}.items():
            value = found[name]
            if value is None or value > ceiling:
                yield f"{name}: {_told(value)} is above {ceiling:.3f}"


def _told(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.3f}"


LONGFORM = Floors(
    least={
        "relevance, precision": 1,
        "relevance, F1": 0.98,
        "relevance, recall without a word for a ban": 0.85,
        "events, precision": 1,
        "events, F1": 0.96,
        "soft told right": 0.85,
        "announced, told of all": 0.86,
        "effective, told of all": 0.90,
        "replacement, recall": 1,
        "evidence, in the sentence labelled": 0.87,
        "stories, precision of pairs": 1,
        "stories, F1 of pairs": 0.85,
    },
    most={
        "other subjects told as relevant": 0,
        "announced, wrong": 0,
        "undated: announced, wrong": 0,
        "old told as new": 0,
        "extra background for each article": 0.2,
    },
)
"""For full-length articles."""
QUIET = Floors(
    least={
        "relevance, precision": 1,
        "relevance, F1": 0.95,
        "relevance, recall without a word for a ban": 0.9,
        "events, precision": 1,
        "events, F1": 0.8,
        "soft told right": 0.66,
        "stories, precision of pairs": 0.66,  # a ban and its lift are one story where the lift is not found
    },
    most={
        "other subjects told as relevant": 0,
        "announced, wrong": 0,
        "undated: announced, wrong": 0,
        "old told as new": 0,
        "extra background for each article": 0.2,
    },
)
"""For full-length articles by another author, most of which never say "ban" in title or lead."""
DIGESTS = Floors(
    least={
        "relevance, precision": 1,
        "relevance, F1": 0.99,
        "events, precision": 0.88,
        "events, F1": 0.83,
        "soft told right": 0.71,
        "stories, precision of pairs": 0.97,
        "stories, F1 of pairs": 0.91,
    },
    most={
        "other subjects told as relevant": 0,
        "announced, wrong": 0,
        "undated: announced, wrong": 0,
        "extra background for each article": 0.2,
    },
)
"""For digests of a sentence or two of real pages. Precision went from 1 to .88 when title and text were read as one,
and recall from .37 to .79: what is only a headline and a line is `reported` at most.
Precision of stories went from 1 to .97 when articles of which no event is read were grouped by their words too, and
recall from .44 to .87: one pair of 40 is wrong, two bans of one tool for the devices of two governments."""
WORLD = Floors(
    least={
        "relevance, precision": 1,
        "relevance, F1": 0.96,
        "events, precision": 1,
        "events, F1": 0.91,
        "soft told right": 0.92,
        "effective, told of all": 0.51,
        "stories, precision of pairs": 0.93,
        "stories, F1 of pairs": 0.91,
    },
    most={"other subjects told as relevant": 0, "old told as new": 0, "extra background for each article": 0.2},
)
"""For the pages of the sample world, of which announced days and replacements are not labelled."""
