"""The subject and the bottom line say the main thing, in 60 characters and 60 words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.brief.bottom_line import SUBJECT_LIMIT, Headlines, bottom_line, public_bottom_line, subject
from pipeline.model.edition import DateAhead, Exposure, Item
from pipeline.model.vocabulary import Bearing
from pipeline.text.days import week_of
from tests.unit.brief.rows import COVERAGE, LAST_ON


def item(number: int, headline: str = "") -> Item:
    return Item(
        restriction_id=f"AIR-2026-{number:04}",
        state="New → in force",
        tone="mark",
        mechanism="employer ban",
        provenance="one report",
        reports=1,
        independent=1,
        headline=headline or f"Firm {number} bans Quill",
    )


def exposure(number: int, bearing: Bearing, tool: str = "Quill") -> Exposure:
    return Exposure(
        restriction_id=f"AIR-2026-{number:04}",
        headline=f"Firm {number} bans Quill",
        tool=tool,
        bearing=bearing,
        reason="a reason",
        effective="",
    )


def ahead(label: str = "Sat 15 Aug", text: str = "Firm 9 bans Quill") -> DateAhead:
    return DateAhead(when="2026-08-15", label=label, text=text, restriction_id="AIR-2026-0001", precision="day")


QUIET = Headlines(
    items=(),
    dates=(),
    coverage=COVERAGE,
    week=week_of(LAST_ON),
    baseline=False,
    in_force=21,
    pending=4,
    days_ahead=90,
)
BUSY = replace(QUIET, items=(item(1), item(2), item(3)), dates=(ahead(),))
BASELINE = replace(QUIET, baseline=True, items=(item(1),))
BLIND = replace(BUSY, coverage=replace(COVERAGE, sources_read=0))


@pytest.mark.parametrize(
    ("headlines", "exposures", "expected"),
    [
        (QUIET, [], "Week 28: nothing new is off limits"),
        (QUIET, [exposure(1, "signal")], "Week 28: nothing new is off limits"),
        (QUIET, [exposure(1, "unknown")], "Week 28: nothing new is off limits"),
        (QUIET, [exposure(1, "binds us")], "Affects us: Firm 1 bans Quill"),
        (BUSY, [], "Firm 1 bans Quill"),
        (BUSY, [exposure(3, "supply"), exposure(1, "signal")], "Affects us: Firm 3 bans Quill"),
        (BASELINE, [exposure(1, "binds us")], "Off limits today: 21 restrictions"),
        (replace(BASELINE, in_force=1), [], "Off limits today: 1 restriction"),
        (replace(BASELINE, in_force=0), [], "Off limits today: 0 restrictions"),
        (BLIND, [exposure(1, "binds us")], "Week 28: no source could be read"),
        (replace(BASELINE, coverage=BLIND.coverage), [], "Week 28: no source could be read"),
        (replace(QUIET, week=week_of(LAST_ON.replace(month=1, day=1))), [], "Week 1: nothing new is off limits"),
    ],
)
def test_the_subject_says_the_main_thing(headlines: Headlines, exposures: list[Exposure], expected: str) -> None:
    assert subject(headlines, exposures) == expected


def test_a_long_subject_is_cut_at_a_word() -> None:
    long = replace(BUSY, items=(item(1, "Northwind Freight reportedly bans Quill for all of its drivers in Norway"),))
    assert subject(long, []) == "Northwind Freight reportedly bans Quill for all of its…"


@pytest.mark.parametrize(
    ("shorter", "expected"),
    [
        (("Northwind Freight bans Quill from 10 July 2026",), "Northwind Freight bans Quill from 10 July 2026"),
        (("A wording that is still far too long for a subject" * 2, "Quill goes"), "Quill goes"),
    ],
)
def test_a_long_subject_takes_the_fullest_wording_that_fits(shorter: tuple[str, ...], expected: str) -> None:
    lead = item(1, "Northwind Freight reportedly bans Quill for all of its drivers in Norway")
    headlines = replace(BUSY, items=(lead,), shorter={lead.restriction_id: shorter})
    assert subject(headlines, []) == expected


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        (
            QUIET,
            "A quiet week: nothing new in 412 articles from 39 of 41 sources. No day is set for the next 90 days.",
        ),
        (
            replace(QUIET, coverage=replace(COVERAGE, sources=1, sources_read=1, articles=1), days_ahead=1),
            "A quiet week: nothing new in 1 article from 1 of 1 source. No day is set for the next 1 day.",
        ),
        (
            replace(QUIET, coverage=replace(COVERAGE, sources=0, sources_read=0, articles=0), days_ahead=30),
            "A quiet week: nothing new in 0 articles from 0 of 0 sources. No day is set for the next 30 days.",
        ),
        (BUSY, "Firm 1 bans Quill. And 2 more changes. Next day: Sat 15 Aug, Firm 9 bans Quill."),
        (
            replace(BUSY, items=BUSY.items[:2]),
            "Firm 1 bans Quill. And 1 more change. Next day: Sat 15 Aug, Firm 9 bans Quill.",
        ),
        (replace(BUSY, items=BUSY.items[:1]), "Firm 1 bans Quill. Next day: Sat 15 Aug, Firm 9 bans Quill."),
        (
            replace(BUSY, dates=(ahead("September 2026, day not given"), ahead("Thu 1 Oct"))),
            "Firm 1 bans Quill. And 2 more changes. Next day: Thu 1 Oct, Firm 9 bans Quill.",
        ),
        (
            replace(BUSY, dates=(ahead("September 2026, day not given"),)),
            "Firm 1 bans Quill. And 2 more changes. No day is set for the next 90 days.",
        ),
        (
            BASELINE,
            (
                "First edition, a baseline: 21 restrictions in force or reported, 4 proposed or watched."
                " No day is set for the next 90 days."
            ),
        ),
        (
            BLIND,
            "No source could be read this week. This is not a quiet week: we do not know what happened.",
        ),
    ],
)
def test_the_public_bottom_line_tells_what_happened_and_which_day_is_next(headlines: Headlines, expected: str) -> None:
    assert public_bottom_line(headlines) == expected
    assert bottom_line(headlines, None) == expected


@pytest.mark.parametrize(
    ("exposures", "lead"),
    [
        ([], "Nothing new binds us or our supply. Firm 1 bans Quill. And 2 more changes."),
        (
            [exposure(9, "unknown")],
            "Nothing new is known to bind us or our supply; 1 restriction may. Firm 1 bans Quill. And 2 more changes.",
        ),
        (
            [exposure(1, "signal")],
            (
                "Nothing new binds us or our supply. 1 signal from others who restrict what we use. Firm 1 bans Quill."
                " And 2 more changes."
            ),
        ),
        (
            [exposure(1, "signal"), exposure(1, "signal", "Quill 2"), exposure(2, "signal")],
            (
                "Nothing new binds us or our supply. 2 signals from others who restrict what we use. Firm 1 bans Quill."
                " And 2 more changes."
            ),
        ),
        (
            [exposure(1, "binds us")],
            "1 restriction binds us or our supply: Firm 1 bans Quill. Firm 2 bans Quill. And 1 more change.",
        ),
        (
            [exposure(1, "binds us"), exposure(1, "binds us", "Quill 2")],
            "1 restriction binds us or our supply: Firm 1 bans Quill. Firm 2 bans Quill. And 1 more change.",
        ),
        (
            [exposure(2, "binds us"), exposure(1, "supply"), exposure(3, "signal")],
            (
                "2 restrictions bind us or our supply: Firm 2 bans Quill."
                " 1 signal from others who restrict what we use. Firm 3 bans Quill."
            ),
        ),
        (
            [exposure(1, "binds us"), exposure(2, "supply"), exposure(3, "supply")],
            "3 restrictions bind us or our supply: Firm 1 bans Quill.",
        ),
    ],
)
def test_the_bottom_line_says_first_whether_it_touches_us(exposures: list[Exposure], lead: str) -> None:
    assert bottom_line(BUSY, exposures) == f"{lead} Next day: Sat 15 Aug, Firm 9 bans Quill."


def test_what_the_next_day_brings_is_not_said_twice() -> None:
    day = replace(ahead("Sat 15 Aug"), text="Firm 1 bans Quill")
    told = public_bottom_line(replace(BUSY, dates=(day,)))
    assert told == "Firm 1 bans Quill. And 2 more changes. Next day: Sat 15 Aug."


def test_a_blind_week_says_nothing_of_us() -> None:
    assert bottom_line(BLIND, [exposure(1, "binds us")]) == public_bottom_line(BLIND)
    assert "not a quiet week" in public_bottom_line(BLIND)


def test_a_quiet_week_says_so_to_us_as_well() -> None:
    assert bottom_line(QUIET, []).startswith(
        "Nothing new binds us or our supply. A quiet week: nothing new in 412 articles"
    )


def test_a_sentence_that_does_not_fit_is_left_out_and_a_shorter_one_behind_it_is_not() -> None:
    long = replace(BUSY, items=(item(1, "word " * 60 + "end"),))
    assert bottom_line(long, []) == "Nothing new binds us or our supply. Next day: Sat 15 Aug, Firm 9 bans Quill."


HEADLINE = st.lists(
    st.sampled_from(["Northwind", "bans", "Quill", "reportedly", "for", "staff"]), min_size=1, max_size=25
).map(lambda found: " ".join(found)[:140].strip())
ITEMS = st.lists(st.builds(item, st.integers(1, 9), HEADLINE), max_size=6).map(tuple)
BEARINGS = st.sampled_from(["binds us", "supply", "signal", "unknown"])


@given(
    st.builds(
        replace,
        st.sampled_from([QUIET, BUSY, BASELINE, BLIND]),
        items=ITEMS,
        dates=st.lists(
            st.builds(ahead, st.sampled_from(["Sat 15 Aug", "2027, day not given"]), HEADLINE), max_size=3
        ).map(tuple),
        in_force=st.integers(0, 10_000),
    ),
    st.lists(st.builds(exposure, st.integers(1, 9), BEARINGS), max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_the_limits_hold_for_every_week(headlines: Headlines, exposures: list[Exposure]) -> None:
    assert 0 < len(subject(headlines, exposures)) <= SUBJECT_LIMIT
    for line in (bottom_line(headlines, exposures), bottom_line(headlines, None), public_bottom_line(headlines)):
        assert 0 < len(line.split()) <= 60
        assert line.endswith(".")
