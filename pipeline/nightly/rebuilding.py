"""Past editions, composed anew from the archive as it was known then; nothing is fetched, and nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline import __version__
from pipeline.model.edition import Edition
from pipeline.model.errors import UsageError
from pipeline.model.options import SiteOptions
from pipeline.nightly.composing import composed, read_material, register_of, texts_of
from pipeline.store.materials import Kept
from pipeline.store.store import Store
from pipeline.text.dates import iso_time
from pipeline.text.days import week_named

_SHOWN = "shown is the edition as it is kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A past edition.

    Attributes:
        site: title and address of the site to which it linked; None where that is not known any more.
        note: why it is not composed anew but shown as it is kept, in a sentence; empty if it is composed anew.
    """

    edition: Edition
    site: SiteOptions | None = None
    note: str = ""


def rebuild(store: Store, week: str | None, moment: datetime) -> Rebuilt:
    """An edition as it stood at a moment: as it was composed, with what was known at its cut-off.

    Args:
        store: of the data directory.
        week: id of the edition; None for the newest of that moment.
        moment: aware time.

    Raises:
        UsageError: there was no such edition at that moment; says which there were.
    """
    cutoffs = store.editions.cutoffs()
    if not cutoffs:
        raise UsageError("there is no edition yet; the first one is composed when a week has closed")
    there = [edition_id for edition_id, cutoff in cutoffs.items() if cutoff <= moment]
    if not there:
        first = min(cutoffs, key=lambda edition_id: cutoffs[edition_id])
        raise UsageError(
            f"--as-of {iso_time(moment)}: there was no edition yet; the first, {first}, was composed at"
            f" {iso_time(cutoffs[first])}"
        )
    name = _named(week) if week is not None else max(there)
    if name not in there:
        raise UsageError(_missing(store, name, cutoffs, moment))
    edition = store.editions.edition(name)
    assert edition is not None  # its cut-off is known
    return _rebuilt(store, edition, cutoffs)


def _named(week: str) -> str:
    try:
        return week_named(week.upper()).week_id
    except ValueError as error:
        raise UsageError(f"--week {week}: names no week; write one as 2026-W28") from error


def _missing(store: Store, week: str, cutoffs: Mapping[str, datetime], moment: datetime) -> str:
    """Why there was no edition of a week."""
    if week in cutoffs:
        return (
            f"--week {week}: was composed at {iso_time(cutoffs[week])}, after --as-of {iso_time(moment)}; name a later"
            " day"
        )
    day = week_named(week).first_on.isoformat()
    for edition in store.editions.editions():
        if edition.first_on <= day <= edition.last_on:
            return f"--week {week}: no run took place when it closed, and it is told in {edition.edition_id}; name that"
    return f"--week {week}: no edition was ever composed of it; there are {', '.join(cutoffs)}"


def _rebuilt(store: Store, edition: Edition, cutoffs: Mapping[str, datetime]) -> Rebuilt:
    name = edition.edition_id
    kept = store.materials.of(name)
    if kept is None:
        return Rebuilt(edition=edition, note=f"{name}: {_why_not(store, cutoffs[name])}; {_SHOWN}")
    try:
        material = read_material(kept.record)
    except ValueError:
        return Rebuilt(edition=edition, note=f"{name}: {_other(kept)}; {_SHOWN}")
    earlier = [one for one in store.editions.editions() if one.edition_id < name]
    register = register_of(store, material, place=kept.place, cutoff=cutoffs[name])
    made = composed(material, register, earlier, texts_of(store, material))
    if made == edition:
        return Rebuilt(edition=made, site=material.site)
    retracted = any(one.at > iso_time(cutoffs[name]) for one in store.retractions.all())
    why = "a page that was known then has been retracted since" if retracted else _other(kept)
    return Rebuilt(
        edition=edition, site=material.site, note=f"{name}: {why}, so that it is composed otherwise; {_SHOWN}"
    )


def _why_not(store: Store, cutoff: datetime) -> str:
    begins = store.journal.begins_at()
    if begins is None or cutoff < begins:
        since = f" ({iso_time(begins)})" if begins else ""
        return f"was composed before the journal of the register began{since}, and cannot be composed anew"
    return "was changed, for a page that it told of was retracted, and cannot be composed anew"


def _other(kept: Kept) -> str:
    return f"version {kept.program} of the program composed it, and this is {__version__}"
