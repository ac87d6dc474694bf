"""What the pages of regions tell: who is bound there, what was decided there, what vendors offer there."""

from dataclasses import replace

from tests.examples import CONTENT, EMPTY, KNOWN
from tests.unit.render.site_pages import page, page_of
from tests.unit.render.test_availability_json import FACT


def test_a_region_lists_what_names_it_and_what_was_decided_there() -> None:
    found = page("regions/cn")
    assert found.title.startswith("China (region)")
    assert (
        f"Restrictions that name this region, newest first. Restriction Status From How well it is known {KNOWN.title}"
        in (found.words)
    )
    assert "Decided there" in found.words


def test_regions_are_listed_and_linked_from_where_they_are_named() -> None:
    assert "China 1 1 0" in page("regions").words
    assert "../../regions/cn/index.html" in page("restrictions/AIR-2026-0002").hrefs
    assert "None yet." in page_of(EMPTY, "regions/").words


def test_a_region_that_only_a_list_names_says_that_this_is_no_all_clear() -> None:
    facts = (replace(FACT, country="PT", listed=True), replace(FACT, country="PT", tool="Gone", listed=False))
    found = page_of(replace(CONTENT, availability=facts), "regions/pt/").words
    assert "No restriction in the register names this region. One that names none may hold here all the same." in found
    assert f"{FACT.tool}: on the vendor’s own list" in found
    assert "Gone: listed no more on the vendor’s own list, since" in found
