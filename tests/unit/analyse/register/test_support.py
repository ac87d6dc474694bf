from dataclasses import replace

import pytest

from pipeline.analyse.register.standing import denial_stands, lift_stands
from pipeline.analyse.register.support import (
    Support,
    bound_tools,
    exempting,
    freed_tools,
    freeing,
    main_group,
    of_class,
)
from pipeline.model.vocabulary import Role
from tests.unit.analyse.telling import DENIED, LEXICON, LIFTED, PROPOSED, TODAY, day, event, together, told


@pytest.mark.parametrize(
    ("support", "role"),
    [
        (told(speaks_for=("Northwind Freight",)), "primary"),
        (told(speaks_for=("Northwind Freight",), copy_of="Wire"), "primary"),
        (told(copy_of="Wire"), "derivative"),
        (told(speaks_for=("Quillhaven",)), "primary"),
        (told(speaks_for=("Somebody Else",)), "derivative"),
        (told(), "independent"),
    ],
)
def test_the_role_follows_from_who_speaks_and_what_is_copied(support: Support, role: Role) -> None:
    assert support.role == role
    assert support.is_first_hand is (role == "primary")


def test_the_vendor_of_the_tool_speaks_first_hand_but_not_for_the_actor() -> None:
    assert told(speaks_for=("Northwind Freight",)).is_primary
    assert not told(speaks_for=("Quillhaven",)).is_primary


def test_undated_reports_come_last() -> None:
    undated, dated = told("Alpha", None), told("Beta", "2026-07-08T23:00:00+02:00")
    assert together(undated, dated) == [dated, undated]
    assert (dated.is_dated, dated.told_on, undated.is_dated) == (True, "2026-07-08", False)


def test_a_row_is_about_what_was_imposed_then_proposed_then_denied_then_lifted() -> None:
    imposed, proposed, denied, lifted = told(), told(**PROPOSED), told(**DENIED), told(**LIFTED)
    assert main_group([lifted, denied, proposed, imposed]) == [imposed]
    assert main_group([lifted, denied, proposed]) == [proposed]
    assert main_group([lifted, denied]) == [denied]
    assert main_group([lifted]) == [lifted]


def test_a_status_of_proposed_decides_before_the_action() -> None:
    assert of_class([told(action="ban", status="proposed")], "proposed")


def test_a_lift_frees_its_own_tools_only() -> None:
    supports = [told(targets=("Quill", "Bollard")), told("Beta", "2026-07-09", **LIFTED, targets=("Quill",))]
    assert freed_tools(supports, TODAY) == {"Quill"}
    assert bound_tools(supports) == {"Quill", "Bollard"}
    assert not lift_stands(supports, TODAY)


def test_lifts_of_all_tools_stand_together() -> None:
    supports = [told(targets=("Quill", "Bollard"))]
    supports += [told(name, "2026-07-09", **LIFTED, targets=(name,)) for name in ("Quill", "Bollard")]
    assert lift_stands(supports, TODAY)


@pytest.mark.parametrize(
    ("bound", "freed", "partial"),
    [
        ("employees", "staff of the Consumer Devices division", True),
        ("employees", "employees of the Consumer Devices division", True),
        ("foreign nationals", "about 100 agencies and companies", True),
        ("foreign nationals", "foreign nationals", False),
        ("employees", "staff", False),
        ("employees", "lawyers", True),
        ("employees", None, False),
        (None, "users in Italy", False),
    ],
)
def test_a_lift_for_some_of_those_who_are_bound_exempts_them(
    bound: str | None, freed: str | None, partial: bool
) -> None:
    supports = [told(affected=bound), told("Beta", "2026-07-09", **LIFTED, affected=freed)]
    assert (exempting(supports), freeing(supports)) == ((supports[1:], []) if partial else ([], supports[1:]))
    assert lift_stands(supports, TODAY) is not partial


def test_a_lift_that_is_still_to_come_frees_nothing() -> None:
    supports = [told(), told("Beta", "2026-07-09", **LIFTED, effective=day("2026-07-20"))]
    assert not lift_stands(supports, TODAY)
    assert lift_stands(supports, TODAY.replace(day=20))


def test_a_lift_of_which_only_the_month_is_known_counts_at_once() -> None:
    assert lift_stands([told(), told("Beta", "2026-07-09", **LIFTED, effective=day("2026-08", "month"))], TODAY)


def test_a_restriction_told_after_the_lift_binds_again() -> None:
    lift = told("Beta", "2026-07-09", **LIFTED)
    assert freed_tools([told(), lift, told("Gamma", "2026-07-10")], TODAY) == frozenset()
    assert freed_tools([told(), lift, told("Gamma", None)], TODAY) == {"Quill"}
    assert freed_tools([lift, told("Gamma", "2026-07-09")], TODAY) == {"Quill"}


def test_without_a_denial_none_stands() -> None:
    assert not denial_stands([told()], LEXICON)


def test_a_denial_outweighs_what_was_told_before_and_one_outlet_that_repeats_it() -> None:
    denial = told("Beta", "2026-07-09", **DENIED)
    assert denial_stands([told(), denial], LEXICON)
    assert denial_stands([told(), denial, told("Gamma", "2026-07-10"), told("Gamma", "2026-07-11")], LEXICON)


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        (told("Gamma", "2026-07-12", announced=day("2026-07-11")), False),
        (told("Gamma", "2026-07-12", announced=day("2026-07-08")), True),
        (told("Gamma", "2026-07-12", effective=day("2026-08-01")), True),
        (told("Gamma", "2026-08-12", effective=day("2026-09-01")), False),
        (told("Gamma", "2026-08-12", effective=day("2026-07-01")), True),
    ],
)
def test_a_later_decision_is_not_the_one_that_was_denied(later: Support, stands: bool) -> None:
    assert denial_stands([told(), told("Beta", "2026-07-09", **DENIED), later], LEXICON) is stands


def test_two_outlets_after_the_denial_outweigh_it_but_not_copies_nor_undated_ones() -> None:
    denial = told("Beta", "2026-07-09", **DENIED)
    again = told("Gamma", "2026-07-10")
    assert not denial_stands([denial, again, told("Delta", "2026-07-10")], LEXICON)
    assert denial_stands([denial, again, told("Delta", "2026-07-10", copy_of="Gamma")], LEXICON)
    assert denial_stands([denial, again, told("Delta", None)], LEXICON)
    assert denial_stands([denial, again, told("Delta", "2026-07-09")], LEXICON)


def test_the_actor_itself_outweighs_a_denial() -> None:
    denial = told("Beta", "2026-07-09", **DENIED)
    own = told("Northwind press office", "2026-07-10", speaks_for=("Northwind Freight",))
    assert not denial_stands([denial, own], LEXICON)


def test_a_ban_that_is_told_as_over_is_a_lift() -> None:
    over = told("Beta", "2026-07-09", status="lifted")
    assert over.told_as == "lifted"
    assert lift_stands(together(told("Alpha"), over), TODAY)


def test_a_lift_whose_report_tells_the_restriction_as_over_is_for_everybody() -> None:
    ban = told("Alpha", affected="employees without approval")
    lift = told("Beta", "2026-07-09", **LIFTED, affected="developers")
    assert exempting([ban, lift]) == [lift]
    over = event("beta", background=True, status="lifted", affected="developers")
    whole = replace(lift, report=replace(lift.report, events=(lift.event, over)))
    assert freeing([ban, whole]) == [whole]
    of_another = replace(over, targets=("ChatGPT",))
    part = replace(lift, report=replace(lift.report, events=(lift.event, of_another)))
    assert exempting([ban, part]) == [part]


def test_lifts_country_by_country_free_everybody_together() -> None:
    ban = told("Alpha", mechanism="vendor-region", affected="Serbia and Kenya")
    first = told("Beta", "2026-07-09", mechanism="vendor-region", affected="Kenya", **LIFTED)
    second = told("Gamma", "2026-07-10", mechanism="vendor-region", affected="Serbia", **LIFTED)
    assert (freeing([ban, first]), exempting([ban, first])) == ([], [first])
    assert (freeing([ban, first, second]), exempting([ban, first, second])) == ([first, second], [])
    assert lift_stands([ban, first, second], TODAY)
    again = told("Delta", "2026-07-11", mechanism="vendor-region", affected="Kenya")
    assert not lift_stands([ban, first, second, again], TODAY)
