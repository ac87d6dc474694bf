"""Corrections: what an earlier edition told and is told otherwise now, because it was wrong and not because of news.

A person corrected it, a row was taken out, a page was retracted, or a report was read anew and tells something else.
What merely happened since is no correction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

from pipeline.brief import phrase
from pipeline.brief.since import FIELD_WORDS
from pipeline.brief.window import Window, revisions_in
from pipeline.model.edition import Edition, Erratum
from pipeline.model.restriction import Change, Register, Restriction, Revision, Tombstone
from pipeline.model.vocabulary import ACTION_CLASS
from pipeline.text.days import day_words
from pipeline.text.names import product

_CORRECTING = ("override", "correction")
_DAYS = frozenset({"announced", "effective", "ends"})
_LISTS = frozenset({"targets", "reasons"})
_UNTOLD = frozenset({"status", "response", "provenance", "related"})  # follow from claims, or are never wrong
_SAMPLE = 30  # characters by which words about people are found again where they were cut short
_NAMED = ("items", "dates", "changes", "watching", "errata")
_WITHDRAWN = "withdrawn"


def with_errata(edition: Edition, register: Register, window: Window, earlier: Sequence[Edition]) -> Edition:
    """The edition with its corrections; what they say is not said a second time among the register changes.

    Args:
        edition: as it was composed.
        register: as it stands at the cut-off.
        window: of the edition.
        earlier: editions of earlier weeks, oldest first.
    """
    if not earlier:
        return edition
    found = tuple(sorted(_errata(register, window, [one.public() for one in earlier]), key=lambda e: e.restriction_id))
    ids = {erratum.restriction_id for erratum in found}
    changes = tuple(
        change
        for change in edition.changes
        if change.restriction_id not in ids or change.kind not in ("corrected", _WITHDRAWN)
    )
    return replace(edition, errata=found, changes=changes) if found else edition


def _errata(register: Register, window: Window, earlier: Sequence[Edition]) -> Iterator[Erratum]:
    """Nothing here looks at what only the private build tells: the public one would tell of it by a correction."""
    for row in register.restrictions:
        if not row.imported_from:
            yield from _of_row(row, revisions_in(row, window), earlier)
    for stone in register.tombstones:
        at = stone.removed_at or stone.removed_on
        if window.since[: len(at)] < at <= window.until:
            name = stone.restriction_id
            yield from _erratum(name, _telling(name, earlier), _removal(stone, earlier))


def _of_row(row: Restriction, revisions: Sequence[Revision], earlier: Sequence[Edition]) -> Iterator[Erratum]:
    name = row.restriction_id
    parts: list[str] = []
    wrong: set[str] = set()
    for field, change in _corrected(row, revisions).items():
        editions = [one for one in earlier if _tells(_texts(one, name), field, change)]
        if editions:
            parts.append(f"{FIELD_WORDS[field]}: {_printed(field, change.after)}, not {_printed(field, change.before)}")
            wrong.update(one.edition_id for one in editions)
    notes = list(dict.fromkeys(r.note for r in revisions if r.trigger == "retraction"))
    if notes:
        parts.append(f"a report of it was retracted: {' '.join(notes)}")
        wrong.update(_telling(name, earlier))
    if parts:
        yield from _erratum(name, sorted(wrong), "; ".join([row.title, *parts, *_why(revisions)]))


def _removal(stone: Tombstone, earlier: Sequence[Edition]) -> str:
    """What became of a row, under the headline by which it was told last; nothing of one that was retracted."""
    told = [item.headline for one in earlier for item in one.items if item.restriction_id == stone.restriction_id]
    text = phrase.removal(stone)
    return f"{told[-1]}: {text}" if told and stone.reason != "retracted" else f"{text[:1].upper()}{text[1:]}"


def _erratum(name: str, edition_ids: Sequence[str], text: str) -> Iterator[Erratum]:
    if edition_ids:
        yield Erratum(restriction_id=name, edition_ids=tuple(edition_ids), text=text)


def _why(revisions: Sequence[Revision]) -> Iterator[str]:
    by_hand = list(dict.fromkeys(r.note for r in revisions if r.trigger == "override" and r.note))
    if by_hand:
        yield f"corrected by hand: {' '.join(by_hand)}"
    elif any(revision.trigger == "correction" for revision in revisions):
        yield "a report was read anew"


def _corrected(row: Restriction, revisions: Sequence[Revision]) -> dict[str, Change]:
    """What each field that was corrected was before, and what it is now."""
    now = {change.field: change.after for revision in row.history for change in revision.changes}
    found: dict[str, Change] = {}
    for revision in revisions:
        for change in revision.changes if revision.trigger in _CORRECTING else ():
            before = change.before
            if change.field in FIELD_WORDS and change.field not in _UNTOLD | set(found) and _is_told(before):
                found[change.field] = Change(field=change.field, before=before, after=now[change.field])
    return {field: change for field, change in found.items() if _is_other(change)}


def _is_told(value: str | None) -> bool:
    """Whether a value was told as such: not where nothing was known, sources disagreed, or it was taken out."""
    return value is not None and value != _WITHDRAWN and not value.startswith("disputed: ")


def _is_other(change: Change) -> bool:
    """Whether what is so now makes what was told wrong; a longer list does not, nor another verb for the same act."""
    before, after = change.before or "", change.after or ""
    if change.field in _LISTS:
        return bool(set(before.split(", ")) - set(after.split(", ")))
    if change.field == "action":
        kinds = {str(action): kind for action, kind in ACTION_CLASS.items()}
        return kinds.get(before) != kinds.get(after)
    return before != after


def _tells(texts: Sequence[str], field: str, change: Change) -> bool:
    """Whether texts about a row tell what is wrong now."""
    before = change.before or ""
    if field == "action":
        return bool(texts)
    if field in _LISTS:
        gone = set(before.split(", ")) - set((change.after or "").split(", "))
        wanted = [_printed(field, value) for value in gone]
    elif field in _DAYS:
        wanted = [before, day_words(before)]
    else:
        wanted = [_printed(field, before)[:_SAMPLE]]
    return any(value in text for value in wanted for text in texts)


def _printed(field: str, value: str | None) -> str:
    if value is None:
        return "not known"
    if field in _DAYS:
        return day_words(value) if _is_told(value) else value
    if field == "targets":
        return ", ".join(product(name) for name in value.split(", "))
    if field == "reasons":
        words = {str(reason): told for reason, told in phrase.REASON_WORDS.items()}
        return ", ".join(words.get(reason, reason) for reason in value.split(", "))
    return value.replace("-", " ").replace("_", " ") if field in ("mechanism", "action") else value


def _telling(name: str, earlier: Sequence[Edition]) -> list[str]:
    """Editions that tell of a row, and not merely that it is gone."""
    return [one.edition_id for one in earlier if _texts(one, name)]


def _texts(edition: Edition, name: str) -> list[str]:
    """Everything that an edition says of a row."""
    records = [record for section in _NAMED for record in getattr(edition, section) if record.restriction_id == name]
    told = [record for record in records if getattr(record, "kind", "") != _WITHDRAWN]
    return [text for record in told for text in _strings(record)]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value):
        for item in fields(value):
            yield from _strings(getattr(value, item.name))
