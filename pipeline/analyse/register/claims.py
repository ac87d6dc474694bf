"""Claims: what the articles about one restriction say together, field by field.

Two values conflict if both are known and neither contains, refines or follows in time the other. An unknown, a longer
list of reasons, a part of the targets, or upcoming then in force is no conflict. A conflict makes the claim disputed,
with every value and its evidence; nothing is decided by a vote that the reader cannot see.
"""

from collections.abc import Sequence
from datetime import date

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.days import claim_day
from pipeline.analyse.register.ledger import Ledger
from pipeline.analyse.register.standing import denial_stands, is_for_a_time, lift_stands
from pipeline.analyse.register.support import (
    Support,
    bound_tools,
    exempting,
    freed_tools,
    freeing,
    main_group,
    of_class,
)
from pipeline.model.event import Event
from pipeline.model.restriction import UNKNOWN, Affected, Alternative, Claim, Claims, ClaimValue, Party, Proof, Target
from pipeline.model.vocabulary import Action
from pipeline.text.words import slug, words


def gather(supports: Sequence[Support], lexicon: Lexicon, today: date) -> tuple[Claims, tuple[Proof, ...]]:
    """Merge events claim by claim.

    Args:
        supports: events of one restriction, in the order (published, url); at least one.
        lexicon: for vendors, and the countries of actors and regions.
        today: day of the run; a lift that is still to come frees nothing yet.

    Returns:
        The claims, and every quote that they rest on.
    """
    ledger = Ledger()
    main = main_group(supports)
    claims = Claims(
        actor=_actor(supports, ledger, lexicon),
        action=_action(supports, ledger, lexicon),
        targets=_targets(main, ledger, lexicon, freed_tools(supports, today)),
        affected=_affected(main, ledger, lexicon),
        exempt=_exempt(main, exempting(supports), ledger),
        announced=claim_day(main, "announced", lambda event: event.announced, ledger),
        effective=claim_day(main, "effective", lambda event: event.effective, ledger),
        ends=_ends(supports, ledger, today),
        replacement=_replacement(main, ledger),
        reasons=_reasons(main, ledger),
    )
    return claims, ledger.proofs


def _actor(supports: Sequence[Support], ledger: Ledger, lexicon: Lexicon) -> Claim:
    """On the actor all supports agree: else they would not be one row."""
    party = _party(supports[0].event, lexicon)
    return Claim(status="known", value=party, evidence=ledger.cite_all(supports, "actor"))


def _party(event: Event, lexicon: Lexicon) -> Party:
    known = lexicon.vendors.get(event.actor) or lexicon.actors.get(event.actor)
    country = known.country if known else None
    return Party(party_id=slug(event.actor), name=event.actor, type=event.actor_type, country=country)


def _action(supports: Sequence[Support], ledger: Ledger, lexicon: Lexicon) -> Claim:
    """What was imposed, or else proposed, denied or lifted; disputed if it is told as done and as not done at once."""
    imposed, proposed = of_class(supports, "imposed"), of_class(supports, "proposed")
    against: list[Support] = []
    if imposed and proposed and not _follows(proposed, imposed):
        against = proposed
    if imposed and denial_stands(supports, lexicon):
        against = of_class(supports, "denied")
    if not against:
        group = main_group(supports)
        return Claim(status="known", value=_most_told(group), evidence=ledger.cite_all(group, "action"))
    groups = sorted((imposed, against), key=lambda group: group[0].order)
    return _disputed([_alternative(_most_told(group), group, "action", ledger) for group in groups])


def _follows(earlier: Sequence[Support], later: Sequence[Support]) -> bool:
    """Whether all of one group was published before all of the other: proposed first, imposed then."""
    return max(support.told_on for support in earlier) < min(support.told_on for support in later)


def _most_told(group: Sequence[Support]) -> Action:
    actions = [support.event.action for support in group]
    return max(dict.fromkeys(actions), key=lambda action: (actions.count(action), -actions.index(action)))


def _alternative(value: ClaimValue, group: Sequence[Support], field: str, ledger: Ledger) -> Alternative:
    return Alternative(value=value, evidence=ledger.cite_all(group, field))


def _disputed(alternatives: list[Alternative]) -> Claim:
    return Claim(status="disputed", alternatives=tuple(alternatives))


def _targets(supports: Sequence[Support], ledger: Ledger, lexicon: Lexicon, freed: frozenset[str]) -> Claim:
    """All tools told of as restricted; where only some have been given free, the rest.

    What a lift names beside them may have been free all the time.
    """
    found: dict[str, Target] = {}
    for support in supports:
        for tool in support.event.targets:
            before = found.get(tool)
            surfaces = (*(before.surfaces if before else ()), *support.event.surfaces)
            vendor = (before and before.vendor) or _vendor(tool, support.event, lexicon)
            found[tool] = Target(tool=tool, vendor=vendor, surfaces=tuple(dict.fromkeys(surfaces)))
    bound = [target for tool, target in found.items() if tool not in freed]
    value = tuple(bound or found.values())
    return Claim(status="known", value=value, evidence=ledger.cite_all(supports, "targets"))


def _vendor(tool: str, event: Event, lexicon: Lexicon) -> str | None:
    """The vendor by the lexicon, or the one whose name the tool bears ("Tessera API")."""
    known = lexicon.vendor_of(tool)
    return known or next((vendor for vendor in event.vendors if tool.startswith(f"{vendor} ")), None)


def _affected(supports: Sequence[Support], ledger: Ledger, lexicon: Lexicon) -> Claim:
    """The fullest description; disputed if two reports name regions that have nothing in common."""
    told = [
        (support, Affected(who=support.event.affected, regions=lexicon.regions_in(support.event.affected)))
        for support in supports
        if support.event.affected and ledger.cite(support, "affected")
    ]
    if not told:
        return UNKNOWN
    placed = [(support, value) for support, value in told if value.regions]
    for support, value in placed[1:]:
        if not set(value.regions) & set(placed[0][1].regions):
            pairs = (placed[0], (support, value))
            return _disputed([_alternative(who, [one], "affected", ledger) for one, who in pairs])
    _, fullest = max(told, key=lambda pair: (len(pair[1].regions), len(words(pair[1].who))))
    return Claim(status="known", value=fullest, evidence=ledger.cite_all([s for s, _ in told], "affected"))


def _exempt(supports: Sequence[Support], partial: Sequence[Support], ledger: Ledger) -> Claim:
    """Who is left out, as the first report tells it; else for whom it was lifted since, as the last one tells it."""
    for support in supports:
        cited = ledger.cite(support, "exempt")
        if support.event.exempt and cited:
            return Claim(status="known", value=support.event.exempt, evidence=cited)
    for support in reversed(partial):
        cited = ledger.cite(support, "affected")
        if cited:
            return Claim(status="known", value=support.event.affected, evidence=cited)
    return UNKNOWN


def _ends(supports: Sequence[Support], ledger: Ledger, today: date) -> Claim:
    """The day on which it was lifted as a whole, and not for a time, or else the announced end.

    A lift that stands and gives no other day was made on the day on which it was announced.
    """
    bound = bound_tools(supports)
    whole = [support for support in freeing(supports) if bound <= set(support.event.targets)]
    if is_for_a_time(whole, supports):
        whole = []
    lifted = claim_day(whole, "effective", lambda event: event.effective, ledger)
    if lifted == UNKNOWN and lift_stands(supports, today):
        lifted = claim_day(whole, "announced", lambda event: event.announced, ledger)
    return lifted if lifted != UNKNOWN else claim_day(main_group(supports), "ends", lambda event: event.ends, ledger)


def _replacement(supports: Sequence[Support], ledger: Ledger) -> Claim:
    """The tool that takes its place; a fuller name for the same tool is no other tool."""
    groups: dict[str, list[Support]] = {}
    for support in supports:
        name = support.event.replacement
        if name and ledger.cite(support, "replacement"):
            same = next((known for known in groups if known in name or name in known), name)
            groups.setdefault(same, []).append(support)
    if not groups:
        return UNKNOWN
    ranked = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    if len(ranked) == 1:
        name, group = ranked[0]
        return Claim(status="known", value=name, evidence=ledger.cite_all(group, "replacement"))
    return _disputed([_alternative(name, group, "replacement", ledger) for name, group in ranked])


def _reasons(supports: Sequence[Support], ledger: Ledger) -> Claim:
    """All reasons that anybody gives."""
    told = [support for support in supports if support.event.reasons and ledger.cite(support, "reasons")]
    if not told:
        return UNKNOWN
    reasons = tuple(dict.fromkeys(reason for support in told for reason in support.event.reasons))
    return Claim(status="known", value=reasons, evidence=ledger.cite_all(told, "reasons"))
