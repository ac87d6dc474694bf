"""Step 7, first half: note the urgent notices of the night, which cannot wait for the next brief."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.brief.withdraw import WITHDRAWN
from pipeline.model.edition import Notice
from pipeline.model.message import Message
from pipeline.model.urgent import Urgent
from pipeline.nightly.house import House
from pipeline.nightly.noticed import urgent_now
from pipeline.nightly.sending import outbox_path
from pipeline.render.email import message_id


def note_urgent(house: House) -> tuple[Urgent, ...]:
    """Find what cannot wait for the next brief, and queue its mails, once.

    Returns:
        The new notices.
    """
    found = urgent_now(house)
    if found:
        with house.store.transaction():
            for notice in found:
                house.store.notices.save(notice, now=house.now)
                house.store.outbox.queue(messages_of(house, notice), now=house.now)
    return found


def messages_of(house: House, notice: Urgent) -> list[Message]:
    """The mails of a notice.

    Raises:
        ConfigError: the sender is not one plain address.
    """
    delivery = house.settings.delivery
    return [
        Message(
            kind="urgent",
            about=notice.about,
            number=number,
            recipient=recipient,
            message_id=message_id("", recipient, delivery.sender, kind="urgent", about=notice.about),
        )
        for number, recipient in enumerate(delivery.urgent_to, start=1)
    ]


def sent_notices(house: House) -> tuple[Notice, ...]:
    """Notices that went out and that no edition has told yet: the last one of each restriction, with its day."""
    told = {notice for edition in house.store.editions.editions() for notice in edition.notices}
    found = {}
    for notice in house.store.notices.all():
        left = house.store.outbox.handed_at("urgent", "", notice.about)
        if left is not None:
            day = left.astimezone(house.zone).date().isoformat()
            found[notice.restriction_id] = Notice(restriction_id=notice.restriction_id, sent_on=day)
    return tuple(found[restriction_id] for restriction_id in sorted(found) if found[restriction_id] not in told)


def withdraw_notices(house: House, restriction_ids: Iterable[str]) -> None:
    """Take out of the notices of some restrictions what they told; a mail that still waits is not sent.

    What a notice rests on stays as a hash, so that a row that stands is not told again.
    """
    for notice in house.store.notices.of(set(restriction_ids)):
        left = replace(
            notice, subject=WITHDRAWN, headline=WITHDRAWN, provenance="", what="", exposures=(), changed=(), told=()
        )
        house.store.notices.rewrite(left)


def forget_notices(house: House) -> None:
    """Remove the files of withdrawn notices from the outbox."""
    for notice in house.store.notices.all():
        for message in house.store.outbox.about("urgent", notice.about) if notice.withdrawn else ():
            outbox_path(house, message).unlink(missing_ok=True)
