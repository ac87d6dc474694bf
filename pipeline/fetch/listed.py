"""What the bytes of a source list."""

from dataclasses import dataclass

from pipeline.model.source import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Entries, and what else the bytes said.

    Attributes:
        entries: in the order of the source; no two with the same ``entry_id``.
        flags: what is odd about it, sorted: "capped" (it has more entries than are read), "cut-off" (it breaks off; its
            complete items are kept), "empty" (valid, without entries), "shared-date" (all entries carry the same time,
            so none is believed).
        more: addresses that belong to the same list and are to be read too: the maps of a sitemap index, newest first.
        title: what the source calls itself; empty if it does not say.
    """

    entries: tuple[Entry, ...]
    flags: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    title: str = ""
