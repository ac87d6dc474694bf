"""Sketches come back as they were, and are found by the words that they share, within some days."""

from dataclasses import replace

import pytest

from pipeline.model.sketch import Sketch, Told
from pipeline.store.sketches import Days
from pipeline.store.store import Store
from tests.unit.store.filling import add_article

ALWAYS = Days(first=0, last=1_000_000)


def drawn(number: int, *words: int) -> Sketch:
    return Sketch(
        article_id=f"article-{number}",
        url="https://a.example/",
        published_on="2026-07-01",
        words=tuple((word, 2) for word in words),
        title=words[:1],
        names=words[1:],
        runs="0a000000",
        relevant=True,
        told=(Told(actor="Northwind", action_class="imposed", families=("Quill",), said="0b000000"),),
    )


def keep(store: Store, number: int, *words: int, day: int = 10) -> None:
    with store.transaction():
        store.sketches.save(drawn(number, *words), day, words)


@pytest.fixture
def town(store: Store) -> Store:
    """A store with six articles."""
    for number in range(6):
        add_article(store, str(number))
    return store


def test_what_was_kept_comes_back_as_it_was(town: Store) -> None:
    keep(town, 2, 5, 4_294_967_295)
    keep(town, 1, 5)
    assert town.sketches.read(["article-2", "article-1", "article-9"]) == [drawn(1, 5), drawn(2, 5, 4_294_967_295)]


def test_articles_are_found_by_two_words_that_they_share_within_some_days(town: Store) -> None:
    keep(town, 1, 5, 6, 7)
    keep(town, 2, 5, 8)
    keep(town, 3, 6, 7, day=30)
    assert town.sketches.sharing([5, 6, 7], ALWAYS) == ["article-1", "article-3"]
    assert town.sketches.sharing([5, 6, 7], Days(first=10, last=29)) == ["article-1"]
    assert town.sketches.sharing([5, 5], ALWAYS) == []


def test_holders_are_counted_within_some_days(town: Store) -> None:
    keep(town, 1, 5, 6)
    keep(town, 2, 5)
    keep(town, 3, 5, day=30)
    assert town.sketches.holding([5, 6, 9], ALWAYS) == {5: 3, 6: 1}
    assert town.sketches.holding([5, 6], Days(first=11, last=30)) == {5: 1}
    assert (town.sketches.count(ALWAYS), town.sketches.count(Days(first=0, last=10))) == (3, 2)


def test_an_article_that_is_read_anew_has_its_newest_sketch(town: Store) -> None:
    keep(town, 1, 5, 6)
    keep(town, 1, 7)
    assert town.sketches.read(["article-1"]) == [drawn(1, 7)]
    assert town.sketches.holding([5, 6, 7], ALWAYS) == {7: 1}


def test_what_is_dropped_is_found_no_more(town: Store) -> None:
    keep(town, 1, 5, 6)
    keep(town, 2, 5, 6)
    with town.transaction():
        town.sketches.drop(["article-1"])
    assert town.sketches.read(["article-1"]) == []
    assert town.sketches.sharing([5, 6], ALWAYS) == ["article-2"]
    assert replace(drawn(2, 5, 6), article_id="article-2") == town.sketches.read(["article-2"])[0]
