"""Why a message was not handed over.

DeliveryError
├── TransientRefusal   not now: try again in a later run
│   └── WayClosed      not now, and not for others either: nobody is at the other end
├── PermanentRefusal   never: somebody has to mend an address or a setting
│   └── WayBarred      never, and not for others either: the other end does not let us in, or is not safe
└── UnknownFate        the connection broke when the server may already have had the mail; sending again may repeat it
"""

from pipeline.model.errors import DeliveryError


class TransientRefusal(DeliveryError):  # noqa: N818 - what happened reads better than "error"
    """The server cannot be reached or says "later" (4xx); the mail was not taken.

    Args:
        words: what was said.
        seconds: how long the server wants to be left alone; 0 if it did not say.
    """

    def __init__(self, words: str, *, seconds: int = 0) -> None:
        super().__init__(words)
        self.seconds = seconds


class WayClosed(TransientRefusal):
    """Nobody answered, so that no message can be handed over this way now."""


class PermanentRefusal(DeliveryError):  # noqa: N818 - as above
    """The server says "no" (5xx); the mail was not taken."""


class WayBarred(PermanentRefusal):
    """The login was refused, or the connection would not be safe, so that no message can be handed over this way."""


class UnknownFate(DeliveryError):  # noqa: N818 - as above
    """The connection was lost between the mail and the server's answer to it."""
