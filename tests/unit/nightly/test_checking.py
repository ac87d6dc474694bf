"""The writer's checks: each is broken here once, and each stops the run before anything is kept."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.analyse.register import ledger
from pipeline.analyse.register.support import Support
from pipeline.model.errors import StoreError
from pipeline.model.event import Evidence
from pipeline.model.restriction import Candidate, Claim, Proof, Related, Restriction
from pipeline.nightly.checking import check_written
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.registering import take_in
from tests.unit.nightly.towns import QUEUE, Town
from tests.unit.records import later

Change = Callable[[Restriction], Restriction]


@pytest.fixture
def read(town: Town) -> Town:
    """A town whose news was read, with one restriction."""
    town.fetch()
    parse(town.house())
    analyse(town.house())
    take_in(town.house())
    return town


def only(town: Town) -> Restriction:
    (row,) = town.store.registry.register(today="2026-07-13").restrictions
    return row


def save(town: Town, row: Restriction) -> None:
    with town.store.transaction():
        town.store.registry.save_restriction(row, None)


def with_proof(change: Callable[[Proof], Proof]) -> Change:
    return lambda row: replace(row, evidence=(change(row.evidence[0]), *row.evidence[1:]))


def without_proof(row: Restriction) -> Restriction:
    return replace(row, evidence=row.evidence[1:])


BREAKS: dict[str, tuple[Change, str]] = {
    "a quote that was changed": (with_proof(lambda proof: replace(proof, quote="Never said.")), "does not stand at"),
    "a quote at another place": (
        with_proof(lambda proof: replace(proof, start=proof.start + 1, end=proof.end + 1)),
        "does not stand at",
    ),
    "a block that is not there": (with_proof(lambda proof: replace(proof, block=99)), "has no block 99"),
    "an article that is not there": (
        with_proof(lambda proof: replace(proof, article_id="gone")),
        "no article 'gone' is stored",
    ),
    "evidence that is not there": (without_proof, "names evidence"),
    "evidence twice": (lambda row: replace(row, evidence=(*row.evidence, row.evidence[0])), "is there more than once"),
    "a claim without evidence": (
        lambda row: replace(row, claims=replace(row.claims, effective=Claim(status="known", value="2026-07-10"))),
        "$.restrictions[0].claims.effective",
    ),
    "a title that is too long": (lambda row: replace(row, title="x" * 141), "$.restrictions[0].title"),
    "a link that leads nowhere": (
        lambda row: replace(row, related=(Related(restriction_id="AIR-2020-0001", relation="lifts"),)),
        "is related to AIR-2020-0001",
    ),
    "a history with a gap": (
        lambda row: replace(row, history=(replace(row.history[0], number=2),)),
        "does not follow from its history",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_the_register_is_one_clear_line(read: Town, name: str) -> None:
    change, words = BREAKS[name]
    row = change(only(read))
    save(read, row)
    with pytest.raises(StoreError) as caught:
        check_written(read.house(), [row])
    line = str(caught.value)
    assert line.startswith("the register would not be valid, so nothing of it was kept: ")
    assert line.endswith(" (please report this)")
    assert words in line
    assert "\n" not in line


def test_a_register_as_it_was_written_passes(read: Town) -> None:
    check_written(read.house(), [only(read)])


def candidate(town: Town) -> Candidate:
    town.fetch(sources=(QUEUE,))
    house = town.house(sources=(QUEUE,))
    parse(house)
    analyse(house)
    take_in(house)
    (found,) = town.store.registry.register(today="2026-07-13").candidates
    return found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: replace(one, evidence=one.evidence[1:]), "names evidence"),
        (lambda one: replace(one, evidence=(replace(one.evidence[0], block=99),)), "names evidence|has no block"),
    ],
)
def test_candidates_are_checked_too(town: Town, change: Callable[[Candidate], Candidate], words: str) -> None:
    found = candidate(town)
    check_written(town.house(), [found])
    with pytest.raises(StoreError, match=words):
        check_written(town.house(), [change(found)])


def test_a_night_whose_register_is_wrong_keeps_nothing_of_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.fetch()
    parse(town.house())
    analyse(town.house())
    proof_of = ledger._proof

    def misquoting(support: Support, quote: Evidence) -> Proof:
        return replace(proof_of(support, quote), quote="Never said.")

    monkeypatch.setattr(ledger, "_proof", misquoting)
    with pytest.raises(StoreError, match=re.escape("the register would not be valid")):
        take_in(town.house())
    monkeypatch.undo()
    assert town.store.registry.register(today="2026-07-13").restrictions == ()
    assert take_in(town.house(now=later(days=1))) == (1, 0)
