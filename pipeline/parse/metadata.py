"""What a page is called, who wrote it, when it was published and changed, in which language, and where.

Each field is taken from the first of its sources that says something; docs/reference/metadata.md gives the order and
the rules by which conflicts are settled, and a test holds it against ``ORDER``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import lxml.html

from pipeline.model.article import Page
from pipeline.model.source import Published
from pipeline.parse.authors import author, author_of
from pipeline.parse.dating import day_lines, decide, decide_modified
from pipeline.parse.draft import Draft
from pipeline.parse.head import Head, Marks, read_head, read_marks
from pipeline.parse.jsonld import Linked, read_jsonld
from pipeline.parse.titles import TITLES, candidates, headline, site_behind
from pipeline.text.english import are_english
from pipeline.text.urls import canonical, host, page_key
from pipeline.text.words import clean, shorten, words

LONGEST = 300  # characters of a title or a name
LONGEST_TAG = 60  # characters
MOST_TAGS = 20
ENOUGH = 60  # words from which the text's own language goes before what the page's template says

ORDER: Mapping[str, tuple[str, ...]] = {
    "title": ("given", "confirmed h1", "meta", "json-ld", "marked", "title element", "h1", "feed", "first heading"),
    "author": ("given", "json-ld", "meta", "marked", "feed", "by-line"),
    "published": ("given", "json-ld", "meta", "marked", "time beside the headline", "feed", "address", "date line"),
    "modified": ("json-ld", "meta", "marked", "time beside the headline", "date line"),
    "language": ("given", "text", "html", "content-language", "json-ld", "meta", "feed"),
    "canonical": ("link", "meta", "json-ld"),
    "site": ("meta", "json-ld", "title element"),
    "tags": ("article:tag", "json-ld", "meta", "marked"),
}
"""The sources of each field, in the order in which they are believed."""

_KEY = re.compile(r"^[@/]|[:_<>=\\{}]")  # marks of a system, not words for a topic
_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_].*)?$")
_SPELT = {"eng": "en", "english": "en"}
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl")
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date"),
    *("sailthru.date", "publishdate", "publish-date", "publish_date", "publication_date", "pubdate", "bt:pubdate"),
    *("cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created"),
    *("dc.date", "dcterms.date", "citation_publication_date", "citation_online_date", "citation_date", "date"),
)
_MODIFIED = (
    *("article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time", "datemodified"),
    *("dc.date.modified", "dcterms.modified", "last-modified", "revised"),
)
_LANGUAGES = ("og:locale", "dc.language", "language")
_KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a page besides its text; empty or None where nothing is.

    Attributes:
        site: name of the outlet, as it is printed.
        site_name: what the page calls the site that it is on.
        locked: the page says that its text is not free to read.
    """

    title: str = ""
    author: str = ""
    published: Published | None = None
    modified: Published | None = None
    language: str = ""
    canonical: str = ""
    site: str = ""
    site_name: str = ""
    tags: tuple[str, ...] = ()
    locked: bool = False


def read_metadata(page: Page, root: lxml.html.HtmlElement) -> Metadata:
    """What an HTML page says of itself, and what is said of it.

    Args:
        page: with what is given and hinted.
        root: its tree, not pruned.
    """
    head = read_head(root)
    said = (*head.each(*TITLES), *head.headings, head.whole, page.hints.title)
    linked = read_jsonld(head.scripts, urls=(page.url, head.canonical), titles=said)
    marks = Marks() if _says_enough(head, linked) else read_marks(root)
    known = _one(*_named((head.first("og:site_name"), linked.site, head.first("application-name")), page.url))
    site_name = known or _one(*_named((site_behind(head.whole),), page.url))
    site = clean(page.outlet or site_name or host(page.url))
    names = (page.outlet, site_behind(head.whole), host(page.url))
    published = page.given.published or decide(
        (*linked.published, *head.each(*_PUBLISHED), *marks.published, *head.beside),
        page.hints.published,
        page.url,
        fetched_at=page.fetched_at,
    )
    modified = (*linked.modified, *head.each(*_MODIFIED), *marks.modified, *head.beside_modified)
    authors = (linked.authors, head.each(*_AUTHORS), marks.authors, _listed(page.hints.author))
    languages = (head.language, head.first("content-language"), linked.language, *head.each(*_LANGUAGES))
    return Metadata(
        title=_one(
            page.given.title,
            *candidates(head, linked.headline, marks, known, names),
            page.hints.title,
            head.whole,
        ),
        author=page.given.author or author(authors, site),
        published=published,
        modified=decide_modified(modified, published, fetched_at=page.fetched_at),
        language=_language(page, *languages),
        canonical=_canonical(page.url, (head.canonical, head.first("og:url"), linked.url)),
        site=site,
        site_name=site_name,
        tags=_tags((*head.each("article:tag"), *linked.tags, *head.each(*_KEYWORDS), *marks.tags), site),
        locked=linked.locked,
    )


def read_said(page: Page) -> Metadata:
    """What is said of a page that says nothing itself: plain text."""
    return Metadata(
        title=_one(page.given.title, page.hints.title),
        author=_one(page.given.author, page.hints.author),
        published=page.given.published or decide((), page.hints.published, page.url, fetched_at=page.fetched_at),
        language=_language(page),
        site=clean(page.outlet or host(page.url)),
    )


def completed(page: Page, meta: Metadata, drafts: Sequence[Draft], within: frozenset[int]) -> Metadata:
    """What nobody says outright, read off the visible text, and what the text itself contradicts.

    Args:
        page: with what is given and hinted.
        meta: what the page says of itself.
        drafts: its visible text.
        within: positions of the drafts that are the article's body.
    """
    title = meta.title if page.given.title else headline(meta.title, drafts)
    published, modified = meta.published, meta.modified
    if published is None or modified is None:
        line, changed = day_lines(drafts, title, meta.author)
        published = published or decide((line,), None, "", fetched_at=page.fetched_at)
        modified = modified or decide_modified((changed,), published, fetched_at=page.fetched_at)
    body = " ".join(draft.text for i, draft in enumerate(drafts) if i in within)
    authors = (_listed(meta.author), _listed(author_of(drafts)))
    return replace(
        meta,
        title=title,
        author=meta.author if page.given.author else author(authors, meta.site),
        published=published,
        modified=modified,
        language=page.given.language or _spoken(meta.language, body or " ".join(draft.text for draft in drafts)),
    )


def _listed(names: str) -> tuple[str, ...]:
    return (names,) if names else ()


def _spoken(said: str, text: str) -> str:
    """English where the text is, else as the page says: templates of sites in two languages often name the other."""
    token = words(text[:6_000])
    return "en" if (not said or len(token) >= ENOUGH) and are_english(token) else said


def _says_enough(head: Head, linked: Linked) -> bool:
    """Whether day, author and topics are known without a look at the marks in the text."""
    day = linked.published or head.first(*_PUBLISHED)
    return bool(day and (linked.authors or head.first(*_AUTHORS)) and (linked.tags or head.first(*_KEYWORDS)))


def _one(*found: str) -> str:
    return next((shorten(text, LONGEST) for one in found if (text := clean(one))), "")


def _language(page: Page, *said: str) -> str:
    for one in (page.given.language, *said, page.hints.language):
        code = _SPELT.get(one.strip().lower(), one.strip())
        match = _LANGUAGE.match(code)
        if match:
            return _SPELT.get(match[1].lower(), match[1].lower())
    return ""


def _named(said: Iterable[str], url: str) -> Iterator[str]:
    """Names of a site; an address is none, nor is the name of its host, and a handle is one without its mark."""
    own = host(url)
    return (one.lstrip("@") for one in said if "://" not in one and not one.startswith("www.") and one.lower() != own)


def _canonical(url: str, said: Iterable[str]) -> str:
    """The address that the page calls its own, if it is on the same host; empty if it says nothing of use.

    The front page is nobody's address but its own.
    """
    own = page_key(url)
    for one in filter(None, said):
        found = canonical(one, url) or ""
        key = page_key(found)
        if key and (not own or (host(key) == host(own) and (_has_path(key) or not _has_path(own)))):
            return found
    return ""


def _has_path(key: str) -> bool:
    return key.partition("://")[2].partition("/")[2] != ""


def _tags(said: Iterable[str], site: str) -> tuple[str, ...]:
    """Topics, each once, without the site's name."""
    unique: dict[str, str] = {}
    for one in said:
        for piece in re.split(r"[,;|]", one):
            tag = clean(piece).strip("\"'“” #")
            if 1 < len(tag) <= LONGEST_TAG and not _KEY.search(tag) and tag.casefold() != site.casefold():
                unique.setdefault(tag.casefold(), tag)
        if len(unique) >= MOST_TAGS:
            break
    return tuple(unique.values())[:MOST_TAGS]
