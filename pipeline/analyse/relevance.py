"""Is an article about access to an AI tool being restricted, lifted, proposed or denied, by somebody?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.events.triggers import find_triggers
from pipeline.analyse.lexicon.language import Language
from pipeline.analyse.wording import Wording
from pipeline.model.event import Event

THRESHOLD = 0.5
"""From this score on an article is relevant; see docs/explanation/reading.md for how the weights were chosen."""
_LEAD = 3  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Relevant or not, how strongly (0 to 1), and why in words."""

    relevant: bool
    score: float
    why: tuple[str, ...]


def judge(
    title: Sentence, sentences: Sequence[Sentence], events: Sequence[Event], language: Language, wording: Wording
) -> Verdict:
    """Weigh what the article tells, and how it is worded, against what speaks for another subject."""
    return verdict((*_weights(title, sentences, events, language), *by_wording(wording)))


def by_wording(wording: Wording) -> Iterator[tuple[float, str]]:
    """The weight of how an article is worded, if it is worded as one that tells of a restriction."""
    if wording.telling:
        named = ", ".join(f"“{words}”" for words in wording.because)
        yield THRESHOLD, f"worded like a report of a restriction ({wording.score:.2f}): {named}"


def verdict(weighed: Iterable[tuple[float, str]]) -> Verdict:
    """The sum of weights, with the reason of each, the strongest first."""
    weights = list(weighed)
    score = round(min(1.0, max(0.0, sum(weight for weight, _ in weights))), 3)
    ranked = sorted(weights, key=lambda pair: -abs(pair[0]))
    return Verdict(
        relevant=score >= THRESHOLD, score=score, why=tuple(f"{weight:+.2f} {words}" for weight, words in ranked)
    )


def _weights(
    title: Sentence, sentences: Sequence[Sentence], events: Sequence[Event], language: Language
) -> Iterator[tuple[float, str]]:
    first = next((event for event in events if not event.background), None)
    if first:
        named = first.vendors or first.targets[0] not in language.things.general_names
        yield 0.5 if named else 0.3, f"tells of {first.actor}, {first.action}, {', '.join(first.targets)}"
    if _names_both(title, language):
        yield 0.3, "the title names an AI tool beside a word for restricting"
    if any(_names_both(sentence, language) for sentence in sentences[:_LEAD]):
        yield 0.15, "so does the lead"
    if first and set(first.targets) & {tool.name for tool in title.tools}:
        yield 0.15, "the title names the tool"
    if language.subjects.advice.search(title.low):
        yield -0.35, "the title promises advice, a comparison or a survey"
    if language.subjects.quotas.search(title.low):
        yield -0.25, "the title is about prices or quotas"


def _names_both(sentence: Sentence, language: Language) -> bool:
    return bool(sentence.things) and bool(find_triggers(sentence, language.restricting))
