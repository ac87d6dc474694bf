"""Which rows an article speaks of when it tells what was restricted before."""

from collections.abc import Iterable

from pipeline.analyse.register.imported import is_told
from pipeline.model.event import Event
from pipeline.model.restriction import Restriction


def mentioned(event: Event, rows: Iterable[Restriction]) -> list[Restriction]:
    """Rows that an event is about: of its actor and kind, with one of its tools, imported ones too.

    Args:
        event: what an article tells, as history or as news.
        rows: restrictions that may be meant.
    """
    return [row for row in rows if is_told(row, event)]
