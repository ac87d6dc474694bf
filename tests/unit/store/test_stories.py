"""Stories keep their ids and their articles in order; an article is in one story at most."""

from dataclasses import replace

import pytest

from pipeline.model.event import Story
from pipeline.store.articles import serials
from pipeline.store.store import Store
from tests.unit.records import story
from tests.unit.store.filling import add_article


@pytest.fixture
def ids(store: Store) -> list[str]:
    return [add_article(store, name) for name in ("a", "b", "c", "d")]


def save(store: Store, *stories: Story) -> None:
    with store.transaction():
        store.articles.save_stories(stories)


def test_a_story_is_the_same_again(store: Store, ids: list[str]) -> None:
    one = replace(story("story-2026-0001", ids[1], ids[0]), copies=((ids[0], ids[1]),))
    undated = replace(story("story-2026-0002", ids[2]), first_published=None, title="Ünïcode “quotes”")
    save(store, undated, one)
    assert store.articles.stories() == [one, undated]
    assert store.articles.counts()["stories"] == 2


def test_stories_may_be_asked_for_by_id(store: Store, ids: list[str]) -> None:
    one, two = story("story-2026-0001", ids[0]), story("story-2026-0002", ids[1])
    save(store, one, two)
    assert store.articles.stories(["story-2026-0002", "story-2026-0009"]) == [two]
    assert store.articles.stories([]) == []


def test_a_story_saved_again_has_the_articles_of_the_last_time(store: Store, ids: list[str]) -> None:
    save(store, story("story-2026-0001", *ids[:3]))
    save(store, story("story-2026-0001", ids[3], ids[0]))
    assert store.articles.stories()[0].article_ids == (ids[3], ids[0])
    assert store.articles.story_of(ids) == {ids[0]: "story-2026-0001", ids[3]: "story-2026-0001"}


def test_an_article_that_moves_leaves_its_old_story(store: Store, ids: list[str]) -> None:
    save(store, story("story-2026-0001", ids[0], ids[1]), story("story-2026-0002", ids[2]))
    save(store, story("story-2026-0002", ids[1], ids[2]))
    assert [item.article_ids for item in store.articles.stories()] == [(ids[0],), (ids[1], ids[2])]


def test_the_story_of_an_article_is_known(store: Store, ids: list[str]) -> None:
    save(store, story("story-2026-0001", ids[0]))
    assert store.articles.story_of(ids) == {ids[0]: "story-2026-0001"}
    assert store.articles.story_of([]) == {}


def test_a_story_without_articles_has_none(store: Store) -> None:
    save(store, replace(story(), article_ids=()))
    assert store.articles.stories()[0].article_ids == ()


def test_the_highest_serial_of_each_year_is_known(store: Store) -> None:
    save(
        store,
        *(replace(story(name), article_ids=()) for name in ("story-2026-0002", "story-2026-0011", "story-2025-0007")),
    )
    assert store.articles.story_serials() == {2026: 11, 2025: 7}


@pytest.mark.parametrize(
    ("ids", "highest"),
    [
        ([], {}),
        (["AIR-2026-0001"], {2026: 1}),
        (["AIR-2026-0009", "AIR-2026-0010", "AIR-2025-0003"], {2026: 10, 2025: 3}),
        (["AIR-2026-9999", "AIR-2026-10000"], {2026: 10_000}),
        (["story-about-2026-0004"], {2026: 4}),
    ],
)
def test_serials_are_compared_as_numbers(ids: list[str], highest: dict[int, int]) -> None:
    assert serials(ids) == highest
