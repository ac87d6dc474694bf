"""Whether a short text is about a restriction: what it tells, and where it does so."""

import re
from collections.abc import Iterator, Sequence

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.relevance import Verdict, by_wording, verdict
from pipeline.analyse.short.frames import Frame, find_frames
from pipeline.analyse.short.pieces import pieces
from pipeline.analyse.wording import Wording
from pipeline.model.event import Event

_TO_READER = re.compile(
    r"\b(?:you|your|yours|here's why)\b|\b(?:\d+|these|three|five|ten) (?:reasons|things|tips|ways)\b"
)


def judge_short(
    title: Sentence, read: Sequence[Sentence], events: Sequence[Event], tools: Tools, wording: Wording
) -> Verdict:
    """Weigh what a short text tells, and how it is worded, against what speaks for another subject."""
    return verdict((*_weights(title, pieces(read), events, tools), *by_wording(wording)))


def _weights(
    title: Sentence, sentences: Sequence[Sentence], events: Sequence[Event], tools: Tools
) -> Iterator[tuple[float, str]]:
    language = tools.language
    first = next((event for event in events if not event.background), None)
    if first:
        yield 0.65, f"tells of {first.actor}, {first.action}, {', '.join(first.targets)}"
    elif events:
        yield 0.05, f"tells an old restriction by {events[0].actor}"
    frames = find_frames(sentences, language)
    about = [sentence for sentence in sentences if sentence.things]
    if frames and about:
        yield 0.2, "words for restricting, and an AI tool"
        if _beside(frames):
            yield 0.2, "both in one sentence"
        if any(frame.in_title for frame in frames) and title.tools:
            yield 0.15, "the title has both"
    if frames and any(language.short.own.search(sentence.low) for sentence in sentences):
        yield 0.1, "it binds somebody's staff"
    if _TO_READER.search(title.low) and not first:
        yield -0.3, "the title speaks to the reader"
    if language.subjects.advice.search(title.low):
        yield -0.45, "the title promises advice, a comparison or a survey"
    if language.subjects.quotas.search(title.low):
        yield -0.35, "the title is about prices or quotas"


def _beside(frames: Sequence[Frame]) -> bool:
    return any(frame.sentence.things for frame in frames)
