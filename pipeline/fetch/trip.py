"""A request on its way from redirect to redirect: what it carries where, and whether it goes round in circles."""

from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from pipeline.fetch.address import origin, target
from pipeline.fetch.answer import PERMANENT, Reply, verbatim
from pipeline.fetch.failures import failed_at
from pipeline.fetch.guard import Guard
from pipeline.model.source import Validators

HOPS = 6
"""Redirects followed for one request; RFC 9309 asks for at least five for robots.txt."""

Headers = list[tuple[bytes, bytes]]

_MOST_COOKIES = 20
_LONGEST_COOKIE = 4_096  # characters; RFC 6265, section 6.1
_OURS = frozenset({"connection", "content-length", "host", "te", "transfer-encoding", "upgrade"})  # never a caller's


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for, wherever it leads.

    Attributes:
        headers: pairs (name, value) for the first origin alone.
        robots: a robots.txt is asked for without asking a robots.txt, is read as far as the limit, and may be found
            under http, because no harm is done by keeping to it.
    """

    url: httpx.URL
    max_bytes: int
    validators: Validators | None = None
    headers: tuple[tuple[str, str], ...] = ()
    robots: bool = False


class Trip:
    """One attempt at a request.

    Args:
        request: what is asked for.
        left: seconds that it may still take.

    Attributes:
        url: where it is now.
    """

    def __init__(self, request: Request, left: float) -> None:
        self.request = request
        self.url = request.url
        self.left = left
        self._home = origin(request.url)
        self._away = False
        self._statuses: list[int] = []
        self._cookies: dict[str, dict[str, str]] = {}
        self._seen: set[tuple[str, str]] = set()

    @property
    def led(self) -> bool:
        """Whether a redirect has led it somewhere."""
        return bool(self._statuses)

    @property
    def moved(self) -> bool:
        """Whether it has been led somewhere else for good."""
        return self.led and PERMANENT.issuperset(self._statuses)

    @property
    def conditional(self) -> bool:
        """Whether the address that is asked now is the one that gave the validators."""
        validators = self.request.validators
        return validators is not None and validators.url == str(self.url)

    def headers(self, standing: Headers) -> Headers:
        """What is sent to the address where it is now: the standing headers, and those that belong there."""
        found = [(b"Host", self.url.netloc), *standing]
        if self.conditional and self.request.validators is not None:
            given = self.request.validators
            pairs = ((b"If-None-Match", given.etag), (b"If-Modified-Since", given.last_modified))
            found += [(name, value.encode("ascii")) for name, value in pairs if value and verbatim(value)]
        if self.request.headers and not self._away:
            found = _with(found, self.request.headers)
        if cookie := self._cookie():
            found.append((b"Cookie", cookie.encode("ascii")))
        return found

    def go_on(self, reply: Reply, guard: Guard) -> None:
        """Go where a redirect leads.

        Raises:
            FetchError: "bad-redirect", "private-address", "downgrade", or "too-many-redirects": it has been there with
                the same cookies before, or has been led on too often.
        """
        self._seen.add((str(self.url), self._cookie()))
        self._keep(reply.fields.get("set-cookie", ()))
        there = target(self.url, reply.first("location"), guard)
        if self.url.scheme == "https" and there.scheme == "http" and not self.request.robots:
            raise failed_at(str(self.url), "downgrade", f"to {there}")
        self.url = there
        self._away = self._away or origin(there) != self._home
        self._statuses.append(reply.status)
        if len(self._statuses) > HOPS or (str(there), self._cookie()) in self._seen:
            raise failed_at(str(self.request.url), "too-many-redirects", f"{len(self._statuses)} times")

    def _keep(self, cookies: Iterable[str]) -> None:
        """Keep cookies for as long as the way lasts, for the very host that set them."""
        kept = self._cookies.setdefault(self.url.host, {})
        for cookie in cookies:
            name, sign, value = cookie.partition(";")[0].partition("=")
            pair = f"{name.strip()}={value.strip()}"
            if sign and name.strip() and len(kept) < _MOST_COOKIES and len(pair) <= _LONGEST_COOKIE and verbatim(pair):
                kept[name.strip()] = value.strip()

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.get(self.url.host, {}).items())


def _with(standing: Headers, given: Iterable[tuple[str, str]]) -> Headers:
    """Headers of the caller beside the standing ones, and in the place of those that have the same name."""
    ours = {name.lower(): (name, value) for name, value in standing}
    for name, value in given:
        if name.lower() not in _OURS and verbatim(name) and verbatim(value):
            ours[name.lower().encode("ascii")] = (name.encode("ascii"), value.encode("ascii"))
    return list(ours.values())
