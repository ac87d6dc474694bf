from collections.abc import Sequence
from typing import Any

import pytest

from pipeline.analyse.stories.sketch import told
from pipeline.analyse.stories.telling import opposed, same_restriction, tell_the_same
from pipeline.model.sketch import Sketch, Told
from tests.unit.analyse.pieces import BAN, piece
from tests.unit.analyse.telling import day, event


def tell(**changes: Any) -> Told:  # noqa: ANN401 - fields of an event
    return told(event("b", **changes), piece("b", BAN).article)


def opposing(one: Sequence[Told], other: Sequence[Told]) -> bool:
    """Whether two relevant articles that tell this are opposed."""
    return opposed(telling(one), telling(other))


def telling(events: Sequence[Told], *, relevant: bool = True) -> Sketch:
    return Sketch(
        article_id="a",
        url="",
        published_on="",
        words=(),
        title=(),
        names=(),
        runs="",
        relevant=relevant,
        told=tuple(events),
    )


FREIGHT = tell()
CLINICS = tell(actor="Saint Brannoc", targets=("Tessera",))
MANY = tuple(tell(actor=name) for name in ("Northwind Freight", "Bottlewood", "Saint Brannoc"))


class TestSameRestriction:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"action": "limit"},
            {"status": "upcoming"},
            {"targets": ("ChatGPT", "Quill")},
            {"targets": ("Quill 7",)},
            {"targets": ("Quill v7 Pro",)},
            {"effective": day("2026-08", "month")},
        ],
    )
    def test_what_can_be_the_same(self, changes: dict[str, Any]) -> None:
        assert same_restriction(FREIGHT, tell(**changes))

    @pytest.mark.parametrize(
        "changes",
        [
            {"actor": "Bottlewood"},
            {"action": "lift", "status": "lifted"},
            {"status": "proposed"},
            {"targets": ("Quill Office",)},
            {"targets": ("ChatGPT",)},
        ],
    )
    def test_what_cannot(self, changes: dict[str, Any]) -> None:
        assert not same_restriction(FREIGHT, tell(**changes))

    def test_days_may_differ_by_the_window_but_no_more(self) -> None:
        first = tell(effective=day("2026-07-01"))
        assert same_restriction(first, tell(effective=day("2026-07-15")))
        assert not same_restriction(first, tell(effective=day("2026-07-16")))
        assert not same_restriction(tell(effective=day("2026-07-16")), first)


class TestOpposed:
    def test_who_tells_nothing_is_opposed_to_nobody(self) -> None:
        assert not opposing([], [FREIGHT])
        assert not opposing([FREIGHT], [])

    def test_an_article_on_another_subject_has_no_part_in_a_restriction(self) -> None:
        assert opposed(telling([FREIGHT]), telling([], relevant=False))
        assert opposed(telling([], relevant=False), telling([FREIGHT]))
        assert not opposed(telling([], relevant=False), telling([]))

    def test_one_restriction_that_both_tell_is_enough(self) -> None:
        assert not opposing([FREIGHT], [CLINICS, FREIGHT])
        assert opposing([FREIGHT], [CLINICS])

    def test_a_country_and_its_authority_may_be_one_actor_but_do_not_tell_the_same(self) -> None:
        country, authority = tell(actor="Kallista"), tell(actor="Data Protection Authority of Kallista")
        assert not tell_the_same([country], [authority])
        assert not opposing([country], [authority])
        assert opposing([country], [tell(actor="Data Protection Authority of Kallista", status="proposed")])

    @pytest.mark.parametrize(
        "changes", [{"targets": ("Quill Office",)}, {"targets": ("AI tools",), "vendors": ()}, {"action": "limit"}]
    )
    def test_tools_of_one_vendor_and_kinds_of_tools_may_be_what_the_other_calls_by_name(
        self, changes: dict[str, Any]
    ) -> None:
        assert not opposing([FREIGHT], [tell(**changes)])

    @pytest.mark.parametrize(
        "changes",
        [
            {"actor": "Bottlewood"},
            {"action": "lift", "status": "lifted"},
            {"status": "proposed"},
            {"targets": ("ChatGPT",), "vendors": ("OpenAI",)},
        ],
    )
    def test_another_actor_class_or_vendor_keeps_articles_apart(self, changes: dict[str, Any]) -> None:
        assert opposing([FREIGHT], [tell(**changes)])

    def test_days_far_apart_do_too(self) -> None:
        days = [tell(effective=day(value)) for value in ("2026-07-01", "2026-07-16")]
        assert opposing(days[:1], days[1:])


class TestRoundUps:
    def test_a_round_up_is_not_the_story_of_one_of_its_items(self) -> None:
        assert opposing([FREIGHT], MANY)

    def test_two_actors_make_no_round_up(self) -> None:
        assert tell_the_same([FREIGHT], MANY[:2])

    def test_two_round_ups_of_the_same_week_can_be_one_story(self) -> None:
        assert tell_the_same(MANY, MANY)

    def test_many_events_of_one_actor_make_no_round_up(self) -> None:
        assert tell_the_same([FREIGHT], [tell(targets=(tool,)) for tool in ("Quill", "ChatGPT", "Claude", "Gemini")])
