"""One guarded and polite client for everything that is asked of the web: feeds, pages and robots.txt."""

import hashlib
import threading
from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import Self

import httpx

from pipeline.fetch.address import asked, origin
from pipeline.fetch.answer import READ, REDIRECTS, Answer, Reply, printable
from pipeline.fetch.body import CODINGS
from pipeline.fetch.exchange import Exchange
from pipeline.fetch.failures import FetchError, SettledError, failed_at
from pipeline.fetch.guard import Guard
from pipeline.fetch.lines import Lines
from pipeline.fetch.polite import AGENT, ROBOTS_BYTES, Rules, robots_rules
from pipeline.fetch.trip import Headers, Request, Trip
from pipeline.fetch.turns import Clock, Turns, over
from pipeline.model.failure import FAILURES
from pipeline.model.options import FetchOptions
from pipeline.model.source import Validators

__all__ = ["Answer", "Client", "Clock"]

_LONGEST_PAUSE = 8.0  # seconds, before a request is made again


class Client:
    """Asks for addresses: none that is private, and no host faster than it likes. Safe to use from several threads.

    It stands on a transport, not on httpx's client: nothing from the environment, no cookies that outlive a request,
    and no look at where a redirect leads but our own. robots.txt is read once for each origin and kept as long as the
    client lives, which is one run; its time counts from here.

    Args:
        options: limits, pauses, contact, and the operator's exceptions.
        version: of Offlimits, for the User-Agent.
        clock: for pauses and deadlines.
        transport: makes the connections; by default ``Lines``, which dials nothing but checked addresses.
    """

    def __init__(
        self, options: FetchOptions, *, version: str, clock: Clock, transport: httpx.BaseTransport | None = None
    ) -> None:
        contact = printable(options.contact)
        agent = f"{AGENT}/{version}" + (f" (+{contact})" if contact else "")
        self._options = options
        self._clock = clock
        self._guard = Guard.of(options)
        self._transport = transport or Lines(options, monotonic=clock.monotonic)
        self._standing: Headers = [
            (b"Accept", b"*/*"),
            (b"Accept-Encoding", CODINGS.encode("ascii")),
            (b"User-Agent", agent.encode("ascii")),
        ]
        self._turns = Turns(clock, per_host=options.per_host, run_seconds=options.run_seconds)
        self._rules: dict[tuple[str, str, int], Rules | FetchError] = {}
        self._reading: dict[tuple[str, str, int], threading.Lock] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    @property
    def time_is_up(self) -> bool:
        """Whether the run's time is used up, so that every further request fails at once."""
        return self._turns.over

    def get(self, url: str, validators: Validators | None = None, *, headers: Iterable[tuple[str, str]] = ()) -> Answer:
        """Ask for an address, politely and within the limits.

        Args:
            url: http or https, without a user name.
            validators: what its server gave last time. They go to the address that gave them and to no other.
            headers: pairs (name, value) for the origin of this address alone. A redirect to another origin drops them,
                even if a further one leads back.

        Raises:
            FetchError: there is nothing to read.
        """
        place = asked(url, self._guard)
        if self._turns.over:
            raise over(str(place))
        self._turns.check(place)
        return self._insist(
            Request(url=place, max_bytes=self._options.max_bytes, validators=validators, headers=tuple(headers))
        )

    def leave(self, host: str, until: datetime) -> None:
        """Leave a host alone until an aware time, because it asked for a pause in an earlier run."""
        self._turns.close(host, until)

    def _insist(self, request: Request) -> Answer:
        """Ask, and ask again after a pause where the failure may pass by then and there is time."""
        left, attempt = self._options.deadline_seconds, 0
        while True:
            trip = Trip(request, left)
            try:
                return self._follow(trip)
            except FetchError as error:
                pause = _pause(str(request.url), attempt)
                left = trip.left - pause
                late = left <= 0 or self._clock.monotonic() + pause >= self._turns.ends_at
                if attempt >= self._options.retries or late or not _may_pass(error):
                    raise
            self._clock.sleep(pause)
            attempt += 1

    def _follow(self, trip: Trip) -> Answer:
        """Ask, and ask where it leads.

        Pauses that a host wants do not count for the deadline, nor what the robots.txt of the first address takes,
        which has a deadline of its own; those of hosts that a redirect names do, or it could go on for ever.
        """
        while True:
            came = self._clock.monotonic()
            delay = self._delay(trip)
            if trip.led:
                trip.left -= self._clock.monotonic() - came
            with self._turns.turn(trip.url, delay) as begun:
                try:
                    reply = self._ask(trip, min(begun + trip.left, self._turns.ends_at))
                finally:
                    trip.left -= self._clock.monotonic() - begun
            if reply.status not in REDIRECTS:
                return self._judged(trip, reply)
            trip.go_on(reply, self._guard)

    def _judged(self, trip: Trip, reply: Reply) -> Answer:
        status = reply.status
        if trip.request.robots:
            wanted = status < 500 and status != 429
        else:
            wanted = status in READ or (status == 304 and trip.conditional)
        now = self._clock.now()
        if not wanted:
            refusal = reply.refusal(str(trip.url), now)
            if refusal.reason == "throttled" and not trip.request.robots:
                self._turns.close(trip.url.host, refusal.retry_at)
            raise refusal
        return reply.answer(str(trip.url), moved=trip.moved, fetched_at=now)

    def _delay(self, trip: Trip) -> float:
        """Make sure that an address may be asked for.

        Returns:
            The pause of its host in seconds.
        """
        if trip.request.robots:
            return self._options.delay_seconds
        rules, url = self._rules_for(trip.url), str(trip.url)
        if isinstance(rules, FetchError):
            detail = rules.detail
            if rules.reason == "robots-unavailable":
                detail = failed_at(url, rules.reason).detail
            raise SettledError(rules.reason, detail, rules.retry_at)
        if not rules.allow(url):
            raise SettledError("robots", failed_at(url, "robots").detail)
        return max(self._options.delay_seconds, rules.delay_seconds)

    def _rules_for(self, url: httpx.URL) -> Rules | FetchError:
        """The rules of an origin, or why it cannot be asked for anything."""
        key = origin(url)
        known = self._rules.get(key)
        if known is None:
            with self._lock:
                reading = self._reading.setdefault(key, threading.Lock())
            with reading:  # the others of this origin wait for the one who reads
                known = self._rules.get(key)
                if known is None:
                    known = self._rules[key] = self._read_rules(url.copy_with(path="/robots.txt", query=None))
        return known

    def _read_rules(self, place: httpx.URL) -> Rules | FetchError:
        try:
            answer = self._insist(Request(url=place, max_bytes=ROBOTS_BYTES, robots=True))
        except FetchError as error:
            # A robots.txt that leads nowhere is one that is not there (RFC 9309, section 2.3.1.2).
            if error.reason in ("bad-redirect", "too-many-redirects"):
                return Rules()
            if error.reason in ("server-error", "throttled"):
                return failed_at(str(place), "robots-unavailable", retry_at=error.retry_at)
            return error
        return robots_rules(answer.status, answer.body)

    def _ask(self, trip: Trip, ends_at: float) -> Reply:
        exchange = Exchange(
            trip,
            silence=self._options.timeout_seconds,
            left=lambda: self._left(str(trip.url), ends_at),
            ends_at=ends_at,
        )
        return exchange.reply(self._transport, self._standing)

    def _left(self, address: str, ends_at: float) -> float:
        left = ends_at - self._clock.monotonic()
        if left <= 0:
            if ends_at >= self._turns.ends_at:
                raise over(address)
            raise failed_at(address, "deadline", f"{self._options.deadline_seconds:g} seconds")
        return left


def _may_pass(error: FetchError) -> bool:
    """Whether a failure may be gone a few seconds later."""
    if isinstance(error, SettledError):
        return False
    return FAILURES[error.reason].retry == "soon" or (error.reason == "server-error" and error.retry_at is None)


def _pause(address: str, attempt: int) -> float:
    """Seconds to wait before a request is made again: longer each time, and not the same for all that failed at once.

    Chance would make two runs differ, so the address is hashed in its place.
    """
    share = int.from_bytes(hashlib.blake2b(f"{attempt} {address}".encode(), digest_size=4).digest(), "big") / 2**32
    return min(_LONGEST_PAUSE, float(2 ** (attempt + 1))) * (1 + share) / 2
