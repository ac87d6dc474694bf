"""A draft takes in what people decide, and none of the news: else it would change every night and never go out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.brief.held import decided, differences, held_register
from pipeline.brief.window import revisions_in
from pipeline.model.restriction import Register, Restriction, Tombstone
from pipeline.model.retraction import Retraction
from pipeline.model.vocabulary import Trigger
from tests.examples import CANDIDATE, QUIET, RICH
from tests.unit.brief.rows import UNTIL, added, older, revision, row, window

BEFORE, AFTER = "2026-07-10T05:15:00Z", "2026-07-14T05:15:00Z"


def register(*rows: Restriction, **more: object) -> Register:
    return replace(Register(restrictions=rows), **more)  # type: ignore[arg-type]


def changed(one: Restriction, trigger: Trigger, at: str = AFTER) -> Restriction:
    return replace(one, title="Otherwise", history=(*one.history, revision(9, at, ("ends", "a", "b"), trigger=trigger)))


def stone(one: Restriction, **more: str) -> Tombstone:
    plain = {"restriction_id": one.restriction_id, "removed_on": AFTER[:10], "reason": "not_an_event"}
    return Tombstone(**{**plain, **more})  # type: ignore[arg-type]


def clipped(one: Restriction) -> Restriction:
    """The row as if all that is known of it had been known at the cut-off."""
    return replace(one, history=tuple(replace(revision, at=min(revision.at, UNTIL)) for revision in one.history))


KNOWN, OTHER = row("AIR-2026-0001"), row("AIR-2026-0002")
THEN = register(KNOWN, OTHER, candidates=(CANDIDATE,))


def test_news_changes_nothing() -> None:
    news = row("AIR-2026-0003", history=(added(AFTER),))
    now = register(changed(KNOWN, "new_source"), OTHER, news, candidates=(CANDIDATE,))
    assert held_register(THEN, now, UNTIL) == THEN
    assert decided(now, UNTIL) == decided(THEN, UNTIL) == ()


def test_what_was_decided_or_taken_back_is_taken_in() -> None:
    for trigger in ("override", "retraction"):
        corrected = changed(KNOWN, trigger)
        now = register(corrected, changed(OTHER, "new_source"), candidates=(CANDIDATE,))
        assert held_register(THEN, now, UNTIL).restrictions == (clipped(corrected), OTHER)
        assert decided(now, UNTIL) == ("AIR-2026-0001 9 2026-07-14T05:15:00Z",)


def test_what_was_decided_before_the_cut_off_is_no_change() -> None:
    assert decided(register(changed(KNOWN, "override", BEFORE)), UNTIL) == ()


def test_a_row_that_was_rejected_or_retracted_is_left_out_and_one_that_the_rules_removed_stays() -> None:
    for gone in (stone(KNOWN, author="J. Doe"), stone(KNOWN, reason="retracted")):
        now = register(OTHER, tombstones=(gone,), candidates=(CANDIDATE,))
        assert held_register(THEN, now, UNTIL).restrictions == (OTHER,)
        assert decided(now, UNTIL) == ("AIR-2026-0001 gone",)
    now = register(OTHER, tombstones=(stone(KNOWN),), candidates=(CANDIDATE,))
    assert held_register(THEN, now, UNTIL) == THEN


def test_a_row_that_was_made_by_hand_is_told_and_one_that_comes_back_is_back() -> None:
    made = row("AIR-2026-0007", history=(revision(1, AFTER, ("status", None, "reported"), trigger="override"),))
    assert held_register(THEN, register(KNOWN, OTHER, made), UNTIL).restrictions == (KNOWN, OTHER, clipped(made))
    rejected = register(OTHER, tombstones=(stone(KNOWN, author="J. Doe"),))
    assert decided(rejected, UNTIL) != decided(register(KNOWN, OTHER), UNTIL)
    assert held_register(THEN, register(KNOWN, OTHER), UNTIL).restrictions == (KNOWN, OTHER)


def test_a_row_whose_past_was_erased_is_taken_as_it_stands() -> None:
    left = older(KNOWN)
    assert held_register(register(OTHER), register(left, OTHER), UNTIL).restrictions == (left, OTHER)


def test_a_candidate_that_is_gone_is_not_watched() -> None:
    assert held_register(THEN, register(KNOWN, OTHER, candidates=()), UNTIL).candidates == ()
    assert held_register(THEN, register(KNOWN, OTHER, lapsed=(CANDIDATE,)), UNTIL).candidates == (CANDIDATE,)


def test_a_page_that_was_taken_back_is_a_decision_even_if_no_row_rests_on_it() -> None:
    back = Retraction(retraction_id="r1", place="a.example", reason="Asked.", author="J. Doe", at=AFTER)
    assert decided(register(retractions=(back,)), UNTIL) == ("r1",)
    assert decided(register(retractions=(replace(back, at=BEFORE),)), UNTIL) == ()


def test_an_edition_that_is_the_same_differs_in_nothing() -> None:
    for edition in (RICH, QUIET):
        assert differences(edition, edition) == ()


def test_what_differs_is_named_and_nothing_of_what_was_told_before_is_repeated() -> None:
    first, *rest = RICH.items
    now = replace(
        RICH,
        bottom_line="All is well.",
        items=(*(replace(item, next="It ends.") for item in rest[:1]), *rest[1:]),
        dates=RICH.dates[1:],
    )
    told = differences(RICH, now)
    assert told[0] == "Bottom line: All is well."
    assert f"{first.restriction_id} is left out" in told
    assert f"{rest[0].restriction_id} is told otherwise (Next): {rest[0].headline}" in told
    assert any(line.endswith("1 gone") for line in told)
    assert not any(first.headline in line or RICH.bottom_line in line for line in told)
    back = differences(now, RICH)
    assert f"{first.restriction_id} is told: {first.headline}" in back


def test_whatever_else_differs_is_said_to_differ() -> None:
    assert differences(RICH, replace(RICH, in_force=RICH.in_force + 1)) == ("Order or figures",)
    assert differences(RICH, replace(RICH, items=tuple(reversed(RICH.items)))) == ("Order or figures",)


triggers: st.SearchStrategy[Trigger] = st.sampled_from(("new_source", "effective_day", "override", "retraction"))
acts = st.lists(st.tuples(st.integers(1, 6), st.sampled_from((BEFORE, AFTER)), triggers), max_size=12)


@given(acts)
def test_a_second_look_at_the_same_register_changes_nothing(what: list[tuple[int, str, Trigger]]) -> None:
    now = {one.restriction_id: one for one in THEN.restrictions}
    for number, at, trigger in what:
        name = f"AIR-2026-{number:04}"
        now[name] = changed(now.get(name, row(name, history=(added(AFTER),))), trigger, at)
    stands = register(*(now[name] for name in sorted(now)))
    once = held_register(THEN, stands, UNTIL)
    assert held_register(once, stands, UNTIL) == once
    for one in once.restrictions:
        held = now[one.restriction_id].history
        by_hand = any(r.at > UNTIL and r.trigger in ("override", "retraction") for r in held)
        assert by_hand or one in THEN.restrictions
    assert [one.restriction_id for one in once.restrictions] == sorted(
        {one.restriction_id for one in once.restrictions}
    )


def test_what_a_draft_took_in_is_told_by_it_and_not_again() -> None:
    (held, *_) = held_register(THEN, register(changed(KNOWN, "override"), OTHER), UNTIL).restrictions
    assert [one.trigger for one in revisions_in(held, window())][-1] == "override"
    after = window(since=UNTIL, until="2026-07-20T05:15:00Z")
    row_after = changed(KNOWN, "override")
    assert [one.trigger for one in revisions_in(row_after, after)] == ["override"]
    assert revisions_in(row_after, replace(after, decided=AFTER)) == ()
    news = changed(KNOWN, "new_source")
    assert [one.trigger for one in revisions_in(news, replace(after, decided=AFTER))] == ["new_source"]
