"""What several reports say of one day: the finest value, or all of them where they exclude each other."""

from calendar import monthrange
from collections.abc import Callable, Sequence

from pipeline.analyse.register.ledger import Ledger
from pipeline.analyse.register.support import Support
from pipeline.model.event import Event, PartialDate
from pipeline.model.restriction import UNKNOWN, Alternative, Claim
from pipeline.model.vocabulary import Precision

_COARSENESS: dict[Precision, int] = {"day": 0, "immediate": 0, "month": 1, "quarter": 2, "year": 3}


def contains(one: PartialDate, other: PartialDate) -> bool:
    """Whether a longer span holds a shorter one: ``2026-07`` holds ``2026-07-10``, ``2026-Q3`` holds ``2026-07``."""
    if one.value == other.value or other.value.startswith(f"{one.value}-"):
        return True
    if "-Q" not in one.value or "-Q" in other.value or len(other.value) < 7:
        return False
    quarter = f"{other.value[:4]}-Q{(int(other.value[5:7]) + 2) // 3}"
    return quarter == one.value


def span(value: str) -> tuple[str, str]:
    """The first and the last ISO day of ``2026-07-10``, ``2026-07``, ``2026-Q3`` or ``2026``."""
    year = int(value[:4])
    if len(value) == 4:
        return f"{year}-01-01", f"{year}-12-31"
    if "-Q" in value:
        first = 3 * int(value[-1]) - 2
        return f"{year}-{first:02}-01", _last(year, first + 2)
    month = int(value[5:7])
    return (value, value) if len(value) > 7 else (f"{value}-01", _last(year, month))


def _last(year: int, month: int) -> str:
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"


def claim_day(
    supports: Sequence[Support], field: str, value_of: Callable[[Event], PartialDate | None], ledger: Ledger
) -> Claim:
    """The finest day that is told; disputed if two exclude each other.

    Args:
        supports: events of one restriction, in order.
        field: the claim that is made.
        value_of: the day of an event.
        ledger: takes the quotes; a day without one does not count.
    """
    told: list[tuple[PartialDate, Support]] = []
    for support in supports:
        value = value_of(support.event)
        if value is not None and ledger.cite(support, field):
            told.append((value, support))
    if not told:
        return UNKNOWN
    alternatives = [
        Alternative(
            value=_finest(group).value,
            evidence=ledger.cite_all([support for _, support in group], field),
            precision=_finest(group).precision,
        )
        for group in _groups(told)
    ]
    if len(alternatives) > 1:
        return Claim(status="disputed", alternatives=tuple(alternatives))
    only = alternatives[0]
    return Claim(status="known", value=only.value, precision=only.precision, evidence=only.evidence)


def _groups(told: Sequence[tuple[PartialDate, Support]]) -> list[list[tuple[PartialDate, Support]]]:
    """Days that go together, finer ones first; the group that most reports tell comes first."""
    groups: list[list[tuple[PartialDate, Support]]] = []
    for value, support in sorted(told, key=lambda pair: _COARSENESS[pair[0].precision]):
        fitting = [group for group in groups if contains(value, group[0][0])]
        if fitting:
            fitting[0].append((value, support))
        else:
            groups.append([(value, support)])
    return sorted(groups, key=lambda group: (-len(group), group[0][0].value))


def _finest(group: Sequence[tuple[PartialDate, Support]]) -> PartialDate:
    """The finest value; "day" before "immediate", which says the same."""
    return min((value for value, _ in group), key=lambda v: (_COARSENESS[v.precision], v.precision != "day", v.value))
