from datetime import date
from typing import Any

import pytest

from pipeline.analyse.register.claims import gather
from pipeline.analyse.register.entry import Desk, build
from pipeline.analyse.register.provenance import judge
from pipeline.analyse.register.status import next_day, status_of
from pipeline.analyse.register.support import Support
from pipeline.model.event import PartialDate
from pipeline.model.restriction import Restriction
from pipeline.model.vocabulary import RestrictionStatus
from tests.unit.analyse.telling import DENIED, LEXICON, LIFTED, NOW, PROPOSED, TODAY, day, on, together, told

ACTOR = "Northwind Freight"
FUTURE = day("2026-08-01")


def status(*supports: Support, today: date = TODAY) -> RestrictionStatus:
    ordered = together(*supports)
    claims, _ = gather(ordered, LEXICON, today)
    return status_of(claims, ordered, judge(ordered, LEXICON), today=today, lexicon=LEXICON)


def row(*supports: Support, today: date = TODAY) -> Restriction:
    return build("AIR-2026-0001", None, together(*supports), Desk(now=NOW, today=today, lexicon=LEXICON))


class TestProposed:
    @pytest.mark.parametrize("told_as", [PROPOSED, {"action": "investigate", "status": "proposed"}])
    def test_a_proposal_and_an_inquiry(self, told_as: dict[str, Any]) -> None:
        assert status(told(**told_as)) == "proposed"

    def test_what_is_told_as_done_and_as_not_done_at_once(self) -> None:
        assert status(told("Alpha"), told("Beta", **PROPOSED)) == "proposed"


class TestDenied:
    def test_a_denial_alone_and_against_a_report(self) -> None:
        assert status(told(**DENIED)) == "denied"
        assert status(told("Alpha"), told("Beta", "2026-07-09", **DENIED)) == "denied"

    def test_a_denial_that_two_outlets_outweighed(self) -> None:
        later = [told(name, "2026-07-10") for name in ("Beta", "Gamma")]
        assert status(told("Alpha", "2026-07-09", **DENIED), *later) == "in-force"


class TestLifted:
    def test_a_lift_alone(self) -> None:
        assert status(told(**LIFTED)) == "lifted"

    def test_a_lift_of_everything_but_not_of_a_part(self) -> None:
        lift = told("Beta", "2026-07-09", **LIFTED)
        assert status(told("Alpha"), lift) == "lifted"
        assert status(told("Alpha", targets=("Quill", "ChatGPT")), lift) != "lifted"

    def test_a_lift_outweighs_a_denial(self) -> None:
        lift, denial = told("Beta", "2026-07-09", **LIFTED), told("Gamma", "2026-07-10", **DENIED)
        assert status(told("Alpha"), lift, denial) == "lifted"

    def test_an_announced_end_that_is_reached(self) -> None:
        ban = told(ends=day("2026-07-12"))
        assert status(ban, today=on("2026-07-11")) == "reported"
        assert status(ban, today=on("2026-07-12")) == "lifted"

    def test_a_coming_lift_leaves_the_row_as_it_is_until_its_day(self) -> None:
        supports = [told("Alpha"), told("Beta", "2026-07-09", **LIFTED, effective=day("2026-07-20"))]
        assert status(*supports, today=on("2026-07-19")) == "reported"
        assert status(*supports, today=on("2026-07-20")) == "lifted"

    def test_a_coming_lift_alone_is_not_lifted_yet(self) -> None:
        assert status(told(**LIFTED, effective=day("2026-07-20"))) != "lifted"


class TestRumoured:
    def test_one_report_that_rests_on_unnamed_people_is_a_rumour_however_good_the_outlet(self) -> None:
        assert status(told(grade="A", attribution="people familiar with the matter")) == "rumoured"
        assert status(told(grade="A", attribution="an internal memo")) == "reported"
        assert status(told(grade="F", attribution="Reuters")) == "reported"

    def test_two_outlets_with_unnamed_people_are_two_sources(self) -> None:
        people = "people familiar with the matter"
        assert status(told("Alpha", attribution=people), told("Beta", attribution=people)) == "in-force"

    def test_two_that_pass_on_one_word_are_one(self) -> None:
        assert status(told("Alpha", attribution="Reuters"), told("Beta", attribution="Reuters")) == "reported"

    def test_the_vendor_of_the_tool_says_so_first_hand(self) -> None:
        assert status(told(grade="F", speaks_for=("Quillhaven",))) == "in-force"

    def test_one_anonymous_source(self) -> None:
        assert status(told(grade="F")) == "rumoured"

    @pytest.mark.parametrize(
        "support",
        [
            told(grade="C"),
            told(grade="F", attribution="a memo"),
            told(grade="F", attribution=ACTOR),
            told(grade="F", speaks_for=(ACTOR,)),
        ],
    )
    def test_a_source_that_is_trusted_or_says_whose_word_it_is(self, support: Support) -> None:
        assert status(support) != "rumoured"

    def test_weak_sources_stay_a_rumour_however_many(self) -> None:
        assert status(told("Alpha", grade="F"), told("Beta", grade="E")) == "rumoured"


class TestComing:
    def test_a_day_to_come_is_scheduled(self) -> None:
        assert status(told(status="upcoming", effective=FUTURE)) == "scheduled"

    @pytest.mark.parametrize("effective", [None, day("2026-08", "month"), day("2026-Q4", "quarter")])
    def test_without_a_day_it_is_announced(self, effective: PartialDate | None) -> None:
        assert status(told(status="upcoming", effective=effective)) == "announced"

    @pytest.mark.parametrize("told_as", ["upcoming", "in_force"])
    def test_a_month_to_come_is_announced_until_it_begins_and_in_force_when_it_is_over(self, told_as: str) -> None:
        ban = told(status=told_as, effective=day("2026-08", "month"))
        assert status(ban, today=on("2026-07-31")) == "announced"
        during = {"upcoming": "announced", "in_force": "reported"}[told_as]
        assert status(ban, today=on("2026-08-15")) == during
        assert status(ban, today=on("2026-09-01")) == "reported"

    def test_days_to_come_on_which_sources_disagree_are_announced(self) -> None:
        supports = [told("Alpha", effective=FUTURE), told("Beta", effective=day("2026-08-15"))]
        assert status(*supports) == "announced"
        assert status(*supports, today=on("2026-08-02")) == "announced"
        assert status(*supports, today=on("2026-08-15")) == "in-force"

    def test_upcoming_then_in_force_is_in_force(self) -> None:
        assert status(told("Alpha", status="upcoming"), told("Beta", "2026-07-10")) == "in-force"


class TestInForce:
    def test_one_good_report_is_reported(self) -> None:
        assert status(told()) == "reported"

    @pytest.mark.parametrize("told_as", [{"attribution": ACTOR}, {"speaks_for": (ACTOR,)}])
    def test_the_actor_itself(self, told_as: dict[str, Any]) -> None:
        assert status(told(**told_as)) == "in-force"

    def test_two_independent_sources_but_not_a_copy(self) -> None:
        assert status(told("Alpha"), told("Beta")) == "in-force"
        assert status(told("Alpha"), told("Beta", copy_of="Alpha")) == "reported"

    def test_a_scheduled_day_that_is_reached(self) -> None:
        ban = told("Alpha", status="upcoming", effective=FUTURE, attribution=ACTOR)
        assert status(ban, today=on("2026-07-31")) == "scheduled"
        assert status(ban, today=on("2026-08-01")) == "in-force"


class TestNextDay:
    def test_a_scheduled_row_waits_for_its_day(self) -> None:
        assert next_day(row(told(status="upcoming", effective=FUTURE))) == "2026-08-01"

    def test_a_disputed_day_to_come_waits_for_the_last_of_them(self) -> None:
        both = row(told("Alpha", effective=FUTURE), told("Beta", effective=day("2026-08-15")))
        assert (both.status, next_day(both)) == ("announced", "2026-08-15")

    def test_a_row_waits_for_the_first_day_of_its_quarter_and_for_the_day_after_its_last_month(self) -> None:
        assert next_day(row(told(effective=day("2026-Q4", "quarter")))) == "2026-10-01"
        assert next_day(row(told(ends=day("2026-12", "month")))) == "2027-01-01"
        assert status(told(ends=day("2026-12", "month")), today=on("2027-01-01")) == "lifted"
        assert status(told(ends=day("2026", "year")), today=on("2026-12-31")) == "reported"

    def test_a_row_in_force_waits_for_its_end(self) -> None:
        ends = day("2026-12-31")
        assert next_day(row(told(ends=ends))) == "2026-12-31"
        assert next_day(row(told("Alpha", ends=ends), told("Beta"))) == "2026-12-31"

    @pytest.mark.parametrize(
        "support",
        [
            told(),
            told(**PROPOSED),
            told(**DENIED),
            told(**LIFTED),
            told(grade="F", effective=FUTURE),
            told(status="upcoming"),
        ],
    )
    def test_the_others_wait_for_no_day(self, support: Support) -> None:
        assert next_day(row(support)) is None

    @pytest.mark.parametrize(
        "supports",
        [
            [told(status="upcoming", effective=FUTURE)],
            [told("Alpha", effective=FUTURE), told("Beta", effective=day("2026-08-15"))],
            [told(ends=day("2026-12-31"))],
            [told("Alpha"), told("Beta", "2026-07-09", **LIFTED, effective=day("2026-07-20"))],
        ],
    )
    def test_on_the_next_day_the_status_changes_and_not_before(self, supports: list[Support]) -> None:
        waiting = row(*supports)
        reached = next_day(waiting)
        assert reached is not None
        assert status(*supports, today=on(reached)) != waiting.status
        assert status(*supports, today=date.fromordinal(on(reached).toordinal() - 1)) == waiting.status
