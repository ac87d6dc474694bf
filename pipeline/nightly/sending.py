"""Step 7: hand over the mails that wait, each once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.deliver.envelope import Envelope, Way
from pipeline.deliver.failures import WayBarred, WayClosed
from pipeline.deliver.ways import GIVE_UP_AFTER, ended, ways
from pipeline.deliver.whole import write_outbox
from pipeline.model.edition import Edition
from pipeline.model.errors import ConfigError, DeliveryError, UsageError
from pipeline.model.message import Message
from pipeline.nightly.bodies import BODIES, draft_messages, edition_messages
from pipeline.nightly.house import House
from pipeline.render.email import named

_CUT_OFF = "the run was cut off while handing it over"


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
    """Write every waiting message to the outbox and, if a way out is configured, hand it over.

    A message is marked right before its bytes go out. If the run is killed behind that, nobody knows whether they were
    taken: it is reported as unknown and never sent again by itself. Killed before, it waits for the next run. Who has
    been taken off the list, or is suppressed, gets nothing any more.
    """
    problems = [_lost(house, message) for message in house.store.outbox.in_state("sending")]
    sent = hand_over(house, house.store.outbox.waiting(house.now))
    return replace(sent, problems=(*problems, *sent.problems))


def hand_over(house: House, messages: Sequence[Message]) -> Sent:
    """Hand over these messages, which are in the outbox already; see ``send_waiting``."""
    find = ways(house.settings.delivery, password=house.password, now=house.now)
    shut: dict[Way, DeliveryError] = {}
    written: list[Path] = []
    problems: list[str] = []
    sent = 0
    for message in messages:
        try:
            body = _body(house, message)
        except ConfigError as error:
            problems.append(f"{message.recipient}: {error}; it is tried again in the next run")
            continue
        if not body:
            continue
        path = outbox_path(house, message)
        write_outbox(path, body)
        written.append(path)
        way = find(message.kind)
        if way is None:
            problems.extend(_without_way(house, message, body))
            continue
        problem = _hand_over(house, message, body, way, shut)
        problems.extend([problem] if problem else [])
        sent += not problem
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
    for message in edition_messages(house, edition):
        if message.recipient.casefold() not in delivery.suppressed:
            path = outbox_path(house, message)
            write_outbox(path, made(house, message))
            paths.append(path)
    return paths


def write_draft(house: House) -> list[Path]:
    """Write the mails of the draft that waits to the outbox, and send nothing; nothing is written if none waits."""
    draft = house.store.drafts.waiting()
    paths = []
    for message in draft_messages(house, draft) if draft else ():
        if message.recipient.casefold() not in house.settings.delivery.suppressed:
            path = outbox_path(house, message)
            write_outbox(path, made(house, message))
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
    return folder / f"{name}.{'json' if message.kind == 'webhook' else 'eml'}"


def made(house: House, message: Message) -> bytes:
    """The bytes of a message under the name that it has in the outbox; empty if what it tells is not so any more.

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    body = BODIES[message.kind].made(house, message)
    return named(body, message.message_id) if body and message.kind != "webhook" else body


def _body(house: House, message: Message) -> bytes:
    """The bytes of a message; empty if it goes to nobody, which is noted."""
    kind = BODIES.get(message.kind)
    if kind is None:
        return b""
    address = message.recipient.casefold()
    why = ""
    if address in house.settings.delivery.suppressed:
        why = "suppressed: stands in suppressed.txt"
    elif address not in {known.casefold() for known in kind.recipients(house)} and message.kind != "test":
        why = f"taken off {kind.key} before it was handed over"
    body = b"" if why else made(house, message)
    if not body:
        _keep(house, replace(message, state="refused", detail=why or "overtaken: what it tells is not so any more"))
    return body


def _hand_over(house: House, message: Message, body: bytes, way: Way, shut: dict[Way, DeliveryError]) -> str:
    """Hand one message over; returns what went wrong, or nothing.

    Args:
        house: shared by all steps.
        message: with its record from before.
        body: its bytes.
        way: out of here.
        shut: ways on which nothing goes any more in this run, and why; a way that turns out to be so is added.
    """
    message = replace(message, sha256=_digest(body))
    envelope = Envelope(
        sender=house.settings.delivery.sender, recipient=message.recipient, message_id=message.message_id
    )
    ending: DeliveryError | None = shut.get(way)
    if ending is None:
        try:
            way(body, envelope, lambda: _keep(house, replace(message, state="sending")))
        except ConfigError as error:  # a wrong setting is found before anybody is asked
            _keep(house, replace(message, state="queued", detail=str(error)))
            return f"{message.recipient}: {error}; it is tried again in the next run"
        except DeliveryError as error:
            ending = error
            if isinstance(error, WayBarred | WayClosed):
                shut[way] = error
    told = ended(message, ending, now=house.now)
    _keep(house, told)
    return f"{message.recipient}: {told.detail}; {_NEXT[told.state]}" if ending else ""


def _without_way(house: House, message: Message, body: bytes) -> list[str]:
    """What lies in the outbox from the start is filed; what a way was tried for waits for one a while."""
    if not message.attempts or house.now - (message.first_try_at or house.now) >= GIVE_UP_AFTER:
        _keep(house, replace(message, state="filed", sha256=_digest(body)))
        return []
    return [f"{message.recipient}: no way out is configured any more; it waits for one under delivery in feeds.yaml"]


_NEXT = {
    "queued": "it is tried again in the next run",
    "refused": "it is not tried again",
    "unknown": "it is not sent again, look whether it arrived",
}


def _lost(house: House, message: Message) -> str:
    _keep(house, replace(message, state="unknown", attempts=message.attempts + 1, detail=_CUT_OFF))
    named = message.edition_id or message.kind
    return f"{message.recipient}: {named} may or may not have been sent before the last run was cut off"


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _keep(house: House, message: Message) -> None:
    with house.store.transaction():
        house.store.outbox.update(message, now=house.now)
