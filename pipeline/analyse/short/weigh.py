"""Whether a short text is about a restriction: what it tells, and where it does so."""

import re
from collections.abc import Iterator, Sequence

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.lexicon.language import Language
from pipeline.analyse.relevance import Verdict, by_wording, verdict
from pipeline.analyse.short.frames import Frame
from pipeline.analyse.short.read import ShortText
from pipeline.analyse.wording import Wording

_TO_READER = re.compile(
    r"\b(?:you|your|yours|here's why)\b|\b(?:\d+|these|three|five|ten) (?:reasons|things|tips|ways)\b"
)

OTHERWISE = 0.25
"""Below this score of its wording a text tells of something else, and words that restrict stand in it by the way."""


def judge_short(title: Sentence, text: ShortText, language: Language, wording: Wording) -> Verdict:
    """Weigh what a short text tells outright, and how it is worded, against what speaks for another subject."""
    return verdict((*_weights(title, text, language, wording), *by_wording(wording)))


def _weights(title: Sentence, text: ShortText, language: Language, wording: Wording) -> Iterator[tuple[float, str]]:
    sentences, events = text.sentences, text.outright()
    first = next((event for event in events if not event.background), None)
    if first:
        yield 0.65, f"tells of {first.actor}, {first.action}, {', '.join(first.targets)}"
    elif events:
        yield 0.05, f"tells an old restriction by {events[0].actor}"
    about = [sentence for sentence in sentences if sentence.things]
    if about and text.frames:
        yield 0.2, "words for restricting, and an AI tool"
        if _beside(text.frames):
            yield 0.2, "both in one sentence"
        if title.tools and any(frame.in_title for frame in text.frames):
            yield 0.15, "the title has both"
    if any(language.short.own.search(sentence.low) for sentence in sentences) and text.frames:
        yield 0.1, "it binds somebody's staff"
    yield from _against(title, language, wording, told=first is not None)


def _against(title: Sentence, language: Language, wording: Wording, *, told: bool) -> Iterator[tuple[float, str]]:
    """What speaks for another subject."""
    if wording.score < OTHERWISE:
        yield -0.8, f"worded like a report of something else ({wording.score:.2f})"
    if _TO_READER.search(title.low) and not told:
        yield -0.3, "the title speaks to the reader"
    if language.subjects.advice.search(title.low):
        yield -0.45, "the title promises advice, a comparison or a survey"
    if language.subjects.quotas.search(title.low):
        yield -0.35, "the title is about prices or quotas"


def _beside(frames: Sequence[Frame]) -> bool:
    return any(frame.sentence.things for frame in frames)
