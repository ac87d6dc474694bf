from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse.stories.linkage import Linkage, Pair

PAIRS = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.6, (3, 4): 0.5}


def never(*_members: Sequence[int]) -> bool:
    return False


def join(likeness: dict[Pair, float], count: int = 5, known: Sequence[str] = ()) -> list[list[int]]:
    alone = [[number] for number in range(count)]
    return Linkage(alone, known or [""] * count, apart=never, least=0.5).join(likeness)


def test_the_closest_are_joined_until_the_average_is_too_low() -> None:
    assert join(PAIRS) == [[0, 1, 2], [3, 4]]
    assert join(PAIRS | {(3, 4): 0.49}) == [[0, 1, 2], [3], [4]]


def test_a_pair_that_is_not_given_is_not_alike_at_all_so_that_chains_break() -> None:
    assert join({(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}, 4) == [[0, 1], [2, 3]]


def test_two_known_stories_stay_two() -> None:
    assert join({(0, 1): 0.9}, 2, ["s1", "s2"]) == [[0], [1]]
    assert join({(0, 1): 0.9}, 2, ["s1", ""]) == [[0, 1]]


def test_an_article_between_two_known_stories_joins_the_closer_one() -> None:
    assert join({(0, 2): 0.7, (1, 2): 0.8, (0, 1): 0.9}, 3, ["s1", "s2", ""]) == [[0], [1, 2]]


def test_what_is_apart_stays_apart_over_any_bridge() -> None:
    def apart(one: Sequence[int], other: Sequence[int]) -> bool:
        return bool({0, 1} <= {*one, *other})

    linkage = Linkage([[0], [1], [2]], [""] * 3, apart=apart, least=0.5)
    assert linkage.join({(0, 1): 1.0, (0, 2): 0.9, (1, 2): 0.9}) == [[0, 2], [1]]


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
def test_every_article_is_in_one_cluster_whose_average_is_high_enough(likeness: dict[Pair, float]) -> None:
    clusters = join(likeness, 8)
    assert sorted(number for members in clusters for number in members) == list(range(8))
    assert clusters == join(dict(reversed(likeness.items())), 8)
    for members in clusters:
        if len(members) == 2:
            assert likeness[min(members), max(members)] >= 0.5 - 1e-9
