"""The register: which events are one restriction, whether it is founded well enough, and what became of it.

Decisions are pure: the rows that may be meant and the new reports go in, changed rows come out. A row is always built
anew from all its events, so that the same events give the same row in whatever order they came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from pipeline.analyse.claims import Support, freed_tools, gather
from pipeline.analyse.history import changes_between, first_changes
from pipeline.analyse.lexicon import Lexicon
from pipeline.analyse.provenance import is_primary, judge, origins_of
from pipeline.analyse.titles import headline
from pipeline.model.event import Event, Report
from pipeline.model.restriction import Candidate, Claims, Provenance, Restriction, Revision
from pipeline.model.vocabulary import Mechanism, RestrictionStatus, Trigger
from pipeline.text.dates import iso_time

VERSION = 1
LAPSE_DAYS = 21
"""A candidate that nothing confirms is dropped after so many days."""
_ADJACENT = 2  # sentences between the words for actor, action and tool of a founded event


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A restriction or a candidate with the events that it is built from.

    Attributes:
        row_id: id of the restriction, or of the candidate.
        held: the restriction as it stands; None for a candidate.
        supports: its events with their reports, but for those of articles that are being read anew.
        stale: some events were left out for that reason, so that the row must be built anew.
    """

    row_id: str
    held: Restriction | None
    supports: tuple[Support, ...]
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledgered:
    """What a merge changed.

    Attributes:
        rows: restrictions that are new or changed, with their events.
        candidates: candidates that are new or changed, with their events.
        promoted: ids of candidates that became restrictions.
    """

    rows: tuple[tuple[Restriction, tuple[Support, ...]], ...] = ()
    candidates: tuple[tuple[Candidate, tuple[Support, ...]], ...] = ()
    promoted: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    row_id: str | None
    held: Restriction | None
    supports: list[Support] = field(default_factory=list)
    touched: bool = False
    candidate_id: str | None = None


def merge(
    reports: Iterable[Report], rows: Sequence[Row], *, serials: Mapping[int, int], now: datetime, lexicon: Lexicon
) -> Ledgered:
    """Take new reports into the register.

    Args:
        reports: articles analysed since the last merge.
        rows: restrictions and candidates that may be meant: those of the same actors.
        serials: highest serial given so far, by year.
        now: time of the run.
        lexicon: for countries.
    """
    opened = [_opened(row) for row in rows]
    for report in sorted(reports, key=lambda r: ((r.published or "9999")[:10], r.url)):
        for event in report.events:
            if not event.background:
                _take(Support(report=report, event=event), opened)
    changed = [row for row in opened if row.touched and row.supports]
    changed.sort(key=lambda row: _first_key(row.supports))
    return _settle(changed, dict(serials), now, lexicon)


def reach_days(rows: Sequence[Row], *, today: date, now: datetime, lexicon: Lexicon) -> tuple[Restriction, ...]:
    """Rows of which a day has been reached: scheduled ones that are now in force, ended ones that are lifted."""
    changed = []
    for row in rows:
        if row.held is None:
            continue
        rebuilt = _built(row.held.restriction_id, row.held, list(row.supports), now, lexicon, today=today)
        if rebuilt is not row.held:
            changed.append(rebuilt)
    return tuple(changed)


def next_day(restriction: Restriction) -> str | None:
    """The next day on which the status of a row changes by itself, or None."""
    effective, ends = restriction.claims.effective, restriction.claims.ends
    if restriction.status == "scheduled" and isinstance(effective.value, str) and len(effective.value) == 10:
        return effective.value
    if restriction.status == "in-force" and isinstance(ends.value, str) and len(ends.value) == 10:
        return ends.value
    return None


def _opened(row: Row) -> _Open:
    known = sorted(row.supports, key=_support_key)
    return _Open(
        row_id=row.held.restriction_id if row.held else None,
        held=row.held,
        supports=known,
        candidate_id=None if row.held else row.row_id,
        touched=row.stale,
    )


def _take(support: Support, opened: list[_Open]) -> None:
    for row in opened:
        if any(s.report.article_id == support.report.article_id and s.event == support.event for s in row.supports):
            return
    fitting = [row for row in opened if _fits(support, row)]
    if fitting:
        row = fitting[-1]
    else:
        row = _Open(row_id=None, held=None)
        opened.append(row)
    row.supports.append(support)
    row.supports.sort(key=_support_key)
    row.touched = True


def _fits(support: Support, row: _Open) -> bool:
    """Same actor, kindred mechanism, a tool in common, and not a new decision after the row was lifted."""
    event = support.event
    for other in (s.event for s in row.supports):
        if other.actor != event.actor or _kind(other.mechanism) != _kind(event.mechanism):
            continue
        if not set(other.targets) & set(event.targets):
            continue
        return not _decided_anew(support, row)
    return False


def _decided_anew(support: Support, row: _Open) -> bool:
    """Whether a ban is told well after the row was lifted: that is a new decision."""
    lifts = [s for s in row.supports if s.event.action_class == "lifted"]
    if not lifts or support.event.action_class == "lifted":
        return False
    last = max((s.report.published or "")[:10] for s in lifts)
    told = (support.report.published or "")[:10]
    if not last or not told:
        return False
    return date.fromisoformat(told) > date.fromisoformat(last) + timedelta(days=14)


def _kind(mechanism: Mechanism) -> str:
    """Mechanisms that outlets call by different names for one decision: an employer's ban or limit, a state's order."""
    if mechanism.startswith("employer"):
        return "employer"
    if mechanism in ("agency-ban", "state-block", "regulator-order", "export-control"):
        return "state"
    return "vendor" if mechanism.startswith(("vendor", "product")) else mechanism


def _settle(changed: Sequence[_Open], serials: dict[int, int], now: datetime, lexicon: Lexicon) -> Ledgered:
    rows: list[tuple[Restriction, tuple[Support, ...]]] = []
    candidates: list[tuple[Candidate, tuple[Support, ...]]] = []
    promoted: list[str] = []
    for row in changed:
        if row.held is None and not is_founded(row.supports):
            candidates.append((_candidate(row, now, lexicon), tuple(row.supports)))
            continue
        row_id = row.row_id or _new_id(row.supports, serials, now)
        rows.append((_built(row_id, row.held, row.supports, now, lexicon, today=now.date()), tuple(row.supports)))
        if row.candidate_id:
            promoted.append(row.candidate_id)
    return Ledgered(rows=tuple(rows), candidates=tuple(candidates), promoted=tuple(promoted))


def is_founded(supports: Sequence[Support]) -> bool:
    """The gate: actor, action and tool said close together by a good source, or by two independent ones."""
    close = [support for support in supports if _is_close(support.event)]
    if any(is_primary(support) or support.report.grade in ("A", "B") for support in close):
        return True
    return bool(close) and len(origins_of(close)) >= 2


def _is_close(event: Event) -> bool:
    places = {field: [q.block for q in event.evidence if q.field == field] for field in ("actor", "action", "targets")}
    return any(
        any(abs(block - near) < _ADJACENT for near in places["actor"])
        and any(abs(block - near) < _ADJACENT for near in places["targets"])
        for block in places["action"]
    )


def _new_id(supports: Sequence[Support], serials: dict[int, int], now: datetime) -> str:
    first = min((s.report.published for s in supports if s.report.published), default=None)
    year = int(first[:4]) if first else now.year
    serials[year] = serials.get(year, 0) + 1
    return f"AIR-{year}-{serials[year]:04}"


def _built(
    row_id: str,
    held: Restriction | None,
    supports: Sequence[Support],
    now: datetime,
    lexicon: Lexicon,
    *,
    today: date,
) -> Restriction:
    """The row as its events make it; the very same record if nothing changed."""
    claims, proofs = gather(supports, lexicon)
    provenance = judge(supports)
    status = status_of(claims, supports, provenance, today)
    row = Restriction(
        restriction_id=row_id,
        title=headline(claims, status, provenance),
        mechanism=_mechanism(supports),
        status=status,
        claims=claims,
        provenance=provenance,
        first_reported=min((s.report.published for s in supports if s.report.published), default=None),
        added_on=held.added_on if held else now.date().isoformat(),
        modified_on=now.date().isoformat(),
        evidence=proofs,
        history=held.history if held else (),
        related=held.related if held else (),
        story_ids=tuple(sorted({s.report.story_id for s in supports if s.report.story_id})),
    )
    if held is None:
        return replace(
            row, history=(Revision(number=1, at=iso_time(now), trigger="new_source", changes=first_changes(row)),)
        )
    if replace(row, modified_on=held.modified_on) == held:
        return held
    changes = changes_between(held, row)
    if not changes:  # more evidence for what was known: kept, and no news
        return replace(row, modified_on=held.modified_on)
    revision = Revision(number=held.revision + 1, at=iso_time(now), trigger=_trigger(held, row), changes=changes)
    return replace(row, history=(*held.history, revision))


def _trigger(held: Restriction, row: Restriction) -> Trigger:
    if {proof.article_id for proof in row.evidence} != {proof.article_id for proof in held.evidence}:
        return "new_source"
    return "end_day" if row.status == "lifted" else "effective_day"


def _candidate(row: _Open, now: datetime, lexicon: Lexicon) -> Candidate:
    claims, proofs = gather(row.supports, lexicon)
    provenance = judge(row.supports)
    first = min((s.report.published for s in row.supports if s.report.published), default=None)
    first_on = date.fromisoformat(first[:10]) if first else now.date()
    return Candidate(
        candidate_id=row.candidate_id
        or f"candidate-{row.supports[0].report.article_id[:12]}-{_event_number(row.supports[0])}",
        title=headline(claims, status_of(claims, row.supports, provenance, now.date()), provenance),
        mechanism=_mechanism(row.supports),
        claims=claims,
        provenance=provenance,
        first_reported=first,
        lapses_on=(first_on + timedelta(days=LAPSE_DAYS)).isoformat(),
        needs="a second independent report, or word from the actor itself",
        evidence=proofs,
    )


def _event_number(support: Support) -> int:
    return support.report.events.index(support.event)


def _mechanism(supports: Sequence[Support]) -> Mechanism:
    told = [support.event.mechanism for support in supports]
    return max(dict.fromkeys(told), key=lambda mechanism: (told.count(mechanism), -told.index(mechanism)))


def status_of(claims: Claims, supports: Sequence[Support], provenance: Provenance, today: date) -> RestrictionStatus:
    """The life-cycle of DESIGN.md section 5, from the newest polarity that the reports tell."""
    newest = max(supports, key=_support_key)
    last_class = newest.event.action_class
    classes = {support.event.action_class for support in supports}
    if "lifted" in classes and _lift_is_last(supports):
        return "lifted"
    if last_class == "denied":
        return "denied"
    if claims.action.status == "disputed" or classes <= {"proposed"}:
        return "proposed"
    if provenance.independent == 1 and not provenance.confirmed_by_actor and not _is_sourced(supports):
        return "rumoured"
    return _imposed_status(claims, supports, provenance, today)


def _imposed_status(
    claims: Claims, supports: Sequence[Support], provenance: Provenance, today: date
) -> RestrictionStatus:
    effective = claims.effective
    day = effective.value if effective.status == "known" and isinstance(effective.value, str) else None
    told = [alternative.value for alternative in effective.alternatives if isinstance(alternative.value, str)]
    if day and len(day) == 10:
        if day > today.isoformat():
            return "scheduled"
    elif told and min(told) > today.isoformat():
        return "announced"
    elif all(support.event.status == "upcoming" for support in supports if support.event.action_class == "imposed"):
        return "announced"
    ends = claims.ends.value if claims.ends.status == "known" else None
    if isinstance(ends, str) and len(ends) == 10 and ends <= today.isoformat():
        return "lifted"
    return "in-force" if provenance.confirmed_by_actor or provenance.independent >= 2 else "reported"


def _lift_is_last(supports: Sequence[Support]) -> bool:
    """Whether the newest word on every tool is its lift: freeing one of two leaves the row in force for the other."""
    bound = {tool for s in supports if s.event.action_class == "imposed" for tool in s.event.targets}
    return bound <= freed_tools(supports)


def _is_sourced(supports: Sequence[Support]) -> bool:
    """Whether any report says whose word it passes on, or comes from a source that is trusted."""
    return any(support.event.attribution or support.report.grade in ("A", "B", "C") for support in supports)


def _support_key(support: Support) -> tuple[str, str, str]:
    return (
        (support.report.published or "9999")[:10],
        support.report.url,
        repr(support.event.targets) + support.event.action,
    )


def _first_key(supports: Sequence[Support]) -> tuple[str, str, str]:
    return min(_support_key(support) for support in supports)
