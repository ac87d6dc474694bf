import pytest

from pipeline.analyse.stories.copying import COPY, containment, contains
from pipeline.analyse.stories.sketch import runs

NUMBERS = [f"word{number}" for number in range(60)]


@pytest.mark.parametrize(("shared", "copied"), [(6, True), (5, False)])
def test_a_copy_begins_at_six_runs_in_ten(shared: int, copied: bool) -> None:
    one = frozenset(range(10))
    other = frozenset(range(shared)) | frozenset(range(100, 120))
    assert (containment(one, other) >= COPY) is copied


def test_a_truncated_copy_is_wholly_contained() -> None:
    assert containment(runs(" ".join(NUMBERS[:20])), runs(" ".join(NUMBERS))) == 1


def test_a_few_words_are_too_little_to_compare() -> None:
    assert containment(runs(" ".join(NUMBERS[:13])), runs(" ".join(NUMBERS))) == 0
    assert containment(runs(" ".join(NUMBERS[:14])), runs(" ".join(NUMBERS))) == 1


def test_filler_does_not_count_unless_there_is_nothing_else() -> None:
    filler = frozenset(range(100, 130))
    one, other = frozenset(range(20)) | filler, frozenset(range(50, 70)) | filler
    assert containment(one, other) == 0.6
    assert contains(one, other, filler) == 0
    assert contains(filler, filler, filler) == 1
    assert contains(one, filler, filler) == 0
