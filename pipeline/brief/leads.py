"""What changed: which rows lead an edition, in which order, and how each of them is told."""

from collections.abc import Sequence
from datetime import date

from pipeline.brief import phrase
from pipeline.brief.window import Window, in_window, is_new, revisions_in
from pipeline.model.edition import Item
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Restriction, Revision

LIVE = frozenset({"in-force", "reported"})
_MINOR = frozenset({"affected", "provenance", "reasons", "related", "targets"})
_BASELINE_ITEMS = 5


def rank_leads(rows: Sequence[Restriction], window: Window) -> list[Restriction]:
    """Leads: what is in force first, then what most sources tell; old news only in the register.

    The inventory has no say: the public build shows the same order, and would tell by it what affects us.
    """
    worth = [row for row in rows if (_status_rank(row) == 0 if window.baseline else _is_lead(row, window))]
    ranked = sorted(
        worth,
        key=lambda row: (
            _status_rank(row),
            -row.provenance.independent,
            -row.provenance.reports,
            -_day_number(row),
            row.restriction_id,
        ),
    )
    return ranked[:_BASELINE_ITEMS] if window.baseline else ranked


def _is_lead(row: Restriction, window: Window) -> bool:
    """Whether it is new, or has changed since it was registered in what a reader acts on."""
    revisions = revisions_in(row, window)
    if is_new(revisions) and in_window(row, window):
        return True
    return any(change.field not in _MINOR for r in revisions if r.number > 1 for change in r.changes)


def _status_rank(row: Restriction) -> int:
    return 0 if row.status in LIVE or row.status == "scheduled" else 1 if row.status == "lifted" else 2


def _day_number(row: Restriction) -> int:
    return date.fromisoformat(row.first_reported[:10]).toordinal() if row.first_reported else 0


def item(
    row: Restriction,
    revisions: Sequence[Revision],
    rows: Sequence[Restriction],
    window: Window,
    options: BriefOptions,
) -> Item:
    """A lead as it is told.

    Args:
        row: the restriction.
        revisions: of it, in the window.
        rows: all rows of the register.
        window: week and cut-offs.
        options: limits.
    """
    others = [other for other in rows if other.restriction_id != row.restriction_id]
    return Item(
        restriction_id=row.restriction_id,
        state=_state(row, revisions, window),
        tone=phrase.tone(row.status),
        mechanism=phrase.mechanism_words(row.mechanism),
        provenance=row.provenance.phrase,
        reports=row.provenance.reports,
        independent=row.provenance.independent,
        headline=row.title,
        what=phrase.what(row),
        so_what=phrase.so_what(row, others, window.week.last_on),
        next=phrase.following(row),
        quote=phrase.quote(row, options.quote_words),
        disagreements=phrase.disagreements(row),
        corrections=phrase.corrections(row),
    )


def _state(row: Restriction, revisions: Sequence[Revision], window: Window) -> str:
    now = phrase.STATE_WORDS[row.status]
    if window.baseline:
        return now[0].upper() + now[1:]
    if is_new(revisions) and in_window(row, window):
        return f"New → {now}" if row.status not in ("lifted", "denied") else now[0].upper() + now[1:]
    before = next((c.before for r in revisions for c in r.changes if c.field == "status" and c.before), None)
    if before is None:
        return f"Changed, {now}"
    words = phrase.STATE_WORDS[before]  # type: ignore[index]
    return f"{words[0].upper()}{words[1:]} → {now}"
