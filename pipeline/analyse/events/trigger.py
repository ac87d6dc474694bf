"""The words that restrict, in one sentence."""

from dataclasses import dataclass
from typing import Literal

from pipeline.model.vocabulary import Action

Voice = Literal["active", "passive", "order", "order-passive", "user", "label"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that restrict ("has banned", "told its staff to stop using", "issued a ban on"): ``text[start:end]``.

    Attributes:
        body: the object is looked for behind this place; "the ban on Y was lifted" has it inside.
        voice: where the parties stand: "X bans Y", "Y is banned", "X told staff to avoid Y", "staff were told to avoid
            Y", "staff may not use Y", "Y is banned software".
        asked: the words only ask ("asked Apple to remove").
        pluperfect: "had banned": older than what the article tells.
        noun: a restriction that is spoken of by a noun: "lifted the ban".
        withholds: a vendor keeps its own product from somebody: "will not be available in".
    """

    start: int
    end: int
    body: int
    action: Action
    voice: Voice
    asked: bool = False
    pluperfect: bool = False
    noun: bool = False
    withholds: bool = False
