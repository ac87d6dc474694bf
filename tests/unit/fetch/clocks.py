"""Clocks that do not keep anybody waiting."""

import time
from datetime import UTC, datetime

NOW = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)


class FakeClock:
    """Time that moves only when it is told to, or when it is asked, and costs nothing.

    Args:
        step: seconds that pass each time somebody looks at the clock.
    """

    def __init__(self, step: float = 0.0) -> None:
        self.at = 100.0
        self.step = step
        self.slept: list[float] = []

    def monotonic(self) -> float:
        self.at += self.step
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def now(self) -> datetime:
        return NOW


class QuickClock:
    """The machine's time, as real connections need it, but whoever sleeps wakes at once and finds it later."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def now(self) -> datetime:
        return NOW
