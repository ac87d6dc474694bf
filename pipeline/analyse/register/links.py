"""How restrictions stand to each other, and what that does to the older of two.

Each relation has one rule over what the reports tell; where a rule is not met for certain, there is no link.

- **lifts**: a row that only lifts, of another actor than the one that imposed (a court, say), and one of its own
  reports names that actor as having restricted the same tool, or its own quote says whose the restriction is.
- **extends**: a later decision of the same actor about one of the same tools that goes further (`grouping`).
- **supersedes**: one that goes further and binds all that the older one does; then the older one is over.
- **retaliates**: a quote of the newer one says so in words and names the actor of the older one, which is the vendor of
  what the newer one restricts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.grouping import announced_days, covers, goes_further, kind_of, tools_of
from pipeline.analyse.register.standing import is_for_a_time
from pipeline.analyse.register.support import Support, freeing, heard, of_class
from pipeline.model.restriction import Ending, Related
from pipeline.model.vocabulary import Relation

Rows = Mapping[str, Sequence[Support]]
"""The events of restrictions, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What ties one restriction to others: its own links, and what another does to it."""

    related: tuple[Related, ...] = ()
    ending: Ending | None = None


def ties(rows: Rows, lexicon: Lexicon) -> dict[str, Ties]:
    """The ties of every row to any other of these.

    Args:
        rows: restrictions with all their events, in order.
        lexicon: for the words of retaliation, and the names of actors.
    """
    told = {row_id: heard(supports) for row_id, supports in rows.items()}
    links: dict[str, list[Related]] = {row_id: [] for row_id in rows}
    endings: dict[str, Ending] = {}
    for newer in sorted(rows):
        for relation, older in _links(newer, told, lexicon):
            links[newer].append(Related(restriction_id=older, relation=relation))
            ending = _ending(newer, told[newer], relation, told[older])
            if ending and (older not in endings or ending.on >= endings[older].on):
                endings[older] = ending
    return {row_id: Ties(related=tuple(links[row_id]), ending=endings.get(row_id)) for row_id in rows}


def _links(newer: str, rows: Rows, lexicon: Lexicon) -> list[tuple[Relation, str]]:
    """The links of one row, at most one for each relation and actor: to the last row before it."""
    mine = rows[newer]
    found: dict[tuple[Relation, str], str] = {}
    before = [row_id for row_id in rows if row_id != newer and _begins_before(rows[row_id], mine)]
    for older in sorted(before, key=lambda row_id: (_begun(rows[row_id]), row_id)):
        relation = _relation(mine, rows[older], lexicon)
        if relation:
            found[relation, rows[older][0].event.actor] = older
    return [(relation, older) for (relation, _), older in found.items()]


def _relation(newer: Sequence[Support], older: Sequence[Support], lexicon: Lexicon) -> Relation | None:
    if not of_class(older, "imposed"):
        return None
    if _lifts(newer, older, lexicon):
        return "lifts"
    if _goes_on(newer, older):
        return "supersedes" if covers(of_class(newer, "imposed"), of_class(older, "imposed")) else "extends"
    return "retaliates" if _retaliates(newer, older, lexicon) else None


def _lifts(newer: Sequence[Support], older: Sequence[Support], lexicon: Lexicon) -> bool:
    lifts = of_class(newer, "lifted")
    if not lifts or of_class(newer, "imposed") or newer[0].event.actor == older[0].event.actor:
        return False
    actor, tools = older[0].event.actor, tools_of(of_class(older, "imposed"))
    return any(
        _owns(lift, actor, lexicon)
        or any(
            event.actor == actor
            and event.action != "lift"
            and event.action_class == "imposed"
            and set(event.targets) & tools & set(lift.event.targets)
            for event in lift.report.events
        )
        for lift in lifts
        if set(lift.event.targets) & tools
    )


def _owns(lift: Support, actor: str, lexicon: Lexicon) -> bool:
    """Whether the words that lift say whose the restriction is: "blocked Y's ban"."""
    return any(lexicon.tells_owner(quote.text, actor) for quote in lift.event.evidence if quote.field == "action")


def _goes_on(newer: Sequence[Support], older: Sequence[Support]) -> bool:
    one, other = newer[0].event, older[0].event
    if one.actor != other.actor or kind_of(one.mechanism) != kind_of(other.mechanism):
        return False
    here, there = of_class(newer, "imposed"), of_class(older, "imposed")
    mine, theirs = announced_days(newer), announced_days(older)
    if not (tools_of(here) & tools_of(there)) or not mine or not theirs or min(mine) <= max(theirs):
        return False
    lifted = [lift.told_on for lift in freeing(older)]
    return goes_further(here, there) and not any(day < min(mine).isoformat() for day in lifted)


def _retaliates(newer: Sequence[Support], older: Sequence[Support], lexicon: Lexicon) -> bool:
    actor = older[0].event.actor
    makers = {vendor for support in newer for vendor in support.event.vendors}
    if actor not in makers or newer[0].event.actor == actor:
        return False
    names = lexicon.spellings_of(actor)
    quotes = {quote.text for support in of_class(newer, "imposed") for quote in support.event.evidence}
    return any(lexicon.tells_retaliation(text) and any(name in text for name in names) for text in quotes)


def _ending(newer_id: str, newer: Sequence[Support], relation: Relation, older: Sequence[Support]) -> Ending | None:
    """What a link does to the older row: nothing unless all of its tools are meant, and it was not told again since."""
    if relation == "supersedes":
        coming = [s.event.effective.day for s in of_class(newer, "imposed") if s.event.effective]
        begun = max([min(announced_days(newer)).isoformat(), *(day for day in coming if day)])
        return Ending(restriction_id=newer_id, relation="supersedes", on=begun)
    lifts = of_class(newer, "lifted")
    if relation != "lifts" or not tools_of(of_class(older, "imposed")) <= tools_of(lifts):
        return None
    if not all(lift.is_dated for lift in lifts):
        return None
    on = max(_first_day(lift) for lift in lifts)
    if any(s.is_dated and s.told_on > max(lift.told_on for lift in lifts) for s in of_class(older, "imposed")):
        return None
    return Ending(restriction_id=newer_id, relation="lifts", on=on, for_a_time=is_for_a_time(lifts, older))


def _first_day(lift: Support) -> str:
    effective = lift.event.effective.day if lift.event.effective else None
    return effective or lift.told_on


def _begun(supports: Sequence[Support]) -> str:
    return min(support.told_on for support in supports)


def _begins_before(older: Sequence[Support], newer: Sequence[Support]) -> bool:
    """Whether one restriction was announced no later than another, or is told no later where a day is not known."""
    known = announced_days(older), announced_days(newer)
    if all(known):
        return min(known[0]) <= min(known[1])
    return _begun(older) <= _begun(newer) and newer[0].is_dated
