"""A clock that moves only when it is told to, or when it is asked."""

from datetime import UTC, datetime

NOW = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)


class FakeClock:
    """Time that costs nothing.

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
