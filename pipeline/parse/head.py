"""What the markup of a page says beside its text: one pass over the elements that carry metadata.

::

    tree ──one pass──▶ Head: meta elements by name, canonical address, <title>, headings, times, JSON-LD scripts
     └──on demand────▶ Marks: microdata, rel=author, rel=tag, hAtom and h-entry
"""

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import lxml.html
from lxml import etree
from lxml.etree import _Element

from pipeline.text.words import clean

MAX_HEADS = 400  # elements of each kind that are looked at
MAX_HEADINGS = 10
LONGEST = 1_000  # characters of a content that are read
LONGEST_MARK = 120  # characters of a marked name or day

_ATTRIBUTES = ("property", "name", "itemprop", "http-equiv")
_MARKED = etree.XPath(
    "//*[@itemprop or contains(@rel, 'author') or contains(@rel, 'tag') or contains(@class, 'author')"
    " or contains(@class, 'byline') or contains(@class, 'published') or contains(@class, 'updated')"
    " or contains(@class, 'entry-') or contains(@class, 'p-name')]"
)
# What an element is marked as, by the token of itemprop, rel or class that marks it (schema.org, HTML, hAtom, h-entry).
_MEANINGS: Mapping[str, str] = {
    "author": "author",
    "author-name": "author",
    "byline": "author",
    "byline-author": "author",
    "byline-name": "author",
    "creator": "author",
    "date-published": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "datepublished": "published",
    "dt-published": "published",
    "dt-updated": "modified",
    "entry-author": "author",
    "entry-date": "published",
    "entry-title": "title",
    "headline": "title",
    "p-author": "author",
    "published": "published",
    "tag": "tag",
    "updated": "modified",
}
_ENTRIES = frozenset({"h-entry", "hentry"})
_SCHEMES = ("Article", "Posting", "Report")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the elements say that carry metadata.

    Attributes:
        metas: contents of the meta elements by name in lower case, in page order; none of them empty.
        canonical: the address that rel=canonical gives, as it stands there.
        whole: the text of the title element.
        headings: the texts of the first h1 elements.
        language: of the html element.
        scripts: the texts of the JSON-LD scripts.
        beside: the day of the first time element that stands close to the first h1, if there is one.
        beside_modified: the same of one that says when the page was changed.
    """

    metas: Mapping[str, tuple[str, ...]]
    canonical: str
    whole: str
    headings: tuple[str, ...]
    language: str
    scripts: tuple[str, ...]
    beside: tuple[str, ...]
    beside_modified: tuple[str, ...]

    def first(self, *names: str) -> str:
        """The content of the first of these meta elements that is there, or an empty text."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    def each(self, *names: str) -> list[str]:
        """All contents of these meta elements, by the order of the names."""
        return [content for name in names for content in self.metas.get(name, ())]


def read_head(root: lxml.html.HtmlElement) -> Head:
    """One pass over the elements of a page that carry metadata; the tree is left as it was."""
    metas: dict[str, list[str]] = {}
    canonical, titles, headings, scripts = "", list[str](), list[_Element](), list[str]()
    for element in _limited(root.iter("meta", "link", "title", "h1", "script")):
        if element.tag == "meta":
            _add_meta(metas, element)
        elif element.tag == "link":
            named = (element.get("rel") or "").lower().split()
            canonical = canonical or ((element.get("href") or "#") if "canonical" in named else "")
        elif element.tag == "title":
            titles.append(_text_of(element))
        elif element.tag == "h1":
            headings.append(element)
        elif "ld+json" in (element.get("type") or "").lower() and element.text:
            scripts.append(element.text)
    beside = _beside(headings[0]) if headings else []
    return Head(
        metas={name: tuple(contents) for name, contents in metas.items()},
        canonical=canonical.strip(),
        whole=next(filter(None, titles), ""),
        headings=tuple(text for element in headings[:MAX_HEADINGS] if (text := _text_of(element))),
        language=root.get("lang") or root.get("xml:lang") or "",
        scripts=tuple(scripts),
        beside=tuple(_day_of(element) for element in beside if not _is_change(element))[:1],
        beside_modified=tuple(_day_of(element) for element in beside if _is_change(element))[:1],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What elements of the page's text are marked as; texts in page order."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def read_marks(root: lxml.html.HtmlElement) -> Marks:
    """Microdata, rel=, hAtom and h-entry, of the article alone.

    What belongs to another article of the page is left out: it stands in an entry of its own, where the page's first
    h1 does not.
    """
    heading = next((element for element in root.iter("h1") if _text_of(element)), None)
    home = _entry(heading) if heading is not None else None
    found: dict[str, list[str]] = {}
    homes: dict[str, set[_Element | None]] = {}
    for element in _limited(_elements(_MARKED(root))):
        meaning = _meaning(element)
        text = _day_of(element) if meaning in ("published", "modified") else _name_of(element)
        if not meaning or not 0 < len(text) <= LONGEST_MARK:
            continue
        entry = _entry(element)
        if home is None or entry is None or entry is home:
            found.setdefault(meaning, []).append(text)
            homes.setdefault(meaning, set()).add(entry)
    one = {meaning: texts for meaning, texts in found.items() if home is not None or len(homes[meaning]) == 1}
    return Marks(
        titles=tuple(one.get("title", ())),
        authors=tuple(one.get("author", ())),
        published=tuple(one.get("published", ())),
        modified=tuple(one.get("modified", ())),
        tags=tuple(one.get("tag", ())),
    )


def _limited(elements: Iterable[_Element]) -> Iterator[_Element]:
    """At most ``MAX_HEADS`` elements of each tag."""
    counts: dict[str, int] = {}
    for element in elements:
        tag = str(element.tag)
        counts[tag] = counts.get(tag, 0) + 1
        if counts[tag] <= MAX_HEADS:
            yield element


def _elements(found: object) -> Iterator[_Element]:
    return (one for one in found if isinstance(one, _Element)) if isinstance(found, list) else iter(())


def _add_meta(metas: dict[str, list[str]], element: _Element) -> None:
    name = next((found for key in _ATTRIBUTES if (found := element.get(key))), "")
    if name and (content := clean(html.unescape((element.get("content") or "")[:LONGEST]))):
        metas.setdefault(name.strip().lower(), []).append(content)


def _text_of(element: _Element) -> str:
    between = " " if next(element.iter("br", "div", "p"), None) is not None else ""
    return clean(html.unescape(between.join(str(piece) for piece in element.itertext())))


def _day_of(element: _Element) -> str:
    """A day as a machine would read it, or as it is written."""
    said = element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else "")
    if not said and element.tag != "time":
        inner = next(element.iter("time"), None)
        said = inner.get("datetime") if inner is not None else ""
    return clean(said or _text_of(element))


def _name_of(element: _Element) -> str:
    """A name: of the part that is marked as one, where there is such a part."""
    for part in _limited(element.iter(etree.Element)):
        if "name" in (part.get("itemprop") or "").split() or {"fn", "p-name"} & set((part.get("class") or "").split()):
            return clean(part.get("content") or _text_of(part))
    return clean(element.get("content") or _text_of(element))


def _meaning(element: _Element) -> str:
    tokens = " ".join(element.get(key) or "" for key in ("itemprop", "rel", "class")).lower().split()
    return next((_MEANINGS[token] for token in tokens if token in _MEANINGS), "")


def _entry(element: _Element) -> _Element | None:
    """The closest element around this one that is an article of its own."""
    for above in element.iterancestors():
        scheme = above.get("itemtype") or ""
        if above.tag == "article" or scheme.endswith(_SCHEMES) or _ENTRIES & set((above.get("class") or "").split()):
            return above
    return None


def _beside(heading: _Element) -> list[_Element]:
    """The times in the closest of three elements around a heading that holds any."""
    around: _Element | None = heading.getparent()
    for _ in range(3):
        if around is None or around.tag == "body":
            return []
        found = list(_limited(around.iter("time")))
        if found:
            return found
        around = around.getparent()
    return []


def _is_change(element: _Element) -> bool:
    """Whether a time is marked as that of a change."""
    marks = " ".join(element.get(key) or "" for key in ("itemprop", "class", "property")).lower()
    return "pubdate" not in element.attrib and ("modified" in marks or "update" in marks) and "publish" not in marks
