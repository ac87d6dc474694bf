"""A tree to drafts: what a reader would call a paragraph, a heading, a list item, a row."""

from typing import NamedTuple

import lxml.html

from pipeline.model.vocabulary import BlockKind
from pipeline.parse.draft import Draft
from pipeline.parse.lexicon import load
from pipeline.parse.plain import cut_plain
from pipeline.parse.traits import NO_MARKS, PICTURED, Traits, traits
from pipeline.text.words import clean

# Elements that begin and end a line of text (HTML Standard, section 15.3: display block, list-item and table parts).
_BLOCKS = frozenset(load("blocks"))
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LITERAL = frozenset({"listing", "plaintext", "pre", "xmp"})
_PICTURES = frozenset({"amp-img", "img", "picture"})
_CELLS = frozenset({"td", "th"})
_INSIDE_CELL = tuple(sorted(_BLOCKS - _CELLS - {"tr"}))
_ROW_OF_LABELS = frozenset({"a", "span", "time"})  # side by side without a space: style sheets keep them apart
LONGEST_CELL = 160  # characters; a longer cell is a column of a layout, not a field of a table


def cut(root: lxml.html.HtmlElement) -> list[Draft]:
    """The visible text of a page, block by block, in page order.

    Args:
        root: a tree as grown; it is left as it is. What no reader sees is passed over.

    Returns:
        Drafts with cleaned text, none of them empty.
    """
    walk = _Walk()
    if not traits(root.tag, root.items()).unseen:
        walk.through(root, _BODY, link=False)
        walk.end(_BODY)
    return walk.drafts


class _Place(NamedTuple):
    """Where text stands: the nearest block element, all that it stands in, and whether in a table's row."""

    block: str
    above: frozenset[str]
    path: tuple[int, ...]
    marks: frozenset[str]
    part: int = 0
    in_row: bool = False
    literal: bool = False
    sized: bool = True


_BODY = _Place("body", frozenset(), (), NO_MARKS)


class _Walk:
    """One pass over a tree; text is gathered until a block begins or ends."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._place = _BODY
        self._gathered: list[str] = []
        self._linked = 0
        self._pictured = False
        self._alternative = ""
        self._breaks = 0
        self._elements = 0

    def through(self, element: lxml.html.HtmlElement, place: _Place, *, link: bool) -> None:
        """Everything inside one element; ``link`` says whether that stands in a link."""
        if element.text:
            self._gather(element.text, place, link=link)
        before, between = "", ""
        for child in element:
            self._elements += 1
            tag, attributes, behind = child.tag, child.items(), child.tail
            said = traits(tag, attributes)
            if tag == before and not between and tag in _ROW_OF_LABELS:
                self._gathered.append(" ")
            if said.unseen:
                pass
            elif tag in _BLOCKS:
                self._block(child, place, said, link=link)
            elif tag == "br":
                self._line_break(place)
            elif tag in _PICTURES:
                self._pictured, self._alternative = True, clean(child.get("alt") or "")
            else:  # a link without a goal is the goal of one
                leads = link or (tag == "a" and any(name == "href" for name, _ in attributes))
                self.through(child, _inline(place, said), link=leads)
            if behind:
                self._gather(behind, place, link=link)
            before, between = tag, behind

    def _block(self, element: lxml.html.HtmlElement, above: _Place, said: Traits, *, link: bool) -> None:
        """A block element: it ends what was gathered, but for a cell inside a row."""
        if above.in_row and element.tag in _CELLS:
            self._gathered.append(" | ")
            self.through(element, above, link=link)
            return
        place = _below(element, above, said, self._elements)
        self.end(place)
        self.through(element, place, link=link)
        self.end(above)

    def _gather(self, text: str, place: _Place, *, link: bool) -> None:
        if text.isspace():
            if self._gathered:
                self._gathered.append(text)
        elif place.sized:
            self._breaks = 0
            self._linked += len(text.strip()) if link else 0
            self._gathered.append(text)

    def _line_break(self, place: _Place) -> None:
        """One break is a space, two of them end a paragraph; where white space counts it is a break."""
        self._gathered.append("\n" if place.literal else " ")
        self._breaks += 1
        if self._breaks == 2 and not place.literal:
            self.end(self._place)

    def end(self, following: _Place) -> None:
        """Make a draft of what was gathered; what comes now stands elsewhere."""
        place, self._place = self._place, following
        if not self._gathered:
            self._pictured = self._pictured and following is place
            return
        raw, linked, pictured = "".join(self._gathered), self._linked, self._pictured
        self._gathered, self._linked, self._breaks = [], 0, 0
        if raw.isspace():
            self._pictured = pictured and following is place
            return
        self._pictured = False
        if place.literal and not place.in_row:
            self._literal(place, raw, linked)
            return
        text = clean(raw).strip("| ") if place.in_row else clean(raw)
        if text:
            if pictured or text == self._alternative:
                place = place._replace(marks=place.marks | {PICTURED})
            self._add(place, _kind(place), text, min(1.0, linked / len(text)))
            self._alternative = ""

    def _literal(self, place: _Place, raw: str, linked: int) -> None:
        """Text in which white space counts: code keeps its lines, a letter typed as it is its paragraphs."""
        share = min(1.0, linked / len(raw))
        paragraphs = cut_plain(raw)
        if place.block == "pre" and _prose(paragraphs):
            for draft in paragraphs:
                self._add(place, draft.kind, draft.text, share)
            return
        lines = [clean(line) for line in raw.splitlines()]
        text = "\n".join(line for line in lines if line)
        if text:
            self._add(place, "code", text, share)

    def _add(self, place: _Place, kind: BlockKind, text: str, linked: float) -> None:
        self.drafts.append(
            Draft(
                kind=kind,
                text=text,
                linked=linked,
                above=place.above,
                path=place.path,
                marks=place.marks,
                part=place.part,
            )
        )


def _inline(place: _Place, said: Traits) -> _Place:
    """The place inside an inline element, which may say what it is for or how large it is."""
    if said.marks <= place.marks and said.sized is None:
        return place
    return place._replace(marks=place.marks | said.marks, sized=place.sized if said.sized is None else said.sized)


def _below(element: lxml.html.HtmlElement, above: _Place, said: Traits, ordinal: int) -> _Place:
    """The place inside a block element."""
    tag = str(element.tag)
    return _Place(
        block=tag,
        above=above.above if tag in above.above else above.above | {tag},
        path=(*above.path, ordinal),
        marks=above.marks | said.marks if said.marks else above.marks,
        part=ordinal if tag == "article" else above.part,
        in_row=tag == "tr" and _is_record(element),
        literal=above.literal or tag in _LITERAL,
        sized=above.sized if said.sized is None else said.sized,
    )


def _is_record(row: lxml.html.HtmlElement) -> bool:
    """A row of at least two short cells that hold nothing but text; any other row is layout."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    if len(cells) < 2 or next(row.iter(*_INSIDE_CELL), None) is not None:
        return False
    return all(len("".join(map(str, cell.itertext()))) <= LONGEST_CELL for cell in cells)


def _prose(paragraphs: list[Draft]) -> bool:
    """Whether literal text is several paragraphs of whole sentences, as in a letter or an old press release."""
    lengths = [len(draft.text.split()) for draft in paragraphs]
    whole = [
        length
        for draft, length in zip(paragraphs, lengths, strict=True)
        if length >= 12 and draft.text.endswith((".", "!", "?", "”", '"'))
    ]
    return len(whole) >= 2 and 2 * sum(whole) > sum(lengths)


def _kind(place: _Place) -> BlockKind:
    block, above = place.block, place.above
    if block in _HEADINGS:
        return "heading"
    if place.in_row:
        return "table-row"
    if block in ("figcaption", "caption") or "figcaption" in above:
        return "caption"
    if "blockquote" in above:
        return "quote"
    return "list-item" if block in ("li", "dd", "dt") or (block == "p" and "li" in above) else "paragraph"
