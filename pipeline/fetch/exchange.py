"""One request to one address, and what came back: headers, and the body where it is what was asked for."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress

import httpx

from pipeline.fetch.answer import READ, Reply, fields
from pipeline.fetch.body import decoded
from pipeline.fetch.challenge import announced, wall
from pipeline.fetch.failures import BodyError, FetchError, failed_at
from pipeline.fetch.trip import Headers, Trip
from pipeline.fetch.wire import failure

_NOTHING = httpx.ByteStream(b"")
_HIDING = (403, 429, 503)  # statuses under which a check for robots may come that no header announces
_WALL_BYTES = 65_536  # of the page that comes with them


class Exchange:
    """A question to a server and its answer.

    Args:
        trip: what is asked for, and where it is now.
        silence: seconds that the server may stay silent.
        left: gives the seconds that are left for the exchange, or raises the FetchError of its deadline.
        ends_at: the same moment by the clock of the transport.
    """

    def __init__(self, trip: Trip, *, silence: float, left: Callable[[], float], ends_at: float) -> None:
        self._trip = trip
        self._address = str(trip.url)
        self._silence = silence
        self._left = left
        self._ends_at = ends_at

    def reply(self, transport: httpx.BaseTransport, standing: Headers) -> Reply:
        """Ask.

        Args:
            transport: makes the connection.
            standing: headers of every request.

        Raises:
            FetchError: there is no answer, it is a check for robots, or its body cannot be used.
        """
        limit = min(self._silence, self._left())
        question = httpx.Request(
            "GET",
            self._trip.url,
            headers=self._trip.headers(standing),
            stream=_NOTHING,
            extensions={
                "timeout": {"connect": limit, "read": limit, "write": limit, "pool": limit},
                "ends_at": self._ends_at,
            },
        )
        try:
            with closing(transport.handle_request(question)) as response:
                return self._read(response)
        except httpx.TransportError as error:
            self._left()
            raise failure(self._address, error) from error
        except BodyError as error:
            raise FetchError(error.reason, f"{self._address} {error.predicate}.") from error

    def _read(self, response: httpx.Response) -> Reply:
        reply = Reply(status=response.status_code, fields=fields(response.headers.raw))
        robots = self._trip.request.robots
        if not robots and self._is_challenge(response, reply):
            raise failed_at(self._address, "challenge", f"status {reply.status}")
        if reply.status not in READ:
            return reply
        pieces: list[bytes] = []
        try:
            pieces.extend(self._pieces(response, reply, self._trip.request.max_bytes))
        except BodyError as error:
            if error.reason != "too-large" or not robots:
                raise
        return Reply(status=reply.status, fields=reply.fields, body=b"".join(pieces))

    def _is_challenge(self, response: httpx.Response, reply: Reply) -> bool:
        """Whether an answer is a check for robots: by its headers, or by the page that comes with a refusal."""
        if announced(reply.fields):
            return True
        if reply.status not in _HIDING or "html" not in reply.first("content-type").lower():
            return False
        pieces: list[bytes] = []
        with suppress(BodyError, FetchError, httpx.TransportError):  # a refusal is one, whatever comes with it
            pieces.extend(self._pieces(response, reply, _WALL_BYTES))
        return wall(b"".join(pieces)) == "challenge"

    def _pieces(self, response: httpx.Response, reply: Reply, max_bytes: int) -> Iterator[bytes]:
        return decoded(
            self._arriving(response),
            coding=", ".join(reply.fields.get("content-encoding", ())),
            content_type=reply.first("content-type"),
            max_bytes=max_bytes,
        )

    def _arriving(self, response: httpx.Response) -> Iterator[bytes]:
        """The body as it comes; whoever sends a byte now and then is cut off by the deadline."""
        stream = response.stream
        assert isinstance(stream, httpx.SyncByteStream)
        try:
            for chunk in stream:
                yield chunk
                self._left()
        except httpx.RemoteProtocolError as error:
            raise BodyError("truncated", "sent a body that breaks off, or not the one that it announced") from error
