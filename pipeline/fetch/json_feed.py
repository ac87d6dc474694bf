"""The bytes of a JSON Feed, version 1.0 or 1.1, to entries: https://www.jsonfeed.org/version/1.1/."""

import html
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipeline.fetch.charset import feed_text
from pipeline.fetch.items import Feed, Item, language, listed, names, refused
from pipeline.fetch.listed import Listed
from pipeline.fetch.mending import MAX_ITEMS
from pipeline.model.source import Source

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/", re.IGNORECASE)
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_ADDRESS = re.compile(r"(?:https?:/)?/", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*\n\s*")


def read_json_feed(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the entries of a JSON Feed.

    Args:
        body: the bytes of the feed, content codings undone.
        source: the source that listed it; its language is that of entries that name none.
        base_url: address of the feed, from which relative links count.
        content_type: value of the Content-Type header; only its charset is used.
        now: the time of the run; a later date of publication is not believed.

    Returns:
        The entries in the order of the feed; see ``listed``. Of one that breaks off, the whole items.

    Raises:
        FeedError: "empty", "broken", "not-a-feed" or "too-complex".
    """
    return read_json_text(feed_text(body, content_type), source=source, base_url=base_url, now=now)


def read_json_text(text: str, *, source: Source, base_url: str, now: datetime) -> Listed:
    """The same for a feed that has been decoded."""
    plain = text.strip("\ufeff \t\r\n")
    if not plain:
        raise refused(base_url, "empty")
    flags = set()
    try:
        found = _decoder().decode(plain)
    except RecursionError:
        raise refused(base_url, "too-complex") from None
    except ValueError:
        found = _whole_items(plain)
        flags.add("cut-off")
        if not found:
            raise refused(base_url, "broken") from None
    if not _is_feed(found):
        raise refused(base_url, "not-a-feed", "sent JSON that is no JSON Feed")
    given = found.get("items") if isinstance(found, dict) else None
    items = [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []
    if len(items) > MAX_ITEMS:
        flags.add("capped")
    feed = Feed(
        items=[_item(item, found) for item in items[:MAX_ITEMS]],
        title=_text(found, "title"),
        home=_text(found, "home_page_url"),
        flags=tuple(flags),
    )
    return listed(feed, source=source, base_url=base_url, now=now)


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_constant=lambda _name: None)  # NaN and Infinity are no JSON


def _whole_items(text: str) -> dict[str, Any] | None:
    """The items that stand before the place at which the text stops being JSON; None if there are none."""
    start = _ITEMS.search(text)
    if start is None:
        return None
    decoder, items, place = _decoder(), [], start.end()
    try:
        while True:
            place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing too
            item, place = decoder.raw_decode(text, place)
            items.append(item)
    except (ValueError, RecursionError):
        return {"items": items} if items else None


def _is_feed(found: object) -> bool:
    """Whether this is a JSON Feed: by its version, or, where it names none, by its first item."""
    if not isinstance(found, Mapping):
        return False
    items = found.get("items")
    first = items[0] if isinstance(items, list) and items else None
    by_item = isinstance(first, Mapping) and ("content_html" in first or "content_text" in first)
    return by_item or bool(_VERSION.match(_text(found, "version")))


def _item(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Item:
    guid = _text(item, "id")
    plain = html.escape(_text(item, "content_text"), quote=False)
    return Item(
        links=(_text(item, "url"), _text(item, "external_url"), guid if _ADDRESS.match(guid) else ""),
        guid=guid,
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _SEVERAL.sub("<br>", plain),
        author=_authors(item) or _authors(feed),
        language=language(_text(item, "language"), _text(feed, "language")),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
    )


def _authors(record: Mapping[str, Any]) -> str:
    """Names of the authors: of a list, of the single one of version 1.0, or of what stands there by mistake."""
    several = record.get("authors")
    given = several if isinstance(several, list) else [several, record.get("author")]
    return names(_text(author, "name") if isinstance(author, Mapping) else _plain(author) for author in given)


def _text(record: Mapping[str, Any], key: str) -> str:
    return _plain(record.get(key))


def _plain(value: object) -> str:
    """A text, or a number where one stands for it."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
