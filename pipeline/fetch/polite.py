"""When a host may be asked next; whether it may be asked at all stands in robots. Pure: no network, no clock."""

from dataclasses import dataclass, field

from pipeline.fetch.robots import AGENT, ROBOTS_BYTES, Rules, robots_rules

__all__ = ["AGENT", "ROBOTS_BYTES", "Pace", "Rules", "robots_rules"]


@dataclass(slots=True)
class Pace:
    """When each host may be asked next. Times are those of a monotonic clock, in seconds.

    No two requests to a host begin closer to each other than its pause, however many of them are under way, and none
    that asks for its turn after an answer begins sooner than a pause behind it. Whoever limits the requests under way
    has to do so before a turn is asked for, or the turn is over when the request begins.
    """

    _free_at: dict[str, float] = field(default_factory=dict)

    def ask(self, host: str, at: float, delay_seconds: float) -> float:
        """Take the next turn at a host.

        Returns:
            How many seconds to wait before asking.
        """
        turn = max(at, self._free_at.get(host, at))
        self._free_at[host] = turn + delay_seconds
        return turn - at

    def answered(self, host: str, at: float, delay_seconds: float) -> None:
        """Begin the pause anew at the end of an answer, so that a slow host is not asked without a break."""
        self._free_at[host] = max(self._free_at.get(host, at), at + delay_seconds)
