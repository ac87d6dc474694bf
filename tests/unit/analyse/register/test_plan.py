"""A row keeps its id through the first of its events, whatever is decided and whatever turns up."""

from pipeline.analyse.register.rows import Ledgered, Row, Rulings, merge
from pipeline.analyse.register.support import Support
from tests.unit.analyse.telling import LEXICON, LIFTED, NOW, day, told

BOTH = ("Quill", "ChatGPT")


def night(*supports: Support, rows: tuple[Row, ...] = (), serial: int = 0, rulings: Rulings | None = None) -> Ledgered:
    reports = [support.report for support in supports]
    return merge(reports, rows, serials={2026: serial}, now=NOW, lexicon=LEXICON, rulings=rulings)


def kept(merged: Ledgered) -> tuple[Row, ...]:
    rows = [Row(row_id=row.restriction_id, held=row, supports=supports) for row, supports in merged.rows]
    return (*rows, *(Row(row_id=c.candidate_id, held=None, supports=s) for c, s in merged.candidates))


def test_two_rows_that_an_earlier_report_shows_to_be_one_decision_become_one() -> None:
    rows = kept(night(told("Alpha", "2026-07-08"), told("Beta", "2026-07-09", targets=("ChatGPT",))))
    merged = night(told("Gamma", "2026-07-01", targets=BOTH), rows=rows, serial=2)
    assert merged.merged == (("AIR-2026-0002", "AIR-2026-0001"),)
    ((row, supports),) = merged.rows
    assert (row.restriction_id, len(supports)) == ("AIR-2026-0001", 3)


def test_a_row_that_a_late_lift_shows_to_be_two_decisions_keeps_its_first_part() -> None:
    rows = kept(night(told("Alpha", "2026-05-01"), told("Beta", "2026-07-01")))
    first, second = night(told("Gamma", "2026-05-20", **LIFTED), rows=rows, serial=1).rows
    assert (first[0].restriction_id, first[0].status) == ("AIR-2026-0001", "lifted")
    assert (second[0].restriction_id, second[0].status) == ("AIR-2026-0002", "reported")


def test_a_candidate_that_goes_into_a_row_is_dropped() -> None:
    weak = told("Rumour Mill", "2026-07-09", grade="D", targets=("ChatGPT",))
    rows = kept(night(told("Alpha", "2026-07-08"), weak))
    merged = night(told("Gamma", "2026-07-01", targets=BOTH), rows=rows, serial=1)
    assert (merged.promoted, merged.merged, merged.candidates) == ((rows[1].row_id,), (), ())


class TestRulings:
    def test_a_promoted_candidate_passes_the_gate_and_stays(self) -> None:
        weak = told("Rumour Mill", grade="D")
        (waiting,) = kept(night(weak))
        for name in (waiting.row_id, weak.report.article_id):
            merged = night(rows=(waiting,), rulings=Rulings(promoted=frozenset({name})))
            assert [row.restriction_id for row, _ in merged.rows] == ["AIR-2026-0001"]
            assert merged.promoted == (waiting.row_id,)

    def test_merged_rows_are_one_from_then_on(self) -> None:
        rulings = Rulings(merged={"AIR-2026-0002": "AIR-2026-0001"})
        rows = kept(night(told("Alpha"), told("Beta", "2026-07-09", targets=("ChatGPT",))))
        merged = night(rows=rows, serial=2, rulings=rulings)
        assert merged.merged == (("AIR-2026-0002", "AIR-2026-0001"),)
        again = night(told("Gamma", "2026-07-10", targets=("ChatGPT",)), rows=kept(merged), serial=2, rulings=rulings)
        ((row, supports),) = again.rows
        assert (row.restriction_id, len(supports)) == ("AIR-2026-0001", 3)

    def test_an_article_that_was_cut_off_is_a_row_of_its_own_from_then_on(self) -> None:
        other = told("Beta", "2026-07-09", effective=day("2026-08-15"))
        rulings = Rulings(apart=frozenset({("AIR-2026-0001", other.report.article_id)}))
        rows = kept(night(told("Alpha", effective=day("2026-08-01")), other))
        assert len(rows) == 1
        apart = night(rows=rows, serial=1, rulings=rulings)
        assert [(row.restriction_id, row.claims.effective.value) for row, _ in apart.rows] == [
            ("AIR-2026-0001", "2026-08-01"),
            ("AIR-2026-0002", "2026-08-15"),
        ]
        assert night(rows=kept(apart), serial=2, rulings=rulings) == Ledgered()
