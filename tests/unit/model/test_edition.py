"""The public edition holds nothing that comes from the inventory or the playbook."""

from dataclasses import fields, replace

import pytest

from pipeline.model.edition import Edition, Exposure, Step
from pipeline.model.options import AFFECTING
from tests.examples import BASELINE, QUIET, RICH

CANARY = "canary-7731"
PRIVATE = {"subject", "bottom_line", "exposures", "steps", "coverage"}


def test_what_is_private_is_left_out_or_replaced() -> None:
    public = RICH.public()
    assert public.subject == RICH.public_subject
    assert public.bottom_line == RICH.public_bottom_line
    assert public.exposures is None
    assert public.steps == ()
    assert public.coverage.quiet_tools == ()


@pytest.mark.parametrize("edition", [RICH, QUIET, BASELINE])
def test_everything_else_stays(edition: Edition) -> None:
    public = edition.public()
    for field in fields(Edition):
        if field.name not in PRIVATE:
            assert getattr(public, field.name) == getattr(edition, field.name), field.name
    assert replace(public.coverage, quiet_tools=edition.coverage.quiet_tools) == edition.coverage


@pytest.mark.parametrize("edition", [RICH, QUIET, BASELINE])
def test_a_public_edition_is_its_own_public_edition(edition: Edition) -> None:
    assert edition.public().public() == edition.public()


def test_no_canary_of_the_inventory_gets_through() -> None:
    exposure = Exposure(
        restriction_id="AIR-2026-0001",
        headline=CANARY,
        tool=CANARY,
        bearing="binds us",
        reason=CANARY,
        effective="",
        owner=CANARY,
    )
    step = Step(department=CANARY, text=CANARY, restriction_id="AIR-2026-0001", due="")
    edition = replace(
        RICH,
        subject=CANARY,
        bottom_line=CANARY,
        exposures=(exposure,),
        steps=(step,),
        coverage=replace(RICH.coverage, quiet_tools=(CANARY,)),
    )
    assert CANARY in repr(edition)
    assert CANARY not in repr(edition.public())


def test_two_bearings_affect_us_and_a_signal_does_not() -> None:
    assert AFFECTING == ("binds us", "supply")
