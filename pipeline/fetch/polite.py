"""Whether an address may be asked for, and when. Pure: no network, no clock."""

import re
from dataclasses import dataclass, field

from protego import Protego

AGENT = "offlimits"
"""The product token that robots.txt may address (RFC 9309, section 2.2.1)."""

ROBOTS_BYTES = 500 * 1024
"""How much of a robots.txt is read: the least that RFC 9309, section 2.5 asks for."""

_AGENT_LINE = re.compile(r"\s*user[-\s]*agent(?:\s*:|\s)\s*(?P<token>\*|[a-z_-]*)", re.IGNORECASE)
_LONGEST_DELAY = 30.0  # seconds; a night must end


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one host's robots.txt says to us.

    Attributes:
        unavailable: the host could not say, so nothing may be asked for now (RFC 9309, section 2.3.1.4).
        delay_seconds: the crawl delay it asks for, at most 30; 0 if it asks for none.
    """

    unavailable: bool = False
    delay_seconds: float = 0.0
    parsed: Protego | None = None

    def allow(self, url: str) -> bool:
        """Whether this address may be asked for."""
        if self.unavailable:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, AGENT))


def robots_rules(status: int, body: bytes) -> Rules:
    """Read the answer for a robots.txt.

    Args:
        status: 2xx is read, 5xx forbids everything for now, anything else allows everything.
        body: only its first ROBOTS_BYTES count.
    """
    if status >= 500:
        return Rules(unavailable=True)
    if not 200 <= status < 300:
        return Rules()
    text = body[:ROBOTS_BYTES].decode("utf-8", "replace").lstrip("\ufeff")
    parsed = Protego.parse("\n".join(_for_us(line) for line in text.splitlines()))
    asked = parsed.crawl_delay(AGENT) or 0.0
    return Rules(parsed=parsed, delay_seconds=min(max(0.0, asked), _LONGEST_DELAY))


def _for_us(line: str) -> str:
    """A line of robots.txt as it concerns us.

    All other agents become one: protego keeps each rule once for each agent of its group, and a file of 500 KB can have
    15,000 agents in a group of 20,000 rules. And only the product token of an agent's line counts (RFC 9309, section
    2.2.1), which protego takes whole.
    """
    match = _AGENT_LINE.match(line)
    if match is None:
        return line
    token = match["token"].lower()
    return f"User-agent: {token if token in ('*', AGENT) else 'other'}"


@dataclass(slots=True)
class Pace:
    """When each host may be asked next. Times are those of a monotonic clock, in seconds."""

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
