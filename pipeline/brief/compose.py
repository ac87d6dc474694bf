"""One week's edition, composed from the register and from what was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.brief import phrase
from pipeline.brief.bottom_line import Headlines, bottom_line, public_bottom_line, subject
from pipeline.brief.exposure import find_exposures
from pipeline.model.edition import (
    Coverage,
    DateAhead,
    Edition,
    Exposure,
    Item,
    RegisterChange,
    Watched,
)
from pipeline.model.options import BriefOptions, Inventory
from pipeline.model.restriction import Register, Restriction, Revision
from pipeline.text.days import MONTHS, WEEKDAYS, Week, day_words, when_words

_LIVE = frozenset({"in-force", "reported"})
_PENDING = frozenset({"proposed", "rumoured", "announced"})
_TAKES_EFFECT, _ENDS, _DOUBT = "", "; it ends then", "; sources disagree on the day"
_MINOR = frozenset({"affected", "provenance", "reasons", "related", "targets"})
_BASELINE_ITEMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What an edition covers.

    Attributes:
        week: the ISO week that it is named after, the last one.
        first_on: its first day, or that of the first week that was missed.
        since: revisions after this time are new to the reader; empty for a baseline.
        until: revisions up to this time are in.
    """

    week: Week
    first_on: date
    since: str
    until: str
    baseline: bool


def compose(
    window: Window, register: Register, coverage: Coverage, *, inventory: Inventory | None, options: BriefOptions
) -> Edition:
    """Compose an edition.

    Args:
        window: week and cut-offs.
        register: the register as it stands at the cut-off.
        coverage: what was read and what was not.
        inventory: None if the operator gives none; then nothing is said about "us".
        options: limits and the stamp.
    """
    last_on = window.week.last_on
    register = replace(register, restrictions=tuple(row for row in register.restrictions if not row.imported_from))
    rows = register.restrictions
    leads = _ranked(rows, window)
    items = tuple(_item(row, _revisions(row, window), rows, window, options) for row in leads)
    dates = tuple(_dates(rows, last_on, options.days_ahead))
    headlines = _headlines(window, register, coverage, items, dates, options.days_ahead)
    touched = _touched(rows, leads, window, inventory) if inventory else None
    return Edition(
        edition_id=window.week.week_id,
        first_on=window.first_on.isoformat(),
        last_on=last_on.isoformat(),
        timezone=options.timezone,
        next_on=(last_on + timedelta(days=8)).isoformat(),
        baseline=window.baseline,
        subject=subject(headlines, touched or ()),
        bottom_line=bottom_line(headlines, touched),
        public_subject=subject(headlines, ()),
        public_bottom_line=public_bottom_line(headlines),
        items=items,
        exposures=touched,
        steps=(),
        dates=dates,
        changes=(*_register_changes(rows, window), *_withdrawn(register, window)),
        watching=tuple(_watching(register)),
        coverage=coverage,
        in_force=headlines.in_force,
        in_force_by_month=tuple(_by_month(rows, last_on)),
        stamp=options.stamp,
    )


def _headlines(
    window: Window,
    register: Register,
    coverage: Coverage,
    items: tuple[Item, ...],
    dates: tuple[DateAhead, ...],
    days_ahead: int,
) -> Headlines:
    rows = register.restrictions
    return Headlines(
        items=items,
        dates=dates,
        coverage=coverage,
        week=window.week,
        baseline=window.baseline,
        in_force=sum(row.status in _LIVE for row in rows),
        pending=sum(row.status in _PENDING for row in rows) + len(register.candidates),
        days_ahead=days_ahead,
        missed=(window.week.first_on - window.first_on).days // 7,
        shorter={row.restriction_id: phrase.shorter_titles(row) for row in rows},
    )


def _touched(
    rows: Sequence[Restriction], leads: Sequence[Restriction], window: Window, inventory: Inventory
) -> tuple[Exposure, ...]:
    """What touches us and is told in this edition: what is a lead of it, or has its day to come."""
    told = {row.restriction_id for row in leads}
    found = find_exposures(rows, inventory, window.week.last_on)
    return tuple(e for e in found if window.baseline or e.restriction_id in told or e.days_left)


def _revisions(row: Restriction, window: Window) -> tuple[Revision, ...]:
    return tuple(revision for revision in row.history if window.since < revision.at <= window.until)


def _is_new(revisions: Sequence[Revision]) -> bool:
    return any(revision.number == 1 for revision in revisions)


def _in_window(row: Restriction, window: Window) -> bool:
    """Announced or first reported inside the window."""
    announced = row.claims.announced.value if row.claims.announced.status == "known" else None
    days = [value[:10] for value in (announced, row.first_reported) if isinstance(value, str) and len(value) >= 10]
    first, last = window.first_on.isoformat(), window.week.last_on.isoformat()
    return any(first <= day <= last for day in days)


def _ranked(rows: Sequence[Restriction], window: Window) -> list[Restriction]:
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
    revisions = _revisions(row, window)
    if _is_new(revisions) and _in_window(row, window):
        return True
    return any(change.field not in _MINOR for r in revisions if r.number > 1 for change in r.changes)


def _status_rank(row: Restriction) -> int:
    return 0 if row.status in _LIVE or row.status == "scheduled" else 1 if row.status == "lifted" else 2


def _day_number(row: Restriction) -> int:
    return date.fromisoformat(row.first_reported[:10]).toordinal() if row.first_reported else 0


def _item(
    row: Restriction,
    revisions: Sequence[Revision],
    rows: Sequence[Restriction],
    window: Window,
    options: BriefOptions,
) -> Item:
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
    if _is_new(revisions) and _in_window(row, window):
        return f"New → {now}" if row.status not in ("lifted", "denied") else now[0].upper() + now[1:]
    before = next((c.before for r in revisions for c in r.changes if c.field == "status" and c.before), None)
    if before is None:
        return f"Changed, {now}"
    words = phrase.STATE_WORDS[before]  # type: ignore[index]
    return f"{words[0].upper()}{words[1:]} → {now}"


def _dates(rows: Sequence[Restriction], last_on: date, days: int) -> list[DateAhead]:
    """Days, and longer spans of which the day is not given, in the next so many days."""
    horizon = (last_on + timedelta(days=days)).isoformat()
    found = []
    for row in rows:
        if row.status in ("lifted", "denied", "superseded"):
            continue
        for claim, what in ((row.claims.effective, _TAKES_EFFECT), (row.claims.ends, _ENDS)):
            known = [(claim.value, claim.precision)] if claim.status == "known" else []
            for value, precision in known or [(other.value, other.precision) for other in claim.alternatives]:
                if not isinstance(value, str):
                    continue
                start = _first_day(value)
                if not last_on.isoformat() < _last_day(value) or start > horizon:
                    continue
                doubt = _DOUBT if claim.status == "disputed" else ""
                found.append(
                    DateAhead(
                        when=max(start, last_on.isoformat()),
                        label=_day_label(value, last_on),
                        text=f"{row.title}{what}{doubt}",
                        restriction_id=row.restriction_id,
                        precision=precision or "day",
                    )
                )
    return sorted(found, key=lambda d: (d.when, d.label, d.restriction_id))


def _first_day(value: str) -> str:
    if "-Q" in value:
        return f"{value[:4]}-{3 * int(value[-1]) - 2:02}-01"
    return value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value


def _last_day(value: str) -> str:
    if len(value) == 10:
        return value
    if "-Q" in value:
        return f"{value[:4]}-{3 * int(value[-1]):02}-31"
    return value + ("-31" if len(value) == 7 else "-12-31")


def _day_label(value: str, last_on: date) -> str:
    if len(value) < 10:
        return f"{day_words(value)}, day not given"
    day = date.fromisoformat(value)
    year = f" {day.year}" if day.year != last_on.year else ""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


def _register_changes(rows: Sequence[Restriction], window: Window) -> list[RegisterChange]:
    """One line for each row that changed in the window; a baseline has none."""
    found = []
    for row in rows:
        revisions = () if window.baseline else _revisions(row, window)
        if not revisions:
            continue
        if _is_new(revisions):
            kind = "new" if _in_window(row, window) else "newly registered"
            announced = row.claims.announced.value
            told = announced if isinstance(announced, str) else row.first_reported
            when = (
                f"; first told {when_words(told[:10])}" if kind == "newly registered" and isinstance(told, str) else ""
            )
            found.append(
                RegisterChange(
                    kind=kind, restriction_id=row.restriction_id, text=f"{row.title}{when}{_by_hand(revisions)}"
                )
            )
            continue
        fields = dict.fromkeys(change.field for revision in revisions for change in revision.changes)
        kind = "lifted" if row.status == "lifted" and "status" in fields else "changed"
        taken_back = _taken_back(revisions)
        if taken_back:
            found.append(
                RegisterChange(
                    kind="withdrawn", restriction_id=row.restriction_id, text=f"a report of it was {taken_back}"
                )
            )
        if all(revision.trigger == "retraction" for revision in revisions):
            continue
        corrected = _by_hand(revisions)
        told = corrected or f" ({', '.join(fields)})"
        found.append(
            RegisterChange(
                kind="corrected" if corrected else kind, restriction_id=row.restriction_id, text=f"{row.title}{told}"
            )
        )
    return found


def _by_hand(revisions: Sequence[Revision]) -> str:
    """Why a person changed a row; empty where nobody did."""
    notes = dict.fromkeys(r.note for r in revisions if r.trigger == "override" and r.note)
    return f"; corrected by hand: {' '.join(notes)}" if notes else ""


def _taken_back(revisions: Sequence[Revision]) -> str:
    """Why a report was retracted; empty where none was."""
    notes = dict.fromkeys(r.note for r in revisions if r.trigger == "retraction")
    return f"retracted: {' '.join(notes)}" if notes else ""


def _withdrawn(register: Register, window: Window) -> Iterator[RegisterChange]:
    """One line for each row that left the register in the window, and for each page that was taken back.

    A baseline has none but what was retracted.
    """
    for retraction in register.retractions:
        if not retraction.restriction_ids and window.since < retraction.at <= window.until:
            text = f"a page of {retraction.place} was retracted: {retraction.reason}"
            yield RegisterChange(kind="withdrawn", restriction_id="", text=text)
    for stone in register.tombstones:
        at = stone.removed_at or stone.removed_on
        told = stone.reason == "retracted" or not window.baseline
        if told and window.since[: len(at)] < at <= window.until:
            yield RegisterChange(kind="withdrawn", restriction_id=stone.restriction_id, text=phrase.removal(stone))


def _watching(register: Register) -> list[Watched]:
    found = [
        Watched(text=candidate.title, needs=candidate.needs, drop_by=candidate.lapses_on)
        for candidate in register.candidates
    ]
    found += [
        Watched(
            text=row.title,
            needs="a decision",
            drop_by=None,
            restriction_id=row.restriction_id,
        )
        for row in register.restrictions
        if row.status == "proposed"
    ]
    return found


def _by_month(rows: Sequence[Restriction], last_on: date) -> list[tuple[str, int]]:
    """How many restrictions were in force at the end of each of the last seven months."""
    months = []
    year, month = last_on.year, last_on.month
    for _ in range(7):
        months.append(f"{year}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return [
        (name, sum(_held(row, min(f"{name}-31", last_on.isoformat())) for row in rows)) for name in reversed(months)
    ]


def _held(row: Restriction, day: str) -> bool:
    """Whether a row was in force on a day, as far as its days are known."""
    if row.status in ("proposed", "denied", "rumoured", "announced", "suspended", "superseded"):
        return False
    start = row.claims.effective.value if row.claims.effective.status == "known" else row.first_reported
    if not isinstance(start, str) or _first_day(start[:10]) > day:
        return False
    end = row.claims.ends.value if row.claims.ends.status == "known" else None
    if isinstance(end, str):
        return _first_day(end) > day
    return row.status != "lifted"
