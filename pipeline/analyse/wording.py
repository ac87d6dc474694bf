"""How a text is worded: like those that tell of a restricted tool, or like others; a learned score.

The grammar of ``events`` reads a sentence that says outright who does what to which tool. Many articles never do: "the
icon vanished, then the letter came". So words are weighed as well. Names are taken for what they are (a tool, a vendor,
a region), words for what they are about (``lexicon.families``), and what stands near each other counts together. The
weights are learned by ``benchmarks/learn_wording.py``; docs/explanation/reading.md tells from what, and how well.
"""

import math
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.lexicon import families
from pipeline.text.stems import stem

WINDOW = 5
"""Sentences that are weighed together: so many tell what happened."""
STEP = 2
"""Sentences by which the window moves on."""
BEST = 2
"""Windows that decide: one alone may be worded so by chance."""

TELLING = 0.65
"""From this score on a text of one window is believed to tell of a restriction …"""
TELLING_AT_LENGTH = 0.9
"""… and from this one a text of several. Chosen on sets that were left out of the learning."""

_NEAR = 4  # words behind a word that count as near it
_WORD = re.compile(r"[a-z][a-z'-]*|\d[\d.,:]*|\?")
_ABOUT = re.compile(
    r"\b(?:a\.?i|artificial intelligence|machine learning|\w*bots?|assistants?|copilots?|(?:language )?models?|llms?"
    r"|note-?takers?|transcri\w+|agents?|algorithms?|generators?)\b"
)
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_MONTHS = frozenset(  # "may" is a verb as well
    {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"}
)
_TOOLS = frozenset(
    {"names tool", "names tools in general"}
    | {f"word {stem(word)}" for word in ("agent", "ai", "assistant", "bot", "chatbot", "copilot", "llm", "model")}
)
_REASONS = 4  # pieces of wording that are named


@dataclass(frozen=True, slots=True)
class Wording:
    """How a text is worded.

    Attributes:
        score: 0 to 1, how likely it is that such a text tells of a restriction.
        telling: the score is high enough to be believed; a long text, of which the best part is taken, needs more.
        because: the words that speak for it most, strongest first.
    """

    score: float
    telling: bool = False
    because: tuple[str, ...] = ()


NOTHING = Wording(0.0)
"""Of a text that names nothing that could be restricted."""


def weigh(title: Sentence, sentences: Sequence[Sentence], vendors: Container[str]) -> Wording:
    """The score of an article.

    Args:
        title: with what it names.
        sentences: of its text, with what they name.
        vendors: canonical names of the vendors of AI tools.
    """
    if not may_matter(title, sentences, vendors):
        return NOTHING
    return weighed(list(windows(title, sentences, vendors, _weighing())), load())


def may_matter(title: Sentence, sentences: Sequence[Sentence], vendors: Container[str]) -> bool:
    """Whether an article names anything that could be an AI tool, or one who makes them."""
    return any(
        sentence.things or _ABOUT.search(sentence.low) or any(org.name in vendors for org in sentence.orgs)
        for sentence in (title, *sentences)
    )


def weighed(found: Sequence[Mapping[str, str]], weights: Mapping[str, float]) -> Wording:
    """The score of the windows of an article, as the mean of the best.

    Args:
        found: the features of each window, each with the words it was found in; at least one window.
        weights: of features; "base" is what a text has without any.
    """
    sums = [(weights["base"] + sum([weights.get(name, 0.0) for name in window]), i) for i, window in enumerate(found)]
    best = sorted(sums, key=lambda pair: (-pair[0], pair[1]))[:BEST]
    mean = sum(total for total, _ in best) / len(best)
    score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, mean)))), 3)
    top = found[best[0][1]]
    telling = score >= (TELLING if len(found) == 1 else TELLING_AT_LENGTH) and not _TOOLS.isdisjoint(top)
    return Wording(score, telling, _because(top, weights))


def _because(window: Mapping[str, str], weights: Mapping[str, float]) -> tuple[str, ...]:
    speaking = [name for name in window if weights.get(name, 0.0) > 0 and window[name]]
    words = dict.fromkeys(window[name] for name in sorted(speaking, key=lambda name: (-weights[name], name)))
    return tuple(words)[:_REASONS]


def windows(
    title: Sentence, sentences: Sequence[Sentence], vendors: Container[str], wanted: Container[str] | None = None
) -> Iterator[dict[str, str]]:
    """The features of each window of an article, the title in each; names of features, with the words they are of.

    Args:
        title: with what it names.
        sentences: of the text, with what they name.
        vendors: canonical names of the vendors of AI tools.
        wanted: the features that are of interest; all where it is None, as when weights are learned.
    """
    whole = dict(_features(title, vendors, None))
    head = {f"title {name}": words for name, words in whole.items() if not name.startswith("word ")} | whole
    if wanted is not None:
        head = {name: words for name, words in head.items() if name in wanted}
    parts = [dict(_features(sentence, vendors, wanted)) for sentence in sentences if sentence.kind != "title"]
    for start in starts(len(parts)):
        window = dict(head)
        for part in parts[start : start + WINDOW]:
            window.update(part)
        yield window


def starts(count: int) -> list[int]:
    """Where the windows of so many sentences begin; the last one ends with the text."""
    last = max(0, count - WINDOW)
    return sorted({*range(0, last, STEP), last})


def _features(sentence: Sentence, vendors: Container[str], wanted: Container[str] | None) -> Iterator[tuple[str, str]]:
    units = list(_units(sentence, vendors))
    for alone, _, words in units:
        if alone and (wanted is None or alone in wanted):
            yield alone, words
    for place, (_, about, words) in enumerate(units):
        for name in about:
            if wanted is None or name in wanted:
                yield name, words
            for _, others, behind in units[place + 1 : place + 1 + _NEAR]:
                for other in others:
                    pair = f"{name} > {other}"
                    if wanted is None or pair in wanted:
                        yield pair, f"{words} … {behind}"


def _units(sentence: Sentence, vendors: Container[str]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The words and names of a sentence in order: the feature of a word alone, what it is about, and itself."""
    place = 0
    for start, end, kind in _names(sentence, vendors):
        if start >= place:
            yield from _words(sentence.low, place, start)
            yield "", (f"names {kind}",), sentence.text[start:end]
            place = end
    yield from _words(sentence.low, place, len(sentence.low))


def _names(sentence: Sentence, vendors: Container[str]) -> list[tuple[int, int, str]]:
    """Places of names and what each is; the longer one first where two begin together."""
    named: list[tuple[Mention, str]] = [(tool, "tool") for tool in sentence.tools]
    named += [(generic, "tools in general") for generic in sentence.generics]
    named += [(org, "vendor" if org.name in vendors else "organisation") for org in sentence.orgs]
    named += [(region, "region") for region in sentence.regions]
    named += [(audience, "audience") for audience in sentence.audiences]
    return sorted(((m.start, m.end, kind) for m, kind in named), key=lambda place: (place[0], -place[1], place[2]))


def _words(low: str, start: int, end: int) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for match in _WORD.finditer(low, start, end):
        word = match.group()
        yield *_read_word(word), word


@lru_cache(maxsize=16_384)  # few words are most of every text; the answer depends on the word alone
def _read_word(word: str) -> tuple[str, tuple[str, ...]]:
    """The feature of a word alone, which a number or a day has not, and what it is about."""
    if word[0].isdigit():
        return "", ("names number",)
    if word in _DAYS or word in _MONTHS:
        return "", ("names day",)
    stemmed = stem(word)
    return f"word {stemmed}", families.load().of(stemmed)


@cache  # what is left out weighs nothing and is not asked for
def _weighing() -> frozenset[str]:
    """The features that have a weight, or say that a text names a tool."""
    return _TOOLS.union(load())


@cache  # the package's own file; nobody changes what is returned
def load() -> Mapping[str, float]:
    """The weights that ship with the package: a feature, a space and its weight on each line.

    Raises:
        ValueError: a line is malformed; names it.
    """
    text = (resources.files("pipeline.analyse.lexicon") / "data" / "wording.txt").read_text(encoding="utf-8")
    found: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, weight = line.rpartition(" ")
        try:
            found[name] = float(weight)
        except ValueError as error:
            raise ValueError(f"wording.txt, line {number}: {line!r} is no feature with a weight") from error
    if "base" not in found:
        raise ValueError("wording.txt: no line for base")
    return found
