"""What reading needs, built once and handed down."""

from dataclasses import dataclass

from pipeline.analyse.events.reader import Reader
from pipeline.analyse.lexicon.language import Language
from pipeline.analyse.lexicon.names import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Names, words, and the reader that is made of them."""

    lexicon: Lexicon
    language: Language
    reader: Reader
