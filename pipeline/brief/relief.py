"""The all-clear: what an earlier edition told as touching us, and is over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.brief.bearing import judge
from pipeline.brief.products import fit, names_of
from pipeline.model.edition import Edition, Exposure
from pipeline.model.options import AFFECTING, Inventory
from pipeline.model.restriction import Register, Restriction

_GONE = "it is no longer in the register"
_SPARED = "the tool is no longer among those that it covers"


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
    rows = {row.restriction_id: row for row in register.restrictions}
    last_on = date.fromisoformat(edition.last_on)
    now = {(one.restriction_id, one.tool) for one in edition.exposures or ()}
    for (restriction_id, tool), told in sorted(_touched(earlier).items()):
        if (restriction_id, tool) not in now:
            reason = _why(rows.get(restriction_id), tool, inventory, last_on)
            if reason:
                yield replace(told, bearing="none", reason=reason, days_left=None, regions=(), next="")


def _touched(earlier: Sequence[Edition]) -> dict[tuple[str, str], Exposure]:
    """What was told last of each tool and restriction, where that was that it touches us."""
    last = {(one.restriction_id, one.tool): one for edition in earlier for one in edition.exposures or ()}
    return {key: exposure for key, exposure in last.items() if exposure.bearing in AFFECTING}


def _why(row: Restriction | None, name: str, inventory: Inventory, last_on: date) -> str:
    """Why a restriction does not touch a tool of ours any more; empty if it may, or if the tool is ours no longer."""
    tool = next((one for one in inventory.tools if one.name == name), None)
    if tool is None:
        return ""
    if row is None:
        return _GONE
    fitting = fit(row, names_of(tool))
    if fitting is None:
        return _SPARED
    judged = judge(row, fitting, tool, inventory, last_on)
    hedged = " reportedly" if "reportedly" in row.title and row.status == "lifted" else ""
    return judged.reason.replace("it is ", f"it is{hedged} ", 1) if judged.bearing == "none" else ""
