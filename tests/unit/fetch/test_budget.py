"""A night opens primary sources first, then by grade, none too many of one; what is left out is counted."""

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.budget import choose, newest_first
from pipeline.model.options import FetchOptions
from pipeline.model.source import Source
from pipeline.model.vocabulary import Grade
from tests.unit.records import entry, published


@dataclass(frozen=True)
class Page:
    source_id: str
    name: str = ""


def source(name: str, grade: Grade = "B", *, primary: bool = False, discovery: bool = False) -> Source:
    return Source(
        source_id=name,
        name=name,
        kind="rss",
        url=f"https://{name}.example/feed",
        grade=grade,
        speaks_for=("Quillhaven",) if primary else (),
        discovery=discovery,
    )


SOURCES = {
    one.source_id: one
    for one in (
        source("found", "A", discovery=True),
        source("good"),
        source("poor", "D"),
        source("vendor", "C", primary=True),
    )
}


def chosen(pages: list[Page], **limits: int) -> tuple[list[Page], int]:
    tonight = choose(pages, sources=SOURCES, options=FetchOptions(**limits))  # type: ignore[arg-type]
    return list(tonight.pages), tonight.left


def test_primary_pages_come_first_then_grades_then_what_was_discovered_then_what_is_not_read_any_more() -> None:
    pages = [Page("removed"), Page("found"), Page("poor"), Page("good", "new"), Page("good", "old"), Page("vendor")]
    assert chosen(pages) == (
        [Page("vendor"), Page("good", "new"), Page("good", "old"), Page("poor"), Page("found"), Page("removed")],
        0,
    )


def test_the_rest_waits_and_is_counted() -> None:
    pages = [Page("poor"), Page("good"), Page("vendor")]
    assert chosen(pages, pages_per_night=2) == ([Page("vendor"), Page("good")], 1)
    assert chosen(pages, pages_per_night=0) == ([], 3)


def test_one_source_cannot_use_up_the_night() -> None:
    pages = [*(Page("vendor", str(n)) for n in range(5)), Page("poor")]
    assert chosen(pages, pages_per_source=2) == ([Page("vendor", "0"), Page("vendor", "1"), Page("poor")], 3)


def test_discovery_has_a_share_of_its_own() -> None:
    pages = [*(Page("found", str(n)) for n in range(5)), Page("good")]
    assert chosen(pages, pages_discovery=1) == ([Page("good"), Page("found", "0")], 4)


@given(
    names=st.lists(st.sampled_from(["found", "good", "poor", "vendor", "removed"]), max_size=40),
    night=st.integers(0, 20),
    each=st.integers(0, 9),
    discovery=st.integers(0, 5),
)
@settings(max_examples=50, deadline=None)
def test_no_limit_is_passed_and_no_page_is_lost(names: list[str], night: int, each: int, discovery: int) -> None:
    pages = [Page(name, str(number)) for number, name in enumerate(names)]
    found, left = chosen(pages, pages_per_night=night, pages_per_source=each, pages_discovery=discovery)
    assert len(found) + left == len(pages)
    assert len(set(found)) == len(found) <= night
    assert all(sum(page.source_id == name for page in found) <= each for name in set(names))
    assert sum(page.source_id == "found" for page in found) <= discovery


def test_entries_are_taken_newest_first_and_those_without_a_day_in_the_order_of_the_source() -> None:
    old, new = entry("a", day="2026-07-01"), entry("b", day="2026-07-09")
    bare, other = entry("c", day=None), entry("d", day=None)
    changed = replace(entry("e", day=None), updated=published("2026-07-05"))
    assert newest_first([bare, old, other, new, changed]) == [new, changed, old, bare, other]
