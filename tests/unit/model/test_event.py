"""What an event decides is told by its status first, and by its action only then."""

import pytest

from pipeline.model.event import PartialDate
from pipeline.model.vocabulary import ACTION_CLASS, Action, ActionClass, EventStatus, Precision
from tests.unit.records import event


@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("ban", "in_force", "imposed"),
        ("ban", "upcoming", "imposed"),
        ("ban", "lifted", "imposed"),
        ("ban", "proposed", "proposed"),
        ("ban", "denied", "denied"),
        ("lift", "in_force", "lifted"),
        ("lift", "proposed", "proposed"),
        ("lift", "denied", "denied"),
        ("propose", "in_force", "proposed"),
        ("investigate", "in_force", "proposed"),
        ("deny", "in_force", "denied"),
        ("cut_off", "in_force", "imposed"),
    ],
)
def test_a_status_of_proposed_or_denied_decides_before_the_action(
    action: Action, status: EventStatus, expected: ActionClass
) -> None:
    assert event(action=action, status=status).action_class == expected


@pytest.mark.parametrize("action", sorted(ACTION_CLASS))
def test_the_action_decides_where_something_is_in_force(action: Action) -> None:
    assert event(action=action, status="in_force").action_class == ACTION_CLASS[action]


@pytest.mark.parametrize(
    ("value", "precision", "day"),
    [
        ("2026-07-10", "day", "2026-07-10"),
        ("2026-07-10", "immediate", "2026-07-10"),
        ("2026-07", "month", None),
        ("2026-Q3", "quarter", None),
        ("2026", "year", None),
    ],
)
def test_only_a_full_date_is_a_day(value: str, precision: Precision, day: str | None) -> None:
    assert PartialDate(value=value, precision=precision).day == day
