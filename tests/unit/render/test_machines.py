"""Files for programs: one for each restriction, all with the same objects, and no more of an article than its pages."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from pipeline.model.availability import Availability
from pipeline.model.restriction import Proof, Register, Restriction
from pipeline.model.rights import WITHHELD
from pipeline.model.site import SiteContent
from pipeline.render.environment import environment
from pipeline.render.register_json import row_hash, schema_json
from pipeline.render.site import build
from pipeline.render.site.machines import machine_files
from pipeline.render.site.page import Press
from pipeline.render.site.printed import printed, printed_lists
from pipeline.render.site.prints import Prints
from pipeline.render.site.shelf import shelve
from pipeline.render.site.tree import builds
from pipeline.store.register_db import register_db
from pipeline.text.words import words
from tests.examples import CANDIDATE, CONTENT, DISPUTED, EMPTY, KNOWN, REGISTER, SCHEDULED, SITE
from tests.unit.render.readers import read_html
from tests.unit.render.site_pages import page, with_rows
from tests.unit.render.test_availability_json import FACT

PUBLIC = build(CONTENT, SITE, private=False)
LONG = "Alibaba " + "told its staff in a long notice on Monday " * 8 + "to use something else"


def document(path: str, files: dict[str, bytes] = PUBLIC) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(files[f"api/v1/{path}"])
    return made


def quoting(restriction_id: str, *proofs: Proof) -> Restriction:
    """A row whose action rests on these."""
    ids = tuple(proof.evidence_id for proof in proofs)
    claims = replace(KNOWN.claims, action=replace(KNOWN.claims.action, evidence=ids))
    return replace(KNOWN, restriction_id=restriction_id, claims=claims, evidence=(*KNOWN.evidence, *proofs))


def quote(text: str, *, article: str = "long", block: int = 1, start: int = 0) -> Proof:
    return replace(
        KNOWN.evidence[0],
        evidence_id=f"{article}-{block}-{start}-{start + len(text)}",
        article_id=article,
        block=block,
        start=start,
        end=start + len(text),
        quote=text,
    )


def told(*rows: Restriction) -> dict[str, bytes]:
    return build(with_rows(*rows), SITE, private=False)


def made_of(content: SiteContent) -> dict[str, str]:
    press = Press(env=environment("html"), shelf=shelve(content), site=SITE, private=False, stamp="")
    return {file.path: file.made_of for file in machine_files(press, Prints(press.shelf))}


def test_each_restriction_has_a_file_with_the_object_of_the_whole_register() -> None:
    whole = document("restrictions.json")
    schema = json.loads(schema_json())
    validator = Draft202012Validator({"$ref": "#/$defs/restriction", "$defs": schema["$defs"]})
    assert whole["restrictions"]
    for row in whole["restrictions"]:
        alone = document(f"restrictions/{row['id']}.json")
        assert alone == {"schema_version": "1.0", "content_hash": row_hash(row), "restriction": row}
        assert list(validator.iter_errors(alone["restriction"])) == []
    assert list(validator.iter_errors({**whole["restrictions"][0], "status": "odd"}))


def test_a_removed_restriction_keeps_a_small_file_that_says_what_became_of_it() -> None:
    (stone,) = document("restrictions.json")["tombstones"]
    alone = document("restrictions/AIR-2026-0005.json")
    assert alone == {"schema_version": "1.0", "content_hash": row_hash(stone), "tombstone": stone}
    assert alone["tombstone"]["merged_into"] == "AIR-2026-0003"
    assert len(PUBLIC["api/v1/restrictions/AIR-2026-0005.json"]) < 500


def test_the_list_names_every_file_with_its_hash() -> None:
    index, listed = document("index.json"), document("restrictions/index.json")
    assert index["files"]["restriction_list"] == "restrictions/index.json"
    assert index["patterns"]["restriction"] == "restrictions/{id}.json"
    assert listed["content_hash"] == index["content_hash"]
    assert listed["count"] == 4
    found = [*listed["restrictions"], *listed["tombstones"]]
    assert {f"api/v1/restrictions/{one['file']}" for one in found} == {
        path for path in PUBLIC if path.startswith("api/v1/restrictions/") and not path.endswith("index.json")
    }
    for one in found:
        assert document(f"restrictions/{one['file']}")["content_hash"] == one["content_hash"]
    assert listed["restrictions"][1]["status"] == "in-force"
    assert document("restrictions/index.json", build(EMPTY, SITE, private=False))["count"] == 0


def test_a_file_is_made_of_its_own_row_and_changes_with_no_other() -> None:
    changed = replace(SCHEDULED, title="Another title")
    before, after = made_of(with_rows(KNOWN, SCHEDULED)), made_of(with_rows(KNOWN, changed))
    path = "api/v1/restrictions/{}.json".format
    assert all(before[path(row.restriction_id)] for row in (KNOWN, SCHEDULED))
    assert before[path(KNOWN.restriction_id)] == after[path(KNOWN.restriction_id)]
    assert before[path(SCHEDULED.restriction_id)] != after[path(SCHEDULED.restriction_id)]
    assert told(KNOWN, SCHEDULED)[path(KNOWN.restriction_id)] == told(KNOWN, changed)[path(KNOWN.restriction_id)]


def test_a_file_is_made_again_where_another_row_takes_words_of_its_article() -> None:
    one, other = quoting("AIR-2026-0010", quote(LONG)), quoting("AIR-2026-0011", quote(LONG))
    path = "api/v1/restrictions/AIR-2026-0010.json"
    assert made_of(with_rows(one))[path] != made_of(with_rows(one, other))[path]
    assert told(one)[path] != told(one, other)[path]


def test_a_quote_is_cut_as_on_its_page_and_stands_at_its_address() -> None:
    files = told(quoting("AIR-2026-0010", quote(LONG, start=7)))
    shown = document("restrictions/AIR-2026-0010.json", files)["restriction"]["evidence"][-1]
    assert len(words(shown["quote"])) == 50
    assert LONG.startswith(shown["quote"])
    assert (shown["start"], shown["end"]) == (7, 7 + len(shown["quote"]))
    assert shown["id"] == f"long-1-7-{7 + len(LONG)}"  # which names the whole
    assert shown["quote"] in files["restrictions/AIR-2026-0010/index.html"].decode()


def test_what_finds_no_room_keeps_its_address_and_its_hash_alone() -> None:
    files = told(quoting("AIR-2026-0010", quote(LONG), quote("and a second passage", block=2)))
    shown = document("restrictions/AIR-2026-0010.json", files)["restriction"]["evidence"][-1]
    assert shown["quote"] == WITHHELD
    assert (shown["block"], shown["start"], shown["end"]) == (2, 0, 20)
    assert len(shown["sha256"]) == 64


def test_a_passage_inside_another_is_told_as_far_as_that_is_shown() -> None:
    inside = quote(LONG[8:40], start=8)
    beyond = quote(LONG[300:330], start=300)
    kept, cut, gone = (
        printed(Register(restrictions=(quoting("AIR-2026-0010", quote(LONG), inside, beyond),)), {})
        .restrictions[0]
        .evidence[-3:]
    )
    assert kept.quote != LONG
    assert cut == inside
    assert gone.quote == WITHHELD


def test_words_of_a_source_that_allows_no_quote_stay_withheld() -> None:
    row = quoting("AIR-2026-0010", replace(quote(LONG), quote=WITHHELD))
    assert printed(Register(restrictions=(row,)), {}).restrictions[0].evidence[-1] == row.evidence[-1]


def test_no_article_gives_more_than_fifty_words_to_all_files_together() -> None:
    rows = [
        quoting(
            f"AIR-2026-{number:04}", *(quote(f"{number} {block} {LONG}", block=10 * number + block) for block in (1, 2))
        )
        for number in range(10, 14)
    ]
    watched = replace(
        CANDIDATE,
        claims=replace(CANDIDATE.claims, action=replace(CANDIDATE.claims.action, evidence=("long-7-0-9",))),
        evidence=(replace(quote(LONG, block=7), evidence_id="long-7-0-9"),),
    )
    register = replace(with_rows(*rows).register, candidates=(watched,))
    files = build(replace(EMPTY, register=register), SITE, private=False)
    evidence = [
        *(proof for row in document("restrictions.json", files)["restrictions"] for proof in row["evidence"]),
        *(proof for row in document("candidates.json", files)["candidates"] for proof in row["evidence"]),
    ]
    passages = {(proof["article_id"], proof["block"], proof["start"]): proof["quote"] for proof in evidence}
    spent = Counter[str]()
    for (article, _, _), text in passages.items():
        spent[article] += len(words(text))
    assert 40 <= spent["long"] <= 50
    assert max(spent.values()) <= 50
    for row in rows:
        assert "something else" not in files[f"restrictions/{row.restriction_id}/index.html"].decode()


def test_the_register_in_hand_is_left_whole() -> None:
    assert printed(REGISTER, {}) == REGISTER
    assert printed(REGISTER, {"pw-northwind": 50}).restrictions[2].evidence[0].quote == WITHHELD
    assert DISPUTED.evidence[0].quote != WITHHELD


def test_the_tables_are_there_where_somebody_writes_them_and_are_linked_and_named() -> None:
    for private, files in builds(CONTENT, SITE, register_db):
        made = {file.path: file for file in files}
        assert made["register.sqlite"].make().startswith(b"SQLite format 3"), private
        assert made["register.sqlite"].made_of
        assert json.loads(made["metadata.json"].make())["title"] == "Offlimits: register of restrictions"
        index = json.loads(made["api/v1/index.json"].make())
        assert index["files"]["tables"] == "../../register.sqlite"
        assert index["licence"] is None
        assert "../register.sqlite" in read_html(made["changes/index.html"].make()).hrefs
    assert "register.sqlite" not in PUBLIC
    assert "tables" not in document("index.json")["files"]
    assert "../register.sqlite" not in page("changes").hrefs


def test_the_tables_quote_no_more_than_the_pages() -> None:
    content = with_rows(quoting("AIR-2026-0010", quote(LONG)))
    (_, files), _ = builds(content, SITE, register_db)
    (made,) = [file.make() for file in files if file.path == "register.sqlite"]
    assert b"told its staff in a long notice" in made
    assert b"something else" not in made


def lists(*lines: tuple[str, str, bool]) -> tuple[Availability, ...]:
    return tuple(
        replace(FACT, country=code, quote=line, listed=listed, url="https://quillhaven.example/countries")
        for code, line, listed in lines
    )


def test_a_list_of_countries_gives_fifty_words_too() -> None:
    facts = lists(*((f"{chr(65 + n // 26)}{chr(65 + n % 26)}", f"Country number {n}", True) for n in range(60)))
    shown = [fact.quote for fact in printed_lists(facts)]
    assert sum(len(words(line)) for line in shown) <= 50
    assert len([line for line in shown if line]) == 16
    assert [fact.country for fact in printed_lists(facts)] == [fact.country for fact in facts]


def test_lines_that_say_more_than_a_name_and_countries_that_are_gone_come_first() -> None:
    names = [(f"A{chr(65 + n)}", f"Land {chr(65 + n) * 3}", True) for n in range(26)]
    facts = lists(*names, ("ZA", "South Land (Quill 6 only, until the end of the year)", True), ("ZB", "Gone", False))
    shown = {fact.country: fact.quote for fact in printed_lists(facts)}
    assert shown["ZA"].startswith("South Land")
    assert shown["ZB"] == "Gone"
    assert shown["AZ"] == ""


def test_a_line_that_holds_for_two_tools_is_counted_once() -> None:
    line = " ".join(["word"] * 50)
    one, two = lists(("CH", line, True), ("CH", line, True))
    other = replace(two, tool="Quill for browsers")
    elsewhere = replace(one, url="https://other.example/countries")
    assert [fact.quote for fact in printed_lists((one, other, elsewhere))] == [line] * 3
