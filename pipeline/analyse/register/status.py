"""Where a restriction stands in its life."""

from collections.abc import Sequence
from datetime import date

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.origins import is_unnamed
from pipeline.analyse.register.standing import denial_stands, is_for_a_time, lift_stands
from pipeline.analyse.register.support import Support, freeing, of_class
from pipeline.model.restriction import Claim, Claims, Ending, Provenance, Restriction
from pipeline.model.vocabulary import RestrictionStatus


def status_of(
    claims: Claims,
    supports: Sequence[Support],
    provenance: Provenance,
    *,
    today: date,
    lexicon: Lexicon,
    ending: Ending | None = None,
) -> RestrictionStatus:
    """The life-cycle of a row, by the newest polarity that the reports tell, what they rest on, and the day.

    Args:
        claims: what the reports say together.
        supports: the events that count, in order.
        provenance: what they rest on.
        today: day of the run in the configured zone.
        lexicon: for the words that name papers and people.
        ending: what another restriction does to it.
    """
    over = _over(supports, ending, today)
    if over is not None:
        return over
    if denial_stands(supports, lexicon):
        return "denied"
    imposed = of_class(supports, "imposed")
    if claims.action.status == "disputed" or not (imposed or of_class(supports, "lifted")):
        return "proposed"
    first_hand = provenance.confirmed_by_actor or any(s.is_first_hand and not s.report.partial for s in imposed)
    if provenance.independent == 1 and not first_hand and not _is_sourced(supports, lexicon):
        return "rumoured"
    starts = _days(claims.effective)
    if starts and max(starts) > today.isoformat():
        return "scheduled" if claims.effective.status == "known" else "announced"
    if not starts and all(support.event.status == "upcoming" for support in imposed):
        return "announced"
    ends = _days(claims.ends)
    if ends and max(ends) <= today.isoformat():
        return "lifted"
    return "in-force" if first_hand or provenance.independent >= 2 else "reported"


def _over(supports: Sequence[Support], ending: Ending | None, today: date) -> RestrictionStatus | None:
    """Whether it was lifted, for good or for a time, or another restriction has taken its place."""
    if lift_stands(supports, today):
        return "suspended" if is_for_a_time(freeing(supports), supports) else "lifted"
    if ending is None or ending.on > today.isoformat():
        return None
    if ending.relation == "supersedes":
        return "superseded"
    return "suspended" if ending.for_a_time else "lifted"


def next_day(restriction: Restriction) -> str | None:
    """The next ISO day on which the status of a row changes by itself, or None."""
    days: list[str | None] = []
    if restriction.status in ("scheduled", "announced"):
        days.append(max(_days(restriction.claims.effective), default=None))
    if restriction.status in ("in-force", "reported"):
        days.append(max(_days(restriction.claims.ends), default=None))
    if restriction.ending and restriction.status not in ("lifted", "suspended", "superseded"):
        days.append(restriction.ending.on)
    return min((day for day in days if day), default=None)


def _days(claim: Claim) -> list[str]:
    """The full days of a claim; several where sources disagree, none where one of them is coarser than a day."""
    values = [claim.value] if claim.status == "known" else [other.value for other in claim.alternatives]
    days = [value for value in values if isinstance(value, str) and len(value) == 10]
    return days if len(days) == len(values) else []


def _is_sourced(supports: Sequence[Support], lexicon: Lexicon) -> bool:
    """Whether any report says whose word it passes on, or is that of a fair source and does not hide whose it is."""
    return any(
        (support.event.attribution or support.report.grade in ("A", "B", "C")) and not is_unnamed(support, lexicon)
        for support in supports
    )
