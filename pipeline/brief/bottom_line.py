"""The subject and the bottom line: what happened, does it bind us or our supply, which day is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model.edition import Coverage, DateAhead, Exposure, Item
from pipeline.model.options import AFFECTING
from pipeline.text.days import Week
from pipeline.text.words import counted, shorten

SUBJECT_LIMIT = 60
_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """What the bottom line is made from.

    Attributes:
        days_ahead: how far the dates look.
        missed: weeks before this one in which no run took place.
        shorter: shorter wordings of headlines by the id of their restriction, each shorter than the one before.
    """

    items: tuple[Item, ...]
    dates: tuple[DateAhead, ...]
    coverage: Coverage
    week: Week
    baseline: bool
    in_force: int
    pending: int
    days_ahead: int
    missed: int = 0
    shorter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def subject(headlines: Headlines, exposures: Sequence[Exposure]) -> str:
    """At most 60 characters; says the main thing."""
    number = int(headlines.week.week_id[-2:])
    if _blind(headlines.coverage):
        return f"Week {number}: no source could be read"
    if headlines.baseline:
        return shorten(f"Off limits today: {counted(headlines.in_force, 'restriction')}", SUBJECT_LIMIT)
    affecting = [e for e in exposures if e.bearing in AFFECTING]
    if affecting:
        return _titled("Affects us: ", affecting[0].restriction_id, affecting[0].headline, headlines)
    if headlines.items:
        return _titled("", headlines.items[0].restriction_id, headlines.items[0].headline, headlines)
    return f"Week {number}: nothing new is off limits"


def _titled(lead: str, restriction_id: str, headline: str, headlines: Headlines) -> str:
    """A headline in the fullest wording that fits into a subject, else cut at a word."""
    wordings = [f"{lead}{told}" for told in (headline, *headlines.shorter.get(restriction_id, ()))]
    return next((told for told in wordings if len(told) <= SUBJECT_LIMIT), shorten(wordings[-1], SUBJECT_LIMIT))


def bottom_line(headlines: Headlines, exposures: Sequence[Exposure] | None) -> str:
    """At most 60 words, for the organisation itself; without an inventory the same as the public one."""
    if exposures is None or _blind(headlines.coverage):
        return public_bottom_line(headlines)
    affecting = list(dict.fromkeys(e.restriction_id for e in exposures if e.bearing in AFFECTING))
    if affecting:
        first = next(e for e in exposures if e.bearing in AFFECTING)
        lead = f"{counted(len(affecting), 'restriction')} {_bind(len(affecting))} us or our supply: {first.headline}."
    else:
        unknown = {e.restriction_id for e in exposures if e.bearing == "unknown"}
        may = f"Nothing new is known to bind us or our supply; {counted(len(unknown), 'restriction')} may."
        lead = may if unknown else "Nothing new binds us or our supply."
    signals = {e.restriction_id for e in exposures if e.bearing == "signal"}
    told = f"{counted(len(signals), 'signal')} from others who restrict what we use." if signals else ""
    return _with_next(_fitting([lead, _gap(headlines), told, _main(headlines, affecting)]), headlines)


def public_bottom_line(headlines: Headlines) -> str:
    """At most 60 words, without a word about us."""
    if _blind(headlines.coverage):
        return "No source could be read this week. This is not a quiet week: we do not know what happened."
    return _with_next(_fitting([_gap(headlines), _main(headlines, [])]), headlines)


def _gap(headlines: Headlines) -> str:
    """That nobody looked for some weeks: what left the feeds meanwhile was not seen."""
    if not headlines.missed:
        return ""
    return f"No run took place for {counted(headlines.missed, 'week')}: what left the feeds meanwhile was not seen."


def _main(headlines: Headlines, told: Sequence[str]) -> str:
    coverage = headlines.coverage
    if headlines.baseline:
        return (
            f"First edition, a baseline: {counted(headlines.in_force, 'restriction')} in force or reported,"
            f" {headlines.pending} proposed or watched."
        )
    rest = [item for item in headlines.items if item.restriction_id not in told]
    if not headlines.items:
        return (
            f"A quiet week: nothing new in {counted(coverage.articles, 'article')}"
            f" from {coverage.sources_read} of {counted(coverage.sources, 'source')}."
        )
    if not rest:
        return ""
    more = f" And {counted(len(rest) - 1, 'more change')}." if len(rest) > 1 else ""
    return f"{rest[0].headline}.{more}"


def _with_next(said: str, headlines: Headlines) -> str:
    """What was said, and which day is next; what it brings is not said twice."""
    exact = [day for day in headlines.dates if "not given" not in day.label]
    if not exact:
        return _fitting([said, f"No day is set for the next {counted(headlines.days_ahead, 'day')}."])
    told = "" if exact[0].text in said else f", {exact[0].text}"
    return _fitting([said, f"Next day: {exact[0].label}{told}."])


def _fitting(sentences: Sequence[str]) -> str:
    """As many sentences as fit into 60 words, the first always."""
    kept: list[str] = []
    for sentence in sentences:
        if sentence and (not kept or len(" ".join([*kept, sentence]).split()) <= _WORDS):
            kept.append(sentence)
    return " ".join(kept)


def _blind(coverage: Coverage) -> bool:
    return coverage.sources > 0 and coverage.sources_read == 0


def _bind(count: int) -> str:
    return "binds" if count == 1 else "bind"
