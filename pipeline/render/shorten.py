"""What a mail leaves to the web.

People give an internal mail two minutes, which is 400 to 500 words; past 750 they stop. Over ``LIMIT`` words three
things give way, in this order: register changes become counts, dates ahead the next six, leads three. Only if that is
still more, reasons of doubt, what is watched and steps give way too, and past ``STOP`` further sections until it is
not. A page always shows everything.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.model.edition import Edition, Exposure
from pipeline.model.options import AFFECTING
from pipeline.render.phrases import next_for

LIMIT = 500
"""Words of a mail; internal mails of at most two minutes are read best (PoliteMail, 200 million mails)."""
STOP = 750
"""Words that no mail passes."""
LEADS = 5
"""Changes told in full in any mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An edition as a mail tells it, beside the edition as it is.

    Attributes:
        terse: a step that stands under "Next steps" is not told under "Affects us" as well.
    """

    complete: Edition
    edition: Edition
    terse: bool = False

    def next_for(self, exposure: Exposure) -> str:
        """The next step that is told with an exposure; empty where it is told below."""
        said = next_for(exposure, self.complete.steps)
        return "" if self.terse and any(said == step.text for step in self.edition.steps) else said

    def more(self, section: str) -> int:
        """How many lines of a section are left to the web."""
        return len(getattr(self.complete, section) or ()) - len(getattr(self.edition, section) or ())

    @property
    def unnamed(self) -> int:
        """How many failing sources are left to the web."""
        return len(self.complete.coverage.failing) - len(self.edition.coverage.failing)


def complete(edition: Edition) -> Told:
    """An edition of which nothing is left out."""
    return Told(complete=edition, edition=edition)


def shorten(edition: Edition, words: Callable[[Told], int]) -> Told:
    """Leave to the web what a mail has no room for.

    Args:
        edition: the edition.
        words: counts the words of a mail that tells so much.
    """
    told = Told(complete=edition, edition=_first(edition, "items", LEADS))
    for limit, step in _STEPS:
        if words(told) > limit:
            told = replace(told, edition=step(told.edition)) if step else replace(told, terse=True)
    return told


def _first(edition: Edition, section: str, count: int) -> Edition:
    return replace(edition, **{section: getattr(edition, section)[:count]})


def _keep(section: str, count: int) -> Callable[[Edition], Edition]:
    return lambda edition: _first(edition, section, count)


def _keep_exposures(count: int) -> Callable[[Edition], Edition]:
    """What affects us stays before what does not."""

    def step(edition: Edition) -> Edition:
        ranked = sorted(edition.exposures or (), key=lambda exposure: exposure.bearing not in AFFECTING)
        return edition if edition.exposures is None else replace(edition, exposures=tuple(ranked[:count]))

    return step


def _keep_notices(count: int) -> Callable[[Edition], Edition]:
    """That a notice of what affects us went out stays before that of what does not any more."""

    def step(edition: Edition) -> Edition:
        shown = {exposure.restriction_id for exposure in edition.exposures or () if exposure.bearing in AFFECTING}
        ranked = sorted(edition.notices, key=lambda notice: notice.restriction_id not in shown)
        return replace(edition, notices=tuple(ranked[:count]))

    return step


def _without_doubts(edition: Edition) -> Edition:
    """Why it is not known whether something touches us is left to the page."""
    plain = tuple(replace(e, reason="") if e.bearing == "unknown" else e for e in edition.exposures or ())
    return edition if edition.exposures is None else replace(edition, exposures=plain)


def _without_whys(edition: Edition) -> Edition:
    """Why and since when a source fails is left to the page; that it does is not."""
    names = tuple(replace(source, reason="", since="") for source in edition.coverage.failing)
    return replace(edition, coverage=replace(edition.coverage, failing=names))


def _name_failing(count: int) -> Callable[[Edition], Edition]:
    return lambda edition: replace(
        edition, coverage=replace(edition.coverage, failing=edition.coverage.failing[:count])
    )


_TERSE = None
_STEPS: tuple[tuple[int, Callable[[Edition], Edition] | None], ...] = (
    (LIMIT, _keep("changes", 0)),
    (LIMIT, _keep("dates", 6)),
    (LIMIT, _keep("items", 3)),
    (LIMIT, _TERSE),
    (LIMIT, _without_doubts),
    (LIMIT, _keep_exposures(5)),
    (LIMIT, _keep("watching", 2)),
    (LIMIT, _without_whys),
    (LIMIT, _keep("watching", 1)),
    (LIMIT, _keep("steps", 3)),
    (STOP, _keep_notices(5)),
    (STOP, _keep("errata", 5)),
    (STOP, _name_failing(3)),
    (STOP, _keep("dates", 3)),
    (STOP, _keep("steps", 2)),
    (STOP, _keep("items", 2)),
    (STOP, _keep_exposures(2)),
    (STOP, _keep_notices(2)),
    (STOP, _keep("errata", 2)),
    (STOP, _keep("items", 1)),
    (STOP, _keep("dates", 0)),
    (STOP, _keep("watching", 0)),
    (STOP, _keep("steps", 0)),
    (STOP, _name_failing(0)),
    (STOP, _keep_notices(0)),
    (STOP, _keep_exposures(0)),
    (STOP, _keep("errata", 0)),
)
