"""Compose an edition from the archive, and keep what it was composed from, so that it can be composed again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import __version__
from pipeline.brief.compose import compose
from pipeline.brief.errata import with_errata
from pipeline.brief.window import Window
from pipeline.model.edition import Coverage, Edition, Notice
from pipeline.model.options import BriefOptions, Inventory, SiteOptions
from pipeline.model.restriction import Register
from pipeline.nightly.house import House
from pipeline.nightly.noticing import sent_notices
from pipeline.nightly.views import coverage, mute_articles, withheld
from pipeline.store.materials import Kept
from pipeline.store.rows import Json, time_text
from pipeline.text.dates import iso_time
from pipeline.text.days import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that an edition is composed from beside the register and the earlier editions.

    It is kept with the edition. Whatever else composing looks at has to be a field here, with a default, or no past
    edition can be composed again; nothing of a publisher's words may stand in it.

    Attributes:
        mute: ids of articles whose words may not be printed.
        notices: urgent notices that went out since the last edition.
        site: title and address of the site at that time, to which mails link.
    """

    window: Window
    coverage: Coverage
    inventory: Inventory | None
    options: BriefOptions
    site: SiteOptions
    mute: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


_MATERIAL = Json(Material)


def compose_edition(house: House, weeks: Sequence[Week]) -> Edition:
    """Compose the edition of the last of some weeks, and keep it with what it was composed from.

    Inside the transaction of the caller.

    Args:
        house: of the run.
        weeks: that have closed since the last edition, oldest first.
    """
    store = house.store
    earlier = store.editions.editions()
    store.journal.keep(house.now)
    place = store.journal.place()
    register = store.journal.register(place, until=house.now)
    material = _material(house, weeks, register)
    edition = composed(material, register, earlier)
    store.editions.save_edition(edition, cutoff=house.now)
    store.materials.save(
        Kept(edition_id=edition.edition_id, place=place, program=__version__, record=_MATERIAL.write(material))
    )
    return edition


def composed(material: Material, register: Register, earlier: Sequence[Edition]) -> Edition:
    """An edition: the same one, byte for byte, from the same material, register and earlier editions.

    Args:
        material: as it is kept.
        register: as it stood at the cut-off.
        earlier: editions of earlier weeks, oldest first.
    """
    told = withheld(register, set(material.mute))
    made = compose(material.window, told, material.coverage, inventory=material.inventory, options=material.options)
    return with_errata(replace(made, notices=material.notices), told, material.window, earlier)


def read_material(kept: Kept) -> Material:
    """What an edition was composed from.

    Raises:
        pydantic.ValidationError: another version of the program kept it in a shape that this one does not know.
    """
    material: Material = _MATERIAL.read(kept.record)
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
    )
    since = time_text(cutoff) if cutoff else ""
    return Material(
        window=window,
        coverage=coverage(house, register, since, time_text(house.now)),
        inventory=_plain(house.settings.inventory),
        options=house.settings.brief,
        site=house.settings.site,
        mute=tuple(sorted(mute_articles(house, register))),
        notices=sent_notices(house),
    )


def _plain(inventory: Inventory | None) -> Inventory | None:
    """The inventory with dictionaries where configuration has views of them, which are no JSON."""
    return inventory and replace(inventory, places=dict(inventory.places), groups=dict(inventory.groups))
