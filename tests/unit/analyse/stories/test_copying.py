from dataclasses import replace
from itertools import combinations

import pytest

from pipeline.analyse.stories.copying import COPY, Copies, containment, contains
from pipeline.analyse.stories.sketch import runs
from pipeline.model.sketch import Sketch
from tests.unit.analyse.pieces import BAN, CLINIC, RETOLD, WEATHER, drawn
from tests.unit.analyse.telling import event

FREIGHT = event("f")
LONG = f"{BAN}{CLINIC} {WEATHER}"
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


class TestTelling:
    LIFT = event("l", action="lift", status="lifted")

    def tell(self, *listed: Sketch) -> list[Sketch]:
        return Copies(listed, combinations(range(len(listed)), 2), [[n] for n in range(len(listed))]).telling(listed)

    def test_a_copy_that_is_read_otherwise_tells_what_its_original_tells(self) -> None:
        original, copy = drawn("a", BAN, FREIGHT), drawn("b", BAN, self.LIFT)
        assert [one.told for one in self.tell(original, copy)] == [original.told, original.told]

    def test_an_article_that_adds_to_an_earlier_one_tells_its_own_news(self) -> None:
        original, later = drawn("a", BAN, FREIGHT), drawn("b", f"{RETOLD} {BAN}", self.LIFT)
        assert [one.told for one in self.tell(original, later)] == [original.told, later.told]

    def test_nor_does_a_line_of_its_own_that_tells_the_restriction_count_as_nothing(self) -> None:
        update = "Northwind Freight has allowed all of its staff to write with Quill again. "
        first, *_ = self.LIFT.evidence
        lift = replace(self.LIFT, evidence=(replace(first, field="action", block=0, start=0),))
        later = drawn("b", f"{update} {LONG}", lift)
        assert self.tell(drawn("a", LONG, FREIGHT), later)[1] == later

    def test_a_template_with_another_actor_is_no_copy_that_tells_the_same(self) -> None:
        other = drawn("b", BAN, event("o", actor="Saint Brannoc"))
        assert self.tell(drawn("a", BAN, FREIGHT), other)[1] == other
