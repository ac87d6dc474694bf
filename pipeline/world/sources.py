"""What a configuration needs to read the sample world."""

from datetime import UTC, datetime

from pipeline.world.records import World

NIGHTS = tuple(datetime(2026, month, day, 5, 0, tzinfo=UTC) for month, day in ((6, 22), (6, 29), (7, 6), (7, 13)))
"""When the demo reads the world: four Mondays, 05:00 UTC."""


def sources(world: World) -> list[dict[str, object]]:
    """One entry for each outlet, with the keys of feeds.yaml, in the order of their ids."""
    found = []
    for outlet in world.outlets:
        source: dict[str, object] = {
            "id": outlet.id,
            "name": outlet.name,
            "kind": outlet.feed.kind,
            "url": outlet.feed_url,
            "grade": outlet.grade,
            "lang": "en",
        }
        if outlet.speaks_for:
            source["speaks_for"] = list(outlet.speaks_for)
            source["open"] = "all"
        found.append(source)
    return found


def hosts(world: World, port: int) -> dict[str, str]:
    """Where the outlets' hosts are found while the server listens on a port: the ``hosts`` of the fetch options."""
    return {outlet.host: f"127.0.0.1:{port}" for outlet in world.outlets}
