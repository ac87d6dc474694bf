"""The text of an element, as far as a title or a day needs it."""

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from pipeline.text.words import clean

_LONGEST = 1_000  # characters; what follows is not looked at
_UNREAD = frozenset({"iframe", "noscript", "script", "style", "svg", "template", "textarea"})
# Elements that are read as one with the text around them.
_WITHIN = re.compile(r"a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr")


def text_of(tag: Tag) -> str:
    """The text of an element on one line, at most its first 1,000 characters."""
    pieces: list[str] = []
    last: Tag | None = None
    size = 0
    for node in tag.descendants:
        if isinstance(node, Tag):
            last = None if node.name == "br" else last
        elif _is_text(node) and not _is_unread(node, tag):
            around = _around(node, tag)
            pieces.append(str(node) if around is last else f" {node}")
            last = around
            size += len(str(node))
        if size > _LONGEST:
            break
    return clean("".join(pieces)[:_LONGEST])


def texts_of(tag: Tag) -> Iterator[str]:
    """The texts within an element: one for each outermost element that has text of its own beside its children."""
    waiting = [tag]
    while waiting:
        outer = waiting.pop()
        if outer.name in _UNREAD:
            continue
        if any(_is_text(child) and str(child).strip() for child in outer.children):
            yield text_of(outer)
        else:
            waiting += [child for child in reversed(outer.contents) if isinstance(child, Tag)]


def _is_text(node: PageElement) -> bool:
    """Whether a node is text, and no comment, script or style, which are texts of other types."""
    return type(node) is NavigableString


def _is_unread(node: PageElement, within: Tag) -> bool:
    return any(outer.name in _UNREAD for outer in _up_to(node, within))


def _around(node: PageElement, within: Tag) -> Tag:
    """The innermost element around a text that stands on a line of its own."""
    return next((outer for outer in _up_to(node, within) if not _WITHIN.fullmatch(outer.name)), within)


def _up_to(node: PageElement, within: Tag) -> Iterator[Tag]:
    """The elements around a text, the innermost first."""
    for outer in node.parents:
        yield outer
        if outer is within:
            return
