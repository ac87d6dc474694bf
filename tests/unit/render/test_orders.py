"""The tables of all restrictions: every order holds every row, and leads to the others."""

from dataclasses import replace
from typing import get_args

import pytest

from pipeline.model.restriction import UNKNOWN, Alternative, Claim, Party, Restriction, Target
from pipeline.model.vocabulary import RestrictionStatus
from pipeline.render.site.orders import ORDERS, STATUSES, Order
from tests.examples import CONTENT, KNOWN
from tests.unit.render.site_pages import page_of, with_rows


def row(number: int, day: str, vendor: str, actor: str, status: str) -> Restriction:
    claims = replace(
        KNOWN.claims,
        actor=replace(KNOWN.claims.actor, value=Party(party_id=actor, name=actor, type="company")),
        targets=replace(KNOWN.claims.targets, value=(Target(tool="T", vendor=vendor or None),)),
        effective=Claim(status="known", value=day) if day else UNKNOWN,
    )
    return replace(
        KNOWN,
        restriction_id=f"AIR-2026-{number:04}",
        added_on=f"2026-07-{number:02}",
        title=f"Row {number}",
        claims=claims,
        status=status,  # type: ignore[arg-type]
    )


ROWS = (
    row(1, "2026-08-01", "Fjord", "beta", "lifted"),
    row(2, "", "anvil", "Alpha", "in-force"),
    row(3, "2026-Q4", "", "Gamma", "proposed"),
    row(4, "2025-01-01", "Anvil", "alpha", "reported"),
)
EXPECTED = {
    "restrictions/": [4, 3, 2, 1],
    "restrictions/by-day/": [3, 1, 4, 2],
    "restrictions/by-status/": [2, 4, 3, 1],
    "restrictions/by-vendor/": [4, 2, 1, 3],
    "restrictions/by-actor/": [4, 2, 1, 3],
}


@pytest.mark.parametrize("path", EXPECTED)
def test_each_order_holds_every_row_in_its_place(path: str) -> None:
    page = page_of(with_rows(*ROWS), path)
    found = [href for href in page.hrefs if "AIR-2026-" in href]
    depth = "../" * path.count("/")
    assert found == [f"{depth}restrictions/AIR-2026-{number:04}/index.html" for number in EXPECTED[path]]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
def test_each_order_leads_to_all_and_says_which_it_is(order: Order) -> None:
    page = page_of(CONTENT, order.path)
    up = "../" * order.path.count("/")
    links = [attributes for tag, attributes in page.attributes if tag == "a"]
    for other in ORDERS:
        found = [one for one in links if one.get("href") == f"{up}{other.path}index.html"][-1]
        assert ("aria-current" in found) == (other == order)


def test_every_status_has_its_place() -> None:
    assert sorted(STATUSES) == sorted(get_args(RestrictionStatus))


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
def test_a_row_names_the_vendors(order: Order) -> None:
    assert "employer ban · Fjord" in page_of(with_rows(*ROWS), order.path).text
    assert "employer ban · " not in page_of(with_rows(ROWS[2]), order.path).text


def test_a_day_on_which_sources_disagree_counts_as_the_first() -> None:
    days = tuple(Alternative(value=day, evidence=()) for day in ("2026-09-01", "2026-07-01"))
    disputed = replace(ROWS[0], claims=replace(ROWS[0].claims, effective=Claim(status="disputed", alternatives=days)))
    rows = (disputed, row(2, "2026-08-01", "V", "A", "lifted"))
    found = [href for href in page_of(with_rows(*rows), "restrictions/by-day/").hrefs if "AIR-" in href]
    assert [href.split("/")[-2] for href in found] == ["AIR-2026-0002", "AIR-2026-0001"]
