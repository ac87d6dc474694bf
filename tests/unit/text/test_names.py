"""Names as a sentence takes them."""

import pytest

from pipeline.text.names import capital, for_whom, product, with_article


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("US Department of Commerce", "the US Department of Commerce"),
        ("European Parliament", "the European Parliament"),
        ("Bank of England", "the Bank of England"),
        ("Berlin data protection commissioner", "the Berlin data protection commissioner"),
        ("Information Commissioner's Office", "the Information Commissioner's Office"),
        ("Court of Justice of the European Union", "the Court of Justice of the European Union"),
        ("United Kingdom government", "the United Kingdom government"),
        ("White House", "the White House"),
        ("Pentagon", "the Pentagon"),
        ("The Hague District Court", "the Hague District Court"),
        ("the regulator", "the regulator"),
        ("Applied AI engineering division", "the Applied AI engineering division"),
        ("Texas", "Texas"),
        ("Garante", "Garante"),
        ("PIPC", "PIPC"),
        ("New South Wales", "New South Wales"),
        ("Parliament", "Parliament"),
        ("Italy's data protection authority", "Italy's data protection authority"),
        ("South Korea's Personal Information Protection Commission",) * 2,
        ("Tsinghua University", "Tsinghua University"),
        ("employees", "employees"),
        ("", ""),
    ],
)
def test_a_body_has_the_article_that_it_needs(name: str, told: str) -> None:
    assert with_article(name) == told


@pytest.mark.parametrize(("name", "told"), [("Claude API", "the Claude API"), ("Claude", "Claude"), ("APIs", "APIs")])
def test_an_api_has_an_article(name: str, told: str) -> None:
    assert product(name) == told


@pytest.mark.parametrize(
    ("text", "told"), [("the Pentagon bans it", "The Pentagon bans it"), ("arXiv bans it", "arXiv bans it"), ("", "")]
)
def test_a_sentence_begins_with_a_capital_but_a_name_stays_as_it_is(text: str, told: str) -> None:
    assert capital(text) == told


@pytest.mark.parametrize(
    ("who", "place", "told"),
    [
        ("employees", False, " for employees"),
        ("Italy", True, " in Italy"),
        ("Hong Kong", True, " in Hong Kong"),
        ("companies in China", True, " for companies in China"),
        ("Hong Kong staff", True, " for Hong Kong staff"),
        ("European Union", True, " in the European Union"),
        ("UK", True, " in the UK"),
        ("users in the UK", True, " for users in the UK"),
        ("employees; work devices", False, " for employees; work devices"),
        ("OpenAI", False, " for OpenAI"),
        ("government devices", False, " on government devices"),
        ("devices of its members and staff", False, " on devices of its members and staff"),
        ("phones in Norway", True, " on phones in Norway"),
        ("Applied AI engineering division", False, " for the Applied AI engineering division"),
    ],
)
def test_whom_something_covers_has_its_preposition(who: str, told: str, *, place: bool) -> None:
    assert for_whom(who, place=place) == told
