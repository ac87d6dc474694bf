"""The all-clear: what an earlier edition told as touching us, and is over.

It is given only where the register says so: where nothing of the restriction changed, our inventory has, and what that
means for us is for us to know.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.brief.bearing import judge
from pipeline.brief.products import fit, names_of
from pipeline.model.edition import Edition, Exposure
from pipeline.model.options import AFFECTING, Inventory, InventoryTool
from pipeline.model.restriction import Register, Restriction

_GONE = "it is no longer in the register"
_SPARED = "the tool is no longer among those that it covers"
_OVER = frozenset({"denied", "lifted"})
_BINDING_CLAIMS = frozenset({"action", "actor", "affected", "exempt", "mechanism", "status", "targets"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What was told last of a tool and a restriction, and up to when that edition looked."""

    exposure: Exposure
    until_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    """The register and the inventory as they stand at the cut-off."""

    rows: Mapping[str, Restriction]
    merged: Mapping[str, str]
    inventory: Inventory
    last_on: date

    def row(self, restriction_id: str) -> Restriction | None:
        """A restriction under the id that it has by now."""
        seen: set[str] = set()
        while restriction_id in self.merged and restriction_id not in seen:
            seen.add(restriction_id)
            restriction_id = self.merged[restriction_id]
        return self.rows.get(restriction_id)

    def touches(self, row: Restriction, tool: InventoryTool) -> bool:
        """Whether a restriction touches a tool of ours, or may."""
        fitting = fit(row, names_of(tool))
        return fitting is not None and judge(row, fitting, tool, self.inventory, self.last_on).bearing != "none"


def with_relief(
    edition: Edition, register: Register, inventory: Inventory | None, earlier: Sequence[Edition]
) -> Edition:
    """The edition with a line of the bearing "none" for each tool of ours that was told as touched and is not any more.

    Args:
        edition: as it was composed.
        register: as it stands at the cut-off.
        inventory: None if there is none; then nothing was told.
        earlier: editions of earlier weeks, oldest first.
    """
    if inventory is None or edition.exposures is None:
        return edition
    over = tuple(_relieved(edition, register, inventory, earlier))
    return replace(edition, exposures=(*edition.exposures, *over)) if over else edition


def _relieved(
    edition: Edition, register: Register, inventory: Inventory, earlier: Sequence[Edition]
) -> Iterator[Exposure]:
    now = _Now(
        rows={row.restriction_id: row for row in register.restrictions},
        merged={stone.restriction_id: stone.merged_into for stone in register.tombstones if stone.merged_into},
        inventory=inventory,
        last_on=date.fromisoformat(edition.last_on),
    )
    tools = {tool.name: tool for tool in inventory.tools}
    shown = {(one.restriction_id, one.tool) for one in edition.exposures or ()}
    for (restriction_id, name), told in sorted(_touched(earlier).items(), key=lambda pair: pair[0]):
        tool = tools.get(name)  # what is ours no longer is no news of the register
        reason = _why(restriction_id, tool, told, now) if tool and (restriction_id, name) not in shown else ""
        if reason:
            yield replace(told.exposure, bearing="none", reason=reason, days_left=None, regions=(), next="")


def _touched(earlier: Sequence[Edition]) -> dict[tuple[str, str], _Told]:
    """What was told last of each tool and restriction, where that was that it touches us."""
    last = {
        (one.restriction_id, one.tool): _Told(exposure=one, until_at=edition.until_at)
        for edition in earlier
        for one in edition.exposures or ()
    }
    return {key: told for key, told in last.items() if told.exposure.bearing in AFFECTING}


def _why(restriction_id: str, tool: InventoryTool, told: _Told, now: _Now) -> str:
    """Why a restriction does not touch a tool of ours any more; empty if it may, or if the register does not say so."""
    row = now.row(restriction_id)
    if row is None:
        return _GONE
    if now.touches(row, tool) or _successor_touches(row, tool, now):
        return ""
    fitting = fit(row, names_of(tool))
    if fitting is None:
        return _SPARED if row.claims.targets.status == "known" and _changed(row, {"targets"}, told.until_at) else ""
    judged = judge(row, fitting, tool, now.inventory, now.last_on)
    ended = row.claims.ends.status == "known" and judged.reason.startswith("it ended ")
    if row.status not in _OVER and not ended and not _changed(row, _BINDING_CLAIMS, told.until_at):
        return ""
    hedged = " reportedly" if "reportedly" in row.title and row.status == "lifted" else ""
    return judged.reason.replace("it is ", f"it is{hedged} ", 1)


def _successor_touches(row: Restriction, tool: InventoryTool, now: _Now) -> bool:
    """Whether what has taken its place touches us, or may; what nobody can name may."""
    if row.status != "superseded":
        return False
    successor = now.row(row.ending.restriction_id) if row.ending else None
    return successor is None or now.touches(successor, tool)


def _changed(row: Restriction, fields: frozenset[str] | set[str], since: str) -> bool:
    """Whether a claim of a restriction became another one after a time."""
    return any(change.field in fields for one in row.history if one.at > since for change in one.changes)
