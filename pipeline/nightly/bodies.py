"""What the messages of the outbox say, and who may get them: a line for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.model.edition import Edition
from pipeline.model.message import Kind, Message
from pipeline.nightly.house import House
from pipeline.render.email import mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One kind of message.

    Attributes:
        key: where in feeds.yaml its recipients stand.
        recipients: who gets it now; who has been taken off meanwhile gets nothing any more.
        made: the bytes of a message; empty if what it tells is not stored any more. Raises ConfigError if sender or
            recipient is not one plain address.
    """

    key: str
    recipients: Callable[[House], tuple[str, ...]]
    made: Callable[[House, Message], bytes]


def edition_mail(house: House, edition: Edition, recipient: str) -> bytes:
    """The mail of an edition to one recipient.

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    sender = house.settings.delivery.sender
    earlier = [e.edition_id for e in house.store.editions.editions() if e.edition_id < edition.edition_id]
    previous = earlier[-1] if earlier else ""
    return mail(edition, sender=sender, recipient=recipient, site=house.settings.site, previous=previous)


def _brief(house: House, message: Message) -> bytes:
    edition = house.store.editions.edition(message.edition_id)
    return edition_mail(house, edition, message.recipient) if edition else b""


BODIES: Mapping[Kind, Body] = MappingProxyType(
    {
        "brief": Body(key="delivery.to", recipients=lambda house: house.settings.delivery.recipients, made=_brief),
    }
)
"""By kind, sorted. A kind that is not here is not handed over, and stays as it is."""
