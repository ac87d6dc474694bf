"""What is told as history is background."""

import pytest

from pipeline.analyse.events.age import first_day
from tests.unit.analyse.events.reading import event


@pytest.mark.parametrize(
    "text",
    [
        "Three years ago Norhaven Bank banned ChatGPT.",
        "In 2023 Norhaven Bank banned ChatGPT.",
        "In the spring of 2024 Norhaven Bank banned ChatGPT.",
        "In early 2024 Norhaven Bank banned ChatGPT.",
        "Norhaven Bank once banned ChatGPT.",
        "Norhaven Bank had banned ChatGPT.",
        "It is two years since Norhaven Bank banned ChatGPT.",
        "Norhaven Bank banned ChatGPT last autumn.",
        "Norhaven Bank banned ChatGPT last year.",
        "Norhaven Bank was among the first to ban ChatGPT, in January 2023.",
        "When Norhaven Bank banned ChatGPT in March 2023, few took notice.",
        "Back in 2023, Norhaven Bank banned ChatGPT.",
        "Norhaven Bank previously banned ChatGPT.",
        "The year before last, Norhaven Bank banned ChatGPT.",
        "Norhaven Bank banned ChatGPT at the time.",
        "Corvane Bank banned Grok two winters ago, in December 2024.",
        "Corvane Bank first banned Grok in 2024.",
        "Winter 2025: Norhaven Bank bans ChatGPT on its phones.",
        "A month later Norhaven Bank bans ChatGPT, too.",
        "Norhaven Bank, which banned ChatGPT after a leak, announced a new assistant on Tuesday.",
        "Norhaven Bank, which blocked ChatGPT in March 2023, said on Monday that it will move from 1 September.",
    ],
)
def test_an_old_ban_is_background(text: str) -> None:
    assert event(text).background


@pytest.mark.parametrize(
    "text",
    [
        "Norhaven Bank has banned ChatGPT.",
        "On Monday Norhaven Bank banned ChatGPT.",
        "Norhaven Bank has banned ChatGPT at once.",
        "Norhaven Bank, founded in 1901, has banned ChatGPT.",
        "Norhaven Bank has banned ChatGPT, which was launched in 2022.",
        "Norhaven Bank, which has used it since 2023, has banned ChatGPT.",
        "Norhaven Bank does not allow ChatGPT this year.",
        "Norhaven Bank said on Monday that it had banned ChatGPT.",
        "Norhaven Bank denied that it had banned ChatGPT.",
        "Norhaven Bank has banned ChatGPT; in 2023 it had praised the tool.",
        "Because of rules that have applied since March 2024, Norhaven Bank has banned ChatGPT.",
        "Norhaven Bank will ban ChatGPT from 1 August.",
        "Norhaven Bank, which on Monday banned ChatGPT, has 300 offices.",
    ],
)
def test_a_new_ban_is_no_background(text: str) -> None:
    assert not event(text).background


@pytest.mark.parametrize(
    "text",
    [
        "Norhaven Bank, which banned ChatGPT in 2023, grows.",
        "Norhaven Bank said that in 2023 it banned ChatGPT.",
        "Norhaven Bank has been blocking ChatGPT since 5 March 2024.",
        "The ban on ChatGPT at Norhaven Bank took effect on 5 March 2024.",
    ],
)
def test_an_old_day_makes_background(text: str) -> None:
    assert event(text).background


def test_without_a_day_of_publication_only_the_pluperfect_is_old() -> None:
    assert event("Norhaven Bank had banned ChatGPT.", on=None).background
    assert not event("In 2023 Norhaven Bank banned ChatGPT.", on=None).background


@pytest.mark.parametrize(
    ("value", "day"),
    [("2026-07-10", "2026-07-10"), ("2026-07", "2026-07-01"), ("2026-Q3", "2026-07-01"), ("2026", "2026-01-01")],
)
def test_the_first_day_of_a_span(value: str, day: str) -> None:
    assert first_day(value).isoformat() == day
