"""How well a restriction is founded: how many reports, how many of them independent, and the same in words."""

from collections.abc import Sequence

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.origins import Origins, is_unnamed, plain_name
from pipeline.analyse.register.standing import denial_stands
from pipeline.analyse.register.support import (
    Support,
    bound_tools,
    freeing,
    heard,
    is_headline_only,
    main_group,
    of_class,
)
from pipeline.model.restriction import Provenance

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
    independent = 1 if headlines else max(1, Origins(supports, lexicon).count(told))
    confirmed = not headlines and any(_is_word_of_actor(support) for support in told)
    denials = of_class(heard(supports), "denied") if denial_stands(heard(supports), lexicon) else []
    denied = bool(denials) and told[0] not in denials
    phrase = _phrase(told, independent, lexicon, confirmed=confirmed)
    return Provenance(
        reports=len({support.report.article_id for support in supports}),
        independent=independent,
        information_grade=5 if denied else _grade(told, independent, lexicon, confirmed=confirmed),
        confirmed_by_actor=confirmed,
        phrase="denied by the actor" if denied and any(map(_is_word_of_actor, denials)) else phrase,
    )


def _is_word_of_actor(support: Support) -> bool:
    return support.is_primary or support.event.attribution == support.event.actor


def _last_word(supports: Sequence[Support]) -> Sequence[Support]:
    """The reports of how it stands: of its lift, if that was told last, else of what it is about.

    Where a lift leaves a tool bound, the row goes on about that tool, of which the lift says nothing.
    An actor that denies a restriction has not confirmed it, and one that told its order has not told the lift.
    """
    main, lifts = main_group(supports), [lift for lift in freeing(supports) if not _is_to_come(lift)]
    is_last = lifts and max(lift.told_on for lift in lifts) >= max(support.told_on for support in main)
    whole = bound_tools(supports) <= {tool for lift in lifts for tool in lift.event.targets}
    return lifts if is_last and whole else main


def _is_to_come(lift: Support) -> bool:
    day = lift.event.effective.day if lift.event.effective else None
    return bool(day) and str(day) > lift.told_on


def _grade(supports: Sequence[Support], independent: int, lexicon: Lexicon, *, confirmed: bool) -> int:
    """The information scale of the Admiralty code, by corroboration alone.

    1 confirmed by the actor, 2 probably true (first hand, or two independent outlets), 3 possibly true (one good
    outlet), 4 doubtful (one outlet that is no better than fair, or unnamed people), 6 cannot be judged (headlines). 5
    (improbable) is what a denial makes of a report, and that is told by the status.
    """
    if confirmed:
        return 1
    if is_headline_only(supports):
        return 6
    if independent >= 2 or any(support.is_first_hand for support in supports):
        return 2
    good = any(s.report.grade in ("A", "B") and not is_unnamed(s, lexicon) for s in supports)
    return 3 if good else 4


def _phrase(supports: Sequence[Support], independent: int, lexicon: Lexicon, *, confirmed: bool) -> str:
    """One of a closed set; docs/reference/phrases.md lists them."""
    if is_headline_only(supports):
        return "headline only"
    if any(support.is_primary for support in supports):
        return "told by the actor itself"
    if confirmed:
        return "confirmed by the actor"
    seen = [support for support in supports if lexicon.names_document(support.event.attribution or "")]
    if seen:
        number = max(1, Origins(supports, lexicon).count(seen))
        return f"notice seen by {_number(number)} outlet{'s' if number > 1 else ''}, unconfirmed"
    if independent >= 2:
        return f"reported by {_number(independent)} outlets independently"
    if any(support.is_first_hand for support in supports):
        return "told by the vendor of the tool, not by the actor"
    return _single(supports, lexicon)


def _single(supports: Sequence[Support], lexicon: Lexicon) -> str:
    """What is said where all reports are one voice, however many there are: whose it is."""
    if all(is_unnamed(support, lexicon) for support in supports):
        return "one report, source unnamed"
    origin = _outlet_behind(supports, lexicon)
    return f"one report, by {origin}" if origin else "one report"


def _outlet_behind(supports: Sequence[Support], lexicon: Lexicon) -> str | None:
    """The outlet that the first report rests on, its own or another; None for a person, whom nobody needs to name."""
    name = Origins(supports, lexicon).voice(supports[0]).name
    outlets = [*lexicon.press, *(s.report.outlet for s in supports), *(s.report.copy_of for s in supports)]
    return name if plain_name(name) in {plain_name(outlet) for outlet in outlets if outlet} else None


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
