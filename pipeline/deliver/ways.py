"""Which way a message goes out, and what its ending makes of its record. Nothing is handed over here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.deliver.envelope import Way
from pipeline.deliver.failures import PermanentRefusal, TransientRefusal
from pipeline.deliver.folder import Folder
from pipeline.deliver.programs import Program
from pipeline.deliver.smtp import Smtp
from pipeline.deliver.webhook import Webhook
from pipeline.model.errors import DeliveryError
from pipeline.model.message import Kind, Message
from pipeline.model.options import DeliveryOptions

FIRST_PAUSE = timedelta(minutes=30)
"""Before the second try; RFC 5321, section 4.5.4.1, asks for no less. It doubles with each further one."""
LONGEST_PAUSE = timedelta(hours=12)
"""Less than a day, so that every night tries."""
GIVE_UP_AFTER = timedelta(days=5)
"""From the first try to the last, as the same section has it; the next brief is nearer then than the one that waits."""
LEAST_TRIES = 5
"""That come before a message is given up: a machine that was off for days has not tried."""

Ways = Callable[[Kind], Way | None]


def ways(options: DeliveryOptions, *, password: str, now: datetime) -> Ways:
    """How to find the way of a kind of message; None means that it stays in the outbox."""
    mailing = _mailing(options, password)
    calling = Webhook(options=options.webhook, now=now) if options.webhook else None
    return lambda kind: calling if kind == "webhook" else mailing


def _mailing(options: DeliveryOptions, password: str) -> Way | None:
    if options.smtp is not None:
        return Smtp(options=options.smtp, password=password)
    if options.sendmail:
        return Program(path=Path(options.sendmail))
    return Folder(path=Path(options.directory)) if options.directory else None


def ended(message: Message, ending: DeliveryError | None, *, now: datetime) -> Message:
    """The record of a message that has been tried once more.

    Args:
        message: as it was when it was tried.
        ending: None if it was taken.
        now: of the run.
    """
    tried = replace(
        message,
        attempts=message.attempts + 1,
        first_try_at=message.first_try_at or now,
        next_try_at=None,
        detail=str(ending or ""),
    )
    if ending is None:
        return replace(tried, state="sent")
    if isinstance(ending, PermanentRefusal):
        return replace(tried, state="refused")
    if not isinstance(ending, TransientRefusal):
        return replace(tried, state="unknown")
    if message.kind == "test":
        return replace(tried, state="refused")
    days = (now - (tried.first_try_at or now)) // timedelta(days=1)
    if timedelta(days=days) >= GIVE_UP_AFTER and tried.attempts >= LEAST_TRIES:
        return replace(tried, state="refused", detail=f"given up after {tried.attempts} tries in {days} days: {ending}")
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts, 10), LONGEST_PAUSE)
    asked = timedelta(seconds=ending.seconds)
    return replace(tried, state="queued", next_try_at=now + max(pause, asked))
