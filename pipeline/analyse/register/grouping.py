"""Which events are one restriction: one actor, one decision, one mechanism.

Events are taken in the order (published, url), each into the group that it fits best, all of an actor anew each time:
so the same events make the same groups in whatever order they arrived.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipeline.analyse.register.standing import ANEW_DAYS
from pipeline.analyse.register.support import Support, countries, of_class
from pipeline.model.event import Event
from pipeline.model.vocabulary import Mechanism

DECIDED_DAYS = 45
"""Announcements that lie further apart are two decisions, if the later one goes further."""

Group = list[Support]


def grouped(supports: Iterable[Support]) -> list[Group]:
    """Cut events into restrictions.

    Args:
        supports: events in any order; what is told as history is passed over, and so is what is there twice.

    Returns:
        Groups in the order of their first events, events in the order (published, url).
    """
    groups: list[Group] = []
    seen: dict[str, list[Event]] = {}
    for support in sorted(supports, key=lambda s: s.order):
        told = seen.setdefault(support.report.article_id, [])
        if support.event.background or support.event in told:
            continue
        told.append(support.event)
        fitting = [group for group in groups if _fits(support, group)]
        if fitting:
            min(reversed(fitting), key=lambda group: _distance(support, group)).append(support)
        else:
            groups.append([support])
    return groups


def same_decision(one: Event, other: Event) -> bool:
    """Whether two events may tell one decision: actor, kind of mechanism, a tool in common, the same countries."""
    if one.actor != other.actor or not any(tool in other.targets for tool in one.targets):
        return False
    return kind_of(one.mechanism) == kind_of(other.mechanism) and not _elsewhere(one, other)


def told_together(one: Support, other: Support) -> bool:
    """Whether two reports of one story tell one decision of one actor, naming its tools more or less closely."""
    here, there = one.event, other.event
    if one.report.story_id is None or one.report.story_id != other.report.story_id or here.actor != there.actor:
        return False
    if one.told_as != other.told_as or kind_of(here.mechanism) != kind_of(there.mechanism):
        return False
    if one.report.article_id == other.report.article_id or _elsewhere(here, there):
        return False
    return any(
        _may_mean(mine, here, theirs, there) or _may_mean(theirs, there, mine, here)
        for mine in here.targets
        for theirs in there.targets
    )


def _may_mean(wide: str, one: Event, narrow: str, other: Event) -> bool:
    """Whether a name may stand for a tool that another report names more closely.

    "Claude" and "Claude 3.5" may be "Claude 3.5 Sonnet", "Anthropic models" any of Anthropic's, "AI tools" any at all;
    "GPT-5.6" is never "GPT-4.5".
    """
    if not one.vendors:
        return True
    if any(wide.startswith(f"{vendor} ") and vendor in other.vendors for vendor in one.vendors):
        return True
    return narrow.startswith((f"{wide} ", f"{wide}-", f"{wide}."))


def kind_of(mechanism: Mechanism) -> str:
    """Mechanisms that outlets call by different names for one decision: an employer's ban or limit, a state's order."""
    if mechanism.startswith("employer"):
        return "employer"
    if mechanism in ("agency-ban", "state-block", "regulator-order", "export-control"):
        return "state"
    return "vendor" if mechanism.startswith(("vendor", "product")) else mechanism


def goes_further(later: Sequence[Support], earlier: Sequence[Support]) -> bool:
    """Whether a decision names a tool or a region that an earlier one does not."""
    return bool(
        tools_of(later) - tools_of(earlier) or (regions_of(earlier) and regions_of(later) - regions_of(earlier))
    )


def covers(later: Sequence[Support], earlier: Sequence[Support]) -> bool:
    """Whether a decision binds all that an earlier one does: every tool, and every region that is named."""
    bound = regions_of(earlier)
    reaches = bound <= regions_of(later) if bound else not regions_of(later)
    return tools_of(earlier) <= tools_of(later) and reaches


def tools_of(supports: Iterable[Support]) -> set[str]:
    """All tools that are named."""
    return {tool for support in supports for tool in support.event.targets}


def regions_of(supports: Iterable[Support]) -> set[str]:
    """Codes of all countries in which somebody is bound."""
    return {code for support in supports for code in countries(support.event)}


def announced_days(supports: Iterable[Support]) -> list[date]:
    """The full days on which somebody is told to have imposed it."""
    days = (s.event.announced.day for s in of_class(supports, "imposed") if s.event.announced)
    return [date.fromisoformat(day) for day in days if day]


def _fits(support: Support, group: Group) -> bool:
    """Same actor, kindred mechanism, a tool or a story in common, and not a new decision."""
    if not any(same_decision(support.event, other.event) or told_together(support, other) for other in group):
        return False
    return not (_after_its_lift(support, group) or _of_another_day(support, group))


def _distance(support: Support, group: Group) -> int:
    """Days between a report and the nearest other report of a group; 0 where either is undated."""
    if not support.is_dated:
        return 0
    day = date.fromisoformat(support.told_on)
    return min((abs((date.fromisoformat(s.told_on) - day).days) for s in group if s.is_dated), default=0)


def _after_its_lift(support: Support, group: Group) -> bool:
    """Whether a ban is told well after it was lifted: that is a new decision."""
    lifts = [s.told_on for s in of_class(group, "lifted") if s.is_dated]
    if not lifts or not support.is_dated or support.told_as == "lifted":
        return False
    return date.fromisoformat(support.told_on) > date.fromisoformat(max(lifts)) + timedelta(days=ANEW_DAYS)


def _of_another_day(support: Support, group: Group) -> bool:
    """Whether it was announced weeks before or after the group was, and the later of the two goes further."""
    mine, theirs = announced_days([support]), announced_days(group)
    if not mine or not theirs:
        return False
    imposed = of_class(group, "imposed")
    if (mine[0] - max(theirs)).days > DECIDED_DAYS:
        return goes_further([support], imposed)
    return (min(theirs) - mine[0]).days > DECIDED_DAYS and goes_further(imposed, [support])


def _elsewhere(one: Event, other: Event) -> bool:
    """Whether a vendor opens or closes one country in one event, and another in the other."""
    if one.mechanism != "vendor-region" or other.mechanism != "vendor-region":
        return False
    here, there = set(countries(one)), set(countries(other))
    return bool(here and there) and here.isdisjoint(there)
