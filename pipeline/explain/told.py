"""One step of an explanation."""

from dataclasses import dataclass
from typing import Literal

Step = Literal[
    "source",
    "listed",
    "filter",
    "page",
    "article",
    "relevance",
    "events",
    "story",
    "register",
    "gate",
    "claim",
    "by hand",
    "mend",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What happened at one step, in words.

    Attributes:
        yaml: of a mend, lines to paste into a file; empty for a step that happened.
    """

    step: Step
    words: str
    yaml: str = ""
