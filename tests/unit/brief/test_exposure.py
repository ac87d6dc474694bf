"""What a restriction means for the organisation: who is bound decides, and unknown is not no."""

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.brief.exposure import find_exposures, is_ahead, with_next
from pipeline.model.edition import Exposure, Step
from pipeline.model.options import Inventory, InventoryTool
from pipeline.model.restriction import UNKNOWN, Claim, Restriction, Target
from pipeline.model.vocabulary import MECHANISMS, Criticality, Mechanism, RestrictionStatus
from tests.unit.brief.rows import LAST_ON, claim_with, disputed, inventory, known, row


def exposures(restriction: Restriction, ours: Inventory | None = None) -> tuple[Exposure, ...]:
    return find_exposures([restriction], ours or inventory(), LAST_ON)


@pytest.mark.parametrize("status", ["lifted", "denied", "superseded"])
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_what_is_over_touches_nobody(status: RestrictionStatus, mechanism: Mechanism) -> None:
    assert exposures(row(status=status, mechanism=mechanism, regions=("DE", "US"))) == ()


@pytest.mark.parametrize(
    "status", ["rumoured", "reported", "proposed", "announced", "scheduled", "in-force", "suspended"]
)
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_what_holds_or_may_come_touches_every_user_of_the_tool(status: RestrictionStatus, mechanism: Mechanism) -> None:
    assert len(exposures(row(status=status, mechanism=mechanism))) == 1


@pytest.mark.parametrize(
    ("target", "tool", "touched"),
    [
        ("Quill", "Quill", True),
        ("Quill", "quill", True),
        ("Quill", "Quillon", False),
        ("Quill Pro", "Quill", False),
        ("Quill 5", "Quill", True),
        ("Quill", "Quill 4.2", True),
        ("Quill 5 Fast", "Quill 5", True),
        ("Quill 5 Fast", "Quill 4", False),
        ("Quill v2", "Quill", True),
        ("GPT-5.6", "GPT-4.5", False),
        ("GPT", "GPT-4.5", True),
        ("Claude", "Claude Code", True),
        ("Claude Code", "Claude", False),
        ("Claudette", "Claude", False),
    ],
)
def test_a_tool_is_met_under_its_name_or_in_another_version(target: str, tool: str, touched: bool) -> None:
    found = exposures(row(tools=(target,)), inventory(InventoryTool(name=tool)))
    assert [exposure.tool for exposure in found] == ([tool] if touched else [])


def test_any_of_several_targets_may_be_ours_and_is_told_once() -> None:
    assert [item.tool for item in exposures(row(tools=("Claude Code", "Quill", "Quill 5")))] == ["Quill"]


@pytest.mark.parametrize("targets", [UNKNOWN, known(()), disputed("Quill")])
def test_a_row_without_known_targets_touches_nothing(targets: object) -> None:
    assert exposures(claim_with(row(), targets=targets)) == ()  # type: ignore[arg-type]


def test_without_tools_nothing_is_touched() -> None:
    assert find_exposures([row()], Inventory(organisation="Our Firm"), LAST_ON) == ()
    assert find_exposures([], inventory(), LAST_ON) == ()


@pytest.mark.parametrize(
    ("effective", "printed", "left"),
    [
        ("2026-07-13", "13 July 2026", 1),
        ("2026-08-15", "15 August 2026", 34),
        ("2026-07-12", "12 July 2026", None),
        ("2025-01-01", "1 January 2025", None),
        ("2026-08", "August 2026", None),
        ("2026-Q4", "the fourth quarter of 2026", None),
        ("2027", "2027", None),
        (None, "", None),
    ],
)
def test_days_are_left_only_where_a_day_is_known_and_to_come(
    effective: str | None, printed: str, left: int | None
) -> None:
    (found,) = exposures(row(effective=effective))
    assert (found.effective, found.days_left) == (printed, left)


def test_of_a_disputed_day_both_are_printed_and_no_days_are_left() -> None:
    (found,) = exposures(claim_with(row(), effective=disputed("2026-08-15", "2026-08-01", "2026-08-15")))
    assert (found.effective, found.days_left) == ("1 August 2026 or 15 August 2026", None)


@pytest.mark.parametrize(
    ("effective", "ahead"),
    [
        (UNKNOWN, False),
        (known("2026-07-12", "day"), False),
        (known("2026-07-13", "day"), True),
        (known("2026-07", "month"), True),
        (known("2026-06", "month"), False),
        (known("2026-Q3", "quarter"), True),
        (disputed("2026-07-01", "2026-08-01"), True),
        (disputed("2026-07-01", "2026-07-02"), False),
    ],
)
def test_a_day_is_ahead_as_long_as_one_that_is_told_may_come(effective: Claim, *, ahead: bool) -> None:
    assert is_ahead(claim_with(row(status="announced"), effective=effective), LAST_ON) is ahead


@pytest.mark.parametrize("status", ["in-force", "reported"])
@pytest.mark.parametrize(
    ("effective", "ahead"), [("2026", False), ("2026-Q3", False), ("2026-07", False), ("2026-08", True), ("2027", True)]
)
def test_of_what_has_begun_no_month_or_year_is_ahead(effective: str, status: RestrictionStatus, *, ahead: bool) -> None:
    assert is_ahead(row(status=status, effective=effective), LAST_ON) is ahead


def test_an_exposure_says_whose_tool_it_is_and_what_restricts_it() -> None:
    restriction = row("AIR-2026-0007", title="Northwind Freight bans Quill")
    assert exposures(restriction) == (
        Exposure(
            restriction_id="AIR-2026-0007",
            headline="Northwind Freight bans Quill",
            tool="Quill",
            bearing="signal",
            reason="it binds others, and we use the tool",
            effective="",
            days_left=None,
            owner="IT",
            seats=14,
        ),
    )


def test_the_gravest_comes_first_then_the_nearest_day_then_the_id() -> None:
    rows = [
        row("AIR-2026-0001"),
        row("AIR-2026-0002", mechanism="vendor-use"),
        row("AIR-2026-0003", mechanism="product-retirement", effective="2026-10-02"),
        row("AIR-2026-0004", mechanism="product-retirement", effective="2026-08-15"),
        row("AIR-2026-0005", mechanism="product-retirement"),
        row("AIR-2026-0006", mechanism="vendor-region", regions=("DE",)),
        row("AIR-2026-0007"),
    ]
    found = find_exposures(rows, inventory(), LAST_ON)
    assert [(item.bearing, item.restriction_id[-1]) for item in found] == [
        ("binds us", "6"),
        ("supply", "4"),
        ("supply", "3"),
        ("supply", "5"),
        ("unknown", "2"),
        ("signal", "1"),
        ("signal", "7"),
    ]


def test_what_hangs_on_more_comes_before_what_is_nearer() -> None:
    levels: tuple[Criticality | Literal[""], ...] = ("low", "", "critical", "medium", "high")
    ours = inventory(*(InventoryTool(name=f"Quill {n}", criticality=level) for n, level in enumerate(levels)))
    found = find_exposures([row("AIR-2026-0001"), row("AIR-2026-0002", effective="2026-08-15")], ours, LAST_ON)
    assert [(item.criticality, item.restriction_id[-1], item.tool[-1]) for item in found] == [
        ("critical", "2", "2"),
        ("critical", "1", "2"),
        ("high", "2", "4"),
        ("high", "1", "4"),
        ("", "2", "1"),
        ("medium", "2", "3"),
        ("", "1", "1"),
        ("medium", "1", "3"),
        ("low", "2", "0"),
        ("low", "1", "0"),
    ]


@pytest.mark.parametrize(
    ("target", "tool", "touched"),
    [
        ("Claude", InventoryTool(name="Claude Opus 4", wholes=("Claude",)), True),
        ("Claude 4", InventoryTool(name="Claude Opus 4", wholes=("Claude",)), True),
        ("Claude Opus 4", InventoryTool(name="Claude", parts=("Claude Opus",)), True),
        ("Claude Sonnet 3.7", InventoryTool(name="Claude 3.7 Sonnet"), True),
        ("Deepseek", InventoryTool(name="The helper", aliases=("Deepseek",)), True),
        ("Quillhaven", InventoryTool(name="Pen", vendor_names=("Quillhaven",)), True),
        ("Quillhaven models", InventoryTool(name="Pen", vendor_names=("Quillhaven",)), True),
        ("Quillhaven API", InventoryTool(name="Pen", vendor_names=("Quillhaven",)), False),
        ("Claude", InventoryTool(name="Claude Code", vendor="Somebody else"), False),
    ],
)
def test_models_editions_and_a_whole_line_are_met(target: str, tool: InventoryTool, *, touched: bool) -> None:
    assert bool(exposures(row(tools=(target,), vendor="Quillhaven"), inventory(tool))) is touched


@pytest.mark.parametrize("name", ["AI chatbots", "AI tools", "generative AI", "AI coding tools", "chatbots", "LLMs"])
def test_a_ban_of_a_class_leaves_it_open_and_is_no_no(name: str) -> None:
    restriction = row(mechanism="state-block", who="users in Germany", regions=("DE",))
    class_ban = claim_with(restriction, targets=known((Target(tool=name),)))
    (found,) = exposures(class_ban)
    assert found.bearing == "unknown"
    assert f"it is about {name}, and whether that is our Quill is not known" in found.reason


def test_a_class_that_others_restrict_is_one_signal_of_the_tool_on_which_most_hangs() -> None:
    signal = claim_with(row(), targets=known((Target(tool="AI tools"),)))
    tools = (InventoryTool(name="Pen"), InventoryTool(name="Quill", criticality="high"), InventoryTool(name="Ink"))
    assert [found.tool for found in exposures(signal, inventory(*tools))] == ["Quill"]
    assert [found.tool for found in exposures(replace(signal, mechanism="vendor-use"), inventory(*tools))] == [
        "Quill",
        "Ink",
        "Pen",
    ]


def test_a_tool_of_a_vendor_is_no_class() -> None:
    assert exposures(row(tools=("AI Studio",))) == ()
    assert exposures(claim_with(row(), targets=known((Target(tool="AI Mode"),)))) == ()


def test_what_is_next_is_the_step_of_the_owner_else_the_first_about_the_tool() -> None:
    (found,) = exposures(row())
    steps = [
        Step(department=name, text=text, restriction_id=found.restriction_id, due="2026-07-20", tool=tool)
        for name, text, tool in (
            ("Security", "other tool", "Pen"),
            ("Security", "first", "Quill"),
            ("it", "own", "Quill"),
        )
    ]
    assert [one.next for one in with_next([found], steps)] == ["own"]
    assert [one.next for one in with_next([found], steps[:2])] == ["first"]
    assert [one.next for one in with_next([found], steps[:1])] == [""]


STATUSES = st.sampled_from(
    ["rumoured", "reported", "proposed", "scheduled", "in-force", "suspended", "lifted", "denied"]
)
ROWS = st.builds(
    lambda number, status, mechanism, tools, regions, effective: row(
        f"AIR-2026-{number:04}",
        status=status,
        mechanism=mechanism,
        tools=tools,
        regions=tuple(regions),
        effective=effective,
    ),
    st.integers(1, 9999),
    STATUSES,
    st.sampled_from(MECHANISMS),
    st.lists(st.sampled_from(["Quill", "Quill 5", "Claude Code", "GPT-4.5"]), max_size=3).map(tuple),
    st.lists(st.sampled_from(["DE", "US", "CN"]), max_size=2),
    st.sampled_from([None, "2026-07-10", "2026-08-15", "2026-09", "2026-Q4"]),
)


@given(st.lists(ROWS, max_size=6, unique_by=lambda made: made.restriction_id))
@settings(max_examples=60, deadline=None)
def test_every_exposure_is_a_tool_of_ours_and_order_does_not_matter(rows: list[Restriction]) -> None:
    ours = inventory(InventoryTool(name="Quill"), InventoryTool(name="Claude Code"))
    found = find_exposures(rows, ours, LAST_ON)
    assert find_exposures(rows[::-1], ours, LAST_ON) == found
    assert {item.tool for item in found} <= {"Quill", "Claude Code"}
    assert all(item.bearing != "none" and item.reason for item in found)
    assert len({(item.restriction_id, item.tool) for item in found}) == len(found)
