"""The gate: what is founded well enough for an id for life. The rest waits as a candidate."""

from collections.abc import Sequence

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.origins import Origins
from pipeline.analyse.register.support import Support
from pipeline.model.event import Evidence, Report

_GOOD = ("A", "B")


def is_founded(supports: Sequence[Support], lexicon: Lexicon) -> bool:
    """Whether actor, action and tool are said close together, by a good source or by two independent ones.

    What a discovery source found on a host that nobody has listed never founds a row alone, and a headline is nobody's
    second source.
    """
    close = [support for support in supports if is_close(support)]
    if any(
        (support.is_first_hand or support.report.grade in _GOOD) and not support.report.unlisted for support in close
    ):
        return True
    full = [support for support in close if not support.report.partial]
    if all(support.report.unlisted for support in full):
        return False
    return Origins(supports, lexicon).count(full) >= 2


def is_close(support: Support) -> bool:
    """Whether actor, action and tool are quoted from the same sentence, or from two that follow each other.

    An event that is told as history is never close: it is no news of its article. Nor is one that is only inferred.
    """
    if support.event.background or support.event.inferred:
        return False
    actors, actions, targets = (_told_in(support, field) for field in ("actor", "action", "targets"))
    return any(
        {first, first + 1} & actors and {first, first + 1} & targets
        for action in actions
        for first in (action - 1, action)
    )


def needs(supports: Sequence[Support]) -> str:
    """What would make a restriction of a candidate, in words; docs/reference/phrases.md lists them."""
    if not any(is_close(support) for support in supports):
        return "a report that says in one place who restricts what"
    if all(support.report.unlisted for support in supports):
        return "a report of a listed source"
    return "a second independent report, or word from the actor itself"


def _told_in(support: Support, field: str) -> set[int]:
    """Numbers of the sentences from which a field is quoted."""
    return {
        number
        for quote in support.event.evidence
        if quote.field == field
        for number in _sentences_of(quote, support.report)
    }


def _sentences_of(quote: Evidence, report: Report) -> list[int]:
    return [
        number
        for number, place in enumerate(report.sentences)
        if place.block == quote.block and place.start < quote.end and quote.start < place.end
    ]
