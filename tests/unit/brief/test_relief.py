"""What was told as touching us, and is over, is told once."""

from dataclasses import replace

import pytest

from pipeline.brief.compose import compose
from pipeline.brief.relief import with_relief
from pipeline.model.edition import Edition
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import UNKNOWN, Ending, Register, Restriction, Target, Tombstone
from tests.unit.brief.rows import COVERAGE, claim_with, disputed, inventory, known, revision, row, window

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


def changed(restriction: Restriction, *fields: str) -> Restriction:
    """The row with a revision behind the edition that told it."""
    later = revision(9, "2026-07-15T05:00:00Z", *((field, "one", "another") for field in fields))
    return replace(restriction, history=(*restriction.history, later))


def test_a_tool_that_is_spared_now_is_told() -> None:
    other = claim_with(SUPPLY, targets=known((Target(tool="Another", vendor="Else"),)))
    assert told((changed(other, "targets"),), BEFORE)[0][2] == "the tool is no longer among those that it covers"


def test_without_a_change_of_the_register_there_is_no_all_clear() -> None:
    other = claim_with(SUPPLY, targets=known((Target(tool="Another", vendor="Else"),)))
    assert told((other,), BEFORE) == []  # an alias of ours is gone
    assert told((changed(claim_with(SUPPLY, targets=UNKNOWN), "targets"),), BEFORE) == []
    assert told((changed(claim_with(SUPPLY, targets=disputed()), "targets"),), BEFORE) == []
    exempt = claim_with(SUPPLY, exempt=known("Our Firm"))
    assert told((exempt,), BEFORE) == []
    assert told((changed(exempt, "exempt"),), BEFORE)[0][2] == "it exempts us by name"


def test_a_row_that_is_one_with_another_is_over_only_if_that_one_is() -> None:
    one_with = Tombstone(
        restriction_id=SUPPLY.restriction_id, removed_on="2026-07-15", reason="merged", merged_into="AIR-2026-0002"
    )
    other = replace(SUPPLY, restriction_id="AIR-2026-0002")
    for now, reason in ((other, []), (replace(other, status="lifted"), ["it is lifted"])):
        register = Register(restrictions=(now,), tombstones=(one_with,))
        made = with_relief(replace(edition(now), exposures=()), register, OURS, [BEFORE])
        assert [one.reason for one in made.exposures or ()] == reason


def test_what_another_took_the_place_of_is_over_only_if_that_one_is() -> None:
    ending = Ending(restriction_id="AIR-2026-0002", relation="supersedes", on="2026-07-14")
    replaced = changed(replace(SUPPLY, status="superseded", ending=ending), "status")
    other = replace(SUPPLY, restriction_id="AIR-2026-0002")
    assert told((replaced, other), BEFORE) == []
    assert told((replaced,), BEFORE) == []  # nobody knows what did
    assert told((replaced, replace(other, status="lifted")), BEFORE)[0][2] == "another restriction took its place"


def test_it_is_told_once_and_never_of_what_was_not_told() -> None:
    lifted = replace(SUPPLY, status="lifted")
    after = with_relief(edition(lifted), Register(restrictions=(lifted,)), OURS, [BEFORE])
    assert told((lifted,), BEFORE, after) == []
    assert told((lifted,)) == []


def test_without_an_inventory_nothing_is_said() -> None:
    public = BEFORE.public()
    assert with_relief(public, Register(), None, [BEFORE]) == public
    assert with_relief(public, Register(), OURS, [BEFORE]) == public
