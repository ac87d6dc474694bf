"""The table of the register: one line each, and nothing that a spreadsheet would calculate."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.restriction import Register, Restriction
from pipeline.render.register_csv import COLUMNS, restrictions_csv
from pipeline.render.register_json import register_json
from pipeline.text.words import clean
from tests.examples import EMPTY, REGISTER, SCHEDULED


def table(register: Register = REGISTER) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(restrictions_csv(register).decode(), newline="")))


def titled(title: str) -> Restriction:
    return replace(SCHEDULED, title=title)


def test_there_is_one_line_for_each_restriction_in_the_order_of_the_register() -> None:
    lines = table()
    assert [line["id"] for line in lines] == [row.restriction_id for row in REGISTER.restrictions]
    assert tuple(lines[0]) == COLUMNS


def test_an_empty_register_has_a_head() -> None:
    assert restrictions_csv(EMPTY.register).decode() == ",".join(COLUMNS) + "\r\n"


def test_claims_are_cells() -> None:
    known = table()[1]
    assert known["actor"] == "Alibaba"
    assert known["action"] == "ban"
    assert known["targets"] == "Claude Code"
    assert known["affected"] == "its employees"
    assert known["effective"] == "2026-07-10"
    assert known["reasons"] == "security, data_leak"
    assert known["exempt"] == ""
    assert known["reports"] == "14"
    assert known["independent"] == "2"
    assert known["revision"] == "2"


def test_a_row_of_another_register_says_of_which() -> None:
    theirs = replace(SCHEDULED, imported_from="https://other.example/restrictions.json")
    own, other = table(replace(REGISTER, restrictions=(SCHEDULED, theirs)))
    assert (own["imported_from"], other["imported_from"]) == ("", "https://other.example/restrictions.json")


def test_a_disputed_claim_shows_all_values() -> None:
    assert table()[2]["effective"] == "2026-08-01 | 2026-08-15"


def test_an_undated_restriction_has_an_empty_day() -> None:
    assert table()[0]["first_reported"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "\n@x", "=cmd|' /C calc'!A0", "＝1", "'=1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    cell = table(Register(restrictions=(titled(text),)))[0]["title"]
    assert cell.startswith("'")
    assert cell[1:] == " ".join(text.split()) == back(cell)


@pytest.mark.parametrize("text", ["a,b", 'a"b', "|x", "normal text", "a=b", "1-1", "禁止"])
def test_other_text_comes_back_as_it_was(text: str) -> None:
    assert table(Register(restrictions=(titled(text),)))[0]["title"] == text


def back(cell: str) -> str:
    """The value of a cell, by the rule that the documentation gives."""
    return re.sub(r"^'(?='*[=+\-@＝＋－＠])", "", cell)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="'=+-@＝a ,\"\n|", max_size=12).map(lambda text: f"{text}x"))
def test_every_value_can_be_had_back(text: str) -> None:
    assert back(table(Register(restrictions=(titled(text),)))[0]["title"]) == clean(text)


def test_the_whole_register_is_reloaded_with_the_values_of_the_document() -> None:
    document = json.loads(register_json(REGISTER))["restrictions"]
    for cells, row in zip(table(), document, strict=True):
        line = {name: back(cell) for name, cell in cells.items()}
        assert (line["id"], line["title"], line["status"]) == (row["id"], row["title"], row["status"])
        assert (int(line["reports"]), int(line["revision"])) == (row["provenance"]["reports"], row["revision"])
        for name in ("announced", "effective", "ends", "replacement", "exempt", "response", "action"):
            claim = row["claims"][name]
            values = [claim["value"]] if "value" in claim else [a["value"] for a in claim.get("alternatives", [])]
            assert line[name] == " | ".join(values), name
        targets = row["claims"]["targets"]["value"]
        assert line["targets"].split(", ") == [target["tool"] for target in targets]
        assert line["vendors"].split(", ") == [target["vendor"] for target in targets]
        assert line["regions"].split(", ") == row["claims"]["affected"]["value"].get("regions", [""])
        disputed = [name for name, claim in row["claims"].items() if claim["status"] == "disputed"]
        assert line["disputed"] == ", ".join(disputed)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_title_stays_one_cell_of_one_line(text: str) -> None:
    source = restrictions_csv(Register(restrictions=(titled(text),))).decode()
    assert source.count("\r\n") == 2
    lines = table(Register(restrictions=(titled(text),)))
    assert len(lines) == 1
    assert lines[0]["status"] == "scheduled"
    assert not lines[0]["title"].startswith(("=", "+", "-", "@"))
