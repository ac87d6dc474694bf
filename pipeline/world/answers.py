"""What a request to the sample world gets: pure, so that the server has nothing to decide."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from pipeline.world.pages import article_page, challenge_page, feed, feed_type
from pipeline.world.policies import policy_page
from pipeline.world.records import Outlet, World

_BREAK_BEHIND = 24  # characters of the first item that still arrive when a feed breaks off


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response before it is sent.

    Attributes:
        last_modified: when the content last changed; None where that has no meaning.
    """

    status: int
    content_type: str
    body: bytes
    last_modified: datetime | None = None

    @property
    def etag(self) -> str:
        """A strong validator: the same content has the same one."""
        return f'"{sha256(self.body).hexdigest()[:20]}"'


def answer(world: World, host: str, path: str, now: datetime) -> Answer | None:
    """Answer a GET request.

    Args:
        world: the sample world.
        host: host name of the request, without port.
        path: path of the request, without query.
        now: the world's time; what is not published by then does not exist.

    Returns:
        None if the server hangs up without a word.
    """
    outlet = next((outlet for outlet in world.outlets if outlet.host == host.lower()), None)
    if outlet is None:
        return _not_found()
    fault = outlet.fault_at(now)
    if fault == "down":
        return None
    if path == "/robots.txt":
        return _robots(outlet)
    if fault == "challenge":
        return Answer(status=403, content_type="text/html; charset=utf-8", body=challenge_page(world, outlet).encode())
    if path == outlet.feed.path:
        return _feed(world, outlet, now)
    for policy in world.policies:
        if (policy.outlet, policy.path) == (outlet.id, path):
            return _page(outlet, policy_page(world, policy, now))
    return _article(world, outlet, path, now)


def _robots(outlet: Outlet) -> Answer:
    rules = [f"Disallow: {beginning}" for beginning in outlet.disallow] or ["Disallow:"]
    body = "\n".join(["User-agent: *", *rules, ""])
    return Answer(status=200, content_type="text/plain; charset=utf-8", body=body.encode())


def _feed(world: World, outlet: Outlet, now: datetime) -> Answer:
    body = feed(world, outlet, now)
    if outlet.fault_at(now) == "broken-feed":
        body = body[: body.index(b"<item>") + _BREAK_BEHIND]
    newest = max((one.released_at for one in world.articles_of(outlet) if one.released_at <= now), default=None)
    return Answer(status=200, content_type=feed_type(outlet), body=body, last_modified=newest)


def _article(world: World, outlet: Outlet, path: str, now: datetime) -> Answer:
    for article in world.articles_of(outlet):
        if world.path(article) == path and article.released_at <= now:
            return _page(outlet, article_page(world, article), article.released_at)
    return _not_found()


def _page(outlet: Outlet, page: str, last_modified: datetime | None = None) -> Answer:
    body = page.encode(outlet.encoding, "xmlcharrefreplace")
    kind = f"text/html; charset={outlet.encoding}"
    return Answer(status=200, content_type=kind, body=body, last_modified=last_modified)


def _not_found() -> Answer:
    return Answer(status=404, content_type="text/plain; charset=utf-8", body=b"Not found.\n")
