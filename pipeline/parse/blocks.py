"""A pruned tree to drafts: what a reader would call a paragraph, a heading, a list item, a row."""

from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from lxml import etree

from pipeline.model.vocabulary import BlockKind
from pipeline.parse.draft import Draft
from pipeline.parse.lexicon import load
from pipeline.text.words import clean

# Elements that begin and end a line of text (HTML Standard, section 15.3: display block, list-item and table parts).
_BLOCKS = frozenset(load("blocks"))
_KEPT = _BLOCKS | {"a", "br"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = ("td", "th")
_INSIDE_CELL = sorted(_BLOCKS - {"td", "th", "br"})
LONGEST_CELL = 160  # characters; a longer cell is a column of a layout, not a field of a table


def cut(root: lxml.html.HtmlElement) -> list[Draft]:
    """The visible text of a page, block by block, in page order.

    Args:
        root: a tree that was pruned; it is used up.

    Returns:
        Drafts with cleaned text, none of them empty.
    """
    for element in root.iter("a", "span", "time"):
        following = element.getnext()
        if not element.tail and following is not None and following.tag == element.tag:
            element.tail = " "  # a row of links or labels, which style sheets keep apart
    inline = {element.tag for element in root.iter(etree.Element)} - _KEPT
    etree.strip_tags(root, *(tag for tag in inline if isinstance(tag, str)))
    for element in root.iter(etree.Element):
        element.attrib.clear()
        if element.tag in _BLOCKS:  # white space at the edge of a block is none, and costs a node
            element.text = element.text if element.text and not element.text.isspace() else None
            element.tail = element.tail if element.tail and not element.tail.isspace() else None
    markup = etree.tostring(root, encoding="unicode", method="html")
    walk = _Walk()
    return [draft for draft in walk.over(BeautifulSoup(markup, "lxml")) if draft.text]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands."""

    block: str
    above: frozenset[str]
    path: tuple[int, ...]
    in_link: bool = False
    in_row: bool = False

    def inside(self, tag: Tag, ordinal: int) -> "_Place":
        name = tag.name
        if name == "a":
            return _Place(self.block, self.above, self.path, in_link=True, in_row=self.in_row)
        if name not in _BLOCKS or (self.in_row and name in _CELLS):
            return self
        in_row = name == "tr" and _is_record(tag)
        return _Place(name, self.above | {name}, (*self.path, ordinal), in_link=self.in_link, in_row=in_row)


class _Walk:
    """One pass over a soup; text is gathered until a block begins or ends."""

    def __init__(self) -> None:
        self._place = _Place("body", frozenset(), ())
        self._gathered: list[str] = []
        self._linked = 0
        self._breaks = 0

    def over(self, soup: BeautifulSoup) -> Iterator[Draft]:
        """Drafts in page order; the last ones of a block come when the next one begins."""
        places = {id(soup): self._place}
        for ordinal, node in enumerate(soup.descendants):
            above = places[id(node.parent)]
            if isinstance(node, Tag):
                place = places[id(node)] = above.inside(node, ordinal)
                if place.path != above.path:
                    yield self._flush(place)
                elif node.name == "br":
                    yield from self._line_break()
                elif above.in_row and node.name in _CELLS:
                    self._gathered.append(" | ")
            elif isinstance(node, NavigableString):
                if above.path != self._place.path:
                    yield self._flush(above)
                self._gather(node, in_link=above.in_link)
        yield self._flush(self._place)

    def _gather(self, text: str, *, in_link: bool) -> None:
        if text.strip():
            self._breaks = 0
            self._linked += len(text.strip()) if in_link else 0
        self._gathered.append(text)

    def _line_break(self) -> Iterator[Draft]:
        """One break is a space, two of them end a paragraph."""
        self._breaks += 1
        self._gathered.append(" ")
        if self._breaks == 2:
            yield self._flush(self._place)

    def _flush(self, following: _Place) -> Draft:
        place, text = self._place, clean("".join(self._gathered)).strip("| ")
        linked = min(1.0, self._linked / len(text)) if text else 0.0
        self._place, self._gathered, self._linked, self._breaks = following, [], 0, 0
        return Draft(kind=_kind(place), text=text, linked=linked, above=place.above, path=place.path)


def _is_record(row: Tag) -> bool:
    """A row of at least two short cells that hold nothing but text; any other row is layout."""
    cells = row.find_all(_CELLS, recursive=False)
    if len(cells) < 2 or row.find(_INSIDE_CELL) is not None:
        return False
    return all(len(cell.get_text()) <= LONGEST_CELL for cell in cells)


def _kind(place: _Place) -> BlockKind:
    block, above = place.block, place.above
    if block in _HEADINGS:
        return "heading"
    if place.in_row:
        return "table-row"
    if block in ("figcaption", "caption") or "figcaption" in above:
        return "caption"
    if block in ("pre", "listing", "xmp", "plaintext"):
        return "code"
    if "blockquote" in above:
        return "quote"
    return "list-item" if block in ("li", "dd", "dt") or (block == "p" and "li" in above) else "paragraph"
