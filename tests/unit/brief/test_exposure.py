"""What a restriction means for the organisation: who is bound decides, and unknown is not no."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.brief.exposure import find_exposures
from pipeline.model.edition import Exposure
from pipeline.model.options import Inventory, InventoryTool
from pipeline.model.restriction import UNKNOWN, Restriction
from pipeline.model.vocabulary import MECHANISMS, Bearing, Mechanism, RestrictionStatus
from tests.unit.brief.rows import LAST_ON, claim_with, disputed, inventory, known, row


def exposures(restriction: Restriction, ours: Inventory | None = None) -> tuple[Exposure, ...]:
    return find_exposures([restriction], ours or inventory(), LAST_ON)


def judged(restriction: Restriction, ours: Inventory | None = None) -> tuple[Bearing, str] | None:
    found = exposures(restriction, ours)
    assert len(found) <= 1
    return (found[0].bearing, found[0].reason) if found else None


BY_REGION: tuple[Mechanism, ...] = ("vendor-region", "export-control", "state-block", "regulator-order")


@pytest.mark.parametrize("mechanism", BY_REGION)
@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        (("DE",), ("binds us", "it covers DE, where we use Quill")),
        (("CN", "FR", "DE"), ("binds us", "it covers DE, FR, where we use Quill")),
        (("CN",), ("signal", "it covers other countries than ours")),
        ((), ("unknown", "the reports do not say which countries it covers")),
    ],
)
def test_a_restriction_of_regions_binds_us_where_we_use_the_tool(
    mechanism: Mechanism, regions: tuple[str, ...], expected: tuple[Bearing, str]
) -> None:
    assert judged(row(mechanism=mechanism, regions=regions), inventory(countries=("DE", "FR"))) == expected


@pytest.mark.parametrize("mechanism", BY_REGION)
def test_where_a_tool_is_used_counts_before_where_the_organisation_is(mechanism: Mechanism) -> None:
    ours = inventory(InventoryTool(name="Quill", regions=("RS",)), countries=("DE",))
    assert judged(row(mechanism=mechanism, regions=("RS",)), ours) == ("binds us", "it covers RS, where we use Quill")
    assert judged(row(mechanism=mechanism, regions=("DE",)), ours) == ("signal", "it covers other countries than ours")


@pytest.mark.parametrize("mechanism", BY_REGION)
def test_a_restriction_of_regions_is_unknown_where_nobody_says_whom_it_affects(mechanism: Mechanism) -> None:
    restriction = claim_with(row(mechanism=mechanism), affected=UNKNOWN)
    assert judged(restriction) == ("unknown", "the reports do not say which countries it covers")


@pytest.mark.parametrize(
    ("regions", "owners", "expected"),
    [
        (("US",), ("US",), ("binds us", "it covers the country of one of our owners")),
        (("CN", "US"), ("DE", "US"), ("binds us", "it covers the country of one of our owners")),
        (("CN",), ("US",), ("signal", "it covers other owners than ours")),
        ((), ("US",), ("unknown", "it depends on the countries of our owners")),
        (("CN",), (), ("unknown", "it depends on the countries of our owners")),
    ],
)
def test_a_restriction_of_owners_binds_us_by_our_owners(
    regions: tuple[str, ...], owners: tuple[str, ...], expected: tuple[Bearing, str]
) -> None:
    assert judged(row(mechanism="vendor-ownership", regions=regions), inventory(owners=owners)) == expected


def test_the_end_of_a_product_ends_it_for_us() -> None:
    assert judged(row(mechanism="product-retirement")) == ("supply", "Quill ends for everybody")


@pytest.mark.parametrize(
    ("actor", "who", "bearing"),
    [
        ("Quillhaven", "all customers", "supply"),
        ("Quillhaven", "customers", "supply"),
        ("Quillhaven", "new customers", "unknown"),
        ("Northwind Freight", "customers", "unknown"),
    ],
)
def test_a_vendor_that_shuts_out_all_customers_shuts_us_out(actor: str, who: str, bearing: Bearing) -> None:
    judgement = judged(row(mechanism="vendor-region", actor=actor, who=who))
    assert judgement is not None
    assert judgement[0] == bearing


def test_a_restriction_of_a_use_depends_on_our_use() -> None:
    assert judged(row(mechanism="vendor-use")) == ("unknown", "it depends on how we use it")


OTHERS: tuple[Mechanism, ...] = ("vendor-customer", "employer-ban", "employer-limit", "agency-ban", "court-order")


@pytest.mark.parametrize("mechanism", OTHERS)
def test_what_binds_others_is_a_signal(mechanism: Mechanism) -> None:
    assert judged(row(mechanism=mechanism)) == ("signal", "it binds others, and we use the tool")


@pytest.mark.parametrize("mechanism", OTHERS)
@pytest.mark.parametrize("name", ["Our Firm", "OUR FIRM"])
def test_our_own_rule_binds_us(mechanism: Mechanism, name: str) -> None:
    assert judged(row(mechanism=mechanism, actor=name)) == ("binds us", "it is our own rule")


def test_an_actor_that_nobody_names_is_not_us() -> None:
    assert judged(claim_with(row(), actor=UNKNOWN)) == ("signal", "it binds others, and we use the tool")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Our Firm", "binds us"),
        ("the customers Our Firm and Northwind", "binds us"),
        ("our firm’s rivals", "signal"),
        ("Our Firmament", "signal"),
        ("customers", "signal"),
        ("", "signal"),
    ],
)
def test_a_vendor_that_cuts_off_a_customer_binds_us_if_it_names_us(who: str, expected: Bearing) -> None:
    found = judged(row(mechanism="vendor-customer", who=who))
    assert found is not None
    assert found[0] == expected
    assert found[1] == ("it names us" if expected == "binds us" else "it binds others, and we use the tool")


def test_a_customer_that_nobody_names_is_not_us() -> None:
    assert judged(claim_with(row(mechanism="vendor-customer"), affected=UNKNOWN)) is not None


@pytest.mark.parametrize(
    ("public_sector", "expected"),
    [
        (True, ("unknown", "we work for public bodies; the rule may reach us")),
        (False, ("signal", "it binds others, and we use the tool")),
    ],
)
def test_a_ban_by_an_agency_may_reach_those_who_work_for_public_bodies(
    public_sector: bool, expected: tuple[Bearing, str]
) -> None:
    assert judged(row(mechanism="agency-ban"), inventory(public_sector=public_sector)) == expected


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
        ("Quill 5 Fast", "Quill 4", True),
        ("Quill v2", "Quill", True),
        ("GPT-5.6", "GPT-4.5", True),
        ("Claude Code", "Claude", False),
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


def test_a_disputed_day_leaves_no_days() -> None:
    (found,) = exposures(claim_with(row(), effective=disputed("2026-08-01", "2026-08-15")))
    assert (found.effective, found.days_left) == ("", None)


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
