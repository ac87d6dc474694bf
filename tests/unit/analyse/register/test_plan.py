"""A row keeps its id through the first of its events, whatever is decided and whatever turns up."""

from pipeline.analyse.register.rows import Ledgered, Row, merge
from pipeline.analyse.register.support import Support
from tests.unit.analyse.telling import LEXICON, LIFTED, NOW, told

BOTH = ("Quill", "ChatGPT")


def night(*supports: Support, rows: tuple[Row, ...] = (), serial: int = 0) -> Ledgered:
    reports = [support.report for support in supports]
    return merge(reports, rows, serials={2026: serial}, now=NOW, lexicon=LEXICON)


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
