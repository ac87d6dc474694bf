"""What is done to the text of a feed before feedparser sees it: traps are told, it is cut to size, slips are mended."""

import html
import re
from typing import NamedTuple

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML forbids."""

# What no feed has a use for, and what feedparser takes time for by the square of its number: 50,000 attributes took
# 28 s, 20,000 namespaces 13 s, an author of 20,000 letters 8 s. The worst of 50 other shapes took 8 s for a megabyte.
_CROWDED = re.compile(
    r"<[^\s<>/!?]++(?:\s++[^\s=<>]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){500}"
    r"|<(?:[\w.-]+:)?(author|creator|managingeditor|publisher|webmaster)\b[^<>]*(?<!/)>"
    r"(?:(?!</(?:[\w.-]+:)?\1\b).){2000}",
    re.DOTALL | re.IGNORECASE,
)
_NAMESPACES = 1_000
MAX_ITEMS = 10_000
"""Items of a feed that are read, from its beginning. Archives of 3,000 occur; one takes feedparser 0.4 ms."""

FEED_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:feed|rdf|rss))\b", re.IGNORECASE)
"""The beginning of a feed, wherever it stands."""

_ITEM = re.compile(r"<(?:[\w.-]+:)?(?:entry|item)\b", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:entry|item)\s*>", re.IGNORECASE)
_CHANNEL = re.compile(r"</?(?:[\w.-]+:)?channel\b", re.IGNORECASE)

_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r")
# Every alternative begins with one of two characters, by which the engine finds its places five times faster.
_PLACES = re.compile(
    r"<(?:(?P<section>!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>|\Z))"
    r"|(?P<subject>/?(?:[\w.-]+:)?(?:category|keywords|subject|tags)\b))"
    r"|&(?:(?:\#\d{1,9}|\#[xX][0-9a-fA-F]{1,8}|[a-zA-Z]\w{0,39});)?"
)


class Cut(NamedTuple):
    """A feed as far as it is read: its whole items, whether it breaks off, and whether it goes on too long."""

    text: str
    cut_off: bool
    capped: bool


def too_complex(text: str) -> bool:
    """Whether a feed is built so that reading it would take for ever."""
    return bool(_CROWDED.search(text)) or text.count("xmlns:") > _NAMESPACES


def cut(text: str) -> Cut:
    """The same feed without an item that it breaks off in, and without those behind the first 10,000."""
    root = FEED_ROOT.search(text)
    if root is None:
        return Cut(text, cut_off=False, capped=False)
    cut_off = text.rfind(f"</{root[1]}") < 0 and not re.match(r"[^<>]*/>", text[root.end() :])
    capped = text.count("</item") + text.count("</entry") > MAX_ITEMS
    if not cut_off and not capped:
        return Cut(text, cut_off=False, capped=False)
    ends = [match.end() for match in _ITEM_END.finditer(text)][:MAX_ITEMS]
    first = _ITEM.search(text)
    kept = text[: ends[-1] if ends else first.start() if first else len(text)]
    channel = "</channel>" if len(_CHANNEL.findall(kept)) == 1 else ""
    return Cut(f"{kept}{channel}</{root[1]}>", cut_off=cut_off, capped=capped)


def mended(text: str) -> str:
    """The same feed, nearer to XML and with a prolog that says UTF-8.

    Characters that XML forbids go, HTML's names of characters become numbers, and any other ampersand is escaped: each
    of them would make feedparser fall back on a parser that reads less well, or fail. An entity that the feed declares
    itself is thereby never used, which is a small loss and leaves nothing of its dangers. Subjects are made an element
    that feedparser does not know, because it compares each with all others and nobody here reads them.
    """
    body = _PROLOG.sub("", text).encode("utf-8", "replace").translate(None, _CONTROLS).decode()
    return '<?xml version="1.0" encoding="utf-8"?>' + _PLACES.sub(
        _mend, body.replace("\ufffe", "").replace("\uffff", "")
    )


def _mend(match: re.Match[str]) -> str:
    token = match[0]
    if match["section"]:
        return token
    if match["subject"]:
        return "</unread" if token[1] == "/" else "<unread"
    plain = html.unescape(token)
    if plain == token:
        return "&amp;" + token[1:]
    return "".join(f"&#{ord(char)};" for char in NOT_XML.sub("", plain))
