"""The order in which articles arrive changes nothing: not within a night, nor over several nights."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.register.claims import gather
from pipeline.analyse.register.provenance import judge
from pipeline.analyse.register.rows import Ledgered, Row, merge
from pipeline.analyse.register.support import Support
from pipeline.model.event import Report
from pipeline.model.restriction import Claims, Proof, Provenance, Register, Tombstone
from pipeline.render.register_json import check, register_json
from tests.unit.analyse.telling import LEXICON, NOW, day, one_report, told

MOODS: tuple[dict[str, Any], ...] = (
    {},
    {"status": "upcoming"},
    {"action": "limit"},
    {"action": "propose", "status": "proposed"},
    {"action": "deny", "status": "denied"},
    {"action": "lift", "status": "lifted"},
)
_EFFECTIVE = (None, day("2026-07-10"), day("2026-08-15"), day("2026-07", "month"), day("2026-Q3", "quarter"))
_ANNOUNCED = (None, None, day("2026-03-02"), day("2026-06-20"), day("2026-06-21"), day("2026-06", "month"))
_DAYS = st.one_of(st.none(), st.dates(date(2026, 3, 1), date(2026, 7, 12)).map(date.isoformat))
TOOLS = (("Quill",), ("ChatGPT",), ("Quill", "ChatGPT"))


@st.composite
def told_by(
    draw: st.DrawFn, outlet: str, targets: Sequence[tuple[str, ...]], moods: Sequence[dict[str, Any]]
) -> Support:
    return told(
        outlet,
        draw(_DAYS),
        grade=draw(st.sampled_from(("A", "C", "F"))),
        targets=draw(st.sampled_from(targets)),
        effective=draw(st.sampled_from(_EFFECTIVE)),
        announced=draw(st.sampled_from(_ANNOUNCED)),
        mechanism=draw(st.sampled_from(("employer-ban", "employer-limit", "court-order"))),
        affected=draw(st.sampled_from((None, "staff", "staff in Norway", "staff in Japan"))),
        replacement=draw(st.sampled_from((None, "Bollard", "Anchor"))),
        attribution=draw(st.sampled_from((None, "Reuters", "a memo", "Northwind Freight"))),
        copy_of=draw(st.sampled_from((None, "Alpha"))),
        **draw(st.sampled_from(moods)),
    )


@st.composite
def articles(draw: st.DrawFn, targets: Sequence[tuple[str, ...]], moods: Sequence[dict[str, Any]]) -> list[Report]:
    outlets = draw(st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=6, unique=True))
    return [
        one_report(*(draw(told_by(f"{letter} Post", targets, moods)) for _ in range(draw(st.integers(1, 2)))))
        for letter in outlets
    ]


def night(reports: Sequence[Report], rows: Sequence[Row] = (), serials: dict[int, int] | None = None) -> Ledgered:
    return merge(reports, rows, serials=serials or {}, now=NOW, lexicon=LEXICON)


Content = tuple[Claims, Provenance, tuple[Proof, ...], tuple[Support, ...], bool]


def content(row: Row) -> Content:
    """What a row says, without when it was learned."""
    claims, proofs = gather(row.supports, LEXICON, NOW.date())
    return claims, judge(row.supports, LEXICON), proofs, row.supports, row.held is None


def contents(rows: Sequence[Row]) -> list[Content]:
    return [content(row) for row in sorted(rows, key=lambda row: [support.order for support in row.supports])]


def after(nights: Sequence[Sequence[Report]]) -> list[Row]:
    """The rows after several nights."""
    return played(nights)[0]


def played(nights: Sequence[Sequence[Report]]) -> tuple[list[Row], dict[str, str]]:
    """The rows after several nights, and what each row that is gone went into.

    After each night, the register keeps to its schema.
    """
    rows: dict[str, Row] = {}
    serials: dict[int, int] = {}
    stones: list[Tombstone] = []
    for reports in nights:
        merged = night(reports, tuple(rows.values()), serials)
        for row_id in (*merged.promoted, *merged.emptied, *(gone for gone, _ in merged.merged)):
            del rows[row_id]
        stones += [
            Tombstone(restriction_id=gone, removed_on="2026-07-13", reason="merged", merged_into=into)
            for gone, into in merged.merged
        ]
        for held, supports in merged.rows:
            rows[held.restriction_id] = Row(row_id=held.restriction_id, held=held, supports=supports)
            year, serial = int(held.restriction_id[4:8]), int(held.restriction_id[9:])
            serials[year] = max(serials.get(year, 0), serial)
        for candidate, supports in merged.candidates:
            rows[candidate.candidate_id] = Row(row_id=candidate.candidate_id, held=None, supports=supports)
        assert check(json.loads(register_json(register_of(rows.values(), stones)))) == []
    return list(rows.values()), {stone.restriction_id: stone.merged_into or "" for stone in stones}


def register_of(rows: Iterable[Row], stones: Sequence[Tombstone]) -> Register:
    kept = sorted((row.held for row in rows if row.held), key=lambda held: held.restriction_id)
    return Register(restrictions=tuple(kept), tombstones=tuple(stones), version="2026.07.13.1")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_order_within_a_night_gives_the_same_rows(data: st.DataObject) -> None:
    reports = data.draw(articles(TOOLS, MOODS))
    shuffled = data.draw(st.permutations(reports))
    assert night(shuffled) == night(reports)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_any_cut_into_nights_gives_the_same_rows(data: st.DataObject) -> None:
    reports = data.draw(articles(TOOLS, MOODS))
    shuffled = data.draw(st.permutations(reports))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=3)))
    nights = [shuffled[start:end] for start, end in pairwise([0, *cuts, len(shuffled)])]
    assert contents(after(nights)) == contents(after([reports]))


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_an_id_once_given_stays_or_leads_to_the_row_that_took_it_in(data: st.DataObject) -> None:
    reports = data.draw(articles((("Quill",), ("ChatGPT",), ("Claude",)), MOODS))
    seen: set[str] = set()
    for last in range(len(reports) + 1):
        rows, gone = played([[report] for report in reports[:last]])
        ids = [row.row_id for row in rows if row.held]
        assert len(ids) == len(set(ids))
        assert seen <= {*ids, *gone}
        assert not set(ids) & set(gone)
        seen |= set(ids)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_the_same_night_twice_changes_nothing(data: st.DataObject) -> None:
    reports = data.draw(articles(TOOLS, MOODS))
    assert night(reports, after([reports]), {2026: 99}) == Ledgered()
