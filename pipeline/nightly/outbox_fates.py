"""What of the outbox wants a look: what waits, and what was refused, or is unknown, of the newest edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.message import Kind, MessageState
from pipeline.nightly.house import House
from pipeline.text.dates import iso_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """One message that was not taken, or of which nobody knows.

    Attributes:
        edition_id: empty for what belongs to no edition.
        next_try_at: ISO time; empty if the next run tries, or none does.
        detail: what was said last.
    """

    kind: Kind
    edition_id: str
    recipient: str
    state: MessageState
    attempts: int
    next_try_at: str
    detail: str


def fates(house: House) -> Iterator[Fate]:
    """Everything that waits; of what is refused or unknown only what `send --again` would send."""
    last = house.store.editions.last()
    newest = last[0] if last else ""
    for message in house.store.outbox.in_state("queued", "sending", "refused", "unknown"):
        if message.state in ("queued", "sending") or message.edition_id in (newest, ""):
            yield Fate(
                kind=message.kind,
                edition_id=message.edition_id,
                recipient=message.recipient,
                state=message.state,
                attempts=message.attempts,
                next_try_at=iso_time(message.next_try_at) if message.next_try_at else "",
                detail=message.detail,
            )
