"""A notice goes out for what affects us, is confirmed and takes effect soon: once, and never on a doubt."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.brief.urgent import DAYS, Told, find_urgent
from pipeline.model.edition import Exposure
from pipeline.model.restriction import ByHand, Restriction
from pipeline.model.urgent import Urgent
from pipeline.model.vocabulary import Bearing, RestrictionStatus
from tests.examples import RICH, proof
from tests.unit.brief.rows import added, claim_with, day, disputed, revision, row

TODAY = date(2026, 7, 15)
NEXT_ON = date(2026, 7, 20)
BASELINE_AT = "2026-07-06T05:15:00Z"
FOUND_AT = "2026-07-15T05:15:00Z"
QUIET = replace(RICH, items=(), exposures=(), dates=(), changes=(), until_at="2026-07-13T05:15:00Z")
TOLD = Told(editions=(QUIET,), baseline_at=BASELINE_AT, notices={}, left={})


def confirmed(effective: str | None = "2026-07-20", **changes: object) -> Restriction:
    """A row that tonight's run has found, told by its actor."""
    plain: dict[str, object] = {
        "status": "scheduled",
        "confirmed": True,
        "effective": effective,
        "history": (added(FOUND_AT),),
        "title": "Quillhaven cuts off Quill for customers in Germany from 20 July 2026",
    }
    return row(**{**plain, **changes})  # type: ignore[arg-type]


def touching(bearing: Bearing = "binds us", tool: str = "Quill") -> Exposure:
    return Exposure(
        restriction_id="AIR-2026-0001",
        headline="",
        tool=tool,
        bearing=bearing,
        reason="it covers DE, where we use Quill",
        effective="20 July 2026",
    )


def urgent(
    one: Restriction, *exposures: Exposure, told: Told = TOLD, today: date = TODAY, next_on: date = NEXT_ON
) -> tuple[Urgent, ...]:
    return find_urgent([one], exposures or (touching(),), told, today=today, next_on=next_on, stamp="")


def after(notice: Urgent, told: Told = TOLD) -> Told:
    """What readers know once a notice has gone out."""
    known = {**told.notices, notice.restriction_id: notice}
    return replace(told, notices=known, left=known)


def test_what_binds_us_is_confirmed_and_takes_effect_soon_is_told() -> None:
    (notice,) = urgent(confirmed())
    assert (notice.restriction_id, notice.number, notice.made_on) == ("AIR-2026-0001", 1, "2026-07-15")
    assert (notice.effective_on, notice.in_days) == ("2026-07-20", 5)
    assert notice.subject == "Urgent: Quillhaven cuts off Quill for customers in Germany"
    assert notice.exposures == (touching(),)
    assert notice.changed == ()


@pytest.mark.parametrize(("bearing", "count"), [("supply", 1), ("signal", 0), ("unknown", 0), ("none", 0)])
def test_only_what_affects_us_is_urgent(bearing: Bearing, count: int) -> None:
    assert len(urgent(confirmed(), touching(bearing))) == count


@pytest.mark.parametrize(
    ("status", "count"),
    [
        ("in-force", 1),
        ("announced", 1),
        ("reported", 0),
        ("rumoured", 0),
        ("proposed", 0),
        ("lifted", 0),
        ("denied", 0),
        ("suspended", 0),
        ("superseded", 0),
    ],
)
def test_only_what_is_confirmed_and_stands_is_urgent(status: RestrictionStatus, count: int) -> None:
    assert len(urgent(confirmed(status=status))) == count


def test_two_outlets_are_no_confirmation_nor_is_the_vendor_but_a_person_of_ours_is() -> None:
    """A page of the vendor is a primary source, and still no word of the employer who bans its tool."""
    told_by_others = confirmed(confirmed=False)
    assert urgent(told_by_others) == ()
    vendors_page = proof("mq-alibaba", "Alibaba is banning", 1, role="primary")
    assert urgent(replace(told_by_others, evidence=(vendors_page,))) == ()
    by_hand = ByHand(act="confirm", reason="Their press office told us.", author="J. Doe")
    assert urgent(replace(told_by_others, by_hand=(by_hand,)))
    assert urgent(replace(confirmed(), imported_from="https://other.example/")) == ()


@pytest.mark.parametrize(
    ("effective", "count"),
    [
        ("2026-07-25", 1),
        ("2026-07-26", 0),
        ("2026-07-15", 1),
        ("2026-07-08", 1),
        ("2026-07-07", 0),
        ("2026-07", 0),
        (None, 0),
    ],
)
def test_the_day_is_known_and_near(effective: str | None, count: int) -> None:
    assert len(urgent(confirmed(effective))) == count


def test_what_takes_effect_before_the_next_brief_is_urgent_however_late_that_is() -> None:
    assert len(urgent(confirmed("2026-08-01"), next_on=date(2026, 8, 3))) == 1


def test_a_disputed_day_is_never_urgent() -> None:
    assert urgent(claim_with(confirmed(), effective=disputed("2026-07-20", "2026-07-21", precision="day"))) == ()


def test_what_the_first_run_finds_is_old() -> None:
    old = confirmed("2026-07-10", history=(added(BASELINE_AT),))
    assert urgent(old, told=replace(TOLD, editions=()), today=date(2026, 7, 6)) == ()
    assert urgent(old, told=replace(TOLD, baseline_at="", editions=()), today=date(2026, 7, 6)) == ()


def test_what_the_first_run_found_long_before_its_day_is_told_when_the_day_is_near() -> None:
    old = confirmed("2026-07-25", history=(added(BASELINE_AT),))
    assert urgent(old, today=date(2026, 7, 14)) == ()
    assert len(urgent(old, today=date(2026, 7, 15))) == 1


def test_what_a_brief_has_told_in_the_ten_days_before_the_day_is_not_told_again() -> None:
    known = confirmed("2026-07-20", history=(added("2026-07-12T05:15:00Z"),))
    brief = replace(QUIET, exposures=(touching(),))
    assert urgent(known, told=replace(TOLD, editions=(brief,))) == ()
    moved = replace(known, history=(*known.history, revision(2, FOUND_AT, ("effective", "2026-08-01", "2026-07-20"))))
    assert len(urgent(moved, told=replace(TOLD, editions=(brief,)))) == 1


def test_a_notice_goes_out_once() -> None:
    (notice,) = urgent(confirmed())
    for days in range(30):
        assert urgent(confirmed(), told=after(notice), today=TODAY + timedelta(days=days)) == ()


def test_another_report_of_the_same_is_no_reason_for_another_notice() -> None:
    (notice,) = urgent(confirmed())
    assert urgent(confirmed(reports=9, independent=5, status="in-force"), told=after(notice)) == ()


def test_a_day_that_moved_is_told_with_the_day_that_was_told_before() -> None:
    (first,) = urgent(confirmed())
    (second,) = urgent(confirmed("2026-07-18"), told=after(first), today=date(2026, 7, 16))
    assert (second.number, second.about != first.about) == (2, True)
    assert second.changed == ("Takes effect: 18 July 2026; the notice of 15 July 2026 said 20 July 2026.",)
    (back,) = urgent(confirmed(), told=after(second), today=date(2026, 7, 17))
    assert (back.number, back.claimed, back.about != first.about) == (3, first.claimed, True)


def test_a_day_that_moved_far_away_is_told_once_and_then_again_when_it_is_near() -> None:
    (first,) = urgent(confirmed())
    (away,) = urgent(confirmed("2026-11-01"), told=after(first))
    assert away.changed == ("Takes effect: 1 November 2026; the notice of 15 July 2026 said 20 July 2026.",)
    farther = confirmed("2026-12-01")
    assert urgent(farther, told=after(away)) == ()


def test_a_tool_of_ours_that_is_new_among_those_touched_is_told() -> None:
    (first,) = urgent(confirmed())
    (second,) = urgent(confirmed(), touching(), touching("supply", "Penstroke"), told=after(first))
    assert second.changed == (
        "Our tools: Penstroke (supply) and Quill (binds us); the notice of 15 July 2026 said Quill (binds us).",
    )


def test_notices_stand_in_the_order_of_their_days() -> None:
    rows = [confirmed("2026-07-22"), replace(confirmed("2026-07-16"), restriction_id="AIR-2026-0002")]
    exposures = [touching(), replace(touching(), restriction_id="AIR-2026-0002")]
    found = find_urgent(rows, exposures, TOLD, today=TODAY, next_on=NEXT_ON, stamp="Sample world")
    assert [(notice.restriction_id, notice.stamp) for notice in found] == [
        ("AIR-2026-0002", "Sample world"),
        ("AIR-2026-0001", "Sample world"),
    ]


statuses: st.SearchStrategy[RestrictionStatus] = st.sampled_from(
    ("rumoured", "reported", "proposed", "announced", "scheduled", "in-force", "suspended", "lifted", "denied")
)
bearings: st.SearchStrategy[Bearing] = st.sampled_from(("binds us", "supply", "signal", "none", "unknown"))
days = st.integers(-40, 60).map(lambda number: (TODAY + timedelta(days=number)).isoformat())


@given(
    st.lists(st.tuples(statuses, bearings, st.booleans(), st.none() | days, st.integers(0, 2)), min_size=1, max_size=15)
)
def test_whatever_happens_no_notice_says_the_same_as_the_one_before(
    nights: list[tuple[RestrictionStatus, Bearing, bool, str | None, int]],
) -> None:
    told, today, last = TOLD, TODAY, ""
    for status, bearing, sure, effective, passed in nights:
        today += timedelta(days=passed)
        one = confirmed(status=status, confirmed=sure, effective=effective)
        found = urgent(one, touching(bearing), told=told, today=today, next_on=today + timedelta(days=5))
        again = urgent(one, touching(bearing), told=told, today=today, next_on=today + timedelta(days=5))
        assert found == again
        for notice in found:
            if notice.over:
                assert last
                assert not (
                    sure
                    and bearing in ("binds us", "supply")
                    and status in ("announced", "scheduled", "in-force")
                    and effective
                )
                assert notice.claimed != last
                assert notice.effective_on >= today.isoformat()
                assert notice.subject.startswith("No longer so: ")
                told, last = after(notice, told), notice.claimed
                continue
            assert sure
            assert bearing in ("binds us", "supply")
            assert status in ("announced", "scheduled", "in-force")
            assert notice.claimed != last
            assert notice.effective_on == effective
            near = (
                notice.effective_on
                if not last
                else min(notice.effective_on, told.notices["AIR-2026-0001"].effective_on)
            )
            assert date.fromisoformat(near) <= today + timedelta(days=DAYS)
            assert len(notice.subject) <= 60
            assert notice.subject.startswith("Urgent: ")
            told, last = after(notice, told), notice.claimed


@given(days, days)
def test_a_disputed_day_is_never_urgent_whatever_the_days(one: str, other: str) -> None:
    assert urgent(claim_with(confirmed(), effective=disputed(one, other, precision="day"))) == ()
    assert urgent(claim_with(confirmed(), effective=day(None))) == ()
