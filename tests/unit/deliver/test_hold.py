"""A draft goes out when its editors have had it long enough or approve it, never sooner, whatever the clock shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.deliver.hold import Decision, Lying, decide

NOW = datetime(2026, 7, 13, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

times = st.timedeltas(timedelta(days=-200), timedelta(days=200)).map(lambda delta: NOW + delta)
holds = st.timedeltas(timedelta(0), timedelta(days=14))
drafts = st.builds(
    Lying,
    changed=st.booleans(),
    stopped=st.booleans(),
    approved=st.booleans(),
    handed_at=st.none() | times,
)


def look(draft: Lying, now: datetime = NOW, *, hold: timedelta = DAY, has_editors: bool = True) -> Decision:
    return decide(draft, now=now, hold=hold, has_editors=has_editors)


def test_a_draft_that_no_editor_has_waits() -> None:
    assert look(Lying()) == Decision(action="wait", why="unseen")


def test_the_hold_time_begins_when_the_first_editor_has_it() -> None:
    held = look(Lying(handed_at=NOW), NOW + 23 * HOUR)
    assert held == Decision(action="wait", why="held", due_at=NOW + DAY)
    assert look(Lying(handed_at=NOW), NOW + DAY) == Decision(action="release", why="over")


def test_a_draft_that_changed_is_drafted_again_even_if_it_is_approved_or_its_time_is_over() -> None:
    for draft in (Lying(changed=True, approved=True), Lying(changed=True, handed_at=NOW - 9 * DAY)):
        assert look(draft) == Decision(action="draft", why="changed")


def test_a_stopped_draft_waits_until_it_is_approved() -> None:
    stopped = Lying(stopped=True, handed_at=NOW - 90 * DAY)
    assert look(stopped) == Decision(action="wait", why="stopped")
    assert look(stopped, has_editors=False).action == "wait"
    assert look(replace(stopped, approved=True)) == Decision(action="release", why="approved")


def test_nobody_can_approve_what_no_editor_was_handed() -> None:
    assert look(Lying(approved=True)) == Decision(action="wait", why="unseen")
    assert look(Lying(approved=True, stopped=True)) == Decision(action="wait", why="unseen")
    assert look(Lying(approved=True), has_editors=False).action == "release"


def test_without_editors_it_goes_out_at_once() -> None:
    assert look(Lying(), has_editors=False) == Decision(action="release", why="no editors")
    assert look(Lying(changed=True), has_editors=False).action == "release"


def test_a_clock_that_stands_before_the_time_of_handing_over_lets_it_wait() -> None:
    assert look(Lying(handed_at=NOW + 300 * DAY)).due_at == NOW + 301 * DAY


@given(drafts, times, holds, st.booleans())
def test_it_goes_out_only_for_a_reason(draft: Lying, now: datetime, hold: timedelta, has_editors: bool) -> None:
    found = decide(draft, now=now, hold=hold, has_editors=has_editors)
    if found.action != "release":
        assert not draft.approved or draft.changed or draft.handed_at is None
        return
    assert not (draft.changed and has_editors)
    assert not has_editors or draft.handed_at is not None
    if not draft.approved:
        assert not draft.stopped
        assert not has_editors or (draft.handed_at is not None and now - draft.handed_at >= hold)


@given(drafts, times, holds)
def test_what_waits_for_its_time_goes_out_when_it_has_come(draft: Lying, now: datetime, hold: timedelta) -> None:
    found = decide(draft, now=now, hold=hold, has_editors=True)
    if found.due_at is not None:
        assert found.due_at > now
        assert decide(draft, now=found.due_at, hold=hold, has_editors=True).action == "release"


@given(st.lists(st.tuples(st.timedeltas(timedelta(0), timedelta(days=3)), times), min_size=1, max_size=12), holds)
def test_whatever_the_clock_shows_the_editors_have_it_for_the_whole_time(
    looks: list[tuple[timedelta, datetime]], hold: timedelta
) -> None:
    """Between two looks true time goes on; the clock may be set back in between, and is never ahead of true time."""
    true_now = NOW
    for passed, shown in looks:
        true_now += passed
        found = look(Lying(handed_at=NOW), min(shown, true_now), hold=hold)
        assert found.action == "wait" or true_now - NOW >= hold
