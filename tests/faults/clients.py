"""Clients for tests against the fault server: real connections, made-up names, and nobody who really sleeps."""

import ssl
from collections.abc import Mapping

import pytest

from pipeline.fetch.client import Client
from pipeline.fetch.failures import FetchError
from pipeline.fetch.lines import Lines
from pipeline.fetch.wire import Resolve
from pipeline.model.options import FetchOptions
from tests.faults.server import FaultServer
from tests.unit.fetch.clocks import QuickClock
from tests.unit.fetch.networks import PUBLIC, Detour, Names

NAMES: Mapping[str, tuple[str, ...]] = {
    "inside.example": ("10.0.0.7",),
    "news.example": (PUBLIC,),
    "other.example": ("93.184.216.35",),
    "strict.example": (PUBLIC,),
}


def options(**given: object) -> FetchOptions:
    """Short limits, no pauses, no second attempts."""
    limits = {"delay_seconds": 0.0, "retries": 0, "max_bytes": 100_000, "timeout_seconds": 5.0, **given}
    return FetchOptions(**limits)  # type: ignore[arg-type]  # the options of each test


class Asking(Client):
    """A client whose names and connections are known.

    Args:
        place: where every connection ends, whatever it was meant for; a server or ``address:port``.
        given: the options.
        resolve: knows the addresses of names; by default NAMES.
        tls: for https; by default no certificate is good enough.

    Attributes:
        network: remembers which addresses were dialled.
        clock: remembers which pauses were made.
    """

    def __init__(
        self,
        place: FaultServer | str,
        given: FetchOptions | None = None,
        *,
        resolve: Resolve | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.network = Detour(place if isinstance(place, str) else place.address)
        self.clock = QuickClock()
        chosen = given or options()
        super().__init__(
            chosen,
            version="1",
            clock=self.clock,
            transport=Lines(
                chosen,
                monotonic=self.clock.monotonic,
                resolve=resolve or Names(NAMES),
                network=self.network,
                tls=tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # strict, and trusts nobody
            ),
        )

    def refusal(self, url: str) -> FetchError:
        """How an address is refused; one without a scheme is that of news.example."""
        with pytest.raises(FetchError) as caught:
            self.get(url if ":" in url else f"http://news.example{url}")
        return caught.value
