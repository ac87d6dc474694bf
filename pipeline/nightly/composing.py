"""Compose an edition from the archive, and keep what it was composed from, so that it can be composed again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from pydantic import ValidationError

from pipeline import __version__
from pipeline.brief.compose import compose
from pipeline.brief.errata import with_errata
from pipeline.brief.held import held_register
from pipeline.brief.relief import with_relief
from pipeline.brief.window import Window
from pipeline.model.edition import Coverage, Edition, Notice, Summaries
from pipeline.model.options import BriefOptions, Inventory, SiteOptions
from pipeline.model.restriction import Register
from pipeline.nightly.house import House
from pipeline.nightly.noticing import sent_notices
from pipeline.nightly.views import coverage, mute_articles, withheld
from pipeline.nightly.writing import Wanted, Written, said_by_item
from pipeline.store.materials import Kept
from pipeline.store.rows import Json, time_text
from pipeline.store.store import Store
from pipeline.text.dates import iso_time
from pipeline.text.days import Week

_UNWRITTEN = Written()
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that an edition is composed from beside the register and the earlier editions.

    It is kept with the edition. Whatever else composing looks at has to be a field here, with a default, or no past
    edition can be composed again; nothing of a publisher's words may stand in it.

    Attributes:
        mute: ids of articles whose words may not be printed.
        notices: urgent notices that went out since the last edition.
        wanted, summaries: which summaries of a text model are shown, and how it fared; the texts themselves are kept
            where a retraction erases them.
        taken, taken_at: of an edition that lay with its editors, how far the journal went, and when, as it took in last
            what they had decided; empty if they decided nothing.
        site: title and address of the site at that time, to which mails link.
    """

    window: Window
    coverage: Coverage
    inventory: Inventory | None
    options: BriefOptions
    site: SiteOptions
    mute: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    summaries: Summaries | None = None
    taken: int = 0
    taken_at: str = ""


_MATERIAL = Json(Material)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An edition with what it was composed from.

    Attributes:
        place: how far the journal of the register went.
        register: as it stood there.
    """

    edition: Edition
    material: Material
    place: int
    register: Register


def compose_edition(house: House, weeks: Sequence[Week], written: Written = _UNWRITTEN) -> Edition:
    """Compose the edition of the last of some weeks, and keep it with what it was composed from.

    Inside the transaction of the caller.

    Args:
        house: of the run.
        weeks: that have closed since the last edition, oldest first.
        written: what a text model wrote for it.
    """
    made = make_edition(house, weeks, written)
    keep_edition(house, made.edition, write_material(made.material), cutoff=house.now, place=made.place)
    return made.edition


def make_edition(house: House, weeks: Sequence[Week], written: Written = _UNWRITTEN) -> Made:
    """Compose an edition without keeping it. Inside the transaction of the caller, since the journal goes on."""
    store = house.store
    store.journal.keep(house.now)
    place = store.journal.place()
    register = store.journal.register(place, until=house.now)
    material = replace(_material(house, weeks, register), wanted=written.wanted, summaries=written.summaries)
    edition = composed(material, register, store.editions.editions(), texts_of(store, material))
    return Made(edition=edition, material=material, place=place, register=register)


def keep_edition(house: House, edition: Edition, material: str, *, cutoff: datetime, place: int) -> None:
    """Keep an edition with what it was composed from; neither is changed any more but for retractions."""
    house.store.editions.save_edition(edition, cutoff=cutoff)
    kept = Kept(edition_id=edition.edition_id, place=place, program=__version__, record=material)
    house.store.materials.save(kept)


def register_of(store: Store, material: Material, *, place: int, cutoff: datetime) -> Register:
    """The register that an edition was composed from: as it stood at its cut-off, and what editors decided since.

    Args:
        store: holds the journal.
        material: of the edition.
        place: how far the journal went at the cut-off.
        cutoff: of the edition.
    """
    then = store.journal.register(place, until=cutoff)
    if not material.taken_at:
        return then
    now = store.journal.register(material.taken, until=datetime.fromisoformat(material.taken_at))
    return held_register(then, now, iso_time(cutoff))


def texts_of(store: Store, material: Material) -> dict[str, str]:
    """The texts of a text model that an edition may show, by the ids of their answers."""
    return store.answers.texts(one.answer_id for one in material.wanted)


def composed(
    material: Material, register: Register, earlier: Sequence[Edition], texts: Mapping[str, str] = _NO_TEXTS
) -> Edition:
    """An edition: the same one, byte for byte, from the same material, register, texts and earlier editions.

    Args:
        material: as it is kept.
        register: as it stood at the cut-off.
        earlier: editions of earlier weeks, oldest first.
        texts: of a text model, by the ids of their answers.
    """
    told = withheld(register, set(material.mute))
    made = compose(material.window, told, material.coverage, inventory=material.inventory, options=material.options)
    made = _with_summaries(replace(made, notices=material.notices), material, texts)
    made = with_relief(made, told, material.inventory, earlier)
    return with_errata(made, told, material.window, earlier)


def _with_summaries(edition: Edition, material: Material, texts: Mapping[str, str]) -> Edition:
    """The edition with what a text model wrote about items that still say what they said then."""
    if material.summaries is None:
        return edition
    shown = {(one.restriction_id, one.said): texts.get(one.answer_id, "") for one in material.wanted}
    items = tuple(
        replace(item, summary=shown.get((item.restriction_id, said_by_item(item)), "")) for item in edition.items
    )
    written = any(item.summary for item in items)
    return replace(
        edition,
        items=items,
        written_by=material.summaries.model if written else "",
        coverage=replace(edition.coverage, summaries=material.summaries),
    )


def write_material(material: Material) -> str:
    """What an edition was composed from, as JSON."""
    return _MATERIAL.write(material)


def read_material(record: str) -> Material:
    """What an edition was composed from, as ``write_material`` wrote it.

    Raises:
        pydantic.ValidationError: another version of the program kept it in a shape that this one does not know.
    """
    material: Material = _MATERIAL.read(record)
    return material


def _material(house: House, weeks: Sequence[Week], register: Register) -> Material:
    last = house.store.editions.last()
    cutoff = last[1] if last else None
    window = Window(
        week=weeks[-1],
        first_on=weeks[0].first_on,
        since=iso_time(cutoff) if cutoff else "",
        until=iso_time(house.now),
        baseline=last is None,
        decided=_decided_with(house, last[0]) if last else "",
    )
    since = time_text(cutoff) if cutoff else ""
    return Material(
        window=window,
        coverage=coverage(house, register, since, time_text(house.now)),
        inventory=plain_inventory(house.settings.inventory),
        options=house.settings.brief,
        site=house.settings.site,
        mute=tuple(sorted(mute_articles(house, register))),
        notices=sent_notices(house),
    )


def _decided_with(house: House, edition_id: str) -> str:
    """Up to when an edition that lay with its editors took in what they decided; empty if it did not."""
    kept = house.store.materials.of(edition_id)
    try:
        return read_material(kept.record).taken_at if kept else ""
    except ValidationError:  # of an older program, which knew no drafts
        return ""


def plain_inventory(inventory: Inventory | None) -> Inventory | None:
    """The inventory with dictionaries where configuration has views of them, which are no JSON."""
    return inventory and replace(inventory, places=dict(inventory.places), groups=dict(inventory.groups))
