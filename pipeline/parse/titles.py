"""The headline of a page, told from the name of its site."""

import re
from collections.abc import Iterator, Sequence

from pipeline.parse.authors import byline
from pipeline.parse.draft import Draft
from pipeline.parse.head import Head, Marks
from pipeline.text.words import clean, words

TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")

_SUFFIX = re.compile(r"^(?P<title>.{8,})\s(?P<mark>[|•·»–—-]|::)\s+(?P<site>[^|•·»–—]{2,60})$")
_PREFIX = re.compile(r"^(?P<site>[^|•·»:–—]{2,60})\s?(?:[|•·»:–—-]|::)\s+(?P<title>.{8,})$")
_DASHES = "–—-"


def candidates(head: Head, headline: str, marks: Marks, site: str, names: Sequence[str] = ()) -> Iterator[str]:
    """What the article may be called, the likeliest first: no site's name behind it, and none in its place.

    Args:
        head: of the page.
        headline: by JSON-LD.
        marks: in the text.
        site: what the page calls its site.
        names: what else the site may be called: by its source, behind the title, by its host.
    """
    plain = without_site(head.whole, site)
    told = plain != head.whole or len(words(plain)) >= 4
    own = [words(name) for name in (site, *names) if name]
    for text in (*_in_order(head, headline, marks, site, plain if told else ""), plain, head.whole):
        if text and not any(_is_name(words(text), name) for name in own):
            yield text


def _is_name(title: list[str], site: list[str]) -> bool:
    """Whether a title is nothing but a site's name: its words, or run together those of its host ("post.example")."""
    return title == site or (len(title) > 1 and "".join(title) in site)


def _in_order(head: Head, headline: str, marks: Marks, site: str, plain: str) -> Iterator[str]:
    said = [without_site(text, site) for text in head.each(*TITLES)]
    others = [words(text) for text in (*said, headline, plain) if text]
    yield from (text for text in head.headings if any(_holds(other, words(text)) for other in others))
    yield from said
    yield headline
    yield from marks.titles
    yield plain
    yield from head.headings


def site_behind(whole: str) -> str:
    """The name of the site behind a title, as a title element has it: "A story | The Paper" gives "The Paper"."""
    match = _SUFFIX.match(whole)
    return clean(match["site"]) if match else ""


def without_site(title: str, site: str = "") -> str:
    """A title without the site's name: "A story | The Paper" gives "A story".

    What stands behind a dash is taken for a site's name only if it is the one that is known, or short and written like
    a name. What stands in front of the title has to be the name that is known.
    """
    front = _PREFIX.match(title)
    if front and site and words(front["site"]) == words(site):
        return front["title"].strip()
    match = _SUFFIX.match(title)
    if not match:
        return title
    behind = words(match["site"])
    known = bool(site) and set(behind) <= {*words(site), "blog", "com", "news"}
    named = match["site"][:1].isupper() or "." in match["site"] or not match["site"].isascii()
    return match["title"].strip() if known or match["mark"] not in _DASHES or (named and len(behind) <= 3) else title


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


def _holds(whole: list[str], part: list[str]) -> bool:
    """Whether a title says what a heading says: most of the heading's words, and half of its own."""
    shared = len(set(whole) & set(part))
    return bool(part) and shared >= 0.7 * len(set(part)) and shared >= 0.5 * len(set(whole))
