"""Whether a text is English, by its small words."""

import pytest

from pipeline.text.english import is_english


@pytest.mark.parametrize(
    "text",
    [
        "The company has told staff that the tool is banned from Monday, and that it will not come back.",
        "Teams should review their contracts and prepare for change with clear owners.",
    ],
)
def test_english_is_told_by_its_small_words(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Das Unternehmen hat den Angestellten das Werkzeug verboten, und zwar von Montag an.",
        "Het bedrijf heeft de medewerkers verboden om de chatbot te gebruiken, of in elk geval op kantoor.",
        "L'entreprise a interdit à ses salariés d'utiliser l'outil à partir de lundi.",
        "公司禁止员工使用聊天机器人。",
        "Nimbus Parrot Fabrikam",
        "The the the",
        "",
    ],
)
def test_other_languages_and_too_little_text_are_not_called_english(text: str) -> None:
    assert not is_english(text)
