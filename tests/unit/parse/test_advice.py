"""How generic a sentence is by its words. None of these sentences stands in the set that is measured."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.advice import Genericness, content, weigh
from pipeline.parse.facts import Tokens
from pipeline.text.stems import stem

ADVICE = (
    "Leaders should weigh the risks before they commit to a single supplier.",
    "Every organisation needs a clear strategy for moments like these.",
    "Whether you run a bakery or a bank, preparation always pays off.",
    "Good communication is often the key to lasting trust.",
    "In the end, people make the difference.",
    "Only time will tell how the landscape evolves.",
    "Staying informed is more important than ever.",
    "Managers may want to revisit their priorities in the coming months.",
    "Businesses that adapt early tend to be more resilient.",
    "Transparency and honesty are essential in uncertain times.",
    "Remember that every crisis is also an opportunity for growth.",
    "Stakeholders across all industries can benefit from a proactive approach.",
)
NEWS = (
    "The company declined to say how many accounts had been closed.",
    "Employees were told to delete the app by the end of the week.",
    "The ban does not cover private devices.",
    "Access through the cloud partner is not affected.",
    "Whoever breaks the rule faces a warning first and dismissal afterwards.",
    "The regulator found that the app sent data abroad without consent.",
    "Students may use the tool at home but not in exams.",
    "Teams that need the tool can ask for an exception in writing.",
    "It had asked for a test in the autumn and was turned down.",
    "The court suspended the order until it has heard the vendor.",
    "Companies that are controlled from an unsupported country are excluded as well.",
    "The firm blocks the address at its firewall.",
)


def weighed(sentence: str) -> Genericness:
    words = [part for word in Tokens.of(sentence).bare for part in word.split("-")]
    return weigh(sentence, words, [stem(word) for word in words])


@pytest.mark.parametrize("sentence", ADVICE)
def test_advice_and_truisms_are_generic(sentence: str) -> None:
    assert weighed(sentence).score > 0


@pytest.mark.parametrize("sentence", NEWS)
def test_sentences_of_a_report_are_not(sentence: str) -> None:
    assert weighed(sentence).score < -0.9


def test_every_advice_scores_above_every_news() -> None:
    assert min(weighed(one).score for one in ADVICE) > max(weighed(one).score for one in NEWS)


@pytest.mark.parametrize(
    ("sign", "sentence"),
    [
        ("abstract words", "Resilience and trust."),
        ("advice", "They should go."),
        ("advice to an audience", "Leaders should go."),
        ("an audience", "Organisations differ."),
        ("evaluation", "A robust plan."),
        ("imperative", "Review contracts."),
        ("words", "Trust thrives."),
    ],
)
def test_each_feature_can_speak_for_genericness(sign: str, sentence: str) -> None:
    assert sign in weighed(sentence).signs


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ("Teams review their plans.", "Teams had told them about their plans."),
        ("Teams review plans and contracts.", "Teams reviewed, signed and stored plans and contracts."),
        ("Teams use the tool in their plans.", "Teams may not use the tool in their plans."),
        ("Good plans need time.", "They need time."),
        ("Teams need time.", "The teams need time."),
        ("Teams need time.", "Teams need time, a lawyer says."),
        ("Teams need time.", "The time that teams need is not known."),
    ],
    ids=["narrative", "past", "rule", "points back", "one particular team", "attributed", "not known"],
)
def test_signs_of_a_report_speak_against_it(plain: str, marked: str) -> None:
    assert weighed(marked).score < weighed(plain).score


@pytest.mark.parametrize(
    ("sentence", "reported"),
    [
        ("Teams need time, a lawyer says.", True),
        ("The court found that teams need time.", True),
        ("How much time teams need has not been said.", True),
        ("It declined to say how much time teams need.", True),
        ("Teams need time.", False),
        ("Much can be said about the time that teams need.", False),
        ("Teams should say what they know.", False),
    ],
)
def test_it_is_told_who_says_so_and_what_is_not_known(sentence: str, reported: bool) -> None:
    assert weighed(sentence).reported == reported


def test_the_best_teams_are_any_teams_and_the_team_is_one() -> None:
    assert weighed("The best teams plan ahead.").score > weighed("The vendor plans ahead.").score


def test_the_strongest_sign_comes_first() -> None:
    assert weighed("Leaders should keep resilience, trust and vigilance.").signs[:2] == ("words", "abstract words")


def test_names_have_no_weight_of_their_own() -> None:
    words = ["trust", "thrives"]
    stems_of = [stem(word) for word in words]
    assert weigh("trust thrives", words, stems_of, words).score != weigh("trust thrives", words, stems_of).score


def test_function_words_carry_no_subject() -> None:
    assert content(["the", "ban", "of", "tools"], ["the", "ban", "of", "tool"]) == ["ban", "tool"]


def test_an_empty_sentence_is_not_generic() -> None:
    assert weighed("").score < 1
    assert weighed("...").signs == ()


@settings(max_examples=60, deadline=None)
@given(sentence=st.text(max_size=120))
def test_any_sentence_has_a_score_of_bounded_size(sentence: str) -> None:
    assert -20 < weighed(sentence).score < 40
    assert weighed(sentence) == weighed(sentence)
