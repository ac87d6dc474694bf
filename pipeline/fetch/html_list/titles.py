"""The title of an article in a list: by the source's selector, else by the texts of the links to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from bs4 import Tag

from pipeline.fetch.html_list.items import Item, attribute, belonging
from pipeline.fetch.html_list.page import Page
from pipeline.fetch.html_list.words import text_of, texts_of
from pipeline.model.source import ListRules
from pipeline.text.feed_dates import feed_date
from pipeline.text.spoken_dates import find_dates
from pipeline.text.words import clean, shorten, words

_LONGEST = 300  # characters of a title; more is cut
_SHORT = 150  # characters; what is longer may be a teaser
_MOST_LINKS = 10  # links to one article that are asked for a title, and
_MOST_TEXTS = 50  # texts in each
_NOTHING = (False, False, 0)
_FEW = 3  # words that a title has at least, where it has to be told from a label such as "Product updates"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A text of these words alone leads to an article without naming it: "Read the full story", "Learn more", "5 min read".
_POINTING = frozenset(
    {
        *("a", "all", "announcement", "article", "blog", "by", "click", "continue", "details", "discover", "en"),
        *(
            "erfahren",
            "explore",
            "find",
            "full",
            "further",
            "get",
            "go",
            "here",
            "info",
            "information",
            "it",
            "la",
            "learn",
        ),
        *("leer", "leggi", "leia", "lesen", "link", "lire", "mais", "mehr", "min", "mins", "minute", "minutes", "more"),
        *("más", "next", "now", "on", "open", "our", "out", "page", "piece", "plus", "post", "posted", "press", "read"),
        *("reading", "release", "report", "savoir", "see", "show", "story", "suite", "the", "this", "to", "tutto"),
        *("ver", "view", "visit", "watch", "weiter", "weiterlesen", "whole"),
    }
)
_POINTING_PHRASES = frozenset(
    {
        "更多",
        "查看更多",
        "続きを読む",
        "詳しく見る",
        "阅读全文",
        "阅读更多",
        "閱讀全文",
        "もっと見る",
        "더 보기",
        "자세히 보기",
    }
)
_LEAD = re.compile(r"(?:find out|learn|read|see) more(?: about|:)\s+", re.IGNORECASE)


def titles_of(page: Page, items: Sequence[Item], rules: ListRules, now: datetime) -> list[str]:
    """The title of each listed article, in their order; empty where none can be told from labels, days and "Read more".

    What the source's selector finds comes first, a heading before anything else; then the text of the links, that of a
    heading first; then any heading beside them; then what a link is called for those who do not see it.
    """
    selected = belonging(page, rules.title, items)
    headings = belonging(page, ", ".join(_HEADINGS), items)
    return [
        _first(map(text_of, sorted(chosen, key=lambda tag: tag.name not in _HEADINGS)), now)
        or _linked(item.links, now)
        or _first(map(text_of, beside), now)
        or _first(_spoken(item.links), now)
        for item, chosen, beside in zip(items, selected, headings, strict=True)
    ]


def _linked(links: Sequence[Tag], now: datetime) -> str:
    said = [(text, link) for link in links[:_MOST_LINKS] if (text := _of_link(link, now))]
    _, title = max(((_rank(link, text), text) for text, link in said), default=(_NOTHING, ""))
    return title


def _rank(link: Tag, text: str) -> tuple[bool, bool, int]:
    """Of several links to one article the title is a heading, else no teaser, else the longest."""
    heading = link.find(_HEADINGS) is not None or link.find_parent(_HEADINGS) is not None
    return heading, len(text) <= _SHORT, len(text)


def _of_link(link: Tag, now: datetime) -> str:
    """The title in a link, which may be around a whole card: its heading, its first text of some words, its longest."""
    heading = _first(map(text_of, link.find_all(_HEADINGS)), now)
    if heading:
        return heading
    texts = list(_sensible(islice(texts_of(link), _MOST_TEXTS), now))
    return next((text for text in texts if _weight(text) >= _FEW), "") or max(texts, key=len, default="")


def _spoken(links: Sequence[Tag]) -> Iterator[str]:
    for link in links[:_MOST_LINKS]:
        yield from (clean(attribute(link, name)) for name in ("aria-label", "title"))
        yield from (clean(attribute(image, "alt")) for image in link.find_all("img"))


def _first(texts: Iterable[str], now: datetime) -> str:
    return next(_sensible(texts, now), "")


def _sensible(texts: Iterable[str], now: datetime) -> Iterator[str]:
    """Those that can be titles, without "Read more about" before them, and cut where they are long."""
    for text in texts:
        title = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
        points = not _weight(title) or title.strip(" →»›….>") in _POINTING_PHRASES
        if not points and feed_date(title, now=now).flag == "unread-date":
            yield shorten(title, _LONGEST)


def _weight(text: str) -> int:
    """How many words of a text may name something: those of a day, numbers and "min read" do not."""
    for found in reversed(find_dates(text, None)):
        text = text[: found.start] + " " + text[found.end :]
    return sum(word not in _POINTING and not word.isdigit() for word in words(text))
