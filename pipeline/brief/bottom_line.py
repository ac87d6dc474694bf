"""The subject and the bottom line: what happened, does it bind us or our supply, which day is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.brief.dates import NextDay
from pipeline.brief.since import REACHED
from pipeline.model.edition import Coverage, Exposure, Item
from pipeline.model.options import AFFECTING
from pipeline.text.days import Week
from pipeline.text.words import counted, shorten

SUBJECT_LIMIT = 60
SUPERSEDED = "superseded"
"""How the state of an item ends whose place another restriction has taken."""
_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers of an edition; each is that of a list that readers can count.

    Attributes:
        in_force: restrictions that are in force or reported.
        coming: those that are decided and yet to begin.
        watched: candidates, rumours and proposals.
        changes: lines under "Register changes".
    """

    in_force: int
    coming: int
    watched: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """What the bottom line is made from.

    Attributes:
        next_day: the next full day of the register.
        days_ahead: how far the dates look.
        missed: weeks before this one in which no run took place.
        shorter: shorter wordings of headlines by the id of their restriction, each shorter than the one before.
    """

    items: tuple[Item, ...]
    next_day: NextDay | None
    coverage: Coverage
    week: Week
    baseline: bool
    counts: Counts
    days_ahead: int
    missed: int = 0
    shorter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def subject(headlines: Headlines, exposures: Sequence[Exposure]) -> str:
    """At most 60 characters; says the main thing, and cuts no name."""
    number = int(headlines.week.week_id[-2:])
    if _blind(headlines.coverage):
        return f"Week {number}: no source could be read"
    if headlines.baseline:
        return f"Off limits today: {counted(headlines.counts.in_force, 'restriction')}"
    affecting = [e for e in exposures if e.bearing in AFFECTING]
    if affecting:
        last = f"Week {number}: {counted(len(_ids(affecting)), 'restriction')} affecting us"
        return _titled("Affects us: ", affecting[0].restriction_id, affecting[0].headline, headlines, last)
    if headlines.items:
        first = headlines.items[0]
        if first.state.casefold().endswith(SUPERSEDED):  # its headline reads as if it stood
            return f"Week {number}: {counted(len(headlines.items), 'restriction')} new or changed"
        last = f"Week {number}: {counted(len(headlines.items), 'restriction')} new or changed"
        return _titled("", first.restriction_id, first.headline, headlines, last)
    return f"Week {number}: nothing new is off limits"


def _titled(lead: str, restriction_id: str, headline: str, headlines: Headlines, last: str) -> str:
    """A headline in the fullest wording that fits into a subject, else the last resort."""
    shorter = headlines.shorter.get(restriction_id, ())
    nouns = [told if not lead or told[:4] == headline[:4] else told[:1].lower() + told[1:] for told in shorter]
    wordings = [f"{lead}{told}" for told in (headline, *nouns)]
    return next((told for told in wordings if len(told) <= SUBJECT_LIMIT), shorten(last, SUBJECT_LIMIT))


def bottom_line(headlines: Headlines, exposures: Sequence[Exposure] | None) -> str:
    """At most 60 words, for the organisation itself; without an inventory the same as the public one."""
    if exposures is None:
        return public_bottom_line(headlines)
    affecting = [e for e in exposures if e.bearing in AFFECTING]
    if _blind(headlines.coverage):
        still = [f"{affecting[0].headline}.", _touched(affecting[0])] if affecting else []
        return _fitting([public_bottom_line(headlines), *still])
    if not affecting:
        main, more = _main(headlines)
        return _joined([_gap(headlines), main, more, _untouched(exposures)], more, headlines, _first_id(headlines))
    first = affecting[0]
    touched = [f"{first.headline}.", _touched(first)]
    others = len(_ids(affecting)) - 1
    also = f"{counted(others, 'more restriction')} {'touches' if others == 1 else 'touch'} us." if others else ""
    rest = [item for item in headlines.items if item.restriction_id not in _ids(affecting)]
    more = also or ("" if headlines.baseline else _more(len(rest)))
    main = _standing(headlines) if headlines.baseline else ""
    return _joined([_gap(headlines), main, *touched, more], more, headlines, first.restriction_id)


def public_bottom_line(headlines: Headlines) -> str:
    """At most 60 words, without a word about us."""
    if _blind(headlines.coverage):
        when = f" for {counted(headlines.missed + 1, 'week')}" if headlines.missed else " this week"
        return f"No source could be read{when}. This is not a quiet week: we do not know what happened."
    main, more = _main(headlines)
    return _joined([_gap(headlines), main, more], more, headlines, _first_id(headlines))


def _touched(exposure: Exposure) -> str:
    """What a restriction means for us; no more certain than the restriction itself."""
    if "reportedly" in exposure.headline:
        return (
            "If so, it binds us." if exposure.bearing == "binds us" else f"If so, our supply of {exposure.tool} is hit."
        )
    return "It binds us." if exposure.bearing == "binds us" else f"It hits our supply of {exposure.tool}."


def _untouched(exposures: Sequence[Exposure]) -> str:
    unknown = len(_ids([e for e in exposures if e.bearing == "unknown"]))
    if unknown:
        return f"Nothing new is known to bind us or our supply; for {counted(unknown, 'restriction')} we cannot tell."
    signals = len(_ids([e for e in exposures if e.bearing == "signal"]))
    if signals:
        concern = "concerns" if signals == 1 else "concern"
        told = f"{counted(signals, 'restriction')} {concern} tools that we use"
        return f"Nothing here binds us or our supply; {told}."
    return "Nothing here binds us or our supply."


def _ids(exposures: Sequence[Exposure]) -> list[str]:
    return list(dict.fromkeys(exposure.restriction_id for exposure in exposures))


def _first_id(headlines: Headlines) -> str:
    return headlines.items[0].restriction_id if headlines.items and not headlines.baseline else ""


def _gap(headlines: Headlines) -> str:
    """That nobody looked for some weeks: what left the feeds meanwhile was not seen."""
    if not headlines.missed:
        return ""
    return f"No run took place for {counted(headlines.missed, 'week')}: what left the feeds meanwhile was not seen."


def _main(headlines: Headlines) -> tuple[str, str]:
    """What happened, and how much more."""
    if headlines.baseline:
        return _standing(headlines), ""
    if not headlines.items:
        return _quiet(headlines), ""
    return _lead(headlines.items[0]), _more(len(headlines.items) - 1)


def _lead(item: Item) -> str:
    """The headline of a lead and, where it was told before, what is new of it; no day is said twice."""
    if item.state.casefold().endswith(SUPERSEDED):  # the headline does not say it
        return f"{item.headline}. A later decision has taken its place."
    if not item.since_last or item.tone == "ok":  # of what is lifted or denied the headline says it
        return f"{item.headline}."
    reached = item.since_last[0].split(REACHED)
    if len(reached) == 2 and reached[0] in item.headline:
        return f"{item.headline}. That day has come."
    return f"{item.headline}. {item.since_last[0]}"


def _standing(headlines: Headlines) -> str:
    coming = f", {headlines.counts.coming} decided and yet to begin" if headlines.counts.coming else ""
    return (
        f"The first brief, of what stands today: {counted(headlines.counts.in_force, 'restriction')} in force or"
        f" reported{coming}, {headlines.counts.watched} watched."
    )


def _quiet(headlines: Headlines) -> str:
    """What holds and what was read; a smaller change is not passed over in silence."""
    coverage = headlines.coverage
    told = "no restriction is new, lifted or newly in force"
    if headlines.counts.changes:
        told += f"; {counted(headlines.counts.changes, 'line')} of the register changed"
    return (
        f"A quiet week: {told}. {counted(headlines.counts.in_force, 'restriction')} in force or reported;"
        f" {counted(coverage.articles, 'article')} from {coverage.sources_read} of"
        f" {counted(coverage.sources, 'source')} read."
    )


def _more(count: int) -> str:
    return f"{counted(count, 'more restriction')} {'is' if count == 1 else 'are'} new or changed." if count > 0 else ""


def _joined(sentences: Sequence[str], more: str, headlines: Headlines, told: str) -> str:
    """The sentences and the next day in 60 words; what the day brings gives way first, then how much more there is."""
    day, bare = _next(headlines, told), _next(headlines, told, bare=True)
    without = [sentence for sentence in sentences if sentence != more]
    tries = ([*sentences, day], [*sentences, bare], [*without, day], [*without, bare])
    made = [" ".join(filter(None, one)) for one in tries]
    return next((one for one in made if len(one.split()) <= _WORDS), _fitting([*without, bare]))


def _next(headlines: Headlines, told: str, *, bare: bool = False) -> str:
    """Which day is next; what it brings is not said twice."""
    day = headlines.next_day
    if day is None:
        return f"No exact day is set for the next {counted(headlines.days_ahead, 'day')}."
    if bare or day.restriction_id == told:
        return f"Next day: {day.label}."
    return f"Next day: {day.label}, when the {day.subject} {day.verb}."


def _fitting(sentences: Sequence[str]) -> str:
    """As many sentences as fit into 60 words, the first of all always, cut at a word if it must be."""
    kept: list[str] = []
    for sentence in filter(None, sentences):
        if not kept or len(" ".join([*kept, sentence]).split()) <= _WORDS:
            kept.append(sentence)
    return " ".join(kept)


def _blind(coverage: Coverage) -> bool:
    return coverage.sources > 0 and coverage.sources_read == 0
