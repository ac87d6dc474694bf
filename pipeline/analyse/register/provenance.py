"""How well a restriction is founded: how many reports, how many of them independent, and the same in words."""

import re
from collections.abc import Sequence

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.support import Support, freeing, heard, is_headline_only, main_group
from pipeline.model.restriction import Provenance

_TRUSTED = ("A", "B", "C")
_NAMED = re.compile(r"^(?:the )?(?P<name>[A-Z][\w’'&.-]*(?: [A-Z][\w’'&.-]*){0,3})")  # "the Harbour Post, citing …"
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def judge(supports: Sequence[Support], lexicon: Lexicon) -> Provenance:
    """Count reports and origins, and put the result into words.

    Args:
        supports: events of one restriction, in the order (published, url).
        lexicon: for the words by which a text names a paper as its source.

    Returns:
        Headlines beside a full report are counted as reports and as nothing else; headlines alone are one source,
        however many there are, and confirm nothing.
    """
    told = _last_word(heard(supports))
    headlines = is_headline_only(told)
    independent = 1 if headlines else len(origins_of(told, lexicon))
    confirmed = not headlines and any(s.is_primary or s.event.attribution == s.event.actor for s in told)
    return Provenance(
        reports=len({support.report.article_id for support in supports}),
        independent=independent,
        information_grade=_grade(heard(supports), independent, confirmed=confirmed),
        confirmed_by_actor=confirmed,
        phrase=_phrase(told, independent, lexicon, confirmed=confirmed),
    )


def _last_word(supports: Sequence[Support]) -> Sequence[Support]:
    """The reports of how it stands: of its lift, if that was told last, else of what it is about.

    An actor that denies a restriction has not confirmed it, and one that told its order has not told the lift.
    """
    main, lifts = main_group(supports), [lift for lift in freeing(supports) if not _is_to_come(lift)]
    is_last = lifts and max(lift.told_on for lift in lifts) >= max(support.told_on for support in main)
    return lifts if is_last else main


def _is_to_come(lift: Support) -> bool:
    day = lift.event.effective.day if lift.event.effective else None
    return bool(day) and str(day) > lift.told_on


def origins_of(supports: Sequence[Support], lexicon: Lexicon) -> frozenset[str]:
    """Whose knowledge the reports rest on.

    What a weak source tells without saying whence is not counted beside others.
    """
    good = {
        origin(support, lexicon)
        for support in supports
        if support.report.grade in _TRUSTED or support.event.attribution or support.is_primary
    }
    return frozenset(good or {origin(supports[0], lexicon)})


def origin(support: Support, lexicon: Lexicon) -> str:
    """Whose knowledge a report is: the outlet it relays by name, the article it copies, or its own outlet's.

    Names are compared without their article: "the Meridian" is the outlet that prints itself as "The Meridian".
    """
    return _ARTICLE.sub("", support.report.copy_of or _relayed(support, lexicon) or support.report.outlet)


def _relayed(support: Support, lexicon: Lexicon) -> str | None:
    """The outlet or person that a report names as its source; the actor and papers are none."""
    told_by = support.event.attribution or ""
    named = _NAMED.match(told_by)
    if named is None or named["name"] == support.event.actor or lexicon.names_document(told_by):
        return None
    return named["name"]


def _grade(supports: Sequence[Support], independent: int, *, confirmed: bool) -> int:
    """1 confirmed, 2 probably true, 3 possibly true, 4 doubtful (the information scale of the Admiralty code)."""
    if confirmed:
        return 1
    if independent >= 2:
        return 2
    return 3 if any(support.report.grade in ("A", "B") for support in supports) else 4


def _phrase(supports: Sequence[Support], independent: int, lexicon: Lexicon, *, confirmed: bool) -> str:
    """One of a closed set; docs/reference/phrases.md lists them."""
    if is_headline_only(supports):
        return "headline only"
    if any(support.is_primary for support in supports):
        return "told by the actor itself"
    if confirmed:
        return "confirmed by the actor"
    seen = {origin(s, lexicon) for s in supports if lexicon.names_document(s.event.attribution or "")}
    if seen:
        return f"notice seen by {_number(len(seen))} outlet{'s' if len(seen) > 1 else ''}, unconfirmed"
    if independent >= 2:
        return f"reported by {_number(independent)} outlets independently"
    return "one report"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
