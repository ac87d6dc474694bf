"""The decision table of docs/reference/affects-us.md, case by case, and that nothing becomes no without a reason."""

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.lexicon.groups import load_groups
from pipeline.analyse.lexicon.names import load as load_lexicon
from pipeline.brief.bearing import Judgement, judge
from pipeline.brief.products import fit, names_of
from pipeline.model.options import Inventory, InventoryTool
from pipeline.model.restriction import UNKNOWN, Affected, Claim, Party, Restriction, Target
from pipeline.model.vocabulary import MECHANISMS, Mechanism, RestrictionStatus, Surface
from pipeline.text.words import words
from tests.unit.brief.rows import LAST_ON, claim_with, disputed, inventory, known, row

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "affects-us.md").read_text(encoding="utf-8")
QUILL = InventoryTool(name="Quill", vendor="Quillhaven", owner="IT")
OURS = replace(
    inventory(QUILL),
    aliases=("OF Ltd",),
    place_names=frozenset(tuple(words(name)) for name in load_lexicon().region_codes),
    groups=load_groups(),
    places={"DE": "Germany", "US": "United States"},
)
PLACE: tuple[Mechanism, ...] = ("vendor-region", "export-control", "state-block", "regulator-order")
LIKE_PLACE: tuple[Mechanism, ...] = (*PLACE, "court-order", "vendor-customer")
STAFF: tuple[Mechanism, ...] = ("employer-ban", "employer-limit")
RULES: tuple[Mechanism, ...] = (*STAFF, "agency-ban", "court-order")
NAMED: tuple[Mechanism, ...] = (*LIKE_PLACE, *STAFF, "agency-ban", "vendor-ownership", "vendor-use")
VENDORS: tuple[Mechanism, ...] = ("vendor-region", "vendor-customer", "vendor-ownership", "vendor-use")


def we(*tools: InventoryTool, ours: Inventory = OURS, **facts: object) -> Inventory:
    """Our organisation with other facts."""
    return replace(ours, tools=tools or ours.tools, **facts)  # type: ignore[arg-type]


def used_in(*regions: str) -> Inventory:
    return we(replace(QUILL, regions=regions))


def judged(restriction: Restriction, ours: Inventory) -> Judgement:
    tool = ours.tools[0]
    fitting = fit(restriction, names_of(tool))
    assert fitting is not None
    return judge(restriction, fitting, tool, ours, LAST_ON)


def bound(who: str, *regions: str) -> Claim:
    return known(Affected(who=who, regions=regions))


BOTH = disputed(Affected(who="customers in Germany", regions=("DE",)), Affected(who="customers", regions=("CN",)))
OWNED = bound("companies in China", "CN")
AGENCY = Party(party_id="a", name="An Agency", type="government-body", country="US")

CASES: list[tuple[str, tuple[Mechanism, ...], dict[str, Claim], Inventory]] = [
    ("N1", NAMED, {"affected": bound("Our Firm")}, OURS),
    ("N1", NAMED, {"affected": bound("the customers OF Ltd and Northwind")}, OURS),
    ("N5", NAMED, {"affected": bound("rivals of Our Firm", "DE")}, OURS),
    ("N5", NAMED, {"affected": bound("customers in Our Firm County")}, OURS),
    ("N2", (*LIKE_PLACE, *STAFF, "agency-ban", "vendor-ownership", "vendor-use"), {"affected": BOTH}, OURS),
    ("N2", ("product-retirement",), {"affected": BOTH}, OURS),
    ("N3", VENDORS, {"actor": known(Party(party_id="us", name="OUR FIRM", type="company"))}, OURS),
    ("N4", NAMED, {"affected": bound("everybody except Our Firm", "DE")}, OURS),
    ("P1", LIKE_PLACE, {"affected": bound("customers in Germany", "DE")}, OURS),
    ("P1", LIKE_PLACE, {"affected": bound("Germany and France", "DE", "FR")}, used_in("FR", "DE")),
    ("P2", LIKE_PLACE, {"affected": bound("users in the EU", "EU")}, OURS),
    ("P2", PLACE, {"affected": bound("users in the EU", "EU")}, used_in("EU")),
    ("P3", LIKE_PLACE, {"affected": bound("users in Europe", "EU")}, used_in("CH")),
    ("P3", LIKE_PLACE, {"affected": bound("companies in China", "CN")}, used_in("HK")),
    ("P4", LIKE_PLACE, {"affected": bound("users in Italy", "IT")}, used_in("EU")),
    ("P4", LIKE_PLACE, {"affected": bound("users in the EU", "EU")}, used_in("EEA")),
    ("P5", LIKE_PLACE, {"affected": bound("customers in Germany", "DE")}, used_in("RS")),
    ("P6", LIKE_PLACE, {"affected": bound("customers in China", "CN")}, OURS),
    ("P6", LIKE_PLACE, {"affected": bound("users in the EU", "EU")}, we(countries=("CH",))),
    ("P6", LIKE_PLACE, {"affected": bound("users in mainland China", "CN")}, we(countries=("HK",))),
    ("P7", LIKE_PLACE, {"affected": bound("minors in Germany", "DE")}, OURS),
    ("P7", LIKE_PLACE, {"affected": bound("Minors in Germany", "DE")}, OURS),
    ("P7", LIKE_PLACE, {"affected": bound("Enterprise customers in Germany", "DE")}, OURS),
    ("P7", LIKE_PLACE, {"affected": bound("free users in Germany", "DE")}, OURS),
    ("P8", LIKE_PLACE, {"affected": bound("users outside Germany", "DE")}, OURS),
    ("P8", LIKE_PLACE, {"affected": bound("non-EU customers", "EU")}, we(countries=("CH",))),
    ("P8", LIKE_PLACE, {"affected": bound("all countries except China", "CN")}, OURS),
    ("P9", PLACE, {"affected": bound("people in our town")}, OURS),
    ("P10", PLACE, {"affected": UNKNOWN}, OURS),
    ("P10", PLACE, {"affected": bound("the users")}, OURS),
    ("P11", PLACE, {"affected": bound("all customers"), "actor": known(AGENCY)}, OURS),
    ("P12", LIKE_PLACE, {"affected": bound("users in Germany", "DE")}, we(countries=())),
    ("O1", ("vendor-ownership",), {"affected": OWNED}, we(owner_countries=("CN",))),
    ("O2", ("vendor-ownership",), {"affected": OWNED}, we(owner_countries=("HK",))),
    ("O2", ("vendor-ownership",), {"affected": bound("military firms of China", "CN")}, we(owner_countries=("CN",))),
    ("O3", ("vendor-ownership",), {"affected": OWNED}, we(countries=("CN",))),
    ("O4", ("vendor-ownership",), {"affected": OWNED}, OURS),
    ("O5", ("vendor-ownership",), {"affected": OWNED}, we(owner_countries=())),
    ("O5", ("vendor-ownership",), {"affected": UNKNOWN}, OURS),
    ("C1", ("vendor-customer",), {"affected": bound("OpenAI")}, OURS),
    ("C2", ("vendor-customer",), {"affected": bound("new customers")}, OURS),
    ("C3", ("vendor-customer",), {"affected": UNKNOWN}, OURS),
    ("C3", ("vendor-customer",), {"affected": bound("customers")}, OURS),
    ("C4", ("vendor-customer",), {"affected": bound("all customers"), "actor": known(AGENCY)}, OURS),
    ("U1", ("vendor-use",), {"affected": bound("free and individual users")}, OURS),
    ("U1", ("vendor-use",), {"affected": UNKNOWN}, OURS),
    ("E1", RULES, {"actor": known(Party(party_id="us", name="Our firm", type="company"))}, OURS),
    ("E1", RULES, {"actor": known(Party(party_id="us", name="OF Ltd", type="company"))}, OURS),
    ("E2", STAFF, {"affected": bound("employees")}, OURS),
    ("E2", STAFF, {"affected": UNKNOWN}, OURS),
    ("E3", STAFF, {"affected": bound("employees and contractors")}, OURS),
    ("E4", RULES, {"actor": UNKNOWN}, OURS),
    ("E5", RULES, {"actor": disputed(AGENCY, replace(AGENCY, name="Our Firm"))}, OURS),
    ("A1", ("agency-ban",), {"affected": bound("government devices")}, OURS),
    ("A2", ("agency-ban",), {"affected": bound("government devices")}, we(public_sector=True)),
    ("A2", ("agency-ban",), {"actor": known(AGENCY)}, we(public_sector=True, countries=("US",))),
    ("A2", ("agency-ban",), {"actor": known(AGENCY)}, we(public_sector=True, countries=())),
    ("A3", ("agency-ban",), {"actor": known(AGENCY)}, we(public_sector=True)),
    ("J1", ("court-order",), {"affected": bound("Northwind Freight")}, OURS),
    ("J1", ("court-order",), {"affected": bound("its staff")}, OURS),
    ("J2", ("court-order",), {"affected": UNKNOWN}, OURS),
    ("J3", ("court-order",), {"affected": bound("lawyers")}, OURS),
    ("T1", ("product-retirement",), {"affected": UNKNOWN}, OURS),
    ("T1", ("product-retirement",), {"affected": bound("all customers")}, we(countries=())),
    ("T2", ("product-retirement",), {"affected": bound("customers in Germany", "DE")}, OURS),
    ("T3", ("product-retirement",), {"affected": bound("free and individual users")}, OURS),
    ("T4", ("product-retirement",), {"affected": bound("customers in China", "CN")}, OURS),
]
CELLS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if line.startswith("|")]
TABLE = {cells[0]: cells[-2:] for cells in CELLS if len(cells) in (4, 6)}
"""Bearing and reason by case."""
ADDED = {cells[0]: cells[2] for cells in CELLS if len(cells) == 3}
"""What is added to a reason by case."""


def told(pattern: str) -> re.Pattern[str]:
    """A reason of the page as a pattern of what is printed."""
    fixed = re.split(r"\{[a-z]+\}", pattern.strip("`"))
    return re.compile(".+".join(map(re.escape, fixed)))


def case_row(mechanism: Mechanism, **claims: Claim) -> Restriction:
    """A row of the vendor itself where a vendor would be the actor."""
    actor = "Quillhaven" if mechanism.startswith(("vendor", "product")) else "Northwind Freight"
    made = row(mechanism=mechanism, actor=actor, who="its staff")
    if "actor" in claims and claims["actor"] == known(AGENCY) and mechanism in (*PLACE, "vendor-customer"):
        claims["targets"] = known((Target(tool="Quill", vendor=AGENCY.name),))
    return claim_with(made, **claims)


@pytest.mark.parametrize(
    ("case", "mechanism", "claims", "ours"),
    [(case, mechanism, claims, ours) for case, mechanisms, claims, ours in CASES for mechanism in mechanisms],
)
def test_every_case_of_the_table_is_judged_as_the_page_says(
    case: str, mechanism: Mechanism, claims: dict[str, Claim], ours: Inventory
) -> None:
    found = judged(case_row(mechanism, **claims), ours)
    bearing, reason = TABLE[case]
    assert (found.bearing, bool(told(reason).fullmatch(found.reason))) == (bearing, True), found


def test_every_case_of_the_page_is_tested_and_every_mechanism_in_it() -> None:
    numbered = {case for case in TABLE if re.fullmatch(r"[NPOCUEAJT]\d+", case)}
    assert numbered == {case for case, *_ in CASES}
    assert {mechanism for _, mechanisms, *_ in CASES for mechanism in mechanisms} == set(MECHANISMS)


BINDING = row(mechanism="vendor-region", actor="Quillhaven", who="users in Germany", regions=("DE",))
SUPPLY = row(mechanism="product-retirement", actor="Quillhaven")
SIGNAL = row(mechanism="employer-ban")


@pytest.mark.parametrize("restriction", [BINDING, SUPPLY, SIGNAL])
@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("X1", {"status": "lifted"}),
        ("X2", {"status": "denied"}),
        ("X3", {"status": "superseded"}),
        ("X4", {"ends": known("2026-07-12", "day")}),
        ("X4", {"ends": known("2026-06", "month")}),
        ("X5", {"targets": known((Target(tool="Quill 6", vendor="Quillhaven"),))}),
    ],
)
def test_what_is_over_or_about_another_version_is_none(
    restriction: Restriction, case: str, changes: dict[str, object]
) -> None:
    status = changes.pop("status", None) if (changes := dict(changes)) else None
    changed = claim_with(restriction, **changes)  # type: ignore[arg-type]
    changed = replace(changed, status=status) if status else changed  # type: ignore[arg-type]
    ours = we(replace(QUILL, name="Quill 5")) if case == "X5" else OURS
    found = judged(changed, ours)
    assert found.bearing == TABLE[case][0] == "none"
    assert told(TABLE[case][1]).fullmatch(found.reason)


@pytest.mark.parametrize("restriction", [BINDING, SUPPLY])
@pytest.mark.parametrize(
    "exempt",
    [known("Our Firm"), known("the banks and OF Ltd")],
)
def test_an_exemption_that_names_us_is_none(restriction: Restriction, exempt: Claim) -> None:
    found = judged(claim_with(restriction, exempt=exempt), OURS)
    assert (found.bearing, f"`{found.reason}`") == tuple(TABLE["X6"])


def test_a_last_day_to_come_does_not_end_it_yet() -> None:
    assert judged(claim_with(BINDING, ends=known("2026-07", "month")), OURS).bearing == "binds us"
    assert judged(claim_with(BINDING, ends=disputed("2026-07-01", "2026-08-01")), OURS).bearing == "binds us"


DOUBTS: list[tuple[str, dict[str, Claim], RestrictionStatus]] = [
    ("D1", {"exempt": known("about 100 American agencies")}, "in-force"),
    ("D2", {"exempt": known("one two three four five six seven eight nine")}, "in-force"),
    ("D2", {"exempt": disputed("banks", "schools")}, "in-force"),
    ("D3", {"targets": known((Target(tool="Quill 6", vendor="Quillhaven"),))}, "in-force"),
    ("D3", {"targets": known((Target(tool="AI chatbots"),))}, "in-force"),
    ("D4", {"targets": disputed((Target(tool="Quill"),), (Target(tool="Inkpot"),))}, "in-force"),
    ("D8", {"targets": known((Target(tool="Quill", vendor="Quillhaven", surfaces=("app",)),))}, "in-force"),
    ("D8", {"targets": known((Target(tool="Quill", surfaces=("cloud-marketplace",)),))}, "in-force"),
    ("D5", {}, "proposed"),
    ("D6", {}, "rumoured"),
    ("D7", {}, "suspended"),
]


@pytest.mark.parametrize("restriction", [BINDING, SUPPLY])
@pytest.mark.parametrize(("case", "claims", "status"), DOUBTS)
def test_what_is_said_with_a_reservation_is_unknown_and_says_which(
    restriction: Restriction, case: str, claims: dict[str, Claim], status: RestrictionStatus
) -> None:
    before, found = judged(restriction, OURS), judged(replace(claim_with(restriction, **claims), status=status), OURS)
    assert before.bearing in ("binds us", "supply")
    assert found.bearing == "unknown"
    said, added = found.reason.split("; ", 1)
    assert said == before.reason
    assert told(ADDED[case]).fullmatch(added)


@pytest.mark.parametrize(("case", "claims", "status"), [one for one in DOUBTS if one[0] not in ("D1", "D2")])
def test_a_signal_with_a_reservation_stays_a_signal(
    case: str, claims: dict[str, Claim], status: RestrictionStatus
) -> None:
    found = judged(replace(claim_with(SIGNAL, **claims), status=status), OURS)
    assert found.bearing == "signal"
    assert told(ADDED[case]).fullmatch(found.reason.split("; ", 1)[1])


@pytest.mark.parametrize(
    ("name", "surfaces"),
    [("Quill", ("app", "web")), ("Quill", ("all",)), ("Quill", ("model",)), ("Quill API", ("api",)), ("Quill", ())],
)
def test_several_ways_of_using_a_tool_and_what_it_is_by_nature_leave_no_doubt(
    name: str, surfaces: tuple[Surface, ...]
) -> None:
    named = claim_with(BINDING, targets=known((Target(tool=name, surfaces=surfaces),)))
    assert judged(named, we(replace(QUILL, name=name))).bearing == "binds us"


def test_every_reservation_of_the_page_is_tested() -> None:
    assert {case for case in ADDED if case.startswith("D") and case[1:].isdigit()} == {case for case, *_ in DOUBTS}


def test_places_are_printed_by_their_names() -> None:
    american = row(mechanism="vendor-region", who="customers", regions=("DE", "US", "RS"))
    reason = "it covers Germany, RS and the United States, where we use Quill"
    assert judged(american, used_in("DE", "RS", "US")).reason == reason


def test_we_are_told_where_it_touches_us() -> None:
    assert judged(BINDING, OURS).regions == ("DE",)
    assert judged(SUPPLY, used_in("DE", "RS")).regions == ("DE", "RS")
    assert judged(SIGNAL, OURS).regions == ()


WHO = ("", "customers", "all customers", "employees", "contractors", "minors in Germany", "users outside Germany")
AFFECTED = st.one_of(
    st.just(UNKNOWN),
    st.just(BOTH),
    st.builds(
        lambda who, regions: bound(who, *regions),
        st.sampled_from((*WHO, "Our Firm", "OpenAI")),
        st.lists(st.sampled_from(("DE", "CN", "EU", "US")), max_size=2, unique=True),
    ),
)
ROWS = st.builds(
    lambda mechanism, status, affected, actor: claim_with(
        row(mechanism=mechanism, status=status, actor=actor), affected=affected
    ),
    st.sampled_from(MECHANISMS),
    st.sampled_from(get_args(RestrictionStatus)),
    AFFECTED,
    st.sampled_from(("Quillhaven", "Northwind Freight", "Our Firm")),
)
OVER = ("lifted", "denied", "superseded")


@given(ROWS, st.lists(st.sampled_from(("DE", "CN", "HK", "US")), max_size=3, unique=True))
@settings(max_examples=200, deadline=None)
def test_more_facts_about_us_never_undo_what_binds_us(restriction: Restriction, more: list[str]) -> None:
    ours = we(countries=("DE",), owner_countries=("US",))
    wider = replace(
        ours,
        countries=(*ours.countries, *more),
        owner_countries=(*ours.owner_countries, *more),
        aliases=(*ours.aliases, "Another Name"),
        public_sector=True,
    )
    before, after = judged(restriction, ours), judged(restriction, wider)
    if before.bearing in ("binds us", "supply"):
        assert after.bearing == before.bearing
    if before.bearing == "unknown":
        assert after.bearing in ("unknown", "binds us")
    assert after.bearing != "none" or before.bearing == "none"


@given(ROWS)
@settings(max_examples=200, deadline=None)
def test_what_nobody_knows_or_all_dispute_is_never_no_and_none_has_its_reason(restriction: Restriction) -> None:
    found = judged(restriction, OURS)
    assert found.reason
    if found.bearing == "none":
        own_rule = restriction.claims.actor.value.name == "Our Firm"  # type: ignore[union-attr]
        assert restriction.status in OVER or own_rule
    if restriction.status not in OVER and restriction.mechanism in (*PLACE, "vendor-customer", "vendor-ownership"):
        blind = judged(claim_with(restriction, affected=UNKNOWN, actor=UNKNOWN), OURS)
        assert blind.bearing == "unknown"


@given(ROWS, st.sampled_from(("proposed", "rumoured")))
@settings(max_examples=100, deadline=None)
def test_what_is_not_decided_never_counts_as_binding(restriction: Restriction, status: RestrictionStatus) -> None:
    assert judged(replace(restriction, status=status), OURS).bearing not in ("binds us", "supply")
