"""An edition that waits as a draft: what of the register it may still take in, and what that changes of what it tells.

News that comes in meanwhile is for the next edition: a draft that took it in would change every night and never go out.
What a person decides about a row, or takes back, changes the draft at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.brief.window import BY_HAND
from pipeline.model.edition import Edition, Item
from pipeline.model.restriction import Register, Restriction, Tombstone
from pipeline.text.words import counted

_LISTS = {
    "exposures": ("line under “Affects us”", "lines under “Affects us”"),
    "steps": ("next step", "next steps"),
    "dates": ("date ahead", "dates ahead"),
    "changes": ("register change", "register changes"),
    "watching": ("line under “Watching”", "lines under “Watching”"),
    "errata": ("correction of an earlier brief", "corrections of earlier briefs"),
}
_TEXTS = {"subject": "Subject", "bottom_line": "Bottom line"}
_ITEM = {
    "headline": "headline",
    "state": "state",
    "provenance": "provenance",
    "what": "What",
    "so_what": "So what",
    "next": "Next",
    "quote": "quote",
    "disagreements": "disagreements",
    "corrections": "corrections",
    "since_last": "what is new since the last brief",
    "summary": "summary",
}


def decided(register: Register, until: str) -> tuple[str, ...]:
    """What people have decided and taken back since a time, as marks that change with every decision.

    Args:
        register: as it stands.
        until: ISO time: the cut-off of the draft.
    """
    marks = [
        f"{row.restriction_id} {revision.number} {revision.at}"
        for row in register.restrictions
        for revision in row.history
        if revision.trigger in BY_HAND and revision.at > until
    ]
    marks += [f"{stone.restriction_id} gone" for stone in register.tombstones if _is_by_hand(stone)]
    marks += [retraction.retraction_id for retraction in register.retractions if retraction.at > until]
    return tuple(sorted(marks))


def held_register(then: Register, now: Register, until: str) -> Register:
    """The register of a draft: as it stood at the cut-off, but for what was decided and taken back since.

    Args:
        then: as it stood at the cut-off, as far as that is still known.
        now: as it stands.
        until: ISO time of the cut-off.
    """
    old = {row.restriction_id: row for row in then.restrictions}
    new = {row.restriction_id: row for row in now.restrictions}
    gone = {stone.restriction_id for stone in now.tombstones if _is_by_hand(stone)}
    rows = {row_id: row for row_id, row in old.items() if row_id not in gone or row_id in new}
    rows |= {row_id: _at(row, until) for row_id, row in new.items() if _is_taken(row, until, is_old=row_id in old)}
    candidates = {one.candidate_id for one in (*now.candidates, *now.lapsed)}
    return replace(
        then,
        restrictions=tuple(rows[row_id] for row_id in sorted(rows)),
        candidates=tuple(one for one in then.candidates if one.candidate_id in candidates),
    )


def _is_taken(row: Restriction, until: str, *, is_old: bool) -> bool:
    """Whether a draft takes a row as it stands: a person changed it, or its past was erased with a page."""
    by_hand = any(revision.trigger in BY_HAND and revision.at > until for revision in row.history)
    return by_hand or (not is_old and row.history[0].at <= until)


def _at(row: Restriction, until: str) -> Restriction:
    """The row as if all that is known of it had been known at the cut-off: the draft tells what came of it."""
    return replace(row, history=tuple(replace(one, at=min(one.at, until)) for one in row.history))


def _is_by_hand(stone: Tombstone) -> bool:
    return bool(stone.author) or stone.reason == "retracted"


def differences(before: Edition, after: Edition) -> tuple[str, ...]:
    """What an edition tells otherwise than before, for its editors: one line for each item, text and list.

    Nothing of what was told before is repeated: it may have been taken back.
    """
    found = [f"{label}: {getattr(after, name)}" for name, label in _TEXTS.items() if _differ(before, after, name)]
    found += _items({item.restriction_id: item for item in before.items}, after.items)
    for name, (one, several) in _LISTS.items():
        was, now = (set(getattr(edition, name) or ()) for edition in (before, after))
        told = [f"{len(now - was)} new" if now - was else "", f"{len(was - now)} gone" if was - now else ""]
        if was != now:
            found.append(f"{counted(len(now), one, several)}: {', '.join(filter(None, told))}")
    if not found and before != after:
        found.append("Order or figures")
    return tuple(found)


def _items(before: Mapping[str, Item], after: Sequence[Item]) -> Iterator[str]:
    for item in after:
        was = before.get(item.restriction_id)
        if was is None:
            yield f"{item.restriction_id} is told: {item.headline}"
            continue
        parts = [label for name, label in _ITEM.items() if _differ(was, item, name)]
        if parts:
            yield f"{item.restriction_id} is told otherwise ({', '.join(parts)}): {item.headline}"
    for restriction_id in sorted(set(before) - {item.restriction_id for item in after}):
        yield f"{restriction_id} is left out"


def _differ(one: Edition | Item, other: Edition | Item, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))
