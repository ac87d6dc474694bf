from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from pipeline.analyse.register.rows import Ledgered, Row, merge, reach_days
from pipeline.analyse.register.support import Support
from pipeline.model.event import Report
from pipeline.model.restriction import Restriction
from pipeline.model.vocabulary import Mechanism
from tests.unit.analyse.telling import LEXICON, LIFTED, NOW, day, event, on, one_report, report, told


def night(
    *reports: Report | Support, rows: Sequence[Row] = (), serials: dict[int, int] | None = None, now: datetime = NOW
) -> Ledgered:
    """Take reports in."""
    listed = [item.report if isinstance(item, Support) else item for item in reports]
    return merge(listed, rows, serials=serials or {}, now=now, lexicon=LEXICON)


def kept(merged: Ledgered) -> list[Row]:
    """The rows as the next night finds them."""
    restrictions = [Row(row_id=row.restriction_id, held=row, supports=supports) for row, supports in merged.rows]
    return restrictions + [Row(row_id=c.candidate_id, held=None, supports=s) for c, s in merged.candidates]


def ids(merged: Ledgered) -> list[str]:
    return [row.restriction_id for row, _ in merged.rows]


class TestOneRow:
    def test_reports_of_one_decision_are_one_row(self) -> None:
        merged = night(told("Alpha"), told("Beta", "2026-07-09"), told("Gamma", "2026-07-10", action="limit"))
        assert ids(merged) == ["AIR-2026-0001"]
        assert len(merged.rows[0][1]) == 3

    @pytest.mark.parametrize(
        "other",
        [
            {"actor": "Bottlewood Ltd"},
            {"targets": ("ChatGPT",)},
            {"mechanism": "vendor-region"},
            {"mechanism": "court-order"},
        ],
    )
    def test_another_actor_tool_or_kind_of_mechanism_is_another_row(self, other: dict[str, Any]) -> None:
        assert len(night(told("Alpha"), told("Beta", "2026-07-09", **other)).rows) == 2

    @pytest.mark.parametrize(
        ("target", "vendors", "rows"),
        [
            ("Quill 3.5", ("Quillhaven",), 1),
            ("Quillhaven models", ("Quillhaven",), 1),
            ("AI tools", (), 1),
            ("Tessera", ("Brannoc",), 2),
            ("Tessera", ("Quillhaven",), 2),
            ("Brannoc models", ("Brannoc",), 2),
        ],
        ids=[
            "a version",
            "its models",
            "tools in general",
            "another vendor's",
            "another tool",
            "another vendor's models",
        ],
    )
    def test_one_story_tells_one_decision_whatever_it_calls_the_tool(
        self, target: str, vendors: tuple[str, ...], rows: int
    ) -> None:
        other: dict[str, Any] = {"targets": (target,), "vendors": vendors}
        one = told("Alpha", story_id="s1")
        assert len(night(one, told("Beta", "2026-07-09", story_id="s1", **other)).rows) == rows
        assert len(night(one, told("Beta", "2026-07-09", story_id="s2", **other)).rows) == 2
        assert len(night(one, told("Beta", "2026-07-09", **other)).rows) == 2

    def test_two_decisions_in_one_article_stay_two(self) -> None:
        both = one_report(told("Alpha", story_id="s1"), told("Alpha", story_id="s1", targets=("Quill Maps",)))
        assert len(night(both).rows) == 2

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("employer-ban", "employer-limit"),
            ("agency-ban", "state-block"),
            ("regulator-order", "export-control"),
            ("vendor-region", "product-retirement"),
            ("vendor-use", "vendor-customer"),
            ("court-order", "court-order"),
        ],
    )
    def test_kindred_mechanisms_are_one_row(self, one: Mechanism, other: Mechanism) -> None:
        assert len(night(told("Alpha", mechanism=one), told("Beta", mechanism=other)).rows) == 1

    @pytest.mark.parametrize(
        ("one", "other", "rows"),
        [
            ("Serbia", "Kenya", 2),
            ("Serbia and Kenya", "users in Kenya", 1),
            ("users in mainland China", "China", 1),
            ("users in Serbia", "Chinese-owned firms", 1),
            (None, "Kenya", 1),
        ],
    )
    def test_what_a_vendor_closes_in_one_country_is_not_what_it_closes_in_another(
        self, one: str | None, other: str, rows: int
    ) -> None:
        told_here = told("Alpha", mechanism="vendor-region", affected=one)
        told_there = told("Beta", "2026-07-09", mechanism="vendor-region", affected=other)
        assert len(night(told_here, told_there).rows) == rows

    def test_one_tool_in_common_is_enough(self) -> None:
        merged = night(told("Alpha", targets=("Quill", "ChatGPT")), told("Beta", "2026-07-09", targets=("ChatGPT",)))
        assert len(merged.rows) == 1

    def test_background_makes_no_row(self) -> None:
        assert night(told(background=True)) == Ledgered()

    def test_a_lift_revises_its_row(self) -> None:
        first = night(told("Alpha"))
        then = night(told("Beta", "2026-07-12", **LIFTED), rows=kept(first), serials={2026: 1})
        assert [(row.restriction_id, row.status, row.revision) for row, _ in then.rows] == [
            ("AIR-2026-0001", "lifted", 2)
        ]

    def test_a_lift_whose_ban_was_never_seen_makes_the_row_already_lifted(self) -> None:
        ((row, _),) = night(told(**LIFTED)).rows
        assert row.status == "lifted"

    def test_two_restrictions_of_one_article_are_two_rows(self) -> None:
        merged = night(one_report(told(), told(targets=("ChatGPT",))))
        assert [supports[0].event.targets for _, supports in merged.rows] == [("ChatGPT",), ("Quill",)]


class TestDecidedAnew:
    BAN, LIFT = told("Alpha", "2026-05-01"), told("Beta", "2026-06-01", **LIFTED)

    @pytest.mark.parametrize(("published", "rows"), [("2026-06-15", 1), ("2026-06-16", 2), (None, 1)])
    def test_a_ban_told_over_two_weeks_after_the_lift_is_a_new_decision(self, published: str | None, rows: int) -> None:
        assert len(night(self.BAN, self.LIFT, told("Gamma", published)).rows) == rows

    def test_a_late_report_of_the_lift_is_not(self) -> None:
        assert len(night(self.BAN, self.LIFT, told("Gamma", "2026-06-30", **LIFTED)).rows) == 1

    def test_a_lift_without_a_day_makes_nothing_new(self) -> None:
        assert len(night(self.BAN, told("Beta", None, **LIFTED), told("Gamma", "2026-07-08")).rows) == 1

    def test_later_reports_go_to_the_row_that_is_nearest_in_time(self) -> None:
        again, second_lift = told("Gamma", "2026-07-01"), told("Delta", "2026-07-09", **LIFTED)
        first, second = night(self.BAN, self.LIFT, again, second_lift).rows
        assert [s.report.outlet for s in first[1]] == ["Alpha", "Beta"]
        assert [s.report.outlet for s in second[1]] == ["Gamma", "Delta"]

    def test_a_late_report_of_the_first_ban_goes_to_the_first_row(self) -> None:
        rows = kept(night(self.BAN, self.LIFT, told("Gamma", "2026-07-01")))
        ((row, supports),) = night(told("Delta", "2026-05-02"), rows=rows, serials={2026: 2}).rows
        assert row.restriction_id == "AIR-2026-0001"
        assert "Delta" in {support.report.outlet for support in supports}

    def test_an_undated_report_goes_to_the_newest_row(self) -> None:
        rows = kept(night(self.BAN, self.LIFT, told("Gamma", "2026-07-01")))
        ((row, _),) = night(told("Delta", None, **LIFTED), rows=rows, serials={2026: 2}).rows
        assert row.restriction_id == "AIR-2026-0002"


class TestIds:
    def test_ids_follow_the_order_of_publication_and_address(self) -> None:
        later, earlier = told("Alpha", "2026-07-09"), told("Beta", "2026-07-08", targets=("ChatGPT",))
        same_day = told("Aalto", "2026-07-09", targets=("Claude",))
        merged = night(later, earlier, same_day)
        assert [(row.restriction_id, s[0].report.outlet) for row, s in merged.rows] == [
            ("AIR-2026-0001", "Beta"),
            ("AIR-2026-0002", "Aalto"),
            ("AIR-2026-0003", "Alpha"),
        ]

    def test_the_year_is_that_of_the_first_report_or_of_the_run(self) -> None:
        merged = night(told("Alpha", "2024-03-01"), told("Beta", None, targets=("ChatGPT",)))
        assert ids(merged) == ["AIR-2024-0001", "AIR-2026-0001"]

    def test_numbers_go_on_behind_the_highest_that_was_ever_given(self) -> None:
        serials = {2026: 41}
        assert ids(night(told(), told(targets=("ChatGPT",)), serials=serials)) == ["AIR-2026-0042", "AIR-2026-0043"]
        assert serials == {2026: 41}, "what is handed in is not changed"

    def test_a_row_keeps_its_id_when_an_earlier_report_turns_up(self) -> None:
        first = night(told("Alpha", "2026-07-08"))
        then = night(told("Beta", "2025-12-30"), rows=kept(first), serials={2026: 1})
        ((row, _),) = then.rows
        assert (row.restriction_id, row.first_reported) == ("AIR-2026-0001", "2025-12-30")


class TestCandidates:
    WEAK = told("Rumour Mill", "2026-07-08", grade="D")

    def test_a_weak_report_is_a_candidate_without_an_id_for_life(self) -> None:
        merged = night(self.WEAK)
        assert merged.rows == ()
        assert merged.candidates[0][0].candidate_id.startswith("candidate-")

    def test_a_candidate_that_is_confirmed_becomes_a_restriction(self) -> None:
        waiting = kept(night(self.WEAK))
        then = night(told("Alpha", "2026-07-09"), rows=waiting)
        assert then.promoted == (waiting[0].row_id,)
        assert ids(then) == ["AIR-2026-0001"]
        assert len(then.rows[0][1]) == 2

    def test_a_candidate_that_is_told_again_keeps_its_id(self) -> None:
        waiting = kept(night(self.WEAK))
        then = night(told("Gossip", "2026-07-07", grade="E"), rows=waiting)
        assert then.candidates[0][0].candidate_id == waiting[0].row_id
        assert (then.rows, then.promoted) == ((), ())

    def test_a_restriction_stays_one_when_only_weak_reports_are_left(self) -> None:
        (row,) = kept(night(told("Alpha")))
        left = replace(row, supports=(self.WEAK,), stale=True)
        ((restriction, _),) = night(rows=[left]).rows
        assert restriction.restriction_id == row.row_id


class TestAgain:
    def test_the_same_night_twice_changes_nothing(self) -> None:
        reports = [told("Alpha"), told("Beta", "2026-07-09"), told("Rumour Mill", grade="D", actor="Bottlewood Ltd")]
        first = night(*reports)
        assert night(*reports, rows=kept(first), serials={2026: 1}) == Ledgered()

    def test_a_row_whose_events_were_read_anew_with_the_same_result_gets_no_revision(self) -> None:
        support = told("Alpha")
        (row,) = kept(night(support))
        then = night(support, rows=[replace(row, stale=True)], serials={2026: 1})
        assert then.rows[0][0] is row.held
        assert then.emptied == ()

    def test_a_row_that_nobody_tells_any_more_is_emptied(self) -> None:
        rows = kept(night(told("Alpha"), told("Rumour Mill", grade="D", actor="Bottlewood Ltd")))
        then = night(rows=[replace(row, supports=(), stale=True) for row in rows])
        assert set(then.emptied) == {row.row_id for row in rows}
        assert (then.rows, then.candidates) == ((), ())

    def test_rows_that_are_not_meant_are_left_alone(self) -> None:
        rows = kept(night(told("Alpha"), told("Beta", targets=("ChatGPT",))))
        then = night(told("Gamma", "2026-07-09"), rows=rows, serials={2026: 2})
        assert ids(then) == ["AIR-2026-0001"]


class TestReachDays:
    def rows(self) -> list[Row]:
        scheduled = told("Alpha", status="upcoming", effective=day("2026-08-01"))
        ending = told("Beta", targets=("ChatGPT",), ends=day("2026-09-01"))
        weak = told("Rumour Mill", grade="D", actor="Bottlewood Ltd", effective=day("2026-08-01"))
        return kept(night(scheduled, ending, weak))

    def reached(self, today: str, rows: Sequence[Row]) -> list[tuple[str, str]]:
        changed = reach_days(rows, today=on(today), now=NOW, lexicon=LEXICON)
        return [(row.restriction_id, row.status) for row in changed]

    def test_only_rows_whose_day_has_come_are_changed(self) -> None:
        rows = self.rows()
        assert self.reached("2026-07-31", rows) == []
        assert self.reached("2026-08-01", rows) == [("AIR-2026-0001", "reported")]
        assert self.reached("2026-09-01", rows) == [("AIR-2026-0001", "reported"), ("AIR-2026-0002", "lifted")]

    def test_a_day_is_reached_once(self) -> None:
        rows = self.rows()
        changed: dict[str, Restriction] = {
            row.restriction_id: row for row in reach_days(rows, today=on("2026-08-01"), now=NOW, lexicon=LEXICON)
        }
        again = [replace(row, held=changed.get(row.row_id, row.held)) for row in rows]
        assert self.reached("2026-08-01", again) == []
        assert self.reached("2026-08-02", again) == []

    def test_rows_without_events_are_passed_over(self) -> None:
        rows = [replace(row, supports=()) for row in self.rows()]
        assert self.reached("2026-09-01", rows) == []


def test_events_of_one_article_that_tell_the_same_twice_are_one_support() -> None:
    one = event("alpha")
    ((_, supports),) = night(report("Alpha", "2026-07-08", one, one)).rows
    assert len(supports) == 1
