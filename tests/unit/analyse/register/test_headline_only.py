"""Headlines make a row at most reported, are nobody's second source, and decide nothing beside a full report."""

from typing import Any

import pytest

from pipeline.analyse.register.entry import Desk, build, propose
from pipeline.analyse.register.founding import is_founded
from pipeline.analyse.register.support import Support
from pipeline.model.restriction import Restriction
from tests.unit.analyse.telling import DENIED, LEXICON, LIFTED, NOW, PROPOSED, TODAY, day, together, told

ACTOR = "Northwind Freight"
DESK = Desk(now=NOW, today=TODAY, lexicon=LEXICON)


def row(*supports: Support) -> Restriction:
    return build("AIR-2026-0001", None, together(*supports), DESK)


def headline(outlet: str = "Alpha", published: str = "2026-07-08", **changes: object) -> Support:
    return told(outlet, published, partial=True, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "supports",
    [
        [headline()],
        [headline(), headline("Beta"), headline("Gamma")],
        [headline(speaks_for=(ACTOR,))],
        [headline(attribution=ACTOR)],
        [headline(grade="A"), headline("Beta", grade="A")],
    ],
    ids=["one", "three", "its own", "its word", "trusted"],
)
def test_headlines_alone_are_at_most_reported(supports: list[Support]) -> None:
    found = row(*supports)
    assert (found.status, found.provenance.phrase) == ("reported", "headline only")
    assert (found.provenance.independent, found.provenance.confirmed_by_actor) == (1, False)
    assert found.provenance.information_grade >= 3
    assert found.provenance.reports == len(supports)
    assert "reportedly" in found.title


def test_a_weak_headline_is_a_rumour() -> None:
    assert row(headline(grade="F")).status == "rumoured"


def test_a_headline_with_a_full_day_may_lie_ahead() -> None:
    assert row(headline(status="upcoming", effective=day("2026-08-01"))).status == "scheduled"


def test_a_headline_is_no_second_source() -> None:
    found = row(told("Beta"), headline())
    assert (found.status, found.provenance.independent, found.provenance.reports) == ("reported", 1, 2)
    assert found.provenance.phrase == "one report, by Beta"
    both = row(told("Beta"), told("Gamma"), headline())
    assert (both.status, both.provenance.independent) == ("in-force", 2)


@pytest.mark.parametrize("last", [LIFTED, DENIED, PROPOSED])
def test_a_headline_takes_nothing_back_that_was_read_in_full(last: dict[str, Any]) -> None:
    full = row(told("Beta"), told("Gamma"))
    found = row(told("Beta"), told("Gamma"), headline(published="2026-07-10", **last))
    assert (found.status, found.claims) == (full.status, full.claims)


def test_a_full_report_takes_the_place_of_headlines() -> None:
    found = row(headline(effective=day("2026-07-20")), told("Beta", "2026-07-09"))
    assert found.claims.effective.status == "unknown"
    assert {proof.publisher for proof in found.evidence} == {"Beta"}
    assert found.first_reported == "2026-07-08"


def test_headlines_of_several_weak_outlets_found_nothing() -> None:
    weak = [headline(name, grade="C") for name in ("Alpha", "Beta", "Gamma")]
    assert not is_founded(weak, LEXICON)
    assert not is_founded([*weak, told("Delta", grade="C")], LEXICON)
    assert is_founded([*weak, told("Delta", grade="C"), told("Epsilon", grade="C")], LEXICON)


def test_a_headline_of_a_trusted_source_is_founded() -> None:
    assert is_founded([headline(grade="B")], LEXICON)


def test_a_candidate_says_so_too() -> None:
    assert propose(None, [headline(grade="F")], DESK).provenance.phrase == "headline only"


def test_what_is_only_inferred_founds_no_row_and_decides_nothing_beside_what_is_said() -> None:
    inferred = [headline(grade="A", inferred=True), headline("Beta", inferred=True)]
    assert not is_founded(together(*inferred), LEXICON)
    assert row(headline("Beta"), headline(inferred=True, **LIFTED)).status == "reported"
