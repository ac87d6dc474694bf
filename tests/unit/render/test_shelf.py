"""What pages can link to, and under which address."""

from dataclasses import replace

from pipeline.model.restriction import Alternative, Claim, Party, Register, Restriction, Target
from pipeline.model.site import SiteContent
from pipeline.render.site.shelf import Shelf, newest_first, shelve, targets_of
from tests.examples import CONTENT, DISPUTED, EMPTY, KNOWN, LIFTED, SCHEDULED


def shelf_of(*rows: Restriction) -> Shelf:
    return shelve(replace(EMPTY, register=Register(restrictions=rows)))


def test_tools_vendors_and_actors_have_a_page_each() -> None:
    shelf = shelve(CONTENT)
    assert {name: found.path for name, found in shelf.names["tools"].items()} == {
        "Quill": "tools/quill/",
        "Claude Code": "tools/claude-code/",
    }
    assert set(shelf.names["vendors"]) == {"Quillhaven", "Anthropic"}
    assert set(shelf.names["actors"]) == {"Quillhaven", "Alibaba", "Northwind Freight"}
    assert shelf.named("tools", "Claude Code") == "tools/claude-code/"
    assert shelf.named("tools", "Quill for browsers") == ""


def test_a_name_knows_its_restrictions_newest_first() -> None:
    quill = shelve(CONTENT).names["tools"]["Quill"]
    assert [row.restriction_id for row in quill.rows] == ["AIR-2026-0004", "AIR-2026-0003", "AIR-2026-0001"]
    assert quill.note == "by Quillhaven"
    assert quill.in_force == 0
    assert shelve(CONTENT).names["actors"]["Alibaba"].in_force == 1


def test_actors_say_what_they_are_and_where() -> None:
    actors = shelve(CONTENT).names["actors"]
    assert actors["Alibaba"].note == "company, China"
    assert actors["Northwind Freight"].note == "company"


def test_a_restriction_with_the_same_tool_twice_is_listed_once() -> None:
    targets = Claim(status="known", value=(Target(tool="Quill"), Target(tool="Quill")), evidence=("x",))
    shelf = shelf_of(replace(KNOWN, claims=replace(KNOWN.claims, targets=targets)))
    assert [row.restriction_id for row in shelf.names["tools"]["Quill"].rows] == ["AIR-2026-0002"]
    assert shelf.names["vendors"] == {}


def test_disputed_tools_and_actors_have_pages_too() -> None:
    targets = Claim(
        status="disputed",
        alternatives=(
            Alternative(value=(Target(tool="Claude Code"),), evidence=("x",)),
            Alternative(value=(Target(tool="Claude"),), evidence=("y",)),
        ),
    )
    actor = Claim(
        status="disputed",
        alternatives=(
            Alternative(value=Party(party_id="a", name="Alibaba", type="company"), evidence=("x",)),
            Alternative(value=Party(party_id="b", name="Alibaba Cloud", type="company"), evidence=("y",)),
        ),
    )
    row = replace(KNOWN, claims=replace(KNOWN.claims, targets=targets, actor=actor))
    shelf = shelf_of(row)
    assert set(shelf.names["tools"]) == {"Claude Code", "Claude"}
    assert set(shelf.names["actors"]) == {"Alibaba", "Alibaba Cloud"}
    assert [target.tool for target in targets_of(row)] == ["Claude Code", "Claude"]


def test_the_first_vendor_that_is_known_is_the_note_of_a_tool() -> None:
    bare = Claim(status="known", value=(Target(tool="Quill"),), evidence=("x",))
    shelf = shelf_of(replace(LIFTED, claims=replace(LIFTED.claims, targets=bare)), SCHEDULED)
    assert shelf.names["tools"]["Quill"].note == "by Quillhaven"


def test_removed_restrictions_can_be_linked_to() -> None:
    shelf = shelve(CONTENT)
    assert "AIR-2026-0005" in shelf.ids
    assert "AIR-2026-0005" not in shelf.rows
    assert "AIR-2026-0099" not in shelf.ids


def test_articles_behind_evidence_are_counted_once() -> None:
    shelf = shelve(CONTENT)
    assert shelf.articles(["hp-alibaba-1-0-70", "hp-alibaba-2-0-36", "mq-alibaba-1-0-64"]) == 2
    assert shelf.articles(["gone"]) == 0
    assert shelf.articles([]) == 0


def test_newest_first_goes_by_the_day_of_adding_then_by_id() -> None:
    twin = replace(DISPUTED, restriction_id="AIR-2026-0009")
    assert [row.restriction_id for row in newest_first([LIFTED, DISPUTED, KNOWN, twin])] == [
        "AIR-2026-0002",
        "AIR-2026-0009",
        "AIR-2026-0003",
        "AIR-2026-0001",
    ]


def test_a_new_restriction_changes_no_address() -> None:
    before = shelf_of(LIFTED, KNOWN)
    clash = Claim(status="known", value=(Target(tool="QUILL"), Target(tool="Aquila")), evidence=("x",))
    after = shelf_of(LIFTED, KNOWN, replace(SCHEDULED, claims=replace(SCHEDULED.claims, targets=clash)))
    for kind in before.names:
        for name, found in before.names[kind].items():
            assert after.names[kind][name].path == found.path
    paths = [found.path for found in after.names["tools"].values()]
    assert len(set(paths)) == len(paths) == 4


def test_an_empty_content_has_empty_shelves() -> None:
    shelf = shelve(SiteContent(register=Register(), editions=(), stories=(), sources=()))
    assert shelf.ids == frozenset()
    assert all(not names for names in shelf.names.values())
