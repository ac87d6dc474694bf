"""What an article that was read anew still tells of the rows that rested on it.

A better analyser may find other events in an article, or the same ones in another order. Those that still name the
actor and a tool of a row stay in it, so that a row keeps its id when all of its articles are read anew.
"""

from collections.abc import Iterable, Iterator

from pipeline.analyse.register.support import Support
from pipeline.model.event import Event, Report
from pipeline.model.restriction import Candidate, Party, Restriction, Target


def staying(item: Restriction | Candidate, reports: Iterable[Report]) -> Iterator[Support]:
    """Events that stay in a row.

    Args:
        item: the row as it stands.
        reports: articles that it rested on, as they were read anew.

    Yields:
        Of each report, the events of the row's actor about one of its tools: those of the row's mechanism if there are
        any, else all of them. Told as history they count for nothing, as ever.
    """
    for report in reports:
        told = [event for event in report.events if not event.background and _is_of(item, event)]
        same = [event for event in told if event.mechanism == item.mechanism]
        yield from (Support(report=report, event=event) for event in same or told)


def _is_of(item: Restriction | Candidate, event: Event) -> bool:
    actor, targets = item.claims.actor.value, item.claims.targets.value
    assert isinstance(actor, Party)  # actor and targets are known of every row: they make it one
    assert isinstance(targets, tuple)
    tools = {target.tool for target in targets if isinstance(target, Target)}
    return event.actor == actor.name and not tools.isdisjoint(event.targets)
