"""Names of languages."""

import pytest

from pipeline.render.languages import language


@pytest.mark.parametrize(("code", "name"), [("de", "German"), ("zh", "Chinese"), ("yue", "Cantonese"), ("q?", "q?")])
def test_a_language_is_named_in_english_and_an_unknown_code_stays(code: str, name: str) -> None:
    assert language(code) == name
