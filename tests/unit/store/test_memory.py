"""What is remembered of texts is found again by its bands, in the order of the draw, and forgotten by its age."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.fingerprint import Print, Prints
from pipeline.model.site import TextShare
from pipeline.store.store import Store
from tests.unit.store.filling import PRINTS, add_article


def prints(number: int, *bands: int, lot: int | None = None, day: str = "2026-07-08") -> Prints:
    """Of an article with one sentence for each band."""
    sentences = tuple(Print(key=f"{band:016}", bands=(band,), sketch=(band,), fills="") for band in bands)
    name, place = f"article-{number}", number if lot is None else lot
    return replace(PRINTS, article_id=name, lot=place, published_on=day, sentences=sentences)


@pytest.fixture
def town(store: Store) -> Store:
    """A store with twelve articles of which nothing is remembered."""
    for number in range(12):
        add_article(store, str(number))
    return store


def keep(store: Store, *kept: Prints) -> None:
    with store.transaction():
        for one in kept:
            store.memory.save(one)


def ids(found: list[Prints]) -> list[str]:
    return [one.article_id for one in found]


def test_what_was_kept_comes_back_as_it_was(town: Store) -> None:
    keep(town, prints(1, 4, -9), replace(prints(2, 4), story=(1, 2, 4_294_967_295)))
    assert town.memory.prints("article-1") == prints(1, 4, -9)
    assert town.memory.prints("article-2") == replace(prints(2, 4), story=(1, 2, 4_294_967_295))
    assert town.memory.prints("article-3") is None


def test_others_are_found_by_a_band_that_they_share(town: Store) -> None:
    keep(town, prints(1, 4), prints(2, 4, 5), prints(3, 5), prints(4, 6))
    assert ids(town.memory.holders(prints(2, 4, 5), 9)) == ["article-1", "article-3"]
    assert ids(town.memory.holders(prints(9, 6, 7), 9)) == ["article-4"]
    assert town.memory.holders(prints(9), 9) == []


def test_bands_are_whole_numbers_of_sixty_four_bits(town: Store) -> None:
    far = (-(1 << 63), (1 << 63) - 1, (1 << 53) + 1)
    keep(town, prints(1, *far), prints(2, (1 << 53)))
    assert all(ids(town.memory.holders(prints(3, band), 9)) == ["article-1"] for band in far)


def test_of_many_those_with_the_least_lots_are_looked_at(town: Store) -> None:
    keep(town, *(prints(n, 4, lot=100 - n) for n in range(10)))
    assert ids(town.memory.holders(prints(11, 4, lot=0), 3)) == ["article-7", "article-8", "article-9"]
    assert ids(town.memory.holders(prints(9, 4, lot=91), 3)) == ["article-6", "article-7", "article-8"]
    assert ids(town.memory.holders(prints(11, 4, 5, lot=0), 3)) == ["article-7", "article-8", "article-9"]


@settings(deadline=None, max_examples=40)
@given(bands=st.lists(st.sets(st.integers(0, 4), max_size=4), min_size=6, max_size=6), most=st.integers(1, 4))
def test_whoever_is_not_touched_is_looked_at_with_the_same_others(
    tmp_path_factory: pytest.TempPathFactory, bands: list[set[int]], most: int
) -> None:
    """So nobody else has to be marked anew when an article comes or goes."""
    with opened(tmp_path_factory.mktemp("memory")) as store:
        kept = [prints(n, *sorted(each), lot=n * 7 % 5) for n, each in enumerate(bands)]
        keep(store, *kept[1:])
        before = {one.article_id: ids(store.memory.holders(one, most)) for one in kept[1:]}
        keep(store, kept[0])
        touched = store.memory.touched(kept[0], most)
        after = {one.article_id: ids(store.memory.holders(one, most)) for one in kept[1:]}
        assert {name for name in before if before[name] != after[name]} <= set(touched)


def opened(folder: Path) -> Store:
    store = Store(folder, busy_ms=1)
    for number in range(6):
        add_article(store, str(number))
    return store


def test_an_article_that_is_remembered_again_leaves_nothing_behind(town: Store) -> None:
    keep(town, prints(1, 4, 5), prints(1, 6))
    assert town.memory.holders(prints(2, 4, 5), 9) == []
    assert ids(town.memory.holders(prints(2, 6), 9)) == ["article-1"]
    with town.transaction():
        town.memory.drop("article-1")
        town.memory.drop("article-1")
    assert town.memory.holders(prints(2, 6), 9) == []
    assert town.memory.prints("article-1") is None


def test_beyond_the_newest_of_a_site_are_the_oldest_and_those_without_a_day(town: Store) -> None:
    days = ("2026-07-03", "", "2026-07-05", "2026-07-04")
    keep(town, *(prints(n, 4, day=day) for n, day in enumerate(days)), replace(prints(9, 4), site="other.example"))
    assert ids(town.memory.oldest("harbourpost.example", 2)) == ["article-0", "article-1"]
    assert town.memory.oldest("harbourpost.example", 4) == []
    assert ids(town.memory.oldest("other.example", 0)) == ["article-9"]


def test_the_index_is_no_content_and_the_prints_are(town: Store) -> None:
    keep(town, prints(1, 4))
    tables = {line.split('"')[3] for line in town.canonical()}
    assert "fingerprints" in tables
    assert "fingerprint_bands" not in tables


def test_what_was_stripped_is_added_up_for_each_source(town: Store) -> None:
    with town.transaction():
        town.memory.save_share("article-1", "one", TextShare(articles=1, words=100, filler=20, repeated=10))
        town.memory.save_share("article-2", "one", TextShare(articles=1, words=50, filler=0, repeated=0))
        town.memory.save_share("article-3", "two", TextShare(articles=1, words=7, filler=7, repeated=7))
        town.memory.save_share("article-2", "one", TextShare(articles=1, words=60, filler=5, repeated=5))
    assert town.memory.shares() == {
        "one": TextShare(articles=2, words=160, filler=25, repeated=15),
        "two": TextShare(articles=1, words=7, filler=7, repeated=7),
    }


def test_of_nothing_nothing_is_known(store: Store) -> None:
    assert store.memory.shares() == {}
    assert store.memory.holders(PRINTS, 3) == []
    assert store.memory.touched(PRINTS, 3) == []
