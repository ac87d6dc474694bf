"""Claims: what the articles about one restriction say together, field by field.

Two values conflict if both are known and neither contains, refines or follows in time the other. An unknown, a longer
list of reasons, a part of the targets, or upcoming then in force is no conflict. A conflict makes the claim disputed,
with every value and its evidence; nothing is decided by a vote that the reader cannot see.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.analyse.lexicon import Lexicon
from pipeline.model.event import Event, PartialDate, Report
from pipeline.model.restriction import (
    UNKNOWN,
    Affected,
    Alternative,
    Claim,
    Claims,
    ClaimValue,
    Party,
    Proof,
    Target,
)
from pipeline.model.vocabulary import ACTION_CLASS, Action, Precision, Role
from pipeline.text.words import slug, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One event with the report that tells it."""

    report: Report
    event: Event


class Ledger:
    """Evidence of one restriction, each quote once, with its id."""

    def __init__(self) -> None:
        self._proofs: dict[tuple[str, int, int, int], Proof] = {}

    def cite(self, support: Support, field: str) -> tuple[str, ...]:
        """Ids of the quotes that carry a field of an event."""
        quotes = [quote for quote in support.event.evidence if quote.field == field]
        ids = []
        for quote in quotes:
            key = (quote.article_id, quote.block, quote.start, quote.end)
            if key not in self._proofs:
                self._proofs[key] = _proof(support, key, quote.text)
            ids.append(self._proofs[key].evidence_id)
        return tuple(dict.fromkeys(ids))

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """All quotes cited, in the order of publication and place."""
        return tuple(
            sorted(self._proofs.values(), key=lambda p: (p.published or "9999", p.url, p.block, p.start, p.evidence_id))
        )


def gather(supports: Sequence[Support], lexicon: Lexicon) -> tuple[Claims, tuple[Proof, ...]]:
    """Merge events claim by claim.

    Args:
        supports: events of one restriction, in the order (published, url).
        lexicon: for the countries of actors and regions.

    Returns:
        The claims, and every quote that they rest on.
    """
    ledger = Ledger()
    claims = Claims(
        actor=_one_value(supports, "actor", lambda event: _party(event, lexicon), ledger),
        action=_action(supports, ledger),
        targets=_targets(supports, ledger),
        affected=_affected(supports, ledger, lexicon),
        exempt=_first(supports, "exempt", lambda event: event.exempt, ledger),
        announced=_date(supports, "announced", lambda event: event.announced, ledger),
        effective=_date(_not_lifted(supports), "effective", lambda event: event.effective, ledger),
        ends=_ends(supports, ledger),
        replacement=_replacement(supports, ledger),
        reasons=_reasons(supports, ledger),
    )
    return claims, ledger.proofs


def _not_lifted(supports: Sequence[Support]) -> list[Support]:
    """The days of a lift say when a restriction ends, not when it began."""
    return [support for support in supports if support.event.action_class != "lifted"]


def contains(one: PartialDate, other: PartialDate) -> bool:
    """Whether a longer span holds a shorter one: ``2026-07`` holds ``2026-07-10``, ``2026-Q3`` holds ``2026-07``."""
    if one.value == other.value or other.value.startswith(f"{one.value}-"):
        return True
    if "-Q" not in one.value or "-Q" in other.value or len(other.value) < 7:
        return False
    quarter = f"{other.value[:4]}-Q{(int(other.value[5:7]) + 2) // 3}"
    return quarter == one.value


def _proof(support: Support, key: tuple[str, int, int, int], text: str) -> Proof:
    report = support.report
    article_id, block, start, end = key
    return Proof(
        evidence_id=f"{article_id[:10]}-{block}-{start}-{end}",
        article_id=article_id,
        block=block,
        start=start,
        end=end,
        quote=text,
        url=report.url,
        publisher=report.outlet,
        title=report.title or report.url,
        published=report.published,
        retrieved_at=report.retrieved_at,
        language=report.language or "en",
        role=role_of(support),
        source_grade=report.grade,
        sha256=report.sha256,
        relays=support.event.attribution,
    )


def role_of(support: Support) -> Role:
    """Primary if the source speaks for the actor, derivative if the article repeats another, else independent."""
    if support.event.actor in support.report.speaks_for:
        return "primary"
    return "derivative" if support.report.copy_of else "independent"


def _party(event: Event, lexicon: Lexicon) -> Party:
    vendor, actor = lexicon.by_vendor.get(event.actor), lexicon.by_actor.get(event.actor)
    country = vendor.country if vendor else actor.country if actor else None
    return Party(party_id=slug(event.actor), name=event.actor, type=event.actor_type, country=country)


def _one_value(
    supports: Sequence[Support], field: str, value_of: Callable[[Event], ClaimValue], ledger: Ledger
) -> Claim:
    """A claim on which all supports agree by construction; the first report's value, everybody's evidence."""
    return Claim(
        status="known",
        value=value_of(supports[0].event),
        evidence=_cited(supports, field, ledger),
    )


def _cited(supports: Iterable[Support], field: str, ledger: Ledger) -> tuple[str, ...]:
    return tuple(dict.fromkeys(evidence_id for support in supports for evidence_id in ledger.cite(support, field)))


def _first(supports: Sequence[Support], field: str, value_of: Callable[[Event], str | None], ledger: Ledger) -> Claim:
    for support in supports:
        value, cited = value_of(support.event), ledger.cite(support, field)
        if value and cited:
            return Claim(status="known", value=value, evidence=cited)
    return UNKNOWN


def _action(supports: Sequence[Support], ledger: Ledger) -> Claim:
    """What was imposed, or else proposed, denied or lifted; disputed if it is told as imposed and as proposed at once."""
    by_class: dict[str, list[Support]] = {}
    for support in supports:
        by_class.setdefault(support.event.action_class, []).append(support)
    imposed, proposed = by_class.get("imposed", []), by_class.get("proposed", [])
    if imposed and proposed and not _follows(proposed, imposed):
        return _disputed(
            [
                _alternative(_most_told(group), group, "action", ledger)
                for group in sorted((imposed, proposed), key=lambda g: _published(g[0]))
            ]
        )
    group = imposed or proposed or by_class.get("denied", []) or by_class["lifted"]
    return Claim(status="known", value=_most_told(group), evidence=_cited(group, "action", ledger))


def _follows(earlier: Sequence[Support], later: Sequence[Support]) -> bool:
    """Whether all of one group was published before all of the other: proposed first, imposed then."""
    return max(_published(s) for s in earlier) < min(_published(s) for s in later)


def _published(support: Support) -> str:
    return (support.report.published or "9999")[:10]


def _most_told(group: Sequence[Support]) -> Action:
    actions = [support.event.action for support in group]
    return max(dict.fromkeys(actions), key=lambda action: (actions.count(action), -actions.index(action)))


def _alternative(
    value: ClaimValue, group: Sequence[Support], field: str, ledger: Ledger, precision: Precision | None = None
) -> Alternative:
    return Alternative(value=value, evidence=_cited(group, field, ledger), precision=precision)


def _disputed(alternatives: list[Alternative]) -> Claim:
    return Claim(status="disputed", alternatives=tuple(alternatives))


def _targets(supports: Sequence[Support], ledger: Ledger) -> Claim:
    """All tools told of; of those of which only some have been given free, the rest."""
    found: dict[str, Target] = {}
    for support in supports:
        event = support.event
        for number, tool in enumerate(event.targets):
            vendor = event.vendors[min(number, len(event.vendors) - 1)] if event.vendors else None
            before = found.get(tool)
            surfaces = tuple(dict.fromkeys((*(before.surfaces if before else ()), *event.surfaces)))
            found[tool] = Target(tool=tool, vendor=before.vendor if before else vendor, surfaces=surfaces)
    bound = {tool: target for tool, target in found.items() if tool not in freed_tools(supports)}
    return Claim(status="known", value=tuple((bound or found).values()), evidence=_cited(supports, "targets", ledger))


def freed_tools(supports: Sequence[Support]) -> frozenset[str]:
    """Tools that were given free after the last report that still tells them restricted."""
    freed = set()
    for support in supports:
        if support.event.action_class != "lifted":
            continue
        for tool in support.event.targets:
            told = [_published(s) for s in supports if s.event.action_class == "imposed" and tool in s.event.targets]
            if not told or max(told) <= _published(support):
                freed.add(tool)
    return frozenset(freed)


def _affected(supports: Sequence[Support], ledger: Ledger, lexicon: Lexicon) -> Claim:
    """The fullest description; disputed if two reports name regions that have nothing in common."""
    told = [(support, _regions(support, lexicon)) for support in supports if support.event.affected]
    told = [(support, regions) for support, regions in told if ledger.cite(support, "affected")]
    if not told:
        return UNKNOWN
    placed = [(support, regions) for support, regions in told if regions]
    for support, regions in placed[1:]:
        if not set(regions) & set(placed[0][1]):
            return _disputed(
                [
                    _alternative(_described(one, where), [one], "affected", ledger)
                    for one, where in (placed[0], (support, regions))
                ]
            )
    best, where = max(told, key=lambda pair: (len(pair[1]), len(words(pair[0].event.affected or ""))))
    return Claim(
        status="known", value=_described(best, where), evidence=_cited([s for s, _ in told], "affected", ledger)
    )


def _described(support: Support, regions: tuple[str, ...]) -> Affected:
    return Affected(who=support.event.affected or "", regions=regions)


def _regions(support: Support, lexicon: Lexicon) -> tuple[str, ...]:
    text = support.event.affected or ""
    found = [
        region.code
        for region in lexicon.regions
        for name in (region.name, region.adjective, *region.also)
        if name and name in text
    ]
    return tuple(dict.fromkeys(found))


def _date(
    supports: Sequence[Support], field: str, value_of: Callable[[Event], PartialDate | None], ledger: Ledger
) -> Claim:
    """The most precise day; disputed if two days exclude each other."""
    told: list[tuple[PartialDate, Support]] = []
    for support in supports:
        value = value_of(support.event)
        if value is not None and ledger.cite(support, field):
            told.append((value, support))
    if not told:
        return UNKNOWN
    groups: list[list[tuple[PartialDate, Support]]] = []
    for value, support in sorted(told, key=lambda pair: -len(pair[0].value)):
        fitting = [group for group in groups if contains(value, group[0][0])]
        if fitting:
            fitting[0].append((value, support))
        else:
            groups.append([(value, support)])
    groups.sort(key=lambda group: (-len(group), group[0][0].value))
    if len(groups) == 1:
        value = _finest(groups[0])
        cited = _cited([support for _, support in groups[0]], field, ledger)
        return Claim(status="known", value=value.value, precision=value.precision, evidence=cited)
    return _disputed(
        [
            _alternative(_finest(group).value, [s for _, s in group], field, ledger, _finest(group).precision)
            for group in groups
        ]
    )


def _finest(group: Sequence[tuple[PartialDate, Support]]) -> PartialDate:
    """The day as most reports give it; "day" before "immediate", which says the same."""
    longest = max(len(value.value) for value, _ in group)
    return min(
        (value for value, _ in group if len(value.value) == longest), key=lambda v: (v.precision != "day", v.value)
    )


def _ends(supports: Sequence[Support], ledger: Ledger) -> Claim:
    """The announced end, or the day on which it was lifted as a whole."""
    bound = {tool for s in supports if s.event.action_class == "imposed" for tool in s.event.targets}
    lifted = [s for s in supports if s.event.action_class == "lifted" and bound <= set(s.event.targets)]
    claim = _date(lifted, "effective", lambda event: event.effective, ledger) if lifted else UNKNOWN
    if claim is not UNKNOWN:
        return claim
    imposed = [support for support in supports if support.event.action_class == "imposed"]
    return _date(imposed, "ends", lambda event: event.ends, ledger)


def _replacement(supports: Sequence[Support], ledger: Ledger) -> Claim:
    groups: dict[str, list[Support]] = {}
    for support in supports:
        name = support.event.replacement
        if not name or not ledger.cite(support, "replacement"):
            continue
        same = next((known for known in groups if known in name or name in known), name)
        groups.setdefault(same, []).append(support)
    if not groups:
        return UNKNOWN
    ranked = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    if len(ranked) == 1:
        name, group = ranked[0]
        return Claim(status="known", value=name, evidence=_cited(group, "replacement", ledger))
    return _disputed([_alternative(name, group, "replacement", ledger) for name, group in ranked])


def _reasons(supports: Sequence[Support], ledger: Ledger) -> Claim:
    imposed = [support for support in supports if ACTION_CLASS[support.event.action] != "lifted"] or list(supports)
    told = [support for support in imposed if support.event.reasons and ledger.cite(support, "reasons")]
    if not told:
        return UNKNOWN
    reasons = tuple(dict.fromkeys(reason for support in told for reason in support.event.reasons))
    return Claim(status="known", value=reasons, evidence=_cited(told, "reasons", ledger))
