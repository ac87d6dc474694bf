"""The outbox: what has to go out, to whom, and what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pipeline.model.message import Kind, Message, MessageState
from pipeline.store.db import Db, Row
from pipeline.store.rows import text_time, time_text

FARTHEST_TRY = timedelta(days=2)
"""No try is put off for longer; a server that asks for more is asked again sooner."""
_ORDER = "ORDER BY edition_id, kind, about, number"


class Outbox:
    """Typed rows of messages. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def queue(self, messages: Sequence[Message], *, now: datetime) -> None:
        """Note messages that have to go out.

        Who has one of this kind, edition and subject already gets no second, whatever became of the first.
        """
        self._db.keep("outbox", [{**_row(message, now), "queued_at": time_text(now)} for message in messages])

    def update(self, message: Message, *, now: datetime) -> None:
        """Note what became of a message: all of it but its key, its number and its Message-ID."""
        row = _row(message, now)
        names = ("state", "attempts", "first_try_at", "next_try_at", "sha256", "detail", "changed_at")
        key = ("kind", "edition_id", "about", "recipient")
        self._db.run(
            f"UPDATE outbox SET {', '.join(f'{name} = ?' for name in names)}"  # noqa: S608 - names of columns
            f" WHERE {' AND '.join(f'{name} = ?' for name in key)}",
            *(row[name] for name in names + key),
        )

    def messages(self, edition_id: str, kind: Kind = "brief") -> list[Message]:
        """The messages of one kind that tell an edition, in the order of their numbers."""
        rows = self._db.rows(f"SELECT * FROM outbox WHERE edition_id = ? AND kind = ? {_ORDER}", edition_id, kind)  # noqa: S608
        return [_message(row) for row in rows]

    def about(self, kind: Kind, about: str) -> list[Message]:
        """The messages of one kind about one subject, whichever edition they belong to."""
        rows = self._db.rows(f"SELECT * FROM outbox WHERE kind = ? AND about = ? {_ORDER}", kind, about)  # noqa: S608
        return [_message(row) for row in rows]

    def of_kind(self, kind: Kind) -> list[Message]:
        """All messages of one kind, whichever edition they belong to."""
        rows = self._db.rows(f"SELECT * FROM outbox WHERE kind = ? {_ORDER}", kind)  # noqa: S608
        return [_message(row) for row in rows]

    def handed_at(self, kind: Kind, edition_id: str, about: str, *, surely: bool = True) -> datetime | None:
        """When the first message about a subject left for its recipient; None if none has.

        Args:
            kind: of the message.
            edition_id: that it belongs to.
            about: its subject.
            surely: without those of which nobody knows whether they arrived.
        """
        row = self._db.one(
            """SELECT MIN(changed_at) AS at FROM outbox WHERE kind = ? AND edition_id = ? AND about = ?
            AND (state IN ('filed', 'sent') OR state = ?)""",
            kind,
            edition_id,
            about,
            "filed" if surely else "unknown",
        )
        return _time(row["at"]) if row else None

    def waiting(self, now: datetime) -> list[Message]:
        """What a run at this time has to hand over: first what belongs to no edition, then the oldest edition first.

        A next try that lies days ahead was set by a clock that stood wrong, and holds nothing back.
        """
        rows = self._db.rows(
            f"""SELECT * FROM outbox WHERE state = 'queued'
            AND (next_try_at IS NULL OR next_try_at <= ? OR next_try_at > ?) {_ORDER}""",  # noqa: S608
            time_text(now),
            time_text(now + FARTHEST_TRY),
        )
        return [_message(row) for row in rows]

    def in_state(self, *states: MessageState) -> list[Message]:
        """All messages in any of these states; "sending" outside of a run means that a kill cut it off."""
        marks = ", ".join("?" * len(states))
        rows = self._db.rows(f"SELECT * FROM outbox WHERE state IN ({marks}) {_ORDER}", *states)  # noqa: S608
        return [_message(row) for row in rows]


def _row(message: Message, now: datetime) -> Row:
    return {
        "kind": message.kind,
        "edition_id": message.edition_id,
        "about": message.about,
        "recipient": message.recipient,
        "number": message.number,
        "message_id": message.message_id,
        "state": message.state,
        "attempts": message.attempts,
        "first_try_at": _text(message.first_try_at),
        "next_try_at": _text(message.next_try_at),
        "sha256": message.sha256,
        "detail": message.detail,
        "changed_at": time_text(now),
    }


def _message(row: Row) -> Message:
    return Message(
        kind=row["kind"],
        edition_id=row["edition_id"],
        about=row["about"],
        recipient=row["recipient"],
        number=row["number"],
        message_id=row["message_id"],
        state=row["state"],
        attempts=row["attempts"],
        first_try_at=_time(row["first_try_at"]),
        next_try_at=_time(row["next_try_at"]),
        sha256=row["sha256"],
        detail=row["detail"],
    )


def _text(moment: datetime | None) -> str | None:
    return time_text(moment) if moment else None


def _time(text: str | None) -> datetime | None:
    return text_time(text) if text else None
