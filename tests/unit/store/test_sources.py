"""What is remembered of a source, a watched page and a vendor's list is the same again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.health import SourceRecord
from pipeline.model.source import Validators
from pipeline.store.store import Store
from tests.unit.records import NOW, later
from tests.unit.store.filling import FACT, WATCHED

RECORD = SourceRecord(
    source_id="harbourpost",
    url="https://harbourpost.example/feed",
    moved_from="https://harbourpost.example/old",
    first_read_at=NOW,
    last_success_at=later(days=1),
    entries=7,
    gap_days=1.5,
    failures=2,
    failing_since=later(days=2),
    reason="timeout",
    detail="It stayed silent.",
    retry_at=later(days=3),
    validators=Validators(url="https://harbourpost.example/feed", etag='W/"1"'),
    unchanged=3,
)


def test_a_record_is_the_same_again_and_takes_the_place_of_the_one_before(store: Store) -> None:
    later_on = replace(RECORD, failures=0, reason="", detail="", retry_at=None)
    with store.transaction():
        store.sources.save_records([RECORD])
    assert store.sources.records() == {"harbourpost": RECORD}
    with store.transaction():
        store.sources.save_records([later_on])
        store.sources.save_records([replace(RECORD, source_id="another")])
    assert store.sources.records() == {"another": replace(RECORD, source_id="another"), "harbourpost": later_on}


@given(etag=st.text(st.characters(codec="utf-8"), max_size=30), gap=st.none() | st.floats(0.5, 400))
@settings(max_examples=20, deadline=None)
def test_any_validator_and_any_gap_come_back(
    tmp_path_factory: pytest.TempPathFactory, etag: str, gap: float | None
) -> None:
    record = replace(RECORD, validators=Validators(url="https://a.example/", etag=etag), gap_days=gap)
    with Store(tmp_path_factory.mktemp("data")) as store:
        with store.transaction():
            store.sources.save_records([record])
        assert store.sources.records()["harbourpost"] == record


def test_a_watched_page_is_remembered(store: Store) -> None:
    with store.transaction():
        store.sources.save_watched("quillhaven-countries", WATCHED)
    assert store.sources.watched() == {"quillhaven-countries": WATCHED}


def test_facts_are_told_by_tool_country_and_source_the_newest_alone(store: Store) -> None:
    gone = replace(FACT, listed=False, as_of_at=later(days=1), since_at=later(days=1))
    elsewhere = replace(FACT, source_id="another")
    with store.transaction():
        store.sources.save_availability([FACT, replace(FACT, country="DE"), elsewhere])
        store.sources.save_availability([gone])
    assert store.sources.availability() == [
        replace(FACT, country="DE"),
        elsewhere,
        gone,
    ]
    assert store.sources.availability("another") == [elsewhere]
