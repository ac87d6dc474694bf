"""What a page is called, who wrote it, when it was published, in which language.

Each field is taken from the first of its sources that says something:

========== =====================================================================================================
title      given; the h1 that the page's other titles confirm; og:title; JSON-LD headline; any h1; <title>; hints
author     given; JSON-LD author; meta author; an element marked rel=author or itemprop=author; "By …"; hints
published  given; JSON-LD datePublished; meta; <time datetime> beside the headline; hints; the day in the address
language   given; the html element; JSON-LD inLanguage; meta; hints; "en" where English stop words stand
site       the page's outlet; og:site_name; what follows the title in <title>; JSON-LD publisher; host name
========== =====================================================================================================

A date in running text is never read as the day of publication.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import lxml.html
from lxml.etree import _Element

from pipeline.model.article import Page
from pipeline.model.source import Published
from pipeline.parse.draft import Draft
from pipeline.parse.jsonld import Linked, read_jsonld
from pipeline.text.dates import from_path, published
from pipeline.text.urls import canonical, host
from pipeline.text.words import clean, shorten, words

LONGEST = 300  # characters of a title or a name
MAX_HEADS = 400  # meta elements that are looked at
ENGLISH = 0.08  # share of the words below from which a text is English; terse English has 0.12, its neighbours 0.01

_SUFFIX = re.compile(r"^(?P<title>.{8,})\s(?P<mark>[|•·»–—-]|::)\s+(?P<site>[^|•·»–—]{2,60})$")
_BYLINE = re.compile(
    r"^(?:(?:written|posted|reported|story) )?by:?\s+(?P<name>(?:\b\w\.|[^|•·,.;]){3,60})", re.IGNORECASE
)
_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")
_TITLES = ("og:title", "twitter:title", "dc.title")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author")
_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date"),
    *("sailthru.date", "publishdate", "publish-date", "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created"),
    *("dc.date", "citation_publication_date", "date"),
)
_LANGUAGES = ("og:locale", "content-language", "dc.language", "language")
# Frequent in English and no words of its neighbours (Dutch has "of" and "is", German has "in" and "was").
_STOP_WORDS = frozenset({"and", "for", "from", "that", "the", "their", "this", "to", "which", "with", "would"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a page besides its text; empty or None where nothing is."""

    title: str = ""
    author: str = ""
    published: Published | None = None
    language: str = ""
    canonical: str = ""
    site: str = ""


def read_metadata(page: Page, root: lxml.html.HtmlElement) -> Metadata:
    """What an HTML page says of itself, and what is said of it.

    Args:
        page: with what is given and hinted.
        root: its tree, not pruned.
    """
    head, linked = _metas(root), read_jsonld(root)
    whole = _text_of(next(root.iter("title"), None))
    site = page.outlet or head.get("og:site_name", "") or _site_of(whole) or linked.site or host(page.url)
    return Metadata(
        title=_one(page.given.title, *_titles(root, head, linked), page.hints.title),
        author=_one(page.given.author, linked.author, *_authors(root, head), page.hints.author),
        published=_published(page, _dates(root, head, linked)),
        language=_language(page, root.get("lang", ""), linked.language, *_metas_of(head, _LANGUAGES)),
        canonical=_canonical(page.url, root),
        site=clean(site),
    )


def read_said(page: Page) -> Metadata:
    """What is said of a page that says nothing itself: plain text."""
    return Metadata(
        title=_one(page.given.title, page.hints.title),
        author=_one(page.given.author, page.hints.author),
        published=_published(page, ()),
        language=_language(page),
        site=clean(page.outlet or host(page.url)),
    )


def english(text: str) -> str:
    """Empty, or "en" if enough of the words are English stop words and several of them occur."""
    token = words(text[:20_000])
    found = [word for word in token if word in _STOP_WORDS]
    return "en" if len(set(found)) >= 2 and len(found) >= ENGLISH * len(token) else ""


def author_of(drafts: Sequence[Draft]) -> str:
    """The name in the first "By Jane Doe" before the second paragraph of running text, or an empty text."""
    running = 0
    for draft in drafts:
        name = byline(draft.text) if len(draft.text.split()) <= 12 else ""
        if name:
            return name
        running += draft.linked < 0.5 and len(draft.text.split()) >= 25
        if running == 2:
            break
    return ""


def headline(title: str, drafts: Sequence[Draft]) -> str:
    """The title as the page shows it.

    If only the site's name behind the title keeps it from being a line of the page, the name goes. Without a title,
    it is the first line that looks like a headline, unless running text comes before it.
    """
    if title:
        match = _SUFFIX.match(title)
        return match["title"] if match and any(draft.text == match["title"] for draft in drafts) else title
    for draft in drafts[:8]:
        if draft.kind == "heading" and not byline(draft.text) and len(draft.text.split()) >= 2:
            return draft.text
        if draft.kind == "paragraph" and len(draft.text.split()) >= 30:
            return ""
    return ""


def byline(text: str) -> str:
    """The name in "By Jane Doe", or an empty text."""
    match = _BYLINE.match(text)
    name = clean(match["name"]) if match else ""
    return name if name and name[0].isupper() and len(name.split()) <= 6 else ""


def without_site(title: str, site: str = "") -> str:
    """A title without the site's name behind it: "A story | The Paper" gives "A story".

    What stands behind a dash is taken for a site's name only if it is the one that is known, or short.
    """
    match = _SUFFIX.match(title)
    if not match:
        return title
    behind = words(match["site"])
    known = bool(site) and set(behind) <= {*words(site), "blog", "news"}
    return match["title"].strip() if known or match["mark"] not in "–—-" or len(behind) <= 3 else title


def _one(*candidates: str) -> str:
    return next((shorten(found, LONGEST) for one in candidates if (found := clean(one))), "")


def _metas(root: lxml.html.HtmlElement) -> dict[str, str]:
    """Content of the first meta element of each name, names in lower case."""
    found: dict[str, str] = {}
    for element in islice(root.iter("meta"), MAX_HEADS):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = clean(html.unescape(element.get("content") or ""))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _metas_of(head: dict[str, str], names: Iterable[str]) -> list[str]:
    return [head[name] for name in names if name in head]


def _text_of(element: _Element | None) -> str:
    return clean("".join(str(piece) for piece in element.itertext())) if element is not None else ""


def _titles(root: lxml.html.HtmlElement, head: dict[str, str], linked: Linked) -> Iterator[str]:
    whole = _text_of(next(root.iter("title"), None))
    headings = [text for element in islice(root.iter("h1"), 10) if (text := _text_of(element))]
    said = _metas_of(head, _TITLES)
    others = [
        words(without_site(text, head.get("og:site_name", ""))) for text in (*said, linked.headline, whole) if text
    ]
    yield from (text for text in headings if any(_holds(other, words(text)) for other in others))
    yield from (without_site(text, head.get("og:site_name", "")) for text in said)
    yield linked.headline
    yield from headings
    yield without_site(whole)


def _holds(whole: list[str], part: list[str]) -> bool:
    """Whether a title says what a heading says: most of the heading's words, and half of its own."""
    shared = len(set(whole) & set(part))
    return bool(part) and shared >= 0.7 * len(set(part)) and shared >= 0.5 * len(set(whole))


def _site_of(whole: str) -> str:
    match = _SUFFIX.match(whole)
    return match["site"] if match else ""


def _authors(root: lxml.html.HtmlElement, head: dict[str, str]) -> Iterator[str]:
    yield from (name for name in _metas_of(head, _AUTHORS) if "://" not in name and not name.startswith("@"))
    marked = root.xpath(
        '//*[@rel="author" or @itemprop="author" or @itemprop="name" and ancestor::*[@itemprop="author"]]'
    )
    assert isinstance(marked, list)
    texts = [_text_of(element) for element in marked[:5] if isinstance(element, _Element)]
    yield from (byline(text) or text for text in texts if 0 < len(text) <= 60)


def _dates(root: lxml.html.HtmlElement, head: dict[str, str], linked: Linked) -> Iterator[str]:
    yield linked.published
    yield from _metas_of(head, _DATES)
    marked = root.xpath('//time[@datetime and (@pubdate or contains(@itemprop, "datePublished"))]')
    assert isinstance(marked, list)
    beside = _beside_headline(root)
    for element in [*marked[:3], *beside]:
        if isinstance(element, _Element):
            yield element.get("datetime") or ""


def _beside_headline(root: lxml.html.HtmlElement) -> list[_Element]:
    """Times that stand in one of the three elements around the first h1, the closest first."""
    around: _Element | None = next(root.iter("h1"), None)
    for _ in range(3):
        around = around.getparent() if around is not None else None
        if around is None or around.tag == "body":
            return []
        found = [element for element in around.iter("time") if element.get("datetime")]
        if found:
            return found[:1]
    return []


def _published(page: Page, said: Iterable[str]) -> Published | None:
    if page.given.published:
        return page.given.published
    read = (published(raw, not_after=page.fetched_at) for raw in said if raw)
    return next((found for found in read if found), None) or page.hints.published or from_path(page.url)


def _language(page: Page, *said: str) -> str:
    for one in (page.given.language, *said, page.hints.language):
        match = _LANGUAGE.match(one.strip())
        if match:
            return match[1].lower()
    return ""


def _canonical(url: str, root: lxml.html.HtmlElement) -> str:
    """The address that the page calls its own, if it is on the same host; empty if it says nothing of use."""
    for element in islice(root.iter("link"), MAX_HEADS):
        if (element.get("rel") or "").lower() == "canonical":
            found = canonical(element.get("href") or "", url) or ""
            return found if not url or host(found) == host(url) else ""
    return ""
