"""The articles that a page lists, and which part of the page belongs to each.

What belongs to one article alone is told by its links: an element around them that holds links to no other listed
article. A day or a heading further out is shared by several, and belongs to none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from pipeline.fetch.html_list.page import Page
from pipeline.model.source import ListRules
from pipeline.text.urls import canonical, page_key

MOST_LINKS = 2_000
"""Most links of a page that are looked at."""

_WHOLE = frozenset({"body", "html", "main"})  # around everything, even where a page lists one article


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article of a list.

    Attributes:
        url: absolute, in one spelling.
        links: the elements that lead to it, in the order of the page.
        scopes: by the identity of each element that holds links to it and to no other listed article, how many steps
            it is away from a link.
    """

    url: str
    links: tuple[Tag, ...]
    scopes: dict[int, int]


def find_items(page: Page, rules: ListRules) -> list[Item]:
    """The articles that a page lists, in its order, each once; of its first MOST_LINKS links.

    An element that matches as a link may be the link itself, or be in it or around it. Links to the list itself and to
    what is no web address do not count, nor do those in a menu (``nav``) where there are others.
    """
    edges = frozenset(id(tag) for tag in page.tree.select(rules.item)) if rules.item else None
    listed: dict[str, list[Tag]] = {}
    urls: dict[str, str] = {}
    own = page_key(page.url)
    for link in _links(page.tree, rules.link, edges):
        url = canonical(attribute(link, "href"), page.base)
        key = page_key(url) if url else own
        if url and key != own:
            urls.setdefault(key, url)
            listed.setdefault(key, []).append(link)
    holds = _holders(listed)
    return [
        Item(url=urls[key], links=tuple(links), scopes=_scopes(links, key, holds, edges or frozenset()))
        for key, links in listed.items()
    ]


def belonging(page: Page, selector: str, items: Sequence[Item]) -> list[list[Tag]]:
    """What a selector finds on a page, by the article that it belongs to: the nearest to its links first."""
    owners = {scope: (number, steps) for number, item in enumerate(items) for scope, steps in item.scopes.items()}
    found: list[list[tuple[int, Tag]]] = [[] for _ in items]
    for tag in page.tree.select(selector) if selector else ():
        owner = next((owners[id(outer)] for outer in _outwards(tag) if id(outer) in owners), None)
        if owner is not None:
            number, steps = owner
            found[number].append((steps, tag))
    return [[tag for _, tag in sorted(tags, key=lambda pair: pair[0])] for tags in found]


def attribute(tag: Tag, name: str) -> str:
    """The value of an attribute as one text; empty if there is none."""
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)


def _links(tree: BeautifulSoup, selector: str, edges: frozenset[int] | None) -> list[Tag]:
    """The links that a selector finds, each once; only those in an element of ``edges``, if there are any."""
    found: dict[int, Tag] = {}
    for tag in tree.select(selector):
        link = _link_of(tag)
        if link is not None and (edges is None or any(id(outer) in edges for outer in _outwards(link))):
            found.setdefault(id(link), link)
        if len(found) == MOST_LINKS:
            break
    links = list(found.values())
    return [link for link in links if link.find_parent("nav") is None] or links


def _link_of(tag: Tag) -> Tag | None:
    if tag.name == "a" and tag.get("href"):
        return tag
    return tag.find("a", href=True) or tag.find_parent("a", href=True)


def _holders(listed: dict[str, list[Tag]]) -> dict[int, str]:
    """By the identity of each element around a link: the one article it holds links to, or "" if there are several."""
    holds: dict[int, str] = {}
    for key, links in listed.items():
        for link in links:
            for tag in _outwards(link):
                holds[id(tag)] = key if holds.get(id(tag), key) == key else ""
    return holds


def _scopes(links: list[Tag], key: str, holds: dict[int, str], edges: frozenset[int]) -> dict[int, int]:
    scopes: dict[int, int] = {}
    for link in links:
        for steps, tag in enumerate(_outwards(link)):
            if holds[id(tag)] != key or tag.name in _WHOLE:
                break
            scopes[id(tag)] = min(steps, scopes.get(id(tag), steps))
            if id(tag) in edges:
                break
    return scopes


def _outwards(tag: Tag) -> Iterator[Tag]:
    yield tag
    yield from (outer for outer in tag.parents if not isinstance(outer, BeautifulSoup))
