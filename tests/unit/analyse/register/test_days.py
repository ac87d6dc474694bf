import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.register.days import claim_day, contains
from pipeline.analyse.register.ledger import Ledger
from pipeline.model.event import PartialDate
from pipeline.model.restriction import UNKNOWN, Claim
from tests.unit.analyse.telling import day, together, told

SPANS = [day("2026-07-10"), day("2026-07", "month"), day("2026-Q3", "quarter"), day("2026", "year")]
OUTLETS = ("Alpha", "Beta", "Gamma", "Delta")


def claimed(*days: PartialDate | None) -> Claim:
    """The claim that several outlets make, each with its own day."""
    supports = [told(outlet, effective=value) for outlet, value in zip(OUTLETS, days, strict=False)]
    return claim_day(together(*supports), "effective", lambda event: event.effective, Ledger())


@pytest.mark.parametrize("finer", range(4))
@pytest.mark.parametrize("coarser", range(4))
def test_a_longer_span_contains_every_finer_one_in_it(finer: int, coarser: int) -> None:
    assert contains(SPANS[coarser], SPANS[finer]) is (finer <= coarser)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (day("2026-06", "month"), day("2026-07-10")),
        (day("2026-Q2", "quarter"), day("2026-07-10")),
        (day("2026-Q3", "quarter"), day("2026-10", "month")),
        (day("2026-Q3", "quarter"), day("2025-07", "month")),
        (day("2026-Q3", "quarter"), day("2026-Q4", "quarter")),
        (day("2025", "year"), day("2026-Q3", "quarter")),
        (day("2026-07-1", "month"), day("2026-07-10")),
    ],
)
def test_a_span_does_not_contain_what_lies_outside(one: PartialDate, other: PartialDate) -> None:
    assert not contains(one, other)


@given(st.permutations(SPANS))
@settings(max_examples=24, deadline=None)
def test_spans_that_hold_each_other_are_one_value_and_the_finest_is_told(days: list[PartialDate]) -> None:
    claim = claimed(*days)
    assert (claim.status, claim.value, claim.precision) == ("known", "2026-07-10", "day")
    assert len(claim.evidence) == 4


def test_nothing_told_is_unknown() -> None:
    assert claimed(None, None) == UNKNOWN


def test_a_day_without_a_quote_does_not_count() -> None:
    support = told(effective=day("2026-07-10"), unquoted=("effective",))
    assert claim_day([support], "effective", lambda event: event.effective, Ledger()) == UNKNOWN


def test_two_days_are_disputed_and_the_one_told_more_often_comes_first() -> None:
    claim = claimed(day("2026-07-10"), day("2026-08-15"), day("2026-08-15"))
    assert claim.status == "disputed"
    assert claim.value is None
    assert [(other.value, len(other.evidence)) for other in claim.alternatives] == [
        ("2026-08-15", 2),
        ("2026-07-10", 1),
    ]


def test_of_two_days_told_as_often_the_earlier_comes_first() -> None:
    claim = claimed(day("2026-08-15"), day("2026-07-10"))
    assert [other.value for other in claim.alternatives] == ["2026-07-10", "2026-08-15"]


def test_a_day_outside_a_month_is_disputed() -> None:
    claim = claimed(day("2026-08", "month"), day("2026-07-10"))
    assert {(other.value, other.precision) for other in claim.alternatives} == {
        ("2026-08", "month"),
        ("2026-07-10", "day"),
    }


def test_a_day_and_the_same_day_with_immediate_effect_are_one() -> None:
    claim = claimed(day("2026-07-10", "immediate"), day("2026-07-10"))
    assert (claim.status, claim.value, claim.precision) == ("known", "2026-07-10", "day")


def test_immediate_effect_is_kept_where_nobody_tells_more() -> None:
    assert claimed(day("2026-07-10", "immediate")).precision == "immediate"
