"""Words by which a headline says less than it seems to: ``data/headlines.yaml``, compiled."""

from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT
from pipeline.analyse.lexicon.patterns import AnyWord, Pattern, Said, says


@checked(config=STRICT, frozen=True)
class Headlines:
    """Words, as patterns.

    Attributes:
        doubted: anywhere: "hoax", "unverified". ``past``: anywhere: "the day".
        wanted: in front of the word that restricts: "fears".
        weak: the word that restricts begins with it: "ditches".
        other_object: between the word that restricts and the tool: "bans phones as".
        own_object: behind the tool, of what may stand there: "ChatGPT for".
        own_act: between the one who acts and the word that restricts, of what may stand there: "has also".
    """

    doubted: AnyWord
    wanted: AnyWord
    past: AnyWord
    weak: Said
    other_object: AnyWord
    own_object: Annotated[Pattern, says(r"[’'\"”]?\s+(?:{})(?![\w-])")]
    own_act: Annotated[Pattern, says(r"(?:\s+(?:{}))*\s*")]
