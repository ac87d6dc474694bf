"""Nothing that is only reported is said outright, and nobody is told to have done what another did."""

import itertools
import re
from dataclasses import replace
from typing import get_args

import pytest

from pipeline.brief.compose import compose
from pipeline.brief.wording import is_hedged
from pipeline.model.edition import Item
from pipeline.model.options import BriefOptions
from pipeline.model.restriction import Affected, Ending, Party, Register, Related, Restriction
from pipeline.model.vocabulary import MECHANISMS, Action, ActorType, Mechanism, Relation, RestrictionStatus
from tests.examples import REGISTER
from tests.unit.brief.hedging import HEDGED, SAFE, assert_hedged, sentences
from tests.unit.brief.rows import COVERAGE, claim_with, inventory, known, older, row, window


def told(*rows: Restriction) -> dict[str, Item]:
    register = Register(restrictions=rows)
    made = compose(window(), register, COVERAGE, inventory=inventory(), options=BriefOptions())
    return {item.restriction_id: item for item in made.items}


STATUSES: tuple[RestrictionStatus, ...] = get_args(RestrictionStatus)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
ACTOR_TYPES: tuple[ActorType, ...] = get_args(ActorType)
ACTIONS: tuple[Action, ...] = ("ban", "block", "restrict", "suspend", "cut_off", "limit", "propose", "investigate")


def full(status: RestrictionStatus, mechanism: Mechanism, action: Action, number: int = 1) -> Restriction:
    """A row of which nobody vouches, with something in every claim."""
    made = row(
        f"AIR-2026-{number:04}",
        status=status,
        mechanism=mechanism,
        country="CN",
        effective="2026-08-01",
        ends="2026-12-01",
        independent=1,
        title=f"Northwind Freight reportedly {'denies restricting' if status == 'denied' else 'restricts'} Quill",
    )
    return claim_with(
        made,
        action=known(action),
        affected=known(Affected(who="drivers of heavy trucks")),
        exempt=known("contractors"),
        replacement=known("Scribe"),
        reasons=known(("security", "cost")),
        response=known("a lawsuit"),
    )


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_row_that_nobody_vouches_for_is_told_as_reported_in_every_sentence(
    status: RestrictionStatus, mechanism: Mechanism
) -> None:
    changes = [("effective", None, "2026-08-01"), ("exempt", "a", "b"), ("provenance", "one report", "headline only")]
    back = claim_with(
        row("AIR-2026-0002", mechanism="vendor-region", actor="Quillhaven", regions=("CN",), independent=1),
    )
    for action in ACTIONS:
        mine = full(status, mechanism, action)
        for first in (mine, older(mine, ("status", "in-force", status), *changes)):
            items = told(first, back)
            if first.restriction_id in items:
                assert_hedged(items[first.restriction_id])


@pytest.mark.parametrize(("relation", "status"), list(itertools.product(RELATIONS, STATUSES)))
def test_a_link_adds_no_certainty(relation: Relation, status: RestrictionStatus) -> None:
    other = full("in-force", "employer-ban", "ban", 2)
    mine = replace(
        full(status, "employer-ban", "ban"), related=(Related(restriction_id="AIR-2026-0002", relation=relation),)
    )
    ended = replace(
        full(status, "employer-ban", "ban"),
        ending=Ending(restriction_id="AIR-2026-0002", relation=relation, on="2026-07-08"),
    )
    for one in (mine, ended):
        items = told(one, other)
        if one.restriction_id in items:
            assert_hedged(items[one.restriction_id])


def test_the_register_of_examples_is_told_as_reported_where_nobody_vouches() -> None:
    made = compose(window(baseline=True), REGISTER, COVERAGE, inventory=None, options=BriefOptions())
    rows = {one.restriction_id: one for one in REGISTER.restrictions}
    assert made.items
    for item in made.items:
        if is_hedged(rows[item.restriction_id]):
            for sentence in sentences(item):
                assert SAFE.fullmatch(sentence.rstrip(".…")) or HEDGED.search(sentence), sentence


@pytest.mark.parametrize("status", STATUSES)
def test_who_restricts_and_who_is_restricted_are_never_swapped(status: RestrictionStatus) -> None:
    """A sentence with both names the actor before what it does, with the roles turned round as well."""
    for accuser, accused in (("Northwind Freight", "Quillhaven"), ("Quillhaven", "Northwind Freight")):
        party = known(Party(party_id="a", name=accuser, type="company", country="CN"))
        mine = claim_with(
            row(status=status, actor=accuser, vendor=accused, tools=(f"{accused} Desk",), who=accused),
            actor=party,
        )
        for item in told(mine).values():
            for sentence in [*sentences(item), item.headline]:
                assert f"{accused} itself" not in sentence
                assert not re.search(rf"\b{accused} (?:reportedly )?(?:bans|denies|lifted|answers|shuts)", sentence)
