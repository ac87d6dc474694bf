"""A trigger in its surroundings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.stance import Stance
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.lexicon.days import DayCues

PRONOUN = re.compile(r"(?:it|they)\b|(?:this|that)\s+(?:is|was|will|has|had|means|does|did|would|also)\b")
"""A sentence that begins with a pronoun, which may stand for the restriction or for somebody."""

_AFTER, _WINDOW, _REST = 3, 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A trigger in its sentence, with the sentences around it.

    Attributes:
        before: the sentence in front of it.
        after: the next sentences, at most three, that go on about its restriction ("The ban takes effect …").
        window: the next four sentences, whatever they are about, up to a heading.
        rest: the next twelve, headings passed over.
    """

    sentence: Sentence
    trigger: Trigger
    stance: Stance
    before: Sentence | None
    after: tuple[Sentence, ...]
    window: tuple[Sentence, ...]
    rest: tuple[Sentence, ...]


def goes_on(sentence: Sentence, cues: DayCues) -> bool:
    """Whether a sentence goes on about the restriction of the one before.

    It begins with a word for it ("The ban …", "It …"), or holds one and names no tool ("E-mails announce the step …").
    """
    if cues.resumes.match(sentence.low) or PRONOUN.match(sentence.low) or cues.it_holds.match(sentence.low):
        return True
    return bool(cues.its_noun.search(sentence.low)) and not sentence.tools


def surroundings(
    read: Sequence[Sentence], number: int, cues: DayCues
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...], tuple[Sentence, ...]]:
    """``after``, ``window`` and ``rest`` of a sentence."""
    behind = read[number + 1 : number + 1 + _REST]
    after = takewhile(lambda sentence: not sentence.heading and goes_on(sentence, cues), behind[:_AFTER])
    window = takewhile(lambda sentence: not sentence.heading, behind[:_WINDOW])
    return tuple(after), tuple(window), tuple(sentence for sentence in behind if not sentence.heading)
