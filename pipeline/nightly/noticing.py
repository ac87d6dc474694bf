"""Step 7, first half: note the urgent notices of the night, which cannot wait for the next brief."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from pipeline.brief.exposure import find_exposures
from pipeline.brief.urgent import Told, find_urgent
from pipeline.brief.withdraw import WITHDRAWN
from pipeline.model.edition import Notice
from pipeline.model.message import Message
from pipeline.model.urgent import Urgent
from pipeline.nightly.house import House
from pipeline.nightly.sending import outbox_path
from pipeline.nightly.views import told_register
from pipeline.render.email import message_id
from pipeline.text.dates import iso_time
from pipeline.text.days import week_of


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


def urgent_now(house: House) -> tuple[Urgent, ...]:
    """The notices that this run would send; nothing is written."""
    inventory = house.settings.inventory
    if inventory is None or not house.settings.delivery.urgent_to:
        return ()
    rows = told_register(house).restrictions
    found = find_urgent(
        rows,
        find_exposures(rows, inventory, house.today),
        Told(
            editions=house.store.editions.editions(),
            baseline_at=_baseline_at(house),
            notices=house.store.notices.last(),
        ),
        today=house.today,
        next_on=week_of(house.today).last_on + timedelta(days=1),
        stamp=house.settings.brief.stamp,
    )
    return tuple(replace(notice, made_at=iso_time(house.now)) for notice in found)


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
    """Notices that went out since the last edition: the last one of each restriction, with the day on which it left."""
    last = house.store.editions.last()
    found = {}
    for notice in house.store.notices.since(last[1] if last else None):
        left = house.store.outbox.handed_at("urgent", "", notice.about)
        if left is not None:
            day = left.astimezone(house.zone).date().isoformat()
            found[notice.restriction_id] = Notice(restriction_id=notice.restriction_id, sent_on=day)
    return tuple(found[restriction_id] for restriction_id in sorted(found))


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


def _baseline_at(house: House) -> str:
    """Up to when all is old: the cut-off of the first edition, which may still wait as a draft; empty without one."""
    draft = house.store.drafts.waiting()
    editions = house.store.editions.editions() or ([draft.edition] if draft else [])
    return editions[0].until_at or f"{editions[0].next_on}T23:59:59Z" if editions else ""
