from pipeline.analyse.stories.sketch import terms
from pipeline.analyse.stories.spread import Spread, keys
from tests.unit.analyse.pieces import drawn

RARE, COMMON = terms("zebra banana")


def test_a_word_that_many_articles_hold_is_less_rare() -> None:
    spread = Spread.of([drawn("a", "zebra banana"), *(drawn(f"b{n}", "banana") for n in range(500))])
    assert spread.articles == 501
    found = spread.rarity([RARE, COMMON])
    assert 0 <= found[COMMON] < 0.3
    assert 0.8 < found[RARE] <= 1


def test_words_of_the_language_are_known_to_be_common_before_anything_is_counted() -> None:
    (common,), (rare,) = terms("company"), terms("Kallista")
    found = Spread.of([]).rarity([common, rare])
    assert found[common] < found[rare] == 1


def test_keys_are_words_and_names() -> None:
    one = drawn("a", "Staff of Northwind lost Quill 3.7.")
    assert keys(one) >= {key for key, _ in one.words} | set(one.names)
