"""Is an article about access to an AI tool being restricted, lifted, proposed or denied, by somebody?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.analyse.language import Language
from pipeline.analyse.mentions import generic_names
from pipeline.analyse.sentence import Sentence
from pipeline.analyse.triggers import find_triggers, things
from pipeline.model.event import Event

THRESHOLD = 0.5
"""From this score on an article is relevant; see docs/explanation/reading.md for how the weights were chosen."""

_GUIDE = re.compile(
    r"\b(?:how to|guide|step[- ]by[- ]step|tips|explained|template|checklist|best practices|vs\.?|versus|compared|comparison|survey|poll|opinion"
    r"|tutorial|faq|error|fix(?:es)?)\b",
    re.IGNORECASE,
)
_OTHER_LIMITS = re.compile(
    r"\b(?:rate limits?|usage limits?|weekly limits?|price|pricing|subscription fee)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Relevant or not, how strongly (0 to 1), and why in words."""

    relevant: bool
    score: float
    why: tuple[str, ...]


def judge(title: Sentence, sentences: Sequence[Sentence], events: Sequence[Event], language: Language) -> Verdict:
    """Weigh what the article tells against what speaks for another subject."""
    foreground = [event for event in events if not event.background]
    weights: list[tuple[float, str]] = []
    if foreground:
        first = foreground[0]
        weights.append(
            (
                0.5 if first.vendors or first.targets[0] not in generic_names() else 0.3,
                f"tells of {first.actor}, {first.action}, {', '.join(first.targets)}",
            )
        )
    if _names_both(title, language):
        weights.append((0.3, "the title names an AI tool beside a word for restricting"))
    if any(_names_both(sentence, language) for sentence in sentences[:3]):
        weights.append((0.15, "so does the lead"))
    if foreground and title.tools and set(foreground[0].targets) & {tool.name for tool in title.tools}:
        weights.append((0.15, "the title names the tool"))
    if _GUIDE.search(title.text):
        weights.append((-0.35, "the title promises advice, a comparison or a survey"))
    if _OTHER_LIMITS.search(title.text):
        weights.append((-0.25, "the title is about prices or quotas"))
    score = round(min(1.0, max(0.0, sum(weight for weight, _ in weights))), 3)
    ranked = sorted(weights, key=lambda pair: -abs(pair[0]))
    return Verdict(
        relevant=score >= THRESHOLD, score=score, why=tuple(f"{weight:+.2f} {words}" for weight, words in ranked)
    )


def _names_both(sentence: Sentence, language: Language) -> bool:
    return bool(things(sentence)) and bool(find_triggers(sentence, language))
