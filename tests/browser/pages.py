"""The mails that are looked at: a week of every kind, and the fullest one there may be."""

from dataclasses import replace

from pipeline.model.edition import DateAhead, Edition, Item, RegisterChange
from pipeline.render import email
from tests.examples import BASELINE, QUIET, RICH, SITE

_LEADS = 5
_DATES = 20
_CHANGES = 30


def _date(number: int) -> DateAhead:
    day = number % 28 + 1
    return DateAhead(
        when=f"2026-09-{day:02}",
        label=f"{day} Sep",
        text=f"Step {number} of Northwind Freight's move away from Quill, in each of its offices",
        restriction_id="AIR-2026-0003",
        precision="day",
    )


def _long(item: Item) -> Item:
    """An item with something in every place."""
    return replace(
        item,
        what=item.what or item.headline,
        so_what=item.so_what or "The same firm barred two other assistants in the last 90 days.",
        next=item.next or "The day on which it takes effect has not been told.",
        since_last=("A second outlet reports it.", "The day moved from 1 to 15 August 2026."),
        corrections=("Our brief of week 27 named another day: it said 1 August 2026.",),
    )


FULLEST = replace(
    RICH,
    items=tuple(_long(item) for item in (*RICH.items, replace(RICH.items[1], restriction_id="AIR-2026-0005"))[:_LEADS]),
    dates=tuple(_date(number) for number in range(_DATES)),
    changes=tuple(
        RegisterChange(kind="changed", restriction_id="AIR-2026-0003", text=f"region {number} was added")
        for number in range(_CHANGES)
    ),
)

EDITIONS: dict[str, Edition] = {"baseline": BASELINE, "fullest": FULLEST, "quiet": QUIET, "rich": RICH}


def mails() -> dict[str, str]:
    """The HTML of every mail, by the name of its edition."""
    return {name: email.html(edition, SITE) for name, edition in EDITIONS.items()}
