"""What a person decides about the register, in a file beside feeds.yaml. Nothing of it is ever a source's word."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.model.restriction import Affected, Restriction, Tombstone
from pipeline.model.vocabulary import Precision

Act = Literal["merge", "split", "reject", "promote", "set", "confirm"]
Removal = Literal["not_an_event", "out_of_scope"]
SetField = Literal[
    "actor", "action", "targets", "affected", "exempt", "announced", "effective", "ends", "replacement", "reasons"
]
SetValue = str | tuple[str, ...] | Affected


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One act.

    Attributes:
        row: id of a restriction or a candidate, or the address of an article that it rests on.
        article: of a row named by its id, an article that it rests on: a row that does not is not the one meant, and
            one that does is meant, whatever its id is now.
        into: merge: the row that stays, named like ``row``.
        articles: split: addresses of the articles whose reports get a row of their own.
        removal: reject: what the tombstone says.
        field: set: the claim.
        value: set: its value; None says that it is unknown.
        precision: set: of a day or a longer span.
        author: printed in the private build alone.
        expires: the day from which the act counts no longer; None for never.
        place: where it stands ("overrides.yaml:12").
    """

    act: Act
    row: str
    reason: str
    author: str
    article: str = ""
    into: str = ""
    articles: tuple[str, ...] = ()
    removal: Removal = "not_an_event"
    field: SetField | None = None
    value: SetValue | None = None
    precision: Precision | None = None
    expires: date | None = None
    place: str = ""

    def counts_on(self, today: date) -> bool:
        """Whether it is in force on a day."""
        return self.expires is None or today < self.expires


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What lies over one row of the sources' register.

    Attributes:
        record: the restriction as it is shown, or as it was shown last; None for a candidate.
        stone: its tombstone, if it is not shown. A candidate that has none is not shown either.
    """

    row_id: str
    record: Restriction | None = None
    stone: Tombstone | None = None
