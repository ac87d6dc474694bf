"""Plain text out of a piece of HTML. What comes out is text and never markup again."""

import html
import re
from collections.abc import Mapping

import lxml.etree

from pipeline.text.words import clean

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--[^<>]*--)>")
_PAIR = re.compile(r"<([a-zA-Z]\w{0,20})(?:\s[^<>]*)?>[^<>]*</\1>")
# Elements that a reader sees on a line of their own.
_APART = re.compile(
    r"address|article|aside|blockquote|br|caption|d[dlt]|div|fig(?:caption|ure)|footer|form|h[1-6]|header|hr|li|main|nav"
    r"|[ou]l|option|p|pre|section|t[dhr]|table|title"
)
# Elements without text for a reader, or with text only for one whose browser lacks something.
_UNREAD = re.compile(r"iframe|noscript|script|style|svg|template|textarea")


def plain_text(markup: str) -> str:
    """The text of a piece of HTML, on one line.

    Tags go and references are undone once. A text without tags that has some after that was escaped twice: it loses
    them too.
    """
    seen = clean(markup)
    text = _flat(seen)
    if not _TAG.search(seen) and _PAIR.search(text):
        text = _flat(text)
    return clean(text)


def _flat(markup: str) -> str:
    if not _TAG.search(markup):  # "a < b" is no markup
        return html.unescape(markup)
    target = _Text()
    parser = lxml.etree.HTMLParser(target=target)  # type: ignore[arg-type]  # the stubs expect bytes too
    parser.feed(markup)
    parser.close()
    return "".join(target.pieces)


class _Text:
    """Collects the text between tags; the methods are those that lxml calls."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._unread = 0

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self._unread += bool(_UNREAD.fullmatch(tag))
        self._part(tag)

    def end(self, tag: str) -> None:
        self._unread -= bool(_UNREAD.fullmatch(tag))
        self._part(tag)

    def data(self, text: str) -> None:
        if not self._unread:
            self.pieces.append(text)

    def comment(self, text: str) -> None:
        """A comment is no text."""

    def close(self) -> None:
        """Nothing is left to do at the end."""

    def _part(self, tag: str) -> None:
        if _APART.fullmatch(tag):
            self.pieces.append(" ")
