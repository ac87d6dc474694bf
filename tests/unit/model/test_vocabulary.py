"""The closed vocabularies are those of the design, complete and without doubles."""

from typing import get_args

import pytest

from pipeline.brief.phrase import REASON_WORDS, STATE_WORDS
from pipeline.model import vocabulary
from pipeline.model.vocabulary import ACTION_CLASS, ACTIONS, MECHANISMS, ActionClass, Reason, RestrictionStatus

VOCABULARIES = [
    "Action",
    "ActionClass",
    "ActorType",
    "Bearing",
    "BlockKind",
    "ClaimStatus",
    "EventStatus",
    "Grade",
    "Mechanism",
    "Precision",
    "Reason",
    "Relation",
    "RestrictionStatus",
    "Role",
    "SourceKind",
    "Surface",
    "Trigger",
]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_no_word_stands_twice(name: str) -> None:
    words = get_args(getattr(vocabulary, name))
    assert words
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Action", "ban block restrict suspend cut_off limit lift propose deny investigate"),
        ("EventStatus", "in_force upcoming proposed lifted denied"),
        (
            "Mechanism",
            (
                "vendor-region vendor-customer vendor-ownership vendor-use employer-ban employer-limit agency-ban"
                " state-block regulator-order court-order export-control product-retirement"
            ),
        ),
        ("ActorType", "vendor company government-body regulator court university other"),
        (
            "Reason",
            (
                "data_leak security ip compliance geopolitics distillation privacy safety quality cost competition"
                " capacity surveillance_use propaganda other not_stated"
            ),
        ),
        ("Precision", "day immediate month quarter year"),
        ("ClaimStatus", "known unknown disputed not_applicable"),
    ],
)
def test_the_words_of_the_contract_never_change(name: str, words: str) -> None:
    assert get_args(getattr(vocabulary, name)) == tuple(words.split())


def test_every_action_has_a_class() -> None:
    assert set(ACTION_CLASS) == set(ACTIONS)
    assert set(ACTION_CLASS.values()) == set(get_args(ActionClass))


def test_the_mechanisms_are_listed() -> None:
    assert get_args(vocabulary.Mechanism) == MECHANISMS


def test_every_state_and_every_reason_has_words_to_print() -> None:
    assert set(STATE_WORDS) == set(get_args(RestrictionStatus))
    assert set(REASON_WORDS) == set(get_args(Reason))
    assert not any("_" in words or "-" in words for words in (*STATE_WORDS.values(), *REASON_WORDS.values()))
