"""What a page says of itself in JSON-LD. Hostile and broken input: any shape, any depth, any size.

::

    scripts ──mend──▶ nodes ──choose──▶ the nodes of this article ──▶ Linked

A graph often holds other articles too: those that are listed, mentioned or commented on are passed over, and of several
that are left, one counts by its address or by its headline.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

from pipeline.parse.loose_json import MAX_CHARACTERS, read_roots
from pipeline.text.urls import page_key
from pipeline.text.words import clean, shorten, words

MAX_SCRIPTS = 20
MAX_NODES = 2_000
LONGEST = 300  # characters of a name or a headline
MOST_NAMES = 10
MOST_TAGS = 100

Node = Mapping[str, object]

_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_DAYS = re.compile(r'"(datePublished|dateModified)"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_PAGE = re.compile(r"WebPage$|ItemPage$|AboutPage$")
# Properties whose values are other works than the one that has them.
_OTHERS = frozenset(
    {
        "acceptedAnswer",
        "breadcrumb",
        "citation",
        "comment",
        "hasPart",
        "isBasedOn",
        "itemListElement",
        "liveBlogUpdate",
        "mentions",
        "relatedLink",
        "review",
        "sharedContent",
        "significantLink",
        "suggestedAnswer",
        "video",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the nodes of the article say; empty where they say nothing.

    Attributes:
        published: what the article says, and after it the page; modified likewise.
        site: name of the publisher, or of the web site.
        locked: the article says that it is not free to read.
    """

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    language: str = ""
    site: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    locked: bool = False


@dataclass(slots=True)
class _Graph:
    """All nodes of a page: articles with their depth, pages, sites, and every node that has an id."""

    articles: list[tuple[int, bool, Node]] = field(default_factory=list)
    pages: list[Node] = field(default_factory=list)
    sites: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)


def read_jsonld(scripts: Sequence[str], *, urls: Iterable[str] = (), titles: Iterable[str] = ()) -> Linked:
    """What the page's article says, and after it what the web page around it says.

    Args:
        scripts: texts of the JSON-LD scripts, in page order.
        urls: addresses of the page.
        titles: what the page is called elsewhere.
    """
    graph = _Graph()
    for script in scripts[:MAX_SCRIPTS]:
        _collect(read_roots(script) or _dates_of(script), graph)
    nodes = [*_chosen(graph, {page_key(url) for url in urls} - {""}, list(titles)), *graph.pages]
    if not nodes and not graph.sites:
        return Linked()
    sites = [*(node.get("publisher") for node in nodes), *graph.sites]
    return Linked(
        headline=_first(nodes, "headline", "name"),
        authors=_authors(nodes, graph),
        published=_each(nodes, "datePublished") or _each(nodes, "dateCreated"),
        modified=_each(nodes, "dateModified"),
        language=next((found for node in nodes if (found := _language(node.get("inLanguage")))), ""),
        site=next((names[0] for one in sites if (names := _people(one, graph))), ""),
        url=next((found for node in nodes for found in _addresses(node) if page_key(found)), ""),
        tags=tuple(islice((tag for node in nodes for tag in _tags(node.get("keywords"))), MOST_TAGS)),
        locked=any(str(node.get("isAccessibleForFree")).lower() == "false" for node in nodes),
    )


def _dates_of(script: str) -> list[object]:
    """An article with its days and nothing else, out of a script that cannot be mended, if it holds but one of each."""
    days: dict[str, set[str]] = {}
    for match in _DAYS.finditer(script[:MAX_CHARACTERS]):
        days.setdefault(match[1], set()).add(match[2])
    sure = {name: said.pop() for name, said in days.items() if len(said) == 1}
    return [{"@type": "Article", **sure}] if sure else []


def _collect(roots: Sequence[object], graph: _Graph) -> None:
    waiting = deque((root, 0, False) for root in roots)
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node, depth, other = waiting.popleft()
        if isinstance(node, dict):
            _note(node, depth, graph, other=other)
            inner = islice(node.items(), MAX_NODES)
            waiting.extend((value, depth + 1, other or key in _OTHERS) for key, value in inner if _nests(value))
        elif isinstance(node, list):
            waiting.extend((value, depth, other) for value in node[:MAX_NODES] if _nests(value))


def _nests(value: object) -> bool:
    return isinstance(value, dict | list)


def _note(node: dict[str, object], depth: int, graph: _Graph, *, other: bool) -> None:
    kinds = node.get("@type")
    named = [kind for kind in (kinds if isinstance(kinds, list) else [kinds])[:10] if isinstance(kind, str)]
    if any(_ARTICLE.search(kind) for kind in named):
        graph.articles.append((depth, other, node))
    elif not other and any(_PAGE.search(kind) for kind in named):
        graph.pages.append(node)
    elif not other and any(kind.endswith("WebSite") for kind in named):
        graph.sites.append(node)
    own = node.get("@id")
    if isinstance(own, str) and len(node) > len(graph.by_id.get(own, ())):
        graph.by_id[own] = node


def _chosen(graph: _Graph, keys: set[str], titles: list[str]) -> list[Node]:
    """The article's nodes: by address, else by headline, else the only one that stands highest.

    That one does not count if the page is called by several titles, and its headline has no word of any.
    """
    here = [(other, node) for _, other, node in graph.articles if _is_at(node, keys)]
    called = [(other, node) for _, other, node in graph.articles if _is_called(node, titles)]
    for found in (here, called):
        own = [node for other, node in found if not other] or [node for _, node in found]
        if own:
            return own
    level = min((depth for depth, other, _ in graph.articles if not other), default=0)
    highest = [node for depth, other, node in graph.articles if not other and depth == level]
    alone = len({_text(node.get("headline")) for node in highest}) == 1
    return highest if alone and not _is_strange(highest[0], titles) else []


def _is_strange(node: Node, titles: Iterable[str]) -> bool:
    """Whether a node is called otherwise than the page: no word of it stands in one of its several titles."""
    called = [set(words(title)) for title in titles if title]
    own = set(words(_text(node.get("headline"))))
    return bool(own) and len(called) > 1 and all(own.isdisjoint(one) for one in called)


def _is_at(node: Node, keys: set[str]) -> bool:
    return bool(keys) and any(page_key(address) in keys for address in _addresses(node))


def _is_called(node: Node, titles: Iterable[str]) -> bool:
    own = set(words(_text(node.get("headline")) or _text(node.get("name"))))
    return bool(own) and any(2 * len(own & set(words(title))) > len(own | set(words(title))) for title in titles)


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value[:2_000]


def _first(nodes: Sequence[Node], *keys: str) -> str:
    return next((found for key in keys for node in nodes if (found := _text(node.get(key)))), "")


def _each(nodes: Sequence[Node], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for node in nodes[:MOST_NAMES] if (found := _text(node.get(key)))))


def _text(value: object) -> str:
    if isinstance(value, list):
        value = next((one for one in value[:MOST_NAMES] if isinstance(one, str)), "")
    if isinstance(value, dict):
        value = value.get("@value")
    return shorten(clean(unescape(value[: 10 * LONGEST])), LONGEST) if isinstance(value, str) else ""


def _authors(nodes: Sequence[Node], graph: _Graph) -> tuple[str, ...]:
    said = (node.get(key) for node in nodes for key in ("author", "creator"))
    return next((found for one in said if (found := _people(one, graph))), ())


def _people(value: object, graph: _Graph) -> tuple[str, ...]:
    """Names of one or several, given as text, as nodes or by their ids; people before organisations."""
    if isinstance(value, dict):
        value = value.get("@list", value)
    listed = value if isinstance(value, list) else [value]
    people, others = list[str](), list[str]()
    for one in listed[:MOST_NAMES]:
        node = one
        if isinstance(one, dict) and isinstance(one.get("@id"), str) and "name" not in one:
            node = graph.by_id.get(one["@id"], one)
        name = _text(node.get("name") if isinstance(node, dict) else node)
        group = isinstance(node, dict) and "Organization" in str(node.get("@type"))
        if name and not name.startswith(("http:", "https:")):
            (others if group else people).append(name)
    return tuple(dict.fromkeys(people or others))


def _language(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("alternateName") or value.get("name")) if isinstance(value, dict) else _text(value)


def _tags(value: object) -> Iterator[str]:
    for one in value[:MOST_TAGS] if isinstance(value, list) else [value]:
        text = one.get("name") if isinstance(one, dict) else one
        if isinstance(text, str):
            yield clean(unescape(text[: 10 * LONGEST]))
