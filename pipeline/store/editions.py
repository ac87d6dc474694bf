"""Editions and the outbox: what was composed, and what became of each recipient's mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.model.edition import Edition
from pipeline.store.db import Db, Row
from pipeline.store.rows import Json, text_time, time_text

_EDITION = Json(Edition)

MessageState = Literal["queued", "filed", "sending", "sent", "refused", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One edition's mail to one recipient.

    Attributes:
        number: place of the recipient, from 1; names the file in the outbox.
        state: "filed" means that no mail server is configured and the mail lies in the outbox alone; "unknown" that
            the server may have taken it when the connection broke, so that it is not sent again.
    """

    edition_id: str
    number: int
    recipient: str
    message_id: str
    state: MessageState
    detail: str = ""


class Editions:
    """Typed rows of editions and messages. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def edition(self, edition_id: str) -> Edition | None:
        """An edition by its id, or None."""
        row = self._db.one("SELECT record FROM editions WHERE edition_id = ?", edition_id)
        found: Edition | None = _EDITION.read(row["record"]) if row else None
        return found

    def editions(self) -> list[Edition]:
        """All editions, oldest first."""
        return [
            _EDITION.read(row["record"]) for row in self._db.rows("SELECT record FROM editions ORDER BY edition_id")
        ]

    def last(self) -> tuple[str, datetime] | None:
        """Id and cut-off of the newest edition, or None."""
        row = self._db.one("SELECT edition_id, cutoff FROM editions ORDER BY edition_id DESC")
        return (row["edition_id"], text_time(row["cutoff"])) if row else None

    def save_edition(self, edition: Edition, *, cutoff: datetime) -> None:
        """Keep an edition; one that is kept is never changed.

        Args:
            edition: the edition.
            cutoff: revisions of the register up to this time are in it.
        """
        row: Row = {
            "edition_id": edition.edition_id,
            "composed_at": time_text(cutoff),
            "cutoff": time_text(cutoff),
            "record": _EDITION.write(edition),
        }
        self._db.keep("editions", [row])

    def rewrite(self, edition: Edition) -> None:
        """Keep an edition without what was retracted of it: the one reason for which it is ever changed."""
        self._db.run("UPDATE editions SET record = ? WHERE edition_id = ?", _EDITION.write(edition), edition.edition_id)

    def queue(self, messages: Sequence[Message], *, now: datetime) -> None:
        """Note mails that have to go out; a recipient who has one for the edition gets no second."""
        self._db.keep("messages", [_message_row(message, now) for message in messages])

    def messages(self, edition_id: str) -> list[Message]:
        """The mails of an edition, in the order of their numbers."""
        rows = self._db.rows("SELECT * FROM messages WHERE edition_id = ? ORDER BY number", edition_id)
        return [_row_message(row) for row in rows]

    def waiting(self) -> list[Message]:
        """Mails that have not been handed over, oldest edition first."""
        rows = self._db.rows("SELECT * FROM messages WHERE state = 'queued' ORDER BY edition_id, number")
        return [_row_message(row) for row in rows]

    def interrupted(self) -> list[Message]:
        """Mails whose handing over was cut off by a kill: nobody knows whether the server has them."""
        rows = self._db.rows("SELECT * FROM messages WHERE state = 'sending' ORDER BY edition_id, number")
        return [_row_message(row) for row in rows]

    def set_state(self, message: Message, state: MessageState, *, now: datetime, detail: str = "") -> None:
        """Note what became of a mail."""
        self._db.run(
            "UPDATE messages SET state = ?, detail = ?, changed_at = ? WHERE edition_id = ? AND recipient = ?",
            state,
            detail,
            time_text(now),
            message.edition_id,
            message.recipient,
        )


def _message_row(message: Message, now: datetime) -> Row:
    return {
        "edition_id": message.edition_id,
        "number": message.number,
        "recipient": message.recipient,
        "message_id": message.message_id,
        "state": message.state,
        "detail": message.detail,
        "changed_at": time_text(now),
    }


def _row_message(row: Row) -> Message:
    return Message(
        edition_id=row["edition_id"],
        number=row["number"],
        recipient=row["recipient"],
        message_id=row["message_id"],
        state=row["state"],
        detail=row["detail"],
    )
