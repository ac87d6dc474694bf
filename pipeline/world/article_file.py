"""The files in which articles are kept: a head of "key: value" lines, a line of three hyphens, and blocks.

Blocks are separated by blank lines. ``## `` marks a heading, ``> `` a quote, and lines with ``- `` are list items,
each a block of its own. Everything else is a paragraph, whose lines are joined by spaces.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import cast, get_args
from zoneinfo import ZoneInfo

from pipeline.model.source import Published
from pipeline.text.dates import published as read_published
from pipeline.world.records import ArticleKind, Outlet, Piece, WorldArticle

_KEYS = ("title", "published", "author", "summary", "section", "kind", "event")
_MAY_BE_EMPTY = ("event",)
_NAME = re.compile(r"^(\d{4}-\d{2}-\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.txt$")


def read_article(name: str, text: str, outlet: Outlet) -> WorldArticle:
    """Read one article.

    Args:
        name: file name, the day of publication and the slug: ``2026-07-03-title.txt``.
        text: content of the file.
        outlet: publisher, whose zone and way of giving dates the article has to keep.

    Raises:
        ValueError: what is wrong, without the name of the file.
    """
    named = _NAME.match(name)
    if not named:
        raise ValueError("the name has to be yyyy-mm-dd-slug.txt, the slug of a-z, 0-9 and single hyphens")
    head, fence, body = text.partition("\n---\n")
    if not fence:
        raise ValueError("the head has to end with a line of three hyphens")
    fields = _head(head)
    if fields["kind"] not in get_args(ArticleKind):
        raise ValueError(f"kind: {fields['kind']!r} is none of {', '.join(get_args(ArticleKind))}")
    published = _published(fields["published"], outlet)
    if published.published_on.isoformat() != named[1]:
        raise ValueError(f"published: {fields['published']} is not the day in the file's name")
    pieces = tuple(_pieces(body))
    if not pieces or pieces[0].kind != "paragraph":
        raise ValueError("the body has to begin with a paragraph")
    return WorldArticle(
        outlet_id=outlet.id,
        slug=named[2],
        title=fields["title"],
        published=published,
        author=fields["author"],
        summary=fields["summary"],
        section=fields["section"],
        kind=cast("ArticleKind", fields["kind"]),
        event=fields["event"],
        pieces=pieces,
    )


def _head(head: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon or key not in _KEYS or key in fields:
            raise ValueError(f"head: {line!r}; write each of {', '.join(_KEYS)} once, as 'key: value'")
        fields[key] = value.strip()
    for key in _KEYS:
        if not fields.get(key) and (key not in fields or key not in _MAY_BE_EMPTY):
            raise ValueError(f"{key}: missing")
    return fields


def _published(text: str, outlet: Outlet) -> Published:
    published = read_published(text)
    if published is None or published.text != text:
        raise ValueError(f"published: {text!r} is neither a day nor a time with offset in ISO 8601")
    if (published.published_at is None) != (outlet.dates == "day"):
        raise ValueError(f"published: {text}, but {outlet.name} gives a {outlet.dates}")
    if published.published_at and datetime.fromisoformat(text).utcoffset() != _offset(published.published_at, outlet):
        raise ValueError(f"published: {text} is not in the zone {outlet.zone}")
    return published


def _offset(moment: datetime, outlet: Outlet) -> object:
    return moment.astimezone(ZoneInfo(outlet.zone)).utcoffset()


def _pieces(body: str) -> Iterator[Piece]:
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = block.splitlines()
        if block.startswith("- "):
            for line in lines:
                if not line.startswith("- "):
                    raise ValueError(f"{line!r}: each line of a list begins with '- '")
                yield Piece("list-item", line[2:].strip())
        elif block.startswith("## "):
            yield Piece("heading", " ".join(lines)[3:].strip())
        elif block.startswith("> "):
            yield Piece("quote", " ".join(line.removeprefix("> ").strip() for line in lines))
        elif block:
            yield Piece("paragraph", " ".join(line.strip() for line in lines))
