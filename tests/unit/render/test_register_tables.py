"""The register as tables: every claim, quote and revision of it, and nothing that the files beside it do not tell."""

import json
from dataclasses import fields, replace

import pytest

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Affected, Claims, Register, Restriction, Target
from pipeline.model.table import Cell
from pipeline.render.register_json import register_json
from pipeline.render.register_metadata import metadata_json
from pipeline.render.register_tables import register_tables
from tests.examples import CANDIDATE, DISPUTED, KNOWN, LIFTED, REGISTER, SCHEDULED, SITE
from tests.unit.render.test_availability_json import FACT

TABLES = register_tables(REGISTER, (FACT,), SITE)
NAMES = [table.name for table in TABLES.tables]


def rows(name: str, register: Register = REGISTER) -> list[dict[str, Cell]]:
    (table,) = [table for table in register_tables(register, (FACT,), SITE).tables if table.name == name]
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


def of(name: str, row: Restriction) -> list[dict[str, Cell]]:
    return rows(name, Register(restrictions=(row,)))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_fits_its_columns_and_no_text_is_empty(name: str) -> None:
    (table,) = [table for table in TABLES.tables if table.name == name]
    kinds = [int if column.kind == "integer" else str for column in table.columns]
    for row in table.rows:
        assert len(row) == len(kinds)
        for column, kind, cell in zip(table.columns, kinds, row, strict=True):
            assert cell is None or type(cell) is kind, column
            assert cell != ""
    keys = [tuple(row[place] for place in (_place(name, one) for one in table.key)) for row in table.rows]
    assert len(set(keys)) == len(keys)


def _place(name: str, column: str) -> int:
    (table,) = [table for table in TABLES.tables if table.name == name]
    return [one.name for one in table.columns].index(column)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_links_to_keys_of_tables_before_it(name: str) -> None:
    (table,) = [table for table in TABLES.tables if table.name == name]
    known = {before.name: before.key for before in TABLES.tables[: NAMES.index(name)]}
    columns = {column.name for column in table.columns}
    assert set(table.key) | set(table.searched) <= columns
    for link in table.links:
        assert known[link.table] == link.key
        assert set(link.columns) <= columns
    assert all(column.about and "\n" not in column.about for column in table.columns)


def test_a_restriction_is_a_row() -> None:
    row = of("restrictions", KNOWN)[0]
    assert row["id"] == "AIR-2026-0002"
    assert (row["actor"], row["actor_type"], row["actor_country"]) == ("Alibaba", "company", "CN")
    assert (row["tools"], row["vendors"]) == ("Claude Code", "Anthropic")
    assert (row["effective"], row["ends"], row["exempt"]) == ("2026-07-10", None, None)
    assert (row["reports"], row["independent"], row["confirmed_by_actor"], row["revision"]) == (14, 2, 0, 2)
    assert row["page"] == "https://offlimits.example/ai/restrictions/AIR-2026-0002/"
    assert register_tables(REGISTER, (), SiteOptions()).tables[1].rows[0][-1] == "restrictions/AIR-2026-0001/"


def test_every_claim_has_a_row_and_a_disputed_one_has_several() -> None:
    found = of("claims", DISPUTED)
    assert {str(row["claim"]) for row in found} == {item.name for item in fields(Claims)}
    days = [row for row in found if row["claim"] == "effective"]
    assert [(row["number"], row["status"], row["value"], row["precision"]) for row in days] == [
        (1, "disputed", "2026-08-01", "day"),
        (2, "disputed", "2026-08-15", "day"),
    ]
    unknown = [row for row in found if row["claim"] == "reasons"]
    assert [(row["status"], row["value"], row["first_day"]) for row in unknown] == [("unknown", None, None)]


def test_a_span_has_its_first_and_its_last_day() -> None:
    (row,) = [row for row in of("claims", LIFTED) if row["claim"] == "effective"]
    assert (row["value"], row["first_day"], row["last_day"]) == ("2026-02", "2026-02-01", "2026-02-28")


def test_each_value_is_linked_to_the_quotes_on_which_it_rests() -> None:
    found = {(row["claim"], row["number"], row["evidence_id"]) for row in of("claim_evidence", DISPUTED)}
    assert ("effective", 1, "pw-northwind-1-0-37") in found
    assert ("effective", 2, "mq-northwind-1-0-40") in found
    quotes = {str(row["evidence_id"]): row for row in of("evidence", DISPUTED)}
    assert quotes["pw-northwind-1-0-37"]["quote"] == "The ban takes effect on 1 August 2026"
    assert (quotes["pw-northwind-1-0-37"]["quote_start"], quotes["pw-northwind-1-0-37"]["quote_end"]) == (0, 37)


def test_tools_on_which_sources_disagree_are_listed_once_each() -> None:
    twice = (Target(tool="Quill", vendor="Quillhaven", surfaces=("web",)), Target(tool="Quill", vendor="Quillhaven"))
    row = replace(KNOWN, claims=replace(KNOWN.claims, targets=replace(KNOWN.claims.targets, value=twice)))
    assert of("targets", row) == [
        {"restriction_id": "AIR-2026-0002", "tool": "Quill", "vendor": "Quillhaven", "surfaces": "web"}
    ]


def test_regions_relations_revisions_and_removals_are_rows() -> None:
    regions = replace(KNOWN.claims.affected, value=Affected(who="staff", regions=("CN", "SG", "CN")))
    row = replace(KNOWN, claims=replace(KNOWN.claims, affected=regions))
    assert [one["region"] for one in of("regions", row)] == ["CN", "SG"]
    assert [one["related_id"] for one in of("related", DISPUTED)] == ["AIR-2026-0004"]
    assert [one["triggered_by"] for one in of("history", KNOWN)] == ["new_source", "effective_day"]
    assert [(one["field"], one["old_value"], one["new_value"]) for one in of("changes", KNOWN)][-1] == (
        "status",
        "scheduled",
        "in-force",
    )
    assert [one["merged_into"] for one in rows("tombstones")] == ["AIR-2026-0003"]
    assert [(one["tool"], one["country"], one["listed"], one["since"]) for one in rows("availability")] == [
        ("Quill", "CH", 0, "2026-07-06")
    ]


def test_candidates_are_told_with_their_quotes_and_lapsed_ones_without() -> None:
    gone = replace(CANDIDATE, candidate_id="candidate-old-0", lapsed_on="2026-07-05")
    register = replace(REGISTER, lapsed=(gone,))
    watched, lapsed = rows("candidates", register)
    assert (watched["state"], watched["effective"], watched["lapses_on"]) == ("watched", "2026-Q4", "2026-07-31")
    assert (lapsed["state"], lapsed["actor"], lapsed["lapses_on"]) == ("lapsed", None, "2026-07-05")
    assert {row["candidate_id"] for row in rows("candidate_evidence", register)} == {CANDIDATE.candidate_id}


def test_the_tables_quote_what_the_document_quotes() -> None:
    document = json.loads(register_json(REGISTER))
    told = [(row["id"], proof["id"], proof["quote"]) for row in document["restrictions"] for proof in row["evidence"]]
    assert told == [(row["restriction_id"], row["evidence_id"], row["quote"]) for row in rows("evidence")]


def test_what_cannot_be_seen_is_in_no_cell() -> None:
    assert of("restrictions", replace(SCHEDULED, title="a\x00\u202eb\nc"))[0]["title"] == "ab c"


def test_the_description_names_every_table_view_and_column() -> None:
    made = json.loads(metadata_json(SITE))
    (name,) = made["databases"]
    assert name == "register"  # Datasette calls a database by the name of its file
    described = made["databases"]["register"]["tables"]
    assert set(described) == {*NAMES, *(view.name for view in TABLES.views)}
    for table in TABLES.tables:
        assert list(described[table.name]["columns"]) == [column.name for column in table.columns]
        assert set(described[table.name].get("facets", [])) <= {column.name for column in table.columns}
    assert made["source_url"] == "https://offlimits.example/ai/"
    assert made["license"] == "no licence is told; quotes are their publishers' words"


def test_the_licence_is_the_one_that_is_configured() -> None:
    made = json.loads(metadata_json(SiteOptions(title="Our page", licence="CC-BY-4.0")))
    assert (made["license"], made["title"]) == ("CC-BY-4.0", "Our page: register of restrictions")
    assert "source_url" not in made
