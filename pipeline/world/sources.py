"""What a configuration needs to read the sample world."""

from datetime import UTC, datetime

from pipeline.model.vocabulary import SourceKind
from pipeline.world.records import Outlet, Policy, World

NIGHTS = tuple(datetime(2026, month, day, 5, 0, tzinfo=UTC) for month, day in ((6, 22), (6, 29), (7, 6), (7, 13)))
"""When the demo reads the world: four Mondays, 05:00 UTC."""


def sources(world: World) -> list[dict[str, object]]:
    """One entry for each outlet and for each watched page, with the keys of feeds.yaml, in the order of their ids."""
    outlets = {outlet.id: outlet for outlet in world.outlets}
    found = [_outlet(outlet) for outlet in world.outlets]
    found += [_policy(policy, outlets[policy.outlet]) for policy in world.policies]
    return sorted(found, key=lambda source: str(source["id"]))


def _outlet(outlet: Outlet) -> dict[str, object]:
    source = {"id": outlet.id, "name": outlet.name} | _where(outlet.feed.kind, outlet.feed_url, outlet)
    if outlet.feed.list:
        source["list"] = dict(outlet.feed.list)
    if outlet.speaks_for:
        source["speaks_for"] = list(outlet.speaks_for)
        source["open"] = "all"
    return source


def _policy(policy: Policy, outlet: Outlet) -> dict[str, object]:
    url = f"http://{outlet.host}{policy.path}"
    return {
        "id": policy.id,
        "name": policy.name,
        **_where("page-watch", url, outlet),
        "watch": {"select": policy.select, "as_set": True, "tools": list(policy.tools)},
        "speaks_for": list(outlet.speaks_for),
    }


def _where(kind: SourceKind, url: str, outlet: Outlet) -> dict[str, object]:
    return {"kind": kind, "url": url, "grade": outlet.grade, "lang": "en"}


def hosts(world: World, port: int) -> dict[str, str]:
    """Where the outlets' hosts are found while the server listens on a port: the ``hosts`` of the fetch options."""
    return {outlet.host: f"127.0.0.1:{port}" for outlet in world.outlets}
