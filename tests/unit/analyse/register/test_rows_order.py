"""The order in which articles arrive changes nothing: not within a night, nor over several nights."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.register.claims import gather
from pipeline.analyse.register.provenance import judge
from pipeline.analyse.register.rows import Ledgered, Row, merge
from pipeline.analyse.register.support import Support
from pipeline.model.event import Report
from pipeline.model.restriction import Claims, Proof, Provenance
from tests.unit.analyse.telling import LEXICON, NOW, day, one_report, told

MOODS: tuple[dict[str, Any], ...] = (
    {},
    {"status": "upcoming"},
    {"action": "limit"},
    {"action": "propose", "status": "proposed"},
    {"action": "deny", "status": "denied"},
    {"action": "lift", "status": "lifted"},
)
IMPOSING_OR_NOT = MOODS[:-1]
"""All but a lift: after it a row may be left for a new one, and then it counts what was known at the time."""
_EFFECTIVE = (None, day("2026-07-10"), day("2026-08-15"), day("2026-07", "month"), day("2026-Q3", "quarter"))
_DAYS = st.one_of(st.none(), st.dates(date(2026, 5, 1), date(2026, 7, 12)).map(date.isoformat))


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


def content(row: Row) -> tuple[Claims, Provenance, tuple[Proof, ...], tuple[Support, ...]]:
    """What a row says, without when it was learned."""
    claims, proofs = gather(row.supports, LEXICON, NOW.date())
    return claims, judge(row.supports, LEXICON), proofs, row.supports


def after(nights: Sequence[Sequence[Report]]) -> list[Row]:
    """The rows after several nights."""
    rows: dict[str, Row] = {}
    serials: dict[int, int] = {}
    for reports in nights:
        merged = night(reports, tuple(rows.values()), serials)
        for row_id in (*merged.promoted, *merged.emptied):
            del rows[row_id]
        for held, supports in merged.rows:
            rows[held.restriction_id] = Row(row_id=held.restriction_id, held=held, supports=supports)
            year, serial = int(held.restriction_id[4:8]), int(held.restriction_id[9:])
            serials[year] = max(serials.get(year, 0), serial)
        for candidate, supports in merged.candidates:
            rows[candidate.candidate_id] = Row(row_id=candidate.candidate_id, held=None, supports=supports)
    return list(rows.values())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_order_within_a_night_gives_the_same_rows(data: st.DataObject) -> None:
    reports = data.draw(articles((("Quill",), ("ChatGPT",), ("Quill", "ChatGPT")), MOODS))
    shuffled = data.draw(st.permutations(reports))
    assert night(shuffled) == night(reports)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_cut_into_nights_gives_the_same_content(data: st.DataObject) -> None:
    reports = data.draw(articles((("Quill",),), IMPOSING_OR_NOT))
    shuffled = data.draw(st.permutations(reports))
    cut = data.draw(st.integers(0, len(shuffled)))
    (one,) = after([reports])
    (other,) = after([shuffled[:cut], shuffled[cut:]])
    assert content(other) == content(one)
    assert (other.held is None) is (one.held is None)
    if one.held and other.held:
        assert (other.held.status, other.held.title) == (one.held.status, one.held.title)
        assert other.held.evidence == one.held.evidence


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_an_id_once_given_stays_and_is_never_given_again(data: st.DataObject) -> None:
    reports = data.draw(articles((("Quill",), ("ChatGPT",), ("Claude",)), MOODS))
    seen: set[str] = set()
    for last in range(len(reports) + 1):
        rows = after([[report] for report in reports[:last]])
        ids = [row.row_id for row in rows if row.held]
        assert len(ids) == len(set(ids))
        assert seen <= set(ids)
        seen = set(ids)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_the_same_night_twice_changes_nothing(data: st.DataObject) -> None:
    reports = data.draw(articles((("Quill",), ("ChatGPT",), ("Quill", "ChatGPT")), MOODS))
    assert night(reports, after([reports]), {2026: 99}) == Ledgered()
