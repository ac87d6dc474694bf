"""What a restriction means for the organisation: its bearing on each tool of the inventory, with the reason."""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.model.edition import Exposure
from pipeline.model.options import Inventory, InventoryTool
from pipeline.model.restriction import Affected, Party, Restriction, Target
from pipeline.model.vocabulary import Bearing
from pipeline.text.days import day_words
from pipeline.text.words import words

_VERSION = re.compile(r"[ -]v?\d")
_EVERYBODY = frozenset({"customers", "users", "everybody", "everyone", "all customers", "all users"})
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
    found = [
        _exposure(row, tool, _bearing(row, tool, inventory), last_on)
        for row in restrictions
        if row.status not in _OVER
        for tool in inventory.tools
        if _touches(row, tool)
    ]
    days = {row.restriction_id: _effective(row) or "9999" for row in restrictions}
    return tuple(sorted(found, key=lambda e: (_RANK[e.bearing], days[e.restriction_id], e.restriction_id, e.tool)))


def _exposure(row: Restriction, tool: InventoryTool, judged: tuple[Bearing, str], last_on: date) -> Exposure:
    day = _effective(row)
    left = (date.fromisoformat(day) - last_on).days if len(day) == 10 else 0
    return Exposure(
        restriction_id=row.restriction_id,
        headline=row.title,
        tool=tool.name,
        bearing=judged[0],
        reason=judged[1],
        effective=day_words(day),
        days_left=left if left > 0 else None,
        owner=tool.owner,
        seats=tool.seats,
    )


def _effective(row: Restriction) -> str:
    """The day on which it takes effect, as far as it is known; empty if it is not."""
    claim = row.claims.effective
    return claim.value if claim.status == "known" and isinstance(claim.value, str) else ""


def _touches(row: Restriction, tool: InventoryTool) -> bool:
    """Whether one of the targets is this tool: the same name, or the same product in some version."""
    value = row.claims.targets.value
    targets = [item for item in value if isinstance(item, Target)] if isinstance(value, tuple) else []
    return any(_family(target.tool) == _family(tool.name) for target in targets)


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
    if row.mechanism == "vendor-customer" and _names_us(row, inventory):
        return "binds us", "it names us"
    if row.mechanism == "agency-ban" and inventory.public_sector:
        return "unknown", "we work for public bodies; the rule may reach us"
    return "signal", "it binds others, and we use the tool"


def _is_for_everybody(row: Restriction) -> bool:
    """Whether the vendor of the tool shuts out its customers, with no word on which of them."""
    actor, affected = row.claims.actor.value, row.claims.affected.value
    targets = row.claims.targets.value if isinstance(row.claims.targets.value, tuple) else ()
    if not isinstance(actor, Party) or not isinstance(affected, Affected):
        return False
    own = any(isinstance(target, Target) and target.vendor == actor.name for target in targets)
    return own and affected.who.casefold() in _EVERYBODY


def _names_us(row: Restriction, inventory: Inventory) -> bool:
    affected, us = row.claims.affected.value, words(inventory.organisation)
    told = words(affected.who) if isinstance(affected, Affected) else []
    return any(told[at : at + len(us)] == us for at in range(len(told)))


def _by_region(row: Restriction, tool: InventoryTool, inventory: Inventory) -> tuple[Bearing, str]:
    regions = _regions(row)
    if not regions and _is_for_everybody(row):
        return "supply", "it covers all customers"
    if not regions:
        return "unknown", "the reports do not say which countries it covers"
    ours = set(tool.regions or inventory.countries)
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
