"""Editions that lie with their editors before they go out: drafted, drafted again, stopped, let go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline.brief.held import decided, differences
from pipeline.brief.mending import acts_for
from pipeline.deliver.hold import Decision, Lying, decide
from pipeline.model.draft import Draft
from pipeline.model.edition import Edition
from pipeline.model.errors import UsageError
from pipeline.model.override import Override
from pipeline.model.restriction import Register
from pipeline.nightly.bodies import draft_messages, edition_messages
from pipeline.nightly.composing import (
    composed,
    keep_edition,
    make_edition,
    plain_inventory,
    read_material,
    register_of,
    texts_of,
    write_material,
)
from pipeline.nightly.house import House
from pipeline.nightly.sending import outbox_path
from pipeline.nightly.writing import Written
from pipeline.text.dates import iso_time
from pipeline.text.days import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """What was done with the draft that waits.

    Attributes:
        draft: as it is now; None where none waits any more.
        edition: that goes out; None where it waits.
    """

    decision: Decision
    draft: Draft | None
    edition: Edition | None


def begin_draft(house: House, weeks: Sequence[Week], written: Written) -> Draft:
    """Compose the edition of the last of some weeks as a draft, and queue its mails to the editors.

    Inside the transaction of the caller.

    Args:
        house: of the run.
        weeks: that have closed since the last edition, oldest first.
        written: what a text model wrote for it.
    """
    made = make_edition(house, weeks, written)
    draft = Draft(
        edition=made.edition,
        cutoff=house.now,
        place=made.place,
        marks=decided(made.register, iso_time(house.now)),
        material=write_material(made.material),
        acts=_acts(made.edition, made.register),
    )
    _keep(house, draft)
    return draft


def advance(house: House, *, approved: bool = False) -> Advanced | None:
    """Do what is due with the draft that waits: leave it, draft it again, or let it go out.

    Args:
        house: of the run.
        approved: an editor says that it may go.

    Returns:
        None if no draft waits.
    """
    draft = house.store.drafts.waiting()
    if draft is None:
        return None
    with house.store.transaction():
        fresh = _taken_in(house, draft)
        decision = _decision(house, draft, changed=fresh.edition != draft.edition, approved=approved)
        if decision.action == "release":
            _release(house, fresh)
            return Advanced(decision=decision, draft=None, edition=fresh.edition)
        fresh = _again(draft, fresh) if decision.action == "draft" else fresh
        _keep(house, fresh)  # an editor who is new has none of its mails yet
    return Advanced(decision=decision, draft=fresh, edition=None)


def redraft(house: House) -> None:
    """Compose the draft that waits anew after a retraction. Inside the transaction of the caller."""
    draft = house.store.drafts.waiting()
    if draft is None:
        return
    fresh = _taken_in(house, draft)
    if fresh.edition != draft.edition:
        _keep(house, _again(draft, fresh))
    else:
        house.store.drafts.save(fresh)


def stop_draft(house: House, week: str) -> Draft:
    """Keep a draft from going out by itself.

    Raises:
        UsageError: no draft of that week waits.
    """
    draft = draft_named(house, week)
    stopped = replace(draft, stopped=True)
    with house.store.transaction():
        house.store.drafts.save(stopped)
    return stopped


def draft_named(house: House, week: str) -> Draft:
    """The draft that waits, named as "W28" or "2026-W28".

    Raises:
        UsageError: no draft of that week waits.
    """
    draft = house.store.drafts.waiting()
    if draft is None:
        raise UsageError(f"{week}: no draft waits; `offlimits status` tells what does")
    name = draft.edition.edition_id
    if week.upper() not in (name, name.partition("-")[2]):
        raise UsageError(f"{week}: no draft of it waits; the one that does is {name}")
    return draft


def draft_fate(house: House) -> tuple[str, bool]:
    """How the draft that waits stands, in a sentence, and whether somebody has to look; empty if none waits."""
    draft = house.store.drafts.waiting()
    if draft is None:
        return "", False
    decision = _decision(house, draft, changed=False, approved=False)
    name = draft.edition.edition_id
    approve = f"`offlimits send --approve {name.partition('-')[2]}` sends it"
    if decision.why == "stopped":
        return f"{name} was stopped as a draft; {approve}", True
    if decision.why == "unseen":
        return f"{name} waits as a draft: no editor could be handed it; {_WITHOUT}", True
    if decision.due_at is None:
        return f"{name} goes out with the next run", False
    return f"{name} lies with its editors; it goes out with the first run after {iso_time(decision.due_at)}", False


def forget_drafts(house: House) -> None:
    """Remove the files of drafts from the outbox that have gone out, or were drafted again."""
    draft = house.store.drafts.waiting()
    current = (draft.edition.edition_id, draft.about) if draft else ("", "")
    for message in house.store.outbox.of_kind("draft"):
        if (message.edition_id, message.about) != current:
            outbox_path(house, message).unlink(missing_ok=True)


_WITHOUT = "without delivery.draft_to the next run sends it unseen"


def _taken_in(house: House, draft: Draft) -> Draft:
    """The draft with what was decided by hand and taken back since, and with the inventory as it is."""
    store = house.store
    store.journal.keep(house.now)
    place = store.journal.place()
    marks = decided(store.journal.register(place, until=house.now), iso_time(draft.cutoff))
    material = read_material(draft.material)
    inventory = plain_inventory(house.settings.inventory)
    if marks == draft.marks and inventory == material.inventory:
        return draft
    material = replace(material, inventory=inventory, taken=place, taken_at=iso_time(house.now))
    register = register_of(store, material, place=draft.place, cutoff=draft.cutoff)
    edition = composed(material, register, store.editions.editions(), texts_of(store, material))
    return replace(
        draft, edition=edition, marks=marks, material=write_material(material), acts=_acts(edition, register)
    )


def _again(before: Draft, fresh: Draft) -> Draft:
    return replace(fresh, number=before.number + 1, changes=differences(before.edition, fresh.edition))


def _keep(house: House, draft: Draft) -> None:
    house.store.drafts.save(draft)
    house.store.outbox.queue(draft_messages(house, draft), now=house.now)


def _release(house: House, draft: Draft) -> None:
    keep_edition(house, draft.edition, draft.material, cutoff=draft.cutoff, place=draft.place)
    house.store.drafts.drop(draft.edition.edition_id)
    house.store.outbox.queue(edition_messages(house, draft.edition), now=house.now)


def _decision(house: House, draft: Draft, *, changed: bool, approved: bool) -> Decision:
    delivery = house.settings.delivery
    handed_at = house.store.outbox.handed_at("draft", draft.edition.edition_id, draft.about)
    lying = Lying(changed=changed, stopped=draft.stopped, approved=approved, handed_at=handed_at)
    return decide(lying, now=house.now, hold=timedelta(hours=delivery.hold_hours), has_editors=bool(delivery.draft_to))


def _acts(edition: Edition, register: Register) -> tuple[Override, ...]:
    rows = {row.restriction_id: row for row in register.restrictions}
    told: Iterable[str] = (item.restriction_id for item in edition.items)
    return tuple(act for restriction_id in told if restriction_id in rows for act in acts_for(rows[restriction_id]))
