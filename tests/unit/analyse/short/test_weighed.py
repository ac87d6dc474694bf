"""What a short text tells by its words as a whole, where no clause says it outright."""

import pytest

from pipeline.analyse.short import weights
from pipeline.analyse.short.features import CLASSES
from tests.unit.analyse.short.test_short import facts, read


def test_the_weights_that_ship_are_whole() -> None:
    found = weights.load()
    assert "base" in found.classes
    assert "base" in found.actors
    assert all(len(row) == len(CLASSES) for row in found.classes.values())


def test_the_chances_of_the_classes_make_one_and_what_is_not_known_weighs_nothing() -> None:
    found = weights.load()
    chances = found.class_chances({"word of no text"})
    assert chances == found.class_chances(())
    assert sum(chances.values()) == pytest.approx(1)
    assert set(chances) == set(CLASSES)


def test_more_candidates_make_each_less_likely() -> None:
    found = weights.load()
    one = weights.in_class({"kind known company": 1.0, "count": 1.0}, "imposed", 1)
    many = weights.in_class({"kind known company": 1.0, "count": 1.0}, "imposed", 8)
    assert found.actor_chance(one) > found.actor_chance(many)


@pytest.mark.parametrize(
    ("title", "text", "fact"),
    [
        (
            "Samsung shows ChatGPT the door",
            "From now on the bot stays out of the group's offices, a memo to all engineers says.",
            "Samsung ban/in_force ChatGPT",
        ),
    ],
)
def test_an_event_is_told_by_weight(title: str, text: str, fact: str) -> None:
    assert fact in [one.replace("block/", "ban/") for one in facts(read(title, text).events)]


def test_an_event_by_weight_says_so_and_one_that_a_clause_tells_does_not() -> None:
    title = "Samsung shows ChatGPT the door"
    by_weight = read(
        title, "From now on the bot stays out of the group's offices, a memo to all engineers says."
    ).events
    outright = read("Samsung bans ChatGPT", "A memo to all engineers says so, and it holds from now on.").events
    assert [event.inferred for event in (*by_weight, *outright)] == [True, False]


def test_a_ban_is_never_told_by_weight_beside_words_that_soften_it() -> None:
    events = read("Samsung and ChatGPT: what now?", "The group asked its lawyers; a ban is under consideration.").events
    assert not [event for event in events if event.action_class == "imposed"]


@pytest.mark.parametrize("body", ["An appeals court", "A federal judge", "The court", "A three-judge panel", "Judges"])
def test_a_court_that_is_named_by_its_kind_alone_can_be_weighed(body: str) -> None:
    found = read(f"{body} lets Samsung staff use Claude again", f"{body} set the ban aside; Claude may be used again.")
    assert all(event.actor_type == "court" or event.action_class != "imposed" for event in found.events)
