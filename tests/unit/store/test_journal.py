"""The register can be read as it stood at every moment, and of what is retracted the past is gone too."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.override import Laid
from pipeline.model.restriction import Register, Tombstone
from pipeline.store.db import FILE_NAME, Db
from pipeline.store.schema import MIGRATIONS
from pipeline.store.store import Store
from pipeline.text.dates import iso_time
from tests.examples import CANDIDATE, KNOWN, SCHEDULED
from tests.unit.records import NOW, later

STONE = Tombstone(restriction_id=KNOWN.restriction_id, removed_on="2026-07-14", reason="retracted")
STEPS = {
    "known": lambda s: s.registry.save_restriction(KNOWN, None),
    "other": lambda s: s.registry.save_restriction(replace(KNOWN, title="Other"), None),
    "second": lambda s: s.registry.save_restriction(SCHEDULED, "2026-08-15"),
    "candidate": lambda s: s.registry.save_candidate(CANDIDATE),
    "dropped": lambda s: s.registry.drop_candidate(CANDIDATE.candidate_id),
    "withdrawn": lambda s: s.registry.withdraw(STONE),
    "laid": lambda s: s.hand.save({KNOWN.restriction_id: Laid(row_id=KNOWN.restriction_id, record=SCHEDULED)}, {}),
    "buried": lambda s: s.hand.save({KNOWN.restriction_id: Laid(row_id=KNOWN.restriction_id, stone=STONE)}, {}),
    "hidden": lambda s: s.hand.save({CANDIDATE.candidate_id: Laid(row_id=CANDIDATE.candidate_id)}, {}),
    "bare": lambda s: s.hand.save({}, {}),
    "marked": lambda s: s.registry.mark(changed_at=iso_time(NOW), reached_on="2026-07-13"),
    "reached": lambda s: s.registry.mark(changed_at=None, reached_on="2026-12-31"),
}


def do(store: Store, name: str, minutes: float) -> Register:
    """A step, kept so many minutes after the start; the register as it is shown then."""
    with store.transaction():
        STEPS[name](store)
        store.journal.keep(later(minutes=minutes))
    return store.registry.register(today=store.registry.reached_on())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=12))
def test_every_state_of_the_register_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    with Store(tmp_path_factory.mktemp("journal"), busy_ms=1) as store:
        states = [do(store, name, minutes) for minutes, name in enumerate(steps)]
        assert [store.journal.register_at(later(minutes=minutes)) for minutes in range(len(steps))] == states
        assert store.journal.register_at(later(minutes=-1)) == Register()
        assert store.journal.begins_at() in (None, *(later(minutes=minutes) for minutes in range(len(steps))))


def test_what_is_saved_as_it_was_leaves_no_entry(store: Store) -> None:
    do(store, "known", 0)
    place = store.journal.place()
    do(store, "known", 1)
    assert store.journal.place() == place
    do(store, "other", 2)
    assert store.journal.place() == place + 1
    assert store.journal.place(later(minutes=1)) == place


def test_what_was_written_in_a_transaction_that_failed_is_not_kept(store: Store) -> None:
    with suppress(RuntimeError), store.transaction():
        store.registry.save_restriction(KNOWN, None)
        raise RuntimeError
    with store.transaction():
        store.journal.keep(NOW)
    assert store.journal.place() == 0


def test_the_past_of_a_row_can_be_erased_and_begins_anew(store: Store, tmp_path: Path) -> None:
    do(store, "known", 0)
    do(store, "second", 1)
    with store.transaction():
        store.registry.save_restriction(replace(KNOWN, title="Nothing"), None)
        store.journal.forget({KNOWN.restriction_id}, set())
        store.journal.keep(later(minutes=2))
    assert [row.restriction_id for row in store.journal.register_at(later(minutes=1)).restrictions] == [
        SCHEDULED.restriction_id
    ]
    now = store.journal.register_at(later(minutes=2))
    assert now == store.registry.register(today="")
    assert KNOWN.title not in {row.title for row in now.restrictions}


def test_rows_are_found_by_what_a_state_of_theirs_holds(store: Store) -> None:
    do(store, "known", 0)
    with store.transaction():
        store.registry.save_restriction(replace(KNOWN, evidence=()), None)
        store.journal.keep(later(minutes=1))
        store.journal.forget(set(), {KNOWN.evidence[0].url})
        store.journal.keep(later(minutes=2))
    assert store.journal.register_at(later(minutes=1)).restrictions == ()
    (row,) = store.journal.register_at(later(minutes=2)).restrictions
    assert row.evidence == ()


def test_an_old_database_is_journalled_with_the_first_run(tmp_path: Path) -> None:
    before = next(number for number, one in enumerate(MIGRATIONS) if any("TABLE journal" in part for part in one))
    Db(tmp_path / FILE_NAME, migrations=MIGRATIONS[:before]).close()
    with Store(tmp_path / "other") as other:
        do(other, "known", 0)
        rows = list(other._db.rows("SELECT * FROM restrictions"))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as old, old:
        old.execute("INSERT INTO restrictions VALUES (?, ?, ?, ?)", tuple(rows[0].values()))
    with Store(tmp_path) as store:
        assert store.journal.begins_at() is None
        with store.transaction():
            store.journal.keep(NOW + timedelta(days=3))
        assert store.journal.begins_at() == NOW + timedelta(days=3)
        assert store.journal.register_at(NOW + timedelta(days=3)).restrictions == (KNOWN,)
        assert store.journal.register_at(NOW).restrictions == ()
