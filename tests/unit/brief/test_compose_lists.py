"""The lists of an edition: dates ahead, register changes, what is watched, and the restrictions by month."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.brief.compose import compose
from pipeline.model.edition import DateAhead, Edition, RegisterChange, Watched
from pipeline.model.options import BriefOptions, Inventory, InventoryTool
from pipeline.model.restriction import UNKNOWN, Claim, Register, Restriction
from pipeline.model.vocabulary import MECHANISMS, Precision, RestrictionStatus
from tests.examples import CANDIDATE, REGISTER
from tests.unit.brief.rows import (
    COVERAGE,
    SINCE,
    UNTIL,
    added,
    claim_with,
    disputed,
    inventory,
    known,
    older,
    revision,
    row,
    window,
)

BAN = "Reported ban on Quill by Northwind Freight"


def edition(*rows: Restriction, days: int = 90, baseline: bool = False) -> Edition:
    options = BriefOptions(days_ahead=days)
    return compose(window(baseline=baseline), Register(restrictions=rows), COVERAGE, inventory=None, options=options)


def dates(*rows: Restriction, days: int = 90) -> list[tuple[str, str]]:
    return [(ahead.when, ahead.label) for ahead in edition(*rows, days=days).dates]


@pytest.mark.parametrize(
    ("effective", "expected"),
    [
        ("2026-07-12", []),
        ("2026-07-13", [("2026-07-13", "Mon 13 Jul")]),
        ("2026-08-15", [("2026-08-15", "Sat 15 Aug")]),
        ("2026-10-10", [("2026-10-10", "Sat 10 Oct")]),
        ("2026-10-11", []),
        ("2026-06", []),
        ("2026-07", [("2026-07-12", "Jul 2026")]),
        ("2026-08", [("2026-08-01", "Aug 2026")]),
        ("2026-10", [("2026-10-01", "Oct 2026")]),
        ("2026-11", []),
        ("2026-Q2", []),
        ("2026-Q3", [("2026-07-12", "Q3 2026")]),
        ("2026-Q4", [("2026-10-01", "Q4 2026")]),
        ("2027-Q1", []),
        ("2025", []),
        ("2026", [("2026-07-12", "2026")]),
        ("2027", []),
        (None, []),
    ],
)
def test_days_and_spans_of_the_next_90_days_are_told(effective: str | None, expected: list[tuple[str, str]]) -> None:
    assert dates(row(status="announced", effective=effective)) == expected


@pytest.mark.parametrize("status", ["in-force", "reported"])
@pytest.mark.parametrize("effective", ["2026", "2026-Q3", "2026-07"])
def test_what_has_begun_is_not_told_as_ahead(effective: str, status: RestrictionStatus) -> None:
    assert dates(row(status=status, effective=effective)) == []


@pytest.mark.parametrize(("days", "told"), [(1, 0), (33, 0), (34, 1), (366, 1)])
def test_the_options_say_how_far_to_look(days: int, told: int) -> None:
    assert len(dates(row(effective="2026-08-15"), days=days)) == told


@pytest.mark.parametrize("status", ["lifted", "denied", "superseded"])
def test_what_is_over_has_no_days(status: RestrictionStatus) -> None:
    assert dates(row(status=status, effective="2026-08-15", ends="2026-09-01")) == []


def test_a_proposal_would_take_effect_on_its_day() -> None:
    planned = row(status="proposed", effective="2026-08-15", ends="2026-09-01")
    plan = "Reported plan by Northwind Freight to restrict Quill"
    made = edition(older(planned))
    assert [ahead.text for ahead in made.dates] == [f"{plan} would take effect", f"{plan} would end"]
    assert made.public_bottom_line.endswith(f"Next day: Sat 15 Aug, when the r{plan[1:]} would take effect.")


def test_what_is_suspended_takes_effect_on_no_day() -> None:
    assert dates(row(status="suspended", effective="2026-08-15", ends="2026-09-01")) == [("2026-09-01", "Tue 1 Sep")]


@pytest.mark.parametrize(
    ("claims", "texts"),
    [
        ({"effective": known("2026-08-15", "day")}, [f"{BAN} takes effect"]),
        ({"ends": known("2026-08-15", "day")}, [f"{BAN} ends"]),
        ({"effective": disputed("2026-08-15")}, [f"{BAN} takes effect; sources disagree on the day"]),
        (
            {"ends": disputed("2026-08-15", "2026-09-01")},
            [f"or Tue 1 Sep, as sources disagree: r{BAN[1:]} ends"],
        ),
        (
            {"effective": known("2026-08-01", "day"), "ends": known("2026-09-01", "day")},
            [f"{BAN} takes effect", f"{BAN} ends"],
        ),
        ({"effective": known("2026-08", "month")}, [f"{BAN} takes effect; day not given"]),
        ({"effective": UNKNOWN}, []),
        ({"effective": known(("security",))}, []),
    ],
)
def test_the_text_says_what_the_day_is(claims: dict[str, Claim], texts: list[str]) -> None:
    assert [ahead.text for ahead in edition(claim_with(row(title="Quill goes"), **claims)).dates] == texts


@pytest.mark.parametrize(
    ("claim", "precisions"),
    [
        (known("2026-08-15", "day"), ["day"]),
        (known("2026-08-15", "immediate"), ["immediate"]),
        (known("2026-08", "month"), ["month"]),
        (known("2026-08-15"), ["day"]),
        (disputed("2026-08", "2026-09", precision="month"), ["month"]),
        (disputed("2026-08-15", "2026-09-01"), ["day"]),
    ],
)
def test_the_precision_of_each_day_is_kept(claim: Claim, precisions: list[Precision]) -> None:
    assert [ahead.precision for ahead in edition(claim_with(row(), effective=claim)).dates] == precisions


def test_dates_come_in_their_order() -> None:
    rows = [
        row("AIR-2026-0001", effective="2026-09"),
        row("AIR-2026-0002", effective="2026-09-01"),
        row("AIR-2026-0003", effective="2026-08-15"),
        row("AIR-2026-0004", effective="2026-08-15", title="Quill goes"),
    ]
    assert edition(*rows).dates[1] == DateAhead(
        when="2026-08-15",
        label="Sat 15 Aug",
        text=f"{BAN} takes effect",
        restriction_id="AIR-2026-0004",
        precision="day",
        kind="effective",
        revision=1,
        status="in-force",
    )
    assert [ahead.restriction_id[-1] for ahead in edition(*rows).dates] == ["3", "4", "1", "2"]


@pytest.mark.parametrize(
    ("restriction", "change"),
    [
        (row(title="Quill goes"), ("new", "Quill goes")),
        (
            row(title="Quill goes", announced="2026-01-05", first_reported="2026-01-06"),
            ("newly registered", "Quill goes; announced on 5 January 2026"),
        ),
        (
            row(title="Quill goes", announced="2026-01", first_reported="2026-01-06"),
            ("newly registered", "Quill goes; announced in January 2026"),
        ),
        (
            row(title="Quill goes", announced=None, first_reported="2026-01-06T23:00:00-07:00"),
            ("newly registered", "Quill goes; first reported on 6 January 2026"),
        ),
        (row(title="Quill goes", announced=None, first_reported=None), ("newly registered", "Quill goes")),
        (older(row(title="Quill goes"), ("effective", None, "x")), ("changed", "Quill goes (the day it takes effect)")),
        (
            older(
                row(title="Quill goes"),
                ("status", "scheduled", "in-force"),
                ("effective", "a", "b"),
                ("status", "x", "y"),
            ),
            ("changed", "Quill goes (its state and the day it takes effect)"),
        ),
        (
            older(row(title="Quill goes", status="lifted"), ("status", "in-force", "lifted"), ("ends", None, "x")),
            ("lifted", "Quill goes (its state and the day it ends)"),
        ),
        (
            older(row(title="Quill goes", status="lifted"), ("ends", None, "x")),
            ("changed", "Quill goes (the day it ends)"),
        ),
    ],
)
def test_every_change_of_the_register_is_one_line(restriction: Restriction, change: tuple[str, str]) -> None:
    kind, text = change
    assert edition(restriction).changes == (RegisterChange(kind=kind, restriction_id="AIR-2026-0001", text=text),)


def test_register_changes_come_in_the_order_in_which_they_are_counted() -> None:
    lifted = older(row("AIR-2026-0001", status="lifted"), ("status", "in-force", "lifted"))
    changed = older(row("AIR-2026-0002"), ("effective", None, "2026-08-01"))
    late = row("AIR-2026-0003", announced="2026-01-05", first_reported="2026-01-05")
    kinds = [change.kind for change in edition(lifted, changed, late, row("AIR-2026-0004")).changes]
    assert kinds == ["new", "newly registered", "changed", "lifted"]


def test_a_row_on_whose_day_sources_disagree_has_one_line_with_all_days() -> None:
    restriction = claim_with(row(), effective=disputed("2026-08-15", "2026-07-01", "2026-08-01"))
    assert [(ahead.when, ahead.label, ahead.text) for ahead in edition(restriction).dates] == [
        (
            "2026-08-01",
            "Sat 1 Aug",
            f"or Sat 15 Aug, as sources disagree: r{BAN[1:]} takes effect; other sources name Wed 1 Jul",
        )
    ]
    assert "No exact day is set" in edition(older(restriction)).public_bottom_line  # it may have begun


def test_days_that_are_all_to_come_are_the_next() -> None:
    restriction = claim_with(row(), effective=disputed("2026-08-15", "2026-08-01"))
    told = edition(older(restriction)).public_bottom_line
    assert "Next day: Sat 1 Aug or Sat 15 Aug, when the reported ban on Quill" in told


def test_a_run_that_comes_late_tells_no_day_as_next_that_was() -> None:
    restriction = row(effective="2026-07-14", status="in-force", title="Northwind Freight bans Quill from 14 July 2026")
    late = compose(
        replace(window(), until="2026-07-15T20:00:00Z"),
        Register(restrictions=(restriction,)),
        COVERAGE,
        inventory=None,
        options=BriefOptions(),
    )
    assert (late.dates, late.items[0].next) == ((), "")
    assert "No exact day is set" in late.bottom_line
    today = compose(
        replace(window(), until="2026-07-14T20:00:00Z"),
        Register(restrictions=(restriction,)),
        COVERAGE,
        inventory=None,
        options=BriefOptions(),
    )
    assert [one.label for one in today.dates] == ["Tue 14 Jul"]


@pytest.mark.parametrize("effective", ["2026-09-30", "2026-09", "2026-Q4", "2026", "2027-01-05", "2027-Q1", "2027"])
def test_every_label_fits_its_column(effective: str) -> None:
    assert [
        len(ahead.label) <= 11 for ahead in edition(row(status="announced", effective=effective), days=400).dates
    ] == [True]


def test_rumours_are_watched_before_proposals_and_candidates_before_both() -> None:
    later = replace(CANDIDATE, candidate_id="candidate-b", title="Later", lapses_on="2026-08-31")
    rows = (row("AIR-2026-0001", status="proposed"), row("AIR-2026-0002", status="rumoured"))
    register = Register(restrictions=rows, candidates=(later, CANDIDATE))
    made = compose(window(), register, COVERAGE, inventory=None, options=BriefOptions())
    assert [watched.text for watched in made.watching] == [
        CANDIDATE.title,
        "Later",
        rows[1].title,
        rows[0].title,
    ]
    assert made.watching[2].needs == "a second independent report, or word from the actor itself"


def test_candidates_and_proposals_are_watched() -> None:
    register = Register(
        restrictions=(row("AIR-2026-0001"), row("AIR-2026-0002", status="proposed", title="A bill against Quill")),
        candidates=(CANDIDATE,),
    )
    made = compose(window(), register, COVERAGE, inventory=None, options=BriefOptions())
    assert made.watching == (
        Watched(text=CANDIDATE.title, needs=CANDIDATE.needs, drop_by="2026-07-31"),
        Watched(text="A bill against Quill", needs="its decision", drop_by=None, restriction_id="AIR-2026-0002"),
    )


MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"]


def held(*rows: Restriction) -> list[int]:
    months = edition(*rows).in_force_by_month
    assert [name for name, _ in months] == MONTHS
    return [count for _, count in months]


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"effective": "2026-03-31"}, [0, 0, 1, 1, 1, 1, 1]),
        ({"effective": "2026-04-01"}, [0, 0, 0, 1, 1, 1, 1]),
        ({"effective": "2026-04"}, [0, 0, 0, 1, 1, 1, 1]),
        ({"effective": "2026-Q2"}, [0, 0, 0, 1, 1, 1, 1]),
        ({"effective": "2025"}, [1, 1, 1, 1, 1, 1, 1]),
        ({"effective": "2026-07-12"}, [0, 0, 0, 0, 0, 0, 1]),
        ({"effective": "2026-07-13"}, [0, 0, 0, 0, 0, 0, 0]),
        ({"effective": None, "first_reported": "2026-05-31T22:00:00-07:00"}, [0, 0, 0, 0, 1, 1, 1]),
        ({"effective": None, "first_reported": None}, [0, 0, 0, 0, 0, 0, 0]),
        ({"effective": "2026-02-01", "ends": "2026-05-15"}, [0, 1, 1, 1, 0, 0, 0]),
        ({"effective": "2026-02-01", "ends": "2026-05-31", "status": "lifted"}, [0, 1, 1, 1, 0, 0, 0]),
        ({"effective": "2026-02-01", "ends": "2026-06-01", "status": "lifted"}, [0, 1, 1, 1, 1, 0, 0]),
        ({"effective": "2026-02-01", "ends": "2026-05", "status": "lifted"}, [0, 1, 1, 1, 0, 0, 0]),
        ({"effective": "2026-02-01", "status": "lifted"}, [0, 0, 0, 0, 0, 0, 0]),
        ({"effective": "2026-02-01", "status": "scheduled"}, [0, 1, 1, 1, 1, 1, 1]),
        ({"effective": "2026-02-01", "status": "reported"}, [0, 1, 1, 1, 1, 1, 1]),
        ({"effective": "2026-02-01", "status": "proposed"}, [0, 0, 0, 0, 0, 0, 0]),
        ({"effective": "2026-02-01", "status": "denied"}, [0, 0, 0, 0, 0, 0, 0]),
        ({"effective": "2026-02-01", "status": "rumoured"}, [0, 0, 0, 0, 0, 0, 0]),
        ({"effective": "2026-02-01", "status": "announced"}, [0, 0, 0, 0, 0, 0, 0]),
        ({"effective": "2026-02-01", "status": "suspended"}, [0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_restrictions_are_counted_at_the_end_of_each_of_seven_months(
    changes: dict[str, object], counts: list[int]
) -> None:
    assert held(row(**changes)) == counts  # type: ignore[arg-type]


def test_a_disputed_day_counts_from_the_first_report() -> None:
    restriction = claim_with(row(first_reported="2026-06-30"), effective=disputed("2026-01-01", "2026-08-01"))
    assert held(restriction) == [0, 0, 0, 0, 0, 1, 1]


def test_the_months_cross_the_end_of_a_year() -> None:
    in_february = window()
    week = replace(in_february.week, last_on=in_february.week.last_on.replace(month=2, day=8))
    made = compose(replace(in_february, week=week), Register(), COVERAGE, inventory=None, options=BriefOptions())
    assert [name for name, _ in made.in_force_by_month] == [
        "2025-08",
        "2025-09",
        "2025-10",
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]


CANARY = "canary-7731"
CANARIES = Inventory(
    organisation=f"{CANARY} organisation",
    countries=("RS", "XC"),
    owner_countries=("XC",),
    sector=f"{CANARY} sector",
    public_sector=True,
    tools=(
        InventoryTool(
            name="Quill", vendor=f"{CANARY} vendor", owner=f"{CANARY} owner", seats=7731, regions=("RS", "XC")
        ),
        InventoryTool(name="Claude Code", owner=f"{CANARY} engineering", seats=7731),
        InventoryTool(name=f"{CANARY} tool"),
    ),
)


@pytest.mark.parametrize("baseline", [True, False])
def test_the_public_edition_holds_nothing_of_the_inventory(*, baseline: bool) -> None:
    coverage = replace(COVERAGE, quiet_tools=(f"{CANARY} tool",))
    made = compose(window(baseline=baseline), REGISTER, coverage, inventory=CANARIES, options=BriefOptions())
    assert made.exposures
    assert CANARY in repr(made)
    public = repr(made.public())
    assert CANARY not in public
    assert "7731" not in public
    assert "XC" not in public


ROWS = st.builds(
    lambda number, status, mechanism, tool, independent, is_old: (older if is_old else lambda made: made)(
        row(
            f"AIR-2026-{number:04}",
            status=status,
            mechanism=mechanism,
            tools=(tool,),
            regions=("RS",),
            independent=independent,
            effective="2026-08-15",
        )
    ),
    st.integers(1, 9999),
    st.sampled_from(["in-force", "reported", "scheduled", "lifted", "proposed"]),
    st.sampled_from(MECHANISMS),
    st.sampled_from(["Quill", "Claude Code", "Scribe"]),
    st.integers(1, 3),
    st.booleans(),
)


@given(st.lists(ROWS, max_size=8, unique_by=lambda made: made.restriction_id), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_public_edition_is_the_same_with_and_without_an_inventory(rows: list[Restriction], baseline: bool) -> None:
    """Not even an order tells what affects us."""
    register = Register(restrictions=tuple(rows))
    with_ours, without, other = (
        compose(window(baseline=baseline), register, COVERAGE, inventory=ours, options=BriefOptions())
        for ours in (CANARIES, None, inventory())
    )
    assert with_ours.public() == without.public() == other.public()
    assert len(with_ours.subject) <= 60
    assert len(with_ours.bottom_line.split()) <= 60


FIELDS = ["effective", "ends", "announced", "replacement", "action", "exempt", "provenance", "reasons"]
VALUES = st.sampled_from([None, "2026-08-01", "2026-08-15"])
STATES = st.sampled_from(["in-force", "scheduled", "reported"])
CHANGES = st.tuples(st.just("status"), STATES, STATES) | st.tuples(
    st.sampled_from([*FIELDS, "affected", "related", "mechanism", "targets"]), VALUES, VALUES
)
TIMES = st.sampled_from(
    ["2026-06-01T05:00:00Z", "2026-07-07T05:00:00Z", "2026-07-12T05:00:00Z", "2026-08-01T05:00:00Z"]
)
HISTORIES = st.lists(st.tuples(TIMES, st.lists(CHANGES, max_size=3)), max_size=5)
ACTED_ON = {"status", "effective", "ends", "announced", "replacement", "action", "exempt"}


@given(HISTORIES)
@settings(max_examples=200, deadline=None)
def test_a_restriction_reappears_only_if_a_claim_changed_or_its_state_did(
    history: list[tuple[str, list[tuple[str, str | None, str | None]]]],
) -> None:
    """Whenever the night ran: a row that is told again has a field that is not as it was when the week began."""
    later = sorted(history, key=lambda entry: entry[0])
    revisions = [revision(number, at, *changes) for number, (at, changes) in enumerate(later, start=2)]
    told = replace(row(effective="2026-08-01"), history=(added("2026-01-05T05:15:00Z"), *revisions))
    made = edition(told)
    first: dict[str, str | None] = {}
    last: dict[str, str | None] = {}
    for one in revisions:
        if SINCE < one.at <= UNTIL:
            for change in one.changes:
                first.setdefault(change.field, change.before)
                last[change.field] = change.after
    moved = {field for field in last if first[field] != last[field]}
    assert bool(made.items) == bool(moved & ACTED_ON)
    assert bool(made.changes) == bool(moved)
    for item in made.items:
        assert item.since_last or moved <= {"status", "provenance", "related"}
