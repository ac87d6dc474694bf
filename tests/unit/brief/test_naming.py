"""Our name counts where it stands for us, and not inside of other names, nor behind words that turn it round."""

from dataclasses import replace

import pytest

from pipeline.brief.naming import Named, names_us
from tests.unit.brief.rows import inventory

OURS = inventory()


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Orange", "Orange", "yes"),
        ("Orange", "Orange SA", "yes"),
        ("Orange SA", "Orange", "yes"),
        ("Orange SA", "Orange S.A.", "yes"),
        ("Orange SA", "Orange GmbH", "maybe"),
        ("Orange", "the customers Orange and Northwind Freight", "yes"),
        ("Orange", "Northwind Freight, Orange and their subsidiaries", "yes"),
        ("Orange", "employees of Orange", "yes"),
        ("Orange", "all Orange employees", "maybe"),
        ("Orange", "Orange's employees", "yes"),
        ("Orange", "Orange, Inc.", "yes"),
        ("Orange", "the banks and Orange", "yes"),
        ("Orange", "customers in Orange County", "maybe"),
        ("Orange", "Orange County", "maybe"),
        ("Orange", "customers in orange county", "no"),
        ("Orange", "rivals of Orange", "maybe"),
        ("Orange", "rivals of Northwind Freight and Orange", "maybe"),
        ("Orange", "former employees of Orange", "maybe"),
        ("Orange", "customers of Orange", "maybe"),
        ("Orange", "companies that Orange does not own", "maybe"),
        ("Orange", "everybody except Orange", "maybe"),
        ("Orange", "companies other than Orange and Northwind Freight", "maybe"),
        ("Orange", "Oranges", "no"),
        ("Orange", "Blood-Orange", "maybe"),
        ("Visa", "visa applicants in Italy", "no"),
        ("Block", "customers on the block list", "no"),
        ("Meta", "meta-analysis researchers", "no"),
        ("Sun", "Sun Holdings", "maybe"),
        ("Procter and Sons", "Procter and Sons", "yes"),
        ("Procter and Sons", "Procter and others", "no"),
        ("adidas AG", "adidas", "yes"),
        ("", "anybody", "no"),
    ],
)
def test_a_name_counts_where_it_stands_for_us(name: str, text: str, named: Named) -> None:
    assert names_us(text, replace(OURS, organisation=name, aliases=())) == named


def test_an_alias_counts_like_the_name() -> None:
    assert names_us("OF Ltd", replace(OURS, organisation="Our Firm", aliases=("OF Ltd",))) == "yes"
