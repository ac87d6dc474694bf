"""A restriction in lines of text: every claim, every quote, and what sources disagree on; the state of a source."""

from dataclasses import fields, replace

import pytest

from pipeline.cli.told import restriction_lines, state_words
from pipeline.model.restriction import Claims, Restriction
from tests.examples import DISPUTED, KNOWN, LIFTED, SCHEDULED

ROWS = (KNOWN, DISPUTED, LIFTED, SCHEDULED)


def told(row: Restriction) -> list[str]:
    return list(restriction_lines(row))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.restriction_id)
def test_every_claim_is_told_whatever_is_known_of_it(row: Restriction) -> None:
    lines = told(row)
    assert lines[0] == f"{row.restriction_id}  {row.title}"
    for field in fields(Claims):
        assert sum(line.startswith(f"{field.name}: ") for line in lines) == 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.restriction_id)
def test_every_quote_of_a_claim_is_told_with_its_address(row: Restriction) -> None:
    text = " ".join(" ".join(told(row)).split())
    claims = [getattr(row.claims, field.name) for field in fields(Claims)]
    used = {evidence_id for claim in claims for evidence_id in claim.evidence}
    used |= {i for claim in claims for alternative in claim.alternatives for i in alternative.evidence}
    assert used
    for proof in row.evidence:
        if proof.evidence_id in used:
            assert f"“{' '.join(proof.quote.split())}”" in text
            assert proof.url in text


def test_where_sources_disagree_each_of_them_is_told() -> None:
    lines = told(DISPUTED)
    names = [f.name for f in fields(Claims) if getattr(DISPUTED.claims, f.name).status == "disputed"]
    assert names
    for name in names:
        start = lines.index(f"{name}: sources disagree")
        block = lines[start + 1 : lines.index("", start)]
        values = [line for line in block if line.startswith("  ") and not line.startswith("    ")]
        assert len(values) == len(getattr(DISPUTED.claims, name).alternatives) >= 2


def test_every_revision_is_told_in_order() -> None:
    lines = told(LIFTED)
    history = [line for line in lines[lines.index("history") + 1 :] if not line.startswith("     ")]
    assert [line.split(".")[0].strip() for line in history] == [str(r.number) for r in LIFTED.history]


def test_what_has_no_day_says_so() -> None:
    undated = replace(
        KNOWN,
        first_reported=None,
        evidence=tuple(replace(proof, published=None) for proof in KNOWN.evidence),
    )
    lines = told(undated)
    assert lines[2].endswith("; first told on an unknown day")
    assert any(", undated, http" in line for line in lines)


def test_a_day_that_is_known_by_its_month_says_how_far() -> None:
    effective = replace(KNOWN.claims.effective, value="2026-07", precision="month")
    lines = told(replace(KNOWN, claims=replace(KNOWN.claims, effective=effective)))
    assert "effective: 2026-07 (month)" in lines


@pytest.mark.parametrize(
    ("state", "failure", "stands_by", "words"),
    [
        ("ok", "", False, "ok"),
        ("failing", "timeout", False, "failing: timeout"),
        ("parked", "dns-unknown", True, "parked: dns-unknown"),
        ("gone", "gone", False, "gone"),
        ("unread", "", False, "unread"),
        ("unread", "", True, "stands by"),
        ("ok", "", True, "ok"),
    ],
)
def test_the_state_of_a_source_names_its_failure_once(state: str, failure: str, stands_by: bool, words: str) -> None:
    assert state_words(state, failure, stands_by=stands_by) == words
