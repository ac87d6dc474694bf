"""Names of languages and places in English, from Unicode's own list."""

from babel import Locale


def language(code: str) -> str:
    """The English name of a language ("German" for "de"); the code itself where nobody knows it.

    Args:
        code: ISO 639-1 or -3, in lower case; from outside, so that it may be anything.
    """
    names = Locale("en").languages
    return str(names.get(code, code))


def place(code: str) -> str:
    """The English name of a country or of the EU ("China" for "CN"); the code itself where nobody knows it.

    Args:
        code: ISO 3166-1, two letters.
    """
    return str(Locale("en").territories.get(code, code))
