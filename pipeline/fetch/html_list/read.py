"""A page that lists articles, to entries."""

from datetime import datetime

from pipeline.fetch.failures import FeedError
from pipeline.fetch.html_list.days import days_of
from pipeline.fetch.html_list.items import MOST_LINKS, Item, find_items
from pipeline.fetch.html_list.page import grow
from pipeline.fetch.html_list.titles import titles_of
from pipeline.fetch.html_list.words import text_of
from pipeline.fetch.identity import entry_id
from pipeline.fetch.listed import Listed
from pipeline.model.source import Entry, Source
from pipeline.text.feed_dates import FeedDate
from pipeline.text.words import shorten


def read_html_list(body: bytes, *, source: Source, base_url: str, content_type: str, now: datetime) -> Listed:
    """Read the entries that a page lists.

    Args:
        body: the bytes of the page.
        source: the source that it is of; its ``listing`` says where the entries are.
        base_url: address of the page, from which relative links count.
        content_type: value of the Content-Type header; only its charset is used.
        now: the time of the run; a later day is not believed.

    Returns:
        Entries in the order of the page, several links to one article as one. Whatever host a link leads to: the
        selector has chosen it.

    Raises:
        FeedError: "no-matches" where the selectors find nothing, which is never the same as no news; "empty",
            "not-a-feed", "too-complex", or the kind of wall.
    """
    if source.listing is None:
        raise FeedError("no-matches", f"{base_url} is read without rules that say where its entries are.")
    page = grow(body, content_type=content_type, base_url=base_url)
    items = find_items(page, source.listing)
    if not items:
        raise FeedError("no-matches", f"{base_url} shows no article where {source.listing.link!r} looks for them.")
    days = days_of(page, items, source.listing, now)
    entries: dict[str, Entry] = {}
    titles = titles_of(page, items, source.listing, now)
    for item, title, day in zip(items, titles, days, strict=True):
        entry = _entry(item, title, day, source, now)
        entries.setdefault(entry.entry_id, entry)
    named = page.tree.find("title")
    return Listed(
        entries=tuple(entries.values()),
        flags=("cut-off",) if sum(len(item.links) for item in items) >= MOST_LINKS else (),
        title=shorten(text_of(named), 200) if named else "",
    )


def _entry(item: Item, title: str, day: FeedDate, source: Source, now: datetime) -> Entry:
    return Entry(
        entry_id=entry_id(source.source_id, item.url, "", title),
        source_id=source.source_id,
        url=item.url,
        title=title,
        summary="",
        author="",
        language=source.language,
        published=day.published,
        first_seen_at=now,
        flags=(day.flag,) if day.flag else (),
    )
