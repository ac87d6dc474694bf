"""How texts are worded."""

from dataclasses import replace

import pytest

from pipeline.analyse import wording
from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.lexicon import families
from pipeline.analyse.reading import prepare
from tests.unit.records import article

TOOLS = prepare()
VENDORS = frozenset(TOOLS.lexicon.vendors)


def read(title: str, text: str) -> tuple[Sentence, tuple[Sentence, ...]]:
    """Title and sentences of an article with what they name."""
    return TOOLS.reader.read(replace(article(text=text), title=title))


def score(title: str, text: str) -> float:
    """How an article is worded."""
    return wording.weigh(*read(title, text), VENDORS).score


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ministry bans DeepSeek", "Staff must remove the app from work phones by Friday, the ministry said."),
        ("A blank page where the chatbot was", "The city switched ChatGPT off on its school networks on Wednesday."),
        ("Judge stays the governor's order", "For now state employees can use DeepSeek on their devices again."),
    ],
)
def test_what_tells_of_a_restriction_without_fail_scores_high(title: str, text: str) -> None:
    assert score(title, text) >= 0.5


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("OpenAI launches a cheaper model", "Prices per million tokens fall by half, and the context window grows."),
        ("Gemini beats GPT in maths", "The benchmark has five hundred problems; both models were given an hour."),
        ("How to write a prompt", "Ten tips for better answers from ChatGPT, with examples to copy."),
        ("Snow closes the pass", "Two buses had to wait in the valley while the road was cleared."),
        ("", ""),
    ],
)
def test_what_is_about_another_subject_scores_low(title: str, text: str) -> None:
    assert score(title, text) < 0.35


def test_a_text_that_names_nothing_that_could_be_a_tool_is_not_weighed() -> None:
    assert wording.weigh(*read("Ban on fishing", "The ministry has banned cod fishing from Friday."), VENDORS) == (
        wording.NOTHING
    )


def test_names_count_as_what_they_are_and_not_by_themselves() -> None:
    one = next(wording.windows(*read("Italy blocks DeepSeek", ""), VENDORS))
    other = next(wording.windows(*read("France blocks ChatGPT", ""), VENDORS))
    assert set(one) == set(other)
    assert {"names region", "names tool", "block", "block > names tool", "title block > names tool"} <= set(one)
    assert not any("deepseek" in name or "itali" in name for name in one)
    assert one["block > names tool"] == "blocks … DeepSeek"


def test_each_window_has_the_title_and_five_sentences_and_the_last_one_ends_the_text() -> None:
    towns = ["Ottering", "Larvik", "Moss", "Penmarth", "Tours", "Bergen"]
    found = list(
        wording.windows(
            *read("AI chatbots in the towns", " ".join(f"It was banned in {town}." for town in towns)), VENDORS
        )
    )
    assert len(found) == 2
    assert all("title names tools in general" in window and "forbid" in window for window in found)
    assert wording.starts(12) == [0, 2, 4, 6, 7]
    assert wording.starts(0) == [0]


def test_the_best_windows_decide_and_their_words_are_the_reason() -> None:
    weights = {"base": -1.0, "forbid": 2.0, "launch": -2.0}
    dull, telling = {"launch": "unveils"}, {"forbid": "bans", "names tool": "Quill"}
    assert wording.weighed([dull, telling], weights).because == ("bans",)
    assert wording.weighed([dull, telling, telling], weights).score == pytest.approx(0.731)
    assert wording.weighed([dull, telling], weights).score < wording.weighed([telling], weights).score


@pytest.mark.parametrize("value", [400.0, -400.0])
def test_no_sum_is_too_large_for_a_score(value: float) -> None:
    assert 0 <= wording.weighed([{"forbid": "bans"}], {"base": value}).score <= 1


def test_the_weights_that_ship_are_of_features_that_can_be_found() -> None:
    known = {family for found in families.load().by_stem.values() for family in found}
    kinds = {"tool", "tools in general", "organisation", "vendor", "region", "audience", "number", "day"}
    for name in wording.load():
        bare = name.removeprefix("title ")
        assert (
            name == "base"
            or bare.startswith("word ")
            or all(part in known or part.removeprefix("names ") in kinds for part in bare.split(" > "))
        ), name
