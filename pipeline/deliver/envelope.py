"""What every way out has in common: from whom to whom, and the moment after which nobody could tell."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pipeline.model.errors import ConfigError

_ADDRESS = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")  # ASCII that can be seen, without angle brackets

Handing = Callable[[], None]
"""Called once, right before the bytes go out: whoever is killed behind it cannot know whether they were taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom to whom.

    Attributes:
        sender: bare address; where refusals by later servers go.
        recipient: bare address; of a webhook its name.
        message_id: the header; names the file in a folder, and a call of a webhook.
    """

    sender: str
    recipient: str
    message_id: str = ""

    def check(self) -> None:
        """Make sure that an address cannot carry a command.

        Raises:
            ConfigError: one of the two is not one plain address.
        """
        for address in (self.sender, self.recipient):
            if not _ADDRESS.fullmatch(address):
                mend = "write one such as 'brief@example.org', in plain letters without accents"
                raise ConfigError(f"delivery: {address!r} is not one mail address; {mend}")


class Way(Protocol):
    """One way out. When a call returns, the other side has taken the message."""

    def __call__(self, body: bytes, envelope: Envelope, handing: Handing) -> None:
        """Hand over one message.

        Raises:
            ConfigError: it cannot be sent as configured; nothing was tried.
            TransientRefusal: it was not taken, and a later try may help.
            PermanentRefusal: it was not taken, and no later try will help.
            UnknownFate: it may have been taken.
        """
        ...


def no_note() -> None:
    """For trials that nobody keeps a record of."""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: the only one that is spoken to in the clear."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
