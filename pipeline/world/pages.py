"""Rendering the sample world: its pages and its feeds, from two skeletons for each outlet.

Skeletons are ``string.Template`` texts. Every value that is filled in is escaped, but for those that are markup
already: ``$first``, ``$rest``, ``$related`` and ``$json_ld``.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from itertools import groupby
from string import Template
from types import MappingProxyType
from typing import NamedTuple

from pipeline.text.words import shorten, slug
from pipeline.world.filler import pad
from pipeline.world.records import FeedKind, Marks, Outlet, Piece, World, WorldArticle

NOTICE = "This is a sample page of the Offlimits demo and not news."
"""Stands in the footer of every page."""

FEED_ITEMS = 40
"""Longest feed, in items."""

_RELATED = 3
_TEASER_LENGTH = 120
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # not strftime, which speaks the language of the machine
_ITEM, _END = "<!-- item -->\n", "<!-- end -->\n"


class _Form(NamedTuple):
    """How a kind of feed is written: how a value becomes a part of it, and what stands between two items."""

    content_type: str
    escaped: Callable[[str], str] = escape
    joint: str = ""


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


_FORMS: Mapping[FeedKind, _Form] = MappingProxyType(
    {
        "atom": _Form("application/atom+xml"),
        "html-list": _Form("text/html"),
        "json-feed": _Form("application/feed+json", escaped=_in_json, joint=",\n"),
        "news-sitemap": _Form("application/xml"),
        "rss": _Form("application/rss+xml"),
    }
)


def article_page(world: World, article: WorldArticle) -> str:
    """The HTML page of an article. It links to earlier articles alone, so that it is the same on every night."""
    outlet = world.outlet(article.outlet_id)
    marks = _marks(outlet)
    pieces = _body(world, article)
    behind_first = next(number for number, piece in enumerate(pieces, start=1) if piece.kind == "paragraph")
    values = _all_through(escape, _values(world, article)) | {
        "first": _markup(pieces[:behind_first], marks),
        "rest": _markup(pieces[behind_first:], marks),
        "related": _related(world, article, marks),
        "json_ld": _json_ld(world, article),
    }
    return Template(world.skeletons[f"{outlet.id}.html"]).substitute(values)


def challenge_page(world: World, outlet: Outlet) -> str:
    """What an outlet shows that wants to see a browser first."""
    return Template(world.skeletons["challenge.html"]).substitute(host=escape(outlet.host), notice=escape(NOTICE))


def feed(world: World, outlet: Outlet, now: datetime) -> bytes:
    """An outlet's feed as it stands at a moment: what is published, newest first, at most 40 items."""
    articles = [article for article in reversed(world.articles_of(outlet)) if article.released_at <= now][:FEED_ITEMS]
    head, _, behind = world.skeletons[outlet.feed_skeleton].partition(_ITEM)
    item, _, foot = behind.partition(_END)
    form, marks = _FORMS[outlet.feed.kind], _marks(outlet)
    channel = {"name": outlet.name, "home": outlet.home, "feed_url": outlet.feed_url, "notice": NOTICE}
    around = _all_through(form.escaped, channel | _updated(articles))
    items = [
        Template(item).substitute(
            _all_through(form.escaped, _values(world, one) | {"body": _markup(_body(world, one), marks)})
        )
        for one in articles
    ]
    parts = (Template(head).substitute(around), form.joint.join(items), Template(foot).substitute(around))
    return "".join(parts).encode(_encoding(outlet), "xmlcharrefreplace")


def feed_type(outlet: Outlet) -> str:
    """The Content-Type of an outlet's feed."""
    return f"{_FORMS[outlet.feed.kind].content_type}; charset={_encoding(outlet)}"


def _encoding(outlet: Outlet) -> str:
    """A feed is in UTF-8, but where it is a page, in the encoding of the outlet's pages."""
    return outlet.encoding if outlet.feed.kind == "html-list" else "utf-8"


def _body(world: World, article: WorldArticle) -> Sequence[Piece]:
    filler = world.fillers.get(article.outlet_id)
    return pad(article, filler) if filler else article.pieces


def _markup(pieces: Sequence[Piece], marks: Marks) -> str:
    forms = {"paragraph": marks.paragraph, "heading": marks.heading, "quote": marks.quote, "list-item": marks.item}
    lines = []
    for kind, group in groupby(pieces, key=lambda piece: piece.kind):
        made = [Template(forms[kind]).substitute(text=escape(piece.text)) for piece in group]
        lines += [Template(marks.list).substitute(items="".join(made))] if kind == "list-item" else made
    return "\n".join(lines)


def _related(world: World, article: WorldArticle, marks: Marks) -> str:
    of_outlet = world.articles_of(world.outlet(article.outlet_id))
    earlier = of_outlet[: of_outlet.index(article)][-_RELATED:]
    return "\n".join(
        Template(marks.related).substitute(path=escape(world.path(one)), title=escape(one.title))
        for one in reversed(earlier)
    )


def _values(world: World, article: WorldArticle) -> dict[str, str]:
    day = article.published.published_on
    month = _MONTHS[day.month - 1]
    text = article.published.text
    return {
        "author": article.author,
        "day_iso": day.isoformat(),
        "day_us": f"{month} {day.day}, {day.year}",
        "day_words": f"{day.day} {month} {day.year}",
        "notice": NOTICE,
        "path": world.path(article),
        "published": text,
        "rfc822": format_datetime(_moment(article)),
        "section": slug(article.section),
        "section_name": article.section,
        "slug": article.slug,
        "summary": article.summary,
        "teaser": shorten(article.lead, _TEASER_LENGTH).removesuffix("…"),
        "time": text[11:16],
        "title": article.title,
        "url": world.url(article),
    }


def _json_ld(world: World, article: WorldArticle) -> str:
    outlet = world.outlet(article.outlet_id)
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "datePublished": article.published.text,
        "author": {"@type": "Organization", "name": article.author},
        "publisher": {"@type": "Organization", "name": outlet.name, "url": outlet.home},
        "mainEntityOfPage": world.url(article),
    }
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


def _updated(articles: Sequence[WorldArticle]) -> dict[str, str]:
    if not articles:
        return {"updated": "1970-01-01T00:00:00+00:00", "updated_rfc822": "Thu, 01 Jan 1970 00:00:00 +0000"}
    return {"updated": articles[0].published.text, "updated_rfc822": format_datetime(_moment(articles[0]))}


def _moment(article: WorldArticle) -> datetime:
    """The time of publication in the outlet's own zone, where there is one."""
    return datetime.fromisoformat(article.published.text) if article.published.published_at else article.released_at


def _all_through(escaped: Callable[[str], str], values: Mapping[str, str]) -> dict[str, str]:
    return {key: escaped(value) for key, value in values.items()}


def _marks(outlet: Outlet) -> Marks:
    if outlet.marks is None:
        raise ValueError(f"{outlet.id}: an outlet without marks has no pages")
    return outlet.marks
