"""What a restriction means for the organisation: its bearing on each tool of the inventory, with the reason."""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.model.edition import Exposure
from pipeline.model.options import Inventory, InventoryTool
from pipeline.model.restriction import Affected, Party, Restriction, Target
from pipeline.model.vocabulary import Bearing
from pipeline.text.days import day_words

_VERSION = re.compile(r"[ -]v?\d")
_OVER = frozenset({"lifted", "denied", "superseded"})
_SIDE = {"vendor-region", "export-control", "state-block", "regulator-order"}
_RANK: dict[Bearing, int] = {"binds us": 0, "supply": 1, "unknown": 2, "signal": 3, "none": 4}


def find_exposures(restrictions: Sequence[Restriction], inventory: Inventory, last_on: date) -> tuple[Exposure, ...]:
    """Every tool of the inventory that a restriction touches, gravest first.

    Args:
        restrictions: rows of the register; what is lifted or denied touches nobody.
        inventory: the organisation and its tools.
        last_on: last day of the window; days left count from here.
    """
    found = []
    for row in restrictions:
        if row.status in _OVER:
            continue
        for tool in inventory.tools:
            target = _match(row, tool)
            if target is None:
                continue
            bearing, reason = _bearing(row, tool, inventory)
            if bearing != "none":
                found.append(_exposure(row, tool, (bearing, reason), last_on))
    return tuple(sorted(found, key=lambda e: (_RANK[e.bearing], e.effective or "9999", e.restriction_id, e.tool)))


def _exposure(row: Restriction, tool: InventoryTool, judged: tuple[Bearing, str], last_on: date) -> Exposure:
    day = row.claims.effective.value if row.claims.effective.status == "known" else None
    full = isinstance(day, str) and len(day) == 10
    left = (date.fromisoformat(day) - last_on).days if full and isinstance(day, str) else None
    return Exposure(
        restriction_id=row.restriction_id,
        headline=row.title,
        tool=tool.name,
        bearing=judged[0],
        reason=judged[1],
        effective=day_words(day) if isinstance(day, str) else "",
        days_left=left if left is not None and left > 0 else None,
        owner=tool.owner,
        seats=tool.seats,
    )


def _match(row: Restriction, tool: InventoryTool) -> Target | None:
    """The target that is this tool: the same name, or the same product in some version."""
    value = row.claims.targets.value
    targets = [item for item in value if isinstance(item, Target)] if isinstance(value, tuple) else []
    for target in targets:
        if _family(target.tool) == _family(tool.name):
            return target
    return None


def _family(name: str) -> str:
    return _VERSION.split(name.casefold())[0]


def _bearing(row: Restriction, tool: InventoryTool, inventory: Inventory) -> tuple[Bearing, str]:
    """Who is bound decides: a region, owners, customers, everybody, or somebody else's staff."""
    if row.mechanism in _SIDE:
        return _by_region(row, tool, inventory)
    if row.mechanism == "vendor-ownership":
        return _by_owners(row, inventory)
    if row.mechanism == "product-retirement":
        return "supply", f"{tool.name} ends for everybody"
    if row.mechanism == "vendor-use":
        return "unknown", "it depends on how we use it"
    actor = row.claims.actor.value
    if isinstance(actor, Party) and actor.name.casefold() == inventory.organisation.casefold():
        return "binds us", "it is our own rule"
    if row.mechanism == "agency-ban" and inventory.public_sector:
        return "unknown", "we work for public bodies; the rule may reach us"
    return "signal", "it binds others, and we use the tool"


def _by_region(row: Restriction, tool: InventoryTool, inventory: Inventory) -> tuple[Bearing, str]:
    regions = _regions(row)
    if not regions:
        return "unknown", "the reports do not say which countries it covers"
    ours = set(tool.countries or inventory.countries)
    shared = sorted(ours & set(regions))
    if shared:
        return "binds us", f"it covers {', '.join(shared)}, where we use {tool.name}"
    return "signal", "it covers other countries than ours"


def _by_owners(row: Restriction, inventory: Inventory) -> tuple[Bearing, str]:
    regions = _regions(row)
    if not inventory.owner_countries or not regions:
        return "unknown", "it depends on the countries of our owners"
    if set(inventory.owner_countries) & set(regions):
        return "binds us", "it covers the country of one of our owners"
    return "signal", "it covers other owners than ours"


def _regions(row: Restriction) -> tuple[str, ...]:
    value = row.claims.affected.value
    return value.regions if isinstance(value, Affected) else ()
