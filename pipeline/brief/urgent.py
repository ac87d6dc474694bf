"""Urgent notices: what cannot wait for the next brief. Decided from the register, what was told, and the day."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from pipeline.brief import phrase
from pipeline.brief.quoting import report
from pipeline.brief.wording import shorter_titles
from pipeline.model.edition import Edition, Exposure
from pipeline.model.options import AFFECTING
from pipeline.model.restriction import Claim, Restriction
from pipeline.model.urgent import Urgent
from pipeline.text.days import day_words
from pipeline.text.words import join_words, shorten

DAYS = 10
"""A restriction that takes effect in so many days, or fewer, does not wait."""
_PAST_DAYS = 7  # one that took effect longer ago has been told by a brief, or is old news
_CONFIRMED = frozenset({"in-force", "scheduled", "announced"})
_CLAIMS = frozenset({"action", "affected", "effective", "ends", "replacement", "targets"})
_ENDED: Mapping[str, str] = MappingProxyType(
    {
        "denied": "It has been denied.",
        "lifted": "It has been lifted.",
        "superseded": "Another restriction has taken its place.",
        "suspended": "It has been suspended.",
    }
)
"""By status, sorted."""
_SUBJECT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What readers have been told already.

    Attributes:
        editions: those that went out, oldest first.
        baseline_at: ISO time up to which everything is old: the cut-off of the first edition, whether it has gone out
            or waits as a draft. Empty while there is none; then nothing is urgent yet.
        notices: the last notice of each restriction that has one, by its id, whatever became of it.
        left: the last one of each that somebody may have got, ``made_on`` the day on which it left.
        waiting: what tells notices from others (``about``), of those that have a mail that waits.
    """

    editions: Sequence[Edition]
    baseline_at: str
    notices: Mapping[str, Urgent]
    left: Mapping[str, Urgent]
    waiting: Collection[str] = ()


def find_urgent(
    rows: Sequence[Restriction], exposures: Sequence[Exposure], told: Told, *, today: date, next_on: date, stamp: str
) -> tuple[Urgent, ...]:
    """The notices that a run sends, in the order of their days.

    Args:
        rows: of the register as it stands.
        exposures: what they mean for us; days left are counted from ``today``.
        told: what was told already.
        today: day of the run in the configured zone.
        next_on: the day of the next brief.
        stamp: a sentence printed on every mail.
    """
    if not told.baseline_at:
        return ()
    bearing: dict[str, list[Exposure]] = {}
    for exposure in exposures:
        bearing.setdefault(exposure.restriction_id, []).append(exposure)
    horizon = max(today + timedelta(days=DAYS), next_on)
    found = [
        notice
        for row in rows
        for notice in [_as_of(row, bearing.get(row.restriction_id, ()), told, today, stamp)]
        if notice and _is_due(row, notice, told, horizon)
    ]
    return tuple(sorted(found, key=lambda notice: (notice.effective_on, notice.restriction_id)))


def as_it_stands(
    notice: Urgent, row: Restriction, exposures: Sequence[Exposure], told: Told, *, today: date
) -> Urgent | None:
    """A notice that waits, with its days counted from ``today``; None if the register says otherwise by now.

    Args:
        notice: as it was made.
        row: its restriction as the register has it now.
        exposures: what that means for us, counted from ``today``.
        told: as for ``find_urgent``.
        today: day of the run in the configured zone.
    """
    last = told.notices.get(notice.restriction_id)
    fresh = _as_of(row, exposures, told, today, notice.stamp)
    if fresh is None or last is None or last.about != notice.about or fresh.claimed != notice.claimed:
        return None
    kept = fresh.exposures if not notice.over else notice.exposures
    return replace(
        notice, made_on=fresh.made_on, in_days=(_on(notice) - today).days, exposures=kept, provenance=fresh.provenance
    )


def is_confirmed(row: Restriction) -> bool:
    """Whether the actor or a person of ours vouches for a restriction that binds or will.

    A vendor's word on what somebody else decided about its tool is not the actor's.
    """
    vouched = row.provenance.confirmed_by_actor or any(act.act == "confirm" for act in row.by_hand)
    return vouched and row.status in _CONFIRMED and not row.imported_from


def _is_due(row: Restriction, notice: Urgent, told: Told, horizon: date) -> bool:
    """Whether it cannot wait: it is new or changed, and its day is near."""
    last, before, day = told.notices.get(row.restriction_id), told.left.get(row.restriction_id), _on(notice)
    if last is not None and last.about in told.waiting and last.claimed == notice.claimed:
        return False
    if before is not None and before.over and notice.over:
        return False
    if before is not None:  # a day that moved away is told as well as one that came near
        earlier = _on(before)
        ahead = max(day, earlier).isoformat() >= notice.made_on
        return before.claimed != notice.claimed and ahead and min(day, earlier) <= horizon
    if day > horizon or notice.in_days < -_PAST_DAYS:
        return False
    told_on = _last_told(row, told)
    return told_on is None or (notice.in_days >= 0 and (day - told_on).days > DAYS)


def _last_told(row: Restriction, told: Told) -> date | None:
    """The day on which readers were told last what is claimed now; None if they were not."""
    times = [edition.until_at or f"{edition.next_on}T23:59:59Z" for edition in told.editions if _tells(edition, row)]
    if row.history[0].at <= told.baseline_at:
        times.append(told.baseline_at)
    newest = max(times, default="")
    changed = max((r.at for r in row.history if any(c.field in _CLAIMS for c in r.changes)), default="")
    return date.fromisoformat(newest[:10]) if newest and newest >= changed else None


def _tells(edition: Edition, row: Restriction) -> bool:
    named = {item.restriction_id for item in edition.items} | {one.restriction_id for one in edition.exposures or ()}
    named |= {one.restriction_id for one in edition.dates} | {one.restriction_id for one in edition.changes}
    return row.restriction_id in named


def _as_of(row: Restriction, exposures: Sequence[Exposure], told: Told, today: date, stamp: str) -> Urgent | None:
    """What a notice would say now: that it affects us, or that it does not any more; None where neither is so."""
    last, before = told.notices.get(row.restriction_id), told.left.get(row.restriction_id)
    number = last.number + 1 if last else 1
    touching = [exposure for exposure in exposures if exposure.bearing in AFFECTING]
    over = _over(row, touching, exposures)
    if not over:
        return replace(_notice(row, touching, before, today), number=number, stamp=stamp)
    if before is None or before.withdrawn or (_on(before) < today and not before.over):
        return None
    says = (("over", over),)
    return replace(
        before,
        number=number,
        claimed=_hash(says),
        made_on=today.isoformat(),
        subject=_fitted("No longer so: ", _titles(row, before.headline)),
        provenance=row.provenance.phrase,
        in_days=(_on(before) - today).days,
        what="",
        exposures=tuple(replace(one, reason="", next="") for one in before.exposures),
        corrections=phrase.corrections(row),
        source=report(row),
        changed=(),
        over=over,
        told=says,
        stamp=stamp,
    )


def _over(row: Restriction, touching: Sequence[Exposure], exposures: Sequence[Exposure]) -> str:
    """Why a restriction is nothing that a notice would tell; empty if it is."""
    if row.status in _ENDED:
        return _ENDED[row.status]
    if not is_confirmed(row):
        return "It is no longer confirmed."
    if row.claims.effective.status == "disputed":
        return "Sources disagree by now on the day on which it takes effect."
    if not _day(row.claims.effective):
        return "The day on which it takes effect is no longer known."
    if touching:
        return ""
    if any(exposure.bearing == "unknown" for exposure in exposures):
        return "Whether it affects us is no longer known."
    return "It does not affect us, as the register and our inventory stand now."


def _notice(row: Restriction, exposures: Sequence[Exposure], before: Urgent | None, today: date) -> Urgent:
    day, says = _day(row.claims.effective), _says(row, exposures)
    return Urgent(
        restriction_id=row.restriction_id,
        number=1,
        claimed=_hash(says),
        made_on=today.isoformat(),
        subject=_fitted("Urgent: ", _titles(row, row.title)),
        headline=row.title,
        provenance=row.provenance.phrase,
        effective_on=day,
        in_days=(date.fromisoformat(day) - today).days,
        exposures=tuple(exposures),
        what=phrase.what(row),
        corrections=phrase.corrections(row),
        source=report(row),
        changed=_changed(before, says) if before else (),
        told=says,
    )


def _on(notice: Urgent) -> date:
    return date.fromisoformat(notice.effective_on)


def _hash(says: Sequence[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:16]


def _day(claim: Claim) -> str:
    """The day on which it takes effect, if one day is known; nothing of a longer span or where sources disagree."""
    value = claim.value
    return value if claim.status == "known" and isinstance(value, str) and len(value) == len("2026-07-10") else ""


def _says(row: Restriction, exposures: Sequence[Exposure]) -> tuple[tuple[str, str], ...]:
    """What the notice claims: each field with its value in words."""
    action = row.claims.action.value
    replacement = row.claims.replacement
    ends = row.claims.ends
    tools = [f"{exposure.tool} ({exposure.bearing})" for exposure in exposures]
    return (
        ("effective", day_words(_day(row.claims.effective))),
        ("ends", day_words(ends.value) if ends.status == "known" and isinstance(ends.value, str) else ""),
        ("action", action.replace("_", " ") if isinstance(action, str) else ""),
        ("tools", join_words(sorted(dict.fromkeys(tools)))),
        ("replacement", str(replacement.value) if replacement.status == "known" else ""),
    )


def _changed(before: Urgent, says: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """One sentence for each claim that the notice before told otherwise."""
    if before.withdrawn:  # nobody can say any more what it said
        return ()
    labels = {
        "effective": "Takes effect",
        "ends": "Ends",
        "action": "What was decided",
        "tools": "Our tools",
        "replacement": "Replacement",
    }
    when, earlier = day_words(before.made_on), dict(before.told)
    if before.over:
        return (f"It stands; the notice of {when} said that it no longer did.",)
    return tuple(
        f"{labels[field]}: {value or 'not known'}; the notice of {when} said {earlier.get(field) or 'nothing of it'}."
        for field, value in says
        if value != earlier.get(field, "")
    )


def _titles(row: Restriction, headline: str) -> Sequence[str]:
    """What a restriction may be called, the longest first; what it was called, if it is called otherwise now."""
    return (row.title, *shorter_titles(row)) if headline == row.title else (headline,)


def _fitted(begin: str, titles: Sequence[str]) -> str:
    """A subject of at most 60 characters; shorter titles are taken before words are cut."""
    made = [f"{begin}{title}" for title in titles]
    return next((subject for subject in made if len(subject) <= _SUBJECT), shorten(made[-1], _SUBJECT))
