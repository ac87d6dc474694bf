"""A row as its events make it, always built anew from all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.register.by_hand import (
    acts_changed,
    correct,
    notes_of,
    reasons,
    same_acts,
    stated,
    vouched,
    with_word,
)
from pipeline.analyse.register.claims import gather
from pipeline.analyse.register.founding import needs
from pipeline.analyse.register.history import changes_between, first_changes
from pipeline.analyse.register.imported import with_imported
from pipeline.analyse.register.links import Ties
from pipeline.analyse.register.provenance import judge
from pipeline.analyse.register.standing import lift_stands
from pipeline.analyse.register.status import status_of
from pipeline.analyse.register.support import Support, heard
from pipeline.analyse.register.titles import headline
from pipeline.model.override import Override
from pipeline.model.restriction import Candidate, Change, Restriction, Revision
from pipeline.model.vocabulary import Mechanism, Trigger
from pipeline.text.dates import iso_time

LAPSE_DAYS = 21
"""A candidate that nothing confirms is dropped so many days after it was last told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every entry is made with.

    Attributes:
        now: time of the run.
        today: its day in the configured zone.
    """

    now: datetime
    today: date
    lexicon: Lexicon


def build(
    row_id: str,
    held: Restriction | None,
    supports: Sequence[Support],
    desk: Desk,
    ties: Ties | None = None,
    acts: Sequence[Override] = (),
) -> Restriction:
    """A restriction; the very same record if nothing changed.

    Args:
        row_id: its id for life.
        held: as it stands, or None for a new one.
        supports: all its events, in order; at least one.
        desk: time and names.
        ties: to other restrictions; None leaves those that it has.
        acts: what a person decided about it.
    """
    ties = ties or ties_of(held)
    told = heard(supports)
    gathered, proofs = gather(told, desk.lexicon, desk.today)
    known, quotes = with_imported(gathered, proofs, held)
    claims = correct(known, acts, desk.lexicon)
    provenance = judge(supports, desk.lexicon)
    counted = replace(provenance, confirmed_by_actor=vouched(provenance, acts))
    status = status_of(claims, told, counted, today=desk.today, lexicon=desk.lexicon, ending=ties.ending)
    status = stated(status, claims, acts, desk.today)
    mechanism = _mechanism(told)
    row = Restriction(
        restriction_id=row_id,
        title=headline(claims, status, counted, mechanism, own_lift=lift_stands(told, desk.today)),
        mechanism=mechanism,
        status=status,
        claims=claims,
        provenance=with_word(provenance, acts),
        first_reported=first_published(supports),
        added_on=held.added_on if held else desk.today.isoformat(),
        modified_on=desk.today.isoformat(),
        evidence=tuple(quotes),
        history=held.history if held else (),
        related=ties.related,
        ending=ties.ending,
        story_ids=tuple(sorted({s.report.story_id for s in supports if s.report.story_id})),
        by_hand=notes_of(acts, gathered, claims),
    )
    return _revised(held, row, iso_time(desk.now))


def _revised(held: Restriction | None, row: Restriction, at: str) -> Restriction:
    """A row with its history: what differs from the row that is held becomes a revision."""
    by_hand = not same_acts(held.by_hand if held else (), row.by_hand)
    note = reasons(held.by_hand if held else (), row.by_hand) if by_hand else ""
    if held is None:
        trigger: Trigger = "override" if by_hand else "new_source"
        return replace(
            row, history=(Revision(number=1, at=at, trigger=trigger, changes=first_changes(row), note=note),)
        )
    if replace(row, modified_on=held.modified_on) == held:
        return held
    changes: tuple[Change, ...] = changes_between(held, row)
    if by_hand and not changes:
        changes = (acts_changed(held.by_hand, row.by_hand),)
    if not changes:  # more evidence for what was known: kept, and no news
        return replace(row, modified_on=held.modified_on)
    trigger = "override" if by_hand else _trigger(held, row)
    revision = Revision(number=held.revision + 1, at=at, trigger=trigger, changes=changes, note=note)
    return replace(row, history=(*held.history, revision))


def propose(candidate_id: str | None, supports: Sequence[Support], desk: Desk) -> Candidate:
    """A candidate.

    Args:
        candidate_id: as it was given, or None for a new one.
        supports: all its events, in order; at least one.
        desk: time and names.
    """
    told = heard(supports)
    claims, proofs = gather(told, desk.lexicon, desk.today)
    provenance = judge(supports, desk.lexicon)
    newest = max((support.told_on for support in supports if support.is_dated), default=desk.today.isoformat())
    report, mechanism = supports[0].report, _mechanism(told)
    status = status_of(claims, told, provenance, today=desk.today, lexicon=desk.lexicon)
    return Candidate(
        candidate_id=candidate_id or f"candidate-{report.article_id[:12]}-{report.events.index(supports[0].event)}",
        title=headline(claims, status, provenance, mechanism, own_lift=lift_stands(told, desk.today)),
        mechanism=mechanism,
        claims=claims,
        provenance=provenance,
        first_reported=first_published(supports),
        lapses_on=(date.fromisoformat(newest) + timedelta(days=LAPSE_DAYS)).isoformat(),
        needs=needs(supports),
        evidence=proofs,
    )


def ties_of(held: Restriction | None) -> Ties:
    """The ties that a row has; none for a new one."""
    return Ties(related=held.related, ending=held.ending) if held else Ties()


def first_published(supports: Sequence[Support]) -> str | None:
    """When the earliest dated report was published, as its page gives it."""
    return min((support.report.published for support in supports if support.report.published), default=None)


def _trigger(held: Restriction, row: Restriction) -> Trigger:
    """Why a row was revised: by a new article, by a day that was reached, or because an article is read anew."""
    if {proof.article_id for proof in row.evidence} - {proof.article_id for proof in held.evidence}:
        return "new_source"
    if row.claims != held.claims:
        return "correction"
    if row.related != held.related or row.ending != held.ending:
        return "new_source"
    return "end_day" if row.status in ("lifted", "superseded") else "effective_day"


def _mechanism(supports: Sequence[Support]) -> Mechanism:
    """The one that most reports tell, the first of them where two are told as often."""
    told = [support.event.mechanism for support in supports]
    return max(dict.fromkeys(told), key=lambda mechanism: (told.count(mechanism), -told.index(mechanism)))
