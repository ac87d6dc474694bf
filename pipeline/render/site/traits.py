"""By what restrictions are narrowed, in the table of all and in the search: the same names with the same values."""

import calendar
from collections.abc import Iterable, Mapping

from pipeline.model.restriction import Affected, Claim, ClaimValue, Party, Restriction
from pipeline.render.days import as_day
from pipeline.render.languages import place
from pipeline.render.site.shelf import targets_of
from pipeline.render.spoken import spoken
from pipeline.text.words import clean

Traits = Mapping[str, tuple[str, ...]]
"""Values by the name of a list."""
_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}


def traits(row: Restriction) -> Traits:
    """Vendors, tools, actors, mechanism, status and regions of a restriction, all of them where sources disagree."""
    targets = targets_of(row)
    parties = [value for value in values_of(row.claims.actor) if isinstance(value, Party)]
    affected = [value for value in values_of(row.claims.affected) if isinstance(value, Affected)]
    return {
        "vendor": _each(target.vendor or "" for target in targets),
        "tool": _each(target.tool for target in targets),
        "actor": _each(party.name for party in parties),
        "mechanism": (spoken(row.mechanism).capitalize(),),
        "status": (spoken(row.status).capitalize(),),
        "region": _each(place(code) for value in affected for code in value.regions),
    }


def lists_of(several: Iterable[Traits], least: int) -> list[tuple[str, str]]:
    """Names and labels of the lists by which some restrictions are narrowed: those with so many values at least."""
    found: dict[str, set[str]] = {}
    for one in several:
        for name, values in one.items():
            found.setdefault(name, set()).update(values)
    return [(name, name.capitalize()) for name, values in found.items() if len(values) >= least]


def values_of(claim: Claim) -> list[ClaimValue]:
    """The values of a claim, all of them if sources disagree."""
    values = (claim.value, *(other.value for other in claim.alternatives))
    return [value for value in values if value is not None]


def span(claim: Claim) -> str:
    """The days that a claim of a day may mean: "2026-08-15", "2026-10-01/2026-12-31"; empty if none is known."""
    days = sorted(day for value in values_of(claim) if isinstance(value, str) for day in _ends(value))
    if not days:
        return ""
    return days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"


def _ends(value: str) -> list[str]:
    """The first and the last day of a day, month, quarter or year; nothing for anything else."""
    day = as_day(value)
    if day:
        return [day.isoformat()]
    year, _, part = value.partition("-")
    if not (len(year) == 4 and year.isdecimal() and year.isascii() and year > "0000"):
        return []
    if part in _MONTHS:
        first, last = _MONTHS[part]
    elif len(part) == 2 and part in {f"{month:02}" for month in range(1, 13)}:
        first = last = int(part)
    elif not part:
        first, last = 1, 12
    else:
        return []
    return [f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(int(year), last)[1]}"]


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({clean(name).replace("|", "/") for name in names} - {""}))
