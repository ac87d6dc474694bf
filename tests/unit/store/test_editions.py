"""An edition is kept as it was composed, and never changed."""

from dataclasses import replace

import pytest

from pipeline.store.store import Store
from tests.examples import BASELINE, QUIET, RICH
from tests.unit.records import NOW, later


@pytest.fixture
def kept(store: Store) -> Store:
    with store.transaction():
        store.editions.save_edition(RICH, cutoff=NOW)
    return store


def test_no_edition_is_there_at_first(store: Store) -> None:
    assert store.editions.editions() == []
    assert store.editions.last() is None
    assert store.editions.edition("2026-W28") is None


def test_editions_are_the_same_again_oldest_first(store: Store) -> None:
    with store.transaction():
        for number, edition in enumerate((RICH, BASELINE, QUIET)):
            store.editions.save_edition(edition, cutoff=later(days=number))
    assert store.editions.editions() == [BASELINE, QUIET, RICH]
    assert store.editions.edition("2026-W27") == QUIET
    assert store.editions.last() == ("2026-W28", NOW)


def test_the_last_edition_is_the_one_of_the_newest_week_across_years(store: Store) -> None:
    with store.transaction():
        for edition_id in ("2026-W53", "2027-W01", "2026-W09"):
            store.editions.save_edition(replace(RICH, edition_id=edition_id), cutoff=NOW)
    assert store.editions.last() == ("2027-W01", NOW)


def test_an_edition_that_is_kept_is_never_changed(kept: Store) -> None:
    with kept.transaction():
        kept.editions.save_edition(replace(RICH, subject="Something else"), cutoff=later(days=9))
    assert kept.editions.edition(RICH.edition_id) == RICH
    assert kept.editions.last() == (RICH.edition_id, NOW)
