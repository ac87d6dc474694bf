"""The days of a restriction in their order: when it was told, begins, ends, and became what it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.restriction import Claim, Restriction
from pipeline.render.days import is_date
from pipeline.render.spoken import spoken
from pipeline.text.days import first_day

_CLAIMS = (("announced", "Announced"), ("effective", "Takes effect"), ("ends", "Ends"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One line.

    Attributes:
        on: ISO day, month, quarter or year.
        evidence: ids of what it rests on.
        disputed: other sources name another day.
    """

    on: str
    said: str
    evidence: tuple[str, ...] = ()
    disputed: bool = False


def timeline(row: Restriction) -> tuple[Moment, ...]:
    """The days that are known, oldest first; a longer span stands at its beginning."""
    order = {"Announced": 0, "First reported": 1}
    known = [one for one in _moments(row) if is_date(one.on)]
    found = sorted(known, key=lambda one: (first_day(one.on), order.get(one.said, 2), one.said))
    return tuple(found)


def _moments(row: Restriction) -> Iterator[Moment]:
    for field, said in _CLAIMS:
        yield from _claimed(getattr(row.claims, field), said)
    if row.first_reported:
        yield Moment(on=row.first_reported[:10], said="First reported")
    if row.ending is not None:
        done = "Another decision takes its place" if row.ending.relation == "supersedes" else "Another decision ends it"
        yield Moment(on=row.ending.on, said=f"{done} ({row.ending.restriction_id})")
    for revision in row.history[1:]:
        for change in revision.changes:
            if change.field == "status" and change.after:
                was = f"; before, {spoken(change.before)}" if change.before else ""
                yield Moment(on=revision.at[:10], said=f"In the register: {spoken(change.after)}{was}")


def _claimed(claim: Claim, said: str) -> Iterator[Moment]:
    if claim.status == "known" and isinstance(claim.value, str):
        yield Moment(on=claim.value, said=said, evidence=claim.evidence)
    for other in claim.alternatives if claim.status == "disputed" else ():
        if isinstance(other.value, str):
            yield Moment(on=other.value, said=said, evidence=other.evidence, disputed=True)
