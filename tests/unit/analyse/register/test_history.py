from dataclasses import replace

import pytest

from pipeline.analyse.register.entry import Desk, build
from pipeline.analyse.register.history import changes_between, claim_words, first_changes, value_words
from pipeline.model.restriction import (
    NOT_APPLICABLE,
    UNKNOWN,
    Affected,
    Alternative,
    Change,
    Claim,
    ClaimValue,
    Party,
    Restriction,
    Target,
)
from tests.unit.analyse.telling import LEXICON, NOW, TODAY, day, told

DESK = Desk(now=NOW, today=TODAY, lexicon=LEXICON)


@pytest.fixture
def row() -> Restriction:
    return build("AIR-2026-0001", None, [told(effective=day("2026-07-10"), reasons=("privacy", "security"))], DESK)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-07-10", "2026-07-10"),
        (Party(party_id="x", name="Northwind Freight", type="company"), "Northwind Freight"),
        (Affected(who="staff in Norway", regions=("NO",)), "staff in Norway"),
        ((Target(tool="Quill"), Target(tool="ChatGPT", vendor="OpenAI")), "Quill, ChatGPT"),
        (("privacy", "security"), "privacy, security"),
    ],
)
def test_a_value_is_printed_in_one_line(value: ClaimValue, words: str) -> None:
    assert value_words(value) == words


def test_claims_without_a_value_print_nothing_and_disputed_ones_all_values() -> None:
    alternatives = tuple(Alternative(value=value, evidence=("e",)) for value in ("2026-07-10", "2026-08-15"))
    assert claim_words(UNKNOWN) is claim_words(NOT_APPLICABLE) is None
    assert claim_words(Claim(status="disputed", alternatives=alternatives)) == "disputed: 2026-07-10 or 2026-08-15"


def test_the_first_revision_lists_all_that_is_known_and_nothing_else(row: Restriction) -> None:
    told_of = {change.field: (change.before, change.after) for change in first_changes(row)}
    assert told_of == {
        "status": (None, "reported"),
        "actor": (None, "Northwind Freight"),
        "action": (None, "ban"),
        "targets": (None, "Quill"),
        "effective": (None, "2026-07-10"),
        "reasons": (None, "privacy, security"),
    }


def test_a_row_does_not_differ_from_itself_nor_by_further_evidence(row: Restriction) -> None:
    more = replace(row.claims, actor=replace(row.claims.actor, evidence=("x", "y")))
    assert changes_between(row, row) == ()
    assert changes_between(row, replace(row, claims=more)) == ()


def test_each_field_that_differs_is_one_change(row: Restriction) -> None:
    after = replace(
        row,
        status="lifted",
        mechanism="employer-limit",
        provenance=replace(row.provenance, phrase="confirmed by the actor"),
        claims=replace(row.claims, reasons=UNKNOWN, ends=Claim(status="known", value="2026-07-20")),
    )
    assert changes_between(row, after) == (
        Change(field="status", before="reported", after="lifted"),
        Change(field="mechanism", before="employer-ban", after="employer-limit"),
        Change(field="provenance", before="one report, by Harbour Post", after="confirmed by the actor"),
        Change(field="ends", before=None, after="2026-07-20"),
        Change(field="reasons", before="privacy, security", after=None),
    )
