"""Cutting a short text into its clauses, each a sentence of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analyse.events.sentence import Mention, Sentence

_TITLE_BORDER = re.compile(r":\s|\s*;\s+|\s[-–|]\s|\s*—\s*")
_TEXT_BORDER = re.compile(r";\s+|\s[–—]\s|,\s+(?=(?:but|while|whereas)\b)")
_BRACKETS = re.compile(r"^\((?P<inside>.*)\)\.?$")
_LEADING = re.compile(
    r"(?:here(?:'s| is) )?(?:how|why|when) (?=(?!to\b|did\b|does\b|is\b|are\b|can\b|you\b|your\b|we\b)\w)"
)
# "bans AI at work", "forbids AI for decisions"; not "bans AI pictures"
_BARE_AI = re.compile(
    r"(?<![\w-])(?:ai|a\.i\.|artificial intelligence)"
    r"(?=\s*(?:$|[,.;:!)]|[’'])|\s+(?:across|after|and|as|at|because|before"
    r"|but|by|during|for|from|in|inside|is|on|or|over|to|tools?|until|usage|use|when|while|will|with)\b)(?![-’'])"
)
_FEWEST = 3  # words of a part of a title that can stand alone


def pieces(read: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The clauses of all sentences, numbered anew, in order; a mention that a border cuts is left out."""
    found: list[Sentence] = []
    for sentence in read:
        spans = _title_spans(sentence) if sentence.kind == "title" else _spans(sentence, _TEXT_BORDER)
        for start, end in spans:
            found.append(_with_bare_ai(part(sentence, start, end, index=len(found))))
    return tuple(found)


def _with_bare_ai(sentence: Sentence) -> Sentence:
    """With "AI" alone as a word for tools in general."""
    bare = [
        Mention("generic", match.start(), match.end(), sentence.text[match.start() : match.end()], "AI tools")
        for match in _BARE_AI.finditer(sentence.low)
    ]
    found = [mention for mention in bare if mention.apart((*sentence.things, *sentence.orgs))]
    return replace(sentence, generics=(*sentence.generics, *found)) if found else sentence


def part(sentence: Sentence, start: int, end: int, *, index: int) -> Sentence:
    """A part of a sentence, with its mentions."""
    return replace(
        sentence,
        index=index,
        start=sentence.start + start,
        text=sentence.text[start:end],
        low=sentence.low[start:end],
        quoted=tuple((a - start, b - start) for a, b in sentence.quoted if start <= a and b <= end),
        tools=_within(sentence.tools, start, end),
        generics=_within(sentence.generics, start, end),
        orgs=_within(sentence.orgs, start, end),
        references=_within(sentence.references, start, end),
        regions=_within(sentence.regions, start, end),
        audiences=_within(sentence.audiences, start, end),
    )


def _within(mentions: Sequence[Mention], start: int, end: int) -> tuple[Mention, ...]:
    return tuple(
        replace(mention, start=mention.start - start, end=mention.end - start)
        for mention in mentions
        if start <= mention.start and mention.end <= end
    )


def _title_spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The parts of a title; brackets around the whole of it, and "Why" in front of a statement, say nothing."""
    inside = _BRACKETS.match(sentence.text)
    begin, stop = inside.span("inside") if inside else (0, len(sentence.text))
    for start, end in _spans(sentence, _TITLE_BORDER, begin, stop):
        leading = _LEADING.match(sentence.low, start)
        if leading and leading.end() < end:
            start = leading.end()
        yield start, end


def _spans(
    sentence: Sentence, border: re.Pattern[str], begin: int = 0, stop: int | None = None
) -> Iterator[tuple[int, int]]:
    stop = len(sentence.text) if stop is None else stop
    start = begin
    for match in border.finditer(sentence.text, begin, stop):
        ahead, behind = sentence.text[start : match.start()], sentence.text[match.end() : stop]
        short = sentence.kind == "title" and min(len(ahead.split()), len(behind.split())) < _FEWEST
        if sentence.in_quotes(match.start(), match.end()) or (short and not match.group().startswith(":")):
            continue
        if ahead.strip():
            yield start, match.start()
        start = match.end()
    if sentence.text[start:stop].strip():
        yield start, stop
