"""The register keeps its rows for life: ids are never given twice, and its version counts its changes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.override import Laid
from pipeline.model.restriction import UNKNOWN, CalendarDay, Claim, Register, Restriction, Tombstone
from pipeline.store.registry import Support
from pipeline.store.store import Store
from tests.examples import CANDIDATE, DISPUTED, KNOWN, LIFTED, SCHEDULED
from tests.unit.store.filling import add_analysis

ROWS = (LIFTED, KNOWN, DISPUTED, SCHEDULED)
TODAY = "2026-07-13"


def save(store: Store, *rows: Restriction, next_day: str | None = None) -> None:
    with store.transaction():
        for row in rows:
            store.registry.save_restriction(row, next_day)


def withdraw(store: Store, *tombstones: Tombstone) -> None:
    with store.transaction():
        for tombstone in tombstones:
            store.registry.withdraw(tombstone)


def mark(store: Store, changed_at: str | None, reached_on: str = TODAY) -> None:
    with store.transaction():
        store.registry.mark(changed_at=changed_at, reached_on=reached_on)


def test_a_new_register_is_empty(store: Store) -> None:
    assert store.registry.register(today=TODAY) == Register()
    assert store.registry.serials() == {}
    assert store.registry.reached_on() == ""
    assert store.registry.counts(today="2026-07-13") == {"restrictions": 0, "candidates": 0, "lapsed": 0}


def test_rows_are_the_same_again_in_the_order_of_their_ids(store: Store) -> None:
    save(store, *ROWS[::-1])
    assert store.registry.register(today=TODAY).restrictions == ROWS
    for row in ROWS:
        assert store.registry.restriction(row.restriction_id) == row
    assert store.registry.restriction("AIR-1999-0001") is None


def test_a_row_saved_again_is_as_it_is_now(store: Store) -> None:
    save(store, KNOWN)
    save(store, replace(KNOWN, title="Another title"))
    (row,) = store.registry.register(today=TODAY).restrictions
    assert row.title == "Another title"


def test_rows_are_found_by_their_actor(store: Store) -> None:
    nobody = replace(KNOWN, restriction_id="AIR-2026-0009", claims=replace(KNOWN.claims, actor=UNKNOWN))
    save(store, *ROWS, nobody)
    assert store.registry.of_actors(["Quillhaven"]) == [LIFTED, SCHEDULED]
    assert store.registry.of_actors(["Alibaba", "Northwind Freight", "Alibaba"]) == [KNOWN, DISPUTED]
    assert store.registry.of_actors(["alibaba"]) == []
    assert store.registry.of_actors([]) == []
    assert store.registry.of_actors([""]) == [nobody]


def test_rows_whose_day_has_been_reached_are_due(store: Store) -> None:
    save(store, KNOWN, next_day="2026-07-13")
    save(store, SCHEDULED, next_day="2026-08-15")
    save(store, LIFTED, next_day=None)
    assert store.registry.due("2026-07-12") == []
    assert store.registry.due("2026-07-13") == [KNOWN]
    assert store.registry.due("2026-12-31") == [KNOWN, SCHEDULED]


def test_candidates_are_watched_until_they_lapse_the_latest_first(store: Store) -> None:
    early = replace(CANDIDATE, candidate_id="candidate-early", lapses_on="2026-07-20")
    twin = replace(CANDIDATE, candidate_id="candidate-a-twin")
    with store.transaction():
        for candidate in (early, CANDIDATE, twin):
            store.registry.save_candidate(candidate)
    assert store.registry.register(today="2026-07-20").candidates == (twin, CANDIDATE, early)
    assert store.registry.register(today="2026-07-21").candidates == (twin, CANDIDATE)
    assert store.registry.register(today="2026-08-01").candidates == ()
    assert store.registry.register(today="2026-07-21").lapsed == (early,)


def test_a_candidate_lapses_once(store: Store) -> None:
    with store.transaction():
        store.registry.save_candidate(CANDIDATE)
        assert store.registry.lapsing(CANDIDATE.lapses_on) == []
        assert store.registry.lapsing("2026-08-01") == [CANDIDATE]
        store.registry.save_candidate(replace(CANDIDATE, lapsed_on="2026-08-01"))
        assert store.registry.lapsing("2026-08-02") == []


def test_a_lapsed_candidate_is_still_found_by_its_actor(store: Store) -> None:
    with store.transaction():
        store.registry.save_candidate(CANDIDATE)
    assert store.registry.candidates_of_actors(["Quillhaven"]) == [CANDIDATE]
    assert store.registry.candidates_of_actors(["Alibaba"]) == []


def test_a_candidate_that_became_a_restriction_is_dropped_with_its_supports(store: Store) -> None:
    article_id = add_analysis(store, "one")
    with store.transaction():
        store.registry.save_candidate(CANDIDATE)
        store.registry.save_supports(CANDIDATE.candidate_id, [(article_id, 0)])
        store.registry.save_supports(KNOWN.restriction_id, [(article_id, 0)])
        store.registry.drop_candidate(CANDIDATE.candidate_id)
    assert store.registry.candidates_of_actors(["Quillhaven"]) == []
    assert store.registry.supports(CANDIDATE.candidate_id) == []
    assert store.registry.supports(KNOWN.restriction_id) == [(article_id, 0)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([0, 1], [1, 2]),
        ([0], []),
        ([], [3]),
        ([2, 1, 0], [0, 1, 2]),
        ([1], [1, 1]),
    ],
)
def test_the_events_of_a_row_are_those_of_the_last_time(store: Store, first: list[int], second: list[int]) -> None:
    article_id = add_analysis(store, "one")
    for events in (first, second):
        with store.transaction():
            supports: list[Support] = [(article_id, number) for number in events]
            store.registry.save_supports("AIR-2026-0001", supports)
    assert store.registry.supports("AIR-2026-0001") == [(article_id, number) for number in sorted(set(second))]


def test_rows_and_candidates_are_found_by_the_articles_that_tell_them(store: Store) -> None:
    one, two = add_analysis(store, "one"), add_analysis(store, "two")
    save(store, KNOWN, SCHEDULED)
    with store.transaction():
        store.registry.save_candidate(CANDIDATE)
        store.registry.save_supports(SCHEDULED.restriction_id, [(one, 0), (two, 0)])
        store.registry.save_supports(KNOWN.restriction_id, [(two, 0), (two, 1)])
        store.registry.save_supports(CANDIDATE.candidate_id, [(one, 1)])
    assert store.registry.of_articles([one]) == [SCHEDULED]
    assert store.registry.of_articles([two, one, two]) == [KNOWN, SCHEDULED]
    assert store.registry.candidates_of_articles([one]) == [CANDIDATE]
    assert store.registry.candidates_of_articles([two]) == []
    assert store.registry.of_articles([]) == []
    assert store.registry.candidates_of_articles(["nowhere"]) == []


GONE = Tombstone(restriction_id="AIR-2026-0007", removed_on=TODAY, reason="retracted", note="The outlet took it back.")
MERGED = Tombstone(restriction_id="AIR-2026-0005", removed_on=TODAY, reason="merged", merged_into="AIR-2026-0002")


def test_serials_of_removed_rows_are_never_given_again(store: Store) -> None:
    save(store, KNOWN, replace(KNOWN, restriction_id="AIR-2026-0007"), replace(KNOWN, restriction_id="AIR-2025-0003"))
    assert store.registry.serials() == {2026: 7, 2025: 3}
    withdraw(store, GONE)
    assert store.registry.serials() == {2026: 7, 2025: 3}


def test_a_row_that_is_withdrawn_leaves_its_tombstone_and_nothing_else(store: Store) -> None:
    article_id = add_analysis(store, "one")
    save(store, KNOWN, replace(KNOWN, restriction_id=GONE.restriction_id))
    with store.transaction():
        store.registry.save_supports(GONE.restriction_id, [(article_id, 0)])
        store.registry.save_supports(KNOWN.restriction_id, [(article_id, 0)])
    withdraw(store, GONE)
    register = store.registry.register(today=TODAY)
    assert register.restrictions == (KNOWN,)
    assert register.tombstones == (GONE,)
    assert store.registry.restriction(GONE.restriction_id) is None
    assert store.registry.supports(GONE.restriction_id) == []
    assert store.registry.supports(KNOWN.restriction_id) == [(article_id, 0)]


def test_a_tombstone_keeps_the_days_that_calendars_hold(store: Store) -> None:
    save(store, replace(KNOWN, restriction_id=MERGED.restriction_id))
    withdraw(store, MERGED)
    (stone,) = store.registry.register(today=TODAY).tombstones
    assert stone.days == (CalendarDay(kind="effective", day="2026-07-10", moved=0, told="known"),)
    assert replace(stone, days=()) == MERGED


@pytest.mark.parametrize(
    ("reason", "source"), [("retracted", ""), ("merged", "https://other.example/r.json#AIR-2026-0001")]
)
def test_nothing_stays_of_the_days_of_what_was_retracted_or_imported(store: Store, reason: str, source: str) -> None:
    save(store, replace(KNOWN, restriction_id=MERGED.restriction_id, imported_from=source))
    withdraw(store, replace(MERGED, reason=reason))
    assert store.registry.register(today=TODAY).tombstones[0].days == ()


def test_the_days_of_a_row_that_a_person_took_out_are_those_that_were_shown_last(store: Store) -> None:
    laid = Laid(row_id=KNOWN.restriction_id, record=KNOWN, stone=replace(MERGED, restriction_id=KNOWN.restriction_id))
    with store.transaction():
        store.hand.save({KNOWN.restriction_id: laid}, {})
    (stone,) = store.registry.register(today=TODAY).tombstones
    assert [day.day for day in stone.days] == ["2026-07-10"]


def test_tombstones_stand_in_the_order_of_their_ids(store: Store) -> None:
    withdraw(store, GONE, MERGED, GONE)
    assert store.registry.register(today=TODAY).tombstones == (MERGED, GONE)


def test_a_night_without_a_change_leaves_the_register_unchanged(store: Store) -> None:
    mark(store, None)
    register = store.registry.register(today=TODAY)
    assert register.changed_at is None
    assert register.version == ""
    assert store.registry.reached_on() == TODAY


def test_the_version_counts_the_changes_of_a_day(store: Store) -> None:
    versions = []
    for changed_at in (
        "2026-07-13T05:15:00Z",
        "2026-07-13T06:15:00Z",
        None,
        "2026-07-14T05:15:00Z",
        "2026-07-14T05:15:00Z",
    ):
        mark(store, changed_at)
        versions.append(store.registry.register(today=TODAY).version)
    assert versions == ["2026.07.13.1", "2026.07.13.2", "2026.07.13.2", "2026.07.14.1", "2026.07.14.2"]
    assert store.registry.register(today=TODAY).changed_at == "2026-07-14T05:15:00Z"


def test_more_than_nine_changes_of_a_day_are_counted_on(store: Store) -> None:
    for _ in range(12):
        mark(store, "2026-07-13T05:15:00Z")
    assert store.registry.register(today=TODAY).version == "2026.07.13.12"


@given(st.lists(st.dates().map(lambda day: day.isoformat()), min_size=1, max_size=8))
@settings(max_examples=10, deadline=None)
def test_the_reached_day_never_goes_back(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> None:
    with Store(tmp_path_factory.mktemp("data")) as store:
        for number, day in enumerate(days, start=1):
            mark(store, None, day)
            assert store.registry.reached_on() == max(days[:number])


def test_rows_and_candidates_are_counted(store: Store) -> None:
    save(store, *ROWS)
    with store.transaction():
        store.registry.save_candidate(CANDIDATE)
    assert store.registry.counts(today=CANDIDATE.lapses_on) == {"restrictions": 4, "candidates": 1, "lapsed": 0}
    assert store.registry.counts(today="2099-01-01") == {"restrictions": 4, "candidates": 0, "lapsed": 1}


def test_a_claim_keeps_the_type_of_its_value(store: Store) -> None:
    claims = replace(
        KNOWN.claims, targets=Claim(status="known", value=()), reasons=Claim(status="known", value=("security",))
    )
    save(store, replace(KNOWN, claims=claims))
    found = store.registry.restriction(KNOWN.restriction_id)
    assert found is not None
    assert found.claims == claims
