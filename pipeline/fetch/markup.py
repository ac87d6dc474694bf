"""Plain text out of a piece of HTML. What comes out is text and never markup again."""

import html
import re

import lxml.etree

from pipeline.fetch.mending import NOT_XML
from pipeline.text.urls import canonical
from pipeline.text.words import clean

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--[^<>]*--)>")
_PAIR = re.compile(r"<([a-zA-Z]\w{0,20})(?:\s[^<>]*)?>[^<>]*</\1>")
# Elements that a reader sees on a line of their own, and cells, which follow each other on one.
_LINES = (
    *("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p"),
    *("pre", "section", "table", "title", "tr", "ul"),
)
_CELLS = ("td", "th")
# Elements without text for a reader, or with text only for one whose browser lacks something.
_UNREAD = ("iframe", "noscript", "script", "style", "svg", "template", "textarea")
_FEED_TYPES = ("application/atom+xml", "application/feed+json", "application/rdf+xml", "application/rss+xml")


def plain_text(markup: str) -> str:
    """The text of a piece of HTML, on one line; see ``plain_lines``."""
    return " ".join(plain_lines(markup))


def plain_lines(markup: str) -> list[str]:
    """The text of a piece of HTML: one line for each paragraph, none of them empty.

    Tags go and references are undone once. A text without tags that has some after that was escaped twice: it loses
    them too.
    """
    tagged = bool(_TAG.search(markup))
    text = _flat(markup) if tagged else _folded(html.unescape(markup))  # "a < b" is no markup
    if not tagged and _PAIR.search(text):
        text = _flat(text)
    pieces = [piece for piece in text.split("\n") if not piece.isspace()]
    return [line for line in map(clean, pieces) if line]


def _tree(markup: str) -> lxml.etree._Element | None:
    """The elements of a piece of HTML, or None where it has none but comments."""
    parser = lxml.etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    found: lxml.etree._Element | None = lxml.etree.fromstring(
        markup.replace("\0", "").encode("utf-8", "ignore"), parser
    )
    return found


def _writable(text: str | None) -> str:
    """What lxml has read, without the characters that it reads but does not write."""
    return text if text and text.isprintable() else NOT_XML.sub("", text or "")


def _folded(text: str) -> str:
    return " ".join(text.split())


def _flat(markup: str) -> str:
    """The text between tags, with line breaks where a paragraph begins or ends and nowhere else."""
    root = _tree(_folded(markup))
    if root is None:
        return ""
    lxml.etree.strip_elements(root, *_UNREAD, with_tail=False)
    for element in root.iter(*_LINES, *_CELLS):
        mark = " " if element.tag in _CELLS else "\n"
        element.text = mark + _writable(element.text)
        element.tail = mark + _writable(element.tail)
    return lxml.etree.tostring(root, method="text", encoding="unicode")


def declared_feeds(page: str, base_url: str) -> tuple[str, ...]:
    """Addresses of the feeds that the head of a web page declares, absolute, in its order, each once.

    Args:
        page: its markup.
        base_url: its address, from which relative ones count where it names no other.
    """
    root = _tree(page)
    if root is None:
        return ()
    bases = [canonical(element.get("href", ""), base_url) for element in root.iter("base")]
    base = next(filter(None, bases), base_url)
    found = [
        canonical(element.get("href", ""), base)
        for element in root.iter("link")
        if "alternate" in element.get("rel", "").lower().split()
        and element.get("type", "").partition(";")[0].strip().lower() in _FEED_TYPES
        and element.get("href", "").strip()
    ]
    return tuple(dict.fromkeys(url for url in found if url))
