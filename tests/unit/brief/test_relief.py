"""What was told as touching us, and is over, is told once."""

from dataclasses import replace

import pytest

from pipeline.brief.compose import compose
from pipeline.brief.relief import with_relief
from pipeline.model.edition import Edition
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Register, Restriction, Target
from tests.unit.brief.rows import COVERAGE, claim_with, inventory, known, row, window

OURS = inventory()
SUPPLY = row(mechanism="product-retirement", status="in-force")


def edition(*rows: Restriction) -> Edition:
    return compose(window(baseline=True), Register(restrictions=rows), COVERAGE, inventory=OURS, options=BriefOptions())


def told(now: tuple[Restriction, ...], *earlier: Edition) -> list[tuple[str, str, str]]:
    made = with_relief(edition(*now), Register(restrictions=now), OURS, earlier)
    return [(one.restriction_id, one.tool, one.reason) for one in made.exposures or () if one.bearing == "none"]


BEFORE = edition(SUPPLY)


def test_the_fixture_touches_us() -> None:
    assert [one.bearing for one in BEFORE.exposures or ()] == ["supply"]


def test_what_still_touches_us_is_no_all_clear() -> None:
    assert told((SUPPLY,), BEFORE) == []


def test_what_was_lifted_is_told() -> None:
    lifted = replace(SUPPLY, status="lifted")
    ((restriction_id, tool, reason),) = told((lifted,), BEFORE)
    assert (restriction_id, tool) == (SUPPLY.restriction_id, (BEFORE.exposures or ())[0].tool)
    assert reason == "it is lifted"
    reported = replace(lifted, title="Quillhaven reportedly lifts its ban on Quill")
    assert told((reported,), BEFORE)[0][2] == "it is reportedly lifted"


@pytest.mark.parametrize(("now", "reason"), [((), "it is no longer in the register")])
def test_what_was_taken_out_is_told(now: tuple[Restriction, ...], reason: str) -> None:
    assert told(now, BEFORE)[0][2] == reason


def test_a_tool_that_is_spared_now_is_told() -> None:
    other = claim_with(SUPPLY, targets=known((Target(tool="Another", vendor="Else"),)))
    assert told((other,), BEFORE)[0][2] == "the tool is no longer among those that it covers"


def test_it_is_told_once_and_never_of_what_was_not_told() -> None:
    lifted = replace(SUPPLY, status="lifted")
    after = with_relief(edition(lifted), Register(restrictions=(lifted,)), OURS, [BEFORE])
    assert told((lifted,), BEFORE, after) == []
    assert told((lifted,)) == []


def test_without_an_inventory_nothing_is_said() -> None:
    public = BEFORE.public()
    assert with_relief(public, Register(), None, [BEFORE]) == public
    assert with_relief(public, Register(), OURS, [BEFORE]) == public
