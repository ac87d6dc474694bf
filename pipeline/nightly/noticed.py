"""What urgent notices rest on: the register, what it means for us, and what was told already."""

from dataclasses import replace
from datetime import timedelta

from pipeline.brief.exposure import find_exposures
from pipeline.brief.urgent import Told, as_it_stands, find_urgent
from pipeline.model.urgent import Urgent
from pipeline.nightly.house import House
from pipeline.nightly.views import told_register
from pipeline.text.dates import iso_time
from pipeline.text.days import week_of


def urgent_now(house: House) -> tuple[Urgent, ...]:
    """The notices that this run would send; nothing is written."""
    inventory = house.settings.inventory
    if inventory is None or not house.settings.delivery.urgent_to:
        return ()
    rows = told_register(house).restrictions
    found = find_urgent(
        rows,
        find_exposures(rows, inventory, house.today),
        _told(house),
        today=house.today,
        next_on=week_of(house.today).last_on + timedelta(days=1),
        stamp=house.settings.brief.stamp,
    )
    return tuple(replace(notice, made_at=iso_time(house.now)) for notice in found)


def standing_notice(house: House, about: str) -> Urgent | None:
    """A notice that waits, as it goes out now; None if it was retracted, or the register says otherwise by now."""
    notice, inventory = house.store.notices.notice(about), house.settings.inventory
    if notice is None or notice.withdrawn or inventory is None:
        return None
    rows = [row for row in told_register(house).restrictions if row.restriction_id == notice.restriction_id]
    if not rows:
        return None
    found = as_it_stands(notice, rows[0], find_exposures(rows, inventory, house.today), _told(house), today=house.today)
    return replace(found, made_at=iso_time(house.now)) if found else None


def _told(house: House) -> Told:
    notices, left, waiting = house.store.notices.all(), {}, set()
    for notice in notices:
        messages = house.store.outbox.about("urgent", notice.about)
        waiting |= {notice.about} if any(message.state == "queued" for message in messages) else set()
        at = house.store.outbox.handed_at("urgent", "", notice.about, surely=False)
        if at is not None:
            day = at.astimezone(house.zone).date().isoformat()
            left[notice.restriction_id] = replace(notice, made_on=day)
    return Told(
        editions=house.store.editions.editions(),
        baseline_at=_baseline_at(house),
        notices={notice.restriction_id: notice for notice in notices},
        left=left,
        waiting=waiting,
    )


def _baseline_at(house: House) -> str:
    """Up to when all is old: the cut-off of the first edition, which may still wait as a draft; empty without one."""
    draft = house.store.drafts.waiting()
    editions = house.store.editions.editions() or ([draft.edition] if draft else [])
    return editions[0].until_at or f"{editions[0].next_on}T23:59:59Z" if editions else ""
