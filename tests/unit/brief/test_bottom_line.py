"""The subject and the bottom line say the main thing, in 60 characters and 60 words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.brief.bottom_line import SUBJECT_LIMIT, Counts, Headlines, bottom_line, public_bottom_line, subject
from pipeline.brief.dates import NextDay
from pipeline.model.edition import Exposure, Item
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


def ahead(label: str = "Sat 15 Aug", number: int = 9) -> NextDay:
    return NextDay(
        label=label,
        subject=f"ban on Quill by Firm {number}",
        verb="takes effect",
        restriction_id=f"AIR-2026-{number:04}",
    )


def counts(**changed: int) -> Counts:
    return replace(Counts(in_force=21, coming=2, watched=4, changes=0), **changed)


QUIET = Headlines(
    items=(),
    next_day=None,
    coverage=COVERAGE,
    week=week_of(LAST_ON),
    baseline=False,
    counts=counts(),
    days_ahead=90,
)
BUSY = replace(QUIET, items=(item(1), item(2), item(3)), next_day=ahead())
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
        (replace(BASELINE, counts=counts(in_force=1)), [], "Off limits today: 1 restriction"),
        (replace(BASELINE, counts=counts(in_force=0)), [], "Off limits today: 0 restrictions"),
        (BLIND, [exposure(1, "binds us")], "Week 28: no source could be read"),
        (replace(BASELINE, coverage=BLIND.coverage), [], "Week 28: no source could be read"),
        (replace(QUIET, week=week_of(LAST_ON.replace(month=1, day=1))), [], "Week 1: nothing new is off limits"),
    ],
)
def test_the_subject_says_the_main_thing(headlines: Headlines, exposures: list[Exposure], expected: str) -> None:
    assert subject(headlines, exposures) == expected


LONG = "Northwind Freight reportedly bans Quill for all of its drivers in Norway"


def test_a_subject_cuts_no_headline() -> None:
    long = replace(BUSY, items=(item(1, LONG), item(2)))
    assert subject(long, []) == "Week 28: 2 restrictions new or changed"
    assert subject(long, [replace(exposure(1, "supply"), headline=LONG)]) == "Week 28: 1 restriction affecting us"


def test_a_noun_behind_a_colon_is_no_beginning() -> None:
    headlines = replace(BUSY, shorter={"AIR-2026-0001": ("Northwind Freight bans it", "Reported ban on Quill")})
    touched = replace(exposure(1, "supply"), headline=LONG)
    assert subject(headlines, [touched]) == "Affects us: Northwind Freight bans it"
    headlines = replace(BUSY, shorter={"AIR-2026-0001": ("Reported ban on Quill",)})
    assert subject(headlines, [touched]) == "Affects us: reported ban on Quill"


@pytest.mark.parametrize(
    ("shorter", "expected"),
    [
        (("Northwind Freight bans Quill from 10 July 2026",), "Northwind Freight bans Quill from 10 July 2026"),
        (("A wording that is still far too long for a subject" * 2, "Quill goes"), "Quill goes"),
    ],
)
def test_a_long_subject_takes_the_fullest_wording_that_fits(shorter: tuple[str, ...], expected: str) -> None:
    lead = item(1, LONG)
    headlines = replace(BUSY, items=(lead,), shorter={lead.restriction_id: shorter})
    assert subject(headlines, []) == expected


READ = "412 articles from 39 of 41 sources read."
NONE_SET = "No exact day is set for the next 90 days."
NEXT = "Next day: Sat 15 Aug, when the ban on Quill by Firm 9 takes effect."


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        (
            QUIET,
            (
                "A quiet week: no restriction is new, lifted or newly in force. 21 restrictions in force or reported;"
                f" {READ} {NONE_SET}"
            ),
        ),
        (
            replace(QUIET, counts=counts(changes=2, in_force=1), days_ahead=1, next_day=ahead()),
            (
                "A quiet week: no restriction is new, lifted or newly in force; 2 lines of the register changed."
                f" 1 restriction in force or reported; {READ} {NEXT}"
            ),
        ),
        (
            replace(QUIET, coverage=replace(COVERAGE, sources=1, sources_read=1, articles=1), days_ahead=1),
            (
                "A quiet week: no restriction is new, lifted or newly in force. 21 restrictions in force or reported;"
                " 1 article from 1 of 1 source read. No exact day is set for the next 1 day."
            ),
        ),
        (BUSY, f"Firm 1 bans Quill. 2 more restrictions are new or changed. {NEXT}"),
        (replace(BUSY, items=BUSY.items[:2]), f"Firm 1 bans Quill. 1 more restriction is new or changed. {NEXT}"),
        (replace(BUSY, items=BUSY.items[:1]), f"Firm 1 bans Quill. {NEXT}"),
        (replace(BUSY, items=BUSY.items[:1], next_day=None), f"Firm 1 bans Quill. {NONE_SET}"),
        (replace(BUSY, items=BUSY.items[:1], next_day=ahead(number=1)), "Firm 1 bans Quill. Next day: Sat 15 Aug."),
        (
            replace(BUSY, items=BUSY.items[:1], missed=2),
            f"No run took place for 2 weeks: what left the feeds meanwhile was not seen. Firm 1 bans Quill. {NEXT}",
        ),
        (
            BASELINE,
            (
                "The first brief, of what stands today: 21 restrictions in force or reported, 2 decided and yet to"
                f" begin, 4 watched. {NONE_SET}"
            ),
        ),
        (
            replace(BASELINE, counts=counts(coming=0, in_force=1)),
            f"The first brief, of what stands today: 1 restriction in force or reported, 4 watched. {NONE_SET}",
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


UNTOLD = "Nothing new is known to bind us or our supply; for 1 restriction we cannot tell."
MORE = "2 more restrictions are new or changed."


@pytest.mark.parametrize(
    ("exposures", "lead"),
    [
        ([], f"Firm 1 bans Quill. {MORE} Nothing here binds us or our supply."),
        (
            [exposure(9, "unknown"), exposure(2, "signal")],
            f"Firm 1 bans Quill. {MORE} {UNTOLD}",
        ),
        (
            [exposure(1, "signal")],
            f"Firm 1 bans Quill. {MORE} Nothing here binds us or our supply; 1 restriction concerns tools that we use.",
        ),
        (
            [exposure(1, "signal"), exposure(1, "signal", "Quill 2"), exposure(2, "signal")],
            f"Firm 1 bans Quill. {MORE} Nothing here binds us or our supply; 2 restrictions concern tools that we use.",
        ),
        ([exposure(1, "binds us")], f"Firm 1 bans Quill. It binds us. {MORE}"),
        ([exposure(1, "binds us"), exposure(1, "binds us", "Quill 2")], f"Firm 1 bans Quill. It binds us. {MORE}"),
        (
            [exposure(2, "supply"), exposure(1, "binds us"), exposure(3, "signal")],
            "Firm 2 bans Quill. It hits our supply of Quill. 1 more restriction touches us.",
        ),
        (
            [exposure(1, "binds us"), exposure(2, "supply"), exposure(3, "supply")],
            "Firm 1 bans Quill. It binds us. 2 more restrictions touch us.",
        ),
        (
            [replace(exposure(1, "binds us"), headline="Firm 1 reportedly bans Quill")],
            f"Firm 1 reportedly bans Quill. If so, it binds us. {MORE}",
        ),
        (
            [replace(exposure(1, "supply"), headline="Firm 1 reportedly bans Quill")],
            f"Firm 1 reportedly bans Quill. If so, our supply of Quill is hit. {MORE}",
        ),
    ],
)
def test_the_bottom_line_says_whether_it_touches_us(exposures: list[Exposure], lead: str) -> None:
    assert bottom_line(BUSY, exposures) == f"{lead} {NEXT}"


def test_a_baseline_names_what_touches_us_behind_its_counts() -> None:
    told = bottom_line(BASELINE, [exposure(1, "binds us"), exposure(2, "supply")])
    assert told == (
        "The first brief, of what stands today: 21 restrictions in force or reported, 2 decided and yet to begin,"
        f" 4 watched. Firm 1 bans Quill. It binds us. 1 more restriction touches us. {NONE_SET}"
    )


@pytest.mark.parametrize(
    ("since_last", "told"),
    [
        (("10 July 2026, the day it takes effect, was reached.",), "That day has come."),
        (
            ("11 July 2026, the day it takes effect, was reached.", "More."),
            "11 July 2026, the day it takes effect, was reached.",
        ),
        (("Northwind Freight denies it.",), "Northwind Freight denies it."),
    ],
)
def test_a_follow_up_says_what_is_new_of_it(since_last: tuple[str, ...], told: str) -> None:
    lead = replace(item(1, "Firm 1 bans Quill from 10 July 2026"), since_last=since_last)
    assert public_bottom_line(replace(BUSY, items=(lead,))) == f"Firm 1 bans Quill from 10 July 2026. {told} {NEXT}"


def test_of_what_is_over_the_headline_says_all() -> None:
    lead = replace(item(1, "Firm 1 lifts its ban on Quill"), tone="ok", since_last=("It has been lifted.",))
    assert public_bottom_line(replace(BUSY, items=(lead,))) == f"Firm 1 lifts its ban on Quill. {NEXT}"


def test_of_what_another_took_the_place_of_no_headline_stands_alone() -> None:
    title = "Firm 1 bans Quill"
    lead = replace(
        item(1, title),
        tone="ok",
        state="In force → superseded",
        since_last=("A later decision has taken its place.",),
    )
    one = replace(BUSY, items=(lead,))
    for said in (lead, replace(lead, since_last=(), state="New → superseded")):
        told = public_bottom_line(replace(BUSY, items=(said,)))
        assert told == f"{title}. A later decision has taken its place. {NEXT}"
    assert subject(one, ()) == "Week 28: 1 restriction new or changed"


def test_a_blind_week_says_so_and_what_is_known_to_bind_us_still() -> None:
    told = bottom_line(BLIND, [exposure(1, "binds us")])
    assert told == f"{public_bottom_line(BLIND)} {exposure(1, 'binds us').headline}. It binds us."
    assert bottom_line(BLIND, [exposure(1, "signal")]) == public_bottom_line(BLIND)
    assert public_bottom_line(replace(BLIND, missed=19)).startswith("No source could be read for 20 weeks. This is not")
    assert "not a quiet week" in public_bottom_line(BLIND)


def test_a_quiet_week_says_so_to_us_as_well() -> None:
    told = bottom_line(QUIET, [])
    assert told.startswith("A quiet week: no restriction is new")
    assert f"{READ} Nothing here binds us or our supply. {NONE_SET}" in told


def test_where_words_are_few_what_a_day_brings_goes_first_then_how_much_more_there_is() -> None:
    assert public_bottom_line(replace(BUSY, items=(item(1, "word " * 45 + "end"), item(2)))).endswith(
        "end. 1 more restriction is new or changed. Next day: Sat 15 Aug."
    )
    assert public_bottom_line(replace(BUSY, items=(item(1, "word " * 54 + "end"), item(2)))).endswith(
        "end. Next day: Sat 15 Aug."
    )
    assert public_bottom_line(replace(BUSY, items=(item(1, "word " * 58 + "end"), item(2)))).endswith("end.")


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
        next_day=st.none() | st.builds(ahead, st.sampled_from(["Sat 15 Aug", "Sat 1 Aug or Sat 15 Aug"])),
        counts=st.builds(counts, in_force=st.integers(0, 10_000)),
    ),
    st.lists(st.builds(exposure, st.integers(1, 9), BEARINGS), max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_the_limits_hold_for_every_week(headlines: Headlines, exposures: list[Exposure]) -> None:
    assert 0 < len(subject(headlines, exposures)) <= SUBJECT_LIMIT
    for line in (bottom_line(headlines, exposures), bottom_line(headlines, None), public_bottom_line(headlines)):
        assert 0 < len(line.split()) <= 60
        assert line.endswith(".")
