"""HTML to a tree of bounded size: hostile markup is refused before anything walks it."""

import re

import lxml.html
from lxml import etree

from pipeline.parse.decode import UnreadableError

# Far above what articles have (the largest of 180 news pages looked at: 40 levels, 9,000 elements, 2 MB of markup),
# and low enough that the slowest page that passes takes seconds. libxml2 itself cuts a tree off at 256 levels.
MAX_DEPTH = 200
MAX_ELEMENTS = 40_000
MAX_CHARACTERS = 4_000_000
MAX_COMPARED = 100_000_000  # pairs of attributes: libxml2 compares each of an element with each; this many take 1 s

_LONG_TAG = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^>\"']+)*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TOO_MANY = etree.XPath(f"count(//*) > {MAX_ELEMENTS}")
_TOO_DEEP = etree.XPath(f"boolean(//*[count(ancestor::*) >= {MAX_DEPTH}])")
_NO_TEXT = (
    *("button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "link", "math", "meta", "noscript"),
    *("object", "option", "progress", "script", "select", "style", "svg", "template", "textarea", "video", "audio"),
)
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,})", re.IGNORECASE
)
# Scripts often show these once the page has loaded, so a style that hides them does not mean that nobody sees them.
_WHOLE = {"article", "body", "html", "main"}


def grow(text: str) -> lxml.html.HtmlElement:
    """Parse a page.

    Args:
        text: the characters of a page.

    Returns:
        The root of its tree, without comments and processing instructions.

    Raises:
        UnreadableError: "too-large", "too-deep", or "empty" where nothing is left.
    """
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError("too-large", f"the page has {len(text)} characters; at most {MAX_CHARACTERS} are parsed")
    if sum(_attributes(match.group()) ** 2 for match in _LONG_TAG.finditer(text)) > MAX_COMPARED:
        raise UnreadableError("too-large", "an element of the page has thousands of attributes")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(_NOT_XML.sub("", text).encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise UnreadableError("empty", "the page holds nothing but comments") from None
    _refuse_giants(root)
    return root


def prune(root: lxml.html.HtmlElement) -> None:
    """Take away, in place, what no reader sees as text: scripts, styles, form controls, hidden elements."""
    unseen = list(root.iter(*_NO_TEXT))
    unseen += [element for element in root.iter(etree.Element) if _hidden(element)]
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()


def _hidden(element: lxml.html.HtmlElement) -> bool:
    marks = element.attrib
    if not marks or element.tag in _WHOLE:
        return False
    if "hidden" in marks or marks.get("aria-hidden", "").lower() == "true":
        return True
    return "style" in marks and bool(_UNSEEN.search(marks["style"]))


def _attributes(tag: str) -> int:
    """How many attributes a tag has at most; a tag of usual length does not count."""
    return len(_QUOTED.sub("", tag).split()) if len(tag) > 1000 else 0


def _refuse_giants(root: lxml.html.HtmlElement) -> None:
    if _TOO_MANY(root):
        raise UnreadableError("too-large", f"the page has more than {MAX_ELEMENTS} elements")
    if _TOO_DEEP(root):
        raise UnreadableError("too-deep", f"the page nests elements more than {MAX_DEPTH} levels deep")
