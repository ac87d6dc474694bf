"""What somebody has decided about rows, and the register keeps to however often it is built anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.analyse.register.support import Support

Told = tuple[str, str]
"""A row's id, and the id of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """Decisions about which events are one row, and which rows there are.

    Attributes:
        merged: a row's id, and the id of the row that takes it in.
        apart: articles that do not belong to a row; what they tell of it is a row of its own.
        promoted: ids of candidates, or of articles, whose row passes the gate whatever founds it.
        given: ids for life that candidates have already, because somebody promoted them once.
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[Told] = frozenset()
    promoted: frozenset[str] = frozenset()
    given: Mapping[str, str] = field(default_factory=dict)

    def promotes(self, row_id: str, supports: Sequence[Support]) -> bool:
        """Whether a row, or an article that tells it, was promoted."""
        return row_id in self.promoted or any(s.report.article_id in self.promoted for s in supports)
