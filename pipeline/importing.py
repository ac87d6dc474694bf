"""Another instance's register, taken in as context."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.analyse.register.imported import Taken, adopt, is_same_row
from pipeline.inspect import read_target
from pipeline.model.errors import StoreError, UsageError
from pipeline.model.restriction import Restriction, Tombstone
from pipeline.nightly.house import House
from pipeline.nightly.lock import run_lock
from pipeline.render.register_json import Json, check, register_json
from pipeline.render.register_reading import restrictions_of
from pipeline.store.retractions import known_by
from pipeline.text.dates import iso_time
from pipeline.text.urls import split_web

_LAST = 4999  # a higher serial is not taken over: our own go on behind it, and have four digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did.

    Attributes:
        known: rows that our own register tells already.
        mapped: pairs of an id there and its id here, for rows whose id was taken.
        refused: rows that quote a page which was retracted here.
        gone: rows that the other register has taken out since.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    known: int = 0
    refused: int = 0
    gone: int = 0
    mapped: tuple[tuple[str, str], ...] = ()


def import_register(house: House, target: str) -> Imported:
    """Take in a register, under the lock. A second import of the same one brings what changed since.

    Args:
        house: whose register gets the rows.
        target: a file, or an address, which is fetched by the guarded client.

    Raises:
        UsageError: it cannot be read, is no JSON, or is no valid register; names the place in one line.
        LockHeldError: a run is at work.
    """
    body, _, address = read_target(target, b"", options=house.settings.fetch, now=house.now)
    document = _document(body, target)
    name = address or target.replace("\\", "/").rpartition("/")[2]
    with run_lock(house.data_dir), house.store.transaction():
        return _Import(house, name, document).take()


def _document(body: bytes, target: str) -> Json:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{target}: is no JSON ({error}); name the restrictions.json of a register") from error
    if not isinstance(document, dict):
        raise UsageError(f"{target}: $: is no object; name the restrictions.json of a register")
    try:
        wrong = check(document)
    except RecursionError as error:
        raise UsageError(f"{target}: is nested too deeply for a register") from error
    wrong = wrong or list(_impossible(document))
    if wrong:
        raise UsageError(f"{target}: is no valid register: {' '.join(wrong[0].split())[:300]}")
    return document


def _impossible(document: Json) -> Iterator[str]:
    """Days that the schema lets pass and no calendar has: "2026-02-30"."""
    for number, row in enumerate(document["restrictions"]):
        place = f"$.restrictions[{number}]"
        days = {f"{place}.{name}": row[name] for name in ("first_reported", "added_on", "modified_on")}
        for name in ("announced", "effective", "ends"):
            claim = row["claims"][name]
            days[f"{place}.claims.{name}.value"] = claim.get("value")
            for other, alternative in enumerate(claim.get("alternatives", ())):
                days[f"{place}.claims.{name}.alternatives[{other}].value"] = alternative["value"]
        days |= {f"{place}.evidence[{n}].published": proof["published"] for n, proof in enumerate(row["evidence"])}
        days |= {f"{place}.history[{n}].at": revision["at"] for n, revision in enumerate(row["history"])}
        yield from (
            f"{where}: {day!r} is no day" for where, day in days.items() if day is not None and not _is_day(day)
        )


def _is_day(text: str) -> bool:
    """Whether a day, a month, a quarter or a year, or the day of a time, is one that there is."""
    if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2])|-Q[1-4])?", text):
        return text[:4] != "0000"
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


class _Import:
    """One import, inside a transaction."""

    def __init__(self, house: House, name: str, document: Json) -> None:
        self._house = house
        self._name = name
        self._rows = restrictions_of(document)
        self._gone = {stone["id"]: stone["reason"] for stone in document["tombstones"]}
        held = house.store.registry.stored()
        self._ours = [row for row in held if not row.imported_from]
        self._before = {row.imported_from: row for row in held if row.imported_from}
        self._serials = house.store.registry.serials()
        self._taken = {row.restriction_id for row in held} | house.store.registry.buried()

    def take(self) -> Imported:
        """Save what is new or has changed, and take out what is gone there."""
        known = [row for row in self._rows if self._mark(row) not in self._before and self._is_ours(row)]
        refused = [row for row in self._rows if row not in known and self._is_retracted(row)]
        wanted = [row for row in self._rows if row not in known and row not in refused]
        ids = self._ids(wanted)
        new = changed = 0
        for row in wanted:
            held = self._before.get(self._mark(row))
            made = adopt(
                Taken(row=row, mark=self._mark(row), restriction_id=ids[row.restriction_id]),
                held,
                today=self._house.today,
                at=iso_time(self._house.now),
                ids=ids,
            )
            if made != held:
                self._house.store.registry.save_restriction(made, None)
                new += held is None
                changed += held is not None
        gone = self._bury()
        if new or changed or gone:
            self._note()
        return Imported(
            new=new,
            changed=changed,
            unchanged=len(wanted) - new - changed,
            known=len(known),
            refused=len(refused),
            gone=gone,
            mapped=tuple((there, here) for there, here in sorted(ids.items()) if there != here),
        )

    def _mark(self, row: Restriction) -> str:
        return f"{self._name}#{row.restriction_id}"

    def _is_ours(self, row: Restriction) -> bool:
        return any(is_same_row(ours, row) for ours in self._ours)

    def _is_retracted(self, row: Restriction) -> bool:
        return bool(self._house.store.retractions.covering({key for proof in row.evidence for key in known_by(proof)}))

    def _ids(self, rows: Sequence[Restriction]) -> dict[str, str]:
        """Our ids of their rows: that of an earlier import, the same where it is free, or the next of its year."""
        ids = {row.restriction_id: held.restriction_id for row in rows if (held := self._before.get(self._mark(row)))}
        rest = [row.restriction_id for row in rows if row.restriction_id not in ids]
        free = [one for one in rest if one not in self._taken and int(one[9:]) <= _LAST]
        for one in free:
            self._serials[int(one[4:8])] = max(self._serials.get(int(one[4:8]), 0), int(one[9:]))
        ids |= {one: one for one in free}
        for one in sorted(set(rest) - set(free)):
            year = int(one[4:8])
            self._serials[year] = self._serials.get(year, 0) + 1
            ids[one] = f"AIR-{year}-{self._serials[year]:04}"
        return ids

    def _bury(self) -> int:
        mine = [(mark, row) for mark, row in self._before.items() if mark.rpartition("#")[0] == self._name]
        found = [(row, self._gone.get(mark.rpartition("#")[2])) for mark, row in mine]
        for row, reason in found:
            if reason is not None:
                self._house.store.registry.withdraw(
                    Tombstone(
                        restriction_id=row.restriction_id,
                        removed_on=self._house.today.isoformat(),
                        reason="not_an_event" if reason == "merged" else reason,
                        note=f"The register that it was imported from has taken it out ({reason}).",
                    )
                )
        return sum(reason is not None for _, reason in found)

    def _note(self) -> None:
        registry = self._house.store.registry
        registry.mark(changed_at=iso_time(self._house.now), reached_on=registry.reached_on())
        self._house.store.journal.keep(self._house.now)
        wrong = check(json.loads(register_json(registry.register(today=self._house.today.isoformat()))))
        if wrong:
            raise StoreError(
                f"the register would not be valid, so nothing was imported: {wrong[0]} (please report this)"
            )


def summary(found: Imported, target: str) -> str:
    """An import in a line."""
    told = [f"{found.new} new", f"{found.changed} changed", f"{found.unchanged} unchanged"]
    told += [f"{found.known} known from our own reports"] if found.known else []
    told += [f"{found.refused} left out, for they quote a page that was retracted here"] if found.refused else []
    told += [f"{found.gone} taken out"] if found.gone else []
    whence = target if split_web(target) else target.replace("\\", "/").rpartition("/")[2]
    return f"{whence}: {', '.join(told)}"


def mapped_lines(found: Imported) -> Sequence[str]:
    """Which ids were taken, one line each."""
    return [f"{there} is {here} here" for there, here in found.mapped]
