"""Countries by the names that lists of them use."""

import pytest

from pipeline.analyse.lexicon.countries import Countries, Country, compiled, fold, load_countries
from pipeline.analyse.lexicon.names import load


@pytest.fixture(scope="module")
def countries() -> Countries:
    return load_countries()


def test_all_countries_of_the_standard_are_there(countries: Countries) -> None:
    assert len(countries.names) == 250
    assert all(len(code) == 2 and code.isupper() for code in countries.names)


def test_every_region_of_the_lexicon_that_is_a_country_is_there_under_its_name(countries: Countries) -> None:
    regions = load().regions
    for code in set(regions) - {"EU"}:
        assert countries.codes[fold(regions[code].name)] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("IVORY COAST", "CI"),
        ("Korea, South", "KR"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Taiwan", "TW"),
        ("Hong Kong SAR China", "HK"),
        ("Macao", "MO"),
        ("Macau", "MO"),
        ("Viet Nam", "VN"),
        ("Palestine, State of", "PS"),
        ("Kosovo", "XK"),
        ("Holy See (Vatican City)", "VA"),
        ("United States of America", "US"),
        ("U.S.", "US"),
        ("St. Kitts & Nevis", "KN"),
        ("São Tomé & Príncipe", "ST"),
        ("Curacao", "CW"),
        ("Guinea-Bissau", "GW"),
        ("Papua New Guinea", "PG"),
        ("Congo - Kinshasa", "CD"),
        ("Republic of the Congo", "CG"),
        ("Virgin Islands, U.S.", "VI"),
        ("Moldova, Republic of", "MD"),
        ("Timor-Leste", "TL"),
        ("Norway", "NO"),
    ],
)
def test_a_country_is_known_by_all_its_names(countries: Countries, text: str, code: str) -> None:
    assert countries.named_in(text) == ((code,), "")


def test_several_are_found_in_order_each_once_with_what_is_left(countries: Countries) -> None:
    assert countries.named_in("Niger, Nigeria and Niger; soon Mali") == (("NE", "NG", "ML"), "and soon")


def test_words_that_only_begin_like_a_country_are_none(countries: Countries) -> None:
    assert countries.named_in("Chadwick, Maliput, Omani") == ((), "chadwick maliput omani")


def test_a_spelling_for_two_countries_is_refused() -> None:
    with pytest.raises(ValueError, match="'Congo' stands for CD and for CG"):
        compiled((Country("CD", "DR Congo", ("Congo",)), Country("CG", "Congo")))
