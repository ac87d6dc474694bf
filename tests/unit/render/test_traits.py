"""By what restrictions are narrowed: the same in the table of all and in the search."""

from dataclasses import replace

import pytest

from pipeline.model.restriction import UNKNOWN, Affected, Alternative, Claim, Target
from pipeline.render.site.traits import span, traits
from tests.examples import CONTENT, KNOWN, SCHEDULED
from tests.unit.render.site_pages import page_of, with_rows


def day(*values: str) -> Claim:
    if len(values) == 1:
        return Claim(status="known", value=values[0])
    return Claim(status="disputed", alternatives=tuple(Alternative(value=value, evidence=()) for value in values))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("2026-08-15",), "2026-08-15"),
        (("2026-08",), "2026-08-01/2026-08-31"),
        (("2028-02",), "2028-02-01/2028-02-29"),
        (("2026-Q1",), "2026-01-01/2026-03-31"),
        (("2026-Q4",), "2026-10-01/2026-12-31"),
        (("2026",), "2026-01-01/2026-12-31"),
        (("2026-08-15", "2026-08-01"), "2026-08-01/2026-08-15"),
        (("2026-08-15", "2026-Q4"), "2026-08-15/2026-12-31"),
        (("soon",), ""),
        (("2026-13",), ""),
        (("2026-02-30",), ""),
        (("2026-W28",), ""),
        (("0000",), ""),
        (("٢٠٢٦",), ""),
    ],
)
def test_a_claim_of_a_day_means_a_span(values: tuple[str, ...], expected: str) -> None:
    assert span(day(*values)) == expected


def test_a_day_that_is_not_known_has_no_span() -> None:
    assert span(UNKNOWN) == ""


def test_names_are_listed_once_in_order_and_never_hold_the_mark_that_parts_them() -> None:
    targets = (Target(tool="B|b", vendor="V"), Target(tool="A", vendor="V"), Target(tool="A"))
    claims = replace(
        KNOWN.claims,
        targets=replace(KNOWN.claims.targets, value=targets),
        affected=Claim(status="known", value=Affected(who="staff", regions=("RS", "EU", "XQ"))),
    )
    found = traits(replace(KNOWN, claims=claims))
    assert found["tool"] == ("A", "B/b")
    assert found["vendor"] == ("V",)
    assert found["region"] == ("European Union", "Serbia", "XQ")
    assert found["mechanism"] == ("Employer ban",)
    assert found["status"] == ("In force",)


def test_rows_of_the_table_of_all_carry_what_they_are_narrowed_by() -> None:
    page = page_of(CONTENT, "restrictions/")
    assert [attributes["id"] for tag, attributes in page.attributes if tag == "table"] == ["register"]
    rows = [attributes for tag, attributes in page.attributes if tag == "tr" and attributes]
    assert len(rows) == len(CONTENT.register.restrictions)
    (known,) = [row for row in rows if row["data-actor"] == "Alibaba"]
    assert known == {
        "data-vendor": "Anthropic",
        "data-tool": "Claude Code",
        "data-actor": "Alibaba",
        "data-mechanism": "Employer ban",
        "data-status": "In force",
        "data-region": "China",
        "data-day": "2026-07-10",
    }


def test_other_tables_of_restrictions_carry_nothing() -> None:
    page = page_of(CONTENT, "tools/quill/")
    assert not any(attributes for tag, attributes in page.attributes if tag == "tr")


def test_a_name_from_outside_stays_inside_its_attribute() -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    targets = (Target(tool=hostile, vendor=hostile),)
    row = replace(SCHEDULED, claims=replace(SCHEDULED.claims, targets=replace(SCHEDULED.claims.targets, value=targets)))
    page = page_of(with_rows(row), "restrictions/")
    assert "img" not in page.tags
    assert {"data-tool": hostile, "data-vendor": hostile}.items() <= next(
        attributes for tag, attributes in page.attributes if tag == "tr" and attributes
    ).items()
