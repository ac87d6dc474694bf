"""HTML to a tree of bounded size: hostile markup is refused before anything walks it."""

import re
from collections.abc import Iterator
from itertools import dropwhile

import lxml.html
from lxml import etree

from pipeline.parse.decode import UnreadableError

# Far above what articles have (the largest of 180 news pages looked at: 40 levels, 9,000 elements, 2 MB of markup),
# and low enough that the slowest page that passes takes seconds. libxml2 itself cuts a tree off at 256 levels.
MAX_DEPTH = 200
MAX_ELEMENTS = 40_000
MAX_CHARACTERS = 4_000_000
_OF_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
LONG_TAG = 1_000  # characters
MAX_COMPARED = 100_000_000  # pairs of attributes: libxml2 compares each of an element with each; this many take 1 s

# lxml.html asks a function of Python for the class of each element whenever it is touched: a tenth of all the time.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
_LONG_TAG = re.compile(r"<[a-zA-Z][^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_TOO_MANY = etree.XPath(f"count(//*) > {MAX_ELEMENTS}")
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")


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
    if sum(_attributes(tag) ** 2 for tag in _long_tags(text)) > MAX_COMPARED:
        raise UnreadableError("too-large", "an element of the page has thousands of attributes")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        root = lxml.html.document_fromstring(_encoded(text), parser=parser)
    except etree.ParserError:
        raise UnreadableError("empty", "the page holds nothing but comments") from None
    _refuse_giants(root)
    _out_of_head(root)
    return root


def _out_of_head(root: lxml.html.HtmlElement) -> None:
    """Begin the body where it begins: libxml2 leaves in the head what it does not know, such as article and main."""
    head = root.find("head")
    strays = [] if head is None else list(dropwhile(lambda element: element.tag in _OF_HEAD, head))
    if head is None or not strays:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    for place, element in enumerate(strays):
        body.insert(place, element)


def _encoded(text: str) -> bytes:
    """UTF-8 without what no XML document may hold: controls, lone surrogates, U+FFFE and U+FFFF."""
    encoded = text.encode("utf-8", "ignore").translate(None, _CONTROLS)
    return encoded.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"") if b"\xef\xbf" in encoded else encoded


def _long_tags(text: str) -> Iterator[str]:
    """Tags that are longer than usual ones; the others have no more attributes than they should."""
    for match in _LONG_TAG.finditer(text):
        start, end = match.span()
        if end - start > LONG_TAG:
            yield match.group()


def _attributes(tag: str) -> int:
    """How many attributes a tag has at most."""
    return len(_QUOTED.sub("", tag).split())


def _refuse_giants(root: lxml.html.HtmlElement) -> None:
    if _TOO_MANY(root):
        raise UnreadableError("too-large", f"the page has more than {MAX_ELEMENTS} elements")
    if _TOO_DEEP(root):
        raise UnreadableError("too-deep", f"the page nests elements more than {MAX_DEPTH} levels deep")
