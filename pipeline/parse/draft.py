"""A block before its fate is known."""

from dataclasses import dataclass
from functools import cached_property

from pipeline.model.vocabulary import BlockKind
from pipeline.text.words import words


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One piece of visible text of a page, in page order.

    Attributes:
        linked: share of its characters that stand inside links, 0 to 1.
        above: names of the elements that it stands in ("article", "li", "nav"); empty in plain text.
        path: ordinal of each block element above it, outermost first, so that neighbours can be told.
        marks: what the elements that it stands in are for, by their own names (``pipeline.parse.traits``).
        part: ordinal of the nearest article element that it stands in, 0 if in none: a page may show several.
    """

    kind: BlockKind
    text: str
    linked: float = 0.0
    above: frozenset[str] = frozenset()
    path: tuple[int, ...] = ()
    marks: frozenset[str] = frozenset()
    part: int = 0

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case; several rules ask for them."""
        return tuple(words(self.text))
