"""What becomes of the readings of a page: noise, what waits, what is believed, and what is another page."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pipeline.fetch.watch.compare import compare
from pipeline.model.watch import Watched, WatchMemory
from tests.unit.fetch.watches import START, TEXT, Watcher, edited, page

SAME = page(*TEXT)
OLDER = edited("16 years", "18 years")
STRICTER = edited("once", "never")
LONGER = page(*TEXT, *(f"Schedule {n} says what holds for it alone." for n in ("red", "blue", "pink")))
AGED = ("You must be at least 18 years old to open an account.",)
YOUNG = ("You must be at least 16 years old to open an account.",)


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


class TestReadings:
    def test_the_first_reading_is_the_baseline(self, watcher: Watcher) -> None:
        assert watcher.see(SAME).kind == "baseline"
        assert watcher.memory
        assert watcher.memory.units[2] == YOUNG[0]

    def test_the_same_text_again_is_the_same(self, watcher: Watcher) -> None:
        watcher.see(SAME, SAME, SAME)
        assert watcher.kinds == ["baseline", "same", "same"]

    def test_other_rules_make_a_new_baseline_and_no_news(self, watcher: Watcher) -> None:
        watcher.see(SAME)
        other = Watched(rules="r2", title="", language="", headings=(), lines=("Something else entirely.",))
        assert watcher.see(other).kind == "baseline"
        assert watcher.told == []

    def test_a_change_waits_and_is_believed_when_it_is_seen_again(self, watcher: Watcher) -> None:
        watcher.see(SAME, OLDER, OLDER, OLDER)
        assert watcher.kinds == ["baseline", "pending", "confirmed", "same"]
        assert watcher.told == [(AGED, YOUNG)]

    def test_a_change_knows_its_days_its_page_and_its_snapshot(self, watcher: Watcher) -> None:
        change = watcher.see(SAME, OLDER, OLDER).change
        assert change
        assert change.seen_at == START + timedelta(days=1)
        assert change.confirmed_at == START + timedelta(days=2)
        assert change.title == "Usage policy | Quillhaven"
        assert change.sha256.endswith("2")
        assert change.serial == 1

    def test_a_second_reading_less_than_six_hours_later_does_not_count(self, watcher: Watcher) -> None:
        watcher.see(SAME)
        watcher.see(OLDER, OLDER, OLDER, hours=2.9)
        assert watcher.told == []
        assert watcher.see(OLDER, hours=2.9).kind == "confirmed"

    def test_what_is_undone_before_it_is_believed_was_noise(self, watcher: Watcher) -> None:
        watcher.see(SAME, OLDER, SAME, SAME)
        assert watcher.kinds == ["baseline", "pending", "noise:reverted", "same"]

    def test_what_is_changed_again_is_told_as_it_survives(self, watcher: Watcher) -> None:
        watcher.see(SAME, OLDER, edited("16 years", "21 years"), edited("16 years", "21 years"))
        assert [added for added, _ in watcher.told] == [("You must be at least 21 years old to open an account.",)]

    def test_two_changes_that_overlap_are_told_one_after_the_other(self, watcher: Watcher) -> None:
        both = page(*(line.replace("16 years", "18 years").replace("once", "never") for line in TEXT))
        watcher.see(SAME, OLDER, both, both)
        assert [removed for _, removed in watcher.told] == [YOUNG, ("We warn an account once before it is closed.",)]
        assert watcher.verdicts[2].waiting == 2

    def test_a_new_page_beside_a_lasting_flap_is_told(self, watcher: Watcher) -> None:
        watcher.see(SAME, STRICTER, SAME, STRICTER)
        both = page(*(line.replace("16 years", "18 years").replace("once", "never") for line in TEXT))
        watcher.see(OLDER, both, OLDER, both)
        assert watcher.told == [(AGED, YOUNG)]

    def test_two_changes_seen_on_one_day_are_numbered(self, watcher: Watcher) -> None:
        both = page(*(line.replace("16 years", "18 years").replace("once", "never") for line in TEXT))
        watcher.see(SAME)
        watcher.see(OLDER, both, both, hours=7)
        changes = [verdict.change for verdict in watcher.verdicts if verdict.change]
        assert [(change.seen_at.date(), change.serial) for change in changes] == [
            (START.date() + timedelta(days=1), 1),
            (START.date() + timedelta(days=1), 2),
        ]

    def test_a_list_is_compared_as_a_set(self, watcher: Watcher) -> None:
        listed = [page(*lines, as_set=True) for lines in (("Chile", "Peru", "Cuba"), ("Cuba", "Chile"))]
        watcher.see(listed[0], listed[1], listed[1])
        assert watcher.told == [((), ("Peru",))]
        assert watcher.memory
        assert watcher.memory.units == ("Chile", "Cuba")


class TestNoise:
    @pytest.mark.parametrize(
        ("reading", "why"),
        [
            (page(*TEXT[:3], TEXT[4], TEXT[3]), "order"),
            (page(*(line.replace("Quill", "quill") for line in TEXT)), "layout"),
            (page(TEXT[0], f"{TEXT[1]} {TEXT[2]}", *TEXT[3:]), "same"),
            (page(*TEXT, "Updated 3 days ago"), "numbers"),
            (page("We use cookies.", "Accept all", *TEXT), "banner"),
        ],
    )
    def test_noise_is_named_and_changes_nothing(self, watcher: Watcher, reading: Watched, why: str) -> None:
        watcher.see(SAME, reading, reading, reading)
        assert watcher.kinds[1] == ("same" if why == "same" else f"noise:{why}")
        assert watcher.kinds[2:] == ["same", "same"]
        assert watcher.memory
        assert watcher.memory.units == tuple(u for line in TEXT for u in _sentences(line))

    def test_a_flap_is_never_told(self, watcher: Watcher) -> None:
        watcher.see(SAME, *[STRICTER, SAME] * 10, *[STRICTER, STRICTER, SAME] * 5)
        assert watcher.told == []
        assert set(watcher.kinds[3:]) == {"noise:flap", "noise:reverted"}

    def test_a_change_that_has_flapped_is_told_when_it_lasts(self, watcher: Watcher) -> None:
        watcher.see(SAME, STRICTER, SAME, *[STRICTER] * 4)
        assert len(watcher.told) == 1
        assert watcher.kinds[3:] == ["noise:flap", "noise:flap", "noise:flap", "confirmed"]

    def test_a_return_to_the_old_text_is_told_after_three_days_and_three_readings(self, watcher: Watcher) -> None:
        watcher.see(SAME, *[OLDER] * 60)
        watcher.see(SAME, SAME, SAME)
        assert len(watcher.told) == 1
        watcher.see(SAME)
        assert watcher.told == [(AGED, YOUNG), (YOUNG, AGED)]

    def test_a_return_after_months_is_as_new(self, watcher: Watcher) -> None:
        watcher.see(SAME, *[OLDER] * 95)
        watcher.see(SAME, SAME)
        assert len(watcher.told) == 2

    def test_long_phases_are_told_less_and_less_often(self, watcher: Watcher) -> None:
        watcher.see(SAME)
        for _ in range(10):
            watcher.see(*[OLDER] * 7, *[SAME] * 7)
        early = len([verdict for verdict in watcher.verdicts[:70] if verdict.change])
        assert early == len(watcher.told) <= 4

    def test_a_bare_counter_is_never_told_while_it_counts(self, watcher: Watcher) -> None:
        watcher.see(*(page(*TEXT, f"Seats left: {count}") for count in range(40, 20, -1)))
        assert watcher.told == []
        assert set(watcher.kinds[1:]) == {"noise:numbers"}

    def test_a_number_in_a_short_line_is_told_when_it_lasts_three_days(self, watcher: Watcher) -> None:
        old, new = (page(*TEXT, f"Minimum age: {age}") for age in (13, 16))
        watcher.see(old, new, new, new)
        assert watcher.told == []
        watcher.see(new)
        assert watcher.told == [(("Minimum age: 16",), ("Minimum age: 13",))]

    def test_a_weekly_counter_falls_silent(self, watcher: Watcher) -> None:
        weeks = [page(*TEXT, f"Week {number}") for number in range(10, 30)]
        watcher.see(*(week for week in weeks for _ in range(7)))
        assert len(watcher.told) == 2

    def test_a_number_that_changes_with_the_text_is_told_with_it(self, watcher: Watcher) -> None:
        old = page(*TEXT, "Version 3")
        new = page(*(line.replace("once", "never") for line in TEXT), "Version 4")
        watcher.see(old, new, new)
        assert watcher.told[0][0] == ("We warn an account never before it is closed.", "Version 4")

    def test_one_half_of_a_replacement_is_not_told_alone(self, watcher: Watcher) -> None:
        texts = [edited("once", word) for word in ("twice", "three times", "never", "never")]
        watcher.see(SAME, *texts)
        assert watcher.told == [
            (("We warn an account never before it is closed.",), ("We warn an account once before it is closed.",))
        ]

    def test_one_half_of_many_that_are_moving_is_not_told(self, watcher: Watcher) -> None:
        texts = [page(*TEXT, *(f"{color} {n}" for n in "abcdefghijklmnopqrstuvwxyz")) for color in ("red", "blue")]
        watcher.see(page(*TEXT, *(f"grey {n}" for n in "abcdefghijklmnopqrstuvwxyz")))
        watcher.see(*texts * 4)
        assert watcher.told == []


def _sentences(line: str) -> list[str]:
    return [f"{part.rstrip('.')}." if line.endswith(".") else part for part in line.split(". ")]


class TestHeld:
    def test_a_page_that_shrank_is_held_until_it_survives_three_times(self, watcher: Watcher) -> None:
        short = page(*TEXT[:2])
        watcher.see(SAME, short, short, short, short)
        assert watcher.kinds == ["baseline", "held", "held", "held", "confirmed"]

    def test_a_page_that_shrank_and_came_back_is_not_told(self, watcher: Watcher) -> None:
        watcher.see(SAME, page(*TEXT[:2]), page(*TEXT[:2]), SAME, page(*TEXT[:2]), page(*TEXT[:2]), SAME)
        assert watcher.told == []

    def test_a_page_that_doubled_is_held(self, watcher: Watcher) -> None:
        long = page(*TEXT, *(f"Rule {word} holds for every account of the house." for word in "abcdefghijkl"))
        assert watcher.see(SAME, long, long).kind == "held"
        assert watcher.see(long, long).kind == "confirmed"

    def test_a_page_that_grew_a_little_is_not(self, watcher: Watcher) -> None:
        assert watcher.see(SAME, LONGER).kind == "pending"

    def test_a_notice_of_an_error_inside_the_page_is_held(self, watcher: Watcher) -> None:
        broken = page(*TEXT[:3], "This section is temporarily unavailable", TEXT[4])
        assert watcher.see(SAME, broken, broken).kind == "held"

    def test_a_list_is_measured_by_its_lines(self, watcher: Watcher) -> None:
        lines = ("Countries in which Quill and its interface for programs can be used by everybody", "Chile", "Peru")
        watcher.see(page(*lines, "Cuba", "Chad", "Mali", as_set=True))
        assert watcher.see(page(*lines, as_set=True)).kind == "held"


class TestOtherPage:
    def test_a_page_with_nothing_in_common_is_a_failure_and_changes_nothing(self, watcher: Watcher) -> None:
        watcher.see(SAME)
        before = watcher.memory
        other = page("Work with us", "We look for people who write well.", title="Careers")
        assert watcher.see(other, other, other).kind == "other-page"
        assert watcher.kinds[1:] == ["other-page:text"] * 3
        assert watcher.memory == before

    def test_a_page_in_another_language_is_another_page(self, watcher: Watcher) -> None:
        german = page(TEXT[0], "Diese Regeln sagen, wofür Quill da ist.", *TEXT[4:], language="de")
        assert watcher.see(SAME, german).why == "language"

    def test_a_wrong_name_of_the_language_alone_is_not(self, watcher: Watcher) -> None:
        assert watcher.see(SAME, page(*TEXT, language="fr")).kind == "same"

    @pytest.mark.parametrize(
        "reading",
        [
            page("Usage policy", *("Other people in the house wrote all of it anew." for _ in range(6)), title="Rules"),
            page("Rules", *("Everything is written anew here in other words than before." for _ in range(6))),
        ],
    )
    def test_a_page_that_was_written_anew_keeps_a_heading_or_its_title(
        self, watcher: Watcher, reading: Watched
    ) -> None:
        assert watcher.see(SAME, reading).kind in ("pending", "held")

    def test_an_empty_shell_with_the_old_title_is_another_page(self, watcher: Watcher) -> None:
        assert watcher.see(SAME, page("Welcome", "Please wait a moment.")).why == "text"

    def test_a_page_of_stamps_alone_is_compared_all_the_same(self, watcher: Watcher) -> None:
        assert watcher.see(page("Updated 3 days ago"), page("Updated 4 days ago")).kind == "noise"


class TestMemory:
    def test_it_is_the_same_after_a_way_through_json(self, watcher: Watcher) -> None:
        watcher.see(SAME, STRICTER, SAME, OLDER, OLDER, STRICTER)
        assert watcher.memory
        adapter = TypeAdapter(WatchMemory)
        assert adapter.validate_json(adapter.dump_json(watcher.memory)) == watcher.memory

    def test_it_names_the_last_snapshot_that_says_just_what_is_believed(self, watcher: Watcher) -> None:
        watcher.see(SAME, SAME, OLDER)
        assert watcher.memory
        assert watcher.memory.sha256.endswith("1")
        assert watcher.memory.read_at == START + timedelta(days=1)
        watcher.see(OLDER)
        assert watcher.memory.sha256.endswith("3")

    def test_it_does_not_grow_without_end(self, watcher: Watcher) -> None:
        for number in range(8):
            lines = [f"Guest {number} number {word} says hello to all" for word in range(100)]
            watcher.see(page(*TEXT * 1, *lines), SAME)
        assert watcher.memory
        assert len(watcher.memory.turns) <= 500


WORDS = st.sampled_from(
    ["quill", "may", "never", "account", "13", "16", "owner", "Chile", "closed", "Updated 3 days ago"]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(lambda w: " ".join(w) + "."), min_size=1, max_size=6)
READINGS = st.lists(st.tuples(LINES, st.integers(0, 60)), min_size=1, max_size=8)


@given(READINGS)
@settings(max_examples=60, deadline=None)
def test_nothing_is_believed_without_two_readings_six_hours_apart(readings: list[tuple[list[str], int]]) -> None:
    memory: WatchMemory | None = None
    now = START
    seen: list[tuple[datetime, set[str]]] = []
    for lines, hours in readings:
        now += timedelta(hours=hours)
        before = memory
        memory, verdict = compare(memory, page("Policy", *lines), now=now, snapshot_sha256="")
        seen.append((now, set(memory.units)))
        if verdict.change is None:
            assert before is None or memory.units == before.units
            continue
        change = verdict.change
        assert change.confirmed_at - change.seen_at >= timedelta(hours=6)
        assert change.seen_at in [moment for moment, _ in seen[:-1]]
        assert set(change.added) <= set(memory.units)
        assert not set(change.added) & set(change.removed)


@given(LINES, st.lists(st.integers(0, 100), max_size=10))
@settings(max_examples=60, deadline=None)
def test_the_same_version_again_never_makes_a_change(lines: list[str], gaps: list[int]) -> None:
    memory, verdict = compare(None, page(*lines), now=START, snapshot_sha256="")
    now = START
    for hours in gaps:
        now += timedelta(hours=hours)
        memory, verdict = compare(memory, page(*lines), now=now, snapshot_sha256="")
        assert verdict.kind == "same"


@given(LINES, LINES)
@settings(max_examples=60, deadline=None)
def test_a_change_that_lasts_is_told_in_the_end_and_leaves_nothing_to_wait_for(old: list[str], new: list[str]) -> None:
    watcher = Watcher()
    watcher.see(page("Policy", *old), *[page("Policy", *new)] * 40)
    assert watcher.memory
    assert watcher.memory.waiting == ()
    assert watcher.verdicts[-1].kind in ("same", "other-page")
    assert (watcher.verdicts[1].kind == "other-page") == (watcher.verdicts[-1].kind == "other-page")


@pytest.mark.parametrize(
    "notice",
    [
        ["Our services are currently down for maintenance; please come back later."],
        ["You are viewing the version for Germany. Switch to United States."],
        ["We value your privacy. We and our 842 partners store and access information on a device.", "Accept all"],
    ],
)
def test_a_notice_above_the_text_is_not_told_though_it_stays_for_some_nights(notice: list[str]) -> None:
    watcher = Watcher()
    watcher.see(page(*TEXT), *[page(TEXT[0], *notice, *TEXT[1:])] * 3)
    assert not [verdict for verdict in watcher.verdicts if verdict.change]


def test_a_page_under_maintenance_is_another_page_although_it_keeps_its_heading() -> None:
    rules = [f"Rule {name} says what Quill may be used for and by whom." for name in "ABCDEFGHIJ"]
    watcher = Watcher()
    watcher.see(
        page("Usage policy", *rules), *[page("Usage policy", "We are performing scheduled work. Back at five.")] * 8
    )
    assert {verdict.kind for verdict in watcher.verdicts[1:]} == {"other-page"}


def test_a_country_that_moves_below_another_heading_stands_there_from_the_second_reading() -> None:
    before = page("Supported", "Chile", "Iran", "Not supported", "Cuba", as_set=True)
    after = page("Supported", "Chile", "Not supported", "Cuba", "Iran", as_set=True)
    watcher = Watcher()
    watcher.see(before, after, after)
    assert watcher.memory
    assert watcher.memory.units == after.lines
