"""Where a restriction stands in its life."""

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.days import span
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
    upcoming = all(support.event.status == "upcoming" for support in imposed)
    ahead = _is_ahead(claims.effective, today, upcoming=upcoming)
    if ahead is not None:
        return ahead
    ends = _ends(claims.ends)
    if ends and max(ends) <= today.isoformat():
        return "lifted"
    return "in-force" if first_hand or provenance.independent >= 2 else "reported"


def _is_ahead(effective: Claim, today: date, *, upcoming: bool) -> RestrictionStatus | None:
    """Whether a restriction is still to come: on a known day, or in a month, quarter or year that is known.

    A span that has begun and not ended leaves it open; then what the reports say decides, until the span is over.
    """
    spans = _spans(effective)
    if spans and max(first for first, _ in spans) > today.isoformat():
        return "scheduled" if effective.status == "known" and _days(effective) else "announced"
    over = bool(spans) and max(last for _, last in spans) < today.isoformat()
    return "announced" if upcoming and not over and not _days(effective) else None


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
        days.append(max((first for first, _ in _spans(restriction.claims.effective)), default=None))
    if restriction.status in ("in-force", "reported"):
        days.append(max(_ends(restriction.claims.ends), default=None))
    if restriction.ending and restriction.status not in ("lifted", "suspended", "superseded"):
        days.append(restriction.ending.on)
    return min((day for day in days if day), default=None)


def _spans(claim: Claim) -> list[tuple[str, str]]:
    """The first and the last day of each value of a claim; of a full day, twice the day itself."""
    values = [claim.value] if claim.status == "known" else [other.value for other in claim.alternatives]
    return [span(value) for value in values if isinstance(value, str)]


def _ends(claim: Claim) -> list[str]:
    """The days from which a restriction is over: a full day itself, else the day after its month, quarter or year."""
    return [
        first if first == last else (date.fromisoformat(last) + timedelta(days=1)).isoformat()
        for first, last in _spans(claim)
    ]


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
