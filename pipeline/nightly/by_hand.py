"""What an operator sends by hand: a message once more, and a test. Both are in the outbox like everything else."""

from dataclasses import replace

from pipeline.config.fields import mail_problem
from pipeline.model.errors import ConfigError, UsageError
from pipeline.model.message import Message, MessageState
from pipeline.nightly.house import House
from pipeline.nightly.sending import Sent, hand_over, made
from pipeline.render.email import message_id
from pipeline.text.dates import iso_time

_GROUPS: dict[str, MessageState] = {"refused": "refused", "unknown": "unknown", "waiting": "queued"}
"""What can be named in the place of an address, and the state that is meant."""


def send_again(house: House, who: str, *, edition_id: str | None) -> Sent:
    """Send messages once more, with the Message-ID that they had, whatever became of them.

    Args:
        house: shared by all steps.
        who: an address, or "refused", "unknown" or "waiting" for all messages of that fate.
        edition_id: of this edition; None for the newest. Messages that belong to no edition count as well.

    Raises:
        UsageError: there are no such messages.
    """
    last = house.store.editions.last()
    week = (edition_id or (last[0] if last else "")).upper()
    found = [message for message in _sendable(house, who) if message.edition_id in (week, "")]
    if not found:
        mend = "`offlimits status` lists what is refused, unknown or waits; --week names another edition"
        raise UsageError(f"--again {who}: the outbox holds nothing of it for {week or 'any edition'}; {mend}")
    again = [replace(message, state="queued", first_try_at=None, next_try_at=None) for message in found]
    with house.store.transaction():
        for message in again:
            house.store.outbox.update(message, now=house.now)
    sent = hand_over(house, again)
    if not sent.written and not sent.problems:
        raise UsageError(f"--again {who}: gets nothing: it is suppressed, or in no list of recipients any more")
    return sent


def send_test(house: House, address: str) -> Sent:
    """Send a sample mail to an address by the configured way, once.

    Raises:
        UsageError: the address cannot be mailed.
    """
    problem = mail_problem(address)
    if problem:
        raise UsageError(f"--test: {problem}")
    delivery = house.settings.delivery
    if not delivery.sender:
        raise UsageError(f"{house.settings.path.name}: delivery.from is missing; a mail needs a sender")
    if address.casefold() in delivery.suppressed:
        raise UsageError(f"--test: {address} stands in suppressed.txt and gets nothing; name another address")
    about = iso_time(house.now)
    trial = Message(
        kind="test",
        about=about,
        recipient=address,
        number=1,
        message_id=message_id("", address, delivery.sender, kind="test", about=about),
    )
    with house.store.transaction():
        house.store.outbox.queue([trial], now=house.now)
    return hand_over(house, [trial])


def _sendable(house: House, who: str) -> list[Message]:
    state = _GROUPS.get(who)
    if state:
        found = house.store.outbox.in_state(state)
    else:
        every: tuple[MessageState, ...] = ("queued", "filed", "sent", "refused", "unknown")
        found = [one for one in house.store.outbox.in_state(*every) if one.recipient.casefold() == who.casefold()]
    return [message for message in found if message.kind != "test" and _is_so(house, message)]


def _is_so(house: House, message: Message) -> bool:
    """Whether what a message tells still stands; a draft that went out, say, leaves its record as it is."""
    try:
        return bool(made(house, message))
    except ConfigError:  # which is told when it is handed over
        return True
