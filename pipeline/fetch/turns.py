"""Who may ask which host when, and for how long the run goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

import httpx

from pipeline.fetch.failures import SettledError, failed_at
from pipeline.fetch.polite import Pace

_UNSAID_PAUSE = 900.0  # seconds; a host that is asked too much and does not say for how long


class Clock(Protocol):
    """Time, as the client needs it."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        ...


class Turns:
    """Gives each host its requests one after the other, with pauses, and nothing to anybody when the run is over.

    Args:
        clock: the time; the run begins now.
        per_host: requests to one host at the same time.
        run_seconds: longest time for all requests of the run.
    """

    def __init__(self, clock: Clock, *, per_host: int, run_seconds: float) -> None:
        self._clock = clock
        self._per_host = per_host
        self._pace = Pace()
        self._slots: dict[str, threading.Semaphore] = {}
        self._closed: dict[str, tuple[float, datetime | None]] = {}
        self._lock = threading.Lock()
        self.ends_at = clock.monotonic() + run_seconds

    @property
    def over(self) -> bool:
        """Whether the run's time is used up."""
        return self._clock.monotonic() >= self.ends_at

    def close(self, host: str, until: datetime | None) -> None:
        """Leave a host alone, because it asked for a pause.

        Args:
            host: name or address.
            until: aware time; None where it did not say.
        """
        seconds = (until - self._clock.now()).total_seconds() if until else _UNSAID_PAUSE
        with self._lock:
            self._closed[host] = (self._clock.monotonic() + seconds, until)

    def check(self, url: httpx.URL) -> None:
        """Make sure that the host of an address has not asked for a pause.

        Raises:
            FetchError: "throttled", it has.
        """
        closed = self._closed.get(url.host)
        if closed is None:
            return
        closed_until, until = closed
        if self._clock.monotonic() < closed_until:
            detail = failed_at(str(url), "throttled", "its host wants a pause").detail
            raise SettledError("throttled", detail, until)

    @contextmanager
    def turn(self, url: httpx.URL, delay_seconds: float) -> Iterator[float]:
        """Wait until a host may be asked, and keep others from asking it meanwhile.

        Args:
            url: what is to be asked for.
            delay_seconds: pause of its host.

        Yields:
            The monotonic time at which the turn begins.

        Raises:
            FetchError: "deadline", the run would be over by then; "throttled", the host asked for a pause.
        """
        host = url.host
        with self._lock:
            slot = self._slots.get(host)
            if slot is None:
                slot = self._slots[host] = threading.Semaphore(self._per_host)
        with slot:
            at = self._clock.monotonic()
            self.check(url)  # it may have asked for a pause while this one waited
            with self._lock:
                wait = self._pace.ask(host, at, delay_seconds) if delay_seconds > 0 else 0.0
            if at + wait >= self.ends_at:
                raise over(str(url))
            if wait > 0:
                self._clock.sleep(wait)
                at += wait
            try:
                yield at
            finally:
                if delay_seconds > 0:
                    with self._lock:
                        self._pace.answered(host, self._clock.monotonic(), delay_seconds)


def over(address: str) -> SettledError:
    """What an address gets when the run is over."""
    return SettledError("deadline", f"{address} has to wait: the run's time is used up.")
