"""Names that are also common words are tools only beside a second signal."""

import pytest

from pipeline.analyse.events.signals import Listener
from pipeline.analyse.lexicon import language, names

LISTENER = Listener(names.load(), language.load())


def allowed(text: str, word: str, vendor: str) -> bool:
    start = text.index(word)
    return LISTENER.listen(text).allow(vendor, text, (start, start + len(word)))


@pytest.mark.parametrize(
    ("text", "word", "vendor", "allow"),
    [
        ("The bank has banned Cursor at work.", "Cursor", "Cursor", False),
        ("The bank has banned Cursor, the code editor.", "Cursor", "Cursor", True),
        ("The bank has banned Cursor, made by Anysphere.", "Cursor", "Cursor", True),
        ("The bank has banned Cursor and ChatGPT.", "Cursor", "Cursor", True),
        ("The town has closed the Otter to visitors.", "Otter", "Otter.ai", False),
        ("The airline will retire Operator next year.", "Operator", "OpenAI", False),
        ("OpenAI will retire Operator next year.", "Operator", "OpenAI", True),
        ("Perplexity no longer takes new users for Comet.", "Comet", "Perplexity", True),
        ("Perplexity grew in the crowd.", "Perplexity", "Perplexity", False),
    ],
)
def test_a_common_word_needs_the_vendor_by_another_word_or_ai(text: str, word: str, vendor: str, allow: bool) -> None:
    assert allowed(text, word, vendor) is allow


def test_a_vendor_is_known_by_each_of_its_spellings() -> None:
    assert LISTENER.listen("Alphabet and Open AI said so.").vendors == {"Alphabet": "Google", "Open AI": "OpenAI"}
