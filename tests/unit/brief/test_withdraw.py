"""What an edition said of us is no longer said where it may have rested on a page that was taken back."""

from dataclasses import replace

from pipeline.brief.compose import compose
from pipeline.brief.withdraw import Withdrawal, without
from pipeline.model.edition import Edition
from pipeline.model.options import BriefOptions, Due, Play
from pipeline.model.restriction import UNKNOWN, Register, Restriction
from tests.unit.brief.rows import COVERAGE, claim_with, inventory, known, row, window

PLAY = Play(
    bearing="binds us",
    department="Security",
    step="Move {tool} to {replacement}; {restriction} applies from {day}",
    due=Due(days=0),
)


def binding(number: int) -> Restriction:
    made = row(
        f"AIR-2026-000{number}",
        mechanism="vendor-region",
        who="users in Germany",
        regions=("DE",),
        effective="2026-08-15",
    )
    return claim_with(made, replacement=known("Inkpot"))


def edition() -> Edition:
    ours = replace(inventory(), playbook=(PLAY,))
    register = Register(restrictions=(binding(1), binding(2), binding(3)))
    return compose(window(), register, COVERAGE, inventory=ours, options=BriefOptions())


def test_a_reason_a_step_and_a_day_go_with_the_page_and_those_of_other_rows_stay() -> None:
    told = edition()
    assert [len(told.exposures or ()), len(told.steps)] == [3, 3]
    changed = claim_with(binding(1), effective=UNKNOWN, affected=UNKNOWN, replacement=UNKNOWN)
    gone = Withdrawal(
        rows={"AIR-2026-0001": changed, "AIR-2026-0002": None}, titles=(), urls=(), is_told=lambda text: False
    )
    left = without(told, gone)
    assert left.exposures is not None
    first, other = left.exposures
    assert (first.restriction_id, first.effective, first.days_left) == ("AIR-2026-0001", "", None)
    assert (first.reason, first.next) == ("", "")
    assert other == told.exposures[2]  # type: ignore[index]
    assert left.steps == told.steps[2:]
