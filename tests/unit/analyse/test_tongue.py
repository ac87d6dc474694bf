"""In which language an article is written, and what becomes of one that cannot be read."""

from dataclasses import replace

import pytest

from pipeline.analyse import reading
from pipeline.analyse.reading import prepare
from pipeline.analyse.tongue import spoken
from pipeline.model.article import Article
from tests.unit.records import article

GERMAN = (
    "Die Behörde verbietet ihren Beschäftigten die Nutzung von ChatGPT vom kommenden Montag an. Wer das Werkzeug weiter"
    " braucht, muss einen Antrag bei der Datenschutzstelle stellen."
)


def written(title: str, text: str, *, language: str = "en") -> Article:
    """An article whose page says that it is in some language."""
    return replace(article(text=text), title=title, language=language)


@pytest.mark.parametrize(
    ("said", "title", "text", "language"),
    [
        ("en", "三星禁止员工使用ChatGPT", "公司内部备忘录称,从周一起任何部门都不得使用。", "zh"),
        ("en", "サムスン、ChatGPTの使用を禁止", "社内メモによると月曜日から利用できない。", "ja"),
        ("en", "Behörde verbietet ChatGPT", GERMAN, "de"),
        ("", "Behörde verbietet ChatGPT", GERMAN, "de"),
        ("en", "La banque interdit ChatGPT", "La direction a interdit à ses salariés d’utiliser cet outil.", "fr"),
        ("de", "Agency bans ChatGPT", "The agency told its staff that ChatGPT is banned from Monday.", "en"),
        ("en", "OpenAI blocks access in China", "API access blocked on Tuesday; no specific reason given.", "en"),
        ("en", "Garante blocks DeepSeek", "", "en"),
        ("nl", "Samsung verbiedt ChatGPT", "", "nl"),
        ("en", "", "", "en"),
        ("", "2026", "12 %", ""),
    ],
)
def test_the_words_of_an_article_say_its_language_and_the_page_where_they_do_not(
    said: str, title: str, text: str, language: str
) -> None:
    assert spoken(written(title, text, language=said)) == language


def test_an_english_quote_makes_no_english_article_nor_a_german_name_a_german_one() -> None:
    quoted = f"{GERMAN} „This is not the end of it“, sagte ein Sprecher. {GERMAN}"
    named = (
        "The Bundesbeauftragte für den Datenschutz und die Informationsfreiheit has told the ministry that the chatbot"
        " is not to be used with the files of citizens."
    )
    assert spoken(written("Behörde verbietet ChatGPT", quoted)) == "de"
    assert spoken(written("German watchdog stops chatbot", named, language="de")) == "en"


def test_what_is_written_in_another_language_is_not_read_and_says_so() -> None:
    tools = prepare()
    german = reading.analyse(written("Samsung bans ChatGPT", GERMAN), tools)
    assert (german.unread, german.relevant, german.events) == ("language:de", False, ())
    english = reading.analyse(written("Samsung bans ChatGPT", "Samsung has banned ChatGPT for its staff."), tools)
    assert (english.unread, english.relevant) == ("", True)


def test_only_what_is_kept_of_a_page_speaks_for_its_language() -> None:
    kept = written("Agency bans ChatGPT", "The agency told its staff that ChatGPT is banned from Monday.")
    dropped = replace(kept.blocks[-1], text=GERMAN * 5)
    assert spoken(replace(kept, blocks=(*kept.blocks[:-1], dropped))) == "en"
