"""What a page says of itself in JSON-LD. Hostile input: any shape, any depth, any size."""

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import lxml.html

from pipeline.text.words import clean, shorten

MAX_SCRIPTS = 20
MAX_CHARACTERS = 500_000  # of one script; articles that carry their whole text stay below
MAX_NODES = 2_000
LONGEST = 300  # characters of a name or a headline

_TYPE = re.compile(r"(?:Article|Posting|Report|WebPage)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the first article-like node says; empty where it says nothing."""

    headline: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    site: str = ""


def read_jsonld(root: lxml.html.HtmlElement) -> Linked:
    """What the page's articles, posts and reports say, the first one first; a web page counts after them."""
    scripts = root.xpath('//script[contains(@type, "ld+json")]')
    assert isinstance(scripts, list)
    nodes = [node for script in scripts[:MAX_SCRIPTS] for node in _articles(getattr(script, "text", None) or "")]
    nodes.sort(key=lambda node: _type_of(node).endswith("WebPage"))
    return Linked(
        headline=_first(nodes, "headline", "name"),
        author=next((found for node in nodes if (found := _names(node.get("author")))), ""),
        published=_first(nodes, "datePublished"),
        language=next((found for node in nodes if (found := _language(node.get("inLanguage")))), ""),
        site=next((found for node in nodes if (found := _names(node.get("publisher")))), ""),
    )


def _articles(text: str) -> Iterator[dict[str, object]]:
    if len(text) > MAX_CHARACTERS:
        return
    try:
        parsed: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    waiting = deque([parsed])
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, dict):
            if _TYPE.search(_type_of(node)):
                yield node
            waiting.extend(islice(node.values(), MAX_NODES))
        elif isinstance(node, list):
            waiting.extend(node[:MAX_NODES])


def _type_of(node: dict[str, object]) -> str:
    kind = node.get("@type")
    if isinstance(kind, list):
        kind = next((one for one in kind if isinstance(one, str) and _TYPE.search(one)), "")
    return kind if isinstance(kind, str) else ""


def _first(nodes: list[dict[str, object]], *keys: str) -> str:
    return next((found for key in keys for node in nodes if (found := _text(node.get(key)))), "")


def _text(value: object) -> str:
    return shorten(clean(html.unescape(value)), LONGEST) if isinstance(value, str) else ""


def _names(value: object) -> str:
    """One name, ``{"name": …}`` or a list of these, as "A, B"."""
    people = value if isinstance(value, list) else [value]
    named = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in people[:10]]
    return ", ".join(dict.fromkeys(name for name in named if name and not name.startswith(("http:", "https:"))))


def _language(value: object) -> str:
    return _text(value.get("alternateName") or value.get("name")) if isinstance(value, dict) else _text(value)
