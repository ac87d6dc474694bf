"""Why a row of the register says what it says: its gate, claim by claim with evidence, and what a person decided."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from pipeline.analyse.register.founding import is_close
from pipeline.analyse.register.history import claim_words, value_words
from pipeline.analyse.register.support import Support
from pipeline.explain.mends import correct, promote
from pipeline.explain.told import Told
from pipeline.model.errors import UsageError
from pipeline.model.override import Override
from pipeline.model.restriction import ByHand, Candidate, Claim, Claims, Proof, Restriction, Tombstone
from pipeline.nightly.correcting import replayed
from pipeline.nightly.house import House
from pipeline.nightly.reports import rows_of
from pipeline.text.words import join_words

_GOOD = ("A", "B")


def explain_row(house: House, name: str) -> list[Told]:
    """Tell why a restriction or a candidate is what it is; at least one line.

    Args:
        house: with the store; nothing is fetched and nothing is changed.
        name: its id.

    Raises:
        UsageError: there is no such row.
    """
    register = house.store.registry.register(today=house.today.isoformat())
    stone = next((stone for stone in register.tombstones if stone.restriction_id == name), None)
    if stone is not None:
        return list(_removed(house, stone))
    row = next((row for row in register.restrictions if row.restriction_id == name), None)
    if row is not None:
        return list(_restriction(house, row))
    shown = {row.restriction_id: row for row in register.restrictions}
    became = [shown[row_id] for row_id in house.store.registry.became(name) if row_id in shown]
    if became:
        return list(_became(house, name, became))
    named = house.store.registry.named([name])
    if named and isinstance(named[0], Candidate):
        return list(_candidate(house, named[0]))
    raise UsageError(
        f"{name}: no such row; `offlimits register` lists the restrictions, the page watch/ the candidates"
    )


def _removed(house: House, stone: Tombstone) -> Iterator[Told]:
    into = f" into {stone.merged_into}" if stone.merged_into else ""
    words = f"removed on {stone.removed_on}: {stone.reason.replace('_', ' ')}{into}; {stone.note or 'no note'}"
    yield Told(step="register", words=words)
    act = decided_on(house, stone.restriction_id)
    if act:
        yield Told(step="by hand", words=_by(act))
        yield Told(step="mend", words=f"take {act.place} out of the file, and it comes back with the next run")


def _restriction(house: House, row: Restriction) -> Iterator[Told]:
    yield Told(step="register", words=f"{row.status}: “{row.title}”; {row.provenance.phrase}")
    supports = list(_supports(house, row.restriction_id, row))
    yield from _gate(supports)
    proofs = {proof.evidence_id: proof for proof in row.evidence}
    for item in fields(Claims):
        yield from _claim(item.name, getattr(row.claims, item.name), proofs, row.by_hand)
    for act in row.by_hand:
        if not act.field:
            yield Told(step="by hand", words=f"{act.act}: {act.reason}")
    if supports:
        yield correct(row.restriction_id, supports[0].report)


def _became(house: House, name: str, rows: Sequence[Restriction]) -> Iterator[Told]:
    """Which restrictions a candidate became."""
    for row in rows:
        words = f"became {row.restriction_id}, “{row.title}”; `offlimits explain {row.restriction_id}` tells all"
        yield Told(step="register", words=words)
    act = decided_on(house, name)
    if act:
        yield Told(step="by hand", words=_by(act))


def _candidate(house: House, row: Candidate) -> Iterator[Told]:
    lapsed = "lapsed" if row.lapses_on < house.today.isoformat() else "lapses"
    yield Told(
        step="register", words=f"a candidate, “{row.title}”; it needs {row.needs}, and {lapsed} on {row.lapses_on}"
    )
    act = decided_on(house, row.candidate_id)
    if act:
        yield Told(step="by hand", words=_by(act))
    supports = list(_supports(house, row.candidate_id, row))
    yield from _gate(supports)
    proofs = {proof.evidence_id: proof for proof in row.evidence}
    for item in fields(Claims):
        yield from _claim(item.name, getattr(row.claims, item.name), proofs, ())
    if supports and not act:
        yield promote(row.candidate_id, supports[0].report.url)


def decided_on(house: House, row_id: str) -> Override | None:
    """The override that takes a row out of the register, or makes another of it; None if there is none."""
    found = replayed(house)
    made = {key.removeprefix("promote:"): restriction_id for key, restriction_id in found.given.items()}
    for act, about in found.told:
        ids = {act.row, about} if act.act in ("reject", "merge", "promote") else set()
        if row_id in ids and not (act.act == "merge" and row_id == about):
            return act
        if act.act == "promote" and made.get(row_id) == about:
            return act
    stone = found.laid[row_id].stone if row_id in found.laid else None
    same = (act for act, _ in found.told if stone and act.reason == stone.note and act.act in ("merge", "reject"))
    return next(same, None)


def _by(act: Override) -> str:
    into = f" into {act.into}" if act.into else ""
    return f"{act.act}{into}, by {act.place}: {act.reason}"


def _supports(house: House, row_id: str, row: Restriction | Candidate) -> Iterator[Support]:
    """The events of a row, as its sources give them; those of a row made by hand are found by its quotes."""
    items = house.store.registry.named([row_id]) or house.store.registry.of_articles(p.article_id for p in row.evidence)
    told = {proof.article_id for proof in row.evidence}
    for held in rows_of(house, items, set()):
        yield from (s for s in sorted(held.supports, key=lambda s: s.order) if s.report.article_id in told)


def _gate(supports: Sequence[Support]) -> Iterator[Told]:
    """What each report does for the gate."""
    for support in supports:
        report = support.report
        close = "told close together" if is_close(support) else "not told in one place"
        about = [f"grade {report.grade}", *_about(support)]
        words = (
            f"{report.outlet}, {report.published or 'undated'}: actor, action and tool are {close}; {join_words(about)}"
        )
        yield Told(step="gate", words=f"{words}; {_founds(support)}; {report.url}")


def _about(support: Support) -> Iterator[str]:
    if support.is_first_hand:
        yield "a party to the matter itself"
    if support.report.unlisted:
        yield "of no listed outlet"
    if support.report.partial:
        yield "known by headline and summary alone"
    if support.report.copy_of:
        yield f"a copy of {support.report.copy_of}"


def _founds(support: Support) -> str:
    if not is_close(support):
        return "it founds nothing"
    if support.report.unlisted:
        return "beside a report of a listed outlet it counts as a second"
    if support.is_first_hand or support.report.grade in _GOOD:
        return "it founds the row alone"
    return "with a second independent report it founds the row"


def _claim(name: str, claim: Claim, proofs: dict[str, Proof], acts: Sequence[ByHand]) -> Iterator[Told]:
    words = claim_words(claim) or claim.status.replace("_", " ")
    act = next((act for act in acts if act.field == name), None) if claim.set_by == "override" else None
    if act:
        words = f"{words}, set by hand: {act.reason}; the sources say {act.sources or 'nothing of it'}"
    elif claim.set_by == "import":
        words += ", as another register says"
    yield Told(step="claim", words=f"{name}: {words}")
    for value, evidence in ((claim.value, claim.evidence), *((a.value, a.evidence) for a in claim.alternatives)):
        for proof in (proofs[evidence_id] for evidence_id in evidence):
            said = f"{value_words(value)}: " if claim.alternatives and value is not None else ""
            day = proof.published[:10] if proof.published else "undated"
            yield Told(step="claim", words=f"{name}: {said}“{proof.quote}” ({proof.publisher}, {day}, {proof.url})")
