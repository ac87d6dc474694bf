"""The page "Calendar": every day and every longer span that the register names, but for what was imported."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.restriction import Claim, Restriction
from pipeline.render.days import as_day
from pipeline.render.site.charts import timeline
from pipeline.render.site.page import Page
from pipeline.render.site.shelf import Shelf

_QUARTER_ENDS = {"1": "03", "2": "06", "3": "09", "4": "12"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, a month, a quarter or a year on which something begins or ends.

    Attributes:
        when: as far as it is known: ``2026-08-15``, ``2026-Q4``.
        disputed: whether another source gives another.
    """

    when: str
    kind: str
    row: Restriction
    disputed: bool

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return as_day(self.when) is not None

    @property
    def last(self) -> str:
        """The last day; of a longer span one that stands behind all days and shorter spans inside it."""
        if "-Q" in self.when:
            return f"{self.when[:4]}-{_QUARTER_ENDS[self.when[-1]]}-33"
        if len(self.when) == 4:
            return f"{self.when}-12-34"
        return self.when if self.exact else f"{self.when}-32"


def calendar_page(shelf: Shelf) -> Page:
    """Days ahead and days reached, as seen from the last day that the content knows of."""
    as_of = _as_of(shelf)
    days = sorted(
        (day for row in shelf.content.register.restrictions if not row.imported_from for day in _days(row)),
        key=lambda day: (day.last, day.row.restriction_id, day.kind),
    )
    return Page(
        path="calendar/index.html",
        template="calendar",
        title="Calendar",
        description="From which days AI tools are restricted, and until when.",
        values={
            "ahead": [day for day in days if day.last > as_of],
            "past": [day for day in reversed(days) if day.last <= as_of],
            "as_of": as_of,
            "timeline": timeline(shelf.content),
        },
    )


def _as_of(shelf: Shelf) -> str:
    editions = shelf.content.editions
    return max((shelf.content.register.changed_at or "")[:10], editions[-1].last_on if editions else "")


def _days(row: Restriction) -> Iterator[Day]:
    for kind, claim in (("Begins", row.claims.effective), ("Ends", row.claims.ends)):
        for value in _values(claim):
            yield Day(when=value, kind=kind, row=row, disputed=claim.status == "disputed")


def _values(claim: Claim) -> list[str]:
    values = [claim.value, *(other.value for other in claim.alternatives)]
    return [value for value in values if isinstance(value, str)]
