"""The bytes of a watched page to lines of plain text, or the reason why they are not the page.

Nothing but text leaves this module: no address of a link, no attribute, no markup, so that a link that carries a new
token with every visit is no difference.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from soupsieve import SelectorSyntaxError

from pipeline.fetch.challenge import wall
from pipeline.fetch.charset import feed_text
from pipeline.fetch.failures import FeedError
from pipeline.fetch.watch.noise import is_error
from pipeline.model.failure import FAILURES
from pipeline.model.source import Source, WatchRules
from pipeline.model.watch import Watched
from pipeline.text.words import clean, words

VERSION = 1
"""Of the way from bytes to lines: with another one, every watched page begins with a new baseline."""

_READABLE = re.compile(r"(?:text/(?:html|plain|xml|markdown)|application/(?:xhtml\+xml|xml))?")
_BINARY = re.compile(rb"\s*(?:%PDF-|PK\x03\x04|\x89PNG|GIF8|\xff\xd8\xff|[{\[])")
_CHARSET = re.compile(rb"<meta\b[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page names its encoding (HTML Standard, section 4.2.5.4: the first 1,024)
_TAG = re.compile(r"<[a-zA-Z!/]")
_MOST_CHARACTERS = 4_000_000  # of markup, as for articles
_DEEPEST = 200  # levels of elements, likewise
_MOST_LINES = 5_000
_MOST_TEXT = 1_000_000  # characters of all lines together

_FEW_WORDS = 10  # a text of fewer words is none, unless the page is a list
_NOTICE_WORDS = 100  # a page whose heading says that it is not there has no more

# Elements that begin and end a line (HTML Standard, section 15.3); the cells of a row share one.
_LINES = re.compile(
    r"address|article|aside|blockquote|body|br|caption|center|d[dlt]|details|dir|div|fieldset|fig(?:caption|ure)|h[1-6]"
    r"|header|hgroup|hr|html|legend|li|main|menu|[ou]l|optgroup|p|pre|search|section|summary|t(?:able|body|foot|head|r)"
)
_ROWED = frozenset({"a", "span", "time"})  # side by side, they are kept apart by style sheets
_NO_TEXT = (
    *("audio", "button", "canvas", "datalist", "dialog", "embed", "footer", "head", "iframe", "input", "label", "math"),
    *("meter", "nav", "noscript", "object", "option", "progress", "script", "select", "style", "svg", "template"),
    *("textarea", "title", "video"),
)
_ROLES = frozenset({"alertdialog", "button", "contentinfo", "dialog", "navigation", "search", "tooltip"})
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,})", re.IGNORECASE
)
_UNSEEN_CLASSES = frozenset({"hidden", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"})
# By what the tools for consent call their box; a policy about cookies has such names too, but never a button.
_CONSENT = re.compile(
    r"cookie[-_ ]?(?:alert|banner|bar|box|consent|dialog|layer|message|modal|notice|overlay|popup|wall)"
    r"|consent[-_ ]?(?:banner|bar|box|dialog|manager|modal|overlay|popup)|gdpr|onetrust|didomi|usercentrics|cc-window",
    re.IGNORECASE,
)
_CONSENT_WORDS = 200
_FORM_WORDS = 100  # some sites put the whole page into one form
_FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,2}|[*†‡§]{1,3})[\])]?")


def read_watched(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Watched:
    """Read a watched page.

    Args:
        body: the bytes of the page, content codings undone.
        source: the page-watch source with its rules.
        base_url: where the bytes came from, for messages.
        content_type: value of the Content-Type header, possibly empty.
        now: not used: what a page says does not depend on it. All readers take the same arguments.

    Raises:
        FeedError: "not-html" it is no text; "challenge", "consent" or "login" a wall; "other-page" the notice of an
            error; "no-matches" the selector finds nothing; "empty" what it finds holds hardly any text; "too-large" or
            "too-complex".
    """
    del now
    rules = source.watch or WatchRules()
    text, plain = _text(body, content_type, base_url)
    kind = wall(body)
    if kind:
        raise _not_it(kind, base_url)
    soup = BeautifulSoup("" if plain else text, "lxml")
    root = None if plain else _selected(soup, rules, base_url)
    lines = tuple(text.splitlines()) if root is None else tuple(_lines(root, base_url))
    lines = tuple(line for raw in lines if (line := clean(raw).strip("| ")))
    if len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_TEXT:
        raise _not_it("too-large", base_url)
    title = clean(soup.title.get_text()) if soup.title else ""
    headings = tuple(_headings(root)) if root else lines[:1]
    _refuse(title, headings, lines, rules, base_url)
    return Watched(
        rules=rules_digest(source),
        title=title or next(iter(headings), ""),
        language=_language(soup),
        headings=headings,
        lines=lines,
        as_set=rules.as_set,
    )


def rules_digest(source: Source) -> str:
    """A short name for the way in which a source is read: its address, its rules, the version of this reader."""
    rules = source.watch or WatchRules()
    parts = (str(VERSION), source.url, rules.select, *rules.remove, str(rules.as_set))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _not_it(reason: str, base_url: str, note: str = "") -> FeedError:
    more = f" ({note})" if note else ""
    return FeedError(reason, f"{base_url} {FAILURES[reason].words}{more}.")


def _text(body: bytes, content_type: str, base_url: str) -> tuple[str, bool]:
    """The characters of a page, and whether it is plain text."""
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if not _READABLE.fullmatch(kind) or _BINARY.match(body):
        raise _not_it("not-html", base_url)
    named = _CHARSET.search(body[:_HEAD])
    text = feed_text(body, f"{content_type}; charset={named[1].decode('ascii')}" if named else content_type)
    if not text.strip():
        raise _not_it("empty", base_url)
    if len(text) > _MOST_CHARACTERS:
        raise _not_it("too-large", base_url)
    return text, not _TAG.search(text)


def _selected(soup: BeautifulSoup, rules: WatchRules, base_url: str) -> Tag:
    """The first element that the selector finds with text left in it, pruned."""
    try:
        found = soup.select(rules.select)
        for root in found:
            for selector in rules.remove:
                for element in root.select(selector):
                    element.decompose()
            _prune(root)
            if root.get_text().strip():
                return root
    except SelectorSyntaxError:
        raise _not_it("no-matches", base_url, "select or remove is no CSS selector") from None
    what = "holds no text" if found else "finds nothing"
    raise _not_it("no-matches", base_url, f"the selector {rules.select!r} {what}")


def _prune(root: Tag) -> None:
    """Take away, in place, what is no text of the page."""
    for element in root.find_all(_NO_TEXT):
        element.decompose()
    for element in root.find_all(_is_no_text):
        if not element.decomposed:
            element.decompose()


def _is_no_text(element: Tag) -> bool:
    if element.name == "sup":
        return _is_footnote(element)
    if element.name == "form":
        return len(words(element.get_text(" "))) < _FORM_WORDS
    if not element.attrs:
        return False
    marks = {name: " ".join(value) if isinstance(value, list) else str(value) for name, value in element.attrs.items()}
    if "hidden" in marks or marks.get("aria-hidden", "").lower() == "true" or marks.get("role", "") in _ROLES:
        return True
    if _UNSEEN.search(marks.get("style", "")) or _UNSEEN_CLASSES & set(marks.get("class", "").lower().split()):
        return True
    named = " ".join(marks.get(name, "") for name in ("id", "class", "aria-label", "data-testid"))
    return bool(_CONSENT.search(named)) and len(words(element.get_text(" "))) < _CONSENT_WORDS


def _is_footnote(sup: Tag) -> bool:
    """Whether raised characters are the mark of a footnote, and no exponent ("10" to the 26th)."""
    before = sup.previous_sibling
    behind_number = isinstance(before, NavigableString) and bool(re.search(r"\d\s*$", str(before)))
    return bool(_FOOTNOTE.fullmatch(sup.get_text().strip())) and not behind_number


def _lines(root: Tag, base_url: str) -> Iterator[str]:
    """The text of an element, line by line; some are empty."""
    owners: dict[int, int] = {id(root): id(root)}  # the element that each element's text is on a line of
    depths = {id(root): 0}
    current, gathered = id(root), ""
    for node in root.descendants:
        parent = id(node.parent)
        if isinstance(node, Tag):
            owners[id(node)] = id(node) if _LINES.fullmatch(node.name) else owners[parent]
            depths[id(node)] = depths[parent] + 1
            if depths[id(node)] > _DEEPEST:
                raise _not_it("too-complex", base_url)
            piece, owner = _joint(node), owners[id(node)]
        else:
            piece, owner = _visible(node), owners[parent]
        if owner != current:
            yield gathered
            current, gathered = owner, ""
        gathered += piece
    yield gathered


def _joint(tag: Tag) -> str:
    """What stands between an element and the one before it on the same line."""
    before = tag.previous_sibling
    if tag.name in ("td", "th"):
        return " | " if tag.find_previous_sibling(("td", "th")) else ""
    return " " if tag.name in _ROWED and isinstance(before, Tag) and before.name == tag.name else ""


def _visible(node: object) -> str:
    """A string of the tree; comments and the like hold none."""
    return str(node) if isinstance(node, NavigableString) and not isinstance(node, PreformattedString) else ""


def _headings(root: Tag) -> Iterator[str]:
    for element in root.find_all(("h1", "h2", "h3")):
        heading = clean(element.get_text(" "))
        if heading:
            yield heading


def _refuse(title: str, headings: tuple[str, ...], lines: tuple[str, ...], rules: WatchRules, base_url: str) -> None:
    """Raise for a notice of an error, and for hardly any text."""
    count = sum(len(words(line)) for line in lines)
    first = (title, *headings[:1], *lines[:1])
    if count < _NOTICE_WORDS and any(is_error(line) for line in first):
        raise _not_it("other-page", base_url, f"it says {next(line for line in first if is_error(line))!r}")
    if count < (1 if rules.as_set else _FEW_WORDS):
        raise _not_it("empty", base_url)


def _language(soup: BeautifulSoup) -> str:
    named = soup.html.get("lang") if soup.html else None
    return re.split(r"[-_]", named.strip().lower())[0][:8] if isinstance(named, str) else ""
