"""A restriction, and the state of a source, in text."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from pipeline.analyse.register.history import value_words
from pipeline.model.restriction import ByHand, Candidate, Claim, Claims, Proof, Restriction, Tombstone
from pipeline.nightly.correcting import idle
from pipeline.nightly.house import House
from pipeline.text.words import counted

_WIDTH = 88


def restriction_lines(row: Restriction) -> Iterator[str]:
    """Title, status, provenance, every claim with its quotes, and the history."""
    yield f"{row.restriction_id}  {row.title}"
    yield f"{row.status}, {row.mechanism.replace('-', ' ')}; {row.provenance.phrase};"
    told = f"first told {row.first_reported}" if row.first_reported else "first told on an unknown day"
    yield f"{row.provenance.independent} independent of {row.provenance.reports} reports; {told}"
    if row.imported_from:
        yield f"imported from {row.imported_from}; no source of ours tells it yet"
    proofs = {proof.evidence_id: proof for proof in row.evidence}
    for field in fields(Claims):
        yield ""
        yield from _claim(field.name, getattr(row.claims, field.name), proofs)
    yield ""
    if row.by_hand:
        yield "by hand"
        yield from (line for act in row.by_hand for line in _wrapped(hand_words(act)))
        yield ""
    yield "history"
    for revision in row.history:
        changed = "; ".join(f"{c.field}: {c.before or '–'} → {c.after or '–'}" for c in revision.changes)
        note = f" ({revision.note})" if revision.note else ""
        yield from textwrap.wrap(
            f"{revision.number}. {revision.at[:10]}, {revision.trigger.replace('_', ' ')}: {changed}{note}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="     ",
        )


def candidate_lines(row: Candidate) -> Iterator[str]:
    """Title, what it lacks, and every claim with its quotes."""
    yield f"{row.candidate_id}  {row.title}"
    yield f"a candidate, {row.mechanism.replace('-', ' ')}; {row.provenance.phrase};"
    yield f"it needs {row.needs}, and {'lapsed' if row.lapsed_on else 'lapses'} on {row.lapsed_on or row.lapses_on}"
    proofs = {proof.evidence_id: proof for proof in row.evidence}
    for field in fields(Claims):
        yield ""
        yield from _claim(field.name, getattr(row.claims, field.name), proofs)


def hand_words(act: ByHand) -> str:
    """What an override does to a row, in a line."""
    if not act.field:
        return f"{act.act}: {act.reason}"
    return f"{act.field} set to {act.value}; the sources say {act.sources or 'nothing of it'}: {act.reason}"


def removed_lines(stone: Tombstone) -> Iterator[str]:
    """What became of a restriction that was removed."""
    into = f" into {stone.merged_into}" if stone.merged_into else ""
    by_hand = ", by hand" if stone.author else ""
    yield f"{stone.restriction_id}  was removed on {stone.removed_on}: {stone.reason.replace('_', ' ')}{into}{by_hand}"
    if stone.note:
        yield stone.note


def idle_lines(house: House) -> Iterator[str]:
    """One line for each override that changes nothing: where it stands, what it names, and why."""
    for act, why in idle(house):
        yield f"{act.place}: {act.act} {act.row} {why}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="     ")


def state_words(state: str, failure: str, *, stands_by: bool) -> str:
    """How a source is doing: "ok", "failing: timeout", "gone"; "stands by" for a fallback that was never needed."""
    if stands_by and state == "unread":
        return "stands by"
    return state if failure in ("", state) else f"{state}: {failure}"


def _claim(name: str, claim: Claim, proofs: dict[str, Proof]) -> Iterator[str]:
    if claim.status == "disputed":
        yield f"{name}: sources disagree"
        for alternative in claim.alternatives:
            yield f"  {value_words(alternative.value)}"
            yield from _quotes(alternative.evidence, proofs)
        return
    told = claim.status if claim.value is None else value_words(claim.value)
    by_hand = " (set by hand)" if claim.set_by == "override" else ""
    yield (
        f"{name}: {told}" + (f" ({claim.precision})" if claim.precision and claim.precision != "day" else "") + by_hand
    )
    yield from _quotes(claim.evidence, proofs)


def _quotes(ids: tuple[str, ...], proofs: dict[str, Proof]) -> Iterator[str]:
    for evidence_id in ids:
        proof = proofs[evidence_id]
        when = proof.published[:10] if proof.published else "undated"
        quoted = textwrap.wrap(f"“{proof.quote}”", _WIDTH - 4)
        yield from (f"    {line}" for line in quoted)
        yield f"    {proof.publisher}, {when}, {proof.url}"


def message_line(fate: Mapping[str, Any]) -> str:
    """What became of a message: "a@example.org  2026-W28 waits, 2 tries, next after 2026-…: what was said"."""
    named = " ".join(part for part in (fate["kind"] if fate["kind"] != "brief" else "", fate["edition_id"]) if part)
    state = {"queued": "waits", "sending": "unknown"}.get(fate["state"], fate["state"])
    tries = f", {counted(fate['attempts'], 'try', 'tries')}" if fate["attempts"] else ""
    later = f", next after {fate['next_try_at']}" if fate["next_try_at"] else ""
    return f"{fate['recipient']}  {named} {state}{tries}{later}" + (f": {fate['detail']}" if fate["detail"] else "")
