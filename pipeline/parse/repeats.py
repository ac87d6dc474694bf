"""Copies inside one document: exact ones, near ones, and copies of a template that was filled differently."""

import re
from collections.abc import Callable, Iterator, Sequence
from math import ceil

from pipeline.parse.generic import GENERIC_COPY, genericness
from pipeline.parse.sheet import Fate, Fates, Line, Sheet, Spot
from pipeline.text.words import words

REFRAIN = 8  # words; what is shorter may come back in honest prose: a refrain, "None this week."
REFRAINS = 2  # generic texts that come back from which they are none
TELLINGS = 5  # of a refrain at most
LABEL = 12  # words; a shorter fact may come back: under several headings, or as the formula of minutes and live reports
SHINGLE = 4  # words
NEAR = 0.8  # Jaccard similarity of shingles (the threshold of near-duplicate detection in web corpora)
MOST_LINES = 600  # of one document are compared with each other; each pair costs, and no article is longer
NARRATIVE = -2.0  # genericness below which a repeated paragraph tells something, though it asserts nothing checkable
PLAINLY = 0.5  # genericness from which a paragraph is filler wherever its copies stand

_QUESTION = re.compile(r"[?？][\"'”’)]*$")


def find_repeats(sheet: Sheet) -> Fates:
    """Drop copies: all of them where the text is generic, the later ones where it asserts something.

    A single generic text that comes back is a refrain, and stays as a fact would. A short fact that stands under
    several headings stays, and so does what is too short to be more than a refrain.
    A paragraph that stands word for word inside a longer one (a pull quote) is a copy of it.
    """
    lines = [i for i, line in enumerate(sheet.lines) if line.prose][:MOST_LINES]
    fates: dict[Spot, Fate] = {}
    ruled = (
        ("filler:repeat", _exact(sheet, lines)),
        ("filler:near-repeat", _near(sheet, lines, _shingles)),
        ("filler:slotted", _near(sheet, lines, _masked_shingles)),
    )
    copies = [(rule, group, _says_nothing(sheet, group, rule)) for rule, groups in ruled for group in groups]
    generic = [group for _, group, nothing in copies if nothing]
    refrain = len(generic) < REFRAINS and max(map(len, generic), default=0) <= TELLINGS
    for rule, group, nothing in copies:
        for i, because, other in _condemned(sheet, group, rule, nothing=nothing and not refrain):
            _drop(sheet, fates, i, Fate(rule, because, sheet.lines[other].draft))
    for i, other in _pulled(sheet, lines):
        _drop(sheet, fates, i, Fate("filler:repeat", "stands in block", sheet.lines[other].draft))
    return fates


def _drop(sheet: Sheet, fates: dict[Spot, Fate], line: int, fate: Fate) -> None:
    for s in range(len(sheet.lines[line].sentences)):
        fates.setdefault(Spot(line, s), fate)


def _exact(sheet: Sheet, lines: Sequence[int]) -> Iterator[list[int]]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for i in lines:
        groups.setdefault(sheet.lines[i].words, []).append(i)
    return (group for group in groups.values() if len(group) > 1)


def _near(
    sheet: Sheet, lines: Sequence[int], shingles_of: Callable[[Line], frozenset[tuple[str, ...]]]
) -> Iterator[list[int]]:
    """Groups of lines that are similar to the group's first line, but not the same."""
    shingles = {i: shingles_of(sheet.lines[i]) for i in lines}
    taken: set[int] = set()
    for place, i in enumerate(lines):
        if i in taken or not shingles[i]:
            continue
        length = len(shingles[i])
        near = range(ceil(NEAR * length), int(length / NEAR) + 1)  # what differs more in length is never similar
        later = (j for j in lines[place + 1 :] if len(shingles[j]) in near and j not in taken)
        others = [j for j in later if _similar(shingles[i], shingles[j])]
        if any(sheet.lines[j].words != sheet.lines[i].words for j in others):
            taken.update(others)
            yield [i, *others]


def _similar(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    if min(len(one), len(other)) < NEAR * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= NEAR * (len(one) + len(other) - shared)


def _shingles(line: Line) -> frozenset[tuple[str, ...]]:
    return _runs(line.words)


def _masked_shingles(line: Line) -> frozenset[tuple[str, ...]]:
    return _runs(tuple(word for sentence in line.sentences for word in sentence.masked))


def _runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[i:] for i in range(SHINGLE)), strict=False))


def _condemned(sheet: Sheet, group: Sequence[int], rule: str, *, nothing: bool) -> Iterator[tuple[int, str, int]]:
    """Which lines of a group of copies, that says nothing or something, go, why, and because of which other line."""
    first = sheet.lines[group[0]]
    if len(first.words) < REFRAIN or _QUESTION.search(first.text):
        return
    if nothing:
        yield from ((i, f"{GENERIC_COPY}, and again in block", next(j for j in group if j != i)) for i in group)
    elif rule != "filler:slotted" and (len(first.words) >= LABEL or first.kind == "quote"):
        told = [i for i in group[1:] if _adds_nothing(sheet.lines[i], first) and not _elsewhere(sheet, group[0], i)]
        yield from ((i, "block", group[0]) for i in told)


def _says_nothing(sheet: Sheet, group: Sequence[int], rule: str) -> bool:
    """Whether all copies may go: nothing to check in them, and by their words they tell no story either.

    Copies that differ have to be plainly generic, because clauses of a contract are alike, too. What stands in the
    slots of a template may be a name.
    """
    line = sheet.lines[group[0]]
    named = line.facts.names and rule != "filler:slotted"
    if not sheet.english or line.facts.quotes or line.facts.numbers or named:
        return False
    score = genericness(sheet, line.sentences)
    if rule != "filler:repeat":
        return score >= PLAINLY
    return score >= PLAINLY or (score >= NARRATIVE and not any(_elsewhere(sheet, group[0], i) for i in group[1:]))


def _adds_nothing(line: Line, first: Line) -> bool:
    """A copy with a name, a number or any other word of its own is another fact."""
    return line.facts.numbers <= first.facts.numbers and set(line.words) <= set(first.words)


def _elsewhere(sheet: Sheet, first: int, later: int) -> bool:
    """Whether the same words are another fact, because they stand below another heading: a term of another plan.

    That is so for items of lists and short lines, and for paragraphs of sections that are built alike.
    """
    headings = [i for i, line in enumerate(sheet.lines) if line.kind == "heading"]
    if not any(first < heading < later for heading in headings):
        return False
    line = sheet.lines[first]
    if line.kind != "paragraph" or len(line.words) < LABEL:
        return True
    above, below = (_section(sheet, headings, i) for i in (first, later))
    return any(
        one.words != other.words
        and one.facts != other.facts
        and _similar(_masked_shingles(one), _masked_shingles(other))
        for one in above
        for other in below
    )


def _section(sheet: Sheet, headings: Sequence[int], place: int) -> list[Line]:
    start = max((heading for heading in headings if heading < place), default=-1)
    end = min((heading for heading in headings if heading > place), default=len(sheet.lines))
    return [line for line in sheet.lines[start + 1 : end] if line.prose]


def _pulled(sheet: Sheet, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pull quotes: lines that stand word for word in a longer one, as whole sentences or as somebody's words."""
    whole = {i: _joined(sheet.lines[i].words) for i in lines}
    for i in lines:
        line = sheet.lines[i]
        if len(line.words) < REFRAIN or line.kind == "list-item":
            continue
        quoted = line.kind == "quote" or line.facts.quotes
        longer = (j for j in lines if len(whole[j]) > len(whole[i]) and whole[i] in whole[j])
        held = next((j for j in longer if quoted or _as_sentences(whole[i], sheet.lines[j])), None)
        if held is not None:
            yield i, held


def _as_sentences(text: str, line: Line) -> bool:
    """Whether a text is one or more whole sentences of a line."""
    ends = [_joined(words(" ".join(s.text for s in line.sentences[:n]))) for n in range(1, len(line.sentences) + 1)]
    starts = [" ", *ends]
    return any(end.endswith(text) and end[: len(end) - len(text) + 1] in starts for end in ends)


def _joined(tokens: Sequence[str]) -> str:
    return f" {' '.join(tokens)} "
