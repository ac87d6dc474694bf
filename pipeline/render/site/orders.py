"""The tables of all restrictions, in the orders in which people look for one; each is complete without a script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.model.restriction import Register, Restriction
from pipeline.model.vocabulary import RestrictionStatus
from pipeline.render.phrases import counted
from pipeline.render.site.page import Page
from pipeline.render.site.shelf import newest_first
from pipeline.render.site.traits import Traits, lists_of, span, traits

STATUSES: tuple[RestrictionStatus, ...] = (
    "in-force",
    "reported",
    "scheduled",
    "announced",
    "suspended",
    "proposed",
    "rumoured",
    "lifted",
    "superseded",
    "denied",
)
"""In the order of the table by status: what holds, what may come, what is over."""
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of the table of all restrictions.

    Attributes:
        path: of its page.
        name: as a link to it says.
        title: of its page.
        caption: what stands first.
    """

    path: str
    name: str
    title: str
    caption: str


_NEWEST = Order(path="restrictions/", name="newest", title="Restrictions", caption="newest first")
_BY_DAY = Order(
    path="restrictions/by-day/",
    name="day",
    title="Restrictions by day",
    caption="by the day on which they begin, the last first",
)
_BY_STATUS = Order(
    path="restrictions/by-status/",
    name="status",
    title="Restrictions by status",
    caption="those in force first",
)
_BY_VENDOR = Order(
    path="restrictions/by-vendor/",
    name="vendor",
    title="Restrictions by vendor",
    caption="by the vendors of the tools that they name",
)
_BY_ACTOR = Order(
    path="restrictions/by-actor/",
    name="actor",
    title="Restrictions by actor",
    caption="by who decided on them",
)
ORDERS = (_NEWEST, _BY_DAY, _BY_STATUS, _BY_VENDOR, _BY_ACTOR)


def tables(register: Register) -> Iterator[Page]:
    """A page for each order; within one, what is equal comes newest first."""
    newest = newest_first(register.restrictions)
    names = {row.restriction_id: traits(row) for row in newest}
    marks = {row.restriction_id: _marks(row, names[row.restriction_id]) for row in newest}
    kinds = lists_of(names.values(), 2)

    def first(row: Restriction, kind: str) -> str:
        return next(iter(names[row.restriction_id][kind]), "").casefold() or _LAST

    sorts: dict[Order, Sequence[Restriction]] = {
        _NEWEST: newest,
        _BY_DAY: sorted(newest, key=lambda row: span(row.claims.effective)[:10], reverse=True),
        _BY_STATUS: sorted(newest, key=lambda row: STATUSES.index(row.status)),
        _BY_VENDOR: sorted(newest, key=lambda row: first(row, "vendor")),
        _BY_ACTOR: sorted(newest, key=lambda row: first(row, "actor")),
    }
    for order, rows in sorts.items():
        yield Page(
            path=f"{order.path}index.html",
            template="restrictions",
            title=order.title,
            description=f"Which AI tools are off limits, to whom, from when: {order.caption}.",
            values={
                "rows": rows,
                "caption": f"{counted(len(rows), 'restriction')}, {order.caption}.",
                "marks": marks,
                "orders": ORDERS,
                "kinds": kinds,
            },
            closed=True,
        )


def _marks(row: Restriction, named: Traits) -> tuple[Markup, str]:
    """What the row of a table carries, so that the table can be narrowed, as attributes; and its vendors."""
    carried = [(name, "|".join(values)) for name, values in named.items() if values]
    day = span(row.claims.effective)
    if day:
        carried.append(("day", day))
    attributes = [Markup(' data-{}="{}"').format(name, value) for name, value in carried]
    return Markup("").join(attributes), ", ".join(named["vendor"])
