"""One message of the outbox: what goes to whom, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["brief", "draft", "urgent", "test", "webhook"]
"""What a message is: an edition, its draft for editors, an urgent notice, a trial of the way, a call of a webhook."""
MessageState = Literal["queued", "filed", "sending", "sent", "refused", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one recipient. Kind, edition, subject key and recipient together are there once, ever.

    Attributes:
        kind: what it is.
        edition_id: the edition that it tells; empty for what belongs to none.
        about: what else tells it from others of its kind, such as a restriction and what is claimed of it, or the
            content of a draft; empty where the edition suffices.
        recipient: a bare address, or the name of a webhook.
        number: place among those of its kind that are queued together, from 1; names its file in the outbox.
        message_id: the header; made from what is told above, and so the same if the mail is sent again.
        state: "filed" means that no way out is configured and the mail lies in the outbox alone; "sending" that it was
            being handed over when the record was written; "unknown" that it may have been taken when the connection
            broke or the run was killed, so that it is not sent again by itself.
        attempts: how often a server was asked to take it.
        first_try_at: when it was asked first.
        next_try_at: a run before this time leaves it alone; None means that any run may take it.
        sha256: hex digest of the bytes that were handed over last; empty before the first attempt.
        detail: what the server said, or why it was not asked.
    """

    kind: Kind = "brief"
    edition_id: str = ""
    about: str = ""
    recipient: str
    number: int
    message_id: str
    state: MessageState = "queued"
    attempts: int = 0
    first_try_at: datetime | None = None
    next_try_at: datetime | None = None
    sha256: str = ""
    detail: str = ""
