"""Records of every type are the same again behind the store; times sort as text like times."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.model.article import Article, Block
from pipeline.model.edition import Edition
from pipeline.model.event import Analysis, Event, Story
from pipeline.model.outcome import done
from pipeline.model.restriction import Candidate, Restriction, Tombstone
from pipeline.model.source import Entry, Published, Snapshot
from pipeline.store.fetched import Attempt
from pipeline.store.rows import Json, columns_published, published_columns, text_time, time_text
from pipeline.store.store import Store
from tests.unit.records import NOW, entry, snapshot
from tests.unit.strategies import MOMENTS, any_record

DRAWN = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 7, 6, 1, 0, tzinfo=UTC), "2026-07-06T01:00:00.000000Z"),
        (datetime(2026, 7, 6, 1, 0, 0, 5, tzinfo=UTC), "2026-07-06T01:00:00.000005Z"),
        (datetime(2026, 7, 6, 9, 0, tzinfo=timezone(timedelta(hours=8))), "2026-07-06T01:00:00.000000Z"),
    ],
)
def test_a_time_is_written_in_utc(moment: datetime, text: str) -> None:
    assert time_text(moment) == text
    assert text_time(text) == moment


@given(MOMENTS, MOMENTS)
@settings(max_examples=60, deadline=None)
def test_times_sort_as_text_like_times_and_are_read_back(one: datetime, other: datetime) -> None:
    assert (time_text(one) < time_text(other)) == (one < other)
    assert text_time(time_text(one)) == one


@given(any_record(Published) | st.none())
@settings(max_examples=60, deadline=None)
def test_a_date_of_publication_is_the_same_again(published: Published | None) -> None:
    columns = published_columns(published)
    assert sorted(columns) == ["published", "published_at", "published_on"]
    assert columns_published(columns) == published


KINDS: list[type[object]] = [Article, Analysis, Block, Candidate, Edition, Event, Restriction, Story, Tombstone]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@DRAWN
def test_a_record_is_the_same_again_and_equal_records_are_equal_text(data: st.DataObject, kind: type[object]) -> None:
    json_of = Json(kind)
    record = data.draw(any_record(kind))
    text = json_of.write(record)
    assert json_of.read(text) == record
    assert json_of.write(json_of.read(text)) == text
    assert list(json.loads(text)) == sorted(json.loads(text))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"restriction_id": 5}'])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Json(Tombstone).read(text)


@given(data=st.data())
@DRAWN
def test_any_register_is_the_same_again_behind_the_store(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    restriction, candidate = data.draw(any_record(Restriction)), data.draw(any_record(Candidate))
    with Store(tmp_path_factory.mktemp("data")) as store:
        with store.transaction():
            store.registry.save_restriction(restriction, None)
            store.registry.save_candidate(candidate)
        register = store.registry.register(today="")
        assert register.restrictions == (restriction,)
        assert register.candidates == (candidate,)


@given(data=st.data())
@DRAWN
def test_any_edition_is_the_same_again_behind_the_store(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    edition = data.draw(any_record(Edition))
    with Store(tmp_path_factory.mktemp("data")) as store:
        with store.transaction():
            store.editions.save_edition(edition, cutoff=NOW)
        assert store.editions.edition(edition.edition_id) == edition


@given(data=st.data())
@DRAWN
def test_anything_fetched_is_the_same_again_behind_the_store(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    page, listed = data.draw(any_record(Snapshot)), data.draw(any_record(Entry))
    with Store(tmp_path_factory.mktemp("data")) as store:
        with store.transaction():
            tried = replace(data.draw(any_record(Attempt)), run_id=store.runs.start(NOW))
            store.fetched.save_snapshot(page)
            store.entries.save([listed], now=NOW)
            store.fetched.save_attempts([tried])
        assert store.fetched.snapshot(page.snapshot_id) == page
        assert store.entries.entry(listed.entry_id) == listed
        assert store.fetched.last_attempts() == ({} if tried.page else {tried.source_id: [tried]})


@given(data=st.data())
@DRAWN
def test_any_article_and_what_is_read_in_it_are_the_same_again_behind_the_store(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    page = snapshot()
    made = replace(data.draw(any_record(Article)), snapshot_id=page.snapshot_id)
    read = replace(data.draw(any_record(Analysis)), article_id=made.article_id)
    told = replace(data.draw(any_record(Story)), article_ids=(made.article_id,))
    with Store(tmp_path_factory.mktemp("data")) as store:
        with store.transaction():
            store.entries.save([entry()], now=NOW)
            store.entries.close_page(page.url, snapshot=page)
            store.articles.save_parsed(page.snapshot_id, 1, done(page.snapshot_id, made))
            store.articles.save_analysis(1, done(made.article_id, read))
            store.articles.save_stories([told])
        assert store.articles.articles([made.article_id]) == [made]
        assert store.articles.analyses([made.article_id]) == {made.article_id: read}
        assert store.articles.stories() == [told]
