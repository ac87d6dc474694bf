"""Marked stretches of a text: where several overlap, the text is cut so that each piece has one set of marks."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

MarkT = TypeVar("MarkT", bound=Hashable)


class Stretch(NamedTuple, Generic[MarkT]):
    """A piece of a text with every mark that covers it, in the order in which the marks were given."""

    start: int
    end: int
    marks: tuple[MarkT, ...]


def stretches(length: int, marked: Iterable[tuple[int, int, MarkT]]) -> Iterator[Stretch[MarkT]]:
    """Cut a text where its marks begin and end.

    Args:
        length: of the text, in code points.
        marked: start, end and mark of each stretch, ``end`` behind the last code point; they may overlap. What lies
            outside the text is cut off.

    Yields:
        Pieces that together are the whole text, none of them empty; neighbours differ in their marks.
    """
    within = [(max(start, 0), min(end, length), mark) for start, end, mark in marked]
    within = [(start, end, mark) for start, end, mark in within if start < end]
    edges = sorted({0, length, *(start for start, _, _ in within), *(end for _, end, _ in within)})
    last: Stretch[MarkT] | None = None
    for start, end in pairwise(edges):
        marks = tuple(dict.fromkeys(mark for first, behind, mark in within if first <= start and end <= behind))
        if last is not None and last.marks == marks:
            last = last._replace(end=end)
            continue
        if last is not None:
            yield last
        last = Stretch(start, end, marks)
    if last is not None:
        yield last
