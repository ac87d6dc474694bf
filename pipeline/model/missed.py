"""An article that was missed, kept to be tried again whenever the rules change."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Expected = Literal["opened", "relevant", "event", "restriction"]
"""How far an article should have come: its page opened, found relevant, an event read in it, a row of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCase:
    """One case.

    Attributes:
        text: of the article, if it is kept with the case; else it is looked for in the store.
        published: its day, ISO; empty where it is not known.
        why: where it was lost then, in words.
        on: the day on which it was kept.
    """

    url: str
    title: str
    expected: Expected
    why: str
    on: date
    summary: str = ""
    text: str = ""
    published: str = ""
