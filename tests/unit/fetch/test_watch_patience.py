"""How long a difference has to last."""

from datetime import timedelta

import pytest

from pipeline.fetch.watch.diff import Moved
from pipeline.fetch.watch.noise import digest, keyed
from pipeline.fetch.watch.patience import SLOW, SLOWEST, Watch, believed, turned, watch
from pipeline.model.watch import Turn, Waiting
from tests.unit.fetch.watches import START

HOUR = timedelta(hours=1)


def moved(text: str, *, added: bool = True, anchor: str = "") -> Moved:
    return Moved(keyed(text), added, anchor)


def waited(text: str = "New rule.", *, hours: float = 0, confirmations: int = 0, times: int = 0) -> Watch:
    waiting = Waiting(
        unit=text, added=True, first_at=START - hours * HOUR, counted_at=START, confirmations=confirmations
    )
    return Watch(moved=moved(text), waiting=waiting, times=times, counts=False)


def turn(text: str, times: int = 1, days: float = 1) -> Turn:
    return Turn(digest=digest(text), times=times, last_at=START - timedelta(days=days))


class TestRipe:
    @pytest.mark.parametrize(
        ("hours", "confirmations", "times", "ripe"),
        [
            (0, 0, 0, False),
            (5, 0, 0, False),
            (6, 1, 0, True),
            (24, 0, 0, False),
            (24, 1, 1, False),
            (71, 9, 1, False),
            (72, 2, 1, False),
            (72, 3, 1, True),
            (100, 9, 2, False),
            (144, 3, 2, True),
            (24 * 27, 30, 60, False),
            (24 * 28, 30, 60, True),
        ],
    )
    def test_it_takes_two_readings_and_longer_for_what_has_turned(
        self, hours: float, confirmations: int, times: int, ripe: bool
    ) -> None:
        item = waited(hours=hours, confirmations=confirmations, times=times)
        assert item.is_ripe(START, held=False) is ripe

    def test_what_is_held_takes_three_more_readings(self) -> None:
        assert not waited(hours=24, confirmations=2).is_ripe(START, held=True)
        assert waited(hours=24, confirmations=3).is_ripe(START, held=True)

    def test_the_spans_double_up_to_a_limit(self) -> None:
        assert timedelta(days=3) == SLOW
        assert timedelta(days=28) == SLOWEST


class TestWatch:
    def test_what_is_new_begins_to_wait_now(self) -> None:
        (found,) = watch([moved("New rule.")], [], [], START)
        assert found.waiting == Waiting(unit="New rule.", added=True, first_at=START, counted_at=START)
        assert (found.times, found.counts) == (0, False)

    def test_a_reading_counts_only_six_hours_after_the_last_that_counted(self) -> None:
        before = Waiting(unit="New rule.", added=True, first_at=START, counted_at=START)
        for hours, confirmations in ((1, 0), (5.9, 0), (6, 1), (30, 1)):
            (found,) = watch([moved("New rule.")], [before], [], START + hours * HOUR)
            assert found.waiting.confirmations == confirmations
            assert found.waiting.first_at == START

    def test_a_unit_that_came_is_not_the_one_that_went(self) -> None:
        before = Waiting(unit="New rule.", added=False, first_at=START, counted_at=START)
        (found,) = watch([moved("New rule.")], [before], [], START + 9 * HOUR)
        assert found.waiting.confirmations == 0

    def test_what_has_turned_lately_is_known(self) -> None:
        turns = [turn("new rule", 3), turn("old rule", 2, days=91)]
        found = watch([moved("New rule."), moved("Old rule.")], [], turns, START)
        assert [item.times for item in found] == [3, 0]

    def test_a_bare_number_is_suspected_unless_it_comes_in_company(self) -> None:
        numbers = [moved("Version 3", added=False), moved("Version 4")]
        assert [item.times for item in watch(numbers, [], [], START)] == [1, 1]
        company = watch([*numbers, moved("New rule.")], [], [], START)
        assert [item.times for item in company] == [0, 0, 0]

    def test_a_number_in_a_rule_is_not_suspected_until_it_has_changed_before(self) -> None:
        rule = "You must be at least {} years old to open an account."
        numbers = [moved(rule.format(16), added=False), moved(rule.format(18))]
        assert [item.times for item in watch(numbers, [], [], START)] == [0, 0]
        bones = keyed(rule.format("#").replace("#", "1")).key.replace("1", "#")
        assert [item.times for item in watch(numbers, [], [turn(f"# {bones}", 2)], START)] == [2, 2]


class TestBelieved:
    def test_all_that_is_ripe_is_told(self) -> None:
        ripe, green = waited("One rule.", hours=9, confirmations=1), waited("Two other things.")
        assert believed([ripe, green], START, held=False) == (ripe,)

    def test_one_half_of_a_replacement_waits_for_the_other(self) -> None:
        gone = waited("We warn an account once.", hours=9, confirmations=1)
        gone = Watch(moved=moved("We warn an account once.", added=False), waiting=gone.waiting, times=0, counts=False)
        come = waited("We warn an account twice.")
        assert believed([gone, come], START, held=False) == ()
        elsewhere = Watch(
            moved=moved("We warn an account twice.", anchor="x"), waiting=come.waiting, times=0, counts=False
        )
        assert believed([gone, elsewhere], START, held=False) == (gone,)


class TestTurned:
    def test_what_was_lost_has_turned(self) -> None:
        lost = Waiting(unit="New rule.", added=True, first_at=START, counted_at=START)
        (found,) = turned([turn("new rule", 2)], lost=[lost], told=[], moved=[], now=START)
        assert found == Turn(digest=digest("new rule"), times=3, last_at=START)

    def test_what_is_told_as_gone_has_turned_and_what_came_for_the_first_time_has_not(self) -> None:
        came = waited("New rule.")
        went = Watch(moved=moved("Old rule.", added=False), waiting=came.waiting, times=0, counts=False)
        found = turned([], lost=[], told=[came, went], moved=[], now=START)
        assert [item.digest for item in found] == [digest("old rule")]

    def test_what_came_back_has_turned_again(self) -> None:
        (found,) = turned([turn("new rule")], lost=[], told=[waited("New rule.")], moved=[], now=START)
        assert found.times == 2

    def test_old_turns_are_forgotten_and_the_latest_are_last(self) -> None:
        turns = [turn("a", days=100), turn("b"), turn("c")]
        lost = Waiting(unit="b", added=True, first_at=START, counted_at=START)
        found = turned(turns, lost=[lost], told=[], moved=[], now=START)
        assert [item.digest for item in found] == [digest("c"), digest("b")]
