"""The gate: what is founded well enough for an id for life. The rest waits as a candidate."""

from collections.abc import Sequence

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.provenance import origins_of
from pipeline.analyse.register.support import Support
from pipeline.model.event import Event

_ADJACENT = 1  # blocks between the words for actor, action and tool of a founded event, at most


def is_founded(supports: Sequence[Support], lexicon: Lexicon) -> bool:
    """Whether actor, action and tool are said close together, by a good source or by two independent ones."""
    close = [support for support in supports if _is_close(support.event)]
    if any(support.is_primary or support.report.grade in ("A", "B") for support in close):
        return True
    full = [support for support in close if not support.report.partial]  # a headline is nobody's second source
    return bool(full) and len(origins_of(full, lexicon)) >= 2


def _is_close(event: Event) -> bool:
    actors, actions, targets = (
        [quote.block for quote in event.evidence if quote.field == field] for field in ("actor", "action", "targets")
    )
    return any(
        any(abs(block - near) <= _ADJACENT for near in actors)
        and any(abs(block - near) <= _ADJACENT for near in targets)
        for block in actions
    )
