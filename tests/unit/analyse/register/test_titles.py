"""Structure and limits of headlines; the exact sentences stand in the golden tests."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.register.claims import gather
from pipeline.analyse.register.provenance import judge
from pipeline.analyse.register.support import Support
from pipeline.analyse.register.titles import headline
from pipeline.model.restriction import UNKNOWN, Claims, Provenance
from pipeline.model.vocabulary import Action, ActorType, RestrictionStatus
from tests.unit.analyse.telling import LEXICON, TODAY, day, together, told

ACTOR = "Northwind Freight"
STATUSES: tuple[RestrictionStatus, ...] = get_args(RestrictionStatus)
ACTIONS: tuple[Action, ...] = get_args(Action)
IMPOSING: tuple[Action, ...] = ("ban", "block", "restrict", "suspend", "cut_off", "limit")


def parts(*supports: Support) -> tuple[Claims, Provenance]:
    ordered = together(*supports)
    return gather(ordered, LEXICON, TODAY)[0], judge(ordered, LEXICON)


def title(*supports: Support, status: RestrictionStatus = "in-force") -> str:
    claims, provenance = parts(*supports)
    return headline(claims, status, provenance)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_status_and_action_gives_a_line_with_actor_and_tool(status: RestrictionStatus, action: Action) -> None:
    made = title(told(action=action), status=status)
    assert ACTOR in made
    assert "Quill" in made
    assert len(made) <= 140
    assert "  " not in made


@given(
    names=st.lists(st.text("abcdefg ", min_size=1, max_size=60), min_size=1, max_size=6, unique=True),
    actor=st.text("ABC abc", min_size=1, max_size=90),
    status=st.sampled_from(STATUSES),
)
@settings(max_examples=60, deadline=None)
def test_no_headline_is_longer_than_140_characters(names: list[str], actor: str, status: RestrictionStatus) -> None:
    assert 0 < len(title(told(actor=actor, targets=tuple(names)), status=status)) <= 140


class TestHedge:
    def test_a_firm_is_only_reported_to_act_until_it_says_so(self) -> None:
        assert "reportedly" in title(told("Alpha"), told("Beta"))
        assert "reportedly" not in title(told(attribution=ACTOR))
        assert "reportedly" not in title(told(speaks_for=(ACTOR,)))

    @pytest.mark.parametrize("actor_type", ["government-body", "regulator", "court"])
    def test_two_independent_reports_are_enough_for_a_public_body(self, actor_type: ActorType) -> None:
        alone = told("Alpha", actor_type=actor_type)
        assert "reportedly" in title(alone)
        assert "reportedly" not in title(alone, told("Beta", actor_type=actor_type))

    @pytest.mark.parametrize("status", ["lifted", "proposed", "scheduled"])
    def test_the_hedge_stands_in_other_states_too(self, status: RestrictionStatus) -> None:
        assert "reportedly" in title(told("Alpha"), status=status)

    def test_a_denial_is_the_actors_own_word(self) -> None:
        assert "reportedly" not in title(told(action="deny", status="denied"), status="denied")


class TestContent:
    def test_at_most_three_tools_are_named_and_the_others_counted(self) -> None:
        made = title(told(targets=("Quill", "ChatGPT", "Claude", "Gemini", "Cursor"), attribution=ACTOR))
        assert "Quill, ChatGPT, Claude and 2 more" in made
        assert "Gemini" not in made

    def test_whom_and_from_when_are_said_as_far_as_they_are_known(self) -> None:
        made = title(told(attribution=ACTOR, affected="office staff", effective=day("2026-07-10")))
        assert made == "Northwind Freight bans Quill for office staff from 10 July 2026"
        assert title(told(attribution=ACTOR)) == "Northwind Freight bans Quill"

    def test_a_long_description_of_the_affected_is_left_out(self) -> None:
        assert title(told(attribution=ACTOR, affected="staff " * 20)) == "Northwind Freight bans Quill"

    def test_a_disputed_day_is_left_out(self) -> None:
        made = title(told("Alpha", effective=day("2026-07-10")), told("Beta", effective=day("2026-08-15")))
        assert "2026" not in made

    def test_a_disputed_action_is_told_by_its_first_alternative(self) -> None:
        claims, provenance = parts(told("Alpha", action="block"), told("Beta", action="propose", status="proposed"))
        assert "blocks" in headline(claims, "in-force", provenance)

    @pytest.mark.parametrize(
        ("support", "expected"),
        [
            (told(attribution=ACTOR, affected="Switzerland"), "Northwind Freight bans Quill in Switzerland"),
            (told(attribution=ACTOR, affected="staff in Norway"), "Northwind Freight bans Quill for staff in Norway"),
            (
                told(attribution=ACTOR, affected="computers and phones"),
                "Northwind Freight bans Quill on computers and phones",
            ),
            (
                told(actor="US Department of Commerce", actor_type="government-body", affected="foreign nationals"),
                "The US Department of Commerce reportedly bans Quill for foreign nationals",
            ),
            (
                told(attribution=ACTOR, action="cut_off", mechanism="product-retirement"),
                "Northwind Freight retires Quill",
            ),
        ],
    )
    def test_a_title_reads_as_english_does(self, support: Support, expected: str) -> None:
        claims, provenance = parts(support)
        assert headline(claims, "in-force", provenance, support.event.mechanism) == expected

    @pytest.mark.parametrize(
        ("action", "noun"),
        [
            ("ban", "ban on"),
            ("block", "block on"),
            ("cut_off", "cut-off of"),
            ("limit", "limit on"),
            ("restrict", "restriction on"),
            ("suspend", "suspension of"),
        ],
    )
    def test_who_lifted_it_is_said_only_where_the_actor_did(self, action: Action, noun: str) -> None:
        claims, provenance = parts(told(action=action, attribution=ACTOR))
        assert headline(claims, "lifted", provenance) == f"Northwind Freight lifts its {noun} Quill"
        ended = headline(claims, "lifted", provenance, own_lift=False)
        assert ended == f"The {noun} Quill by Northwind Freight ended"
        assert headline(claims, "suspended", provenance) == f"The {noun} Quill by Northwind Freight is suspended"
        assert headline(claims, "lifted", provenance, "product-retirement") == (
            "Northwind Freight lifts its retirement of Quill"
        )

    @pytest.mark.parametrize("action", IMPOSING)
    def test_a_lifted_row_does_not_say_that_the_tool_is_restricted(self, action: Action) -> None:
        in_force = title(told(action=action, attribution=ACTOR))
        lifted = title(told(action=action, attribution=ACTOR), status="lifted")
        assert not lifted.startswith(in_force)
        assert lifted != title(told(action=action, attribution=ACTOR), status="proposed")

    def test_claims_that_lack_an_actor_or_tools_still_make_a_line(self) -> None:
        claims, provenance = parts(told())
        assert headline(replace(claims, actor=UNKNOWN, targets=UNKNOWN), "in-force", provenance)
