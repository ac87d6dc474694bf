"""What changed: which rows lead an edition, in which order, and how each of them is told."""

from collections.abc import Sequence
from datetime import date

from pipeline.brief import phrase
from pipeline.brief.peers import so_what
from pipeline.brief.quoting import quote, report
from pipeline.brief.since import merged, since_last
from pipeline.brief.window import Window, in_window, is_new, revisions_in
from pipeline.model.edition import Item
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Restriction, Revision
from pipeline.text.words import counted

LIVE = frozenset({"in-force", "reported"})
COMING = frozenset({"scheduled", "announced"})
_MINOR = frozenset({"affected", "mechanism", "provenance", "reasons", "related", "targets"})
_BINDS, _OVER, _MAY = "in force or scheduled", "lifted", "not binding"
_RANKS = (_BINDS, _OVER, _MAY)
"""The groups in which leads stand, in their order."""


def rank_leads(rows: Sequence[Restriction], window: Window) -> list[Restriction]:
    """Leads: what is in force first, then what most sources tell; old news only in the register.

    The inventory has no say: the public build shows the same order, and would tell by it what affects us.
    """
    worth = [row for row in rows if (_stands(row) if window.baseline else _is_lead(row, window))]
    return sorted(
        worth,
        key=lambda row: (
            _RANKS.index(_rank(row)),
            -row.provenance.independent,
            -row.provenance.reports,
            -_day_number(row),
            row.restriction_id,
        ),
    )


def _stands(row: Restriction) -> bool:
    """Whether a baseline tells it: what is in force, and what is decided to be."""
    return row.status in LIVE or row.status in COMING


def _is_lead(row: Restriction, window: Window) -> bool:
    """Whether it is new, or what a reader acts on is not as it was: a claim, or its state by a day or new reports."""
    revisions = revisions_in(row, window)
    if is_new(revisions) and in_window(row, window):
        return True
    return bool(merged([revision for revision in revisions if revision.number > 1]).keys() - _MINOR)


def _rank(row: Restriction) -> str:
    if row.status in LIVE or row.status == "scheduled":
        return _BINDS
    return _OVER if row.status == "lifted" else _MAY


def _reason(row: Restriction) -> str:
    """Why it stands where it does: the two things that leads are ranked by first."""
    return f"ranked as {_rank(row)}, by {counted(row.provenance.independent, 'independent report')}"


def _day_number(row: Restriction) -> int:
    return date.fromisoformat(row.first_reported[:10]).toordinal() if row.first_reported else 0


def item(
    row: Restriction,
    revisions: Sequence[Revision],
    others: Sequence[Restriction],
    window: Window,
    options: BriefOptions,
    past: date,
) -> Item:
    """A lead as it is told.

    Args:
        row: the restriction.
        revisions: of it, in the window.
        others: rows that can say something about it.
        window: week and cut-offs.
        options: limits.
        past: the last day that is past for who reads it.
    """
    last_on = window.week.last_on
    words = quote(row, options.quote_words)
    told_before = not window.baseline and not is_new(revisions)
    return Item(
        restriction_id=row.restriction_id,
        state=_state(row, revisions, window),
        tone=phrase.tone(row.status),
        mechanism=phrase.mechanism_words(row.mechanism),
        provenance=row.provenance.phrase,
        reports=row.provenance.reports,
        independent=row.provenance.independent,
        headline=row.title,
        what=phrase.what(row, merged(revisions) if told_before else ()),
        so_what=so_what(row, others, last_on),
        next=phrase.following(row, past),
        quote=words,
        source=None if words else report(row),
        disagreements=phrase.disagreements(row),
        corrections=phrase.corrections(row),
        ranked=_reason(row),
        since_last=since_last(row, revisions) if told_before else (),
    )


def _state(row: Restriction, revisions: Sequence[Revision], window: Window) -> str:
    now = phrase.STATE_WORDS[row.status]
    if window.baseline:
        return now[0].upper() + now[1:]
    if is_new(revisions) and in_window(row, window):
        return f"New → {now}" if row.status not in ("lifted", "denied") else now[0].upper() + now[1:]
    change = merged([revision for revision in revisions if revision.number > 1]).get("status")
    if change is None or not change.before:
        return f"Changed, {now}"
    words = phrase.STATE_WORDS[change.before]  # type: ignore[index]
    return f"{words[0].upper()}{words[1:]} → {now}"
