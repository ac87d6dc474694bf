"""Step 7: hand over the mails that wait, each once."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate
from pipeline.deliver.publish import write_outbox
from pipeline.deliver.smtp import send
from pipeline.model.edition import Edition
from pipeline.model.errors import ConfigError, OfflimitsError, UsageError
from pipeline.model.message import Message, MessageState
from pipeline.nightly.bodies import BODIES, edition_mail
from pipeline.nightly.house import House

_TIMEOUT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of the mails.

    Attributes:
        written: files in the outbox that are new.
        sent: mails that a server took.
        problems: one sentence for each mail that was not taken.
    """

    written: tuple[Path, ...] = ()
    sent: int = 0
    problems: tuple[str, ...] = ()


def send_waiting(house: House) -> Sent:
    """Write every waiting mail to the outbox and, if a server is configured, hand it over.

    A mail is marked before it is handed over. If the run is killed in between, nobody knows whether the server has it:
    it is reported as unknown and never sent again by itself. Who has been taken off the list gets nothing any more.
    """
    problems = [_lost(house, message) for message in house.store.outbox.in_state("sending")]
    written: list[Path] = []
    sent = 0
    for message in house.store.outbox.waiting(house.now):
        kind = BODIES.get(message.kind)
        if kind is None:
            continue
        if message.recipient not in kind.recipients(house):
            _mark(house, message, "refused", f"taken off {kind.key} before it was handed over")
            continue
        try:
            body = kind.made(house, message)
        except ConfigError as error:
            problems.append(_again(message, error))
            continue
        if not body:
            _mark(house, message, "refused", "what it tells is not stored any more")
            continue
        path = outbox_path(house, message)
        write_outbox(path, body)
        written.append(path)
        problem = _hand_over(house, message, body)
        if problem:
            problems.append(problem)
        else:
            sent += house.settings.delivery.smtp is not None
    return Sent(written=tuple(written), sent=sent, problems=tuple(problems))


def write_edition(house: House, edition: Edition) -> list[Path]:
    """Write the mails of an edition to the outbox, the same bytes as ``run`` sends, and send nothing.

    Raises:
        UsageError: no recipients are configured.
    """
    delivery = house.settings.delivery
    if not delivery.recipients:
        raise UsageError(f"{house.settings.path.name}: delivery.to is empty; add the addresses that the brief goes to")
    paths = []
    for number, recipient in enumerate(delivery.recipients, start=1):
        path = house.data_dir / "outbox" / edition.edition_id / f"{number}.eml"
        write_outbox(path, edition_mail(house, edition, recipient))
        paths.append(path)
    return paths


def outbox_path(house: House, message: Message) -> Path:
    """Where a mail lies in the outbox: ``2026-W28/1.eml``, ``2026-W28/draft-1.eml``, ``urgent/<hash>-1.eml``."""
    folder = house.data_dir / "outbox" / (message.edition_id or message.kind)
    name = str(message.number)
    if message.edition_id and message.kind != "brief":
        name = f"{message.kind}-{name}"
    if message.about:
        name = f"{hashlib.sha256(message.about.encode()).hexdigest()[:12]}-{name}"
    return folder / f"{name}.eml"


def _hand_over(house: House, message: Message, body: bytes) -> str:
    """Hand one mail to the server; returns what went wrong, or nothing."""
    smtp = house.settings.delivery.smtp
    if smtp is None:
        _mark(house, message, "filed")
        return ""
    _mark(house, message, "sending")
    try:
        send(
            body,
            sender=house.settings.delivery.sender,
            recipient=message.recipient,
            options=smtp,
            password=house.password,
            timeout=_TIMEOUT_SECONDS,
        )
    except (ConfigError, TransientRefusal) as error:  # a wrong setting is found before the server is asked
        _mark(house, message, "queued", str(error))
        return _again(message, error)
    except PermanentRefusal as error:
        _mark(house, message, "refused", str(error))
        return f"{message.recipient}: {error}; it is not tried again"
    except UnknownFate as error:
        _mark(house, message, "unknown", str(error))
        return f"{message.recipient}: {error}; it is not sent again, look whether it arrived"
    _mark(house, message, "sent")
    return ""


def _again(message: Message, error: OfflimitsError) -> str:
    return f"{message.recipient}: {error}; it is tried again in the next run"


def _lost(house: House, message: Message) -> str:
    _mark(house, message, "unknown", "the run was cut off while handing it over")
    return f"{message.recipient}: {message.edition_id} may or may not have been sent before the last run was cut off"


def _mark(house: House, message: Message, state: MessageState, detail: str = "") -> None:
    with house.store.transaction():
        house.store.outbox.update(replace(message, state=state, detail=detail), now=house.now)
