"""So what: every sentence rests on rows that it names, or on a count of them; each pattern has a golden sentence."""

from dataclasses import replace

import pytest

from pipeline.brief.peers import Neighbours, ordinal, so_what
from pipeline.model.restriction import UNKNOWN, Ending, Party, Related, Restriction
from pipeline.model.vocabulary import Mechanism, Relation, RestrictionStatus
from tests.unit.brief.rows import LAST_ON, claim_with, known, row

BACK = row(
    "AIR-2025-0009",
    mechanism="vendor-ownership",
    actor="Quillhaven",
    tools=("Quill",),
    who="companies in China",
    regions=("CN",),
    first_reported="2025-09-05",
)
CHINESE = row("AIR-2026-0001", actor="Northwind Freight", country="CN")


def told(restriction: Restriction, *others: Restriction) -> str:
    return so_what(restriction, others, LAST_ON)


def vendor(number: int, day: str | None, *tools: str) -> Restriction:
    """A row of a vendor, which is no peer of anybody."""
    return row(f"AIR-2026-{number:04}", mechanism="vendor-use", first_reported=day, tools=tools or ("Quill",))


def employer(number: int, actor: str, day: str = "2026-07-01", mechanism: Mechanism = "employer-ban") -> Restriction:
    return row(f"AIR-2026-{number:04}", actor=actor, first_reported=day, mechanism=mechanism)


@pytest.mark.parametrize("mechanism", ["vendor-ownership", "vendor-region"])
def test_the_vendor_shuts_out_the_actor_in_turn(mechanism: Mechanism) -> None:
    back = replace(BACK, mechanism=mechanism)
    assert told(CHINESE, back) == ("Quillhaven for its part reportedly shuts out companies in China (AIR-2025-0009).")
    assert told(CHINESE, replace(back, provenance=replace(back.provenance, confirmed_by_actor=True))) == (
        "Quillhaven for its part shuts out companies in China (AIR-2025-0009)."
    )


def test_who_shuts_out_whom_is_never_swapped() -> None:
    """With the roles reversed nothing is said of the one that did nothing."""
    assert told(CHINESE, BACK).startswith("Quillhaven")
    assert "Northwind" not in told(CHINESE, BACK)
    assert told(BACK, CHINESE) == ""


@pytest.mark.parametrize(
    ("restriction", "other"),
    [
        (replace(CHINESE, claims=replace(CHINESE.claims, actor=UNKNOWN)), BACK),
        (CHINESE, replace(BACK, claims=replace(BACK.claims, actor=UNKNOWN))),
        (row(country=None), BACK),
        (row(country="NO"), BACK),
        (CHINESE, replace(BACK, mechanism="employer-ban")),
        (CHINESE, replace(BACK, status="lifted")),
        (CHINESE, replace(BACK, status="denied")),
        (CHINESE, replace(BACK, status="proposed")),
        (CHINESE, claim_with(BACK, affected=UNKNOWN)),
        (row(country="CN", vendor="Anthropic"), BACK),
        (claim_with(CHINESE, targets=UNKNOWN), BACK),
    ],
)
def test_a_turn_that_is_none_is_not_told(restriction: Restriction, other: Restriction) -> None:
    assert told(restriction, other) == ""


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [
        ("extends", "It reportedly goes further than the reported ban on Quill by Quillhaven (AIR-2025-0009)."),
        ("lifts", "It reportedly ends the reported ban on Quill by Quillhaven (AIR-2025-0009)."),
        ("retaliates", "It reportedly answers the reported ban on Quill by Quillhaven (AIR-2025-0009)."),
        (
            "same_policy",
            "It reportedly belongs to the same policy as the reported ban on Quill by Quillhaven (AIR-2025-0009).",
        ),
        ("supersedes", "It reportedly takes the place of the reported ban on Quill by Quillhaven (AIR-2025-0009)."),
    ],
)
def test_a_link_is_told_from_the_row_that_has_it(relation: Relation, sentence: str) -> None:
    linked = replace(CHINESE, related=(Related(restriction_id="AIR-2025-0009", relation=relation),))
    assert told(linked, BACK) == sentence
    assert "It " not in told(BACK, linked)
    assert told(replace(linked, status="denied"), BACK) == ""


def test_a_link_to_a_row_that_has_gone_is_not_told() -> None:
    linked = replace(row(), related=(Related(restriction_id="AIR-2020-0001", relation="extends"),))
    assert told(linked, BACK) == ""


def test_a_stay_is_no_end() -> None:
    linked = replace(CHINESE, related=(Related(restriction_id="AIR-2025-0009", relation="lifts"),))
    stayed = told(linked, replace(BACK, status="suspended"))
    assert stayed == "It reportedly suspends the reported ban on Quill by Quillhaven (AIR-2025-0009)."


COURT = claim_with(
    row("AIR-2026-0007", mechanism="court-order", independent=2),
    actor=known(Party(party_id="court", name="Northern District Court", type="court")),
)


@pytest.mark.parametrize(
    ("status", "relation", "sentence"),
    [
        ("lifted", "lifts", "The Northern District Court lifted it (AIR-2026-0007)."),
        ("suspended", "lifts", "The Northern District Court suspended it (AIR-2026-0007)."),
        (
            "superseded",
            "supersedes",
            "A later decision takes its place: the ban on Quill by the Northern District Court (AIR-2026-0007).",
        ),
        ("in-force", "lifts", ""),
    ],
)
def test_what_ended_it_is_named(status: RestrictionStatus, relation: Relation, sentence: str) -> None:
    ending = Ending(restriction_id="AIR-2026-0007", relation=relation, on="2026-07-08")
    over = row(status=status, first_reported="2025-01-01")
    assert told(replace(over, ending=ending), COURT) == sentence
    assert "it (AIR" not in told(replace(over, ending=ending))


def test_what_is_lifted_tells_what_still_restricts_the_tool() -> None:
    lifted = row(status="lifted")
    assert told(lifted) == "No other restriction on Quill is in the register."
    assert (
        told(lifted, employer(2, "Meta"))
        == "1 other restriction on Quill stays in the register, by Meta (AIR-2026-0002)."
    )
    three = [employer(2, "Meta"), employer(3, "Samsung", "2026-06-01"), employer(4, "Apple", "2026-07-02")]
    assert told(lifted, *three[:2]) == (
        "2 other restrictions on Quill stay in the register, by Samsung (AIR-2026-0003) and Meta (AIR-2026-0002)."
    )
    assert told(lifted, *three) == (
        "3 other restrictions on Quill stay in the register, the last by Apple (AIR-2026-0004)."
    )
    assert told(lifted, row("AIR-2026-0002", status="denied"), vendor(3, None, "Scribe")) == told(lifted)
    assert told(row(status="lifted", tools=("A", "B", "C", "D"))) == ""
    assert told(claim_with(lifted, targets=UNKNOWN)) == ""


def test_bodies_of_one_government_are_one() -> None:
    def state(number: int, actor: str, country: str) -> Restriction:
        found = employer(number, actor, f"2026-07-0{number}", "state-block")
        body = Party(party_id=actor, name=actor, type="government-body", country=country)
        return claim_with(found, actor=known(body))

    mine = state(3, "Ministry of Industry", "CN")
    assert "government" not in told(mine, state(1, "Cyberspace Administration", "CN"))
    assert told(mine, state(1, "Cyberspace Administration", "CN"), state(2, "Italy", "IT")).startswith(
        "The second government in 90 days reported to restrict Quill"
    )


def test_employers_are_counted_by_their_names() -> None:
    mine = employer(9, "Northwind Freight", "2026-07-07")
    assert told(mine, employer(1, "Meta")) == (
        "The second employer in 90 days reported to restrict Quill, after Meta (AIR-2026-0001)."
    )
    assert told(mine, employer(1, "Meta"), employer(2, "Samsung", "2026-06-01", "employer-limit")) == (
        "The third employer in 90 days reported to restrict Quill,"
        " after Samsung (AIR-2026-0002) and Meta (AIR-2026-0001)."
    )
    many = [employer(number, f"Firm {number}") for number in (1, 2, 3)]
    assert told(mine, *many) == (
        "The fourth employer in 90 days reported to restrict Quill, the last before it Firm 3 (AIR-2026-0003)."
    )


@pytest.mark.parametrize(
    "other",
    [
        employer(1, "Northwind Freight"),
        employer(1, "Meta", "2026-07-08"),
        employer(10, "Meta", "2026-07-07"),
        employer(1, "Meta", "2026-04-12"),
        replace(employer(1, "Meta"), status="denied"),
        replace(employer(1, "Meta"), status="proposed"),
        employer(1, "Meta", "2026-07-01", "agency-ban"),
    ],
)
def test_one_that_is_the_same_or_later_or_old_or_of_another_kind_is_no_peer(other: Restriction) -> None:
    assert "employer" not in told(employer(9, "Northwind Freight", "2026-07-07"), other)


SECOND = (
    "The second restriction on Quill reported in 90 days; the one before it was by Northwind Freight (AIR-2026-0002)."
)


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ([], ""),
        ([vendor(2, "2026-07-01")], SECOND),
        ([vendor(2, "2026-07-01"), vendor(3, "2026-04-13T23:00:00+08:00")], SECOND.replace("second", "third")),
        ([vendor(2, "2026-04-12")], ""),
        ([vendor(2, "2026-07-13")], ""),
        ([vendor(2, "2026-07-08")], ""),
        ([vendor(2, None)], ""),
        ([vendor(2, "2026-07-01", "Claude Code")], ""),
    ],
)
def test_the_restrictions_of_the_last_90_days_before_it_are_counted(others: list[Restriction], sentence: str) -> None:
    assert told(vendor(1, "2026-07-07"), *others) == sentence


@pytest.mark.parametrize("day", [None, "2026-04-12", "2025-01-01"])
def test_nothing_is_counted_for_a_row_that_is_older_itself(day: str | None) -> None:
    assert told(vendor(1, day), vendor(2, "2026-07-01")) == ""


def test_the_tool_that_is_restricted_most_often_is_counted() -> None:
    both = vendor(1, "2026-07-07", "Alpha", "Quill")
    others = [vendor(2, "2026-07-01", "Alpha"), vendor(3, "2026-07-01"), vendor(4, "2026-07-01")]
    assert told(both, *others).startswith("The third restriction on Quill")
    assert told(both, *others[:2]).startswith("The second restriction on Alpha")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "first"),
        (2, "second"),
        (10, "tenth"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (24, "24th"),
        (101, "101st"),
        (111, "111th"),
    ],
)
def test_any_place_can_be_told(count: int, words: str) -> None:
    assert ordinal(count) == words


def test_a_turn_is_told_before_a_count() -> None:
    assert told(CHINESE, vendor(2, "2026-07-01"), BACK).startswith("Quillhaven for its part")


def test_nothing_is_told_of_what_is_denied_or_has_no_tools() -> None:
    assert told(replace(CHINESE, status="denied"), BACK, vendor(2, "2026-07-01")) == ""
    assert told(claim_with(row(), targets=UNKNOWN), vendor(2, "2026-07-01")) == ""


def test_what_can_be_said_is_said_whether_one_looks_at_all_rows_or_only_at_its_neighbours() -> None:
    linked = replace(CHINESE, related=(Related(restriction_id="AIR-2025-0009", relation="extends"),))
    ended = replace(
        row("AIR-2026-0008", status="lifted", tools=("Scribe",)),
        ending=Ending(restriction_id="AIR-2026-0007", relation="lifts", on="2026-07-08"),
    )
    rows = [
        linked,
        BACK,
        COURT,
        ended,
        employer(3, "Meta"),
        vendor(4, "2026-07-02", "Scribe"),
        vendor(5, None, "Other"),
    ]
    near = Neighbours(rows)
    for one in rows:
        others = [other for other in rows if other != one]
        assert told(one, *near.of(one)) == told(one, *others)
        assert one not in near.of(one)
    assert near.of(row("AIR-2026-0006", tools=("Nothing",), vendor="Nobody")) == []
