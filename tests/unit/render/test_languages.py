"""Names of languages and places."""

import pytest

from pipeline.analyse.lexicon.countries import load_countries
from pipeline.render.languages import language, place


@pytest.mark.parametrize(("code", "name"), [("de", "German"), ("zh", "Chinese"), ("yue", "Cantonese"), ("q?", "q?")])
def test_a_language_is_named_in_english_and_an_unknown_code_stays(code: str, name: str) -> None:
    assert language(code) == name


@pytest.mark.parametrize(("code", "name"), sorted(load_countries().names.items()))
def test_a_place_has_the_name_that_the_brief_prints(code: str, name: str) -> None:
    assert place(code) == name
